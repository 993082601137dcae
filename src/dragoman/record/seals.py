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
from functools import cache
from json.encoder import encode_basestring as quoted
from typing import Any

from dragoman.record.columns import TABLES

UNSEALED = frozenset({"source"})
"""Columns of `articles` that change when a page is met again under another name."""
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def seal_of(stored: Mapping[str, Iterable[Sequence[Any]]]) -> bytes:
    """The SHA-256 of an article's rows, by table, as SQLite stores them, in the order of the tables' columns.

    The order of the rows is no part of it.
    """
    digest = hashlib.sha256()
    for table in sorted(stored):
        columns = _columns(table)
        lines = [f"{table}\n", *sorted([_line(columns, row) for row in stored[table]])]
        digest.update("".join(lines).encode("utf-8", "surrogatepass"))
    return digest.digest()


@cache
def _columns(table: str) -> list[tuple[str, str]]:
    """Each column's name as JSON, empty for one that is no part of the seal, and its kind."""
    dropped = UNSEALED if table == "articles" else frozenset()
    return [("" if column.name in dropped else quoted(column.name), column.kind) for column in TABLES[table]]


def _line(columns: Sequence[tuple[str, str]], row: Sequence[Any]) -> str:
    """The row as a line: a JSON list of pairs, a name and a value each, without those that hold nothing."""
    held = []
    for (name, kind), value in zip(columns, row, strict=True):
        if value is None or not name:
            continue
        if kind == "int" or kind == "bool":
            held.append(f"[{name},{int(value)}]")
        elif kind != "real":
            held.append(f"[{name},{quoted(str(value))}]")
        elif not math.isnan(value):
            # as it comes back from SQLite: no NaN, no negative zero
            held.append(f"[{name},{_json(float(value) + 0.0)}]")
    return f"[{','.join(held)}]\n"
