"""Opening a record: one SQLite file, known by its application id, brought to this schema or refused in plain words."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from dragoman.model import RecordError

APPLICATION_ID = 0x44524147
"""`DRAG` in ASCII, in the file's header (SQLite's `application_id`)."""

MIGRATIONS = (
    "001.sql", "002.sql", "003.sql", "005.sql", "006.sql", "007.sql", "008.sql", "009.sql",
    "010.sql", "015.sql", "016.sql", "011.sql", "014.sql", "012.sql", "017.sql", "013.sql", "020.sql",
    "018.sql", "021.sql", "023.sql", "024.sql", "025.sql", "026.sql", "027.sql",
)  # fmt: skip
"""Scripts in `schema/`; the n-th brings a record from schema n-1 to n. Never changed once released."""

SCHEMA_VERSION = len(MIGRATIONS)

CACHE = 64 << 10
"""Kilobytes of a record that its writer holds in memory; SQLite's own two megabytes are less than an article touches of
a large one."""
CHECKPOINT = 16_384
"""Pages of the write-ahead log (64 MB) that are folded into the file at once: each article changes some hundred pages
all over a large record, many of which the next one changes again."""

LOCK_WAIT = 10.0
"""Seconds to wait for another process's lock before giving up."""

LONG_WAIT = 3600.0
"""The same for who has much to lose, such as a reading: the derivation of a large record takes minutes."""

SLICE = 1.0
"""Seconds that are waited at a time inside SQLite, where no Ctrl-C is heard."""

LOCK_PAUSE = 0.02
"""Seconds between two attempts where SQLite refuses at once instead of waiting."""


def connect(path: Path, *, read_only: bool, wait: float | None = None) -> sqlite3.Connection:
    """A connection to the record at `path`, of this schema.

    A missing or empty file becomes a new record unless `read_only`. An older record is migrated (also when it is
    opened to read, if the file may be written). Raises `RecordError` in every other case.
    """
    wait = LOCK_WAIT if wait is None else wait
    _check_place(path, read_only=read_only)
    until = time.monotonic() + wait
    with explained(path):
        while True:
            try:
                return _to_read(path, wait) if read_only else _to_write(path, wait)
            except sqlite3.OperationalError as error:
                # Turning a new file to WAL while another process does the same is refused without any waiting: whoever
                # is in the middle may be upgrading its lock too. (https://sqlite.org/c3ref/busy_handler.html)
                if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                    raise
            time.sleep(LOCK_PAUSE)


def begin(connection: sqlite3.Connection, wait: float, *, told: Callable[[], None] | None = None) -> None:
    """Begins a transaction that writes, when whoever writes now has ended; waits `wait` seconds for that.

    `told` is called once, when the wait turns out to be longer than `LOCK_WAIT`.
    """
    began = time.monotonic()
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - began
            if _code(error) != sqlite3.SQLITE_BUSY or waited >= wait:
                raise
            if told is not None and waited >= LOCK_WAIT:
                told()
                told = None
        time.sleep(LOCK_PAUSE)


def _to_read(path: Path, wait: float) -> sqlite3.Connection:
    connection = _opened(path, "ro", wait)
    if _schema_of(connection, path) == SCHEMA_VERSION:
        return connection
    connection.close()
    _to_write(path, wait).close()
    return _opened(path, "ro", wait)


def _to_write(path: Path, wait: float) -> sqlite3.Connection:
    connection = _opened(path, "rwc", wait)
    try:
        if _schema_of(connection, path, may_be_new=True) < SCHEMA_VERSION:
            _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into a `RecordError` that names the record and says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise RecordError(f"{path}: {_advice(error)}") from error


def _check_place(path: Path, *, read_only: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path}: is a folder; name a file for the record, such as {path / 'record.dragoman'}")
    if read_only:
        if not path.exists():
            raise RecordError(f"{path}: there is no such record; make one with `dragoman read PATH --record {path}`")
        if path.is_file() and path.stat().st_size == 0:
            raise RecordError(f"{path}: is empty; make a record with `dragoman read PATH --record {path}`")
    elif not path.parent.is_dir():
        raise RecordError(f"{path}: there is no folder {path.parent}; make it first or choose another place")


def _opened(path: Path, mode: str, wait: float) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    wait = min(wait, SLICE)
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, mode)
    except sqlite3.OperationalError as error:
        connection.close()
        # A WAL record on a medium that can't be written has nowhere to put its shared memory: read it as it lies.
        # Nowhere else: without locks, what somebody writes meanwhile would be read in pieces.
        if mode != "ro" or _code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        if os.access(path.absolute().parent, os.W_OK):
            raise
        connection = sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
        _prepare(connection, mode)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, mode: str) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("PRAGMA foreign_keys = ON")
    if mode == "ro":
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")


def _schema_of(connection: sqlite3.Connection, path: Path, *, may_be_new: bool = False) -> int:
    """The record's schema version; 0 for a new file. Raises when the file is no record that this dragoman can read."""
    application, version, tables = _head(connection)
    if application == 0 and version == 0 and tables == 0:
        if may_be_new:
            return 0
        raise RecordError(f"{path}: is empty; make a record with `dragoman read PATH --record {path}`")
    if application != APPLICATION_ID:
        raise RecordError(f"{path}: is an SQLite file, but no dragoman record; it was left alone, choose another name")
    if version > SCHEMA_VERSION:
        raise RecordError(
            f"{path}: was written by a newer dragoman (schema {version}; this one knows {SCHEMA_VERSION}); "
            "upgrade with `pip install --upgrade dragoman`"
        )
    return int(version)


def _head(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """The application id, the schema version, how many tables: all of one moment, as another process may be making the
    record between two questions."""
    inside = connection.in_transaction
    if not inside:
        connection.execute("BEGIN")
    try:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    finally:
        if not inside and connection.in_transaction:
            connection.execute("ROLLBACK")
    return int(application), int(version), int(tables)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """All missing migrations in one transaction, so that a record is of one schema or the other."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _schema_of(connection, path, may_be_new=True)
        for number in range(version + 1, SCHEMA_VERSION + 1):
            script = (files("dragoman.record") / "schema" / MIGRATIONS[number - 1]).read_text(encoding="utf-8")
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """The SQL statements of a script, one at a time (`executescript` would end the transaction)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _advice(error: sqlite3.Error) -> str:
    return {
        sqlite3.SQLITE_BUSY: "is locked by another program; wait until it is done, or close it, and run this again",
        sqlite3.SQLITE_LOCKED: "is locked by another program; wait until it is done, or close it, and run this again",
        sqlite3.SQLITE_FULL: "the disk is full; free some space and run this again, nothing that was finished is lost",
        sqlite3.SQLITE_IOERR: f"the disk failed ({error}); check space and cable, and run this again: "
        "nothing that was finished is lost",
        sqlite3.SQLITE_NOTADB: "is not a dragoman record; it was left alone, choose another name",
        sqlite3.SQLITE_CORRUPT: f"is damaged ({error}); take a copy from a backup, or save what is left with "
        "`dragoman check FILE --rescue NEW`",
        sqlite3.SQLITE_READONLY: "may not be written; check the permissions of the file and its folder",
        sqlite3.SQLITE_PERM: "may not be opened; check the permissions of the file and its folder",
        sqlite3.SQLITE_CANTOPEN: "can't be opened; check that the file and its folder may be read and written",
    }.get(_code(error), f"SQLite says: {error}")
