"""Article 27 of the Charter of the United Nations, as arithmetic.

Decisions on substance need the affirmative votes of nine of fifteen members (seven of eleven before 1966-01-01, when
the amendment of Article 27 took effect in the Council's work), among them no permanent member's no. Abstention and
absence of a permanent member do not hinder (practice since 1946; ICJ, Namibia opinion, 1971, para. 22). Procedural
decisions know no veto (Article 27, paragraph 2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

ENLARGED = dt.date(1966, 1, 1)
"""From this day fifteen members and nine votes."""

EXCEPTIONS = {
    "360": "S/5134, 1962-06-22: seven members voted yes and the Soviet Union no; the source records it as not adopted, "
    "the Council's own list as a veto",
}
"""Votes, by vote_id, whose recorded outcome is not the one that the ballots give, and why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`adopted`, `vetoed`, `not_adopted`, or `None` where the ballots are not known; and the reason in words."""

    outcome: str | None
    why: str
    needed: int
    vetoed_by: tuple[str, ...] = ()


def recompute(
    ballots: Mapping[str, str], permanent: Collection[str], date: dt.date, *, basis: str = "roll call"
) -> Outcome:
    """The outcome by Article 27 of ballots by ISO3 (yes, no, abstain, not voting, unknown) on a day.

    `basis` is "roll call", "without a vote" or "procedural".
    """
    needed, seats = (7, 11) if date < ENLARGED else (9, 15)
    if basis == "without a vote":
        return Outcome("adopted", "adopted without a vote", needed)
    unknown = sum(v == "unknown" for v in ballots.values())
    if unknown or not ballots:
        return Outcome(None, "the ballots are not known", needed)
    yes = sum(v == "yes" for v in ballots.values())
    if yes < needed:
        return Outcome("not_adopted", f"{yes} yes, and {needed} of {seats} are needed", needed)
    against = tuple(sorted(m for m, v in ballots.items() if v == "no" and m in permanent))
    if not against:
        return Outcome("adopted", f"{yes} yes, {needed} of {seats} needed, and no permanent member voted no", needed)
    if basis == "procedural":
        return Outcome("adopted", f"{yes} yes of {needed} needed; procedure knows no veto", needed)
    why = f"{yes} yes of {needed} needed, but {_and(against)} voted no, and a permanent member's no is a veto"
    return Outcome("vetoed", why, needed, against)


def _and(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
