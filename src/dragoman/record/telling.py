"""What the articles of a record tell, as far as their days hang on it: acts, counts, words said, tolls, meetings."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from dragoman.dating.reach import Reach, reaches
from dragoman.language.times.kept import expression_of
from dragoman.model import Interval, Span, Time
from dragoman.record.ties import NEWS_DAYS, Meeting, Told, Toll
from dragoman.reference.folding import fold

LEAST_TOLL = 500
"""A toll of less is more likely a day's than one since the beginning."""
LEAST_NUMBER = 11
"""Smaller figures are alike by chance."""
COMMON_NUMBER = 20
"""Smaller and round figures are alike by chance unless their sentences are."""
WIDEST_TOLL = 1.2
"""A toll with bounds farther apart ("hundreds of thousands") grows unseen."""
LEAST_QUOTED = 8
"""Words of a quotation that are not alike by chance."""
MEETING_OF = 2
_FACT = ("happened", "ongoing")
_STATE_SECTORS = {None, "GOV", "MIL", "COP", "JUD", "LEG", "SPY"}
_LONG_WORD = re.compile(r"\w{4,}")
_WORD = re.compile(r"\w+")
_SINCE = re.compile(r"\b(?:since|so far|began|begun|broke out|erupted|(?:months|years) of|overall)\b", re.IGNORECASE)
_PEOPLE = re.compile(r"^(?:(?:more|the|other|some)\s+)*(?:people|persons|lives|syrians|civilians)?$", re.IGNORECASE)


class _Dates:
    """Which time expression an entry of an article has its days from, and how far that lies from the page."""

    def __init__(self, published: Interval, times: Sequence[Time]) -> None:
        self.published = published
        self.times = times
        self._reaches: list[Reach | None] | None = None

    def time_of(self, days: Interval, start: int, length: int) -> int | None:
        """The place of the nearest expression, not farther than the sentence is long, that has these days."""
        near = [
            (abs(t.span.start - start), i)
            for i, t in enumerate(self.times)
            if t.interval == days and t.interval.is_known and abs(t.span.start - start) <= length
        ]
        return min(near)[1] if near else None

    def reach(self, i: int) -> Reach | None:
        """How long after what the i-th expression names the page was written."""
        if self._reaches is None:
            kept = [expression_of(t.said, t.span, t.type) for t in self.times]
            whole = [e for e in kept if e is not None]
            self._reaches = reaches(whole) if len(whole) == len(kept) else [None] * len(kept)
        return self._reaches[i]


def times_of(connection: sqlite3.Connection, article_id: str) -> list[Time]:
    """The time expressions of an article that kept how they were meant, in text order."""
    rows = connection.execute(
        'SELECT "start", "end", type, value, date_from, date_to, said FROM times '
        'WHERE article_id = ? AND said IS NOT NULL ORDER BY "start"',
        (article_id,),
    )
    return [
        Time(Span(r["start"], r["end"]), r["type"], r["value"], interval_of(r["date_from"], r["date_to"]), r["said"])
        for r in rows
    ]


def interval_of(first: str | None, last: str | None) -> Interval:
    """The Interval of two ISO days."""
    return Interval(Interval.parse(first).first, Interval.parse(last).last)


def told(connection: sqlite3.Connection, days: Mapping[str, Interval]) -> Iterator[Told]:
    """What articles without an exact day tell of a weekday or a day (acts, counts, words said), then the same things
    told by dated ones: no more of a record is kept in memory."""
    wanted: set[tuple[object, ...]] = set()
    dates: dict[str, _Dates] = {}
    for dated in (False, True):
        for row, key, days_told, worded in _entries(connection):
            article = row["article_id"]
            if days[article].is_day != dated or (dated and key not in wanted):
                continue
            if article not in dates:
                dates[article] = _Dates(days[article], times_of(connection, article))
            made = _one(row, key, dates[article], days_told, worded=worded)
            if made is not None:
                wanted.add(key)
                yield made


_Entry = tuple[sqlite3.Row, tuple[object, ...], Interval, bool]
"""A row, what must agree for two to tell the same, its days, and whether the words must be alike, too."""


def _entries(connection: sqlite3.Connection) -> Iterator[_Entry]:
    parties = _parties(connection)
    for r in connection.execute("SELECT * FROM events WHERE date_from IS NOT NULL AND date_to IS NOT NULL"):
        who = parties.get((r["article_id"], r["event_id"]), [])
        if len({key for _, key in who}) >= MEETING_OF:
            status = "fact" if r["status"] in _FACT else r["status"]
            yield r, ("event", r["type"], status, *sorted(set(who))), interval_of(r["date_from"], r["date_to"]), True
    for r in connection.execute(
        "SELECT * FROM figures WHERE date_from IS NOT NULL AND date_to IS NOT NULL AND coalesce(high, low) >= ?",
        (LEAST_NUMBER,),
    ):
        if r["place_name"]:
            key = ("figure", r["measure"], r["low"], r["high"], fold(r["place_name"]))
            number = r["low"] if r["low"] is not None else r["high"]
            common = number < COMMON_NUMBER or number % 10 == 0
            yield r, key, interval_of(r["date_from"], r["date_to"]), common
    for r in connection.execute("SELECT * FROM statements WHERE kind = 'direct' AND said_from IS NOT NULL"):
        said = _WORD.findall(fold(r["content"] or ""))
        if len(said) >= LEAST_QUOTED and r["said_to"]:
            yield r, ("words", " ".join(said)), interval_of(r["said_from"], r["said_to"]), False


def _one(row: sqlite3.Row, key: tuple[object, ...], dates: _Dates, days: Interval, *, worded: bool) -> Told | None:
    """The entry as something told, when a time expression beside it says on which weekday or day it was."""
    sentence = row["sentence"]
    place = dates.time_of(days, row["start"], len(sentence))
    weekday = _weekday(dates.times[place]) if place is not None else None
    if place is None or weekday is None:
        return None
    words = frozenset(_LONG_WORD.findall(fold(sentence))) if worded else frozenset()
    said = " ".join(sentence.split())
    said = said if len(said) <= 90 else said[:89] + "…"
    page = dates.published
    if not page.is_day:
        reach = dates.reach(place)
        return Told(row["article_id"], (*key, weekday), words, said, None, *reach) if reach is not None else None
    if not days.is_day or days.first is None or page.first is None:
        return None
    gap = (page.first - days.first).days
    return Told(row["article_id"], (*key, weekday), words, said, days.first, gap, gap)


def _weekday(time: Time) -> int | None:
    """The weekday (Monday 1) of an expression that names a weekday or one day; `None` for any other."""
    masked = re.match(r"XXXX-WXX-(\d)", time.value)
    if masked:
        return int(masked[1])
    return time.interval.first.isoweekday() if time.interval.is_day and time.interval.first else None


def tolls(connection: sqlite3.Connection, days: Mapping[str, Interval]) -> Iterator[Toll]:
    """Tolls of a whole state since something began, by who counts: the highest of an article."""
    states: dict[str, str] = {}
    for r in connection.execute(
        "SELECT article_id, actor_id, count(*) AS n FROM mentions WHERE actor_id LIKE 'state:%' "
        "GROUP BY article_id, actor_id ORDER BY article_id, n DESC, actor_id"
    ):
        states.setdefault(r["article_id"], r["actor_id"][6:])
    best: dict[tuple[str, tuple[object, ...]], Toll] = {}
    for r in connection.execute(
        "SELECT f.*, s.name AS state FROM figures f LEFT JOIN (SELECT DISTINCT actor_name AS name FROM mentions "
        "WHERE actor_id LIKE 'state:%') s ON s.name = f.place_name "
        "WHERE measure IN ('killed', 'killed_background') AND claimant_id IS NOT NULL AND low >= ? "
        "AND coalesce(high, low) <= low * ?",
        (LEAST_TOLL, WIDEST_TOLL),
    ):
        country = r["place_country"] or states.get(r["article_id"])
        whole = r["place_name"] is None or r["state"] is not None
        if country and whole and _PEOPLE.match(r["who"] or "") and _SINCE.search(r["sentence"]):
            scope = (country, r["claimant_id"])
            said = " ".join(r["sentence"].split())[:90]
            toll = Toll(r["article_id"], scope, r["low"], said)
            held = best.get((r["article_id"], scope))
            if held is None or held.number < toll.number:
                best[r["article_id"], scope] = toll
    yield from best.values()


def meetings(connection: sqlite3.Connection, days: Mapping[str, Interval]) -> Iterator[Meeting]:
    """Meetings of known persons with somebody of another country, each with what else its article tells of known
    actors; a meeting without a day is news."""
    parties = _parties(connection)
    told: dict[str, dict[tuple[object, ...], frozenset[str]]] = {}
    met: list[tuple[sqlite3.Row, set[tuple[str, str]]]] = []
    for r in connection.execute(
        "SELECT * FROM events WHERE status = 'happened' ORDER BY article_id, \"start\", event_id"
    ):
        who = parties.get((r["article_id"], r["event_id"]), [])
        if r["type"] == "CONSULT":
            met.append((r, _pairs(connection, r)))
        elif len({key for _, key in who}) >= MEETING_OF:
            words = frozenset(_LONG_WORD.findall(fold(r["sentence"])))
            told.setdefault(r["article_id"], {}).setdefault((r["type"], *sorted(set(who))), words)
    wanted = {pair for r, pairs in met if not days[r["article_id"]].is_day for pair in pairs}
    for r, pairs in met:
        reach = _news(connection, r, days[r["article_id"]]) if pairs & wanted else None
        if reach is None:
            continue
        article, said = r["article_id"], " ".join(r["sentence"].split())[:90]
        place = fold(r["place_name"]) if r["place_name"] else None
        for person, country in sorted(pairs & wanted):
            yield Meeting(article, person, country, said, place, reach[0], reach[1], told.get(article, {}))


def _pairs(connection: sqlite3.Connection, row: sqlite3.Row) -> set[tuple[str, str]]:
    """Each known person of a meeting with the country of every other party."""
    who = connection.execute(
        "SELECT actor_id, country FROM participants WHERE article_id = ? AND event_id = ? AND country IS NOT NULL",
        (row["article_id"], row["event_id"]),
    ).fetchall()
    return {
        (a["actor_id"], b["country"])
        for a in who
        for b in who
        if a["actor_id"]
        and a["actor_id"].startswith("person:")
        and ":~" not in a["actor_id"]
        and a["country"] != b["country"]
    }


def _news(connection: sqlite3.Connection, row: sqlite3.Row, page: Interval) -> Reach | None:
    """How long after a meeting its page was written: by the words, else within the days for which it is news."""
    days = interval_of(row["date_from"], row["date_to"])
    if not days.is_known or days == page:
        return (0, NEWS_DAYS)
    dates = _Dates(page, times_of(connection, row["article_id"]))
    place = dates.time_of(days, row["start"], len(row["sentence"]))
    if place is None:
        return None
    if page.is_day and page.first is not None and days.first is not None and days.last is not None:
        return ((page.first - days.last).days, (page.first - days.first).days)
    return dates.reach(place)


def _parties(connection: sqlite3.Connection) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Side and key of every known participant by article and event; who acts for a state is the state, but a person
    is the person."""
    parties: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for r in connection.execute("SELECT * FROM participants ORDER BY article_id, event_id, side, position"):
        if r["country"] or (r["actor_id"] and ":~" not in r["actor_id"]):
            state = r["country"] and r["sector"] in _STATE_SECTORS and not str(r["actor_id"]).startswith("person:")
            key = r["country"] if state else r["actor_id"] or f"{r['country']}:{r['sector']}"
            parties.setdefault((r["article_id"], r["event_id"]), []).append((r["side"], key))
    return parties
