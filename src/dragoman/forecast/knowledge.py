"""All that is known at a vote's eve, gathered once for many votes: what the fit and the backtest read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.forecast.features import Point, ballot_features, camp_features, quarrel_features
from dragoman.forecast.past import Past
from dragoman.forecast.rollcalls import CAMPS, RollCall
from dragoman.forecast.weights import Weights


@dataclass(frozen=True)
class Eve:
    """What is known of a draft the day before its vote: the features of the three models."""

    day: dt.date
    topic: str
    quarrel: Sequence[float]
    camp: Sequence[float]
    ballot: Mapping[tuple[str, str], Sequence[float]]
    """By camp and member."""


@dataclass(frozen=True)
class Odds:
    """A forecast before anything is read: how likely each camp is, and each member's ballots given the camp."""

    contested: float
    camps: Mapping[str, float]
    given: Mapping[str, Mapping[str, Mapping[str, float]]]
    """By camp, member and kind of ballot."""

    def member(self, member: str) -> dict[str, float]:
        """The member's ballots on a contested vote."""
        found: dict[str, float] = {}
        for camp, share in self.camps.items():
            for kind, chance in self.given[camp][member].items():
                found[kind] = found.get(kind, 0.0) + share * chance
        return found


def eve(past: Past, *, topic: str, day: dt.date, members: Sequence[str], point: Point) -> Eve:
    """The features of a draft on `topic`, were it voted on that day. `past` must end before the day."""
    return Eve(
        day,
        topic,
        quarrel_features(past, topic, day),
        camp_features(past, topic, day),
        {
            (camp, member): ballot_features(past, topic, day, member, camp, point)
            for camp in CAMPS
            for member in members
        },
    )


def odds(known: Eve, weights: Weights) -> Odds:
    """What the weights make of what is known."""
    members = list(dict.fromkeys(m for _, m in known.ballot))
    return Odds(
        weights.contested(known.quarrel),
        weights.camps(known.camp),
        {c: {m: weights.ballots(c, m, known.ballot[c, m]) for m in members} for c in CAMPS},
    )


def eves(
    calls: Iterable[RollCall], blocs: Mapping[str, str], point: Point, *, first: int, full: int
) -> Iterator[tuple[RollCall, Eve]]:
    """Every roll call from the year `first` with its eve. Votes of the same day do not know of each other.

    Before the year `full` only contested votes have features of ballots: a fit needs no others.
    """
    past, waiting = Past(blocs), list[RollCall]()
    for call in calls:
        if waiting and waiting[0].date < call.date:
            for done in waiting:
                past.add(done)
            waiting.clear()
        if call.date.year >= first:
            members = list(call.ballots) if call.contested or call.date.year >= full else []
            yield call, eve(past, topic=call.topic, day=call.date, members=members, point=point)
        waiting.append(call)
