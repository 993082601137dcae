"""Checking a record, and saving what is whole out of a damaged one."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dragoman.model import RecordError, text_sha256
from dragoman.record.columns import TABLES
from dragoman.record.opening import APPLICATION_ID
from dragoman.record.record import FILLED, PageMark, Record

MOST_LOOKED_AT = 10_000
MOST_NAMED = 20
"""Findings of one kind that are named; the rest is counted."""

_KEPT = ("judgements", "amendments")
_SPANNED = ("sentences", "mentions", "times", "statements", "events", "figures", "positions", "ballots")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a record, in words."""

    what: str


@dataclass(slots=True)
class Rescued:
    """What came out of a damaged record."""

    articles: int = 0
    lost: int = 0
    judgements: int = 0


def check(path: Path) -> Iterator[Finding]:
    """What is wrong with the record at `path`: pages of the file, keys, spans outside their texts. Nothing is written.

    Raises `RecordError` when there is no such file or it is no record at all.
    """
    missing = _missing(path)
    if missing:
        yield Finding(f"the file is damaged: its last {missing:,} bytes are missing")
        return
    connection = _raw(path)
    try:
        damage = _integrity(connection)
        yield from damage
        if damage:
            return
        for row in connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_NAMED):
            yield Finding(f"a row of {row[0]} belongs to no {row[2]} (row {row[1]})")
        yield from _changed(connection)
        for table in _SPANNED:
            yield from _outside(connection, table)
        yield from _search_index(path)
    except sqlite3.DatabaseError as error:
        yield Finding(f"the file is damaged: {error}")
    finally:
        connection.close()


def rescue(path: Path, into: Path, *, step: Callable[[Rescued], None] | None = None) -> Rescued:
    """Writes every article that can still be read whole, and the judgements, into a new record.

    Raises `RecordError` when `into` exists or nothing at all can be read of `path`.
    """
    if into.exists():
        raise RecordError(f"{into}: exists; name a file that does not, for what is rescued")
    missing = _missing(path)
    if missing:
        # SQLite opens no file that is shorter than it says: give it the length back, on a copy.
        with tempfile.TemporaryDirectory(dir=into.absolute().parent) as folder:
            whole = Path(shutil.copyfile(path, Path(folder) / "whole"))
            os.truncate(whole, whole.stat().st_size + missing)
            return rescue(whole, into, step=step)
    rescued = Rescued()
    connection = _raw(path)
    try:
        with Record(into) as out:
            rowids = _rowids(connection)
            there = _Rows(connection, rowids)
            for rowid in rowids:
                rows = _article(connection, rowid, there)
                if rows is None:
                    rescued.lost += 1
                else:
                    marks = [PageMark(p["page_key"], p["page_sha256"], p["source"]) for p in rows.pop("pages")]
                    out.add_rows(rows, pages=marks)
                    rescued.articles += 1
                if step:
                    step(rescued)
            for table in _KEPT:
                rescued.judgements += out.take_judgements(table, _readable(connection, table))
            out.derive()
    finally:
        connection.close()
    return rescued


def _missing(path: Path) -> int:
    """How many bytes a file is shorter than its header says; 0 for what is no SQLite file."""
    if not path.is_file():
        return 0
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0") or head[24:28] != head[92:96]:
        return 0
    page_size = int.from_bytes(head[16:18], "big")
    said = (65536 if page_size == 1 else page_size) * int.from_bytes(head[28:32], "big")
    return max(said - path.stat().st_size, 0)


def _raw(path: Path) -> sqlite3.Connection:
    """The file as it lies, also where its schema can't be trusted."""
    if not path.is_file():
        raise RecordError(f"{path}: there is no such record")
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise RecordError(f"{path}: nothing of it can be read ({error}); take a copy from a backup") from None
    if application != APPLICATION_ID:
        connection.close()
        raise RecordError(f"{path}: is no dragoman record")
    return connection


def _integrity(connection: sqlite3.Connection) -> list[Finding]:
    try:
        said = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({MOST_LOOKED_AT})")]
        wrong = [line for line in said if line != "ok" and not _is_alarm(connection, line)]
    except sqlite3.DatabaseError as error:
        return [Finding(f"the file is damaged: {error}")]
    return [Finding(f"the file is damaged: {line}") for line in wrong[:MOST_NAMED]]


def _is_alarm(connection: sqlite3.Connection, line: str) -> bool:
    """A false one: SQLite 3.40 takes values of tables WITHOUT ROWID for nulls where it mixes up their columns."""
    told = re.fullmatch(r"NULL value in (\w+)\.(\w+)", line)
    if told is None:
        return False
    row = connection.execute(f'SELECT 1 FROM {told[1]} WHERE "{told[2]}" IS NULL LIMIT 1').fetchone()
    return row is None


def _changed(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Texts that are not those that were read, by their hashes, and sentences that are not those of their texts."""
    wrong: list[str] = []
    for article_id, text, told in connection.execute("SELECT article_id, text, text_sha256 FROM articles"):
        if text_sha256(str(text)) != told:
            wrong.append(str(article_id))
    for article_id in wrong[:MOST_NAMED]:
        yield Finding(f"the text of article {article_id} is not as it was read")
    torn = connection.execute(
        "SELECT DISTINCT s.article_id FROM sentences s JOIN articles a USING (article_id) "
        f'WHERE substr(a.text, s."start" + 1, s."end" - s."start") <> s.text LIMIT {MOST_NAMED}'
    )
    for (article_id,) in torn:
        if article_id not in wrong:
            yield Finding(f"a sentence of article {article_id} is not that of its text")


def _search_index(path: Path) -> Iterator[Finding]:
    """The full-text index against itself, where the file may be opened for writing; nothing is written."""
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=rw", uri=True, isolation_level=None)
    except sqlite3.OperationalError:
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('integrity-check')")
    except sqlite3.OperationalError:
        return
    except sqlite3.DatabaseError as error:
        yield Finding(f"the index by which words are found is damaged: {error}")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()


def _outside(connection: sqlite3.Connection, table: str) -> Iterator[Finding]:
    """Law 1: every entry has a Span inside its article's text."""
    wrong = connection.execute(
        f'SELECT t.article_id, t."start", t."end" FROM {table} t JOIN articles a USING (article_id) '
        f'WHERE t."start" < 0 OR t."end" < t."start" OR t."end" > length(a.text) LIMIT {MOST_NAMED}'
    )
    for article_id, start, end in wrong:
        yield Finding(f"{table}: the Span {start}-{end} is not inside the text of article {article_id}")


def _rowids(connection: sqlite3.Connection) -> list[int]:
    """The rows of `articles`, by their table where it can be walked, else by any index that can."""
    orders = ("rowid", "rowid DESC", "article_id", "article_id DESC")
    return sorted({row for order in orders for row in _until_damage(connection, order)})


def _until_damage(connection: sqlite3.Connection, order: str) -> Iterator[int]:
    try:
        for row in connection.execute(f"SELECT rowid FROM articles ORDER BY {order}"):
            yield int(row[0])
    except sqlite3.DatabaseError:
        return


class _Rows:
    """The rows of each article of a damaged file: by the index, and where that is damaged by walking the table once.

    Rows stand in the order of their articles, so that what is missing between two walks, from the front and from the
    back, can only be of the articles between: those are not whole.
    """

    def __init__(self, connection: sqlite3.Connection, articles: Sequence[int]) -> None:
        self._connection = connection
        self._articles = articles
        self._walked: dict[str, tuple[dict[str, list[int]], set[str]]] = {}

    def of(self, table: str, article_id: str) -> list[dict[str, Any]] | None:
        """The article's rows; `None` when some of them may be missing."""
        if table not in self._walked:
            try:
                found = self._connection.execute(
                    f"SELECT * FROM {table} WHERE article_id = ?", (article_id,)
                ).fetchall()
                return [_plain(table, row) for row in found]
            except sqlite3.DatabaseError:
                self._walked[table] = self._walk(table)
        rowids, doubtful = self._walked[table]
        if article_id in doubtful:
            return None
        rows = [
            self._connection.execute(f"SELECT * FROM {table} NOT INDEXED WHERE rowid = ?", (rowid,)).fetchone()
            for rowid in rowids.get(article_id, [])
        ]
        return None if None in rows else [_plain(table, row) for row in rows]

    def _walk(self, table: str) -> tuple[dict[str, list[int]], set[str]]:
        sql = f"SELECT rowid, article_id FROM {table} NOT INDEXED ORDER BY rowid"
        front, all_there = self._pairs(sql)
        back: list[tuple[int, str]] = []
        if not all_there:
            back, _ = self._pairs(f"{sql} DESC")
        order = self._order()
        rowids: dict[str, list[int]] = {}
        for rowid, article_id in sorted({*front, *back}):
            rowids.setdefault(article_id, []).append(rowid)
        if all_there:
            return rowids, set()
        low = max((order.get(a, -1) for _, a in front), default=-1)
        high = min((order.get(a, len(order)) for _, a in back), default=len(order))
        return rowids, {a for a, place in order.items() if low <= place <= high}

    def _order(self) -> dict[str, int]:
        """The place of each article that can be read."""
        order = {}
        for place, rowid in enumerate(self._articles):
            try:
                row = self._connection.execute("SELECT article_id FROM articles WHERE rowid = ?", (rowid,)).fetchone()
            except sqlite3.DatabaseError:
                continue
            if row is not None:
                order[str(row[0])] = place
        return order

    def _pairs(self, sql: str) -> tuple[list[tuple[int, str]], bool]:
        out: list[tuple[int, str]] = []
        try:
            out.extend((int(row[0]), str(row[1])) for row in self._connection.execute(sql))
        except sqlite3.DatabaseError:
            return out, False
        return out, True


def _article(connection: sqlite3.Connection, rowid: int, there: _Rows) -> dict[str, list[dict[str, Any]]] | None:
    """An article's rows as they were handed to the record; `None` when one of them can't be read."""
    try:
        article = connection.execute("SELECT * FROM articles WHERE rowid = ?", (rowid,)).fetchone()
        if article is None or text_sha256(article["text"]) != article["text_sha256"]:
            return None
        rows = {"articles": [_plain("articles", article)]}
        for table in (*FILLED[1:], "pages"):
            found = there.of(table, article["article_id"])
            if found is None and table != "pages":
                return None
            rows[table] = found or []
        return rows
    except (sqlite3.DatabaseError, ValueError, TypeError):
        return None


def _plain(table: str, row: sqlite3.Row) -> dict[str, Any]:
    there = row.keys()
    out: dict[str, Any] = {}
    for column in TABLES[table]:
        value = row[column.name] if column.name in there else None
        out[column.name] = json.loads(value) if column.kind in ("texts", "spans") and value is not None else value
    return out


def _readable(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    try:
        rows.extend(dict(row) for row in connection.execute(f"SELECT * FROM {table}"))
    except sqlite3.DatabaseError:
        return rows
    return rows
