"""The fitted weights: three logistic models (contested, camp, ballot), and how they answer. No library is needed."""

from __future__ import annotations

import csv
import gzip
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.forecast.features import BALLOT, CAMP, QUARREL
from dragoman.forecast.rollcalls import CAMPS, KINDS, may_cast
from dragoman.model import ReferenceDataError
from dragoman.reference.packaged import packaged_bytes

LEAST = 0.002
"""No answer that can be is held to be less likely than this: the weights rest on few hundred votes."""

Lines = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Weights:
    """One year's models: a line of weights for each answer, over the features of `features.py`.

    `year` is the first year that they may be used in: they are fitted on votes before it.
    """

    year: int
    quarrel: Lines
    camp: Lines
    ballot: Mapping[str, Lines]

    def contested(self, features: Sequence[float]) -> float:
        """The probability that somebody does not vote yes."""
        return _answer(self.quarrel, ("agreed", "contested"), features)["contested"]

    def camps(self, features: Sequence[float]) -> dict[str, float]:
        """The probability of each camp, given a contested vote."""
        return _answer(self.camp, CAMPS, features)

    def ballots(self, camp: str, member: str, features: Sequence[float]) -> dict[str, float]:
        """The probability of each kind of ballot of a member, given the camp."""
        possible = may_cast(camp, member)
        found = _answer(self.ballot[camp], possible, features) if len(possible) > 1 else {possible[0]: 1.0}
        return {kind: found.get(kind, 0.0) for kind in KINDS}

    def rows(self) -> Iterable[dict[str, str]]:
        """As rows of the shipped table: year, model, answer, then a weight a feature."""
        for model, lines in (("contested", self.quarrel), ("camp", self.camp), *self.ballot.items()):
            for answer, line in lines.items():
                yield {"year": str(self.year), "model": model, "answer": answer, "weights": _coded(line)}


COLUMNS = ("year", "model", "answer", "weights")


@cache
def shipped() -> Mapping[int, Weights]:
    """The weights that the package carries, by the year they are for."""
    try:
        text = gzip.decompress(packaged_bytes("forecast/data/weights.csv.gz")).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"the forecast's weights can't be read ({error}); install dragoman anew") from error
    return from_rows(csv.DictReader(io.StringIO(text)))


def for_year(year: int) -> Weights:
    """The shipped weights for a forecast in that year; after the last year of the table, the last.

    Raises `ReferenceDataError` for a year before the first.
    """
    table = shipped()
    if year < min(table):
        raise ReferenceDataError(f"no forecast before {min(table)}: there is too little to learn from")
    return table[min(year, max(table))]


def from_rows(rows: Iterable[Mapping[str, str]]) -> dict[int, Weights]:
    """The weights of a table of `Weights.rows`, by year. Raises `ReferenceDataError` when a line's length is wrong."""
    found: dict[int, dict[str, dict[str, tuple[float, ...]]]] = {}
    for row in rows:
        line = tuple(float(w) for w in row["weights"].split())
        if len(line) != len({"contested": QUARREL, "camp": CAMP}.get(row["model"], BALLOT)):
            raise ReferenceDataError(f"the forecast's weights for {row['year']} are of another version; build them")
        found.setdefault(int(row["year"]), {}).setdefault(row["model"], {})[row["answer"]] = line
    return {
        year: Weights(year, models["contested"], models["camp"], {c: models.get(c, {}) for c in CAMPS})
        for year, models in found.items()
    }


def _coded(line: Sequence[float]) -> str:
    return " ".join(f"{w:.3f}" for w in line)


def _answer(lines: Lines, possible: Sequence[str], features: Sequence[float]) -> dict[str, float]:
    """The softmax over the possible answers, none below `LEAST`."""
    scores = {a: sum(w * f for w, f in zip(lines[a], features, strict=True)) for a in possible if a in lines}
    top = max(scores.values(), default=0.0)
    powers = {a: math.exp(scores[a] - top) if a in scores else 0.0 for a in possible}
    total = sum(powers.values()) or 1.0
    floored = {a: max(p / total, LEAST) for a, p in powers.items()}
    whole = sum(floored.values())
    return {a: p / whole for a, p in floored.items()}
