"""Which lines of a captured page are the article: a logistic model of each line, then the best stretch of them.

The model's weights are `data/line_model.json` (made by `training/lines/train.py`, which also measures it). The stretch
is the one with the greatest sum of the lines' log odds, weighted by length, where a line that certainly ends an
article ("Comments", "Related stories") costs extra to step over, and starting behind one costs too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from dragoman.pages.line_features import FloatArray, Table, best_stretch, features
from dragoman.reference.packaged import packaged_text

# Found by cross-validation over sites (training/lines/README.md); each may double or halve without much change.
KEEP = 0.2
"""Probability that a line inside the stretch needs."""
FULL_LENGTH = 200
"""Characters from which a line's odds count in full (twice over, against 100)."""
HIGHEST_ODDS, LOWEST_ODDS = 2.0, -1.0
PRICE = 0.4
"""What a line against the stretch counts, whatever its length."""
ENDING_PRICE = 4.0
START_PRICE, MOST_ENDINGS = 4.0, 3
EDGE_ODDS, EDGE_GAP = -1.0, 1
"""Prose right before or after the stretch is taken too, from these odds on, over so many other lines at a time."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model: features are standardised by `mean` and `scale`."""

    names: tuple[str, ...]
    mean: FloatArray
    scale: FloatArray
    weight: FloatArray
    intercept: float

    def odds(self, table: Table) -> FloatArray:
        """Log odds of each line. Raises `ValueError` when the table has other features than the model."""
        if table.names != self.names:
            raise ValueError("the line model was trained with other features: run training/lines/train.py")
        return np.asarray(((table.values - self.mean) / self.scale) @ self.weight + self.intercept)


def weights_from(found: dict[str, Any]) -> Weights:
    """The model of `line_model.json`'s content."""
    rows = found["features"]
    mean, scale, weight = (np.asarray([r[k] for r in rows], dtype=np.float64) for k in ("mean", "scale", "weight"))
    return Weights(tuple(r["name"] for r in rows), mean, scale, weight, float(found["intercept"]))


@lru_cache(maxsize=1)
def _packaged() -> Weights:
    return weights_from(json.loads(packaged_text("pages/data/line_model.json")))


def odds_of(table: Table) -> FloatArray:
    """Log odds of each line by the packaged model."""
    return _packaged().odds(table)


def article_lines(lines: Sequence[str], weights: Weights | None = None) -> list[bool]:
    """For each line (none empty) whether it belongs to the article's body."""
    if not lines:
        return []
    table = features(lines)
    odds = (weights or _packaged()).odds(table)
    first, last = stretch(odds, table)
    chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    edges = {*_edge(table, odds, first, -1), *_edge(table, odds, last, 1)}
    return [bool(first <= i <= last and chance[i] > KEEP) or i in edges for i in range(len(lines))]


def _edge(table: Table, odds: FloatArray, start: int, step: int) -> list[int]:
    """The prose that goes on from `start` outwards, up to a line that certainly ends an article."""
    prose = table.values[:, table.names.index("prose")]
    found: list[int] = []
    gap, at = 0, start + step
    while 0 <= at < len(odds) and gap <= EDGE_GAP and not table.ending[at]:
        taken = prose[at] > 0 and odds[at] > EDGE_ODDS
        if taken:
            found.append(at)
        gap = 0 if taken else gap + 1
        at += step
    return found


def stretch(odds: FloatArray, table: Table) -> tuple[int, int]:
    """First and last line of the stretch that is most likely the article."""
    length = np.minimum(table.sizes, FULL_LENGTH) / 100
    gains = np.where(odds > 0, np.minimum(odds, HIGHEST_ODDS) * length, np.maximum(odds, LOWEST_ODDS) * PRICE)
    behind = np.minimum(np.cumsum(table.ending), MOST_ENDINGS)
    return best_stretch(gains - table.ending * ENDING_PRICE, -START_PRICE * behind)
