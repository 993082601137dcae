"""The linker: which reading of which cue is an attribution, from syntax's judge and the encoder together.

A multinomial choice a cue, as the judge's, over the features below; one hidden layer. `training/linker/` makes the
weights on articles that the encoder was not trained on; `lexicon/linker.json` holds them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.statements.candidate import Candidate
from dragoman.language.encoder import CONTENT, CUE, SOURCE, Encoded, Links
from dragoman.model import Span

FRAMES = ("q", "clause", "to", "obj", "paren", "n-", "a-", "light-", "far-", "for", "accord", "colon", "enc")
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


def cue_row(c: Candidate, encoded: Encoded) -> int | None:
    """The row of the piece at which the encoder is most likely to see the candidate's cue begin; `None` unread."""
    tree = c.tree
    first, last = c.cue[0]
    a, b = encoded.rows(tree.span(first, last))
    if b <= a:
        return None
    return a + int(encoded.opens[a:b, CUE].argmax())


def features(
    c: Candidate, encoded: Encoded, links: Links, row: int, *, gap: float, title: bool, classless: bool, bare: bool
) -> list[float]:
    """The numbers of `NAMES` for one candidate whose cue begins in `row`. `gap`: how far the judge's score is below
    that of the cue's best reading; `bare`: the text has lost its commas."""
    tree = c.tree
    cue = [encoded.rows(tree.span(a, b)) for a, b in c.cue]
    content = [encoded.rows(s) for s in c.content_spans]
    source = [encoded.rows(s) for s in c.spans(c.source)]
    held, size = _held(links, 1, content)
    named, length = _held(links, 0, source)
    mass, src_mass = links.mass(1), links.mass(0)
    top = max((encoded.highest(CUE, r) for r in cue), default=0.0)
    out = [
        max(-8.0, min(8.0, c.score)),
        max(-8.0, gap),
        _logit(top),
        _mean(encoded, CUE, cue),
        float(encoded.opens[row, CUE]),
        held / size if size else 0.0,
        held / (mass + 0.1),
        held / (size + mass - held + 0.1),
        _mean(encoded, CONTENT, content),
        math.log1p(mass),
        _edge(links, content[0][0], -1) if content else 0.0,
        _edge(links, content[-1][1] - 1, 1) if content else 0.0,
        math.log1p(size),
        float(bool(length)),
        named / length if length else 0.0,
        named / (src_mass + 0.1),
        named / (length + src_mass - named + 0.1),
        math.log1p(src_mass),
        _mean(encoded, SOURCE, source),
        1.0 if (length > 0) == (src_mass > 0.5) else 0.0,
        float(title),
        float("made" in c.notes),
        float(c.frame == "enc"),
        float(classless),
        float(bare),
    ]
    out.append(out[0] if bare else 0.0)
    out.append(held / (size + mass - held + 0.1) if bare else 0.0)
    out.append(0.0 if length else _logit(top))
    out.extend(float(c.frame.startswith(f)) for f in FRAMES)
    return out


def _held(links: Links, role: int, parts: list[Rows]) -> tuple[float, int]:
    """The probability that lies on the parts, and how many of their pieces stand in the window."""
    last = links.first + links.chance.shape[1]
    held, size = 0.0, 0
    for a, b in parts:
        held += links.total(role, (a, b))
        size += max(0, min(b, last) - max(a, links.first))
    return held, size


def _mean(encoded: Encoded, role: int, parts: list[Rows]) -> float:
    size = sum(b - a for a, b in parts)
    return sum(encoded.mean(role, r) * (r[1] - r[0]) for r in parts) / size if size else 0.0


def _edge(links: Links, row: int, step: int) -> float:
    """How much likelier the piece at the edge is in the content than its neighbour outside."""
    n = links.chance.shape[1]
    at, beyond = row - links.first, row - links.first + step
    if not 0 <= at < n:
        return 0.0
    outside = float(links.chance[1, beyond]) if 0 <= beyond < n else 0.0
    return float(links.chance[1, at]) - outside


def _logit(p: float) -> float:
    p = min(max(p, 0.002), 0.998)
    return math.log(p / (1 - p))


@cache
def _weights() -> tuple[Floats, Floats, Floats, Floats, Floats, float]:
    held = json.loads((files(__package__) / "lexicon" / "linker.json").read_text(encoding="utf-8"))
    if tuple(held["names"]) != NAMES:
        raise ValueError("lexicon/linker.json was made for other features: run training/linker/train.py")
    mean, scale, first, offset, second = (np.array(held[k]) for k in ("mean", "scale", "first", "offset", "second"))
    return mean, scale, first, offset, second, float(held["bias"])


def scores(rows: Sequence[Sequence[float]]) -> Floats:
    """For each row of features the log-odds of its reading against "no attribution"."""
    if not rows:
        return np.zeros(0)
    mean, scale, first, offset, second, bias = _weights()
    x = (np.array(rows) - mean) / scale
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
