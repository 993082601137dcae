"""What the forecast's three questions look at: numbers known before the day of the vote, by name.

1. Is the vote contested? 2. Which permanent members object (the camp)? 3. How does a member vote, given the camp?
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection

from dragoman.forecast.past import Past
from dragoman.forecast.rollcalls import CAMPS, EAST, PERMANENT

Point = Callable[[str, int], float | None]
"""A state's General Assembly ideal point by ISO3 and last year that may be used; `None` when there is none."""

QUARREL = ("one", "council", "topic")
CAMP = ("one", "east_sponsor", "votes", *(f"{of}_{c}" for of in ("council", "lately", "ever") for c in CAMPS))
BALLOT = (
    "one", "yes", "abstain", "no", "weight", "topic", "point", "to_usa", "to_rus", "no_point", "permanent", "sponsor",
    "east_sponsor",
)  # fmt: skip
SPONSOR_SCALE = 4.0
"""A large feature is penalised little: who tables a draft tells more than any share, and few drafts tell it."""


def quarrel_features(past: Past, topic: str, day: dt.date) -> list[float]:
    """For `QUARREL`: log odds of a contested vote in the Council and on the topic."""
    council, topical = past.quarrelled(topic, day)
    return [1.0, _logit(council), _logit(topical)]


def camp_features(past: Past, topic: str, sponsors: Collection[str], day: dt.date) -> list[float]:
    """For `CAMP`: the sponsors' side, and logs of the camps' shares in the Council and on the topic."""
    return [
        1.0,
        SPONSOR_SCALE * any(s in EAST for s in sponsors),
        math.log1p(past.votes_on(topic, day)),
        *(math.log(shares[c]) for shares in past.camps(topic, day) for c in CAMPS),
    ]


def ballot_features(
    past: Past, topic: str, sponsors: Collection[str], day: dt.date, member: str, camp: str, point: Point
) -> list[float]:
    """For `BALLOT`: the member's own earlier ballots where this camp objected, on this topic, and its ideal point.

    Points are of the year before the vote or earlier: a General Assembly votes till December.
    """
    shares, weight = past.ballots(camp, member, day)
    own, usa, rus = (point(m, day.year - 1) for m in (member, "USA", "RUS"))
    known = own is not None and usa is not None and rus is not None
    return [
        1.0,
        math.log(shares["yes"]),
        math.log(shares["abstain"]),
        math.log(shares["no"]),
        math.log1p(weight),
        _logit(past.on_this(topic, member, day)),
        own if known and own is not None else 0.0,
        abs(own - usa) if known and own is not None and usa is not None else 0.0,
        abs(own - rus) if known and own is not None and rus is not None else 0.0,
        float(not known),
        float(member in PERMANENT),
        float(member in sponsors),
        float(any(s in EAST for s in sponsors)),
    ]


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
