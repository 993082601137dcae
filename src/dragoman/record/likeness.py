"""Which article each is most like among the older ones, from all sketches of a record at once.

An article is compared with the older ones that speak for enough of its shingles; a shingle speaks for the `HEADS`
oldest articles that hold it, which keeps the work linear in the record. What is found hangs on the sketches and ages
alone: not on the order in which articles came, nor on which of them are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

CONTAINED = 0.5
"""Share of the smaller sketch that makes a copy (`benchmarks/copies.md`)."""
SMALLEST_SKETCH = 8
"""Below this (about 35 words) only the same words are a copy."""
HEADS = 5
VOTED = 0.2
"""Share of the smaller sketch for which an older article must speak to be compared."""
FRAME_OF, STRANGERS = 5, 3
"""A shingle belongs to a frame (a publisher's boilerplate, the background of a long story) when so many of the oldest
articles that hold it are strangers to each other; it says nothing of the articles that came after these."""
KIN, WITHIN = 0.5, 0.65
"""Two articles are no strangers when they share so much of the larger or of the smaller one."""
AT_ONCE = 20_000
"""Articles whose frames are looked for at once."""
PARTS = 16
"""The hashes are sorted in so many parts, and pairs are counted so many articles at a time, which bounds the memory."""
RUN = 1 << 24
"""Hashes that are looked through at once."""

Indices = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]
Votes = npt.NDArray[np.uint32]
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
        rank = np.empty(len(order), dtype=np.uint32)
        rank[order] = np.arange(len(order))
        sizes: Indices = np.diff(np.array(ends, dtype=np.int64)).astype(np.int64)
        self.ids = [heads[i][1] for i in order]
        self.keys = np.array([heads[i][2] for i in order], dtype=np.int64)
        self.index = {key: i for i, key in enumerate(self.ids)}
        self.sizes = sizes[order] if order else sizes
        self._begins = np.array(ends[:-1], dtype=np.int64)[order] if order else np.empty(0, dtype=np.int64)
        self._hashes = np.frombuffer(packed, dtype="<u4")
        self._owners = np.repeat(rank, sizes)

    def hashes_of(self, i: int) -> npt.NDArray[np.uint32]:
        """The sketch of one article, in rising order."""
        begin = self._begins[i]
        return self._hashes[begin : begin + self.sizes[i]]

    def share(self, i: int, j: int) -> float:
        """The share of the smaller of two sketches that lies in the other; 0 when it is too small to say."""
        return share_of(self.hashes_of(i), self.hashes_of(j))

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
            here = np.concatenate(
                [np.flatnonzero(run // np.uint32(width) == part) + at for at, run in _runs(self._hashes)]
            )
            yield codes_of(self._hashes[here], self._owners[here])

    def likes(self, asked: Sequence[int] | None = None) -> dict[int, Like]:
        """For each article that repeats an older one, which; of the asked articles or (`None`) of all."""
        found: dict[int, Like] = {}
        wanted = np.ones(len(self.ids), dtype=bool) if asked is None else np.zeros(len(self.ids), dtype=bool)
        if asked is not None:
            wanted[list(asked)] = True
        pairs = self._candidates(wanted, None if asked is None else self.holding(asked))
        near = [(older, newer, share) for older, newer in pairs if (share := self.share(older, newer)) >= CONTAINED]
        frames = self._frames(sorted({newer for _, newer, _ in near}))
        for older, newer, whole in near:
            frame = frames.get(newer)
            share = whole if frame is None else self._share_beside(older, newer, frame)
            best = found.get(newer)
            if share >= CONTAINED and (best is None or (share, -older) > (best.share, -best.other)):
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
        width = -(-n // PARTS)
        # Of each part of the younger articles: pairs as numbers and how many shingles of one part of the hashes speak.
        found: list[list[tuple[Indices, Votes]]] = [[] for _ in range(PARTS)]
        for part in self.parts() if holders is None else [holders]:
            codes, votes = _counted(_pairs(part, wanted, n))
            cuts = np.searchsorted(codes, np.arange(1, PARTS) * width * n)
            for some, pairs, said in zip(found, np.split(codes, cuts), np.split(votes, cuts), strict=True):
                some.append((pairs, said))
        for some in found:
            codes, votes = _summed(some)
            some.clear()
            newer, older = codes // n, codes % n
            smaller = np.minimum(self.sizes[older], self.sizes[newer])
            enough = (smaller >= SMALLEST_SKETCH) & (votes >= np.maximum(VOTED * smaller, 2))
            yield from zip(older[enough].tolist(), newer[enough].tolist(), strict=True)

    def _frames(self, asked: Sequence[int]) -> dict[int, Hashes]:
        """Of the asked articles that have any: the hashes that belong to a frame, in rising order."""
        found: dict[int, Hashes] = {}
        kin: dict[tuple[int, int], bool] = {}
        for begin in range(0, len(asked), AT_ONCE):
            some = asked[begin : begin + AT_ONCE]
            wanted = np.zeros(len(self.ids), dtype=bool)
            wanted[list(some)] = True
            codes = self.holding(some)
            group, starts = groups(codes)
            owners = owners_of(codes)
            later = np.flatnonzero(wanted[owners] & (np.arange(len(codes)) - starts[group] >= FRAME_OF))
            first = starts[group[later]]
            heads = np.stack([owners[first + n] for n in range(FRAME_OF)], axis=1)
            several, which = np.unique(heads, axis=0, return_inverse=True)
            framed = np.array([self._are_strangers(row, kin) for row in several.tolist()], dtype=bool)
            here = later[framed[which.reshape(-1)]] if len(several) else later
            order = np.argsort(owners[here], kind="stable")
            hashes, holders = (codes[here] >> np.uint64(32)).astype(np.uint32)[order], owners[here][order]
            cuts = np.flatnonzero(np.diff(holders)) + 1
            for part, ranks in zip(np.split(hashes, cuts), np.split(holders, cuts), strict=True):
                if len(ranks):
                    found[int(ranks[0])] = part
        return found

    def _are_strangers(self, articles: Sequence[int], kin: dict[tuple[int, int], bool]) -> bool:
        """True when `STRANGERS` of the articles are pairwise no more alike than two reports in one frame."""
        return any(
            not any(self._are_kin(pair, kin) for pair in combinations(some, 2))
            for some in combinations(articles, STRANGERS)
        )

    def _are_kin(self, pair: tuple[int, int], kin: dict[tuple[int, int], bool]) -> bool:
        if pair not in kin:
            i, j = pair
            smaller, larger = sorted((int(self.sizes[i]), int(self.sizes[j])))
            shared = common(self.hashes_of(i), self.hashes_of(j))
            kin[pair] = shared / max(larger, 1) >= KIN or (smaller >= SMALLEST_SKETCH and shared / smaller >= WITHIN)
        return kin[pair]

    def _share_beside(self, i: int, j: int, frame: Hashes) -> float:
        """The share of the smaller of two sketches in the other, both without what belongs to a frame."""
        one = np.setdiff1d(self.hashes_of(i), frame, assume_unique=True)
        other = np.setdiff1d(self.hashes_of(j), frame, assume_unique=True)
        return share_of(one, other)


def share_of(one: Hashes, other: Hashes) -> float:
    """The share of the smaller of two sketches that lies in the other; 0 when it is too small to say."""
    smaller = min(len(one), len(other))
    return 0.0 if smaller < SMALLEST_SKETCH else common(one, other) / smaller


def common(one: Hashes, other: Hashes) -> int:
    """How many hashes two sketches share; both are in rising order."""
    both = np.concatenate((one, other))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))


def _runs(hashes: Hashes) -> Iterator[tuple[int, Hashes]]:
    """The hashes `RUN` at a time, each run with where it begins."""
    return ((at, hashes[at : at + RUN]) for at in range(0, max(len(hashes), 1), RUN))


def held(hashes: Hashes, wanted: Hashes) -> Indices:
    """Where any of the wanted hashes (in rising order) stands; a bit for each high part of a hash says no at once."""
    if not len(wanted):
        return np.empty(0, dtype=np.int64)
    low = np.uint32(12 if len(wanted) < 1 << 16 else 8)
    table = np.zeros((0xFFFFFFFF >> int(low)) + 1, dtype=bool)
    table[wanted >> low] = True
    found = []
    for at, run in _runs(hashes):
        near = np.flatnonzero(table[run >> low])
        place = np.minimum(np.searchsorted(wanted, run[near]), len(wanted) - 1)
        found.append(near[wanted[place] == run[near]] + at)
    return np.concatenate(found)


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


def _counted(pairs: Indices) -> tuple[Indices, Votes]:
    """The pairs in rising order, each once, and how often each stands."""
    pairs.sort()
    first = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]]) if len(pairs) else np.empty(0, dtype=np.int64)
    return pairs[first], np.diff(np.r_[first, len(pairs)]).astype(np.uint32)


def _summed(counted: Sequence[tuple[Indices, Votes]]) -> tuple[Indices, Votes]:
    """Lists of pairs with their votes as one."""
    codes = np.concatenate([pairs for pairs, _ in counted])
    votes = np.concatenate([some for _, some in counted])
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    first = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else np.empty(0, dtype=np.int64)
    return codes[first], np.add.reduceat(votes[order], first) if len(first) else votes


def _firsts(keys: npt.NDArray[np.int64]) -> Indices:
    """For each article the oldest with the same words."""
    if not len(keys):
        return np.empty(0, dtype=np.int64)
    _, first, where = np.unique(keys, return_index=True, return_inverse=True)
    return first[where]
