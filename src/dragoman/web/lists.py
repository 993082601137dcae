"""Long tables a page at a time, by day: a page begins where the one before ended, so none costs more than another.

Rows come by their first day, by the index; those of which not even the year is known come after, article by article.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.model import Interval
from dragoman.record import Record
from dragoman.record.filters import Conditions, about_condition, actor_condition
from dragoman.web.asking import Filters
from dragoman.web.exporting import TAKES, asked_of
from dragoman.web.words import LOOSE, searched

COUNTED = 1_000
"""Rows that are counted at most; there are "more than 1,000" beyond it."""
RARE = 5_000
"""Sentences with a word up to which they are looked up first; a word in more is looked for row by row."""
FEW, LOOKED = 200, 200
"""While the record is not counted yet: sentences with a word up to which all are looked up by a search, and how many
are looked at when there are more."""


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
_PARTY = {"actor": "speaker_id", "recipient": "addressee_id"}


def listed(
    record: Record,
    listing: Listing,
    filters: Filters,
    *,
    after: str | None,
    size: int,
    rows: Sequence[int] | None = None,
) -> tuple[list[dict[str, Any]], str | None]:
    """A page of rows, and the id after which the next begins (`None` at the end).

    `after` is such an id, with its article for statements (`article/statement`). `rows` are the only rows of the table
    that are wanted.
    """
    held = _last(record, listing, after) if after else None
    found: list[dict[str, Any]] = []
    if held is None or held["day"] is not None:
        found = _dated(record, listing, _asked(record, listing, filters, rows), held, size + 1, filters)
        held = None
    if len(found) <= size:
        left = size + 1 - len(found)
        found += _undated(record, listing, _asked(record, listing, filters, rows), held, left)
    more = len(found) > size
    found = found[:size]
    after = key_of(listing, found[-1]) if more else None
    return found if listing is ARTICLES else _as_judged(record, listing, filters, found), after


def met_first(record: Record, listing: Listing, sentences: Sequence[int], size: int) -> list[dict[str, Any]]:
    """Some rows, by day, for words that stand in too many sentences to look through all of them: the first of those
    that these sentences (by row) lead to."""
    rows = rows_told(record, listing, sentences)
    return listed(record, listing, Filters(), after=None, size=size, rows=rows)[0]


def rows_told(record: Record, listing: Listing, sentences: Sequence[int]) -> list[int]:
    """The rows of a table that some sentences (by row) lead to."""
    here = "t.article_id = s.article_id"
    if listing is STATEMENTS:
        here += ' AND s."start" < t."end" AND (s."end" > t."start" OR s."start" = 0)'
    rows = record.sql(
        "SELECT DISTINCT t.rowid AS row FROM json_each(?) f CROSS JOIN sentences s ON s.rowid = f.value "
        f"CROSS JOIN main.{listing.table} t ON {here}",
        (json.dumps(list(sentences)),),
    )
    return [row["row"] for row in rows]


def first_sentences(record: Record, about: str) -> list[int] | None:
    """The first `LOOKED` sentences of the record that have all the words, when one of these stands in more than `FEW`;
    `None` when all that has them can be looked up."""
    parts = [query for query, _ in searched(record, about)]
    rows = _having(record, " ".join(parts), max(LOOKED, FEW + 1)) if parts else []
    if len(rows) <= FEW and (len(parts) < 2 or all(len(_having(record, one, FEW + 1)) <= FEW for one in parts)):
        return None
    return rows[:LOOKED]


def _having(record: Record, query: str, most: int) -> list[int]:
    found = "SELECT rowid AS row FROM sentences_fts WHERE sentences_fts MATCH ? ORDER BY rowid LIMIT ?"
    return [row["row"] for row in record.sql(found, (query, most))]


def counted(record: Record, listing: Listing, filters: Filters, rows: Sequence[int] | None = None) -> int:
    """How many rows there are, `COUNTED + 1` when more."""
    found = 0
    # Of some days those are counted first that the index of days leads to.
    for dated in (True, False) if filters.first or filters.last else (None,):
        asked = _asked(record, listing, filters, rows)
        if dated:
            _of_days(listing, asked, filters)
        elif dated is not None:
            asked.add(_loose(listing))
        (row,) = record.sql(
            f"SELECT count(*) AS n FROM (SELECT 1 FROM main.{listing.table} AS {listing.table}{asked.where} "
            f"LIMIT {COUNTED + 1 - found})",
            tuple(asked.parameters),
        )
        found += int(row["n"])
        if found > COUNTED:
            break
    return found


def key_of(listing: Listing, row: dict[str, Any]) -> str:
    """What names a row in an address."""
    return str(row["article_id"] if listing is ARTICLES else f"{row['article_id']}/{row[listing.id]}")


def _asked(record: Record, listing: Listing, filters: Filters, rows: Sequence[int] | None) -> Conditions:
    """The filters as conditions, fit for walking down the days until a page is full."""
    asked = asked_of(record, listing.table, replace(filters, about="", publisher=(), actor=(), recipient=()))
    for read, side in _parties(record, listing, filters):
        # Those who were judged to be the one that is asked for are found by who they were read as.
        mine = f"{_PARTY[side]} IN (SELECT value FROM json_each(?))"
        ids = json.dumps(_judged_to_be(record, getattr(filters, side)))
        asked.add(f"({read.sql[0]} OR {mine})", *read.parameters, ids)
    for query, word in searched(record, filters.about):
        (found,) = record.sql(
            f"SELECT count(*) AS n FROM (SELECT 1 FROM sentences_fts WHERE sentences_fts MATCH ? LIMIT {RARE + 1})",
            (query,),
        )
        if found["n"] <= RARE:
            about_condition(listing.table, quoted(word), asked, record.table("articles").connection)
            # Where words stand is as it was read: the table joins by its indexes, the view of judgements does not.
            asked.sql[-1] = asked.sql[-1].replace(f" JOIN {listing.table} t ", f" JOIN main.{listing.table} t ")
        else:
            _common(listing, query, asked)
    if rows is not None:
        asked.add(f"{listing.table}.rowid IN (SELECT value FROM json_each(?))", json.dumps(list(rows)))
    return asked


def _parties(record: Record, listing: Listing, filters: Filters) -> Iterator[tuple[Conditions, str]]:
    """Of each side that is asked for: the condition on a row, and the side."""
    for side in _PARTY if listing is STATEMENTS else ():
        condition = Conditions()
        who = list(getattr(filters, side))
        actor_condition(listing.table, who, condition, record.table("articles").connection, side=side)
        if condition.sql:
            yield condition, side


def _judged_to_be(record: Record, who: Sequence[str]) -> list[str]:
    """The ids, as read, of actors that are shown as one of these."""
    condition = Conditions()
    actor_condition("mentions", list(who), condition, record.table("articles").connection)
    rows = record.sql(
        "SELECT DISTINCT read_id FROM (SELECT actor_id AS read_id, shown_id AS actor_id, name AS actor_name, country, "
        f"name AS text FROM main.judged){condition.where} ORDER BY 1",
        tuple(condition.parameters),
    )
    return [row["read_id"] for row in rows]


def _common(listing: Listing, query: str, asked: Conditions) -> None:
    """Row by row, whether a common word stands in the sentences of the row or in the article's headline."""
    there = (
        # The plus keeps SQLite from walking all sentences with the word for each row.
        f"EXISTS (SELECT 1 FROM sentences s WHERE s.article_id = {listing.table}.article_id AND %s "
        "AND +s.rowid IN (SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?))"
    )
    if listing is ARTICLES:
        asked.add(there % "1", query)
        return
    own = there % f's."start" < {listing.table}."end" AND s."end" > {listing.table}."start"'
    headline = there % 's."start" = 0'
    asked.add(f"({own} OR {headline})", query, query)


def quoted(words: str) -> str:
    """A part of what is searched as one writes it: words that must stand together in double quotes."""
    return f'"{words}"' if " " in words else words


def _last(record: Record, listing: Listing, after: str) -> dict[str, Any] | None:
    article, _, id_ = after.partition("/")
    where = "article_id = ?" + ("" if listing is ARTICLES else f" AND {listing.id} = ?")
    rows = record.sql(
        f"SELECT iif({_loose(listing)}, NULL, {listing.day}_from) AS day, article_id, {_place(listing)} AS place, "
        f"{listing.id} AS id FROM {listing.table} WHERE {where}",
        (article,) if listing is ARTICLES else (article, id_),
    )
    return rows[0] if rows else None


def row_of(record: Record, listing: Listing, key: str) -> int | None:
    """The row of the table that such a key names; `None` when there is none."""
    article, _, id_ = key.partition("/")
    where = "article_id = ?" + ("" if listing is ARTICLES else f" AND {listing.id} = ?")
    rows = record.sql(
        f"SELECT rowid AS row FROM main.{listing.table} WHERE {where}",
        (article,) if listing is ARTICLES else (article, id_),
    )
    return rows[0]["row"] if rows else None


def _loose(listing: Listing) -> str:
    return f"coalesce(julianday({listing.day}_to) - julianday({listing.day}_from) > {LOOSE}, 1)"


def _place(listing: Listing) -> str:
    return "0" if listing is ARTICLES else '"start"'


def _dated(
    record: Record,
    listing: Listing,
    asked: Conditions,
    held: dict[str, Any] | None,
    size: int,
    filters: Filters,
) -> list[dict[str, Any]]:
    day = f"{listing.day}_from"
    order = ", ".join((day, "article_id", *(() if listing is ARTICLES else ('"start"', listing.id))))
    _of_days(listing, asked, filters)
    if held is not None:
        values = [held["day"], held["article_id"], *(() if listing is ARTICLES else (held["place"], held["id"]))]
        asked.add(f"{day} >= ?", held["day"])
        asked.add(f"({order}) > ({', '.join('?' * len(values))})", *values)
    return _rows(record, listing, asked, order, size)


def _of_days(listing: Listing, asked: Conditions, filters: Filters) -> None:
    """What is known to the year, from the first row that may be of the days asked for to the last one."""
    day = f"{listing.day}_from"
    asked.add(f"{day} IS NOT NULL AND NOT {_loose(listing)}")
    low, high = Interval.parse(filters.first).first, Interval.parse(filters.last).last
    if low is not None and low.toordinal() > LOOSE:
        # What may be of the first day asked for begins at most so long before it: the walk begins there.
        asked.add(f"{day} >= ?", (low - dt.timedelta(days=LOOSE)).isoformat())
    if high is not None:
        asked.add(f"{day} <= ?", high.isoformat())


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
    """Articles, or the keys of statements, from the table as it was read: that is walked by its indexes."""
    columns = f"article_id, {listing.id}" if listing is STATEMENTS else (
        "article_id, title, publisher, agency, source, url, byline, published_from, published_to, "
        "published_basis, skipped, substr(text, 1, 600) AS opening"
    )  # fmt: skip
    return record.sql(
        f"SELECT {columns} FROM main.{listing.table} AS {listing.table}{asked.where} ORDER BY {order} LIMIT {size}",
        tuple(asked.parameters),
    )


def _as_judged(
    record: Record, listing: Listing, filters: Filters, keys: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows of these keys as they are judged; one that was judged to be of another than is asked for is left out."""
    shown = Conditions()
    for condition, _ in _parties(record, listing, filters):
        shown.add(condition.sql[0], *condition.parameters)
    shown.add(f"article_id = ? AND {listing.id} = ?")
    rows = []
    for key in keys:
        values = (*shown.parameters, key["article_id"], key[listing.id])
        rows += record.sql(f"SELECT * FROM {listing.table}{shown.where}", values)
    return rows
