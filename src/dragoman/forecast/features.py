"""What the forecast's three questions look at: numbers known before the day of the vote, by name.

1. Is the vote contested? 2. Which permanent members object (the camp)? 3. How does a member vote, given the camp?
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

from dragoman.forecast.past import Past
from dragoman.forecast.rollcalls import CAMPS, KINDS, PERMANENT

Point = Callable[[str, int], float | None]
"""A state's General Assembly ideal point by ISO3 and last year that may be used; `None` when there is none."""

OF_CAMPS = ("council_lately", "council", "topic_now", "topic_lately", "topic_ever")
"""Whence the shares of camps come, in the order of `Past.camps`."""
OF_BALLOTS = ("own", "own_lately", "own_topic", "own_topic_side", "elected_topic")
"""Whence the shares of ballots come, in the order of `Past.ballots`."""
MEMBER = ("one", "topic", "point", "to_usa", "to_rus", "no_point", "permanent")
"""Of a member: numbers that are the same for each kind of ballot."""
QUARREL = ("one", "council", "topic")
CAMP = ("one", "votes", *(f"{of}_{c}" for of in OF_CAMPS for c in CAMPS))
BALLOT = (*MEMBER, *(f"{of}_{k}" for of in OF_BALLOTS for k in KINDS))


def quarrel_features(past: Past, topic: str, day: dt.date) -> list[float]:
    """For `QUARREL`: log odds of a contested vote in the Council and on the topic."""
    council, topical = past.quarrelled(topic, day)
    return [1.0, _logit(council), _logit(topical)]


def camp_features(past: Past, topic: str, day: dt.date) -> list[float]:
    """For `CAMP`: how often the topic was contested, and logs of the camps' shares in the Council and on it."""
    return [
        1.0,
        math.log1p(past.votes_on(topic, day)),
        *(math.log(shares[c]) for shares in past.camps(topic, day) for c in CAMPS),
    ]


def ballot_features(past: Past, topic: str, day: dt.date, member: str, camp: str, point: Point) -> list[float]:
    """For `BALLOT`: the member's ideal point, and logs of the shares of ballots where this camp objected.

    Points are of the year before the vote or earlier: a General Assembly votes till December.
    """
    own, usa, rus = (point(m, day.year - 1) for m in (member, "USA", "RUS"))
    known = own is not None and usa is not None and rus is not None
    return [
        1.0,
        _logit(past.on_this(topic, member, day)),
        own if known and own is not None else 0.0,
        abs(own - usa) if known and own is not None and usa is not None else 0.0,
        abs(own - rus) if known and own is not None and rus is not None else 0.0,
        float(not known),
        float(member in PERMANENT),
        *(math.log(shares[k]) for shares in past.ballots(topic, camp, member, day) for k in KINDS),
    ]


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
