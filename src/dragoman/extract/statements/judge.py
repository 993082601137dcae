"""The judge: how likely a candidate is an attribution, from weights learned on PolNeAR's training articles.

A multinomial choice a cue: between all readings of the same head and "no attribution" (score 0), with the features of
`features.py`. `training/cues/` makes the weights; `lexicon/weights.csv` holds them.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dragoman.extract.statements.candidate import Candidate

THRESHOLD = 0.37
"""An attribution is kept from this probability on: the best LINK F1 on PolNeAR's development articles."""
RIVALS = 6
"""The likeliest readings of a cue that are compared."""
OWN = 0.5
"""How much more a reading's own probability counts than that of one which says nearly the same."""
SAME = 0.5
"""Two readings of a cue are one for the judge when this share of their characters is common."""


@cache
def weights() -> dict[str, float]:
    """Feature name -> weight; `bias` is the intercept."""
    text = (files(__package__) / "lexicon" / "weights.csv").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in csv.reader(text.splitlines())}


def score(names: Iterable[str]) -> float:
    """The sum of the weights of features, and the intercept."""
    table = weights()
    return table["bias"] + sum(table.get(name, 0.0) for name in names)


def best(readings: list[Candidate]) -> tuple[Candidate, float]:
    """The reading of one head that is likeliest to be right in the main: the one with the most probability on it and on
    those that share most of its content; and that probability."""
    high = max(0.0, *(c.score for c in readings))
    weights = [math.exp(c.score - high) for c in readings]
    whole = sum(weights) + math.exp(-high)
    ranked = sorted(range(len(readings)), key=lambda i: -weights[i])[:RIVALS]
    shared = [
        sum(weights[j] for j in ranked if i == j or _agree(readings[i], readings[j])) + OWN * weights[i] for i in ranked
    ]
    top = max(range(len(ranked)), key=lambda k: shared[k])
    return readings[ranked[top]], (shared[top] - OWN * weights[ranked[top]]) / whole


def _agree(a: Candidate, b: Candidate) -> bool:
    return a.source == b.source and _overlap(a, b) >= SAME


def _overlap(a: Candidate, b: Candidate) -> float:
    """The share of characters that two contents have in common, of those that either has."""
    left, right = a.content_spans, b.content_spans
    both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in left for y in right)
    either = sum(x.end - x.start for x in left) + sum(y.end - y.start for y in right) - both
    return both / either if either else 0.0
