"""Copies: wire pick-ups, syndicated and updated versions, found by the containment of their five-word shingles.

Each article keeps a sketch, the shingle hashes that are divisible by `KEPT_OF`; the share of the smaller sketch that
lies in the other estimates containment (FracMinHash; Irber et al. 2022, after Broder 1997). Containment and not
Jaccard, because a wire story is often a part of a longer page.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

SHINGLE_WORDS = 5
KEPT_OF = 4
"""One hash in four is kept: about 120 for an article of 500 words."""

CONTAINED = 0.6
"""Share of the smaller sketch that makes a copy; a first value, chosen so that a new lead and cuts pass."""

SMALLEST_SKETCH = 8
"""Below this (about 35 words) only an identical text is a copy."""

HOLDERS = 4
"""A shingle speaks for at most this many of the oldest articles that hold it, which keeps the work linear."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketched:
    """What is compared of one article: `rank` orders it in time (older first), `key` is the hash of all its words."""

    article_id: str
    rank: tuple[str, bool, str]
    key: int
    hashes: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """`article_id` repeats `origin_id`; `how` says how much of the smaller of the two is in the other."""

    article_id: str
    origin_id: str
    how: str


def sketch(text: str) -> tuple[int, bytes]:
    """The number of words, and the sketch as little-endian 32-bit integers in rising order."""
    words = [w.encode("utf-8", "replace") for w in _WORD.findall(text.casefold())]
    shingles = (b" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(len(words) - SHINGLE_WORDS + 1, 0)))
    hashes = {h for h in map(zlib.crc32, shingles) if h % KEPT_OF == 0}
    return len(words), struct.pack(f"<{len(hashes)}I", *sorted(hashes))


def words_key(text: str) -> int:
    """A 64-bit hash of the text's words, whatever stands between them; 0 for a text without words."""
    words = _WORD.findall(text.casefold())
    if not words:
        return 0
    joined = " ".join(words).encode("utf-8", "replace")
    return zlib.crc32(joined) << 32 | zlib.crc32(joined[::-1])


def find_copies(articles: Sequence[Sketched]) -> list[Copy]:
    """Every article that repeats an older one, in the order of their ids; origins are never copies themselves.

    Time and memory grow with the number of hashes. The order of `articles` does not matter.
    """
    ranked = sorted(articles, key=lambda a: a.rank)
    near = _near_pairs([a.hashes for a in ranked])
    first_of_key: dict[int, int] = {}
    root = list(range(len(ranked)))
    copies: list[Copy] = []
    for i, article in enumerate(ranked):
        same = first_of_key.setdefault(article.key, i) if article.key else i
        if same != i:
            root[i] = root[same]
            copies.append(Copy(article.article_id, ranked[root[i]].article_id, "the same words"))
        elif i in near:
            other, share = near[i]
            root[i] = root[other]
            copies.append(Copy(article.article_id, ranked[root[i]].article_id, f"{share:.0%} of its shingles"))
    return sorted(copies, key=lambda c: c.article_id)


def _near_pairs(packed: Sequence[bytes]) -> dict[int, tuple[int, float]]:
    """For each article that is contained in (or contains) an older one: the best such, and the share."""
    import numpy as np

    sketches: list[np.ndarray[tuple[int], np.dtype[np.uint32]]] = [np.frombuffer(p, dtype="<u4") for p in packed]
    sizes = np.array([len(s) for s in sketches], dtype=np.int64)
    if not len(sizes) or not sizes.sum():
        return {}
    hashes = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches), dtype=np.int64), sizes)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    group = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(hashes)]))
    place = np.arange(len(hashes)) - starts[group]
    pairs = []
    for holder in range(HOLDERS):
        later = np.flatnonzero(place > holder)
        pairs.append(owners[starts[group[later]] + holder] * len(sketches) + owners[later])
    codes, shared = np.unique(np.concatenate(pairs), return_counts=True)
    older, newer = codes // len(sketches), codes % len(sketches)
    smaller = np.minimum(sizes[older], sizes[newer])
    share = shared / np.maximum(smaller, 1)
    best: dict[int, tuple[int, float]] = {}
    for i in np.flatnonzero((share >= CONTAINED) & (smaller >= SMALLEST_SKETCH)):
        old, new, value = int(older[i]), int(newer[i]), float(share[i])
        if new not in best or (value, -old) > (best[new][1], -best[new][0]):
            best[new] = (old, value)
    return best
