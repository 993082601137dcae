"""Reports as the record holds them: events with their parties, their toll, their days and their origins."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from dragoman.model import Interval
from dragoman.record.happenings.reports import Party, Report

Toll = tuple[int | None, int | None]


def load_reports(connection: sqlite3.Connection) -> Iterator[Report]:
    """Every event of the record as a report, article by article."""
    root = {row[0]: row[1] for row in connection.execute("SELECT article_id, origin_id FROM copies")}
    label = {
        key: agency or publisher or key
        for key, agency, publisher in connection.execute("SELECT article_id, agency, publisher FROM articles")
    }
    parties = _parties(connection)
    tolls = _tolls(connection)
    for row in connection.execute(
        'SELECT e.article_id, event_id, type, mode, status, act, "start", "end", sentence, '
        "iif(d.entry_id IS NULL, e.date_from, d.date_from) AS date_from, "
        "iif(d.entry_id IS NULL, e.date_to, d.date_to) AS date_to, "
        "place_name, place_country, coalesce(published_from, '9999') AS published "
        "FROM events e JOIN articles USING (article_id) LEFT JOIN entry_days d ON d.article_id = e.article_id "
        "AND d.table_name = 'events' AND d.entry_id = e.event_id"
    ):
        article_id, event_id = row["article_id"], row["event_id"]
        origin = root.get(article_id, article_id)
        actors = parties.get((article_id, event_id, "actor"), [])
        recipients = parties.get((article_id, event_id, "recipient"), [])
        yield Report(
            article_id=article_id,
            event_id=event_id,
            type=row["type"],
            mode=row["mode"],
            status=row["status"],
            date=Interval(Interval.parse(row["date_from"]).first, Interval.parse(row["date_to"]).last),
            start=row["start"],
            sentence=row["sentence"],
            actors=tuple(p for p, _, _ in actors),
            recipients=tuple(p for p, _, _ in recipients),
            place_name=row["place_name"],
            place_country=row["place_country"],
            root=origin,
            origin=label[origin],
            published=row["published"],
            toll=_toll_of(tolls.get((article_id, row["sentence"]), ()), [(s, e) for _, s, e in recipients])
            if row["type"] == "ASSAULT"
            else None,
            act=row["act"],
        )


def _parties(connection: sqlite3.Connection) -> dict[tuple[str, str, str], list[tuple[Party, int, int]]]:
    found: dict[tuple[str, str, str], list[tuple[Party, int, int]]] = {}
    for row in connection.execute(
        'SELECT article_id, event_id, side, "start", "end", text, actor_id, name, country, sector FROM participants '
        "ORDER BY article_id, event_id, side, position"
    ):
        found.setdefault(tuple(row[:3]), []).append((Party(*row[5:]), row[3], row[4]))
    return found


def _tolls(connection: sqlite3.Connection) -> dict[tuple[str, str], list[tuple[int, Toll]]]:
    """The dead of an incident by the sentence that counts them: where the number stands, and its bounds."""
    found: dict[tuple[str, str], list[tuple[int, Toll]]] = {}
    for row in connection.execute(
        "SELECT article_id, sentence, \"start\", low, high FROM figures WHERE measure = 'killed' "
        "AND scope = 'incident' AND part_of IS NULL AND (low IS NOT NULL OR high IS NOT NULL) "
        'ORDER BY article_id, "start"'
    ):
        found.setdefault((row["article_id"], row["sentence"]), []).append((row["start"], (row["low"], row["high"])))
    return found


def _toll_of(counted: Sequence[tuple[int, Toll]], recipients: list[tuple[int, int]]) -> Toll | None:
    """The one toll of the sentence, or among several the one that stands with those whom the act met."""
    if len({toll for _, toll in counted}) == 1:
        return counted[0][1]
    inside = {toll for at, toll in counted for start, end in recipients if start <= at < end}
    return inside.pop() if len(inside) == 1 else None
