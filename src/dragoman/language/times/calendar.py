"""Periods of the calendar, in the terms of TIMEX3: a day, an ISO week, a quarter, a season, a decade."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from dragoman.model import Interval

GRAINS = (
    "minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "season", "half", "year", "decade",
    "century", "millennium",
)  # fmt: skip
"""Finest first."""

SEASONS = ("WI", "SP", "SU", "FA")
"""Of the northern hemisphere, three months each: winter from December (told by the year of its January), and so on."""

DURATION_LETTER = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "weekend": "WE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: its grain and its first day."""

    grain: str
    first: dt.date

    @property
    def last(self) -> dt.date:
        """Its last day, inclusive."""
        return self.plus(1).first - dt.timedelta(1) if self.grain != "weekend" else self.first + dt.timedelta(1)

    @property
    def interval(self) -> Interval:
        """Its days; open at an end that lies outside the years 1 to 9999."""
        try:
            return Interval(self.first, self.last)
        except (OverflowError, ValueError):
            return Interval(self.first, None)

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        day, year = self.first, self.first.year
        if self.grain == "day":
            return day.isoformat()
        if self.grain in {"week", "fortnight", "weekend"}:
            iso = day.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.grain == "weekend" else "")
        if self.grain == "month":
            return f"{year:04d}-{day.month:02d}"
        if self.grain == "quarter":
            return f"{year:04d}-Q{(day.month + 2) // 3}"
        if self.grain == "half":
            return f"{year:04d}-H{1 if day.month < 7 else 2}"
        if self.grain == "season":
            return f"{year + (day.month == 12):04d}-{SEASONS[day.month % 12 // 3]}"
        if self.grain == "decade":
            return f"{year // 10:03d}"
        if self.grain == "century":
            return f"{year // 100:02d}"
        if self.grain == "millennium":
            return f"{year // 1000}"
        return f"{year:04d}"

    def plus(self, count: int) -> Period:
        """The period of the same grain `count` steps on; `OverflowError` or `ValueError` outside the calendar."""
        return Period(self.grain, add(self.first, self.grain, count))


def add(day: dt.date, grain: str, count: int) -> dt.date:
    """The day moved by `count` units; the end of a shorter month stands for a day that it lacks."""
    if grain == "day":
        return day + dt.timedelta(days=count)
    if grain in {"week", "weekend"}:
        return day + dt.timedelta(weeks=count)
    if grain == "fortnight":
        return day + dt.timedelta(weeks=2 * count)
    months = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
    total = day.year * 12 + day.month - 1 + count * months.get(grain, 12000)
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"outside the calendar: year {year}")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def period_of(grain: str, day: dt.date) -> Period:
    """The period of this grain that holds the day; for a weekend, that of the day's ISO week."""
    if grain in {"week", "fortnight"}:
        return Period(grain, day - dt.timedelta(days=day.weekday()))
    if grain == "weekend":
        return Period(grain, day + dt.timedelta(days=5 - day.weekday()))
    if grain == "month":
        return Period(grain, day.replace(day=1))
    if grain == "quarter":
        return Period(grain, dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1))
    if grain == "half":
        return Period(grain, dt.date(day.year, 1 if day.month < 7 else 7, 1))
    if grain == "season":
        month = day.month // 3 * 3
        return Period(grain, dt.date(day.year, month, 1) if month else dt.date(max(day.year - 1, 1), 12, 1))
    if grain in {"year", "decade", "century", "millennium"}:
        step = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}[grain]
        return Period(grain, dt.date(max(day.year - day.year % step, 1), 1, 1))
    return Period("day", day)


def season_of(year: int, code: str) -> Period:
    """The season of a year by its TIMEX3 code (`WI` of 1994 begins in December 1993)."""
    number = SEASONS.index(code)
    return Period("season", dt.date(year, 3 * number, 1) if number else dt.date(year - 1, 12, 1))


def easter(year: int) -> dt.date:
    """Western Easter Sunday (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, nth: int, *, start: int = 1) -> dt.date:
    """The nth (or, for -1, the last) Monday = 1 … Sunday = 7 of a month, counted from its day `start`."""
    if nth < 0:
        day = dt.date(year, month, calendar.monthrange(year, month)[1])
        return day - dt.timedelta(days=(day.isoweekday() - weekday) % 7)
    day = dt.date(year, month, start)
    return day + dt.timedelta(days=(weekday - day.isoweekday()) % 7 + 7 * (nth - 1))
