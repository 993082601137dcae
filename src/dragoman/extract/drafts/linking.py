"""Which vote of the Council's record a cast ballot belongs to: one that fits by day, subject and ballots, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dragoman.forecast.topics import OTHER, topic_of
from dragoman.model import Interval
from dragoman.reference import Reference, Vote

BACK = dt.timedelta(days=45)
"""A vote told of without a day was at most so long before the article."""
SLACK = dt.timedelta(days=1)
"""New York's day may be the one before or after."""
LONGEST = dt.timedelta(days=62)
"""A day less certain than this links nothing."""


def linked(
    reference: Reference, *, agenda: str | None, cast: Mapping[str, str], told: Interval | None, published: Interval
) -> Vote | None:
    """The one vote about `agenda` (ISO3) whose ballots are those that the article tells of, in the days it can mean.

    `cast` is ballots by ISO3 (yes, no, abstain, veto), `told` the day that the text ties to the vote. `None` when no
    vote or more than one fits, or when the days are open.
    """
    between = _days(told, published)
    if agenda is None or not cast or between is None:
        return None
    state = reference.state(agenda)
    topic = topic_of(state.name) if state else OTHER
    if state is None:
        return None
    found = []
    for vote in reference.council.find(between=between):
        about = topic_of(vote.title) == topic if topic != OTHER else state.name.lower() in vote.title.lower()
        ballots = vote.ballots
        if about and all(_fits(ballots.get(m), b) for m, b in cast.items()):
            found.append(vote)
    return found[0] if len(found) == 1 else None


def resolution(reference: Reference, number: int, published: Interval) -> Vote | None:
    """The vote that adopted a resolution, if it was over by the article's last possible day."""
    found = reference.council.find(number)
    if len(found) != 1 or (published.last is not None and found[0].date > _moved(published.last, SLACK)):
        return None
    return found[0]


def _fits(official: str | None, told: str) -> bool:
    """A veto is a no by a permanent member; news call a no of such a member on a failed draft a veto, too."""
    return official == told or (told in {"veto", "no"} and official in {"veto", "no"})


def _days(told: Interval | None, published: Interval) -> Interval | None:
    days = told if told is not None and told.first and told.last else None
    if days is not None and days.first and days.last:
        if days.last - days.first > LONGEST:
            return None
        return Interval(_moved(days.first, -SLACK), _moved(days.last, SLACK))
    if not published.first or not published.last or published.last - published.first > LONGEST:
        return None
    return Interval(_moved(published.first, -BACK), _moved(published.last, SLACK))


def _moved(day: dt.date, by: dt.timedelta) -> dt.date:
    """The day so much later or earlier, within the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + by.days, 1), dt.date.max.toordinal()))
