"""The Security Council's record in Python: votes, ballots, vetoes and members, 1946 to 2025.

    >>> from dragoman import council
    >>> council.vote("S/2012/77").outcome
    'vetoed'
    >>> [v.symbol for v in council.vetoes(by="RUS", about="Syria", from_="2011", to="2012")]
    ['S/2011/612', 'S/2012/77', 'S/2012/538']

Days may be given as `datetime.date`, or as ISO dates, months or years in text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman import reference
from dragoman.model import Interval
from dragoman.reference.article27 import Outcome
from dragoman.reference.council import Seat, Vote, article27

__all__ = ["Outcome", "Seat", "Vote", "article27", "find", "members", "rows", "vetoes", "vote"]

Day = str | dt.date | None


def find(
    what: str | int = "",
    *,
    about: str = "",
    from_: Day = None,
    to: Day = None,
    folder: Path | None = None,
) -> list[Vote]:
    """The votes that answer, by date: a symbol, a resolution number, words of the title, a subject, days.

    `about` may be a state, by name or ISO3: then its name or its adjective in the title counts.
    """
    return reference.load(folder).council.find(what, about=_subject(about, folder), between=_between(from_, to))


def vote(what: str | int, *, folder: Path | None = None) -> Vote | None:
    """The one vote on a symbol or resolution number; of several on one symbol the last; `None` when there is none."""
    found = find(what, folder=folder)
    return found[-1] if found else None


def vetoes(
    *, by: str | None = None, about: str = "", from_: Day = None, to: Day = None, folder: Path | None = None
) -> list[Vote]:
    """The vetoed drafts, by date: by a permanent member (ISO3), on a subject, between two days."""
    council = reference.load(folder).council
    return council.vetoes(by=by, about=_subject(about, folder), between=_between(from_, to))


def members(on: str | dt.date, *, folder: Path | None = None) -> tuple[Seat, ...]:
    """The Council's members on a day, the permanent first. Raises `ValueError` when `on` is not a day."""
    day = Interval.parse(on)
    if day.first is None or (day.last is not None and day.first.year != day.last.year):
        raise ValueError(f"members of which day? {on!r} is not a day, month or year")
    return reference.load(folder).council.members_on(day.first)


def rows(votes: Iterable[Vote]) -> Iterator[dict[str, object]]:
    """One row a member and vote: draft, date, outcome, member, vote, permanent."""
    for one in votes:
        yield from one.rows()


def _between(from_: Day, to: Day) -> Interval:
    return Interval(Interval.parse(from_).first, Interval.parse(to).last)


def _subject(about: str, folder: Path | None) -> list[str]:
    """The words to look for: those given, and for a state its name and adjectives."""
    if not about.strip():
        return []
    facts = reference.load(folder)
    wanted = reference.fold(about.strip())
    for state in facts.states.values():
        if wanted in {state.iso3.lower(), reference.fold(state.name), reference.fold(state.in_sentence)}:
            return [state.name, *(d for d in state.demonyms if not d.endswith("s"))]
    return [about]
