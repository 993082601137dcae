"""Who held which office on a day: the choice among a person's offices, and among an office's holders.

The sources err by up to five days at the ends of an office, so a day may lie a week outside and still count; an
office that really holds the day comes first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model import Interval, Office
from dragoman.reference.entries import Role
from dragoman.reference.tables import Row

SLACK_DAYS = 7
"""Twice the largest error of a day found in spot checks of the Wikidata offices is ten; five is common: a week."""


@dataclass(frozen=True, slots=True)
class Holding:
    """An office of one person, the organisation or group that it is in, and how far the source vouches for it."""

    person_id: str
    office: Office
    org: str | None = None
    open_until: dt.date | None = None
    """For an office without an end: the last day on which it was known to go on."""

    @property
    def vouched(self) -> Interval:
        """The days for which the office is known to have been held."""
        if self.office.held.last is not None or self.open_until is None:
            return self.office.held
        first = self.office.held.first
        return Interval(first, self.open_until if first is None else max(first, self.open_until))

    def covers(self, on: Interval, *, slack: int = 0) -> bool:
        """True when the office may have been held on a day of `on`, widened by `slack` days."""
        return self.vouched.intersect(on.shift(-slack, slack)) is not None


def _first(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if len(cell) == 10 else Interval.parse(cell).first


def _last(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if len(cell) == 10 else Interval.parse(cell).last


def span_of(row: Row) -> Interval:
    """The Interval that a row's `start` and `end` give: from the first possible to the last possible day."""
    return Interval(_first(row["start"]), _last(row["end"]))


def holding(row: Row) -> Holding:
    """A row of the offices table as a Holding."""
    office = Office(
        title=row["title"],
        role=row["role"],
        country=row["country"] or None,
        held=span_of(row),
        verified=row["verified"] != "0",
    )
    return Holding(row["person_id"], office, row["org"] or None, _last(row["open_until"]))


def in_order(rows: Iterable[Row]) -> tuple[Holding, ...]:
    """Rows of the offices table as Holdings, the earliest first."""
    return tuple(sorted(map(holding, rows), key=lambda h: (h.office.held.first or dt.date.min, h.office.role)))


def on_day(holdings: Iterable[Holding], on: Interval) -> list[Holding]:
    """The holdings that cover `on`; when none does, those that cover it within the slack."""
    holdings = list(holdings)
    return [h for h in holdings if h.covers(on)] or [h for h in holdings if h.covers(on, slack=SLACK_DAYS)]


def unfinished(holdings: Iterable[Holding], on: Interval) -> list[Holding]:
    """The holdings without a known end that began before `on`, and may go on or not: `on` is later than the source."""
    return [h for h in holdings if h.office.held.last is None and h.office.held.intersect(on) is not None]


def weight(holding: Holding, roles: dict[str, Role]) -> tuple[int, bool, int]:
    """Sorts the weightiest office first, then what is verified, then the latest."""
    role = roles.get(holding.office.role)
    first = holding.office.held.first
    return (role.rank if role else 99, not holding.office.verified, -first.toordinal() if first else 0)


def is_over(holdings: Sequence[Holding], on: Interval) -> bool:
    """True when some office of the person is known to have ended before `on`."""
    ends = [h.office.held.last for h in holdings]
    return on.first is not None and any(end is not None and end < on.first for end in ends)
