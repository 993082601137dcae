"""Which article each is most like among the older ones, from all sketches of a record at once.

An article is compared with the older ones that speak for enough of its shingles; a shingle speaks for the `HEADS`
oldest articles that hold it, which keeps the work linear in the record. What is found hangs on the sketches and ages
alone: not on the order in which articles came, nor on which of them are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CONTAINED = 0.55
"""Share of the smaller sketch that makes a copy (`benchmarks/copies.md`)."""
SMALLEST_SKETCH = 8
"""Below this (about 35 words) only the same words are a copy."""
HEADS = 4
VOTED = 0.2
"""Share of the smaller sketch for which an older article must speak to be compared."""
PARTS = 16
"""The hashes are sorted in so many parts, which bounds the memory."""

Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]
"""Who holds which hash: hash and rank in one number each, in rising order."""


@dataclass(frozen=True, slots=True)
class Sketched:
    """What is compared of one article; `age` orders articles, the older before the younger, and ids those of an age."""

    article_id: str
    age: int
    words_key: int
    hashes: bytes


@dataclass(frozen=True, slots=True)
class Like:
    """The older article (by its index) that one is most like, and the share of the smaller of the two in the other;
    `same` when their words are the same."""

    other: int
    share: float
    same: bool


class Sketches:
    """The sketches of a record, packed; indices are ranks, the oldest article first."""

    def __init__(self, articles: Iterable[Sketched]) -> None:
        heads: list[tuple[int, str, int]] = []
        packed = bytearray()
        ends = [0]
        for article in articles:
            heads.append((article.age, article.article_id, article.words_key))
            packed += article.hashes
            ends.append(len(packed) // 4)
        order = sorted(range(len(heads)), key=heads.__getitem__)
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        sizes: Indices = np.diff(np.array(ends, dtype=np.int64)).astype(np.int64)
        self.ids = [heads[i][1] for i in order]
        self.keys = np.array([heads[i][2] for i in order], dtype=np.int64)
        self.index = {key: i for i, key in enumerate(self.ids)}
        self.sizes = sizes[order] if order else sizes
        self._begins = np.array(ends[:-1], dtype=np.int64)[order] if order else np.empty(0, dtype=np.int64)
        self._hashes = np.frombuffer(packed, dtype="<u4")
        self._owners = np.repeat(rank, sizes).astype(np.uint32)

    def hashes_of(self, i: int) -> npt.NDArray[np.uint32]:
        """The sketch of one article, in rising order."""
        begin = self._begins[i]
        return self._hashes[begin : begin + self.sizes[i]]

    def share(self, i: int, j: int) -> float:
        """The share of the smaller of two sketches that lies in the other; 0 when it is too small to say."""
        smaller = min(self.sizes[i], self.sizes[j])
        if smaller < SMALLEST_SKETCH:
            return 0.0
        shared = np.intersect1d(self.hashes_of(i), self.hashes_of(j), assume_unique=True)
        return len(shared) / int(smaller)

    def holding(self, asked: Sequence[int]) -> Codes:
        """Every holder of every hash of the asked articles."""
        if not asked:
            return np.empty(0, dtype=np.uint64)
        wanted = np.unique(np.concatenate([self.hashes_of(i) for i in asked]))
        near = held(self._hashes, wanted)
        return codes_of(self._hashes[near], self._owners[near])

    def parts(self) -> Iterable[Codes]:
        """Every holder of every hash of the record, as `holding`, a part of the hashes at a time."""
        width = (1 << 32) // PARTS
        for part in range(PARTS):
            here = np.flatnonzero(self._hashes // np.uint32(width) == part)
            yield codes_of(self._hashes[here], self._owners[here])

    def likes(self, asked: Sequence[int] | None = None) -> dict[int, Like]:
        """For each article that repeats an older one, which; of the asked articles or (`None`) of all."""
        found: dict[int, Like] = {}
        wanted = np.ones(len(self.ids), dtype=bool) if asked is None else np.zeros(len(self.ids), dtype=bool)
        if asked is not None:
            wanted[list(asked)] = True
        for older, newer in self._candidates(wanted, None if asked is None else self.holding(asked)):
            share = self.share(older, newer)
            held = found.get(newer)
            if share >= CONTAINED and (held is None or (share, -older) > (held.share, -held.other)):
                found[newer] = Like(older, share, same=False)
        firsts = _firsts(self.keys)
        for i in np.flatnonzero(wanted & (firsts < np.arange(len(self.ids))) & (self.keys != 0)):
            found[int(i)] = Like(int(firsts[i]), 1.0, same=True)
        return found

    def _candidates(
        self, wanted: npt.NDArray[np.bool_], holders: Codes | None
    ) -> Iterable[tuple[int, int]]:
        """Pairs of an older and a wanted younger article that are worth a comparison."""
        n = max(len(self.ids), 1)
        codes, votes = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        for part in self.parts() if holders is None else [holders]:
            pairs = _pairs(part, wanted, n)
            if len(pairs):
                codes, votes = _added(codes, votes, *np.unique(pairs, return_counts=True))
        newer, older = codes // n, codes % n
        smaller = np.minimum(self.sizes[older], self.sizes[newer])
        enough = (smaller >= SMALLEST_SKETCH) & (votes >= np.maximum(VOTED * smaller, 2))
        yield from zip(older[enough].tolist(), newer[enough].tolist(), strict=True)

    def reached(self, changed: Sequence[int]) -> set[int]:
        """The articles for which another may be the most alike now that the changed ones (all in here) came or went."""
        return reached(self.holding(changed), changed, len(self.ids))


def held(hashes: npt.NDArray[np.uint32], wanted: npt.NDArray[np.uint32]) -> Indices:
    """Where any of the wanted hashes (in rising order) stands; a bit for each high part of a hash says no at once."""
    table = np.zeros(1 << 20, dtype=bool)
    table[wanted >> 12] = True
    near = np.flatnonzero(table[hashes >> 12])
    if not len(wanted):
        return near[:0]
    place = np.minimum(np.searchsorted(wanted, hashes[near]), len(wanted) - 1)
    found: Indices = near[wanted[place] == hashes[near]]
    return found


def reached(codes: Codes, changed: Sequence[int], n: int) -> set[int]:
    """Of `n` articles those before which a changed one may speak, or have spoken, for something that they hold."""
    if not len(codes):
        return set()
    owners = owners_of(codes)
    group, _ = groups(codes)
    begins = np.r_[True, group[1:] != group[:-1]]
    moved = np.zeros(n, dtype=bool)
    moved[list(changed)] = True
    here = moved[owners]
    steady: Indices = np.cumsum(~here) - ~here
    steady -= steady[begins][group]
    speaks = here & (steady < HEADS)
    said: Indices = np.cumsum(speaks) - speaks
    said -= said[begins][group]
    return set(np.unique(owners[said > 0]).tolist())


def codes_of(hashes: npt.NDArray[np.uint32], owners: npt.NDArray[np.uint32]) -> Codes:
    """The codes of hashes and their holders' ranks."""
    codes = hashes.astype(np.uint64) << np.uint64(32)
    codes |= owners
    codes.sort()
    return codes


def owners_of(codes: Codes) -> Indices:
    """The holder of each hash."""
    owners: Indices = (codes & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return owners


def groups(codes: Codes) -> tuple[Indices, Indices]:
    """For each code the number of its hash among the hashes, and for each hash where its codes begin."""
    hashes = (codes >> np.uint64(32)).astype(np.uint32)
    first = np.r_[True, hashes[1:] != hashes[:-1]]
    return np.cumsum(first) - 1, np.flatnonzero(first)


def _pairs(codes: Codes, wanted: npt.NDArray[np.bool_], n: int) -> Indices:
    """A number for each time that a shingle of a wanted article speaks for an older one: `newer * n + older`."""
    if not len(codes):
        return np.empty(0, dtype=np.int64)
    group, starts = groups(codes)
    owners = owners_of(codes)
    place = np.arange(len(codes)) - starts[group]
    asked = wanted[owners]
    pairs = []
    for head in range(HEADS):
        later = np.flatnonzero(asked & (place > head))
        pairs.append(owners[later] * n + owners[starts[group[later]] + head])
    return np.concatenate(pairs)


def _added(codes: Indices, votes: Indices, more: Indices, counts: Indices) -> tuple[Indices, Indices]:
    """Two lists of pairs with their votes as one."""
    if not len(codes):
        return more, counts
    both, where = np.unique(np.concatenate([codes, more]), return_inverse=True)
    total = np.bincount(where, weights=np.concatenate([votes, counts]), minlength=len(both))
    return both, total.astype(np.int64)


def _firsts(keys: npt.NDArray[np.int64]) -> Indices:
    """For each article the oldest with the same words."""
    if not len(keys):
        return np.empty(0, dtype=np.int64)
    _, first, where = np.unique(keys, return_index=True, return_inverse=True)
    return first[where]
