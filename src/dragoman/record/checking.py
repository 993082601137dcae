"""Checking a record: the file, its log, its keys, every row of every article against the article's seal."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from dragoman.model import RecordError, text_sha256
from dragoman.record.amendments import amendments_of
from dragoman.record.columns import TABLES
from dragoman.record.frames import damage
from dragoman.record.judging import judgements_of
from dragoman.record.leaves import PAGE_SIZE
from dragoman.record.opening import APPLICATION_ID
from dragoman.record.record import FILLED
from dragoman.record.rederiving import differences
from dragoman.record.seals import seal_of

MOST_LOOKED_AT = 10_000
MOST_NAMED = 20
"""Findings of one kind that are named; the rest is counted."""

LARGEST_LOG = 64 << 20
"""Bytes of a log that is looked through; SQLite keeps logs at some 4 MB, and folds a larger one into the file."""

STILL = 1.0
"""Seconds that nobody may have written for, before what looks torn is believed to be: a program that folds the log into
the file is in the middle of it for some moments."""
LOOKS = 100
"""How often it is looked at while others write."""

REMEDY = "`dragoman check FILE --rescue NEW` looks for articles that are whole"
_SPANNED = ("sentences", "mentions", "times", "statements", "events", "figures", "positions", "ballots")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a record, in words."""

    what: str


def check(path: Path, *, derived: bool = False) -> Iterator[Finding]:
    """What is wrong with the record at `path`: pages of the file, of its log, keys, rows that are not those that were
    read, spans outside their texts. Nothing is written; others may write meanwhile: what is checked is of one moment.
    `derived` also holds what follows from the articles against a derivation anew, which takes as long as that does.

    Raises `RecordError` when there is no such file or it is no record at all.
    """
    if not path.is_file():
        raise RecordError(f"{path}: there is no such record")
    torn = _torn(path)
    if torn is not None:
        yield Finding(torn)
        return
    connection = _raw(path)
    try:
        damaged = _integrity(connection)
        yield from damaged
        if damaged:
            return
        for row in connection.execute("PRAGMA foreign_key_check").fetchmany(MOST_NAMED):
            yield Finding(f"a row of {row[0]} belongs to no {row[2]} (row {row[1]})")
        yield from _changed(connection)
        yield from _unsealed(connection)
        yield from _misjudged(connection)
        for table in _SPANNED:
            yield from _outside(connection, table)
        yield from _search_index(path)
        if derived:
            yield from map(Finding, differences(connection, path))
    except sqlite3.DatabaseError as error:
        yield Finding(f"the file is damaged: {error}")
    finally:
        connection.close()


def stored_rows(connection: sqlite3.Connection, article_id: str) -> dict[str, list[tuple[object, ...]]]:
    """An article's rows by table, as they are stored, in the order of the tables' columns."""
    out = {}
    for table in FILLED:
        names = ", ".join(f'"{column.name}"' for column in TABLES[table])
        found = connection.execute(f"SELECT {names} FROM {table} WHERE article_id = ? ORDER BY rowid", (article_id,))
        out[table] = [tuple(row) for row in found]
    return out


def _torn(path: Path) -> str | None:
    """What the file or its log lacks, in words; what is only being written is looked at again."""
    said = None
    for _ in range(LOOKS):
        before = _times(path)
        said = _lacks(path)
        if said is None:
            return None
        until = time.monotonic() + STILL
        while _times(path) == before:
            if time.monotonic() >= until:
                return said
            time.sleep(STILL / 20)
    return said


def _lacks(path: Path) -> str | None:
    missing = _missing(path)
    if missing:
        return f"the file is damaged: its last {missing:,} bytes are missing"
    log = _log(path)
    wrong = damage(log, _page_size(path)) if len(log) <= LARGEST_LOG else None
    return wrong and f"the log {path.name}-wal is damaged: {wrong}; what was written last may be lost"


def _times(path: Path) -> list[tuple[int, int]]:
    """When the file and its log were last written, and how large they are."""
    out = []
    for one in (path, path.with_name(path.name + "-wal")):
        try:
            told = one.stat()
        except OSError:
            continue
        out.append((told.st_mtime_ns, told.st_size))
    return out


def _missing(path: Path) -> int:
    """How many bytes a file is shorter than its header says; 0 for what is no SQLite file."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0") or head[24:28] != head[92:96]:
        return 0
    page_size = int.from_bytes(head[16:18], "big")
    said = (65536 if page_size == 1 else page_size) * int.from_bytes(head[28:32], "big")
    return max(said - path.stat().st_size, 0)


def _page_size(path: Path) -> int:
    with path.open("rb") as file:
        said = int.from_bytes(file.read(100)[16:18], "big")
    return 65536 if said == 1 else said or PAGE_SIZE


def _log(path: Path) -> bytes:
    try:
        return path.with_name(path.name + "-wal").read_bytes()
    except OSError:
        return b""


def _raw(path: Path) -> sqlite3.Connection:
    """The file as it lies at this moment, also where its schema can't be trusted."""
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("BEGIN")
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise RecordError(f"{path}: nothing of it can be read as it is ({error}); {REMEDY}") from None
    if application == 0 and tables == 0 and pages <= 1:
        connection.close()
        raise RecordError(f"{path}: is empty: nothing was read into it yet")
    if application != APPLICATION_ID:
        connection.close()
        raise RecordError(f"{path}: is no dragoman record, or its head is damaged; {REMEDY}")
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


def _unsealed(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Articles whose rows are not those that were written together."""
    try:
        sealed = connection.execute("SELECT article_id, seal FROM seals ORDER BY rowid").fetchall()
    except sqlite3.OperationalError:
        return
    wrong = 0
    for article_id, seal in sealed:
        try:
            whole = seal_of(stored_rows(connection, article_id)) == seal
        except (TypeError, ValueError):
            whole = False
        wrong += not whole
        if not whole and wrong <= MOST_NAMED:
            yield Finding(f"what was read in article {article_id} is not as it was written")
    if wrong > MOST_NAMED:
        yield Finding(f"and {wrong - MOST_NAMED:,} articles more are not as they were written")


def _misjudged(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Judgements that are not those that were made, by their ids, which are hashes of what they say."""
    made = [("judgement", made.id) for made in judgements_of(connection)]
    made += [("amendment", made.id) for made in amendments_of(connection)]
    for kind, made_id in made:
        if connection.execute(f"SELECT 1 FROM {kind}s WHERE {kind}_id = ?", (made_id,)).fetchone() is None:
            yield Finding(f"the {kind} that would be {made_id} is not as it was made")


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
