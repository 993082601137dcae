"""What the reports of one happening say of each of its fields: the best-supported value, the others, the disputed.

A value is supported by the independent origins that give it, not by reports: copies count once. Among values of equal
support the more exact one stands (a city before a country; a day before a week whatever their support), then the one
that was reported first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Interval
from dragoman.record.happenings.reports import Party, Report
from dragoman.reference.folding import fold

FIELDS = ("date", "type", "status", "actor", "recipient", "place", "killed")
"""The fields of which the reports' values are kept."""

MOST_COMPARED = 12
"""With so many values, the best supported, a value is compared."""

_STATUS_ORDER = (
    "happened", "ongoing", "recalled", "denied", "announced", "threatened", "demanded", "proposed", "negated",
    "hypothetical",
)  # fmt: skip
_TOLD = frozenset({"happened", "ongoing", "recalled"})


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field, as it is written, how many independent origins give it, and in which reports."""

    field: str
    value: str
    origins: int
    reports: tuple[tuple[str, str], ...]
    """(article_id, event_id), the oldest first."""
    best: bool
    disputed: bool
    """True when it and another value cannot both be right."""

    @property
    def told_by(self) -> str:
        """The reports as JSON: `article_id/event_id`."""
        return json.dumps([f"{article}/{event}" for article, event in self.reports])


def values_of(reports: Sequence[Report]) -> list[Value]:
    """The values that the reports (in order of time) give, field by field, the best first.

    A copy says nothing of its own beside the article that it repeats.
    """
    articles = {r.article_id for r in reports}
    own = [r for r in reports if r.root == r.article_id or r.root not in articles]
    return [value for field in FIELDS for value in _values(field, own)]


def status_of(reports: Iterable[Report]) -> str:
    """The status of what these report: told as a fact by any is a fact."""
    return min((r.status for r in reports), key=_STATUS_ORDER.index)


def labels(parties: Iterable[Party]) -> list[str]:
    """The parties' names, each once."""
    return list(dict.fromkeys(p.label for p in parties))


def _values(field: str, reports: Sequence[Report]) -> Iterator[Value]:
    held: dict[str, list[Report]] = {}
    shown: dict[str, list[str]] = {}
    if field == "date" and any(r.dated and r.date.is_day for r in reports):
        # The day of an article that names none for the event is no claim beside one that does.
        reports = [r for r in reports if r.dated]
    for report in reports:
        told = _told(field, report)
        if told is not None:
            key, words = told
            held.setdefault(key, []).append(report)
            shown.setdefault(key, []).append(words)
    keys = list(held)
    support = {key: len({r.origin for r in held[key]}) for key in keys}
    ranked = sorted(keys, key=lambda k: (field == "date" and _loose(field, k), -support[k], _loose(field, k)))
    names: set[str] = set()
    for key in ranked:
        name = _commonest(shown[key])
        # Two actors may share a name; the second is told apart by its key.
        name = f"{name} ({key})" if name in names else name
        names.add(name)
        told_by = tuple((r.article_id, r.event_id) for r in held[key])
        disputed = not all(_compatible(field, key, other) for other in ranked[:MOST_COMPARED] if other != key)
        yield Value(field, name, support[key], told_by, key == ranked[0], disputed)


def _told(field: str, report: Report) -> tuple[str, str] | None:
    """(what makes two values one, how the report writes it); `None` where the report does not say."""
    if field == "date":
        text = _days(report.date)
        return (text, text) if text else None
    if field in ("type", "status"):
        text = getattr(report, field)
        return text, text
    if field in ("actor", "recipient"):
        parties = report.actors if field == "actor" else report.recipients
        known = [p for p in parties if p.is_known]
        return (" + ".join(sorted({p.key for p in known})), ", ".join(labels(known))) if known else None
    if field == "place":
        name = report.place_name or report.place_country
        return (fold(name), name) if name else None
    if report.toll is None:
        return None
    text = _bounds(*report.toll)
    return text, text


def _days(date: Interval) -> str:
    first, last = date.iso
    if first is None and last is None:
        return ""
    return first or "" if first == last else f"{first or '..'}/{last or '..'}"


def _bounds(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{low if low is not None else 0} or more" if high is None else f"{low or 0} to {high}"


def _loose(field: str, key: str) -> int:
    return int("/" in key) if field == "date" else int(len(key) < 4) if field == "place" else 0


def _compatible(field: str, key: str, best: str) -> bool:
    """Whether a value says no other thing than another, only less or more of it."""
    if field == "date":
        return _interval(key).intersect(_interval(best)) is not None
    if field == "type":
        return True
    if field == "status":
        return key in _TOLD and best in _TOLD
    if field in ("actor", "recipient"):
        one, other = set(key.split(" + ")), set(best.split(" + "))
        return one <= other or other <= one
    if field == "place":
        return key in best or best in key
    low, high = _toll(key)
    lowest, highest = _toll(best)
    return low <= highest and lowest <= high


def _interval(text: str) -> Interval:
    first, _, last = text.partition("/")
    low, high = (None if d in ("", "..") else Interval.parse(d) for d in (first, last or first))
    return Interval(low.first if low else None, high.last if high else None)


def _toll(text: str) -> tuple[int, int]:
    words = text.split()
    if len(words) == 1:
        return int(text), int(text)
    return int(words[0]), 10**12 if words[1] == "or" else int(words[2])


def _commonest(words: Sequence[str]) -> str:
    counts = Counter(words)
    return min(counts, key=lambda w: -counts[w])
