"""Why: the sentence behind an entry, its spans, the rule or model that made it, the page, and why it has its day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.desk.chronology import day_text, source_text
from dragoman.desk.circumstances import circumstances, rule, tellings
from dragoman.desk.judging import amendments_behind, judgements_behind
from dragoman.desk.utterances import repeated
from dragoman.model import RecordError, Span
from dragoman.record import Record
from dragoman.record.amendments import FIELDS, Amendment
from dragoman.record.columns import ID_COLUMN, TABLES

SHORTEST_PREFIX = 4
MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A Span of the article's text that the entry rests on, and what it is there (`cue`, `actor`, `number` …)."""

    label: str
    span: Span
    text: str
    means: str | None = None
    """The actor that the words were taken for, in words; `None` when that is not known or not asked."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another entry of the record, how it stands to the one that was asked for, and what it says in short."""

    relation: str
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Why:
    """An entry of the record with everything that it rests on."""

    table: str
    id: str
    row: dict[str, Any]
    passage: Span
    """The part of the article's text that holds every mark, cut at sentences."""
    text: str
    """The characters of `passage`."""
    marks: tuple[Mark, ...]
    article: dict[str, Any]
    pages: tuple[dict[str, Any], ...]
    others: tuple[Other, ...] = ()
    """What belongs to this one: a happening's reports, the statement that reports an event, an article's copies."""

    @property
    def published(self) -> str:
        """The article's day, on what it rests."""
        day = day_text(self.article["published_from"], self.article["published_to"])
        alone = f"{day or 'unknown'} ({self.article['published_basis']})"
        if not self.article["record_reasons"]:
            return alone
        return f"{day_text(self.article['record_from'], self.article['record_to'])} by the record; alone {alone}"

    def as_row(self) -> dict[str, Any]:
        """Everything as one JSON object."""
        article = {k: v for k, v in self.article.items() if k != "text"}
        return {
            "id": self.id,
            "table": self.table,
            "passage": self.text,
            "passage_span": list(self.passage),
            "marks": [{"label": m.label, "span": list(m.span), "text": m.text, "means": m.means} for m in self.marks],
            "how": self.row.get("how"),
            "confidence": self.row.get("confidence"),
            "entry": {k: v for k, v in self.row.items() if k != "text"},
            "article": article,
            "pages": list(self.pages),
            "others": [{"relation": o.relation, "id": o.id, "words": o.words} for o in self.others],
        }


def why(record: Record, id_: str) -> list[Why]:
    """The entries of that id, or the one whose id starts so. Raises `RecordError` when there is none, or several.

    More than one entry is given only when several articles hold an entry of the very same id.
    """
    wanted = id_.strip().lower()
    found = list(_lookup(record, wanted)) or list(_rejected(record, wanted))
    if not found:
        raise RecordError(f"{record.path}: nothing has the id {id_!r}; ids stand in the tables' first or last column")
    ids = sorted({(table, key) for table, key, _ in found})
    if len(ids) > 1:
        listed = ", ".join(f"{key} ({table})" for table, key in ids[:MOST_LISTED])
        more = "" if len(ids) <= MOST_LISTED else f" and {len(ids) - MOST_LISTED} more"
        raise RecordError(f"{record.path}: {id_!r} may mean {listed}{more}; give more of the id")
    return [_explained(record, table, key, row) for table, key, row in found]


def _lookup(record: Record, wanted: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for table, column in ID_COLUMN.items():
        if len(wanted) >= SHORTEST_PREFIX:
            rows = record.sql(
                f"SELECT * FROM {table} WHERE {column} >= ? AND {column} < ? ORDER BY {column}",
                (wanted, wanted + "\U0010ffff"),
            )
        else:
            rows = record.sql(f"SELECT * FROM {table} WHERE {column} = ?", (wanted,))
        exact = [r for r in rows if r[column] == wanted]
        for row in exact or rows:
            yield table, row[column], row


def _rejected(record: Record, wanted: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The entries of that id that a person rejected, as they were read: no answer has them, but they can be asked."""
    end = wanted + "\U0010ffff" if len(wanted) >= SHORTEST_PREFIX else wanted
    for table in FIELDS:
        column = ID_COLUMN[table]
        for row in record.sql(
            f"SELECT * FROM main.{table} WHERE {column} BETWEEN ? AND ? AND {column} IN "
            f"(SELECT entry_id FROM main.amended WHERE table_name = ? AND field = '') ORDER BY {column}",
            (wanted, end, table),
        ):
            yield table, row[column], row


def _explained(record: Record, table: str, key: str, row: dict[str, Any]) -> Why:
    if table == "happenings":
        one = (row["first_article_id"], row["first_event_id"])
        where = "WHERE article_id = ? AND event_id = ?"
        # One that was rejected a moment ago stands in its happening until that is made anew.
        (first,) = record.sql(f"SELECT * FROM events {where}", one) or record.sql(
            f"SELECT * FROM main.events {where}", one
        )
        return _entry(record, table, key, {**first, **row}, "events", tuple(_reports(record, key)))
    if table == "articles":
        return _entry(record, table, key, row, table, tuple(_copies(record, key)))
    others = []
    for column, relation in (("within", "within"), ("reported_by", "reported by"), ("evidence", "evidence")):
        if row.get(column):
            others.append(Other(relation, row[column], _statement_words(record, row["article_id"], row[column])))
    if table == "statements":
        others += _also_reported(record, row)
    if table == "events":
        others += [Other("told again", key, words) for words in tellings(record, row)]
        fired = rule(row["how"])
        others += [Other("rule", fired[0], f'as in "{fired[1]}"')] if fired is not None else []
    return _entry(record, table, key, row, table, tuple(others))


def _also_reported(record: Record, row: dict[str, Any]) -> Iterator[Other]:
    """The other reports of what a statement reports."""
    for report in repeated(record, row["article_id"], row["statement_id"]):
        told = f"{report['source']}, {report['day'] or 'undated'}: {' '.join(report['content'].split())}"
        yield Other("also reported", report["statement_id"], told)


def _reports(record: Record, happening_id: str) -> Iterator[Other]:
    for row in record.sql(
        "SELECT r.article_id, r.event_id, a.publisher, a.agency, a.source, a.published_from, a.published_to, "
        "c.origin_id "
        "FROM happening_reports r JOIN main.events e USING (article_id, event_id) JOIN articles a USING (article_id) "
        "LEFT JOIN copies c USING (article_id) WHERE r.happening_id = ? "
        'ORDER BY a.published_from IS NULL, a.published_from, a.article_id, e."start"',
        (happening_id,),
    ):
        # One by one, which the views over judged tables answer by their indexes.
        shown = record.sql(
            "SELECT status FROM events WHERE article_id = ? AND event_id = ?", (row["article_id"], row["event_id"])
        )
        if not shown:
            continue
        day = day_text(row["published_from"], row["published_to"]) or "undated"
        copied = f", copy of {row['origin_id']}" if row["origin_id"] else ""
        yield Other("report", row["event_id"], f"{source_text(row)}, {day}, {shown[0]['status']}{copied}")


def _copies(record: Record, article_id: str) -> Iterator[Other]:
    for row in record.sql("SELECT * FROM copies WHERE article_id = ?", (article_id,)):
        yield Other("copy of", row["origin_id"], row["how"])
    for row in record.sql("SELECT * FROM copies WHERE origin_id = ? ORDER BY article_id", (article_id,)):
        yield Other("copied by", row["article_id"], row["how"])


def _record_days(record: Record, article_id: str) -> dict[str, Any]:
    """What the other articles of the record say of an article's day; nothing for one that they do not narrow."""
    rows = record.sql("SELECT * FROM article_days WHERE article_id = ?", (article_id,))
    nothing: dict[str, Any] = {"published_from": None, "published_to": None, "reasons": "[]", "conflicts": "[]"}
    found = rows[0] if rows else nothing
    return {
        "record_from": found["published_from"],
        "record_to": found["published_to"],
        "record_reasons": json.loads(found["reasons"]),
        "record_conflicts": json.loads(found["conflicts"]),
    }


def _judgements(record: Record, table: str, row: dict[str, Any]) -> Iterator[Other]:
    for judgement in judgements_behind(record, table, row):
        reason = f": {judgement.reason}" if judgement.reason else ""
        yield Other("judgement", judgement.id, f"{judgement}{reason}")
    if table in FIELDS:
        for made in amendments_behind(record, table, row):
            yield Other("judgement", made.id, amendment_words(made))


def amendment_words(made: Amendment) -> str:
    """What was read of an entry and what was judged: `status: read as happened, judged denied, 2014-03-01: he …`."""
    reason = f": {made.reason}" if made.reason else ""
    if made.kind == "reject":
        return f"rejected, {made.date}{reason}"
    was, value = made.was or "unknown", made.value or "unknown"
    return f"{made.field}: read as {was}, judged {value}, {made.date}{reason}"


def _statement_words(record: Record, article_id: str, statement_id: str) -> str:
    rows = record.sql(
        "SELECT coalesce(speaker_name, source_text, '?') AS who, cue FROM statements "
        "WHERE article_id = ? AND statement_id = ?",
        (article_id, statement_id),
    )
    return " ".join(part for row in rows for part in (row["who"], row["cue"]) if part)


def _entry(record: Record, table: str, key: str, row: dict[str, Any], kind: str, others: tuple[Other, ...]) -> Why:
    article_id = row.get("article_id") or row["first_article_id"]
    (article,) = record.sql("SELECT * FROM articles WHERE article_id = ?", (article_id,))
    article["published_reasons"] = json.loads(article["published_reasons"])
    article["shown_as"] = source_text(article)
    article.update(_record_days(record, article_id))
    others += tuple(_judgements(record, kind, row))
    pages = record.sql("SELECT page_sha256, source FROM pages WHERE article_id = ? ORDER BY source", (article_id,))
    text = article["text"]
    marks = tuple(_marks(record, kind, row, text))
    passage = _passage(record, article_id, text, marks)
    row = {**row, **_entry_days(record, kind, article_id, row)}
    row = {k: json.loads(v) if k in _LISTS and isinstance(v, str) else v for k, v in row.items()}
    return Why(table, key, row, passage, passage.of(text), marks, article, tuple(pages), others)


def _entry_days(record: Record, table: str, article_id: str, row: dict[str, Any]) -> dict[str, Any]:
    """The entry's days as the record narrows them, under the entry's own names; nothing when it does not."""
    prefix = "said" if table == "statements" else "date"
    if table not in ID_COLUMN or f"{prefix}_from" not in row or "happening_id" in row:
        return {}
    found = record.sql(
        "SELECT date_from, date_to FROM entry_days WHERE article_id = ? AND table_name = ? AND entry_id = ?",
        (article_id, table, row[ID_COLUMN[table]]),
    )
    return {f"{prefix}_{end}": found[0][f"date_{end}"] for end in ("from", "to")} if found else {}


_LISTS = {c.name for columns in TABLES.values() for c in columns if c.kind in ("texts", "spans")}


def _marks(record: Record, kind: str, row: dict[str, Any], text: str) -> Iterator[Mark]:
    def mark(label: str, start: int, end: int, means: str | None = None) -> Mark:
        return Mark(label, Span(start, end), text[start:end], means)

    if kind == "statements":
        speaker = _meaning(row["speaker_name"], row["speaker_id"], row["speaker_country"], row["speaker_office"])
        for label, means in (("source", speaker), ("cue", None), ("content", None)):
            for start, end in json.loads(row[f"{label}_spans"]):
                yield mark(label, start, end, means)
    elif kind == "events":
        yield mark("act", row["start"], row["end"])
        one = (row["article_id"], row["event_id"])
        where = "WHERE article_id = ? AND event_id = ? ORDER BY side, position"
        for p in record.sql(f"SELECT * FROM participants {where}", one) or record.sql(
            f"SELECT * FROM main.participants {where}", one
        ):
            means = _meaning(p["name"], p["actor_id"], p["country"], p["office"])
            yield mark(p["side"], p["start"], p["end"], means)
        for label, span, means in circumstances(record, row, text):
            yield mark(label, span.start, span.end, means)
    elif kind == "figures":
        claimant = _meaning(row["claimant_name"], row["claimant_id"], row["claimant_country"], None)
        yield mark("number", row["start"], row["end"], claimant and f"claimed by {claimant}")
    elif kind == "positions":
        holder = _meaning(row["holder_name"], row["holder_id"], row["holder_country"], row["holder_office"])
        yield mark("stance", row["start"], row["end"], holder)
    elif kind == "ballots":
        yield mark("ballot", row["start"], row["end"], f"{row['member']}: {row['vote']}")


def _meaning(name: str | None, actor_id: str | None, country: str | None, office: str | None) -> str | None:
    if name is None and actor_id is None:
        return None
    inside = ", ".join(part for part in (actor_id, country, office) if part)
    return f"{name or actor_id} ({inside})" if inside else name


def _passage(record: Record, article_id: str, text: str, marks: tuple[Mark, ...]) -> Span:
    """From the start of the first to the end of the last sentence that a mark touches; the headline without marks."""
    if not marks:
        end = text.find("\n")
        return Span(0, end if end >= 0 else len(text))
    low, high = min(m.span.start for m in marks), max(m.span.end for m in marks)
    (row,) = record.sql(
        'SELECT min("start") AS low, max("end") AS high FROM sentences '
        'WHERE article_id = ? AND "start" < ? AND "end" > ?',
        (article_id, high, low),
    )
    return Span(min(low, low if row["low"] is None else row["low"]), max(high, row["high"] or high))
