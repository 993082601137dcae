"""The forecast held against the past: refitted year by year, each vote forecast from what was known the day before."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.forecast.asking import weighed
from dragoman.forecast.fitting import fit
from dragoman.forecast.knowledge import Eve, Odds, eves, odds
from dragoman.forecast.outcomes import OUTCOMES, outcome_of, outcomes
from dragoman.forecast.rollcalls import KINDS, PERMANENT, RollCall, roll_calls
from dragoman.forecast.weights import for_year
from dragoman.reference import Reference

FIRST = 1994
"""The first year that is forecast."""
LEARN_FROM = 1960
"""The first year whose votes are learned from."""
BASELINES = ("always yes", "own earlier share", "nearest permanent member", "nearest permanent member, same vote")
"""All three smoothed and told by earlier contested votes alone. The last is no forecast: it is told how the nearest
permanent member votes in the very vote."""
OWN_WEIGHT = 5.0
"""So many ballots of all members stand behind a member's own share."""

Known = list[tuple[RollCall, Eve]]


def gather(facts: Reference, *, since: int = LEARN_FROM) -> Known:
    """Every roll call of the years from `since` with what was known at its eve, of all earlier votes."""
    assembly = facts.assembly
    calls = roll_calls(facts.council)
    return list(eves(calls, assembly.groups, assembly.point, first=since, full=FIRST))


@dataclass
class Score:
    """Sums over ballots: log loss, Brier score (over the three kinds, 0 to 2), and how many were foreseen."""

    ballots: int = 0
    loss: float = 0.0
    brier: float = 0.0
    right: int = 0

    def add(self, chances: Mapping[str, float], ballot: str) -> None:
        """One ballot and what was forecast of it."""
        self.ballots += 1
        self.loss -= math.log(max(chances[ballot], 1e-12))
        self.brier += sum((chances[k] - (k == ballot)) ** 2 for k in chances)
        self.right += max(chances, key=lambda k: chances[k]) == ballot

    def row(self) -> dict[str, float]:
        """Means: log_loss, brier, accuracy."""
        n = max(self.ballots, 1)
        return {
            "ballots": self.ballots,
            "log_loss": round(self.loss / n, 4),
            "brier": round(self.brier / n, 4),
            "accuracy": round(self.right / n, 4),
        }


@dataclass
class Report:
    """What the backtest found; `rows` gives it as plain records."""

    first: int
    last: int
    contested: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    """On contested votes, given that they are: by forecaster."""
    every: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    """On all roll calls, by a forecast that does not know which will be contested."""
    members: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    outcomes: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    """How each contested vote ended, by how it did end."""
    bins: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0, 0.0]))
    """Of forecast yes, by tenth: ballots, sum of what was forecast, those that were cast."""
    votes: int = 0

    @property
    def best_baseline(self) -> str:
        """The baseline with the least log loss on contested votes, the one that knows the vote left out."""
        return min(BASELINES[:-1], key=lambda b: self.contested[b].loss)

    @property
    def gain(self) -> float:
        """How much less log loss than the best baseline, as a share."""
        best = self.contested[self.best_baseline].loss
        return 1 - self.contested["forecast"].loss / best if best else 0.0

    def rows(self) -> Iterator[dict[str, object]]:
        """Every figure as a row: part, name, ballots, log_loss, brier, accuracy; reliability has forecast and cast."""
        parts = (
            ("contested votes", self.contested), ("all votes", self.every), ("member", self.members),
            ("outcome", self.outcomes),
        )  # fmt: skip
        for part, scores in parts:
            names = sorted(scores) if part in ("member", "outcome") else list(scores)
            for name in names:
                yield {"part": part, "name": name, **scores[name].row()}
        for tenth in sorted(self.bins):
            count, forecast, cast = self.bins[tenth]
            yield {
                "part": "reliability",
                "name": f"{tenth * 10}-{tenth * 10 + 10} %",
                "ballots": int(count),
                "forecast": round(forecast / count, 4),
                "cast": round(cast / count, 4),
            }


def backtest(
    facts: Reference,
    *,
    first: int = FIRST,
    last: int = 2025,
    refit: bool = True,
    since: int = LEARN_FROM,
    heard: Callable[[RollCall], Mapping[str, str]] = lambda call: {},
    tell: Callable[[int], None] = lambda year: None,
) -> Report:
    """The forecast of every roll call from `first` to `last`; `refit=False` takes the shipped weights.

    The fits and the baselines learn from the votes since the year `since`. `heard` gives what is told of members
    before a vote, as in `forecast`: nothing unless given. `tell` hears of each year as it is done.
    Raises `DragomanError` when scikit-learn is wanted and not there.
    """
    known = gather(facts, since=since)
    report = Report(first, last)
    usual = Usual(facts)
    past: list[RollCall] = []
    for year in range(first, last + 1):
        weights = fit(known, year) if refit else for_year(year)
        for call, eve in (k for k in known if k[0].date.year == year):
            usual.learn(c for c in _due(known, past, call))
            _judge(report, call, weighed(odds(eve, weights), heard(call)), usual)
        tell(year)
    return report


def _due(known: Known, past: list[RollCall], call: RollCall) -> Iterator[RollCall]:
    """The votes of the days before `call` that have not been learned from."""
    while len(past) < len(known) and known[len(past)][0].date < call.date:
        past.append(known[len(past)][0])
        yield past[-1]


def _judge(report: Report, call: RollCall, found: Odds, usual: Usual) -> None:
    for member, ballot in call.ballots.items():
        given = found.member(member)
        whole = {k: found.contested * given[k] + (1 - found.contested) * (k == "yes") for k in KINDS}
        report.every["forecast"].add(_kept(whole), ballot)
        for name, chances in usual.of(call, member, among="all"):
            report.every[name].add(chances, ballot)
        if call.contested:
            report.contested["forecast"].add(given, ballot)
            report.members[member].add(given, ballot)
            for name, chances in usual.of(call, member, among="contested"):
                report.contested[name].add(chances, ballot)
            tally = report.bins[min(int(given["yes"] * 10), 9)]
            tally[0] += 1
            tally[1] += given["yes"]
            tally[2] += ballot == "yes"
    if call.contested:
        report.votes += 1
        ended = outcome_of(call.ballots)
        chances = outcomes(found)
        report.outcomes["all"].add(chances, ended)
        report.outcomes[ended].add(chances, ended)
        usual_outcome = usual.outcome()
        report.outcomes["all, by earlier shares"].add(usual_outcome, ended)


def _kept(chances: Mapping[str, float]) -> dict[str, float]:
    """No ballot impossible: of an agreed vote too somebody may have been misjudged."""
    floored = {k: max(c, 0.001) for k, c in chances.items()}
    total = sum(floored.values())
    return {k: c / total for k, c in floored.items()}


class Usual:
    """The three baselines, learned from earlier votes: contested ones and all are kept apart."""

    def __init__(self, facts: Reference) -> None:
        self._point = facts.assembly.point
        self._all: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(KINDS, 1.0))
        self._own: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: dict.fromkeys(KINDS, 0.0))
        self._beside: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: dict.fromkeys(KINDS, 1.0))
        self._ended: dict[str, float] = dict.fromkeys(OUTCOMES, 1.0)

    def learn(self, calls: Iterable[RollCall]) -> None:
        """Votes that are now past."""
        for call in calls:
            if call.contested:
                self._ended[outcome_of(call.ballots)] += 1
            for among in ("contested", "all") if call.contested else ("all",):
                for member, ballot in call.ballots.items():
                    self._all[among][ballot] += 1
                    self._own[among, member][ballot] += 1
                    near = self._nearest(call, member)
                    if near is not None:
                        self._beside[among, call.ballots[near]][ballot] += 1

    def of(self, call: RollCall, member: str, *, among: str) -> Iterator[tuple[str, dict[str, float]]]:
        """Each baseline's chances of the member's ballots."""
        common = _share(self._all[among])
        yield BASELINES[0], common
        yield BASELINES[1], self._mixed(self._own[among, member], common)
        near = self._nearest(call, member)
        yield BASELINES[2], self._mixed(self._own[among, near], common) if near else common
        yield BASELINES[3], _share(self._beside[among, call.ballots[near]]) if near else common

    def outcome(self) -> dict[str, float]:
        """How contested votes ended so far."""
        return _share(self._ended)

    def _mixed(self, own: Mapping[str, float], common: Mapping[str, float]) -> dict[str, float]:
        total = sum(own.values()) + OWN_WEIGHT
        return {k: (own[k] + OWN_WEIGHT * common[k]) / total for k in KINDS}

    def _nearest(self, call: RollCall, member: str) -> str | None:
        """The permanent member with the nearest ideal point of the year before, itself left out."""
        own = self._point(member, call.date.year - 1)
        if own is None:
            return None
        others = [(m, self._point(m, call.date.year - 1)) for m in PERMANENT if m != member and m in call.ballots]
        found = [(abs(own - p), m) for m, p in others if p is not None]
        return min(found)[1] if found else None


def _share(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {k: c / total for k, c in counts.items()}
