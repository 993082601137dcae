"""Happenings as rows: of `happenings`, `happening_reports` and `happening_values`."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.record.happenings.joining import Happening
from dragoman.record.happenings.values import labels, status_of, values_of

LOOSE = 366
"""What is not known to so many days has no place in a chronology and stands after it."""


def write_happenings(connection: sqlite3.Connection, happenings: Iterable[Happening]) -> None:
    """Adds happenings that are not there yet."""
    for happening in happenings:
        reports = happening.reports
        values = values_of(reports) if len({r.root for r in reports}) > 1 else []
        first = reports[0]
        disputed = list(dict.fromkeys(v.field for v in values if v.disputed))
        killed = next((r.toll for v in values if v.best and v.field == "killed" for r in reports
                       if (r.article_id, r.event_id) in v.reports), first.toll)  # fmt: skip
        connection.execute(
            f"INSERT INTO happenings VALUES ({', '.join('?' * 20)})",
            (
                happening.id,
                first.type,
                majority([r.mode for r in reports]),
                *happening.date.iso,
                status_of(reports),
                json.dumps(labels(first.actors), ensure_ascii=False),
                json.dumps(labels(first.recipients), ensure_ascii=False),
                majority([r.place_name for r in reports]),
                majority([r.place_country for r in reports]),
                len({r.article_id for r in reports}),
                len({r.origin for r in reports}),
                json.dumps(sorted({r.status for r in reports})),
                first.article_id,
                first.event_id,
                *(killed or (None, None)),
                json.dumps(disputed),
                None,
                sort_key(happening),
            ),
        )
        connection.executemany(
            "INSERT INTO happening_reports VALUES (?, ?, ?, ?, ?)",
            ((happening.id, r.article_id, r.event_id, r.origin, "") for r in reports),
        )
        connection.executemany(
            "INSERT INTO happening_values VALUES (?, ?, ?, ?, ?, ?)",
            ((happening.id, v.field, v.value, v.origins, v.told_by, v.best) for v in values),
        )


def sort_key(happening: Happening) -> str:
    """By the first day, then the last; what is not known to the year last; then by the first report's place."""
    days, (day_from, day_to) = happening.date.days, happening.date.iso
    first = happening.reports[0]
    loose = int(days is None or days - 1 > LOOSE)
    return "|".join(
        (str(loose), day_from or "~", day_to or "", first.article_id, f"{first.start:010}", happening.id)
    )  # fmt: skip


def majority(values: Sequence[str | None]) -> str | None:
    """The commonest value that is not `None`, the first in the alphabet among equals."""
    counts = Counter(v for v in values if v is not None)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None
