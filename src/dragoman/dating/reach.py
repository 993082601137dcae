"""How long after what it tells a page can have been written: "on Wednesday" is said for six days, "last week" for two
weeks. Found by resolving the expression on sample days, so it holds for whatever `dragoman.language.times` reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dragoman.language.times import Expression, resolve
from dragoman.model import Interval

_SAMPLES = tuple(
    dt.date(2015, 1, 1) + dt.timedelta(days=n)
    for n in (*range(14), 30, 31, 57, 58, 59, 88, 89, 90, 119, 120, 150, 180, 181, 211, 212, 242, 243, 272, 273,
              303, 304, 333, 334, 350, 357, 363, 364, 365, 366)
)  # fmt: skip
"""Every weekday twice, and the ends of every month."""
WIDEST = 70
"""Days between the ends of a reach beyond which it says too little."""

Reach = tuple[int, int]
"""The least and the most days from what is told to the page; negative for what lies ahead of the page."""


def reaches(expressions: Sequence[Expression]) -> list[Reach | None]:
    """For each expression of an article, how long after the days that it names the article can have been written.

    `None` where the expression names its own days whatever the day of the page ("4 May 2012"), or says too little.
    """
    lows: list[int | None] = [None] * len(expressions)
    highs: list[int | None] = [None] * len(expressions)
    fixed = [True] * len(expressions)
    seen: list[Interval | None] = [None] * len(expressions)
    for day in _SAMPLES:
        for i, time in enumerate(resolve(expressions, published=Interval.day(day))):
            days = time.interval
            if time.type not in {"DATE", "TIME"} or days.first is None or days.last is None:
                continue
            low, high = (day - days.last).days, (day - days.first).days
            lows[i] = low if lows[i] is None else min(lows[i] or 0, low)
            highs[i] = high if highs[i] is None else max(highs[i] or 0, high)
            fixed[i] = fixed[i] and seen[i] in (None, days)
            seen[i] = days
    return [
        None if low is None or high is None or same or high - low > WIDEST else (low, high)
        for low, high, same in zip(lows, highs, fixed, strict=True)
    ]
