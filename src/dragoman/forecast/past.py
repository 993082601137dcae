"""What was known before a vote: how the topic, the Council and each member voted till then; older votes count less."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from dragoman.forecast.rollcalls import CAMPS, KINDS, RollCall, side_of
from dragoman.forecast.topics import OTHER

TOPIC_YEARS = (0.25, 2.0, 12.0)
"""Half-lives of a vote on the same topic, in years: after so long it counts half. Drafts on one crisis come in runs of
months, what is renewed each year is told by the last years, a quarrel that comes back by the long."""
COUNCIL_YEARS = (1.0, 4.0)
"""Half-lives of a vote on any topic."""
MEMBER_YEARS = 8.0
"""Half-life of a member's own ballot."""
LATELY_YEARS = 1.5
"""Half-life of a member's ballot where its latest term is looked at."""
ON_TOPIC_YEARS = 2.0
"""Half-life of a ballot on the same topic, where the latest are looked at."""

_DAYS = 365.25


class Tally:
    """Counts by key that halve every `years`; asked as of a day."""

    def __init__(self, years: float) -> None:
        self._rate = 1 / (years * _DAYS)
        self._counts: dict[str, float] = {}
        self._day: dt.date | None = None

    def add(self, key: str, day: dt.date) -> None:
        """One more of `key` on a day not before the last."""
        self._counts = self.on(day)
        self._counts[key] = self._counts.get(key, 0.0) + 1.0
        self._day = day

    def on(self, day: dt.date) -> dict[str, float]:
        """The counts as they weigh on a day."""
        if self._day is None:
            return {}
        share: float = 0.5 ** ((day - self._day).days * self._rate)
        return {k: v * share for k, v in self._counts.items()}


class Past:
    """The record till a day. `add` it the votes in order; ask it before adding those of the day itself."""

    def __init__(self, blocs: Mapping[str, str]) -> None:
        self.blocs = blocs
        """Each state's bloc, by ISO3."""
        self.council = tuple(Tally(years) for years in COUNCIL_YEARS)
        self.quarrels = Tally(COUNCIL_YEARS[-1])
        self.topics: tuple[dict[str, Tally], ...] = tuple(_tallies(years) for years in TOPIC_YEARS)
        self.topic_quarrels = _tallies(ON_TOPIC_YEARS)
        self.members = _tallies(MEMBER_YEARS)
        self.of_blocs = _tallies(MEMBER_YEARS)
        self.of_all = _tallies(MEMBER_YEARS)
        self.members_lately = _tallies(LATELY_YEARS)
        self.on_topic = _tallies(MEMBER_YEARS)
        self.on_topic_lately = _tallies(ON_TOPIC_YEARS)
        self.on_topic_by_side = _tallies(MEMBER_YEARS)
        self.elected_on_topic = _tallies(ON_TOPIC_YEARS)
        self._blocs_that_day: dict[tuple[str, str, dt.date], dict[str, float]] = {}

    def add(self, call: RollCall) -> None:
        """A vote that is now past."""
        self._blocs_that_day.clear()
        sort = "contested" if call.contested else "agreed"
        self.quarrels.add(sort, call.date)
        self.topic_quarrels[call.topic].add(sort, call.date)
        if not call.contested:
            return
        camp = call.camp
        for council in self.council:
            council.add(camp, call.date)
        for topics in self.topics:
            topics[call.topic].add(camp, call.date)
        for member, ballot in call.ballots.items():
            self.members[camp, member].add(ballot, call.date)
            self.members_lately[camp, member].add(ballot, call.date)
            self.on_topic[call.topic, member].add(ballot, call.date)
            self.on_topic_lately[call.topic, member].add(ballot, call.date)
            self.on_topic_by_side[call.topic, side_of(camp), member].add(ballot, call.date)
            if member not in call.permanent:
                self.of_blocs[camp, self.blocs.get(member, "")].add(ballot, call.date)
                self.of_all[camp].add(ballot, call.date)
                self.elected_on_topic[camp, call.topic].add(ballot, call.date)

    def camps(self, topic: str, day: dt.date) -> list[dict[str, float]]:
        """Shares of the camps: in the Council, and of the topic shrunk to them; by each half-life."""
        council = [_shares(tally.on(day), dict.fromkeys(CAMPS, 1 / len(CAMPS)), 4.0) for tally in self.council]
        general = council[-1]
        own = [{} if topic == OTHER else _on(tallies, topic, day) for tallies in self.topics]
        return [*council, *(_shares(o, general, 1.0) for o in own)]

    def votes_on(self, topic: str, day: dt.date) -> float:
        """How many contested votes there were on the topic, older ones counting less."""
        return 0.0 if topic == OTHER else sum(_on(self.topics[-1], topic, day).values())

    def ballots(self, topic: str, camp: str, member: str, day: dt.date) -> list[dict[str, float]]:
        """Shares of ballots where that camp objected, each a step nearer to this draft and shrunk to a wider one.

        The member's own, shrunk to its bloc's and that to all's; its own of late; its own on the topic of late,
        whoever objected; its own on the topic where that side objected; the elected members' on the topic in that camp.
        """
        own = _shares(_on(self.members, (camp, member), day), self._bloc(camp, self.blocs.get(member, ""), day), 3.0)
        known = topic != OTHER
        lately = _on(self.on_topic_lately, (topic, member), day) if known else {}
        beside = _on(self.on_topic_by_side, (topic, side_of(camp), member), day) if known else {}
        elected = _on(self.elected_on_topic, (camp, topic), day) if known else {}
        return [
            own,
            _shares(_on(self.members_lately, (camp, member), day), own, 2.0),
            _shares(lately, own, 2.0),
            _shares(beside, own, 1.5),
            _shares(elected, self._elected(camp, day), 4.0),
        ]

    def _elected(self, camp: str, day: dt.date) -> dict[str, float]:
        return _shares(_on(self.of_all, camp, day), dict.fromkeys(KINDS, 1 / 3), 3.0)

    def _bloc(self, camp: str, bloc: str, day: dt.date) -> dict[str, float]:
        found = self._blocs_that_day.get((camp, bloc, day))
        if found is None:
            found = _shares(_on(self.of_blocs, (camp, bloc), day), self._elected(camp, day), 5.0)
            self._blocs_that_day[camp, bloc, day] = found
        return found

    def on_this(self, topic: str, member: str, day: dt.date) -> float:
        """Share of the member's ballots on the topic that were not yes, shrunk to a half by two votes."""
        own = _on(self.on_topic, (topic, member), day)
        return (own.get("abstain", 0.0) + own.get("no", 0.0) + 1.0) / (sum(own.values()) + 2.0)

    def quarrelled(self, topic: str, day: dt.date) -> tuple[float, float]:
        """The share of contested votes in the Council, and of the topic shrunk to it."""
        general = _shares(self.quarrels.on(day), {"contested": 0.2, "agreed": 0.8}, 4.0)
        own = _on(self.topic_quarrels, topic, day)
        return general["contested"], _shares(own, general, 3.0)["contested"]


def _tallies(years: float) -> dict[Any, Tally]:
    return defaultdict(lambda: Tally(years))


def _on(tallies: Mapping[Any, Tally], key: Any, day: dt.date) -> dict[str, float]:
    return tallies[key].on(day) if key in tallies else {}


def _shares(counts: Mapping[str, float], prior: Mapping[str, float], weight: float) -> dict[str, float]:
    """The counts as shares, with the prior's shares weighing as much as `weight` counts."""
    total = sum(counts.values()) + weight
    return {k: (counts.get(k, 0.0) + weight * p) / total for k, p in prior.items()}
