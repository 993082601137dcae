"""Reports as the record holds them: events with their parties, their toll, their days and their origins."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from dragoman.model import Interval
from dragoman.record.happenings import words
from dragoman.record.happenings.reports import Party, Report
from dragoman.record.happenings.votes import day_of, official_vote

T = TypeVar("T")
Toll = tuple[int | None, int | None]
Key = tuple[str, str]
"""(article_id, event_id)."""

BATCH = 2000
"""Reports that are loaded at once."""

_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")

_KEYS = (
    "(SELECT json_extract(value, '$[0]') AS article_id, json_extract(value, '$[1]') AS event_id FROM json_each(?)) j"
)


def batched(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The things in order, at most so many at once."""
    return (things[i : i + size] for i in range(0, len(things), size))


def load_articles(connection: sqlite3.Connection, article_ids: Sequence[str]) -> Iterator[Report]:
    """All reports of these articles."""
    rows = connection.execute(
        "SELECT e.article_id, e.event_id FROM json_each(?) j JOIN events e ON e.article_id = j.value",
        (json.dumps(list(article_ids)),),
    )
    yield from load_reports(connection, [(row[0], row[1]) for row in rows.fetchall()])


def load_reports(connection: sqlite3.Connection, keys: Iterable[Key]) -> Iterator[Report]:
    """The reports of these events, article by article; those that are not there any more are left out."""
    for batch in batched(sorted(set(keys)), BATCH):
        yield from _loaded(connection, batch)


def _loaded(connection: sqlite3.Connection, keys: Sequence[Key]) -> Iterator[Report]:
    wanted = (json.dumps(keys),)
    parties = _parties(connection, wanted)
    # The plus keeps SQLite from looking through the accusations of the whole record for each attack.
    rows = connection.execute(
        'SELECT e.article_id, e.event_id, e.type, e.mode, e.status, e.act, e."start", e.sentence, '
        "iif(d.entry_id IS NULL, e.date_from, d.date_from) AS date_from, "
        "iif(d.entry_id IS NULL, e.date_to, d.date_to) AS date_to, "
        "e.place_name, e.place_country, coalesce(a.published_to, '9999') AS published, "
        "(SELECT max(coalesce(t.value, '')) FROM times t WHERE t.article_id = e.article_id "
        'AND t.date_from = e.date_from AND t.date_to = e.date_to AND t."start" BETWEEN e."start" - length(e.sentence) '
        'AND e."end" + length(e.sentence)) AS dated, '
        "e.type = 'ASSAULT' AND EXISTS (SELECT 1 FROM events x WHERE x.article_id = e.article_id "
        "AND +x.type = 'ACCUSE' AND x.sentence = e.sentence) AS blamed, "
        "e.type = 'ASSAULT' AND EXISTS (SELECT 1 FROM events x WHERE x.article_id = e.article_id "
        "AND +x.type NOT IN ('ASSAULT', 'COERCE', 'PROTEST') AND x.sentence = e.sentence) AS answered, "
        "coalesce(o.origin_id, e.article_id) AS root, "
        "coalesce(p.origin, o.origin, a.agency, a.publisher, e.article_id) AS origin, p.origin IS NOT NULL AS credited "
        f"FROM {_KEYS} JOIN events e ON e.article_id = j.article_id AND e.event_id = j.event_id "
        "JOIN articles a ON a.article_id = e.article_id "
        "LEFT JOIN entry_days d ON d.article_id = e.article_id AND d.table_name = 'events' "
        "AND d.entry_id = e.event_id LEFT JOIN origins o ON o.article_id = e.article_id "
        'LEFT JOIN passages p ON p.article_id = e.article_id AND p."start" <= e."start" AND e."start" < p."end" '
        "GROUP BY e.article_id, e.event_id",
        wanted,
    ).fetchall()
    violent = (json.dumps(sorted({row["article_id"] for row in rows if row["type"] in ("ASSAULT", "COERCE")})),)
    tolls, sites = _tolls(connection, violent), _sites(connection, violent)
    for row in rows:
        key = row["article_id"], row["event_id"]
        recipients = parties.get((*key, "recipient"), [])
        # A time beside "the shelling of" is of what answers it; one beside a toll that rose is of the counting.
        back = row["type"] == "ASSAULT" and (
            words.is_rising(row["sentence"]) or (row["answered"] and words.is_known(row["sentence"], row["act"]))
        )
        dated = None if back else row["dated"]
        counted = tolls.get((row["article_id"], row["sentence"]), ()) if row["type"] == "ASSAULT" else ()
        report = Report(
            article_id=row["article_id"],
            event_id=row["event_id"],
            type=row["type"],
            mode=row["mode"],
            status=row["status"],
            date=Interval(Interval.parse(row["date_from"]).first, Interval.parse(row["date_to"]).last),
            start=row["start"],
            sentence=row["sentence"],
            actors=tuple(p for p, _, _ in parties.get((*key, "actor"), [])),
            recipients=tuple(p for p, _, _ in recipients),
            place_name=row["place_name"],
            place_country=row["place_country"],
            root=row["root"],
            origin=row["origin"],
            published=row["published"],
            toll=_toll_of(counted, [(s, e) for _, s, e in recipients]),
            act=row["act"],
            dated=dated is not None,
            weekday=int(day[1]) if (day := _WEEKDAY.match(dated or "")) else None,
            blamed=bool(row["blamed"]),
            near=sites.get(row["article_id"]),
            credited=bool(row["credited"]),
        )
        vote = official_vote(report)
        yield report if vote is None else replace(report, official=vote.symbol, date=day_of(vote), dated=True)


def _parties(
    connection: sqlite3.Connection, wanted: tuple[str]
) -> dict[tuple[str, str, str], list[tuple[Party, int, int]]]:
    found: dict[tuple[str, str, str], list[tuple[Party, int, int]]] = {}
    for row in connection.execute(
        'SELECT p.article_id, p.event_id, p.side, p."start", p."end", p.text, p.actor_id, p.name, p.country, p.sector '
        f"FROM {_KEYS} JOIN participants p ON p.article_id = j.article_id AND p.event_id = j.event_id "
        "ORDER BY p.article_id, p.event_id, p.side, p.position",
        wanted,
    ):
        found.setdefault((row[0], row[1], row[2]), []).append((Party(*row[5:]), row[3], row[4]))
    return found


def _tolls(connection: sqlite3.Connection, wanted: tuple[str]) -> dict[tuple[str, str], list[tuple[int, Toll]]]:
    """The dead of an incident by the sentence that counts them: where the number stands, and its bounds."""
    found: dict[tuple[str, str], list[tuple[int, Toll]]] = {}
    for row in connection.execute(
        'SELECT f.article_id, f.sentence, f."start", f.low, f.high FROM json_each(?) j '
        "JOIN figures f ON f.article_id = j.value WHERE f.measure = 'killed' AND f.scope = 'incident' "
        "AND f.part_of IS NULL AND (f.low IS NOT NULL OR f.high IS NOT NULL) "
        'ORDER BY f.article_id, f."start"',
        wanted,
    ):
        found.setdefault((row["article_id"], row["sentence"]), []).append((row["start"], (row["low"], row["high"])))
    return found


def _sites(connection: sqlite3.Connection, wanted: tuple[str]) -> dict[str, str]:
    """The one place (its skeleton) that the attacks told by an article name; none for an article of several."""
    found: dict[str, set[str]] = {}
    for row in connection.execute(
        "SELECT e.article_id, e.place_name, e.recipient_texts, e.recipient_ids FROM json_each(?) j "
        "JOIN events e ON e.article_id = j.value WHERE +e.type = 'ASSAULT' AND e.status IN ('happened', 'ongoing', "
        "'recalled')",
        wanted,
    ):
        struck = zip(json.loads(row["recipient_texts"]), json.loads(row["recipient_ids"]), strict=False)
        named = words.names(" . ".join(text for text, id_ in struck if Party(text, id_).is_place))
        place = {words.skeleton(row["place_name"])} if row["place_name"] else set()
        found.setdefault(row["article_id"], set()).update(named | place)
    return {key: next(iter(sites)) for key, sites in found.items() if len(sites) == 1}


def _toll_of(counted: Sequence[tuple[int, Toll]], recipients: Sequence[tuple[int, int]]) -> Toll | None:
    """The one toll of the sentence, or among several the one that stands with those whom the act met."""
    if len({toll for _, toll in counted}) == 1:
        return counted[0][1]
    inside = {toll for at, toll in counted for start, end in recipients if start <= at < end}
    return inside.pop() if len(inside) == 1 else None
