"""What the page of an article shows: its text, its entries, and where in the text each stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.desk.chronology import source_text
from dragoman.record import Record
from dragoman.web.happenings import shortened
from dragoman.web.marks import Layer, depths

LAYERS = (
    ("said", "Statements"), ("done", "Events"), ("counted", "Figures"), ("stood", "Positions and votes"),
    ("timed", "Times"), ("named", "Mentions"),
)  # fmt: skip
"""The layers that can be switched, in the order in which they stand on the page."""
AT_FIRST = ("said", "done", "counted")

MOST_ENTRIES = 600
"""Entries that a page lists; more are in the exports."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an article, in short; its page has the rest."""

    id: str
    layer: str
    kind: str
    start: int
    head: str
    words: str
    row: dict[str, Any]
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Shelf:
    """An article with everything that was found in it."""

    article: dict[str, Any]
    entries: tuple[Entry, ...]
    layers: tuple[Layer, ...]
    counts: dict[str, int]
    times: tuple[dict[str, Any], ...]
    cast: tuple[dict[str, Any], ...]
    copies: tuple[dict[str, Any], ...]
    left_out: int


def article_shelf(record: Record, article_id: str) -> Shelf | None:
    """All of an article; `None` when there is none of that id."""
    rows = record.sql("SELECT * FROM articles WHERE article_id = ?", (article_id,))
    if not rows:
        return None
    article = rows[0]
    article["published_reasons"] = json.loads(article["published_reasons"])
    article["told_by"] = source_text(article)
    days = record.sql("SELECT * FROM article_days WHERE article_id = ?", (article_id,))
    article["by_record"] = {**days[0], "reasons": json.loads(days[0]["reasons"]),
                            "conflicts": json.loads(days[0]["conflicts"])} if days else None  # fmt: skip
    entries, layers = [], []
    for entry, spans in _found(record, article_id):
        entries.append(entry)
        layers += spans
    entries.sort(key=lambda e: (e.start, e.layer != "said", e.depth, e.layer, e.id))
    times = record.sql('SELECT * FROM times WHERE article_id = ? ORDER BY "start"', (article_id,))
    layers += [Layer(t["start"], t["end"], "timed", "time", title=f"{t['value']}") for t in times]
    mentions = record.sql('SELECT * FROM mentions WHERE article_id = ? ORDER BY "start"', (article_id,))
    layers += [
        Layer(m["start"], m["end"], "named", "mention", title=_who(m), actor=m["actor_id"]) for m in mentions
    ]
    counts = dict.fromkeys((name for name, _ in LAYERS), 0)
    for entry in entries:
        counts[entry.layer] += 1
    counts["timed"], counts["named"] = len(times), len(mentions)
    return Shelf(
        article, tuple(entries[:MOST_ENTRIES]), tuple(layers), counts, tuple(times), tuple(_cast(mentions)),
        tuple(_copies(record, article_id)), max(0, len(entries) - MOST_ENTRIES),
    )  # fmt: skip


def _found(record: Record, article_id: str) -> Iterator[tuple[Entry, list[Layer]]]:
    of = (article_id,)
    statements = record.sql("SELECT * FROM statements WHERE article_id = ?", of)
    depth = depths({s["statement_id"]: s["within"] for s in statements})
    for s in statements:
        id_ = s["statement_id"]
        spans = [
            Layer(low, high, "said", part, id_)
            for part in ("source", "cue", "content")
            for low, high in json.loads(s[f"{part}_spans"])
        ]
        head = s["speaker_name"] or s["source_text"] or "somebody"
        yield Entry(id_, "said", "statement", s["start"], head, shortened(s["content"], 160), s, depth[id_]), spans
    parties: dict[str, list[dict[str, Any]]] = {}
    for p in record.sql("SELECT * FROM participants WHERE article_id = ? ORDER BY event_id, side, position", of):
        parties.setdefault(p["event_id"], []).append(p)
    for e in record.sql("SELECT * FROM events WHERE article_id = ?", of):
        id_ = e["event_id"]
        spans = [Layer(e["start"], e["end"], "done", "act", id_)]
        spans += [Layer(p["start"], p["end"], "done", p["side"], id_) for p in parties.get(id_, [])]
        names = {side: ", ".join(p["name"] or p["text"] for p in parties.get(id_, []) if p["side"] == side)
                 for side in ("actor", "recipient")}  # fmt: skip
        words = " ".join(part for part in (names["actor"], e["act"], names["recipient"]) if part)
        yield Entry(id_, "done", "event", e["start"], e["type"], shortened(words, 160), e), spans
    for f in record.sql("SELECT * FROM figures WHERE article_id = ?", of):
        words = " ".join(str(part) for part in (f["qualifier"], _bounds(f["low"], f["high"]), f["who"]) if part)
        entry = Entry(f["figure_id"], "counted", "figure", f["start"], f["measure"], shortened(words, 160), f)
        yield entry, [Layer(f["start"], f["end"], "counted", "number", entry.id)]
    for p in record.sql("SELECT * FROM positions WHERE article_id = ?", of):
        words = " ".join(part for part in (p["stance"], p["issue_label"] or p["issue_kind"]) if part)
        entry = Entry(p["position_id"], "stood", "position", p["start"], p["holder_name"] or "somebody", words, p)
        yield entry, [Layer(p["start"], p["end"], "stood", "stance", entry.id)]
    for b in record.sql("SELECT * FROM ballots WHERE article_id = ?", of):
        words = f"{b['vote']} on {b['draft_symbol'] or b['draft_label'] or 'a draft'}"
        entry = Entry(b["ballot_id"], "stood", "ballot", b["start"], b["member"], words, b)
        yield entry, [Layer(b["start"], b["end"], "stood", "ballot", entry.id)]


def _bounds(low: int | None, high: int | None) -> str:
    if low == high:
        return f"{low:,}" if low is not None else ""
    if high is None:
        return f"{low:,} or more"
    return f"{low:,} to {high:,}" if low is not None else f"up to {high:,}"


def _who(mention: dict[str, Any]) -> str:
    return ", ".join(part for part in (mention["actor_name"] or mention["actor_id"], mention["office"]) if part)


def _cast(mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The actors of an article, the most named first."""
    cast: dict[str, dict[str, Any]] = {}
    for m in mentions:
        held = cast.setdefault(m["actor_id"], {**m, "times": 0})
        held["times"] += 1
        held["office"] = held["office"] or m["office"]
    return sorted(cast.values(), key=lambda a: (-a["times"], a["start"]))


def _copies(record: Record, article_id: str) -> Iterator[dict[str, Any]]:
    for relation, mine, other in (("a copy of", "article_id", "origin_id"), ("copied by", "origin_id", "article_id")):
        for row in record.sql(
            f"SELECT c.how, a.article_id, a.title, a.publisher, a.agency, a.source, a.published_from, a.published_to "
            f"FROM copies c JOIN articles a ON a.article_id = c.{other} WHERE c.{mine} = ? ORDER BY 2 LIMIT 50",
            (article_id,),
        ):
            yield {**row, "relation": relation, "told_by": source_text(row)}
