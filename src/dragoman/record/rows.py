"""From a Reading to the rows of the record's tables."""

from __future__ import annotations

import datetime as dt
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.model import (
    Actor,
    Ballot,
    Event,
    Figure,
    Interval,
    Mention,
    Participant,
    Place,
    Position,
    Reading,
    Span,
    Statement,
    text_sha256,
)
from dragoman.record.columns import TABLES, Kind

Row = dict[str, Any]

_GREATEST_INTEGER = 2**63 - 1
"""SQLite's integers have 64 bits; a figure beyond is unknown to the record."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

_KINDS = {table: [(column.name, column.kind) for column in columns] for table, columns in TABLES.items()}
_LISTS = frozenset({"texts", "spans"})
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

GAP = " … "
"""Stands between the parts of a source, cue or content that is not in one piece."""


def storable(text: str) -> str:
    """The text as SQLite can hold it: U+FFFD for NUL and lone surrogates, one for one, so that Spans stay right."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("�", text)


def rows_of(reading: Reading) -> dict[str, list[Row]]:
    """The rows of every table that a reading fills, by table, in text order; each row has that table's columns."""
    article = reading.article
    text = storable(article.text)
    quote = _Quotes(text, reading.sentences)
    key = article.article_id
    return {
        "articles": [_article(reading, text)],
        "sentences": _unique(
            ({"article_id": key, "start": s.start, "end": s.end, "text": s.of(text)} for s in reading.sentences),
            ("start",),
        ),
        "mentions": _unique((_mention(key, m, text) for m in reading.mentions), ("start", "end", "actor_id")),
        "times": _unique(
            (
                {"article_id": key, "start": t.span.start, "end": t.span.end, "text": t.span.of(text), "type": t.type,
                 "value": t.value, **_days("date", t.interval), "said": t.said or None}
                for t in reading.times
            ),
            ("start", "end"),
        ),
        "statements": _unique((_statement(key, s, text, quote) for s in reading.statements), ("statement_id",)),
        "events": _unique((_event(key, e, text, quote) for e in reading.events), ("event_id",)),
        "participants": _unique(
            (row for e in reading.events for row in _participants(key, e)), ("event_id", "side", "position")
        ),
        "figures": _unique((_figure(key, f, quote) for f in reading.figures), ("figure_id",)),
        "positions": _unique((_position(key, p, quote) for p in reading.positions), ("position_id",)),
        "ballots": _unique((_ballot(key, b, quote) for b in reading.ballots), ("ballot_id",)),
    }  # fmt: skip


def values_of(table: str, row: Row) -> list[Any]:
    """A row's values in the order of its table's columns, as SQLite stores them."""
    values = []
    for name, kind in _KINDS[table]:
        value = row.get(name)
        if kind in _LISTS:
            value = storable(_json(value)) if value else "[]"
        elif value.__class__ is str:
            if not value.isascii() or "\0" in value:
                value = storable(value)
        elif kind == "int" and value is not None and abs(value) > _GREATEST_INTEGER:
            value = None
        values.append(value)
    return values


def plain(value: Any, kind: Kind) -> Any:
    """A row's value as Arrow takes it, the same that comes back from SQLite: days as dates, no list missing."""
    if kind in ("texts", "spans"):
        return [storable(v) if isinstance(v, str) else v for v in value or ()]
    if value is None:
        return None
    if kind == "day":
        return dt.date.fromisoformat(value)
    if kind == "bool":
        return bool(value)
    if kind == "int":
        return value if abs(value) <= _GREATEST_INTEGER else None
    return storable(value) if isinstance(value, str) else value


def _unique(rows: Iterable[Row], key: tuple[str, ...]) -> list[Row]:
    """The rows, the first of each key."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        found.setdefault(tuple(row[k] for k in key), row)
    return list(found.values())


class _Quotes:
    """The sentence (or sentences) around a Span; the line, where no sentence is known."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text = text
        self._sentences = sorted(sentences)
        self._starts = [s.start for s in self._sentences]

    def __call__(self, span: Span) -> str:
        """Never shorter than the Span, so that the Span's words can be found in it."""
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_right(self._starts, max(span.end - 1, span.start)) - 1
        if first < 0 or self._sentences[first].end <= span.start:
            start = self._text.rfind("\n", 0, span.start) + 1
            stop = self._text.find("\n", span.end)
            return self._text[start : stop if stop >= 0 else len(self._text)]
        return self._text[self._sentences[first].start : max(self._sentences[last].end, span.end)]


def _article(reading: Reading, text: str) -> Row:
    article, published = reading.article, reading.published
    return {
        "article_id": article.article_id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "agency": article.agency,
        "byline": article.byline,
        "dateline_place": article.dateline_place,
        **_days("published", published.interval),
        "published_basis": published.basis,
        "language": article.language,
        "text": text,
        "text_sha256": text_sha256(text),
        "reader_version": reading.reader_version,
        "published_reasons": list(published.reasons),
        "skipped": reading.skipped,
        "captured": article.captured,
    }


def _mention(key: str, mention: Mention, text: str) -> Row:
    actor = mention.actor
    return {
        "article_id": key,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(text),
        "actor_id": actor.id,
        "actor_name": actor.name,
        "country": actor.country,
        "sector": actor.sector,
        "office": actor.office,
        "how": mention.how,
    }


def _statement(key: str, statement: Statement, text: str, quote: _Quotes) -> Row:
    span = statement.span
    core = (statement.cue or statement.content or statement.source)[0]
    return {
        "statement_id": statement.id,
        "article_id": key,
        "kind": statement.kind,
        "source_text": _joined(statement.source, text),
        "cue": _joined(statement.cue, text),
        "content": _joined(statement.content, text),
        **_actor("speaker", statement.speaker, "id", "name", "country", "office", "sector"),
        **_actor("addressee", statement.addressee, "id", "name", "country"),
        **_days("said", statement.said),
        "within": statement.within,
        "sentence": quote(core),
        "start": span.start,
        "end": span.end,
        "source_spans": _spans(statement.source),
        "cue_spans": _spans(statement.cue),
        "content_spans": _spans(statement.content),
        "how": statement.how,
        "confidence": statement.confidence,
        "cue_class": statement.cue_class,
        "occasion": statement.occasion,
    }


def _event(key: str, event: Event, text: str, quote: _Quotes) -> Row:
    return {
        "event_id": event.id,
        "article_id": key,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        **_side("actor", event.actors),
        **_side("recipient", event.recipients),
        **_days("date", event.date),
        **_place(event.place),
        "status": event.status,
        "reported_by": event.reported_by,
        "sentence": quote(event.anchor),
        "start": event.anchor.start,
        "end": event.anchor.end,
        "how": event.how,
        "confidence": event.confidence,
        "act": event.anchor.of(text),
        "tellings": _spans(sorted((event.anchor, *event.spans))),
    }


def _participants(key: str, event: Event) -> Iterable[Row]:
    for side, people in (("actor", event.actors), ("recipient", event.recipients)):
        for position, person in enumerate(people):
            actor = person.actor
            yield {
                "article_id": key,
                "event_id": event.id,
                "side": side,
                "position": position,
                "start": person.span.start,
                "end": person.span.end,
                "text": person.text,
                "actor_id": actor.id if actor else None,
                "name": actor.name if actor else None,
                "country": actor.country if actor else None,
                "sector": actor.sector if actor else None,
                "office": actor.office if actor else None,
            }


def _figure(key: str, figure: Figure, quote: _Quotes) -> Row:
    return {
        "figure_id": figure.id,
        "article_id": key,
        "measure": figure.measure,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "who": figure.who,
        **_actor("claimant", figure.claimant, "id", "name", "country"),
        **_days("date", figure.date),
        **_place(figure.place),
        "headline": int(figure.headline),
        "sentence": quote(figure.span),
        "start": figure.span.start,
        "end": figure.span.end,
        "how": figure.how,
        "confidence": figure.confidence,
        "scope": figure.scope,
        "part_of": figure.part_of,
        "cause": figure.cause,
        **_actor("by", figure.by, "id", "name", "country"),
    }


def _position(key: str, position: Position, quote: _Quotes) -> Row:
    return {
        "position_id": position.id,
        "article_id": key,
        **_actor("holder", position.holder, "id", "name", "country", "sector", "office"),
        "issue_kind": position.issue.kind,
        "issue_about": position.issue.about,
        "issue_label": position.issue.label,
        "stance": position.stance,
        **_days("date", position.date),
        "evidence": position.evidence,
        "sentence": quote(position.span),
        "start": position.span.start,
        "end": position.span.end,
        "how": position.how,
        "confidence": position.confidence,
        "reported_by": position.reported_by,
    }


def _ballot(key: str, ballot: Ballot, quote: _Quotes) -> Row:
    return {
        "ballot_id": ballot.id,
        "article_id": key,
        "draft_label": ballot.draft.label,
        "draft_symbol": ballot.draft.symbol,
        "member": ballot.member,
        "vote": ballot.vote,
        **_days("date", ballot.date),
        "sentence": quote(ballot.span),
        "start": ballot.span.start,
        "end": ballot.span.end,
        "how": ballot.how,
        "confidence": ballot.confidence,
        "draft_sponsors": list(ballot.draft.sponsors),
        "draft_agenda": ballot.draft.agenda,
        "draft_fate": ballot.draft.fate,
        "draft_sought": ballot.draft.sought,
    }


def _joined(spans: Sequence[Span], text: str) -> str | None:
    return GAP.join(span.of(text) for span in spans) if spans else None


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _days(prefix: str, interval: Interval) -> Row:
    first, last = interval.iso
    return {f"{prefix}_from": first, f"{prefix}_to": last}


def _actor(prefix: str, actor: Actor | None, *fields: str) -> Row:
    return {f"{prefix}_{field}": getattr(actor, field) if actor else None for field in fields}


def _side(side: str, people: Sequence[Participant]) -> Row:
    actors = [p.actor for p in people]
    return {
        f"{side}_ids": [a.id if a else None for a in actors],
        f"{side}_names": [a.name if a else None for a in actors],
        f"{side}_countries": [a.country if a else None for a in actors],
        f"{side}_sectors": [a.sector if a else None for a in actors],
        f"{side}_texts": [p.text for p in people],
        f"{side}_spans": _spans([p.span for p in people]),
    }


def _place(place: Place | None) -> Row:
    return {
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
    }
