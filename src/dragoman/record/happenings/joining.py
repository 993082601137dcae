"""Happenings, a first version: reports of one event, joined by type, countries and overlapping days.

Wrong joins are worse than missed ones: reports join only when they agree on type, on who acted and on whom (an
official stands for the state), when their days overlap, and when no two places contradict. Where they agree on whom in
part only, and for all statements and appeals, they must share their words too; a vote is one whomever it is said to be
cast against. Copies of one article always join. The number of independent origins counts copies once, and an agency
once however many of its stories tell of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.model import Interval, content_id
from dragoman.record.happenings.reports import Report
from dragoman.reference.folding import fold

WIDEST = 8
"""An Interval of more days than this says too little of the day to join two reports by it."""

SAME_WORDS = 0.5
"""Share of the shorter sentence's longer words that two reports of a statement must have in common."""

_WORDED = {"STATEMENT", "APPEAL"}
_ANY_RECIPIENT = {"VOTE"}
_FACT = {"happened", "ongoing", "recalled"}
_STATUS_ORDER = (
    "happened", "ongoing", "recalled", "denied", "announced", "threatened", "demanded", "proposed", "negated",
    "hypothetical",
)  # fmt: skip
_LONG_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Happening:
    """Reports that tell of one event, the oldest first; `date` is the days on which all of them agree."""

    id: str
    date: Interval
    status: str
    reports: tuple[Report, ...]

    @property
    def origins(self) -> int:
        """How many independent origins report it."""
        return len({r.origin for r in self.reports})


@dataclass(slots=True, eq=False)
class _Group:
    date: Interval
    place: tuple[str | None, str | None]
    words: frozenset[str]
    recipients: frozenset[str]
    known: frozenset[str]
    reports: list[Report] = field(default_factory=list)


def find_happenings(reports: Iterable[Report]) -> list[Happening]:
    """The happenings that the reports tell of, in the order of their days; the reports' order does not matter."""
    groups: list[_Group] = []
    by_key: dict[tuple[object, ...], dict[dt.date, list[_Group]]] = {}
    by_root: dict[tuple[str, str, str], _Group] = {}
    for report in sorted(reports, key=_narrowest_first):
        copied = (report.root, report.type, " ".join(_words(report.sentence, every=True)))
        group = by_root.get(copied)
        if group is None:
            group = _fitting(report, by_key.get(_key(report)))
        if group is None:
            group = _Group(
                report.date,
                (None, None),
                frozenset(_words(report.sentence)),
                frozenset(p.key for p in report.recipients),
                _known(report),
            )
            groups.append(group)
        _join(group, report, by_key)
        by_root.setdefault(copied, group)
    return sorted((_happening(g) for g in groups), key=lambda h: (h.date.first or h.date.last or dt.date.max, h.id))


def _narrowest_first(report: Report) -> tuple[int, str, str, str, int, str]:
    days = report.date.days
    first = report.date.iso[0] or ""
    return (
        days if days is not None else 10**7,
        first,
        report.published,
        report.article_id,
        report.start,
        report.event_id,
    )


def _key(report: Report) -> tuple[object, ...]:
    status = "fact" if report.status in _FACT else report.status
    return (report.type, status, tuple(sorted({p.key for p in report.actors})))


def _known(report: Report) -> frozenset[str]:
    return frozenset(p.key for p in report.recipients if p.is_known)


def _can_join(report: Report) -> bool:
    days = report.date.days
    return days is not None and days <= WIDEST and any(p.is_known for p in (*report.actors, *report.recipients))


def _days(interval: Interval) -> list[dt.date]:
    if interval.first is None or interval.days is None:
        return []
    return [interval.first + dt.timedelta(days=i) for i in range(interval.days)]


def _fitting(report: Report, days: dict[dt.date, list[_Group]] | None) -> _Group | None:
    """The one group that the report can belong to; `None` when there is none, or more than one."""
    if days is None or not _can_join(report):
        return None
    found: dict[int, _Group] = {}
    for day in _days(report.date):
        for group in days.get(day, ()):
            if group.date.contains(day) and _agree(group, report):
                found[id(group)] = group
    return next(iter(found.values())) if len(found) == 1 else None


def _agree(group: _Group, report: Report) -> bool:
    name, country = group.place
    if name and report.place_name and fold(name) != fold(report.place_name):
        return False
    if country and report.place_country and country != report.place_country:
        return False
    if report.type in _ANY_RECIPIENT:
        return True
    known = _known(report)
    same = group.recipients == {p.key for p in report.recipients}
    if not same and known and group.known and not known & group.known:
        return False
    if same and report.type not in _WORDED:
        return True
    words = set(_words(report.sentence))
    return len(words & group.words) >= SAME_WORDS * max(min(len(words), len(group.words)), 1)


def _words(sentence: str, *, every: bool = False) -> list[str]:
    return re.findall(r"\w+", fold(sentence)) if every else _LONG_WORD.findall(fold(sentence))


def _join(group: _Group, report: Report, by_key: dict[tuple[object, ...], dict[dt.date, list[_Group]]]) -> None:
    group.reports.append(report)
    group.date = group.date.intersect(report.date) or group.date
    group.known |= _known(report)
    group.place = (group.place[0] or report.place_name, group.place[1] or report.place_country)
    if not _can_join(report):
        return
    days = by_key.setdefault(_key(report), {})
    for day in _days(group.date):
        held = days.setdefault(day, [])
        if group not in held:
            held.append(group)


def _happening(group: _Group) -> Happening:
    reports = tuple(sorted(group.reports, key=lambda r: (r.published, r.article_id, r.start, r.event_id)))
    status = min((r.status for r in reports), key=lambda s: _STATUS_ORDER.index(s) if s in _STATUS_ORDER else 99)
    first = reports[0]
    return Happening(content_id("happening", first.article_id, first.event_id), group.date, status, reports)
