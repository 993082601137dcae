"""CSV (RFC 4180, UTF-8) in which no cell is a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from dragoman.exports.jsonlines import utf8

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection"; the wide forms count in some locales)."""


def defused(value: Any) -> Any:
    """The value as a cell: lists as JSON, and an apostrophe before a text that a spreadsheet would execute."""
    if isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        value = utf8(value)
        return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


class _PlainEnds:
    """Ends rows with a bare line feed. The csv module quotes a lone carriage return only when it ends rows itself with
    CR LF, and Unix tools want no CR at the end of the last cell."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, row: str) -> None:
        """One row, as the csv module hands it over."""
        self._out.write(row.removesuffix("\r\n") + "\n")


def write_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO, *, delimiter: str = ",") -> int:
    """Writes a header and the rows, one at a time; gives how many rows there were. Unknown is an empty cell.

    `out` must have been opened with `newline=""`.
    """
    writer = csv.writer(_PlainEnds(out), delimiter=delimiter)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([defused(row.get(c)) for c in columns])
        count += 1
    return count
