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

THRESHOLD = 0.36
"""An attribution is kept from this probability on: the best LINK F1 on PolNeAR's development articles."""
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
    """The likeliest of the readings of one head, and the probability of it or of others that say the same."""
    top = max(readings, key=lambda c: c.score)
    high = max(0.0, top.score)
    mass = same = 0.0
    for c in readings:
        weight = math.exp(c.score - high)
        mass += weight
        if c is top or _overlap(c, top) >= SAME:
            same += weight
    return top, same / (mass + math.exp(-high))


def _overlap(a: Candidate, b: Candidate) -> float:
    """The share of characters that two contents have in common, of those that either has."""
    left, right = a.content_spans, b.content_spans
    both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in left for y in right)
    either = sum(x.end - x.start for x in left) + sum(y.end - y.start for y in right) - both
    return both / either if either else 0.0
