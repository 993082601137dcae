"""Imprecise days: an Interval of possible days, and why an article is thought to be of its day."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Interval:
    """The first and the last day on which something can have been, both inclusive; `None` is an open end.

    An Interval is a bound on one day that is not known better (or on the days of a period), after the imprecise
    dates of rigour's `dates.py`. It is never empty: `intersect` of two that do not meet gives `None`.
    """

    first: dt.date | None
    last: dt.date | None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError(f"an Interval ends before it starts: {self.first} > {self.last}")

    @classmethod
    def day(cls, day: dt.date) -> Interval:
        """The Interval of exactly one day."""
        return cls(day, day)

    @classmethod
    def parse(cls, value: str | dt.date | Interval | None) -> Interval:
        """From an ISO date, month (`2012-02`) or year (`2012`), a `from/to` pair of them, a date, or `None`.

        A date-time is cut to its day. Raises `ValueError` with the value when it is none of these.
        """
        if value is None:
            return UNKNOWN
        if isinstance(value, Interval):
            return value
        if isinstance(value, dt.datetime):
            return cls.day(value.date())
        if isinstance(value, dt.date):
            return cls.day(value)
        text = value.strip()
        if not text:
            return UNKNOWN
        if "/" in text:
            left, _, right = text.partition("/")
            return cls(cls.parse(left).first, cls.parse(right).last)
        try:
            if len(text) == 4:
                return cls(dt.date(int(text), 1, 1), dt.date(int(text), 12, 31))
            if len(text) == 7:
                year, month = int(text[:4]), int(text[5:])
                return cls(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))
            return cls.day(dt.date.fromisoformat(text[:10]))
        except ValueError:
            raise ValueError(f"not a date, month or year in ISO form: {value!r}") from None

    @property
    def is_day(self) -> bool:
        """True when exactly one day is possible."""
        return self.first is not None and self.first == self.last

    @property
    def is_known(self) -> bool:
        """True when at least one end is bounded."""
        return self.first is not None or self.last is not None

    @property
    def days(self) -> int | None:
        """How many days are possible; `None` when an end is open."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1

    def contains(self, day: dt.date) -> bool:
        """True when `day` is possible."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def intersect(self, other: Interval) -> Interval | None:
        """The days possible in both; `None` when there is none."""
        first = max((d for d in (self.first, other.first) if d is not None), default=None)
        last = min((d for d in (self.last, other.last) if d is not None), default=None)
        if first is not None and last is not None and first > last:
            return None
        return Interval(first, last)

    def hull(self, other: Interval) -> Interval:
        """The narrowest Interval that holds both."""
        first = None if self.first is None or other.first is None else min(self.first, other.first)
        last = None if self.last is None or other.last is None else max(self.last, other.last)
        return Interval(first, last)

    def shift(self, days_first: int, days_last: int | None = None) -> Interval:
        """Both ends moved by a number of days; the last by `days_last` when it differs."""
        if days_last is None:
            days_last = days_first
        return Interval(_moved(self.first, days_first), _moved(self.last, days_last))

    @property
    def iso(self) -> list[str | None]:
        """`[from, to]` as ISO dates or `None`, as the record and `annotate` write it."""
        return [self.first.isoformat() if self.first else None, self.last.isoformat() if self.last else None]

    def __str__(self) -> str:
        if self.is_day and self.first is not None:
            return self.first.isoformat()
        first, last = self.iso
        return f"{first or '..'}/{last or '..'}"


def _moved(day: dt.date | None, by: int) -> dt.date | None:
    if day is None:
        return None
    try:
        return day + dt.timedelta(days=by)
    except OverflowError:
        return None


UNKNOWN = Interval(None, None)
"""Nothing is known of the day."""

NEVER = dt.date.max
"""Stands for "still open" where a comparison needs a day."""

MarkKind = Literal["given", "metadata", "header", "dateline", "url", "footer", "updated", "relative", "captured"]
"""What told us a date: the caller, HTML metadata, a line of its own, "PARIS, May 28", the URL's path, a copyright
line (an upper bound at most), an "Updated" line, an age beside an absolute date ("6 years ago"), or the day on
which an archive captured the page (an upper bound)."""

Basis = Literal["given", "metadata", "header", "dateline", "url", "inferred", "unknown"]


@dataclass(frozen=True, slots=True)
class DateMark:
    """One sign of the day on a page, as far as it goes: a dateline may give month and day and no year."""

    kind: MarkKind
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""

    @property
    def interval(self) -> Interval:
        """The days that the mark allows by itself: unknown when it has no year."""
        if self.year is None or not 1 <= self.year <= 9999:
            return UNKNOWN
        if self.month is None:
            return Interval.parse(f"{self.year:04d}")
        if self.day is None:
            return Interval.parse(f"{self.year:04d}-{self.month:02d}")
        try:
            return Interval.day(dt.date(self.year, self.month, self.day))
        except ValueError:
            return UNKNOWN


@dataclass(frozen=True, slots=True)
class Published:
    """The Interval in which an article was published, what that rests on, and the reasons in words."""

    interval: Interval
    basis: Basis
    reasons: tuple[str, ...] = ()


UNDATED = Published(UNKNOWN, "unknown")
"""Nothing tells when an article was published."""
