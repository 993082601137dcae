"""From what was said to days: values in TIMEX3 form and Intervals, against the Interval of the day of writing.

Where that is one day, every value is relative to it. Where it is not, the expressions are resolved against several of
its days; what comes out the same for all is kept, what does not is masked with X (`XXXX-WXX-3`, `XXXX-05-28`), and the
Interval is the hull. So a text is read once and resolved again whenever its day becomes better known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dragoman.language.times.expressions import Expression
from dragoman.language.times.kept import keep
from dragoman.language.times.walk import Resolved, Walk
from dragoman.model import UNKNOWN, Interval, Time

_FAR = (dt.date(1904, 2, 29), dt.date(1951, 7, 14), dt.date(2087, 11, 26), dt.date(2142, 5, 3))
"""Days that share no year, month, day, quarter, season or weekday: they stand for an open end."""


def resolve(expressions: Sequence[Expression], *, published: Interval) -> tuple[Time, ...]:
    """The times of an article, given the Interval of its day; in text order, as the expressions are."""
    readings = [Walk(day).run(expressions) for day in _days(published)]
    return tuple(_merged(e, [reading[i] for reading in readings], published) for i, e in enumerate(expressions))


def _days(published: Interval) -> list[dt.date]:
    """Days to resolve against: the one day, or both ends and some between that differ in every part of a date."""
    first, last = published.first, published.last
    if first is None or last is None:
        return [d for d in (first, *_FAR, last) if d is not None]
    length = (last - first).days
    steps = {0, 1, 8, 33, 100, 190, 400, 4000, length // 3, length // 2, length - 1, length}
    return [first + dt.timedelta(days=s) for s in sorted(steps) if 0 <= s <= length]


def _merged(e: Expression, readings: list[Resolved], published: Interval) -> Time:
    value = readings[0].value
    for other in readings[1:]:
        if other.value != value:
            value = _masked(e, value, other.value)
    if e.kind == "vague":
        return Time(e.span, e.type, value, _of_vague(value, published), keep(e))
    if len(readings) == 1 or all(r.interval == readings[0].interval for r in readings):
        return Time(e.span, e.type, value, readings[0].interval, keep(e))
    if published.first is None and published.last is None:
        return Time(e.span, e.type, value, UNKNOWN, keep(e))
    low, high = readings[0].interval, readings[-1].interval
    for r in readings[1:-1]:
        if published.first is not None and published.last is not None:
            low = low.hull(r.interval)
    hull = low.hull(high)
    first = hull.first if published.first is not None else None
    return Time(e.span, e.type, value, Interval(first, hull.last if published.last is not None else None), keep(e))


def _masked(e: Expression, one: str, two: str) -> str:
    """The parts that two values share, X for the others; a weekday is told by its number."""
    time = e.clock if one.endswith(e.clock) and two.endswith(e.clock) else ""
    if e.kind == "weekday":
        return f"XXXX-WXX-{e.weekday}{time}"
    left, right = (v.removesuffix(time).split("-") for v in (one, two))
    if len(left) != len(right):
        return "XXXX"
    return "-".join(a if a == b else _x(a) for a, b in zip(left, right, strict=True)) + time


def _x(part: str) -> str:
    lead = part[0] if part[:1] in {"W", "Q", "H"} and part[1:].strip("0123456789X") == "" else ""
    return lead + "X" * (len(part) - len(lead))


def _of_vague(value: str, published: Interval) -> Interval:
    if value == "PRESENT_REF":
        return published
    if value == "PAST_REF" and published.last is not None:
        return Interval(None, published.last)
    if value == "FUTURE_REF" and published.first is not None:
        return Interval(published.first, None)
    return UNKNOWN
