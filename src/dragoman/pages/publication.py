"""When a page was published: every sign of it as a DateMark, and the first decision by the strongest."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Mapping, Sequence

from dragoman.model import UNKNOWN, DateMark, Interval, Published
from dragoman.model.dates import Basis, MarkKind
from dragoman.pages.datelines import Dateline
from dragoman.pages.page_dates import find_dates, url_date
from dragoman.pages.signs import Signs

_EARLY_UTC = re.compile(r"T(?:0\d|1[01]):\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)$")
"""A time of the first half of the day in universal time, when it is still yesterday west of Greenwich."""


def date_marks(
    given: str | None,
    metadata: Sequence[DateMark],
    signs: Signs,
    dateline: Dateline | None,
    url: str | None,
    *,
    captured: str | None = None,
) -> tuple[DateMark, ...]:
    """Every sign of the article's day, the strongest kind first."""
    marks: list[DateMark] = []
    if given and (mark := _given(given)) is not None:
        marks.append(mark)
    marks.extend(metadata)
    marks.extend(signs.marks)
    if dateline is not None and dateline.date is not None:
        marks.append(dateline.date.mark("dateline", dateline.text))
    if url and (mark := url_date(url)) is not None:
        marks.append(mark)
    if captured and (mark := _given(captured, "captured")) is not None and mark.interval.is_day:
        marks.append(mark)
    return tuple(dict.fromkeys(marks))


def _given(value: str, kind: MarkKind = "given") -> DateMark | None:
    """A container's date: ISO 8601, RFC 822, or as a page prints it."""
    try:
        interval = Interval.parse(value)
    except ValueError:
        interval = UNKNOWN
    day = interval.first
    if day is not None and interval.last is not None:
        if interval.is_day:
            return DateMark(kind, value, day.year, day.month, day.day)
        if (day.year, day.month) == (interval.last.year, interval.last.month):
            return DateMark(kind, value, day.year, day.month)
        if day.year == interval.last.year:
            return DateMark(kind, value, day.year)
    try:
        moment = email.utils.parsedate_to_datetime(value)
        return DateMark(kind, value, moment.year, moment.month, moment.day)
    except (ValueError, TypeError, IndexError, OverflowError):
        found = next((d for d in find_dates(value[:200]) if d.year is not None), None)
        return found.mark(kind, value) if found else None


_WORDS = {
    "given": "given with the page",
    "metadata": "the page's metadata",
    "header": "a date line of the page",
    "dateline": "the dateline",
    "url": "the address",
    "updated": "an update line",
}
_BASIS: Mapping[str, Basis] = {
    "given": "given",
    "metadata": "metadata",
    "header": "header",
    "dateline": "dateline",
    "url": "url",
    "updated": "header",
}
_STRONGEST_FIRST: tuple[MarkKind, ...] = ("given", "metadata", "header", "dateline", "url", "updated")


_BOUNDS: Mapping[MarkKind, str] = {
    "footer": "the copyright line tells when the page was rendered",
    "captured": "the archive captured the page on that day",
}


def first_decision(marks: Sequence[DateMark]) -> Published:
    """The day by the strongest mark that has a year: given, metadata, header, dateline, address, update line.

    Of several date lines one with a day goes before one without. A copyright year only bounds the day. What the marks
    and the text together prove is found later (`dragoman.dating`).
    """
    usable = [m for m in marks if m.kind in _STRONGEST_FIRST]
    usable.sort(key=lambda m: _STRONGEST_FIRST.index(m.kind))
    dated = [m for m in usable if m.interval.is_known]
    if not dated:
        return _undated(usable, [m for m in marks if m.kind in _BOUNDS])
    strongest = [m for m in dated if m.kind == dated[0].kind]
    chosen = next((m for m in strongest if m.interval.is_day), strongest[0])
    interval, reasons = chosen.interval, [f"{_WORDS[chosen.kind]} says {chosen.interval}: {chosen.text}"]
    local = _local_day(chosen, dated)
    if local is not None:
        interval = local.interval
        reasons.append(f"the address says {interval}, the day before in universal time: {local.text}")
    for mark in usable:
        if not mark.interval.is_known:
            reasons.append(f"{_WORDS[mark.kind]} gives no year: {mark.text}")
        elif mark.kind != "updated" and mark.interval.intersect(interval) is None and mark is not chosen:
            reasons.append(f"{_WORDS[mark.kind]} disagrees ({mark.interval}): {mark.text}")
    return Published(interval, _BASIS[chosen.kind], tuple(reasons))


def _undated(usable: Sequence[DateMark], bounds: Sequence[DateMark]) -> Published:
    reasons = [f"{_WORDS[m.kind]} gives no year: {m.text}" for m in usable]
    known = [(m.interval.last, m) for m in bounds if m.interval.last is not None]
    if not known:
        return Published(UNKNOWN, "unknown", tuple(reasons) or ("the page has no date",))
    last, mark = min(known, key=lambda pair: pair[0])
    reasons.append(f"not after {last}: {_BOUNDS[mark.kind]} ({mark.text})")
    return Published(Interval(None, last), "inferred", tuple(reasons))


def _local_day(chosen: DateMark, marks: Sequence[DateMark]) -> DateMark | None:
    """The address's day where the metadata's time is the next morning in universal time: the paper's own day."""
    if chosen.kind != "metadata" or not chosen.interval.is_day or not _EARLY_UTC.search(chosen.text):
        return None
    day = chosen.interval.shift(-1)
    return next((m for m in marks if m.kind == "url" and m.interval == day), None)
