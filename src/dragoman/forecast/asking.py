"""The forecast of one draft on one day: what the past tells, and what has been heard of the members' intentions."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.forecast.knowledge import Odds, eve, odds
from dragoman.forecast.outcomes import outcomes, yes_counts
from dragoman.forecast.past import Past
from dragoman.forecast.rollcalls import roll_calls
from dragoman.forecast.topics import topic_of
from dragoman.forecast.weights import for_year
from dragoman.model import ReferenceDataError
from dragoman.reference import Reference

TABLES = "tables"
"""What is heard of a sponsor: a row of `data/evidence.csv`."""
LEANS = "leaning yes"


@dataclass(frozen=True)
class Forecast:
    """How the members may vote on a draft, given that the vote is contested (somebody does not vote yes)."""

    day: dt.date
    topic: str
    contested: float
    """The probability that a vote on this topic is contested at all, before anything is heard."""
    seats: Mapping[str, Mapping[str, float]]
    """By ISO3, the permanent first: the probability of yes, abstain (or absent) and no."""
    outcomes: Mapping[str, float]
    """The probability of `adopted`, `vetoed` and `not_adopted` (short of nine)."""
    yes: tuple[float, ...]
    """The probability of each number of yes votes, from none to all."""
    camps: Mapping[str, float]
    """The probability of each camp of objecting permanent members (`rollcalls.CAMPS`)."""


def forecast(
    facts: Reference,
    *,
    about: str,
    on: dt.date,
    sponsors: Collection[str] = (),
    heard: Mapping[str, str] | None = None,
) -> Forecast:
    """The forecast of a draft about `about` (words: a country, a theme), were it voted on that day.

    Nothing of that day or later enters it: the features are of earlier votes, the weights of `on`'s year are fitted on
    the votes of earlier years, ideal points are of the year before. `heard` is what is told of members by that day, a
    ballot's words by ISO3 ("leaning veto"). It weighs in by Bayes' rule with the likelihoods of `data/evidence.csv`,
    which are judged, not fitted. So do `sponsors` (ISO3): who tables a draft is taken to mean to vote for it, unless
    something firmer is heard of it; the fitted models know no sponsors.

    Raises `ReferenceDataError` before the first year of the weights and for a year without members.
    """
    members = [seat.member for seat in facts.council.members_on(on)]
    if not members:
        raise ReferenceDataError(f"the Council's record does not know the members of {on}")
    assembly = facts.assembly
    past = Past(assembly.groups)
    for call in roll_calls(facts.council):
        if call.date >= on:
            break
        past.add(call)
    topic = topic_of(about)
    known = eve(past, topic=topic, day=on, members=members, point=assembly.point)
    told = dict(heard or {})
    told |= {s: TABLES for s in sponsors if told.get(s, LEANS) == LEANS}
    found = odds(known, for_year(on.year))
    after = weighed(found, told)
    return Forecast(
        on, topic, found.contested, {m: after.member(m) for m in members}, outcomes(after), tuple(yes_counts(after)),
        after.camps,
    )  # fmt: skip


def weighed(found: Odds, heard: Mapping[str, str]) -> Odds:
    """The odds after hearing of some members: each telling weighs its member's ballots, and so the camps."""
    likelihoods = evidence()
    told = {m: likelihoods[v] for m, v in heard.items() if v in likelihoods}
    camps: dict[str, float] = {}
    given: dict[str, dict[str, Mapping[str, float]]] = {}
    for camp, share in found.camps.items():
        given[camp] = {}
        for member, chances in found.given[camp].items():
            if member not in told:
                given[camp][member] = chances
                continue
            joint = {k: c * told[member][k] for k, c in chances.items()}
            total = sum(joint.values())
            share *= total
            given[camp][member] = {k: j / total for k, j in joint.items()}
        camps[camp] = share
    whole = sum(camps.values())
    return Odds(found.contested, {c: s / whole for c, s in camps.items()}, given)


@cache
def evidence() -> Mapping[str, Mapping[str, float]]:
    """How likely each telling is, given the ballot that the member will cast: by a ballot's words."""
    text = (files("dragoman.forecast") / "data" / "evidence.csv").read_text(encoding="utf-8")
    return {r["told"]: {k: float(r[k]) for k in ("yes", "abstain", "no")} for r in csv.DictReader(io.StringIO(text))}
