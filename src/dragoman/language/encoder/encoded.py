"""What the encoder says of a text, by place."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.language.encoder.windows import LENGTH
from dragoman.model import Span

Floats = NDArray[np.float32]

SOURCE, CUE, CONTENT = 0, 1, 2
TOGETHER = 32
"""Cues of a window that are linked at once: 200 KB."""
HEADS = 64
"""Dimensions of a link's query and key."""
STATES = 96
"""Dimensions of a piece's state: the third layer's 384, turned to the directions in which they differ most."""


@dataclass(frozen=True, slots=True)
class Links:
    """For one cue: the probability of each piece of its window to be in its source (row 0) and in its content (row 1).

    `first` is the window's first row in `Encoded.starts`; `sums` are running sums with a zero before, [2, n + 1].
    """

    first: int
    chance: Floats
    sums: NDArray[np.float64]

    def total(self, role: int, rows: tuple[int, int]) -> float:
        """The sum over rows `[a, b)` of the whole text; rows outside the window count nothing."""
        n = self.chance.shape[1]
        a, b = (min(max(r - self.first, 0), n) for r in rows)
        return float(self.sums[role, b] - self.sums[role, a]) if b > a else 0.0

    def mass(self, role: int) -> float:
        """The sum over the window."""
        return float(self.sums[role, -1])


@dataclass(slots=True)
class Encoded:
    """The encoder's outputs over the parts of a text that were read.

    `starts`, `ends` [n]: code points of each piece; `inside` [n, 3]: probability to be in a source, cue, content;
    `windows`: first rows of the windows, in order; `query`, `key` [n, 2, 64]; `states` [n, STATES].
    """

    starts: list[int]
    ends: list[int]
    inside: Floats
    opens: Floats
    windows: list[int]
    query: Floats
    key: Floats
    states: Floats
    distance: Floats
    bias: Floats
    _sums: NDArray[np.float64] = field(default_factory=lambda: np.zeros((1, 3)))
    _links: dict[int, Links] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sums = np.concatenate([np.zeros((1, 3)), np.cumsum(self.inside, 0, dtype=np.float64)])

    def rows(self, span: Span) -> tuple[int, int]:
        """The rows of the pieces that share a character with the span, as `[a, b)`; empty where it was not read."""
        a = bisect_right(self.ends, span.start)
        b = a
        n = len(self.starts)
        while b < n and self.starts[b] < span.end:
            b += 1
        while a < b and self.starts[a] == self.ends[a]:
            a += 1
        return a, b

    def mean(self, role: int, rows: tuple[int, int]) -> float:
        """The mean probability of a role over rows; 0 for none."""
        a, b = rows
        return float(self._sums[b, role] - self._sums[a, role]) / (b - a) if b > a else 0.0

    def highest(self, role: int, rows: tuple[int, int]) -> float:
        """The highest probability of a role over rows; 0 for none."""
        a, b = rows
        return float(self.inside[a:b, role].max()) if b > a else 0.0

    def pooled(self, rows: Sequence[tuple[int, int]]) -> Floats:
        """The mean state of the pieces in several ranges of rows, [STATES]; zeros of none."""
        parts = [self.states[a:b] for a, b in rows if b > a]
        return np.concatenate(parts).mean(0, dtype=np.float32) if parts else np.zeros(STATES, np.float32)

    def links(self, cue: int) -> Links:
        """What belongs to the cue whose first piece stands in row `cue`."""
        if cue not in self._links:
            self.link([cue])
        return self._links[cue]

    def link(self, cues: Iterable[int]) -> None:
        """Computes the links of many cues at once, for `links` to give."""
        windows: dict[int, list[int]] = {}
        for cue in sorted(set(cues) - self._links.keys()):
            windows.setdefault(bisect_right(self.windows, cue) - 1, []).append(cue)
        for at, found in windows.items():
            for some in range(0, len(found), TOGETHER):
                self._link(at, found[some : some + TOGETHER])

    def _link(self, at: int, cues: list[int]) -> None:
        first = self.windows[at]
        last = self.windows[at + 1] if at + 1 < len(self.windows) else len(self.starts)
        apart = np.arange(first, last) - np.array(cues)[:, None]
        # [2, cues, rows]
        score = self.query[cues].transpose(1, 0, 2) @ self.key[first:last].transpose(1, 2, 0)
        score /= math.sqrt(HEADS)
        score += self.distance[:, _buckets(self.distance.shape[1] // 2)[apart]]
        score += self.bias[:, None, None]
        np.negative(score, out=score)
        np.exp(score, out=score)
        score += 1
        chance = np.divide(1, score, out=score)
        sums = np.zeros((2, len(cues), last - first + 1))
        np.cumsum(chance, 2, dtype=np.float64, out=sums[:, :, 1:])
        for i, cue in enumerate(cues):
            self._links[cue] = Links(first, chance[:, i], sums[:, i])


@cache
def _buckets(reach: int) -> NDArray[np.int64]:
    """Signed distances as buckets: exact to 8 pieces, then logarithmic, as in training; those below 0 stand at the end,
    where numpy looks for them."""
    apart = np.concatenate([np.arange(LENGTH), np.arange(-LENGTH, 0)])
    size = np.abs(apart)
    far = np.floor(8 + 4 * np.log2(np.maximum(size, 8) / 8)).astype(np.int64)
    near = np.minimum(np.where(size < 8, size, far), reach)
    return np.asarray(np.sign(apart) * near + reach)
