"""Weekdays and days without a year: which years make them fit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dragoman.dating.evidence import Evidence
from dragoman.dating.surroundings import quoted
from dragoman.model import Interval, Time

_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LATE = re.compile(r"\blate(?: on)?\s+$", re.IGNORECASE)
YEARS = range(1945, 2046)
"""Years that are tried for a day that has none and nothing else bounds."""
FIRST_GAPS = (0.50, 0.20, 0.08, 0.13, 0.04, 0.02, 0.03)
"""How many days back the first weekday lies that a report speaks of: shares of 176 development articles."""
OTHER_GAPS = (0.24, 0.28, 0.17, 0.10, 0.08, 0.05, 0.08)
"""The same for the other weekdays of a report."""
LATE_GAPS = (0.01, 0.85, 0.08, 0.03, 0.01, 0.01, 0.01)
""""Late on Monday" is not said on that Monday."""
PROVEN = 0.97
"""How sure a day must be to be the only one left."""
BEHIND, AHEAD = dt.timedelta(days=330), dt.timedelta(days=200)
"""How long after and before a day it may be named without its year."""


def from_named_weekdays(text: str, times: Sequence[Time]) -> list[Evidence]:
    """ "Friday, Oct. 13": only in some years is that day a Friday, and it is named without a year for months only."""
    out = []
    for time in times:
        m = _DAY.match(time.value)
        said = time.span.of(text)
        weekday = next((i for i, name in enumerate(_NAMES) if name.lower() in said.lower()), None)
        if m is None or weekday is None:
            continue
        days = [d for year in YEARS if (d := _day(year, int(m[1]), int(m[2]))) and d.weekday() == weekday]
        stretches = tuple(Interval(d - AHEAD, d + BEHIND) for d in days)
        if stretches:
            out.append(Evidence(stretches, f"“{quoted(text, time.span)}” fits only some years", weight=0.9))
    return out


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def choose(days: Sequence[dt.date], text: str, times: Sequence[Time]) -> list[tuple[dt.date, str]]:
    """Of days in different years, those that the weekdays spoken of leave possible, in order, each with its reason.

    News calls today and the days just gone by their bare weekday, and rarely one of five or six days ago; each day is
    as likely as that makes it, and the likeliest are kept until they are `PROVEN` together.
    """
    spoken = _spoken(text, times)
    likely = [_likelihood(day, spoken) for day in days]
    total = sum(likely)
    kept: list[dt.date] = []
    held = 0.0
    for day, chance in sorted(zip(days, likely, strict=True), key=lambda pair: -pair[1]):
        if held >= PROVEN * total:
            break
        kept.append(day)
        held += chance
    return [(day, _told(day, spoken)) for day in sorted(kept)]


def _spoken(text: str, times: Sequence[Time]) -> list[tuple[int, bool]]:
    """The weekdays told of as past, Monday 1, each once in text order, and whether "late on" stands before it."""
    out: dict[int, bool] = {}
    for time in times:
        m = _WEEKDAY.match(time.value)
        if m is not None and time.type != "SET" and '"tense":"future"' not in time.said and '"turn"' not in time.said:
            out.setdefault(int(m[1]), _LATE.search(text, max(time.span.start - 9, 0), time.span.start) is not None)
    return list(out.items())


def _likelihood(day: dt.date, spoken: Sequence[tuple[int, bool]]) -> float:
    chance = 1.0
    for i, (weekday, late) in enumerate(spoken):
        gaps = LATE_GAPS if late else FIRST_GAPS if i == 0 else OTHER_GAPS
        chance *= gaps[(day.isoweekday() - weekday) % 7]
    return chance


def _told(day: dt.date, spoken: Sequence[tuple[int, bool]]) -> str:
    said = f"{day} is a {_NAMES[day.weekday()]}"
    if not spoken:
        return said
    weekday, late = spoken[0]
    gap = (day.isoweekday() - weekday) % 7
    when = {0: "the", 1: "the day after"}.get(gap, f"{gap} days after")
    return f"{said}, {when} “{'late on ' if late else ''}{_NAMES[weekday - 1]}”"
