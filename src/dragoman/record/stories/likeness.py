"""How likely two articles are to tell of the same happenings: a few measures of likeness, weighed by a logistic model.

Likeness of all words, of names, of the others and of numbers; and against it: names, numbers or years that stand out in
each of the two and are missing in the other. The weights (`weights.csv`) were fitted on the training and development
topics of ECB+ by `benchmarks/stories.py`, which tells how they do on topics left out.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dragoman.record.stories.profiles import GRAIN, LOW, NAME, NUMBER, Array, Profile
from dragoman.reference.packaged import packaged_text

Matrix = npt.NDArray[np.float64]

MEASURES = (
    "words", "names", "others", "numbers", "length", "shared", "names_apart", "numbers_apart", "others_found",
    "words_by_length", "cosine", "years_apart", "years_shared", "days_shared",
)  # fmt: skip
NEAR_DAYS = 3
"""Days in two texts that are so close count as shared."""
STRONGEST = 6.0
"""No pair speaks with more than these log-odds for or against."""
_LOW_TOPS = 6


def measures(one: Profile, others: Sequence[Profile], *, dated: bool = False) -> Matrix:
    """The measures of `one` against each of the others, a row each, in the order of `MEASURES`.

    With `dated` the days of the articles are known from elsewhere, and what their texts say of days is left out. The
    values are the same when the two change places.
    """
    found = np.zeros((len(others), len(MEASURES)))
    if not len(one.slots) or not others:
        return found
    both = _Shared(one, others)
    weights, counts = both.of("weights"), both.of("counts")
    found[:, 0] = both.cosine(weights, 0)
    for column, kind, values in ((1, NAME, weights), (2, LOW, weights), (3, NUMBER, counts)):
        alike = (one.kinds[both.own] == kind) & (both.kinds == kind)
        found[:, column] = both.cosine(np.where(alike, values, 0), column)
    length = np.log1p(np.minimum([o.words for o in others], one.words))
    found[:, 4] = length
    found[:, 5] = np.log1p(both.sums(both.least("rarity")) / GRAIN)
    for column, row in ((6, 0), (7, 1)):
        mine = np.where(both.in_others(one.tops[row]), 0, one.stress[row]).max(axis=1)
        theirs = np.where(both.in_one(row), 0, both.stress[:, row]).max(axis=1)
        found[:, column] = np.minimum(mine, theirs) / (7 * GRAIN)
    mine = _share(both.in_others(one.tops[2]), one.stress[2][None, :])
    found[:, 8] = np.minimum(mine, _share(both.in_one(2), both.stress[:, 2]))
    found[:, 9] = length * found[:, 0]
    found[:, 10] = found[:, 0] ** 2
    if not dated:
        for i, other in enumerate(others):
            found[i, 11:] = _time(one, other)
    return found


def scores(one: Profile, others: Sequence[Profile], dated: Sequence[bool]) -> Matrix:
    """The log-odds that each of the others tells of the same happenings, cut at `STRONGEST`, rounded to 1/1000."""
    found = np.zeros(len(others))
    intercept, weights = _model()
    for flag in (True, False):
        chosen = [i for i, d in enumerate(dated) if d is flag]
        if chosen:
            odds = measures(one, [others[i] for i in chosen], dated=flag) @ weights + intercept
            found[chosen] = np.round(np.clip(odds, -STRONGEST, STRONGEST), 3)
    return found


@lru_cache(maxsize=1)
def _model() -> tuple[float, Matrix]:
    lines = packaged_text("record/stories/weights.csv").splitlines()
    held = {row["measure"]: float(row["weight"]) for row in csv.DictReader(lines)}
    return held["intercept"], np.array([held[name] for name in MEASURES])


class _Shared:
    """The words that one profile shares with several others: where they stand in it (`own`), whose they are besides."""

    def __init__(self, one: Profile, others: Sequence[Profile]) -> None:
        sizes = [len(o.slots) for o in others]
        slots = np.concatenate([o.slots for o in others])
        at = np.minimum(np.searchsorted(one.slots, slots), len(one.slots) - 1)
        self._one, self._others = one, others
        self._hit = np.append(one.slots[at] == slots, False)
        self._place = np.flatnonzero(self._hit)
        self._starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.own = at[self._place]
        self.owner = np.repeat(np.arange(len(others)), sizes)[self._place]
        self.kinds = np.concatenate([o.kinds for o in others])[self._place]
        self.stress = np.array([o.stress for o in others])

    def of(self, name: str) -> Array:
        """The product of both sides' values of each shared word."""
        theirs: Array = np.concatenate([getattr(o, name) for o in self._others])[self._place]
        mine: Array = getattr(self._one, name)[self.own]
        return mine * theirs

    def least(self, name: str) -> Array:
        """The lesser of both sides' values of each shared word; two words of one slot differ in them."""
        theirs: Array = np.concatenate([getattr(o, name) for o in self._others])[self._place]
        mine: Array = getattr(self._one, name)[self.own]
        return np.minimum(mine, theirs)

    def sums(self, values: Array) -> Matrix:
        """The sum for each of the others; of whole numbers, so that the order of adding is no matter."""
        total: Matrix = np.bincount(self.owner, weights=values, minlength=len(self._others)).astype(np.float64)
        return total

    def cosine(self, values: Array, norm: int) -> Matrix:
        """The root of the cosine: a little in common counts for more than it does in the cosine itself."""
        size = np.sqrt(float(self._one.norms[norm]) * np.array([float(o.norms[norm]) for o in self._others]))
        share: Matrix = np.sqrt(self.sums(values) / np.where(size > 0, size, 1.0))
        return share

    def in_others(self, tops: Array) -> npt.NDArray[np.bool_]:
        """Which of these words of the one stand in which of the others: a row each."""
        held = np.zeros((len(self._others), len(self._one.slots)), dtype=bool)
        held[self.owner, self.own] = True
        return held[:, tops]

    def in_one(self, row: int) -> npt.NDArray[np.bool_]:
        """Which of the others' outstanding words stand in the one: a row each."""
        found: npt.NDArray[np.bool_] = self._hit[self._starts[:, None] + np.array([o.tops[row] for o in self._others])]
        return found


def _share(held: npt.NDArray[np.bool_], stress: Array) -> Matrix:
    """The share of the stress of the first `_LOW_TOPS` words that is held."""
    stress = stress[:, :_LOW_TOPS]
    share: Matrix = np.where(held[:, :_LOW_TOPS], stress, 0).sum(axis=1) / np.maximum(stress.sum(axis=1), 1)
    return share


def _time(one: Profile, other: Profile) -> tuple[float, float, float]:
    apart = bool(one.years and other.years and not one.years & other.years)
    close = any(abs(a - b) <= NEAR_DAYS for a in one.days for b in other.days)
    return float(apart), float(bool(one.years & other.years)), float(close)
