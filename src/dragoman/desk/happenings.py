"""One happening with all that is known of it: its reports with their Spans, and what they say of each field."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman import reference
from dragoman.desk.saying import day_text, source_text
from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.record.happenings.agreeing import UNSURE

Row = dict[str, Any]

MOST_VALUES = 4
"""So many values of a disputed field are named in one line; of the others only how many there are."""
_FIELD_NAMES = {"date": "day"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def happening(record: Record, happening_id: str) -> Row:
    """Everything of one happening: its columns (lists as lists) and

    `reports_told`  its reports as `reports_of` gives them, the oldest first;
    `fields`        {field: [{value, origins, reports: [{article_id, event_id}], best}]}, the best value first;
    `disagreements` the disputed fields in one line, `day: 3 Feb (2) / 4 Feb (1)`, empty when nothing is;
    `vote`          of a vote in the Council: symbol, date, outcome, yes, no, abstain, vetoed_by, title; else `None`.

    Raises `RecordError` when there is none of that id.
    """
    found = record.sql("SELECT * FROM happenings WHERE happening_id = ?", (happening_id,))
    if not found:
        raise RecordError(f"{record.path}: there is no happening {happening_id!r}")
    row = {
        k: json.loads(v) if k in ("actors", "recipients", "statuses", "disputed") else v for k, v in found[0].items()
    }
    reports = reports_of(record, [happening_id])[happening_id]
    fields = _fields(record, row, reports)
    return {
        **row,
        "reports_told": reports,
        "fields": fields,
        "disagreements": _disagreements(row["disputed"], fields),
        "vote": _vote(row["official"]),
    }


def reports_of(record: Record, happening_ids: Sequence[str]) -> dict[str, list[Row]]:
    """The reports of several happenings, by happening, the oldest first, those that are no origins of it last.

    Each has article_id, event_id, source, title, url, published_from and published_to, date_from and date_to (as the
    record has them), type, mode, status, act, sentence, start and end (the act's Span), actor_spans and
    recipient_spans, actors and recipients (names), place_name, reported_by (name of who claims it, `None` for the
    article itself), origin, joined (why it was joined) and copy_of.
    """
    found: dict[str, list[Row]] = {id_: [] for id_ in happening_ids}
    rows = record.sql(
        "SELECT r.happening_id, r.article_id, r.event_id, r.origin, r.joined, a.publisher, a.agency, a.source AS page, "
        "a.title, a.url, a.published_from, a.published_to, d.entry_id AS moved, d.date_from AS moved_from, "
        f"d.date_to AS moved_to, ({_ENTRY}) AS entry, c.origin_id AS copy_of "
        "FROM json_each(?) w CROSS JOIN happening_reports r ON r.happening_id = w.value "
        "JOIN articles a ON a.article_id = r.article_id "
        "LEFT JOIN entry_days d ON d.article_id = r.article_id AND d.table_name = 'events' AND d.entry_id = r.event_id "
        "LEFT JOIN copies c ON c.article_id = r.article_id",
        (json.dumps(list(happening_ids)),),
    )
    rows = [_report(row) for row in rows if row["entry"] is not None]
    rows.sort(
        key=lambda r: (r["joined"] in UNSURE, r["published_to"] or "9999", r["article_id"], r["start"], r["event_id"])
    )
    for row in rows:
        for side in ("actor", "recipient"):
            pairs = zip(*(json.loads(row.pop(f"{side}_{part}")) for part in ("names", "texts")), strict=True)
            row[f"{side}s"] = list(dict.fromkeys(name or text for name, text in pairs))
            row[f"{side}_spans"] = json.loads(row[f"{side}_spans"])
        claimed = row.pop("statement_id")
        row["reported_by"] = (row["reported_by"] or "an unnamed source") if claimed else None
        row["source"] = source_text({**row, "source": row.pop("page")})
        found[row.pop("happening_id")].append(row)
    return found


_FIELDS = (
    "type", "mode", "status", "act", "sentence", "start", "end", "actor_spans", "recipient_spans", "actor_names",
    "actor_texts", "recipient_names", "recipient_texts", "place_name", "date_from", "date_to",
)  # fmt: skip
_ENTRY = (
    "SELECT json_array(" + ", ".join(f'e."{name}"' for name in _FIELDS) + ", e.reported_by, (SELECT "
    "coalesce(s.speaker_name, s.source_text) FROM statements s WHERE s.article_id = r.article_id AND s.statement_id = "
    "e.reported_by)) FROM events e WHERE e.article_id = r.article_id AND e.event_id = r.event_id"
)
"""An event's fields as judged: asked for by itself it is found at once, in a join of a judged record by walking all
events."""


def _report(row: Row) -> Row:
    *fields, statement_id, speaker = json.loads(row.pop("entry"))
    entry = dict(zip(_FIELDS, fields, strict=True))
    moved, days = row.pop("moved"), (row.pop("moved_from"), row.pop("moved_to"))
    if moved is not None:
        entry["date_from"], entry["date_to"] = days
    return {**row, **entry, "statement_id": statement_id, "reported_by": speaker}


def disagreements(record: Record, happenings: Iterable[Row]) -> dict[str, str]:
    """By happening (rows with `happening_id` and `disputed`), its disputed fields in one line."""
    disputed = {h["happening_id"]: h["disputed"] for h in happenings if h["disputed"]}
    values: dict[str, dict[str, list[Row]]] = {}
    for row in record.sql(
        "SELECT * FROM happening_values WHERE happening_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY happening_id, field, best DESC, origins DESC, value",
        (json.dumps(sorted(disputed)),),
    ):
        values.setdefault(row["happening_id"], {}).setdefault(row["field"], []).append(row)
    return {id_: _disagreements(fields, values.get(id_, {})) for id_, fields in disputed.items()}


def _fields(record: Record, row: Row, reports: Sequence[Row]) -> dict[str, list[Row]]:
    fields: dict[str, list[Row]] = {}
    for value in record.sql(
        "SELECT * FROM happening_values WHERE happening_id = ? ORDER BY field, best DESC, origins DESC, value",
        (row["happening_id"],),
    ):
        told = [dict(zip(("article_id", "event_id"), r.split("/"), strict=True)) for r in json.loads(value["reports"])]
        fields.setdefault(value["field"], []).append(
            {"value": value["value"], "origins": value["origins"], "reports": told, "best": bool(value["best"])}
        )
    if fields:
        return fields
    only = reports[0]
    killed = bounds_text(row["killed_low"], row["killed_high"])
    said = {
        "date": day_text(row["date_from"], row["date_to"]),
        "type": row["type"],
        "status": row["status"],
        "actor": ", ".join(only["actors"]),
        "recipient": ", ".join(only["recipients"]),
        "place": row["place_name"] or "",
        "killed": killed,
    }
    told = [{"article_id": r["article_id"], "event_id": r["event_id"]} for r in reports]
    return {f: [{"value": v, "origins": 1, "reports": told, "best": True}] for f, v in said.items() if v}


def bounds_text(low: int | None, high: int | None) -> str:
    """`16`, `16 or more`, `12 to 99`; empty when nothing was counted."""
    if low is None and high is None:
        return ""
    if low == high:
        return str(low)
    return f"{low} or more" if high is None else f"{low or 0} to {high}"


def _disagreements(disputed: Sequence[str], fields: dict[str, list[Row]]) -> str:
    parts = []
    for field in disputed:
        values = fields.get(field, [])
        shown = [f"{_shown(field, v['value'], values)} ({v['origins']})" for v in values[:MOST_VALUES]]
        more = [f"{len(values) - MOST_VALUES} more"] if len(values) > MOST_VALUES else []
        parts.append(f"{_FIELD_NAMES.get(field, field)}: {' / '.join([*shown, *more])}")
    return "; ".join(parts)


def _shown(field: str, value: str, values: Sequence[Row]) -> str:
    """A day as `3 Feb`, with its year where the values are of several."""
    if field != "date":
        return value
    one_year = len({part[:4] for v in values for part in v["value"].split("/")}) == 1
    return "–".join(_short(part, one_year) for part in value.split("/"))


def _short(day: str, one_year: bool) -> str:
    if day in ("", ".."):
        return day
    found = dt.date.fromisoformat(day)
    return f"{found.day} {_MONTHS[found.month - 1]}" + ("" if one_year else f" {found.year:04}")


def _vote(symbol: str | None) -> Row | None:
    votes = reference.load().council.find(symbol) if symbol else []
    if not votes:
        return None
    vote = votes[-1]
    yes, no, abstain = vote.tally
    return {
        "symbol": vote.symbol,
        "date": vote.date.isoformat(),
        "outcome": vote.outcome,
        "yes": yes,
        "no": no,
        "abstain": abstain,
        "vetoed_by": list(vote.vetoed_by),
        "title": vote.title,
    }
