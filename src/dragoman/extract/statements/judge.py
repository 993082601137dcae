"""The judge: how likely a candidate is an attribution, from weights learned on PolNeAR's training articles.

A multinomial choice a cue: between all readings of the same head and "no attribution" (score 0), with the features of
`features.py`. `training/cues/` makes the weights; `lexicon/weights.csv` holds them.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from functools import cache

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.features import Head, Table, base_features, base_key, content_features
from dragoman.reference.packaged import packaged_text

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
    text = packaged_text("extract/statements/lexicon/weights.csv")
    return {name: float(weight) for name, weight in csv.reader(text.splitlines())}


class _Weights(defaultdict[str, dict[str, dict[str, float]]]):
    """The weights of features by kind, value, and what the value is crossed with."""

    zero = 0.0

    def __init__(self) -> None:
        super().__init__(dict)
        self.empty: dict[str, float] = {}
        for name, weight in weights().items():
            feature, _, crossed = name.partition("|")
            kind, _, value = feature.partition("=")
            self[kind].setdefault(value, {})[crossed] = weight


@cache
def _table() -> _Weights:
    return _Weights()


def judge(readings: list[Candidate], title: bool) -> None:
    """Gives the readings of one cue their scores. Weights are always added up in one order: readings that weigh the
    same are told apart by the last bit of their sums."""
    known = weights()
    table: Table[float] = _table()
    head = Head(readings[0].tree, readings[0].head, title, table)
    bases: dict[tuple[object, ...], float] = {}
    for c in readings:
        cue_class = cue_class_of(c) or "?"
        key = base_key(c, cue_class)
        base = bases.get(key)
        if base is None:
            base = bases[key] = sum(base_features(c, cue_class, head, table))
        own = [known[name] for name in c.notes if name in known] if c.notes else []
        own += content_features(c, cue_class, head, table)
        c.score = base + sum(own) + c.prior


def best(readings: list[Candidate]) -> tuple[Candidate, float]:
    """The reading of one head that is likeliest to be right in the main: the one with the most probability on it and on
    those that share most of its content; and that probability."""
    scored = [c.score for c in readings]
    high = max(0.0, *scored)
    weight = [math.exp(s - high) for s in scored]
    whole = sum(weight) + math.exp(-high)
    if len(readings) == 1:
        return readings[0], weight[0] / whole
    ranked = sorted(range(len(readings)), key=weight.__getitem__, reverse=True)[:RIVALS]
    least = weight[ranked[0]] * NEGLIGIBLE
    ranked = [i for i in ranked if weight[i] >= least]
    if len(ranked) == 1:
        return readings[ranked[0]], weight[ranked[0]] / whole
    top, most, shared_most = 0, -1.0, 0.0
    for i in ranked:
        a = readings[i]
        shared = 0.0
        for j in ranked:
            if i == j or _agree(a, readings[j]):
                shared += weight[j]
        if shared + OWN * weight[i] > most:
            top, most, shared_most = i, shared + OWN * weight[i], shared
    return readings[top], shared_most / whole


def _agree(a: Candidate, b: Candidate) -> bool:
    """They have the same source, and contents of which SAME of the tokens that either has are common."""
    if a.source != b.source:
        return False
    left, right = a.mask, b.mask
    return (left & right).bit_count() >= SAME * (left | right).bit_count() > 0
