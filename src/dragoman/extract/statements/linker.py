"""The linker: which reading of which cue is an attribution, from syntax's judge and the encoder together.

A multinomial choice a cue, as the judge's, over the features below; one hidden layer. `training/linker/` makes the
weights on articles that the encoder was not trained on; `lexicon/linker.json` holds them.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.statements.candidate import Candidate
from dragoman.language.encoder import CONTENT, CUE, SOURCE, Encoded, Links
from dragoman.model import Span
from dragoman.reference.packaged import packaged_text

FRAMES = (
    "q",
    "clause",
    "to",
    "obj",
    "paren",
    "n-",
    "a-",
    "light-",
    "far-",
    "for",
    "accord",
    "colon",
    "enc",
)
NAMES = (
    "judge", "judge_gap", "cue_top", "cue_mean", "cue_opens", "content_mean", "content_recall", "content_jaccard",
    "content_tag", "content_mass", "content_start", "content_end", "content_size", "source", "source_mean",
    "source_recall", "source_jaccard", "source_mass", "source_tag", "source_same", "title", "made", "new", "classless",
    "bare", "bare*judge", "bare*content_jaccard", "sourceless*cue",
    *(f"frame={f}" for f in FRAMES),
)  # fmt: skip
"""`bare`: the text has lost its commas, which the encoder leans on; `made`: a reading whose content or source the
encoder gave; `new`: a cue that syntax does not propose."""

Floats = NDArray[np.float64]
Rows = tuple[int, int]


class View:
    """What the encoder says of an article, by row as plain lists, and what was asked of it so far: most readings of a
    cue share their content or their source with another."""

    def __init__(self, encoded: Encoded) -> None:
        self.encoded = encoded
        self.highest_cue: list[float] = encoded.inside[:, CUE].tolist()
        self.opens: list[float] = encoded.opens[:, CUE].tolist()
        sums = np.zeros((len(self.opens) + 1, 3))
        np.cumsum(encoded.inside, 0, dtype=np.float64, out=sums[1:])
        self._sums: list[list[float]] = sums.T.tolist()
        self._rows: dict[Span, Rows] = {}
        self._cue_rows: dict[Span, int | None] = {}

    def rows(self, span: Span) -> Rows:
        """The rows of the pieces that share a character with the span, as `[a, b)`; empty where it was not read."""
        found = self._rows.get(span)
        if found is None:
            starts, ends = self.encoded.starts, self.encoded.ends
            a = bisect_right(ends, span.start)
            b = bisect_left(starts, span.end, a)
            while a < b and starts[a] == ends[a]:
                a += 1
            found = self._rows[span] = (a, b)
        return found

    def cue_row(self, cue: Span) -> int | None:
        """The row of the piece at which the encoder is most likely to see the cue begin; `None` unread."""
        if cue not in self._cue_rows:
            a, b = self.rows(cue)
            self._cue_rows[cue] = max(range(a, b), key=self.opens.__getitem__) if a < b else None
        return self._cue_rows[cue]

    def cue(self, parts: Sequence[Rows]) -> float:
        """The highest probability to be in a cue; 0 for no rows."""
        return max((p for a, b in parts for p in self.highest_cue[a:b]), default=0.0)

    def mean(self, role: int, parts: Sequence[Rows]) -> float:
        """The mean probability of a role over the rows of all parts; 0 for none."""
        size, whole, sums = 0, 0.0, self._sums[role]
        for a, b in parts:
            if b > a:
                size += b - a
                whole += (sums[b] - sums[a]) / (b - a) * (b - a)
        return whole / size if size else 0.0


class Features:
    """The numbers of `NAMES` for the readings of one cue; `bare`: the text has lost its commas."""

    def __init__(self, view: View, *, high: float, title: bool, bare: bool) -> None:
        self._view = view
        self._high = high
        self._title = float(title)
        self._bare = bare
        self._cues: dict[tuple[Span, ...], tuple[float, float]] = {}
        self._held: dict[tuple[int, int, tuple[Span, ...]], tuple[float, ...]] = {}

    def of(self, c: Candidate, row: int, *, classless: bool) -> list[float]:
        """For one reading whose cue begins in `row`; `high` is the judge's score of the cue's best reading."""
        view = self._view
        top, cue = self._cue(c)
        links = view.encoded.links(row)
        recall, share, jaccard, size, mean, mass, opening, closing = self._part(links, row, 1, c.content_spans)
        named, part, same, length, source, src_mass, _, _ = self._part(links, row, 0, c.source_spans)
        judge = max(-8.0, min(8.0, c.score))
        return [
            judge,
            max(-8.0, c.score - self._high),
            top,
            cue,
            view.opens[row],
            share,
            recall,
            jaccard,
            mean,
            math.log1p(mass),
            opening,
            closing,
            math.log1p(size),
            float(bool(length)),
            part,
            named,
            same,
            math.log1p(src_mass),
            source,
            1.0 if (length > 0) == (src_mass > 0.5) else 0.0,
            self._title,
            float("made" in c.notes),
            float(c.frame == "enc"),
            float(classless),
            float(self._bare),
            judge if self._bare else 0.0,
            jaccard if self._bare else 0.0,
            0.0 if length else top,
            *_frame(c.frame),
        ]

    def _cue(self, c: Candidate) -> tuple[float, float]:
        """The log-odds of the cue's likeliest piece, and the mean probability of all."""
        spans = tuple([c.tree.cue_span(part) for part in c.cue])
        found = self._cues.get(spans)
        if found is None:
            rows = [self._view.rows(span) for span in spans]
            found = self._cues[spans] = (
                _logit(self._view.cue(rows)),
                self._view.mean(CUE, rows),
            )
        return found

    def _part(self, links: Links, row: int, role: int, spans: tuple[Span, ...]) -> tuple[float, ...]:
        """Of the source (role 0) or the content (role 1): the share of the linked probability that lies on it, its mean
        a piece, both as Jaccard; its pieces in the window, their mean tag, the linked mass, and the edges."""
        key = (row, role, spans)
        found = self._held.get(key)
        if found is not None:
            return found
        parts = [self._view.rows(s) for s in spans]
        sums, start = links.sums, links.first
        n = links.chance.shape[1]
        held, size = 0.0, 0
        for a, b in parts:
            a, b = min(max(a - start, 0), n), min(max(b - start, 0), n)
            if b > a:
                held += sums.item(role, b) - sums.item(role, a)
                size += b - a
        mass = sums.item(role, n)
        found = self._held[key] = (
            held / (mass + 0.1),
            held / size if size else 0.0,
            held / (size + mass - held + 0.1),
            size,
            self._view.mean((SOURCE, CONTENT)[role], parts),
            mass,
            _edge(links, parts[0][0], -1) if role and parts else 0.0,
            _edge(links, parts[-1][1] - 1, 1) if role and parts else 0.0,
        )
        return found


def _edge(links: Links, row: int, step: int) -> float:
    """How much likelier the piece at the edge is in the content than its neighbour outside."""
    n = links.chance.shape[1]
    at, beyond = row - links.first, row - links.first + step
    if not 0 <= at < n:
        return 0.0
    outside = links.chance.item(1, beyond) if 0 <= beyond < n else 0.0
    return links.chance.item(1, at) - outside


def _logit(p: float) -> float:
    p = min(max(p, 0.002), 0.998)
    return math.log(p / (1 - p))


@lru_cache(maxsize=2000)
def _frame(frame: str) -> tuple[float, ...]:
    return tuple(float(frame.startswith(f)) for f in FRAMES)


@cache
def _weights() -> tuple[Floats, Floats, Floats, Floats, Floats, float]:
    held = json.loads(packaged_text("extract/statements/lexicon/linker.json"))
    if tuple(held["names"]) != NAMES:
        raise ValueError("lexicon/linker.json was made for other features: run training/linker/train.py")
    mean, scale, first, offset, second = (np.array(held[k]) for k in ("mean", "scale", "first", "offset", "second"))
    return mean, scale, first, offset, second, float(held["bias"])


def scores(rows: Sequence[Sequence[float]]) -> Floats:
    """For each row of features the log-odds of its reading against "no attribution"."""
    if not rows:
        return np.zeros(0)
    mean, scale, first, offset, second, bias = _weights()
    given = np.fromiter(chain.from_iterable(rows), np.float64, len(rows) * len(NAMES)).reshape(len(rows), -1)
    x = (given - mean) / scale
    return np.asarray(np.tanh(x @ first + offset) @ second + bias)


def runs(chance: NDArray[np.float32], *, least: float, bridge: int) -> list[Rows]:
    """Stretches of pieces at or above `least`, those no more than `bridge` pieces apart put together."""
    at = np.flatnonzero(chance >= least)
    out: list[Rows] = []
    for i in at.tolist():
        if out and i - out[-1][1] <= bridge:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def span_of(encoded: Encoded, rows: Rows) -> Span | None:
    """The characters of rows `[a, b)`, line breaks at the edges left out."""
    a, b = rows
    while a < b and encoded.starts[a] == encoded.ends[a]:
        a += 1
    while b > a and encoded.starts[b - 1] == encoded.ends[b - 1]:
        b -= 1
    return Span(encoded.starts[a], encoded.ends[b - 1]) if a < b else None
