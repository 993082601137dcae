"""Shared sentences: which older article already says a sentence in the same words, or nearly.

Only words outside quotation marks count: two reporters may well hear one speech. Sentences are compared when they have
a mark in common (`sketches.marks_of`); a mark speaks for the oldest articles that hold it, as a shingle does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from dragoman.record.likeness import HEADS, Codes, codes_of, groups, held, owners_of
from dragoman.record.sketches import own_words

ALIKE = 0.6
"""Share of the three-word shingles of two sentences together that both have, from which they are one sentence."""
_RUN = 3
HELD = 4096
"""Sentences whose shingles are kept: the oldest of a story are compared with all that came after."""


class Marks:
    """The marks of all sentences of a record, packed; articles by rank, the oldest first."""

    def __init__(self, articles: Iterable[tuple[str, int, bytes]]) -> None:
        """From `(article_id, age, marks)`."""
        heads: list[tuple[int, str]] = []
        packed = bytearray()
        sizes = []
        for article_id, age, marks in articles:
            heads.append((age, article_id))
            packed += marks
            sizes.append(len(marks) // 12)
        order = sorted(range(len(heads)), key=heads.__getitem__)
        rank = np.empty(len(order), dtype=np.uint32)
        rank[order] = np.arange(len(order))
        self.ids = [heads[i][1] for i in order]
        self.index = {key: i for i, key in enumerate(self.ids)}
        rows = np.frombuffer(packed, dtype="<u4").reshape(-1, 3)
        self._marks = np.concatenate([rows[:, 0], rows[:, 1]])
        self._starts = np.concatenate([rows[:, 2], rows[:, 2]])
        owners = np.repeat(rank, np.array(sizes, dtype=np.int64))
        self._owners = np.concatenate([owners, owners])

    def _holding(self, asked: Sequence[int]) -> tuple[Codes, np.ndarray[tuple[int], np.dtype[np.uint32]]]:
        """Holders of the marks of the asked articles, and where their sentences start."""
        here = np.zeros(len(self.ids) + 1, dtype=bool)
        here[list(asked)] = True
        near = held(self._marks, np.unique(self._marks[here[self._owners]]))
        order = np.lexsort((self._starts[near], self._owners[near], self._marks[near]))
        near = near[order]
        return codes_of(self._marks[near], self._owners[near]), self._starts[near]

    def shared(self, asked: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
        """Sentences of the asked articles and older ones with a mark in common: rank and start of the younger and of
        the older, in rising order."""
        codes, starts = self._holding(asked)
        if not len(codes):
            return
        owners = owners_of(codes)
        group, begins = groups(codes)
        wanted = np.zeros(len(self.ids), dtype=bool)
        wanted[list(asked)] = True
        place = np.arange(len(codes)) - begins[group]
        found = []
        for head in range(HEADS):
            later = np.flatnonzero(wanted[owners] & (place > head))
            first = begins[group[later]] + head
            rows = np.stack([owners[later], starts[later], owners[first], starts[first]], axis=1)
            found.append(rows[rows[:, 0] != rows[:, 2]])
        for row in np.unique(np.concatenate(found), axis=0):
            yield int(row[0]), int(row[1]), int(row[2]), int(row[3])


def marks_in(connection: sqlite3.Connection) -> Iterator[tuple[str, int, bytes]]:
    """What `Marks` is made from, of all articles."""
    for row in connection.execute("SELECT article_id, age, marks FROM sketches"):
        yield row[0], row[1], row[2]


def alike(one: str, other: str) -> bool:
    """True when two sentences say the same in the same words, or nearly."""
    if one == other:
        return len(own_words(one)) >= _RUN
    a, b = _runs(one), _runs(other)
    return bool(a and b) and len(a & b) >= ALIKE * len(a | b)


@lru_cache(maxsize=HELD)
def _runs(sentence: str) -> frozenset[tuple[str, ...]]:
    words = own_words(sentence)
    return frozenset(zip(*(words[i:] for i in range(_RUN)), strict=False))
