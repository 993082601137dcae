"""From ballots to the outcome: Article 27 summed exactly over every way in which the members can vote.

Given the camp, the members' ballots are taken as independent; the camp itself is what they share. So an outcome is a
mixture of Poisson-binomial sums, and a member's threat moves the chances of all who vote with or after it.
"""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.forecast.knowledge import Odds
from dragoman.forecast.rollcalls import PERMANENT

OUTCOMES = ("adopted", "vetoed", "not_adopted")
VETOING = ("usa_no", "west_no", "east_no")
"""The camps by whose name a permanent member votes no."""
NEEDED = 9
"""Votes that a decision needs; seven of eleven before 1966."""


def outcome_of(ballots: Mapping[str, str], *, needed: int = NEEDED) -> str:
    """How ballots of three kinds end under Article 27, paragraph 3."""
    if sum(b == "yes" for b in ballots.values()) < needed:
        return "not_adopted"
    return "vetoed" if any(ballots.get(m) == "no" for m in PERMANENT) else "adopted"


def outcomes(found: Odds, *, needed: int = NEEDED) -> dict[str, float]:
    """The probability of each outcome of a contested vote."""
    whole = dict.fromkeys(OUTCOMES, 0.0)
    for camp, share in found.camps.items():
        for outcome, chance in _given(found.given[camp], vetoed=camp in VETOING, needed=needed):
            whole[outcome] += share * chance
    return whole


def yes_counts(found: Odds) -> list[float]:
    """The probability of each number of yes votes, from none to all."""
    size = len(next(iter(found.given.values())))
    whole = [0.0] * (size + 1)
    for camp, share in found.camps.items():
        for (yes, _), chance in _sums(found.given[camp]).items():
            whole[yes] += share * chance
    return whole


def _given(members: Mapping[str, Mapping[str, float]], *, vetoed: bool, needed: int) -> list[tuple[str, float]]:
    """In a camp that says no there is a veto by its name, though each member's no alone be uncertain."""
    found = dict.fromkeys(OUTCOMES, 0.0)
    for (yes, no), chance in _sums(members).items():
        found["not_adopted" if yes < needed else "vetoed" if no or vetoed else "adopted"] += chance
    return list(found.items())


def _sums(members: Mapping[str, Mapping[str, float]]) -> dict[tuple[int, bool], float]:
    """The probability of each number of yes votes, with and without a permanent member's no."""
    sums = {(0, False): 1.0}
    for member, chances in members.items():
        after: dict[tuple[int, bool], float] = {}
        for (yes, no), so_far in sums.items():
            for kind, chance in chances.items():
                if chance:
                    key = (yes + (kind == "yes"), no or (kind == "no" and member in PERMANENT))
                    after[key] = after.get(key, 0.0) + so_far * chance
        sums = after
    return sums
