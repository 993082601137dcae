"""Who holds which shingle and which mark of a sentence: an index in the record of all its sketches.

It gives the articles with which one that comes has to be compared, at a cost that does not grow with the record. An
article stands in it by its place, a number that orders articles as their age and id do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from dragoman.record.likeness import HEADS

MARKS_FROM = 1 << 32
"""A mark stands in the index as itself and this, a shingle as itself."""
ANEW = 1 / 4
"""When more of the record than this is to be entered, all of it is: in the order of the index, which is faster."""
AT_ONCE = 100_000
"""Articles whose hashes are held at once while the index is made anew; for more the sketches are read several times."""
_ID_BITS, _ID_DIGITS = 40, 10
_ROWS = 1 << 16

Numbers = npt.NDArray[np.uint64]


def place_of(age: int, article_id: str) -> int:
    """The place of an article: its age, then how its id begins. Two articles may have one place: then only their ids
    can say which is first."""
    first = 0
    for n in range(_ID_DIGITS):
        digit = article_id[n : n + 1]
        if not ("0" <= digit <= "9" or "a" <= digit <= "f"):
            # What is no hexadecimal id stands among those that are where its first other sign puts it.
            rest = _ID_BITS - 4 * n
            first <<= rest
            if digit > "9":
                first += ((10 << (rest - 4)) if digit < "a" else (1 << rest)) - 1
            break
        first = first << 4 | int(digit, 16)
    return age << _ID_BITS | first


def enter(connection: sqlite3.Connection) -> None:
    """Brings the index to the sketches as they stand: those that are gone (`sketches_gone`) leave, new ones enter."""
    for row in connection.execute("SELECT place, hashes, marks FROM sketches_gone WHERE place IS NOT NULL").fetchall():
        rows = ((hash_, row[0]) for hash_ in hashes_of(row[1], row[2]).tolist())
        connection.executemany("DELETE FROM holders WHERE hash = ? AND place = ?", rows)
        connection.execute("UPDATE sketches SET place = NULL WHERE place = ?", (row[0],))
    new = connection.execute("SELECT article_id, age FROM sketches WHERE place IS NULL").fetchall()
    if not new:
        return
    connection.executemany(
        "UPDATE sketches SET place = ? WHERE article_id = ?", ((place_of(row[1], row[0]), row[0]) for row in new)
    )
    articles = about(connection)
    if len(new) > ANEW * articles:
        _anew(connection, articles)
        return
    for begin in range(0, len(new), _ROWS // 16):
        found = []
        for article_id, age in new[begin : begin + _ROWS // 16]:
            held = connection.execute("SELECT hashes, marks FROM sketches WHERE article_id = ?", (article_id,))
            place = place_of(age, article_id)
            found += [(hash_, place) for hash_ in hashes_of(*held.fetchone()).tolist()]
        connection.executemany("INSERT OR IGNORE INTO holders VALUES (?, ?)", sorted(found))


def _anew(connection: sqlite3.Connection, articles: int) -> None:
    connection.execute("DELETE FROM holders")
    passes = -(-articles // AT_ONCE)
    for which in range(passes):
        # Shingles are spread over the lower half of all numbers, marks over the upper one.
        low, high = (MARKS_FROM * 2 * n // passes for n in (which, which + 1))
        packed = bytearray()
        places: list[int] = []
        for place, hashes, marks in connection.execute("SELECT place, hashes, marks FROM sketches ORDER BY place"):
            held = hashes_of(hashes, marks)
            here = held[(held >= low) & (held < high)]
            packed += (here << np.uint64(31) | np.uint64(len(places))).tobytes()
            places.append(place)
        codes: Numbers = np.frombuffer(packed, dtype=np.uint64)
        codes.sort()
        connection.executemany("INSERT OR IGNORE INTO holders VALUES (?, ?)", _rows(codes, np.array(places)))


def _rows(codes: Numbers, places: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    for begin in range(0, len(codes), _ROWS):
        some = codes[begin : begin + _ROWS]
        held = places[(some & np.uint64((1 << 31) - 1)).astype(np.int64)]
        yield from zip((some >> np.uint64(31)).tolist(), held.tolist(), strict=True)


def about(connection: sqlite3.Connection) -> int:
    """About how many articles the record holds, at no cost: to choose the cheaper of two ways to one result."""
    return int(connection.execute("SELECT coalesce(max(rowid), 0) FROM articles").fetchone()[0])


def hashes_of(hashes: bytes, marks: bytes) -> Numbers:
    """The numbers by which a sketch stands in the index, each once."""
    shingles = np.frombuffer(hashes, dtype="<u4").astype(np.uint64)
    return np.concatenate([shingles, np.array(marks_of(marks), dtype=np.uint64)])


def shingles_of(hashes: bytes) -> list[int]:
    """The shingles of a sketch as they stand in the index."""
    found: list[int] = np.frombuffer(hashes, dtype="<u4").tolist()
    return found


def marks_of(marks: bytes) -> list[int]:
    """The marks of a sketch as they stand in the index, rising, each once."""
    rows = np.frombuffer(marks, dtype="<u4").reshape(-1, 3)[:, :2]
    found: list[int] = (np.unique(rows).astype(np.int64) + MARKS_FROM).tolist()
    return found


def first_of(connection: sqlite3.Connection, hashes: Iterable[int]) -> set[int]:
    """The places of the oldest `HEADS` holders of each of these."""
    found: set[int] = set()
    for hash_ in hashes:
        rows = connection.execute("SELECT place FROM holders WHERE hash = ? ORDER BY place LIMIT ?", (hash_, HEADS))
        found.update(row[0] for row in rows)
    return found


def reached(connection: sqlite3.Connection, changed: Iterable[tuple[int, Sequence[int]]]) -> set[int]:
    """The places of all before which a changed one (its place and its hashes) may speak, or have spoken, for something
    that they hold: the holders of a hash that are younger, unless `HEADS` others are older than it."""
    oldest: dict[int, int] = {}
    for place, hashes in changed:
        for hash_ in hashes:
            oldest[hash_] = min(place, oldest.get(hash_, place))
    found: set[int] = set()
    for hash_, place in oldest.items():
        older = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM holders WHERE hash = ? AND place < ? LIMIT ?)", (hash_, place, HEADS)
        ).fetchone()
        if older[0] < HEADS:
            rows = connection.execute("SELECT place FROM holders WHERE hash = ? AND place >= ?", (hash_, place))
            found.update(row[0] for row in rows)
    return found


def at_places(connection: sqlite3.Connection, places: Iterable[int], columns: str) -> Iterator[sqlite3.Row]:
    """These columns of the sketches of all articles at these places."""
    left = iter(sorted(places))
    while some := list(islice(left, 500)):
        marks = ", ".join("?" * len(some))
        yield from connection.execute(f"SELECT {columns} FROM sketches WHERE place IN ({marks})", some)
