"""The rows of a damaged file, read leaf by leaf: no schema, no index and no tree is asked for where a row stands.

An SQLite file is pages of one size; every row of a table stands in a leaf page (or begins there, and goes on in pages
chained to it). Any page that looks like such a leaf is read by itself, and a row belongs to the table whose columns it
fits. Pages that the write-ahead log holds in a newer version are read there. Rows of pages that SQLite had given up may
come too: who asks must know the rows that count (see `seals.py`).

File format: https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

import mmap
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.record.frames import newer_pages
from dragoman.record.opening import MIGRATIONS

PAGE_SIZE = 4096
"""SQLite's own, which no record changes: for a file whose head is lost."""

LEAF = 0x0D
_HEAD = 100
_MAGIC = b"SQLite format 3\0"
_LENGTHS = {"page_sha256": 64, "text_sha256": 64, "seal": 32}
_TYPES: Mapping[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int), "BLOB": (bytes,)}


class Row(NamedTuple):
    """A row of a table: its number there, its values in the order of the table's columns in the file."""

    table: str
    rowid: int
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """By what a row of a table is known: what its columns may hold, and how many the first schema had."""

    table: str
    names: tuple[str, ...]
    types: tuple[tuple[type, ...], ...]
    needed: tuple[bool, ...]
    least: int
    lengths: tuple[tuple[int, int], ...] = ()
    """Columns that hold hashes, and how long those are: other tables have columns of the same types."""

    def fits(self, values: Sequence[Any]) -> bool:
        """True for values that the table's columns could hold; a row written before a column was added lacks it."""
        if not self.least <= len(values) <= len(self.types):
            return False
        if not all(
            not need if value is None else isinstance(value, types)
            for value, types, need in zip(values, self.types, self.needed, strict=False)
        ):
            return False
        return all(len(values[k] or "") == length for k, length in self.lengths)


def shapes(connection: sqlite3.Connection, tables: Sequence[str]) -> list[Shape]:
    """The shapes of tables of a record that is whole."""
    first = sqlite3.connect(":memory:")
    first.executescript((files("dragoman.record") / "schema" / MIGRATIONS[0]).read_text(encoding="utf-8"))
    out = []
    for table in tables:
        told = [tuple(row) for row in connection.execute(f"PRAGMA table_info({table})")]
        names = tuple(str(row[1]) for row in told)
        then = tuple(str(row[1]) for row in first.execute(f"PRAGMA table_info({table})"))
        grown = bool(then) and names[: len(then)] == then
        types = tuple(_TYPES[str(row[2])] for row in told)
        needed = tuple(bool(row[3]) for row in told)
        lengths = tuple((k, _LENGTHS[name]) for k, name in enumerate(names) if name in _LENGTHS)
        out.append(Shape(table, names, types, needed, len(then) if grown else len(names), lengths))
    first.close()
    return out


def rows(path: Path, known: Sequence[Shape]) -> Iterator[Row]:
    """Every row of the file that is whole and fits a table, page by page. Raises `OSError` for a file that can't be
    read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size < _HEAD:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as main:
            wal = path.with_name(path.name + "-wal")
            yield from _Pages(main, wal.read_bytes() if wal.is_file() else b"").rows(known)


class _Pages:
    """The pages of a file, each as the write-ahead log has it where it does."""

    def __init__(self, main: mmap.mmap, wal: bytes) -> None:
        said = int.from_bytes(main[16:18], "big")
        size = 65536 if said == 1 else said
        sound = main[:16] == _MAGIC and size >= 512 and not size & (size - 1)
        self._size = size if sound else PAGE_SIZE
        self._usable = self._size - (main[20] if sound else 0)
        self._main, self._wal = main, wal
        self._newer = newer_pages(wal, self._size)
        self._count = max(-(-len(main) // self._size), *self._newer, 1)
        self._free = self._freed() if sound else frozenset()

    def page(self, number: int) -> bytes:
        """A page by its number, from 1 on; empty where the file ends before it."""
        if number in self._newer:
            at = self._newer[number]
            return self._wal[at : at + self._size]
        return self._main[(number - 1) * self._size : number * self._size]

    def rows(self, known: Sequence[Shape]) -> Iterator[Row]:
        """The rows of all leaves."""
        for number in range(1, self._count + 1):
            if number in self._free:
                continue
            page = self.page(number)
            head = _HEAD if number == 1 else 0
            if len(page) < 512 or page[head] != LEAF:
                continue
            for rowid, values in self._cells(page, head):
                shape = next((shape for shape in known if shape.fits(values)), None)
                if shape is not None:
                    yield Row(shape.table, rowid, values)

    def _freed(self) -> frozenset[int]:
        """Pages that SQLite gave up: what they hold is old. None are left out where their list is damaged."""
        head = self.page(1)
        trunk, told = int.from_bytes(head[32:36], "big"), int.from_bytes(head[36:40], "big")
        found: set[int] = set()
        while trunk and trunk <= self._count and trunk not in found:
            page = self.page(trunk)
            leaves = int.from_bytes(page[4:8], "big")
            if leaves > self._usable // 4 - 2 or len(page) < self._size:
                break
            found.add(trunk)
            found.update(int.from_bytes(page[8 + 4 * k : 12 + 4 * k], "big") for k in range(leaves))
            trunk = int.from_bytes(page[:4], "big")
        return frozenset(found) if len(found) == told else frozenset()

    def _cells(self, page: bytes, head: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        if count > (self._size - head - 8) // 2:
            return
        for k in range(count):
            at = int.from_bytes(page[head + 8 + 2 * k : head + 10 + 2 * k], "big")
            try:
                size, at = _varint(page, at)
                rowid, at = _varint(page, at)
                if size <= self._count * self._size:
                    yield _signed(rowid), _values(self._payload(page, at, size))
            except (ValueError, IndexError, UnicodeDecodeError):
                continue

    def _payload(self, page: bytes, at: int, size: int) -> bytes:
        """A cell's bytes, with those in the pages that it is continued in."""
        most, least = self._usable - 35, (self._usable - 12) * 32 // 255 - 23
        if size <= most:
            return _exact(page[at : at + size], size)
        inside = least + (size - least) % (self._usable - 4)
        inside = inside if inside <= most else least
        parts = [_exact(page[at : at + inside], inside)]
        number, left = int.from_bytes(_exact(page[at + inside : at + inside + 4], 4), "big"), size - inside
        while left > 0:
            if not 0 < number <= self._count:
                raise ValueError("a chain of pages leads outside the file")
            more = self.page(number)
            take = min(left, self._usable - 4)
            parts.append(_exact(more[4 : 4 + take], take))
            number, left = int.from_bytes(more[:4], "big"), left - take
        return b"".join(parts)


def _exact(part: bytes, size: int) -> bytes:
    if len(part) != size:
        raise ValueError("a row is cut off")
    return part


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for k in range(8):
        byte = data[at + k]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + k + 1
    return value << 8 | data[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _values(payload: bytes) -> tuple[Any, ...]:
    """The values of a row by the types that stand before them. Raises `ValueError` where they are not these."""
    size, at = _varint(payload, 0)
    body = size
    out: list[Any] = []
    while at < size:
        kind, at = _varint(payload, at)
        if kind in _SIZES:
            length = _SIZES[kind]
            out.append(int.from_bytes(_exact(payload[body : body + length], length), "big", signed=True))
        elif kind == 7:
            length = 8
            out.append(struct.unpack(">d", _exact(payload[body : body + 8], 8))[0])
        elif kind in (0, 8, 9):
            length = 0
            out.append(None if kind == 0 else kind - 8)
        elif kind >= 12:
            length = (kind - 12) // 2
            part = _exact(payload[body : body + length], length)
            out.append(part.decode() if kind & 1 else part)
        else:
            raise ValueError("no such type")
        body += length
    if body != len(payload) or at != size:
        raise ValueError("a row is longer than its values")
    return tuple(out)
