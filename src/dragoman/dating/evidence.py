"""Evidence for the day of an article, and what it proves together.

Each piece of evidence says between which days the article can have been written. Time has a direction: somebody called
president cannot be called so before the office began (a hard bound), but may be called so long after, as history (a
soft one). What agrees with most of the evidence is kept; what then cannot be true is set aside and reported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.model import UNKNOWN, Interval

HISTORY = 0.3
"""What a piece of evidence counts for days after its last, when it may be history told: less than a full reason."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Days between which the article can have been written, the reason in words, and how much the reason weighs.

    `days` are alternatives (a person who was foreign minister twice). Where `lasting` is false, the article may be
    later than `days` when the text tells of the past.
    """

    days: tuple[Interval, ...]
    reason: str
    weight: float = 1.0
    lasting: bool = True
    source: str = ""
    """What the evidence is about: several reasons about one thing count once."""

    @classmethod
    def between(
        cls, first: dt.date | None, last: dt.date | None, reason: str, *, weight: float = 1.0, source: str = ""
    ) -> Evidence:
        """Evidence for one stretch of days."""
        return cls((Interval(first, last),), reason, weight=weight, source=source or reason)

    def allows(self, day: dt.date) -> float:
        """How far the evidence agrees with a day: 1 fully, `HISTORY` as history, 0 not at all."""
        if any(interval.contains(day) for interval in self.days):
            return 1.0
        if not self.lasting and any(i.last is not None and i.last < day for i in self.days):
            return HISTORY
        return 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The days that the evidence proves together, the reasons that count, and those that cannot be true beside them."""

    interval: Interval
    reasons: tuple[Evidence, ...] = ()
    conflicts: tuple[Evidence, ...] = ()


def weigh(evidence: Iterable[Evidence], within: Interval = UNKNOWN) -> Verdict:
    """The stretch of days, inside `within`, that agrees best with the evidence."""
    pieces = _one_a_source(evidence)
    stretches = _stretches(pieces, within)
    scored = [(sum(p.weight * p.allows(_sample(s)) for p in pieces), s) for s in stretches]
    best = max((score for score, _ in scored), default=0.0)
    chosen = [s for score, s in scored if score >= best - 1e-9]
    if not chosen:
        return Verdict(within)
    days = chosen[0]
    for other in chosen[1:]:
        days = days.hull(other)
    sample = _sample(chosen[0])
    used = tuple(p for p in pieces if p.allows(sample) >= 1.0)
    against = tuple(p for p in pieces if p.allows(sample) == 0.0)
    return Verdict(days, used, against)


def _one_a_source(evidence: Iterable[Evidence]) -> list[Evidence]:
    """One piece a source: the narrowest, the first of equals."""
    kept: dict[str, Evidence] = {}
    for piece in evidence:
        other = kept.get(piece.source)
        if other is None or _width(piece) < _width(other):
            kept[piece.source] = piece
    return list(kept.values())


def _width(piece: Evidence) -> int:
    return sum(i.days or 10**7 for i in piece.days)


def _stretches(pieces: Sequence[Evidence], within: Interval) -> list[Interval]:
    """The stretches of days between any two bounds: on each, every piece says the same of all days."""
    starts: set[dt.date] = set()
    for piece in pieces:
        for interval in piece.days:
            if interval.first is not None:
                starts.add(interval.first)
            if interval.last is not None and interval.last < dt.date.max:
                starts.add(interval.last + dt.timedelta(days=1))
    bounds = [None, *sorted(starts)]
    out = []
    for first, following in zip(bounds, [*bounds[1:], None], strict=True):
        last = following - dt.timedelta(days=1) if following is not None else None
        part = Interval(first, last).intersect(within)
        if part is not None:
            out.append(part)
    return out


def _sample(interval: Interval) -> dt.date:
    return interval.first or interval.last or dt.date(2000, 1, 1)
