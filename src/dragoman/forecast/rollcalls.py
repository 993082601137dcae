"""The Council's votes as the forecast sees them: ballots of three kinds, the topic, and which permanent members object.

A ballot is `yes`, `no` (a permanent member's is a veto) or `abstain`; absence and non-participation count as
`abstain`, for neither hinders a decision and neither helps it to nine. Votes without a ballot (adopted without a vote)
are left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.forecast.topics import OTHER, topic_of
from dragoman.reference import Council, Vote

KINDS = ("yes", "abstain", "no")
PERMANENT = ("USA", "GBR", "FRA", "RUS", "CHN")
WEST = ("USA", "GBR", "FRA")
EAST = ("RUS", "CHN")

CAMPS = (
    "none",
    "usa_no",
    "west_no",
    "west_abstains",
    "east_no",
    "east_abstains",
    "russia_abstains",
    "china_abstains",
    "both_sides",
)
"""Which permanent members do not vote yes, and whether with a no: the unseen choice that the forecast sums over.

`none` no permanent member; `usa_no` the United States alone with a no (Britain and France may abstain); `west_no` a
Western no otherwise; `west_abstains`; `east_no` a Russian or Chinese no; `east_abstains` both abstain; and
`both_sides`. The Soviet Union is filed under RUS."""

SIDES = ("nobody", "west", "east", "both")
"""Whose objection a camp is: what camps have in common."""

_KIND = {"yes": "yes", "no": "no", "veto": "no", "abstain": "abstain", "not voting": "abstain"}
_REFERS = re.compile(r"resolutions? (\d{1,4})")


@dataclass(frozen=True, slots=True)
class RollCall:
    """A vote with its ballots by ISO3; `sponsors` are those that the reference data names.

    No fit looks at sponsors: few are known, nearly all of drafts that failed, and so to know them tells how it ended.
    """

    symbol: str
    date: dt.date
    topic: str
    sponsors: tuple[str, ...]
    ballots: Mapping[str, str]
    permanent: tuple[str, ...]
    outcome: str

    @property
    def contested(self) -> bool:
        """At least one ballot is not yes."""
        return any(b != "yes" for b in self.ballots.values())

    @property
    def camp(self) -> str:
        """The member of `CAMPS` that the permanent members' ballots make."""
        return camp_of(self.ballots)


def camp_of(ballots: Mapping[str, str]) -> str:
    """Which permanent members object in these ballots: one of `CAMPS`."""
    west = [m for m in WEST if ballots.get(m, "yes") != "yes"]
    east = [m for m in EAST if ballots.get(m, "yes") != "yes"]
    noes = [m for m in PERMANENT if ballots.get(m) == "no"]
    if west and east:
        return "both_sides"
    if west:
        return "usa_no" if noes == ["USA"] else "west_no" if noes else "west_abstains"
    if east:
        if noes:
            return "east_no"
        return "east_abstains" if len(east) == 2 else "russia_abstains" if east == ["RUS"] else "china_abstains"
    return "none"


def side_of(camp: str) -> str:
    """The member of `SIDES` that a camp belongs to."""
    if camp in ("usa_no", "west_no", "west_abstains"):
        return "west"
    return {"none": "nobody", "both_sides": "both"}.get(camp, "east")


def roll_calls(council: Council) -> list[RollCall]:
    """Every roll call whose ballots are known, by day; a vote that names no topic has that of a resolution it cites."""
    topics: dict[int, str] = {}
    found = []
    for vote in council.votes:
        topic = _topic(vote, topics)
        if vote.resolution is not None:
            topics[vote.resolution] = topic
        cast = vote.ballots
        if vote.basis == "without a vote" or not cast or not set(cast.values()) <= set(_KIND) or not any(vote.tally):
            continue
        ballots = {m: _KIND[b] for m, b in cast.items()}
        found.append(RollCall(vote.symbol, vote.date, topic, vote.sponsors, ballots, vote.permanent, vote.outcome))
    return found


def before(calls: Iterable[RollCall], day: dt.date) -> list[RollCall]:
    """The roll calls of the days before `day`."""
    return [c for c in calls if c.date < day]


def _topic(vote: Vote, topics: Mapping[int, str]) -> str:
    topic = topic_of(vote.title)
    if topic == OTHER:
        cited = (topics.get(int(n)) for n in _REFERS.findall(vote.title) if int(n) != vote.resolution)
        topic = next((t for t in cited if t not in (None, OTHER)), None) or OTHER
    return topic


def may_cast(camp: str, member: str) -> tuple[str, ...]:
    """The ballots that a member can cast when that camp objects; one of a single kind follows from the camp."""
    if member in WEST:
        if camp in ("none", "east_no", "east_abstains", "russia_abstains", "china_abstains"):
            return ("yes",)
        if camp == "usa_no":
            return ("no",) if member == "USA" else ("yes", "abstain")
        return ("yes", "abstain") if camp == "west_abstains" else KINDS
    if member in EAST:
        if camp in ("none", "usa_no", "west_no", "west_abstains"):
            return ("yes",)
        if camp in ("east_abstains", "russia_abstains", "china_abstains"):
            alone = {"russia_abstains": "RUS", "china_abstains": "CHN"}.get(camp, member)
            return ("abstain",) if member == alone else ("yes",)
    return KINDS
