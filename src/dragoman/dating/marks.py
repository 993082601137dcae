"""What the page's own marks say of its day, beside the decision that `dragoman.pages` makes between them."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import UNKNOWN, DateMark, Interval, Published
from dragoman.pages.publication import first_decision


def said_by(published: Published, marks: Sequence[DateMark]) -> Published:
    """What the page says of its day: as decided already, else by its marks, and never later than an "Updated" line."""
    if not published.interval.is_known and marks:
        published = first_decision(marks)
    if published.interval.is_day:
        return published
    interval, reasons = published.interval, list(published.reasons) if published.interval.is_known else []
    for mark in marks:
        if mark.kind in {"updated", "relative", "captured"} and mark.interval.last is not None:
            bounded = interval.intersect(Interval(None, mark.interval.last))
            if mark.kind == "captured" and bounded == interval:
                continue
            said = f"{_told(mark)}: the page is not later than {mark.interval.last}"
            reasons.append(said if bounded is not None else f"in conflict: {said}")
            interval = bounded or interval
    if interval == UNKNOWN:
        return Published(UNKNOWN, "unknown", tuple(reasons))
    return Published(interval, published.basis if interval == published.interval else "inferred", tuple(reasons))


def _told(mark: DateMark) -> str:
    return "an archive captured it" if mark.kind == "captured" else f"“{' '.join(mark.text.split())}”"


def without_year(marks: Sequence[DateMark]) -> DateMark | None:
    """The first mark that gives month and day and no year ("PARIS, May 28")."""
    no_day = {"footer", "captured"}
    dated = (m for m in marks if m.month is not None and m.day is not None)
    return next((m for m in dated if m.year is None and m.kind not in no_day), None)
