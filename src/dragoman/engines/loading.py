"""A lake, or a slice of it, into a record: whole articles with all their rows, as if they had been read here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.engines.lake import LAKE_TABLES, Lake
from dragoman.model import DragomanError, Interval
from dragoman.record import Record
from dragoman.record.record import FILLED, PageMark
from dragoman.reference.folding import fold

AT_ONCE = 2000
"""Rows that are looked at together."""

ARTICLES_AT_ONCE = 500
"""Articles whose rows are unpacked together: a batch's rows in Arrow take a fifth of what they take unpacked."""


@dataclass(slots=True)
class Loaded:
    """What became of a lake's articles."""

    batches: int = 0
    looked_at: int = 0
    articles: int = 0
    superseded: int = 0
    known: int = 0
    rejects: int = 0
    damaged: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slice:
    """Which articles are wanted. `about`: every word (a longer one also as the start of a word) stands in the text;
    `first`, `last`: ISO days, months or years between which the article may have been published, an article without
    any day is left out when either is given; `actor`: an ISO3 code, an id, or the start of a word of a name of an actor
    that is mentioned."""

    about: str | None = None
    first: str | None = None
    last: str | None = None
    actor: Sequence[str] = ()

    def wants(self, article: dict[str, Any]) -> bool:
        """True for an article of these days and words."""
        low, high = Interval.parse(self.first).iso[0], Interval.parse(self.last).iso[1]
        if low is not None or high is not None:
            first, last = article["published_from"], article["published_to"]
            if first is None and last is None:
                return False
            if (low and str(last or "9999") < low) or (high and str(first or "0001") > high):
                return False
        text = fold(article["text"] or "")
        return all(re.search(rf"(?<!\w){re.escape(word)}", text) for word in fold(self.about or "").split())

    def names(self, mention: dict[str, Any]) -> bool:
        """True for a mention of one of the actors."""
        name = fold(mention["actor_name"] or "")
        return any(
            who in (mention["country"], mention["actor_id"]) or re.search(rf"(?<!\w){re.escape(fold(who))}", name)
            for who in self.actor
        )


def load(lake: Lake, record: Record, wanted: Slice, *, step: Callable[[Loaded], None] | None = None) -> Loaded:
    """Writes the articles of the slice into a record, each whole or not at all; what is there already stays.

    Nothing is taken of a batch that is damaged: `Loaded.damaged` names its file, and the other batches are loaded.
    """
    loaded = Loaded()
    keys = lake.batches()
    if not keys:
        raise DragomanError(f"{lake.url}: is no lake, or no batch of it is finished yet")
    for key in keys:
        try:
            ids, tables = _wanted(lake, key, wanted, loaded)
            rejects = list(_rows(lake, key, "rejects")) if wanted == Slice() else []
        except DragomanError as problem:
            loaded.damaged.append(str(problem))
            continue
        for rows, pages in _articles(ids, tables):
            outcome = record.add_rows(rows, pages=pages)
            loaded.articles += outcome == "added"
            loaded.superseded += outcome == "superseded"
            loaded.known += outcome == "known"
        for reject in rejects:
            record.reject(reject["source"], reject["reason"])
            loaded.rejects += 1
        loaded.batches += 1
        if step:
            step(loaded)
    return loaded


def _wanted(lake: Lake, key: str, wanted: Slice, loaded: Loaded) -> tuple[list[str], dict[str, Any]]:
    """The ids of the articles of a batch that are wanted, and the tables in which their rows are."""
    ids = []
    for article in _rows(lake, key, "articles"):
        loaded.looked_at += 1
        if wanted.wants(article):
            ids.append(article["article_id"])
    if wanted.actor and ids:
        named = {m["article_id"] for m in _rows(lake, key, "mentions") if wanted.names(m)}
        ids = [i for i in ids if i in named]
    return ids, {name: _of(lake.read(key, name), ids) for name in (*FILLED, "pages")} if ids else {}


def _articles(
    ids: Sequence[str], tables: dict[str, Any]
) -> Iterator[tuple[dict[str, list[dict[str, Any]]], list[PageMark]]]:
    """The rows of each article, and its pages."""
    for begin in range(0, len(ids), ARTICLES_AT_ONCE):
        some = ids[begin : begin + ARTICLES_AT_ONCE]
        by_article: dict[str, dict[str, list[dict[str, Any]]]] = {i: {name: [] for name in LAKE_TABLES} for i in some}
        for name, table in tables.items():
            for row in _unpacked(_of(table, some)):
                by_article[row["article_id"]][name].append(row)
        for rows in by_article.values():
            marks = [PageMark(p["page_key"], p["page_sha256"], p["source"]) for p in rows["pages"]]
            yield {name: rows[name] for name in FILLED}, marks


def _of(table: Any, ids: Sequence[str]) -> Any:
    """The rows of these articles."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table["article_id"], pa.array(ids, pa.string())))


def _rows(lake: Lake, key: str, table: str) -> Iterator[dict[str, Any]]:
    """A table's rows."""
    yield from _unpacked(lake.read(key, table))


def _unpacked(table: Any) -> Iterator[dict[str, Any]]:
    """Rows with days as ISO text, as the record's rows have them."""
    days = [f.name for f in table.schema if str(f.type).startswith("date32")]
    for batch in table.to_batches(max_chunksize=AT_ONCE):
        for row in batch.to_pylist():
            for day in days:
                if row[day] is not None:
                    row[day] = row[day].isoformat()
            yield row
