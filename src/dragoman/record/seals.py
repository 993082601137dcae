"""Seals: a hash of all that was read in an article, by which a row that is lost or changed is found.

SQLite sees damage to the structure of its file, not to what stands in it: a letter that is another stays unseen. A seal
is written with its article's rows and never changed; an article that came before seals has none. Columns that hold
nothing are no part of it, so that a column added later changes no seal.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman.record.columns import TABLES, Column

UNSEALED = frozenset({"source"})
"""Columns of `articles` that change when a page is met again under another name."""
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def seal_of(stored: Mapping[str, Iterable[Sequence[Any]]]) -> bytes:
    """The SHA-256 of an article's rows, by table, as SQLite stores them, in the order of the tables' columns.

    The order of the rows is no part of it.
    """
    digest = hashlib.sha256()
    for table in sorted(stored):
        columns = TABLES[table]
        dropped = UNSEALED if table == "articles" else frozenset()
        digest.update(f"{table}\n".encode())
        for line in sorted(_line(columns, row, dropped) for row in stored[table]):
            digest.update(line.encode("utf-8", "surrogatepass"))
            digest.update(b"\n")
    return digest.digest()


def _line(columns: Sequence[Column], row: Sequence[Any], dropped: frozenset[str]) -> str:
    held = [
        [column.name, value]
        for column, given in zip(columns, row, strict=True)
        if column.name not in dropped and (value := _as_kept(given, column.kind)) is not None
    ]
    return _json(held)


def _as_kept(value: Any, kind: str) -> Any:
    """A value as it comes back from SQLite: no NaN, no negative zero, true and false as numbers."""
    if value is None:
        return None
    if kind == "real":
        return None if math.isnan(value) else float(value) + 0.0
    return int(value) if kind in ("int", "bool") else str(value)
