"""The Council's own record of a vote that is told: which draft, and on which day."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from dragoman import reference
from dragoman.model import Interval
from dragoman.record.happenings.reports import Report
from dragoman.reference.council import Vote
from dragoman.reference.folding import fold

NEWS_DAYS = 14
"""A vote that is told without its day is one of the last two weeks."""

_TOLD = frozenset({"happened", "ongoing", "recalled"})
_CAST = {"veto": ("veto",), "no": ("no", "veto"), "yes": ("yes",), "abstain": ("abstain",), None: ("veto",)}
_BLOCKED = re.compile(r"\b(?:veto(?:ed|es|ing)?|block(?:ed|s|ing)?|resolution|draft)\b", re.IGNORECASE)


def official_vote(report: Report) -> Vote | None:
    """The one vote of the record that the report can mean; `None` where it tells of none, or several fit.

    The member must have cast it so, on a day that the report allows: within `NEWS_DAYS` before it where the report
    gives no day of its own. Of several that fit, those whose title shares a name with the sentence are preferred.
    """
    if report.type not in ("VOTE", "REJECT") or report.status not in _TOLD:
        return None
    if report.type == "REJECT" and not (report.dated and _BLOCKED.search(report.sentence)):
        return None
    members = [p.country for p in report.actors if p.country]
    first, last = report.date.first, report.date.last
    if not members or first is None or last is None or (last - first).days > NEWS_DAYS:
        return None
    if not report.dated:
        first -= dt.timedelta(days=NEWS_DAYS)
    wanted = ("veto",) if report.type == "REJECT" else _CAST.get(report.mode, ("veto",))
    found = [
        vote
        for vote in _between(first, last)
        if (ballots := vote.ballots) and all(ballots.get(member) in wanted for member in members)
    ]
    if len(found) > 1:
        words = set(re.findall(r"\w{4,}", fold(report.sentence)))
        named = [v for v in found if words & set(re.findall(r"\w{4,}", fold(v.title)))]
        found = named or found
        if len({v.date for v in found}) > 1 and not report.dated:
            found = [v for v in found if v.date == found[-1].date]
    return found[0] if len(found) == 1 else None


def day_of(vote: Vote) -> Interval:
    """The day of a vote."""
    return Interval.day(vote.date)


@cache
def _votes() -> tuple[Sequence[Vote], list[dt.date]]:
    votes = reference.load().council.votes
    return votes, [v.date for v in votes]


def _between(first: dt.date, last: dt.date) -> Sequence[Vote]:
    votes, days = _votes()
    return votes[bisect_left(days, first) : bisect_right(days, last)]
