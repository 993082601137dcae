"""The Council on a day: its table, the sum under Article 27, the forecast, the official vote, drafts in the record."""

from __future__ import annotations

import datetime as dt
import json
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman import council as official_record
from dragoman.desk.official import against_official
from dragoman.desk.whip import WHIP_COLUMNS, Whip, horseshoe, whip_count
from dragoman.exports.charts_council import chances_chart, yes_chart
from dragoman.model import Interval, ReferenceDataError
from dragoman.record import Record
from dragoman.reference import Reference, Vote, load
from dragoman.reference.council import article27
from dragoman.web import charting
from dragoman.web.asking import address
from dragoman.web.horseshoe import Drawn, horseshoe_of
from dragoman.web.pages import page
from dragoman.web.records import Records, record_of, records_of

MOST_DRAFTS = 40
MOST_VOTES = 30
MOST_AGAINST = 60
MOST_SPONSORS = 8
OUTCOMES = {"adopted": "adopted", "vetoed": "vetoed", "not_adopted": "short of nine votes"}
AROUND = (dt.timedelta(days=3 * 365), dt.timedelta(days=365))
"""Official votes are listed so long before and after the day."""


def council(request: Request) -> Response:
    """The page of a day and a subject; of one official vote where `vote` names its symbol."""
    asked, facts = _asked(request), load()

    def made() -> dict[str, Any]:
        with record_of(request) as record:
            return _made(record, records_of(request), facts, asked)

    found = records_of(request).remember(("council", *asked.items()), made)
    query = {"on": found["on"], "about": found["about"] or None, "sponsor": found["sponsors"] or None}
    return page(
        request, "council/council.html", **found, asked=asked, outcomes=OUTCOMES, can_draw=charting.CAN_DRAW,
        query=address("", query)[1:], article27=article27, states=facts.states,
        of_vote=lambda symbol: address("/council", {**query, "vote": symbol}),
    )  # fmt: skip


def council_drawn(request: Request) -> Response:
    """The forecast as a chart: `chances` by member, or of each number of `yes` votes."""
    asked, look = _asked(request), charting.look_of(request)
    count = _counted(request, asked)
    if count is None:
        return charting.chart(request, chances_chart([], look), "council")
    if charting.word(request, "show") == "yes":
        return charting.chart(request, yes_chart(count.forecast.yes, look, needed=count.needed), "yes-votes")
    return charting.chart(request, chances_chart(list(count.rows()), look), "chances")


def council_table(request: Request) -> Response:
    """The whip count as CSV."""
    count = _counted(request, _asked(request))
    return charting.table(request, list(count.rows()) if count else [], WHIP_COLUMNS, "council")


def _asked(request: Request) -> dict[str, str]:
    return {name: charting.word(request, name) for name in ("on", "about", "sponsor", "vote")}


def _counted(request: Request, asked: dict[str, str]) -> Whip | None:
    """The whip count of an address that names its day and subject, as the page's charts do."""
    try:
        on = Interval.parse(asked["on"]).first
    except ValueError:
        return None
    if on is None or not asked["about"]:
        return None
    with record_of(request) as record:
        try:
            return _whip(record, records_of(request), load(), asked["about"], on, _sponsors(load(), asked["sponsor"]))
        except ReferenceDataError:
            return None


def _whip(
    record: Record, records: Records, facts: Reference, about: str, on: dt.date, sponsors: tuple[str, ...]
) -> Whip:
    """A whip count, made once for the page and its charts."""

    def made() -> Whip:
        return whip_count(facts, about=about, on=on, record=record, sponsors=sponsors)

    return records.remember(("whip", about, on, sponsors), made)


def _sponsors(facts: Reference, words: str) -> tuple[str, ...]:
    codes = words.upper().replace(",", " ").split()
    return tuple(dict.fromkeys(c for c in codes if facts.state(c)))[:MOST_SPONSORS]


def _made(record: Record, records: Records, facts: Reference, asked: dict[str, str]) -> dict[str, Any]:
    drafts = _drafts(record)
    notes: list[str] = []
    vote = _vote(facts, asked["vote"], notes)
    on = _day(record, asked["on"], vote, drafts, notes)
    # A vote that is asked for stands alone: a forecast of another draft beside it would mislead.
    about = asked["about"] or ("" if vote is not None else _subject(facts, drafts))
    topic = about or (_state_in(facts, vote.title) if vote is not None else "")
    sponsors = _sponsors(facts, asked["sponsor"])
    count, seats = None, []
    try:
        if about:
            count = _whip(record, records, facts, about, on, sponsors)
            seats = horseshoe(count)
    except ReferenceDataError as error:
        notes.append(f"No forecast: {error}.")
    if not seats and vote is None:
        members = sorted(facts.council.members_on(on), key=lambda s: _name(facts, s.member))
        seats = [{"member": s.member, "name": _name(facts, s.member), "permanent": s.permanent} for s in members]
    if not seats and vote is None:
        notes.append(f"The Council's record does not know the members of {on}.")
    around = official_record.find(about=topic, from_=on - AROUND[0], to=on + AROUND[1])[-MOST_VOTES:] if topic else []
    cast = _cast(facts, vote)
    return {
        "on": on.isoformat(), "about": about, "sponsors": " ".join(sponsors), "count": count, "notes": notes,
        "seats": horseshoe_of(seats, of="position"), "vote": vote, "cast": cast, "ballots": _ballots(cast),
        "drafts": drafts, "votes": around[::-1], "topic": topic, "eve": (on - dt.timedelta(days=1)).isoformat(),
        "against": _against(record, facts, vote), "tally": _tally(count),
        "known": {s.member: s for s in count.seats} if count else {},
    }  # fmt: skip


def _drafts(record: Record) -> list[dict[str, Any]]:
    """What the record's articles speak of, by agenda, symbol and label; the most told of first."""
    rows = record.sql(
        "SELECT draft_symbol AS symbol, draft_agenda AS agenda, draft_label AS label, draft_sponsors AS sponsors, "
        "max(draft_fate) AS fate, count(*) AS ballots, count(DISTINCT member) AS members, "
        "count(DISTINCT article_id) AS articles, min(date_from) AS first_day, max(date_to) AS last_day, "
        "min(article_id || '#' || ballot_id) AS one FROM ballots GROUP BY 1, 2, 3, 4 "
        "ORDER BY ballots DESC, last_day DESC, label LIMIT ?",
        (MOST_DRAFTS,),
    )
    return [row | {"sponsors": json.loads(row["sponsors"] or "[]")} for row in rows]


def _subject(facts: Reference, drafts: list[dict[str, Any]]) -> str:
    counts: dict[str, int] = {}
    for draft in drafts:
        if draft["agenda"]:
            counts[draft["agenda"]] = counts.get(draft["agenda"], 0) + draft["ballots"]
    best = min(counts, key=lambda a: (-counts[a], a), default=None)
    state = facts.state(best) if best else None
    return state.name if state is not None else best or ""


def _state_in(facts: Reference, title: str) -> str:
    """The name of the state that a vote's title names last, as such titles go from the general to the particular."""
    found = [(title.rfind(state.name), state.name) for state in facts.states.values() if state.name in title]
    return max(found)[1] if found else ""


def _vote(facts: Reference, symbol: str, notes: list[str]) -> Vote | None:
    if not symbol:
        return None
    found = facts.council.find(symbol) if symbol[:2].lower() == "s/" or symbol.isdigit() else []
    if not found:
        notes.append(f"The Council's record has no vote on “{symbol}”.")
    return found[-1] if found else None


def _day(record: Record, asked: str, vote: Vote | None, drafts: list[dict[str, Any]], notes: list[str]) -> dt.date:
    """The day that is asked for; else the vote's, the last that the record tells of a draft, its last article's."""
    if asked:
        try:
            day = Interval.parse(asked).first
            if day is not None:
                return day
        except ValueError:
            pass
        notes.append(f"“{asked}” is no day such as 2012-02-04. It was left out.")
    if vote is not None:
        return vote.date
    told = [d["first_day"] for d in drafts if d["first_day"] and d["first_day"] == d["last_day"]]
    (row,) = record.sql("SELECT max(published_from) AS day FROM articles WHERE published_from = published_to")
    newest = max(told, default=None) or row["day"]
    return dt.date.fromisoformat(newest) if newest else dt.date(2013, 1, 1)


def _cast(facts: Reference, vote: Vote | None) -> list[Drawn]:
    if vote is None:
        return []
    seats = [
        {"member": m, "name": _name(facts, m), "permanent": m in vote.permanent, "ballot": b}
        for m, b in vote.ballots.items()
    ]
    return horseshoe_of(sorted(seats, key=lambda s: str(s["name"])), of="ballot")


def _ballots(cast: list[Drawn]) -> list[tuple[str, list[Drawn]]]:
    """The seats by what they voted: yes, veto, no, abstention."""
    words = dict.fromkeys(s.words for letter in "YVNA" for s in cast if s.letter == letter)
    words |= dict.fromkeys(s.words for s in cast)
    return [(word, [s for s in cast if s.words == word]) for word in words]


def _against(record: Record, facts: Reference, vote: Vote | None) -> list[dict[str, Any]]:
    rows = against_official(record, facts)
    return list(islice((r for r in rows if vote is None or r["symbol"] == vote.symbol), MOST_AGAINST))


def _tally(count: Whip | None) -> dict[str, list[str]]:
    """What is told of the members: side -> their names."""
    sides: dict[str, list[str]] = {"yes": [], "no": [], "abstain": [], "undeclared": [], "nothing told": []}
    for seat in count.seats if count else ():
        told = seat.telling.vote.removeprefix("leaning ") if seat.telling else "nothing told"
        sides["no" if told == "veto" else told if told in sides else "nothing told"].append(seat.name)
    return sides


def _name(facts: Reference, member: str) -> str:
    state = facts.state(member)
    return state.name if state is not None else member


ROUTES = (
    Route("/council", council, name="council"),
    Route("/council/chart.{ending}", council_drawn, name="council-chart"),
    Route("/council/table.csv", council_table, name="council-table"),
)
