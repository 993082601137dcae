"""Long tables a page at a time, by day: a page begins where the one before ended, so none costs more than another.

Rows come by their first day, by the index; those of which not even the year is known come after, article by article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.record import Record
from dragoman.record.filters import Conditions
from dragoman.web.asking import Filters
from dragoman.web.exporting import TAKES, asked_of

COUNTED = 10_000
"""Rows that are counted at most; beyond it is "10,000 and more"."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table that can be listed: its name, what its day columns begin with, and its id."""

    table: str
    day: str
    id: str

    @property
    def takes(self) -> tuple[str, ...]:
        """What it can be narrowed by."""
        return TAKES[self.table]


ARTICLES = Listing("articles", "published", "article_id")
STATEMENTS = Listing("statements", "said", "statement_id")


def listed(
    record: Record, listing: Listing, filters: Filters, *, after: str | None, size: int
) -> tuple[list[dict[str, Any]], str | None]:
    """A page of rows, and the id after which the next begins (`None` at the end). `after` is such an id, with its
    article for statements (`article/statement`)."""
    held = _last(record, listing, after) if after else None
    rows: list[dict[str, Any]] = []
    if held is None or held["day"] is not None:
        rows = _dated(record, listing, asked_of(record, listing.table, filters), held, size + 1)
        held = None
    if len(rows) <= size:
        rows += _undated(record, listing, asked_of(record, listing.table, filters), held, size + 1 - len(rows))
    more = len(rows) > size
    rows = rows[:size]
    return rows, key_of(listing, rows[-1]) if more else None


def counted(record: Record, listing: Listing, filters: Filters) -> int:
    """How many rows there are, `COUNTED + 1` when more."""
    asked = asked_of(record, listing.table, filters)
    (row,) = record.sql(
        f"SELECT count(*) AS n FROM (SELECT 1 FROM {listing.table}{asked.where} LIMIT {COUNTED + 1})",
        tuple(asked.parameters),
    )
    return int(row["n"])


def key_of(listing: Listing, row: dict[str, Any]) -> str:
    """What names a row in an address."""
    return str(row["article_id"] if listing is ARTICLES else f"{row['article_id']}/{row[listing.id]}")


def _last(record: Record, listing: Listing, after: str) -> dict[str, Any] | None:
    article, _, id_ = after.partition("/")
    where = "article_id = ?" + ("" if listing is ARTICLES else f" AND {listing.id} = ?")
    rows = record.sql(
        f"SELECT iif({_loose(listing)}, NULL, {listing.day}_from) AS day, article_id, {_place(listing)} AS place, "
        f"{listing.id} AS id FROM {listing.table} WHERE {where}",
        (article,) if listing is ARTICLES else (article, id_),
    )
    return rows[0] if rows else None


def _loose(listing: Listing) -> str:
    """True of what is not known to the year: as in the chronology, it has no place among the days."""
    return f"coalesce(julianday({listing.day}_to) - julianday({listing.day}_from) > 366, 1)"


def _place(listing: Listing) -> str:
    return "0" if listing is ARTICLES else '"start"'


def _dated(
    record: Record, listing: Listing, asked: Conditions, held: dict[str, Any] | None, size: int
) -> list[dict[str, Any]]:
    day = f"{listing.day}_from"
    order = ", ".join((day, "article_id", *(() if listing is ARTICLES else ('"start"', listing.id))))
    asked.add(f"{day} IS NOT NULL AND NOT {_loose(listing)}")
    if held is not None:
        values = [held["day"], held["article_id"], *(() if listing is ARTICLES else (held["place"], held["id"]))]
        asked.add(f"{day} >= ?", held["day"])
        asked.add(f"({order}) > ({', '.join('?' * len(values))})", *values)
    return _rows(record, listing, asked, order, size)


def _undated(
    record: Record, listing: Listing, asked: Conditions, held: dict[str, Any] | None, size: int
) -> list[dict[str, Any]]:
    asked.add(_loose(listing))
    order = "article_id" if listing is ARTICLES else f"article_id, {listing.id}"
    if held is not None:
        values = [held["article_id"], *(() if listing is ARTICLES else (held["id"],))]
        asked.add(f"({order}) > ({', '.join('?' * len(values))})", *values)
    return _rows(record, listing, asked, order, size)


def _rows(record: Record, listing: Listing, asked: Conditions, order: str, size: int) -> list[dict[str, Any]]:
    columns = "*" if listing is not ARTICLES else (
        "article_id, title, publisher, agency, source, url, byline, published_from, published_to, published_basis, "
        "skipped, substr(text, 1, 600) AS opening"
    )  # fmt: skip
    return record.sql(
        f"SELECT {columns} FROM {listing.table}{asked.where} ORDER BY {order} LIMIT {size}", tuple(asked.parameters)
    )
