"""Lists of articles and of statements."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk.chronology import source_text
from dragoman.record import Record
from dragoman.web.apart import is_large
from dragoman.web.asking import Filters
from dragoman.web.chronicle import MOST, SHOWN, Choice
from dragoman.web.happenings import shortened
from dragoman.web.lists import (
    ARTICLES,
    COUNTED,
    STATEMENTS,
    Listing,
    counted,
    first_sentences,
    listed,
    met_first,
    row_of,
    rows_told,
)
from dragoman.web.naming import named
from dragoman.web.pages import page
from dragoman.web.places import Numbers
from dragoman.web.records import Records, record_of, records_of, tuples
from dragoman.web.views.timeline import at_hand, chronicle, told_of
from dragoman.web.words import Told, Words, first_of, places_of

PAGE = 40
MOST_ROWS = 5_000
"""Rows with some words up to which these are all looked at for what else is asked of them."""
KINDS = ("direct", "mixed", "indirect")


def articles(request: Request) -> Response:
    """The articles by day."""
    records = records_of(request)
    filters = Filters.of(request.query_params, only=ARTICLES.takes)
    told_by: dict[str, array[int]] = {}
    counting = not filters.publisher and _waits_for(records, "publishers", lambda: _publishers(records))
    if not counting:
        told_by = records.remember("publishers", lambda: _publishers(records))
    commonest = sorted(told_by, key=lambda name: (-len(told_by[name]), name))[:MOST]
    names = [*commonest, *(name for name in filters.publisher if name not in commonest)]
    facet = [Choice(name, name, len(told_by.get(name, ())), name in filters.publisher) for name in names]
    rows = [row for name in filters.publisher for row in told_by.get(name, ())] if filters.publisher else None
    return _answer(request, ARTICLES, filters, "articles", [("publisher", "Told by", facet)], rows, counting=counting)


def statements(request: Request) -> Response:
    """The statements by day: who said what to whom."""
    filters = Filters.of(request.query_params, only=STATEMENTS.takes)
    kinds = [Choice(kind, kind, None, kind in filters.type) for kind in KINDS]
    names = named(records_of(request), (*filters.actor, *filters.recipient))
    chosen = {
        side: [Choice(v, names[v], None, True) for v in getattr(filters, side)] for side in ("actor", "recipient")
    }
    facets = [
        ("type", "Told as", kinds),
        ("actor", "Who said it", chosen["actor"]),
        ("recipient", "To whom", chosen["recipient"]),
    ]
    return _answer(request, STATEMENTS, filters, "statements", facets)


def _answer(
    request: Request,
    listing: Listing,
    filters: Filters,
    name: str,
    facets: list[Any],
    only: Sequence[int] | None = None,
    *,
    counting: bool = False,
) -> Response:
    records = records_of(request)
    after = request.query_params.get("after")
    words = _by_words(records, listing, filters, after) if filters.about and only is None else None
    asked, begin, only = (words.filters, words.after, words.rows) if words is not None else (filters, after, only)
    with record_of(request) as record:
        rows, more = listed(record, listing, asked, after=begin, size=PAGE, rows=only)
        _complete(record, listing, rows)
    some = words is not None and words.some
    more = None if some else more
    count = words.count if words is not None else None
    shown: dict[str, Any] = {
        "filters": filters, "rows": rows, "more": more, "after": after,
        "address_more": f"/{name}?{filters.query(after=more)}" if more else None,
    }  # fmt: skip
    if "hx-request" in request.headers and after:
        return page(request, f"{name}_rows.html", **shown)

    if count is None and not some:
        count = _number(records, listing, filters, asked, only)
    return page(
        request, f"{name}.html", **shown, count=count, counted=COUNTED, facets=facets, listed=SHOWN, some=some,
        labels=named(records, (*filters.actor, *filters.recipient)), counting=counting or some,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    """How a list that is narrowed by words is asked for: by its rows and what is left of the filters. `some`: these are
    only some of the rows, for the record is not counted yet. `count` is how many there are, where that is known."""

    filters: Filters
    rows: list[int]
    after: str | None
    count: int | None = None
    some: bool = False


def _by_words(records: Records, listing: Listing, filters: Filters, after: str | None) -> _Words | None:
    """By the columns of what is counted of a large record; `None` when it is the record itself that is asked, where
    that takes no longer."""
    left = filters.without("about")
    with records.lend() as record:
        if not is_large(record):
            return None
    if not at_hand(records):
        if after:
            return None
        with records.lend() as record:
            sentences = first_sentences(record, filters.about)
            return None if sentences is None else _Words(left, rows_told(record, listing, sentences), None, some=True)

    def found() -> tuple[Numbers, NDArray[np.uint8]]:
        _, words = chronicle(records)
        lines = words.articles if listing is ARTICLES else words.statements
        mask = np.zeros(len(lines.rows), dtype=bool)
        mask[places_of(lines, told_of(records, words, filters.about))] = True
        return lines.rows, np.packbits(mask)

    order, bits = records.remember((listing.table, "words", filters.about), found)
    places = np.flatnonzero(np.unpackbits(bits, count=len(order)))
    if left:
        return _Words(left, order[places].tolist(), after) if len(places) <= MOST_ROWS else None
    begin = 0
    if after:
        with records.lend() as record:
            row = row_of(record, listing, after)
        begin = int(np.searchsorted(places, np.flatnonzero(order == row)[:1], side="right").sum())
    rows = order[places[begin : begin + PAGE + 1]].tolist()
    return _Words(left, rows, None, min(len(places), COUNTED + 1))


def first(
    record: Record,
    listing: Listing,
    about: str,
    size: int,
    words: Words | None,
    told: Told,
    sentences: Sequence[int] | None = None,
) -> tuple[list[dict[str, Any]], int | None]:
    """The first rows of a list that have what is searched, complete, and how many there are (`told` is what a search of
    the sentences gave). While the record is not counted yet (no `words`), these are at most `COUNTED + 1`; or they are
    those that some `sentences` (by row) lead to, and nothing is said of how many there are."""
    filters, count = Filters(about=about), None
    if words is not None:
        lines = words.articles if listing is ARTICLES else words.statements
        only, count = first_of(lines, told, size)
        rows, _ = listed(record, listing, Filters(), after=None, size=size, rows=only)
    elif sentences is not None:
        rows = met_first(record, listing, sentences, size)
    else:
        rows, _ = listed(record, listing, filters, after=None, size=size)
        count = counted(record, listing, filters)
    _complete(record, listing, rows)
    return rows, count


def _number(records: Records, listing: Listing, filters: Filters, asked: Filters, only: Sequence[int] | None) -> int:
    """How many rows there are with the filters: those of `only` that have what is `asked`."""

    def count() -> int:
        with records.lend() as record:
            return counted(record, listing, asked, only)

    return records.remember((listing.table, "count", filters), count)


def _complete(record: Record, listing: Listing, rows: list[dict[str, Any]]) -> None:
    """What a list shows beside the row's own columns."""
    for row in rows:
        if listing is ARTICLES:
            row["told_by"] = source_text(row)
            row["opening"] = shortened(row["opening"].removeprefix(row["title"] or ""), 240)
            row["title"] = shortened(row["title"], 300)
            (found,) = record.sql(
                "SELECT (SELECT count(*) FROM main.statements WHERE article_id = ?1) AS statements, "
                "(SELECT count(*) FROM main.events WHERE article_id = ?1) AS events, "
                "(SELECT count(*) FROM main.figures WHERE article_id = ?1) AS figures, "
                "(SELECT origin_id FROM copies WHERE article_id = ?1) AS copy_of",
                (row["article_id"],),
            )
            row.update(found)
        else:
            (found,) = record.sql(
                "SELECT title, publisher, agency, source FROM articles WHERE article_id = ?", (row["article_id"],)
            )
            row["told_by"], row["title"] = source_text(found), shortened(found["title"], 200)
            row["content"] = shortened(row["content"])


def _waits_for(records: Records, key: str, make: Callable[[], Any]) -> bool:
    """Whether an answer of a large record is still to be made; it is begun."""
    with records.lend() as record:
        return is_large(record) and not records.holds(key, make)


def _publishers(records: Records) -> dict[str, array[int]]:
    """The rows of `articles` of each publisher."""
    found: dict[str, array[int]] = {}
    with records.lend() as record:
        for row, name in tuples(record, "SELECT rowid, coalesce(publisher, agency) FROM articles"):
            if name is not None:
                found.setdefault(name, array("q")).append(row)
    return found


ROUTES = (
    Route("/articles", articles, name="articles"),
    Route("/statements", statements, name="statements"),
)
