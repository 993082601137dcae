"""The whip count: the fifteen members of a day, what is known of each, a forecast, and the sum under Article 27."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.desk.tellings import SpokenOf, Telling, drafts_of, open_draft
from dragoman.forecast import OTHER, Forecast, forecast, topic_of
from dragoman.forecast.outcomes import NEEDED
from dragoman.record import Record
from dragoman.reference import Reference, Vote

WHIP_COLUMNS = (
    "member", "name", "permanent", "position", "position_date", "weighed", "yes", "abstain", "no", "last_symbol",
    "last_date", "last_ballot", "later_symbol", "later_date", "later_ballot", "sentence", "source", "id",
)  # fmt: skip
"""`position` is what the record tells last, in a ballot's words, and `weighed` whether it went into the forecast;
`yes`, `abstain` and `no` are the forecast of a contested vote; `last_…` is the official vote on or before the day,
`later_…` the first one after it, which no forecast has seen."""
WAVERING = (0.3, 0.7)
"""A member whose yes is as likely as this is still to convince."""
FEARED = 0.25
"""A permanent member whose no is as likely as this is feared."""
BACK, AHEAD = dt.timedelta(days=3 * 365), dt.timedelta(days=365)
"""An official vote is shown up to so long before the day, a later one so long after it."""


@dataclass(frozen=True, slots=True)
class SeatCount:
    """One member: its last telling, its forecast, its ballot in the last official vote and in the first later one."""

    member: str
    name: str
    permanent: bool
    telling: Telling | None
    weighed: bool
    yes: float
    abstain: float
    no: float
    last: str | None
    later: str | None


@dataclass(frozen=True, slots=True)
class Whip:
    """A whip count. `seats` has the likeliest yes first."""

    about: str
    on: dt.date
    draft: SpokenOf | None
    others: tuple[SpokenOf, ...]
    """Other drafts that the record speaks of."""
    forecast: Forecast
    seats: tuple[SeatCount, ...]
    last: Vote | None
    """The last contested official vote on the topic, on or before the day."""
    later: Vote | None
    """The first contested official vote on the topic after the day: the future, shown and never used."""
    needed: int = NEEDED

    @property
    def feared(self) -> list[SeatCount]:
        """The permanent members whose veto is told of or likely, the likeliest first."""
        told = {"veto", "no", "leaning veto", "leaning no"}
        found = [s for s in self.seats if s.permanent and (s.no >= FEARED or _weighed_vote(s) in told)]
        return sorted(found, key=lambda s: -s.no)

    @property
    def to_convince(self) -> list[SeatCount]:
        """The members that are told to be undeclared, or whose yes is about as likely as not."""
        low, high = WAVERING
        feared = {s.member for s in self.feared}
        return [
            s
            for s in self.seats
            if s.member not in feared and (_weighed_vote(s) == "undeclared" or low <= s.yes <= high)
        ]

    @property
    def expected_yes(self) -> float:
        """The mean of the number of yes votes."""
        return sum(s.yes for s in self.seats)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One plain row a member, with `WHIP_COLUMNS`."""
        for s in self.seats:
            yield {
                "member": s.member,
                "name": s.name,
                "permanent": s.permanent,
                "position": s.telling.vote if s.telling else None,
                "position_date": s.telling.day if s.telling else None,
                "weighed": s.weighed,
                "yes": round(s.yes, 4),
                "abstain": round(s.abstain, 4),
                "no": round(s.no, 4),
                "last_symbol": self.last.symbol if self.last and s.last else None,
                "last_date": self.last.date.isoformat() if self.last and s.last else None,
                "last_ballot": s.last,
                "later_symbol": self.later.symbol if self.later and s.later else None,
                "later_date": self.later.date.isoformat() if self.later and s.later else None,
                "later_ballot": s.later,
                "sentence": s.telling.sentence if s.telling else None,
                "source": s.telling.source if s.telling else None,
                "id": s.telling.id if s.telling else None,
            }


def whip_count(
    facts: Reference, *, about: str, on: dt.date, record: Record | None = None, sponsors: Sequence[str] = ()
) -> Whip:
    """The whip count of a draft about `about` (a country or a theme), as of `on`.

    Of the record only what can be of that day or before is used, and of the Council's votes only those before the day
    enter the forecast. `sponsors` (ISO3) are added to those that the record tells of. Raises `ReferenceDataError` for
    a day before the forecast's first year, or without members.
    """
    drafts = drafts_of(record, facts, about=about, on=on) if record is not None else []
    last, later = _votes_around(facts, about, on)
    draft = open_draft(drafts, last.date if last else None)
    heard = draft.known() if draft else {}
    tabled = [*dict.fromkeys([*sponsors, *(s for s in (draft.sponsors if draft else ()) if facts.state(s))])]
    told = {m: t.vote for m, t in heard.items()} | {s: "leaning yes" for s in tabled if s not in heard}
    found = forecast(facts, about=about, on=on, sponsors=tabled, heard=told)
    elsewhere = {m: t for d in reversed(drafts) for m, t in d.known().items()}
    seats = []
    for seat in facts.council.members_on(on):
        state = facts.state(seat.member)
        chances = found.seats[seat.member]
        seats.append(
            SeatCount(
                seat.member,
                state.name if state else seat.member,
                seat.permanent,
                heard.get(seat.member) or elsewhere.get(seat.member),
                seat.member in told,
                chances["yes"],
                chances["abstain"],
                chances["no"],
                last.ballots.get(seat.member) if last else None,
                later.ballots.get(seat.member) if later else None,
            )
        )
    seats.sort(key=lambda s: (-s.yes, s.name))
    others = tuple(d for d in drafts if d is not draft)
    return Whip(about, on, draft, others, found, tuple(seats), last, later)


def horseshoe(count: Whip) -> list[dict[str, Any]]:
    """The fifteen seats in the order of the table: English alphabetical order, as the Council sits clockwise.

    Plain records: `seat` (from 0), `member`, `name`, `permanent`, `position` (a ballot's words or `None`), `yes`,
    `abstain`, `no` (probabilities), `ballot` (the later vote's, or `None`).
    """
    ordered = sorted(count.seats, key=lambda s: s.name)
    return [
        {
            "seat": i,
            "member": s.member,
            "name": s.name,
            "permanent": s.permanent,
            "position": s.telling.vote if s.telling else None,
            "yes": round(s.yes, 4),
            "abstain": round(s.abstain, 4),
            "no": round(s.no, 4),
            "ballot": s.later,
        }
        for i, s in enumerate(ordered)
    ]


def _weighed_vote(seat: SeatCount) -> str | None:
    return seat.telling.vote if seat.telling and seat.weighed else None


def _votes_around(facts: Reference, about: str, on: dt.date) -> tuple[Vote | None, Vote | None]:
    """The last contested vote on the topic up to the day, and the first one after it."""
    topic = topic_of(about)
    named = facts.council.find(about=about) if topic == OTHER else facts.council.votes
    votes = [
        v
        for v in named
        if on - BACK <= v.date <= on + AHEAD
        and any(v.tally)
        and any(b != "yes" for b in v.ballots.values())
        and topic_of(v.title) == topic
    ]
    past = [v for v in votes if v.date <= on]
    return past[-1] if past else None, next((v for v in votes if v.date > on), None)
