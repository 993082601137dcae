"""What is derived, held against a derivation anew: beside the record, in a file that is then thrown away.

Derived tables have no seals, as they change with every article. But all that they hold follows from what was read and
judged, and that is sealed: the same rows, derived anew, give the same tables, in whatever order they came.
"""

from __future__ import annotations

import math
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.model import RecordError
from dragoman.record import judging
from dragoman.record.columns import TABLES
from dragoman.record.deriving import is_stale, mark_stale
from dragoman.record.record import FILLED, Record

READ = (*FILLED, "pages", "rejects", "judgements", "amendments", "seals")
"""Tables of what was read and judged."""
NEVER = frozenset({"touched", "happenings_touched", "sketches_gone", "derived"})
"""What is still to be derived: empty when all is."""
_AT_ONCE = 5_000
_NEAR = 1e-9


def differences(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    """The derived tables whose rows are not those that follow from what was read, with the first such row each.

    Takes as long as deriving the whole record, and some twice its room on the disk beside it, for as long. Raises
    `RecordError` when the record was read into since it was derived.
    """
    if is_stale(connection):
        raise RecordError(
            f"{path}: was read into since what follows from it was derived; ask it anything (`dragoman timeline`), "
            "which derives it, and run this again"
        )
    beside = path.absolute().parent
    place = beside if os.access(beside, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place, prefix=".anew-") as folder, Record(Path(folder) / "anew") as record:
        anew = record._connection
        anew.execute("PRAGMA synchronous = OFF")
        anew.execute("BEGIN")
        for table in READ:
            _copy(connection, anew, table)
        judging.make(anew, ())
        mark_stale(anew)
        anew.execute("COMMIT")
        record.derive()
        for table in derived_tables(anew):
            yield from _difference(connection, anew, table)


def derived_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables of a record that hold what follows from others."""
    made = connection.execute("SELECT name FROM main.sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
    virtual = {str(row[0]) for row in made}
    shadows = {f"{name}_{part}" for name in virtual for part in ("config", "data", "docsize", "idx", "content")}
    found = {str(row[0]) for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
    found = {name for name in found if not name.startswith("sqlite_")}
    return sorted(found - virtual - shadows - set(READ) - NEVER)


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    names = ", ".join(f'"{row[1]}"' for row in new.execute(f"PRAGMA main.table_info({table})"))
    rows = old.execute(f"SELECT {names} FROM main.{table}" + _ordered(new, table))
    marks = ", ".join("?" * (names.count(",") + 1))
    while some := [tuple(row) for row in islice(rows, _AT_ONCE)]:
        new.executemany(f"INSERT INTO main.{table} ({names}) VALUES ({marks})", some)


def _ordered(connection: sqlite3.Connection, table: str) -> str:
    (sql,) = connection.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (table,)).fetchone()
    return "" if "WITHOUT ROWID" in sql else " ORDER BY rowid"


def _difference(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> Iterator[str]:
    told = new.execute(f"PRAGMA main.table_info({table})").fetchall()
    names = [str(row[1]) for row in told]
    keys = [k for _, k in sorted((row[5], k) for k, row in enumerate(told) if row[5])] or list(range(len(told)))
    listed = ", ".join(f'"{name}"' for name in names)
    asked = f"SELECT {listed} FROM main.{table} ORDER BY {', '.join(str(k + 1) for k in keys)}"
    ones, others = (map(tuple, connection.execute(asked)) for connection in (old, new))
    wrong, first = 0, ""
    one, other = next(ones, None), next(others, None)
    while one is not None or other is not None:
        mine = None if one is None else [_sortable(one[k]) for k in keys]
        theirs = None if other is None else [_sortable(other[k]) for k in keys]
        if mine is not None and theirs is not None and mine == theirs:
            apart = [name for name, a, b in zip(names, one or (), other or (), strict=True) if not _same(a, b)]
            said, before, after = ", ".join(apart), True, True
        else:
            before = theirs is None or (mine is not None and mine < theirs)
            said, after = ("is one too many" if before else "is missing"), not before
        if said:
            wrong += 1
            row = one if before else other
            key = " ".join(str(row[k]) for k in keys) if row is not None else ""
            first = first or f"{key[:80]}: {said}"
        if before:
            one = next(ones, None)
        if after:
            other = next(others, None)
    if wrong:
        many = "a row is" if wrong == 1 else f"{wrong:,} rows are"
        kind = "" if table in TABLES else "index "
        yield f"{many} not what follows from what was read, in the derived {kind}table {table} ({first})"


def _sortable(value: Any) -> tuple[int, Any]:
    """A value as SQLite orders it: nothing, numbers, text (by its bytes), bytes."""
    if value is None:
        return 0, 0
    if isinstance(value, int | float):
        return 1, value
    if isinstance(value, str):
        return 2, value.encode("utf-8", "surrogatepass")
    return 3, bytes(value)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        # Sums of the same numbers in another order.
        return math.isclose(one, other, rel_tol=_NEAR, abs_tol=_NEAR)
    return bool(one == other)
