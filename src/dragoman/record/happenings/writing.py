"""Happenings as rows: of `happenings`, `happening_reports` and `happening_values`."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.model import Interval, content_id
from dragoman.record.happenings.agreeing import UNSURE
from dragoman.record.happenings.joining import in_time
from dragoman.record.happenings.loading import Key, batched, load_reports
from dragoman.record.happenings.profiles import FAMILIES
from dragoman.record.happenings.reports import Party, Report
from dragoman.record.happenings.values import Value, labels, status_of, values_of

LOOSE = 366
"""What is not known to so many days has no place in a chronology and stands after it."""
BATCH = 500
"""Happenings that are held at once."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Reports that tell of one event, the oldest first, and why each was joined; those that may be of another, for all
    that the record knows, come last."""

    id: str
    reports: tuple[Report, ...]
    joined: tuple[str, ...]

    @property
    def sure(self) -> tuple[Report, ...]:
        """The reports that say what it was; only they are origins of it."""
        return tuple(r for r, why in zip(self.reports, self.joined, strict=True) if why not in UNSURE)


def write_roots(connection: sqlite3.Connection, roots: Sequence[str]) -> frozenset[str]:
    """Writes the happenings of these roots anew; gives the articles that report them."""
    articles: set[str] = set()
    for batch in batched(roots, BATCH):
        for happening in list(_gathered(connection, batch)):
            _replace(connection, happening)
            articles.update(r.article_id for r in happening.reports)
    return frozenset(articles)


def _gathered(connection: sqlite3.Connection, roots: Sequence[str]) -> Iterator[Happening]:
    members: dict[Key, tuple[str, str]] = {
        (row[0], row[1]): (row[2], row[3] if row[3] and row[4] not in UNSURE else row[4])
        for row in connection.execute(
            "SELECT m.article_id, m.event_id, c.root, m.joined, c.why FROM json_each(?) j "
            "JOIN happening_cores c ON c.root = j.value JOIN happening_members m ON m.core_id = c.core_id",
            (json.dumps(list(roots)),),
        )
    }
    for row in connection.execute(
        "SELECT m.article_id, m.event_id, m.block FROM json_each(?) j JOIN happening_members m ON m.block = j.value",
        (json.dumps([f"copy|{article}|{event}" for article, event in members]),),
    ).fetchall():
        _, article_id, event_id = row[2].split("|", 2)
        root, why = members[article_id, event_id]
        members[row[0], row[1]] = (root, why if why in UNSURE else "a copy")
    found: dict[str, list[Report]] = {}
    for report in load_reports(connection, members):
        found.setdefault(members[report.article_id, report.event_id][0], []).append(report)
    for _, reports in sorted(found.items()):
        reports.sort(key=lambda r: (members[r.article_id, r.event_id][1] in UNSURE, in_time(r)))
        first = reports[0]
        joined = tuple(members[r.article_id, r.event_id][1] for r in reports)
        yield Happening(content_id("happening", first.article_id, first.event_id), _resting(reports), joined)


def _resting(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports with their origins: what an article tells in its own voice, and elsewhere credits to another, it has
    from that other."""
    credited: dict[str, str] = {}
    for report in reports:
        if report.credited:
            credited.setdefault(report.article_id, report.origin)
    return tuple(
        r if r.credited or r.article_id not in credited else replace(r, origin=credited[r.article_id]) for r in reports
    )


def _replace(connection: sqlite3.Connection, happening: Happening) -> None:
    reports = happening.reports
    connection.execute(
        "DELETE FROM happenings WHERE happening_id IN (SELECT r.happening_id FROM json_each(?) j "
        "JOIN happening_reports r ON r.article_id = json_extract(j.value, '$[0]') "
        "AND r.event_id = json_extract(j.value, '$[1]'))",
        (json.dumps([[r.article_id, r.event_id] for r in reports]),),
    )
    connection.execute(f"INSERT INTO happenings VALUES ({', '.join('?' * 20)})", _row(happening))
    connection.executemany(
        "INSERT INTO happening_reports VALUES (?, ?, ?, ?, ?)",
        (
            (happening.id, r.article_id, r.event_id, r.origin, why)
            for r, why in zip(reports, happening.joined, strict=True)
        ),
    )
    if len({r.root for r in happening.sure}) > 1:
        connection.executemany(
            "INSERT INTO happening_values VALUES (?, ?, ?, ?, ?, ?)",
            ((happening.id, v.field, v.value, v.origins, v.told_by, v.best) for v in values_of(happening.sure)),
        )


def _row(happening: Happening) -> tuple[object, ...]:
    reports, first = happening.sure, happening.reports[0]
    values = values_of(reports) if len(reports) > 1 else []
    best = {v.field: v for v in values if v.best}
    by_key = {(r.article_id, r.event_id): r for r in reports}

    def gives(field: str) -> Report:
        return by_key[best[field].reports[0]] if field in best else first

    day, doing = _day(reports, gives("date").date), gives("actor")
    # Of talks all may be called actors; who is met by some report only is not added to them.
    met = doing if doing.recipients or FAMILIES.get(doing.type) == "talk" else gives("recipient")
    return (
        happening.id,
        best["type"].value if best else first.type,
        majority([r.mode for r in reports]),
        *day.iso,
        status_of(reports),
        json.dumps(_named(doing.actors, best.get("actor")), ensure_ascii=False),
        json.dumps(_named(met.recipients, best.get("recipient")), ensure_ascii=False),
        majority([r.place_name for r in reports]),
        majority([r.place_country for r in reports]),
        len({r.article_id for r in happening.reports}),
        len({r.origin for r in reports}),
        json.dumps(sorted({r.status for r in reports})),
        first.article_id,
        first.event_id,
        *(gives("killed").toll or (None, None)),
        json.dumps(list(dict.fromkeys(v.field for v in values if v.disputed))),
        next((r.official for r in reports if r.official), None),
        sort_key(happening, day),
    )


def _day(reports: Sequence[Report], best: Interval) -> Interval:
    """The day that most origins give; where none gives one, the days that all allow."""
    if best.is_day:
        return best
    days = best
    for report in reports:
        days = days.intersect(report.date) or days
    return days


def _named(parties: tuple[Party, ...], best: Value | None) -> list[str]:
    """The names of the parties: as most origins call one that is alone."""
    known = {p.key for p in parties if p.is_known}
    alone = best is not None and len(known) == 1 == len(parties)
    return [best.value] if best is not None and alone else labels(parties)


def sort_key(happening: Happening, day: Interval) -> str:
    """By the first day, then the last; what is not known to the year last; then by the first report's place."""
    days, (day_from, day_to) = day.days, day.iso
    first = happening.reports[0]
    loose = int(days is None or days - 1 > LOOSE)
    return f"{loose}|{day_from or '~'}|{day_to or ''}|{first.article_id}|{first.start:010}|{happening.id}"


def majority(values: Sequence[str | None]) -> str | None:
    """The commonest value that is not `None`, the first in the alphabet among equals."""
    counts = Counter(v for v in values if v is not None)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None
