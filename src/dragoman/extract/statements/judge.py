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
NEGLIGIBLE = 0.01
"""Readings with less than this share of the likeliest one's weight are not compared."""
SAME = 0.5
"""Two readings of a cue are one for the judge when this share of their tokens is common."""


LIMITS = {
    "paren": 0.2, "q": 0.2, "clause": 0.25, "adverb": 0.2, "accord": 0.25, "words": 0.25, "light-": 0.3,
    "n-clause": 0.1, "n-": 0.4, "obj": 0.4, "to": 0.45,
}  # fmt: skip
"""Other limits by the start of a frame's name: lower where the construction itself tells a statement and the labelled
articles have few of it, higher where it tells acts as often. LINK changes by less than 0.3 for any of them."""


def limit(c: Candidate) -> float:
    """The probability from which the candidate is kept."""
    for prefix, value in LIMITS.items():
        if c.frame.startswith(prefix):
            return value
    return THRESHOLD


@cache
def weights() -> dict[str, float]:
    """Feature name -> weight; `bias` is the intercept."""
    text = (files(__package__) / "lexicon" / "weights.csv").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in csv.reader(text.splitlines())}


def score(names: Iterable[str]) -> float:
    """The sum of the weights of features."""
    get = weights().get
    return sum([get(name, 0.0) for name in names])


def best(readings: list[Candidate]) -> tuple[Candidate, float]:
    """The reading of one head that is likeliest to be right in the main: the one with the most probability on it and on
    those that share most of its content; and that probability."""
    high = max(0.0, *(c.score for c in readings))
    weight = [math.exp(c.score - high) for c in readings]
    whole = sum(weight) + math.exp(-high)
    if len(readings) == 1:
        return readings[0], weight[0] / whole
    ranked = sorted(range(len(readings)), key=lambda i: -weight[i])[:RIVALS]
    least = weight[ranked[0]] * NEGLIGIBLE
    ranked = [i for i in ranked if weight[i] >= least]
    masks = {i: readings[i].mask for i in ranked}
    shared = [
        sum(weight[j] for j in ranked if i == j or _agree(readings[i], readings[j], masks[i], masks[j])) for i in ranked
    ]
    top = max(range(len(ranked)), key=lambda k: shared[k] + OWN * weight[ranked[k]])
    return readings[ranked[top]], shared[top] / whole


def _agree(a: Candidate, b: Candidate, left: int, right: int) -> bool:
    """They have the same source, and contents of which SAME of the tokens that either has are common."""
    if a.source != b.source:
        return False
    return (left & right).bit_count() >= SAME * (left | right).bit_count() > 0
