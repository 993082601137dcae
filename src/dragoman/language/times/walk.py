"""One walk through an article's expressions, for one day of writing: each against that day and what was mentioned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dragoman.language.times.calendar import Period, add, easter, nth_weekday, period_of, season_of
from dragoman.language.times.expressions import Expression
from dragoman.language.times.lexicon import holidays
from dragoman.model import UNKNOWN, Interval


class Resolved(NamedTuple):
    """A TIMEX3 value and its days."""

    value: str
    interval: Interval


_WEIGHTS = {"past": (1, 4), "present": (2, 1), "future": (4, 1)}
"""How much nearer a day against the tense must be than one with it: "extended to Nov. 20" in a paper of 2 November."""

_FEASTS = {"past": (1, 12), "future": (12, 1)}
"""The same for a feast, which is seldom told against its tense."""

PRESENT_REACH = 3
"""Days ahead to which a weekday in the present tense may point ("the ministers meet Monday")."""

_REPORTED = {"quarter", "half", "year"}
"""Grains of the periods that reports compare ("a year earlier")."""


class Walk:
    """Keeps what was mentioned; make one for a day and run it over the expressions in text order."""

    def __init__(self, day: dt.date) -> None:
        self.day = day
        self.last: Period | None = None
        self.last_day: tuple[Period, Expression] | None = None
        self.reported: Period | None = None
        self.aside: tuple[Period, int] | None = None
        self.month: tuple[Period, Expression] | None = None

    def run(self, expressions: Sequence[Expression]) -> list[Resolved]:
        """One result an expression."""
        out = []
        for i, e in enumerate(expressions):
            try:
                out.append(self._resolve(e, expressions, i))
            except (ValueError, OverflowError):
                out.append(Resolved(e.value or "XXXX", UNKNOWN))
        return out

    def _resolve(self, e: Expression, expressions: Sequence[Expression], i: int) -> Resolved:
        if e.kind in {"set", "vague"}:
            return Resolved(e.value, UNKNOWN)
        if e.kind == "duration":
            return self._duration(e)
        if e.kind == "clock":
            period = self._day_of_clock(e, expressions, i)
        elif e.kind == "shift":
            period = self._shift(e)
            if e.grain == "second":
                return Resolved(period.value, period.interval)
        elif e.kind == "like":
            period = self._like(e)
        elif e.kind == "weekday":
            period = Period("day", self._weekday(e))
        elif e.kind == "holiday":
            period = self._holiday(e)
        else:
            period = self._calendar(e)
        self._mention(period, e)
        return Resolved(period.value + e.clock, period.interval)

    def _mention(self, period: Period, e: Expression) -> None:
        self.last = period
        if period.grain == "day":
            self.last_day = (period, e)
        elif period.grain == "month":
            self.month = (period, e)
        if e.name == "ends":
            self.reported = self.reported or period_of("quarter", period.first)
        elif period.grain in _REPORTED and not (e.kind == "like" or e.name in {"year", "compared"}):
            if self._is_aside(period):
                self.aside = (period, e.sentence)
            elif period.last < self.day or self.reported is None:
                self.reported = period

    def _is_aside(self, period: Period) -> bool:
        """True for a quarter before the one that is reported: it is compared in its own sentence only."""
        told = self.reported
        if told is None or told.grain != "quarter" or told.last >= self.day:
            return False
        return period.grain == "quarter" and period.first < told.first

    def _duration(self, e: Expression) -> Resolved:
        """A length; its days where it ends or begins with the day of writing."""
        if e.grain == "month" and e.value[1:2].isdigit() and int("".join(filter(str.isdigit, e.value))) > 1:
            self.reported = period_of("year", self.day)
        if not e.turn or not e.count or e.grain in {"second", "minute"}:
            return Resolved(e.value, UNKNOWN)
        if e.grain == "hour":
            other = self.day + dt.timedelta(days=e.turn * -(-e.count // 24))
        else:
            other = add(self.day, e.grain, e.turn * e.count)
        return Resolved(e.value, Interval(min(other, self.day), max(other, self.day)))

    def _day_of_clock(self, e: Expression, expressions: Sequence[Expression], i: int) -> Period:
        """The day of the sentence, else the last one of the paragraph, else the day of writing."""
        if self.last_day is not None and self.last_day[1].sentence == e.sentence:
            return self.last_day[0]
        for other in expressions[i + 1 :]:
            if other.sentence != e.sentence:
                break
            if other.kind == "weekday":
                return Period("day", self._weekday(other))
            if other.kind in {"calendar", "shift"} and other.grain == "day":
                return self._calendar(other) if other.kind == "calendar" else self._shift(other)
        if self.last_day is not None and self.last_day[1].paragraph == e.paragraph:
            return self.last_day[0]
        return Period("day", self.day)

    def _shift(self, e: Expression) -> Period:
        base = self.day
        if e.anchor == "mentioned" and self.last is not None:
            base = self.last.first
        if e.grain == "second":
            moved = dt.datetime.combine(base, dt.time(12)) + dt.timedelta(seconds=e.count)
            return Period("day", moved.date())
        if e.name == "compared" or (e.name == "year" and e.anchor == "mentioned"):
            if self.month is not None and self.month[1].sentence == e.sentence:
                return period_of("month", add(self.month[0].first, "year", e.count))
        told = self._told(e)
        if e.name in {"year", "compared"} and told is not None and (told.grain != "year" or e.anchor == "mentioned"):
            # "a year ago" stands for the like period of the year before, as in a report of earnings
            return period_of(told.grain, add(told.first, "year", e.count))
        grain = e.grain
        if grain == "day" and e.name:
            return Period("day", add(base, e.name, e.count))
        if grain in {"decade", "century", "millennium"} and abs(e.count) >= 1 and e.name != "unit":
            years = {"decade": 10, "century": 100, "millennium": 1000}[grain]
            return period_of("year", add(base, "year", e.count * years))
        return period_of("week" if grain == "fortnight" else grain, add(base, grain, e.count))

    def _told(self, e: Expression) -> Period | None:
        """The period that is spoken of where the expression stands."""
        if self.aside is not None and self.aside[1] == e.sentence:
            return self.aside[0]
        return self.reported

    def _like(self, e: Expression) -> Period:
        told = self._told(e)
        if e.name == "this":
            return told if told is not None and told.grain == e.grain else period_of(e.grain, self.day)
        if e.name == "near":
            day = self.last_day[0].first if self.last_day and self.last_day[1].sentence == e.sentence else self.day
            return period_of(e.grain, day)
        if e.name == "year":
            base = told
            if base is None or (e.grain and base.grain != e.grain):
                base = period_of("quarter", add(self.day, "quarter", -1)) if e.grain else period_of("year", self.day)
            if e.year is not None:
                return Period(base.grain, base.first.replace(year=e.year))
            return period_of(base.grain, add(base.first, "year", e.count))
        base_day = self.last.first if self.last is not None else self.day
        return period_of(e.grain, add(base_day, e.grain, e.count))

    def _weekday(self, e: Expression) -> dt.date:
        assert e.weekday is not None
        base = self.last.first if e.anchor == "mentioned" and self.last is not None else self.day
        if e.turn_of == "week":
            return base + dt.timedelta(days=e.weekday - base.isoweekday(), weeks=e.turn or 0)
        if e.name == "day":
            return self._weekday(replace(e, name="")) + dt.timedelta(days=e.count)
        if e.name:
            back, on = (base.isoweekday() - e.weekday) % 7, (e.weekday - base.isoweekday()) % 7
            return add(base + dt.timedelta(days=-back if e.count < 0 else on), e.name, e.count)
        ahead = (e.weekday - base.isoweekday()) % 7
        if e.turn == 0:
            return base + dt.timedelta(days=e.weekday - base.isoweekday())
        if e.turn == 1:
            return base + dt.timedelta(days=ahead or 7)
        if e.turn == -1:
            return base - dt.timedelta(days=7 - ahead)
        if e.tense == "future" or (e.tense == "present" and ahead <= PRESENT_REACH):
            return base + dt.timedelta(days=ahead)
        return base - dt.timedelta(days=(7 - ahead) % 7)

    def _holiday(self, e: Expression) -> Period:
        entry = holidays()[e.name]

        def on(year: int) -> Period:
            if "easter" in entry:
                return Period("day", easter(year) + dt.timedelta(days=entry["easter"]))
            if "weekday" in entry:
                found = nth_weekday(year, entry["month"], entry["weekday"], entry["nth"], start=entry.get("from", 1))
                return Period("day", found)
            if "days" in entry:
                month, day = (int(x) for x in entry["days"][year].split("-"))
                return Period(entry.get("grain", "day"), dt.date(year, month, day))
            return Period("day", dt.date(year, entry["month"], entry["day"]))

        if e.year is not None:
            return on(e.year)
        known = [y for y in range(self.day.year - 2, self.day.year + 3) if "days" not in entry or y in entry["days"]]
        return self._nearest([on(y) for y in known], e)

    def _calendar(self, e: Expression) -> Period:
        if e.grain == "weekend":
            around = [period_of("weekend", self.day + dt.timedelta(weeks=n)) for n in (-2, -1, 0, 1, 2)]
            if e.turn == 0 and e.tense == "past" and around[2].first > self.day:
                return around[1]
            return around[2 + e.turn] if e.turn is not None else self._nearest(around, e)
        if e.year is not None:
            return self._named(e, e.year)
        if e.turn is not None and e.turn_of == "year":
            year = (self.last.first if e.anchor == "mentioned" and self.last is not None else self.day).year
            return self._named(e, year + e.turn)
        if e.turn == 0:
            return self._named(e, self.day.year)
        years = range(self.day.year - (8 if e.month == 2 and e.day == 29 else 2), self.day.year + 3)
        named = []
        for year in years:
            try:
                named.append(self._named(e, year))
            except ValueError:
                continue
        return self._nearest(named, e)

    def _named(self, e: Expression, year: int) -> Period:
        """The named period in a year; `ValueError` when that year has none (29 February)."""
        if e.name == "nth":
            return _nth(e, year)
        if e.month is not None and e.day is not None:
            return period_of(e.grain, dt.date(year, e.month, e.day))
        if e.grain == "month" and e.month is not None:
            return Period("month", dt.date(year, e.month, 1))
        if e.grain == "season":
            return season_of(year, e.part)
        if e.part:
            step = 3 if e.part[0] == "Q" else 6
            return Period(e.grain, dt.date(year, step * (int(e.part[1]) - 1) + 1, 1))
        return period_of(e.grain, dt.date(max(year, 1), 1, 1))

    def _nearest(self, periods: list[Period], e: Expression) -> Period:
        """Of the periods of one name, the one that is meant: by "last" or "next", else by tense, else the nearest."""
        if not periods:
            raise ValueError("no such day")
        day = self.day
        past = [p for p in periods if p.first <= day]
        ahead = [p for p in periods if p.last >= day]
        if e.turn == -1:
            return next((p for p in reversed(past) if p.last < day), periods[0])
        if e.turn == 1:
            return next((p for p in ahead if p.first > day), periods[-1])
        if e.tense == "future" and ahead and periods[0].grain not in {"day", "week"}:
            if e.grain != "quarter" or not past or (ahead[0].first - day).days < (day - past[-1].last).days:
                return ahead[0]
        if e.tense == "present" and past and ahead and periods[0].grain not in {"day", "week"}:
            if (ahead[0].first - day).days * 2 < (day - past[-1].last).days:
                return ahead[0]
        if periods[0].grain in {"day", "week"} and past and ahead:
            weights = (_FEASTS if e.kind == "holiday" else _WEIGHTS).get(e.tense or "", (1, 1))
            back, on = (day - past[-1].first).days * weights[0], (ahead[0].first - day).days * weights[1]
            return past[-1] if back <= on else ahead[0]
        return past[-1] if past else periods[0]


def _nth(e: Expression, year: int) -> Period:
    """The nth day, week, weekend or weekday of a month or year; `ValueError` when it has none."""
    within = Period("month" if e.month else "year", dt.date(year, e.month or 1, 1))
    if e.weekday is not None:
        day = nth_weekday(year, within.first.month, e.weekday, e.count)
    elif e.grain == "day":
        day = within.first + dt.timedelta(days=e.count - 1) if e.count > 0 else within.last
    elif e.grain == "weekend":
        day = nth_weekday(year, within.first.month, 6, e.count)
    else:
        day = within.first + dt.timedelta(weeks=e.count - 1) if e.count > 0 else within.last
    if not within.first <= day <= within.last:
        raise ValueError(f"no such day in {within.value}")
    return period_of(e.grain, day)
