"""The step that brings the tables of happenings to the record as it stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from dragoman.model import Interval
from dragoman.record.happenings.joining import Happening, Party, Report, find_happenings, majority


def derive_happenings(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Makes the happenings anew; gives the touched articles back."""
    for table in ("happening_reports", "happenings"):
        connection.execute(f"DELETE FROM {table}")
    happenings = find_happenings(_reports(connection))
    connection.executemany(
        "INSERT INTO happenings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, happenings)
    )
    connection.executemany(
        "INSERT INTO happening_reports VALUES (?, ?, ?, ?)",
        ((h.id, r.article_id, r.event_id, r.origin) for h in happenings for r in h.reports),
    )
    return touched


def _reports(connection: sqlite3.Connection) -> Iterator[Report]:
    root = {row[0]: row[1] for row in connection.execute("SELECT article_id, origin_id FROM copies")}
    label = {
        key: agency or publisher or key
        for key, agency, publisher in connection.execute("SELECT article_id, agency, publisher FROM articles")
    }
    parties: dict[tuple[str, str, str], list[Party]] = {}
    for row in connection.execute(
        "SELECT article_id, event_id, side, text, actor_id, name, country, sector FROM participants "
        "ORDER BY article_id, event_id, side, position"
    ):
        parties.setdefault(tuple(row[:3]), []).append(Party(*row[3:]))
    for row in connection.execute(
        'SELECT e.article_id, event_id, type, mode, status, "start", sentence, '
        "iif(d.entry_id IS NULL, e.date_from, d.date_from) AS date_from, "
        "iif(d.entry_id IS NULL, e.date_to, d.date_to) AS date_to, "
        "place_name, place_country, coalesce(published_from, '9999') AS published "
        "FROM events e JOIN articles USING (article_id) LEFT JOIN entry_days d ON d.article_id = e.article_id "
        "AND d.table_name = 'events' AND d.entry_id = e.event_id"
    ):
        origin = root.get(row["article_id"], row["article_id"])
        yield Report(
            article_id=row["article_id"],
            event_id=row["event_id"],
            type=row["type"],
            mode=row["mode"],
            status=row["status"],
            date=Interval(Interval.parse(row["date_from"]).first, Interval.parse(row["date_to"]).last),
            start=row["start"],
            sentence=row["sentence"],
            actors=tuple(parties.get((row["article_id"], row["event_id"], "actor"), ())),
            recipients=tuple(parties.get((row["article_id"], row["event_id"], "recipient"), ())),
            place_name=row["place_name"],
            place_country=row["place_country"],
            root=origin,
            origin=label[row["article_id"]] if origin == row["article_id"] else label[origin],
            published=row["published"],
        )


def _row(happening: Happening) -> tuple[object, ...]:
    first, reports = happening.reports[0], happening.reports
    day_from, day_to = happening.date.iso
    statuses = sorted({r.status for r in reports})
    return (
        happening.id,
        first.type,
        majority([r.mode for r in reports]),
        day_from,
        day_to,
        happening.status,
        json.dumps(_labels(first.actors), ensure_ascii=False),
        json.dumps(_labels(first.recipients), ensure_ascii=False),
        majority([r.place_name for r in reports]),
        majority([r.place_country for r in reports]),
        len({r.article_id for r in reports}),
        happening.origins,
        json.dumps(statuses),
        first.article_id,
        first.event_id,
    )


def _labels(parties: tuple[Party, ...]) -> list[str]:
    return list(dict.fromkeys(p.label for p in parties))
