"""Which lines of a captured page are the article: a logistic model of each line, then the best stretch of them.

The model's weights are `data/line_model.json` (made by `training/lines/train.py`, which also gives its measured
quality). The stretch is the one with the greatest sum of the lines' odds, each weighted by its length, where a line
that certainly ends an article ("Comments", "Related stories") costs extra to step over.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np

from dragoman.pages.line_features import FloatArray, features

KEEP = 0.2
"""Odds that a line inside the stretch needs; found by cross-validation over pages, as the four below."""
HIGHEST_ODDS, LOWEST_ODDS = 3.0, -1.0
SHORT_LINE_PRICE = 0.1
FULL_LENGTH = 300
ENDING_PRICE = 4.0


@lru_cache(maxsize=1)
def _weights() -> tuple[FloatArray, FloatArray, FloatArray, float, tuple[str, ...]]:
    found = json.loads(files("dragoman.pages").joinpath("data/line_model.json").read_text(encoding="utf-8"))
    rows = found["features"]
    return (
        np.asarray([r["mean"] for r in rows]),
        np.asarray([r["scale"] for r in rows]),
        np.asarray([r["weight"] for r in rows]),
        float(found["intercept"]),
        tuple(r["name"] for r in rows),
    )


def article_lines(lines: Sequence[str]) -> list[bool]:
    """For each line (none empty) whether it belongs to the article's body."""
    if not lines:
        return []
    table, names = features(lines)
    mean, scale, weight, intercept, trained = _weights()
    if names != trained:
        raise ValueError("line_model.json was trained with other features: run training/lines/train.py")
    odds = ((table - mean) / scale) @ weight + intercept
    chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    sizes = np.asarray([len(line) for line in lines], dtype=np.float64)
    ending = (table[:, names.index("ending")] + table[:, names.index("comment")] >= 1).astype(np.float64)
    first, last = stretch(odds, sizes, ending)
    return [bool(first <= i <= last and chance[i] > KEEP) for i in range(len(lines))]


def stretch(odds: FloatArray, sizes: FloatArray, ending: FloatArray) -> tuple[int, int]:
    """First and last line of the stretch that is most likely the article (maximum sum, one pass)."""
    gains = np.where(
        odds > 0,
        np.minimum(odds, HIGHEST_ODDS) * np.minimum(sizes, FULL_LENGTH) / 100,
        np.maximum(odds, LOWEST_ODDS) * SHORT_LINE_PRICE,
    ) - ending * ENDING_PRICE
    best, first, last = -np.inf, 0, len(gains) - 1
    start, total = 0, 0.0
    for i, gain in enumerate(gains.tolist()):
        if total <= 0:
            start, total = i, 0.0
        total += gain
        if total > best:
            best, first, last = total, start, i
    return first, last
