"""Origins: where an article comes from, and the sentences in it that come from elsewhere.

An article's origin is that of the one where its chain of copies begins: the agency, else the publisher. A sentence that
credits another agency or outlet with what it tells ("told AFP", "SANA news agency said") comes from that one.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable

from dragoman.record.credits import credited

AGENCIES = "agencies"
"""The origin of an article that is "by agencies": of some of them, nobody knows which."""
_BY_AGENCIES = re.compile(r"\b(?:news )?agencies\b|\bwire (?:services|reports)\b", re.IGNORECASE)

Passage = tuple[int, int, str, str | None, str]
"""Start and end of a sentence, its origin, the article that it repeats, and how that is known."""


class Origins:
    """The origins of articles (`None`: of all of the record) and of what they say, read at once."""

    def __init__(self, connection: sqlite3.Connection, article_ids: Iterable[str] | None = None) -> None:
        self._of: dict[str, str] = {}
        self._passages: dict[str, list[tuple[int, int, str]]] = {}
        if article_ids is None:
            self._read(connection, "", ())
        else:
            for key in sorted(set(article_ids)):
                self._read(connection, " WHERE article_id = ?", (key,))

    def _read(self, connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> None:
        self._of.update(connection.execute(f"SELECT article_id, origin FROM origins{where}", values).fetchall())
        for article_id, start, end, origin in connection.execute(
            f'SELECT article_id, "start", "end", origin FROM passages{where} ORDER BY article_id, "start"', values
        ):
            self._passages.setdefault(article_id, []).append((start, end, origin))

    def at(self, article_id: str, start: int) -> str:
        """The origin of what an article says at a place; the article's id for one whose origin is not derived."""
        passages = self._passages.get(article_id, [])
        place = bisect_right(passages, start, key=lambda p: p[0]) - 1
        if place >= 0 and start < passages[place][1]:
            return passages[place][2]
        return self._of.get(article_id, article_id)


def origin_of(connection: sqlite3.Connection, article_id: str, start: int, end: int | None = None) -> str:
    """The origin of one place of one article; `end` is for those who have a Span, the sentence at `start` counts."""
    return Origins(connection, [article_id]).at(article_id, start)


def derive_origins(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Brings `origins` and `passages` to the record as it stands; `copies` must be. Gives the touched articles."""
    for article_id in sorted(touched):
        _derive_one(connection, article_id)
    return touched


def _derive_one(connection: sqlite3.Connection, article_id: str) -> None:
    connection.execute("DELETE FROM passages WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM origins WHERE article_id = ?", (article_id,))
    row = connection.execute(
        "SELECT a.article_id, c.how AS copied, r.article_id AS root, r.publisher, r.agency, r.byline FROM articles a "
        "LEFT JOIN copies c ON c.article_id = a.article_id "
        "JOIN articles r ON r.article_id = coalesce(c.origin_id, a.article_id) WHERE a.article_id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return
    origin, how = label_of(row["root"], row["publisher"], row["agency"], row["byline"])
    if row["copied"] is not None:
        how = f"copy of {row['root']}: {how}"
    connection.execute("INSERT INTO origins VALUES (?, ?, ?, ?)", (article_id, origin, row["root"], how))
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
        ((article_id, *passage) for passage in _credited(connection, article_id, origin)),
    )


def label_of(article_id: str, publisher: str | None, agency: str | None, byline: str | None) -> tuple[str, str]:
    """How the origin of an article is called, and why: agency, "agencies", publisher, else the article's own id."""
    if agency:
        return agency, "agency"
    if byline and _BY_AGENCIES.search(byline):
        return AGENCIES, "byline"
    return (publisher, "publisher") if publisher else (article_id, "article")


def _credited(connection: sqlite3.Connection, article_id: str, own: str) -> Iterable[Passage]:
    for start, end, text in connection.execute(
        'SELECT "start", "end", text FROM sentences WHERE article_id = ? ORDER BY "start"', (article_id,)
    ).fetchall():
        found = credited(text)
        if found is not None and found[0] != own:
            yield start, end, found[0], None, f"“{found[1]}”"
