"""Happenings as the timeline shows them: their first report's words, who tells it, whose word it is."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.desk.chronology import source_text
from dragoman.record import Record

LONGEST_SENTENCE = 420
"""Characters of a sentence that a list shows; the article has the rest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a happening's days lie in the days shown, in thousandths; `exact` for a single day."""

    at: float
    wide: float
    exact: bool


def happenings_at(record: Record, rows: Sequence[int], *, span: tuple[int, int] | None = None) -> list[dict[str, Any]]:
    """The happenings in these rows, in that order; `span` (ordinals) is what their bars are drawn in.

    Joins are made over the tables as they were read, and what may have been judged is then asked for entry by entry:
    the views that show judgements answer for one entry at once, and for a join only by walking all of them.
    """
    found = {
        row["row"]: row
        for row in record.sql(
            "SELECT h.rowid AS row, h.happening_id, h.type, h.mode, h.date_from, h.date_to, h.status, h.actors, "
            "h.recipients, h.place_name, h.place_country, h.reports, h.origins, h.statuses, h.disputed, h.official, "
            "h.first_event_id AS event_id, a.article_id, a.publisher, a.agency, a.source, a.title "
            "FROM json_each(?) w CROSS JOIN main.happenings h ON h.rowid = w.value "
            "JOIN articles a ON a.article_id = h.first_article_id",
            (json.dumps(list(rows)),),
        )
    }
    for row in found.values():
        row.update(first_report(record, row["article_id"], row["event_id"]))
    said_by = _claimants(record, [row["happening_id"] for row in found.values()])
    return [_shown(found[r], said_by.get(found[r]["happening_id"], []), span) for r in rows if r in found]


def first_report(record: Record, article_id: str, event_id: str) -> dict[str, Any]:
    """What an event's row tells, as judged; of one that was rejected since, as it was read."""
    for table in ("events", "main.events"):
        rows = record.sql(
            'SELECT act, sentence, "start", status, actor_ids, actor_names, recipient_ids, recipient_names '
            f"FROM {table} WHERE article_id = ? AND event_id = ?",
            (article_id, event_id),
        )
        if rows:
            return {k: v for k, v in rows[0].items() if k != "status"} | {"told_as": rows[0]["status"]}
    return {"act": "", "sentence": "", "start": 0, "actor_ids": "[]", "actor_names": "[]", "recipient_ids": "[]",
            "recipient_names": "[]", "told_as": ""}  # fmt: skip


def _shown(row: dict[str, Any], said_by: list[str], span: tuple[int, int] | None) -> dict[str, Any]:
    listed = {name: json.loads(row[name]) for name in ("actors", "recipients", "statuses", "disputed")}
    for side in ("actor", "recipient"):
        ids, names = json.loads(row[f"{side}_ids"]), json.loads(row[f"{side}_names"])
        known = {name: id_ for name, id_ in zip(names, ids, strict=False) if name and id_}
        listed[f"{side}_ids"] = [known.get(label) for label in listed[f"{side}s"]]
    return {
        **row,
        **listed,
        "said_by": said_by,
        "told_by": source_text(row),
        "sentence": shortened(row["sentence"]),
        "bar": bar_of(row["date_from"], row["date_to"], span),
    }


def _claimants(record: Record, ids: Sequence[str]) -> dict[str, list[str]]:
    """As the chronology has it: whom the reports name as the source, where none tells it in its own voice."""
    named: dict[str, list[str]] = {}
    own: set[str] = set()
    for row in record.sql(
        "SELECT r.happening_id, e.article_id, e.reported_by "
        "FROM json_each(?) w CROSS JOIN happenings h ON h.happening_id = w.value "
        "JOIN main.events f ON f.article_id = h.first_article_id AND f.event_id = h.first_event_id "
        "JOIN happening_reports r ON r.happening_id = h.happening_id "
        "JOIN main.events e ON e.article_id = r.article_id AND e.event_id = r.event_id AND e.actor_ids = f.actor_ids "
        "ORDER BY r.article_id, r.event_id",
        (json.dumps(list(ids)),),
    ):
        if row["reported_by"] is None:
            own.add(row["happening_id"])
        elif row["happening_id"] not in own:
            name = _speaker(record, row["article_id"], row["reported_by"])
            named.setdefault(row["happening_id"], []).append(name)
    return {key: list(dict.fromkeys(names)) for key, names in named.items() if key not in own}


def _speaker(record: Record, article_id: str, statement_id: str) -> str:
    rows = record.sql(
        "SELECT coalesce(speaker_name, source_text) AS name FROM statements WHERE article_id = ? AND statement_id = ?",
        (article_id, statement_id),
    )
    return (rows[0]["name"] if rows else None) or "an unnamed source"


def bar_of(first: str | None, last: str | None, span: tuple[int, int] | None) -> Bar | None:
    """The bar of an Interval in a span of days; `None` when it has none there."""
    if span is None or (first is None and last is None):
        return None
    low, high = span
    whole = max(high - low + 1, 1)
    start = dt.date.fromisoformat(first).toordinal() if first else low
    end = dt.date.fromisoformat(last).toordinal() if last else high
    if end < low or start > high:
        return None
    start, end = max(start, low), min(end, high)
    at, wide = 1000 * (start - low) / whole, 1000 * (end - start + 1) / whole
    wide = max(wide, 14.0)
    return Bar(round(min(at, 1000 - wide), 1), round(wide, 1), first == last)


def shortened(text: str | None, most: int = LONGEST_SENTENCE) -> str:
    """A text on one line, cut at a word when it is too long for a list."""
    line = " ".join((text or "")[: 4 * most].split())
    if len(line) <= most:
        return line
    cut = line[:most]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut) + " …"
