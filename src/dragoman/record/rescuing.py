"""Saving what is whole out of a damaged record: rows are looked for leaf by leaf, articles held against their seals."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.model import RecordError, text_sha256
from dragoman.record.columns import TABLES
from dragoman.record.leaves import Shape, rows, shapes
from dragoman.record.record import FILLED, PageMark, Record
from dragoman.record.rows import values_of
from dragoman.record.seals import seal_of

JUDGED = ("judgements", "amendments")
_HEADLESS = (
    "SELECT DISTINCT article_id FROM (SELECT article_id FROM seals UNION ALL SELECT article_id FROM pages) "
    "WHERE article_id NOT IN (SELECT article_id FROM articles)"
)
_LOOKED_FOR = (*FILLED, "pages", "seals", *JUDGED)


@dataclass(slots=True)
class Rescued:
    """What came out of a damaged record. `unsealed`: articles from before seals, of which an entry may be missing;
    `sources`: where the lost ones were read, as far as that is known."""

    articles: int = 0
    lost: int = 0
    unsealed: int = 0
    judgements: int = 0
    sources: list[str] = field(default_factory=list)


def rescue(path: Path, into: Path, *, step: Callable[[Rescued], None] | None = None) -> Rescued:
    """Writes every article that is whole, and the judgements, into a new record; `path` is only read.

    Nothing of the file but its leaves is needed: not its head, its schema or its indexes. Raises `RecordError` when
    `into` exists, `path` is no file, or no article is found in it.
    """
    if into.exists():
        raise RecordError(f"{into}: exists; name a file that does not, for what is rescued")
    if not path.is_file():
        raise RecordError(f"{path}: there is no such record")
    rescued = Rescued()
    with tempfile.TemporaryDirectory(dir=into.absolute().parent, prefix=".rescue-") as folder:
        with Record(Path(folder) / "new") as out:
            known = shapes(out._connection, _LOOKED_FOR)
        aside = sqlite3.connect(Path(folder) / "rows", isolation_level=None)
        try:
            _put_aside(aside, path, known)
            wanted = [row[0] for row in aside.execute("SELECT article_id FROM articles GROUP BY 1 ORDER BY max(at), 1")]
            missing = [row[0] for row in aside.execute(_HEADLESS)]
            if not wanted and not missing:
                raise RecordError(f"{path}: nothing of it can be read: no article was found; take a copy from a backup")
            with Record(into) as out:
                for article_id in wanted:
                    if not _saved(aside, out, article_id, rescued):
                        missing.append(article_id)
                    if step:
                        step(rescued)
                for table in JUDGED:
                    rescued.judgements += out.take_judgements(table, list(_dicts(aside, table)))
                out.derive()
            rescued.lost = len(missing)
            rescued.sources = sorted({s for article_id in missing for s in _sources(aside, article_id)})
        finally:
            aside.close()
    return rescued


def _put_aside(aside: sqlite3.Connection, path: Path, known: Sequence[Shape]) -> None:
    """Every row that is found, into plain tables without keys; `at` is the number that the row had in its table."""
    aside.execute("PRAGMA journal_mode = OFF")
    aside.execute("BEGIN")
    inserts = {}
    for shape in known:
        names = ", ".join(f'"{name}"' for name in shape.names)
        aside.execute(f"CREATE TABLE {shape.table} (at INTEGER, {names})")
        inserts[shape.table] = (
            f"INSERT INTO {shape.table} VALUES ({', '.join('?' * (len(shape.names) + 1))})", len(shape.names),
        )  # fmt: skip
    for row in rows(path, known):
        insert, width = inserts[row.table]
        aside.execute(insert, (row.rowid, *row.values, *[None] * (width - len(row.values))))
    for shape in known:
        if "article_id" in shape.names:
            aside.execute(f"CREATE INDEX {shape.table}_article ON {shape.table} (article_id, at)")
    aside.execute("COMMIT")


def _saved(aside: sqlite3.Connection, out: Record, article_id: str, rescued: Rescued) -> bool:
    """Writes an article if it is whole."""
    try:
        found: dict[str, list[dict[str, Any]]] = {
            table: [_plain(table, row) for row in _newest(aside, table, article_id)] for table in FILLED
        }
        article = found["articles"][-1]
        found["articles"] = [article]
        if text_sha256(article["text"]) != article["text_sha256"]:
            return False
        seal = aside.execute("SELECT seal FROM seals WHERE article_id = ? ORDER BY at DESC", (article_id,)).fetchone()
        if seal is not None:
            stored = {table: [values_of(table, row) for row in found[table]] for table in FILLED}
            if seal_of(stored) != seal[0]:
                return False
        marks = [
            PageMark(row["page_key"], row["page_sha256"], row["source"])
            for row in _dicts(aside, "pages", "WHERE article_id = ?", (article_id,))
        ]
        out.add_rows(found, pages=marks)
    except (KeyError, IndexError, TypeError, ValueError, RecordError):
        return False
    rescued.articles += 1
    rescued.unsealed += seal is None
    return True


def _newest(aside: sqlite3.Connection, table: str, article_id: str) -> list[dict[str, Any]]:
    """An article's rows of a table that were written together last: they stand there one after another. Others are of
    an older reading, in pages that were given up."""
    found = {row["at"]: row for row in _dicts(aside, table, "WHERE article_id = ? ORDER BY at", (article_id,))}
    out: list[dict[str, Any]] = []
    for at in sorted(found, reverse=True):
        if out and at != out[-1]["at"] - 1:
            break
        out.append(found[at])
    return out[::-1]


def _dicts(
    aside: sqlite3.Connection, table: str, where: str = "", values: Sequence[Any] = ()
) -> Iterator[dict[str, Any]]:
    cursor = aside.execute(f"SELECT * FROM {table} {where}", tuple(values))
    names = [told[0] for told in cursor.description]
    for row in cursor:
        out = dict(zip(names, row, strict=True))
        if table in JUDGED:
            del out["at"]
        yield out


def _sources(aside: sqlite3.Connection, article_id: str) -> list[str]:
    found = aside.execute(
        "SELECT source FROM pages WHERE article_id = ? UNION SELECT source FROM articles WHERE article_id = ?",
        (article_id, article_id),
    )
    return [str(row[0]) for row in found]


def _plain(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row as `add_rows` takes it: lists for their JSON. Raises `ValueError` for what is none."""
    out: dict[str, Any] = {}
    for column in TABLES[table]:
        value = row[column.name]
        out[column.name] = json.loads(value) if column.kind in ("texts", "spans") and value is not None else value
    return out
