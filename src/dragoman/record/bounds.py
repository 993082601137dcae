"""Days that bound each other: pages and the facts that they tell, narrowed until nothing moves.

Each node has an Interval of its own or none; a tie says that one node lies so many days after another, at least or at
most. Bounds run along ties from the nodes' own Intervals (difference constraints; Dechter, Meiri & Pearl 1991). Every
bound keeps the chain that it came by, and never passes a node twice: no bound can rest on itself.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.model import Interval

MOST_STEPS = 6
"""Ties that a chain has at most: a longer one persuades nobody."""
MOST_CHANGES = 20
"""How often a bound may be improved before it is left as it is; keeps the work linear."""


@dataclass(frozen=True, slots=True)
class Tie:
    """`later` lies between `least` and `most` days after `earlier` (negative: before it); `None` leaves it open."""

    earlier: str
    later: str
    least: int | None
    most: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A day that a node cannot lie beyond, and the ties by which that follows from the own Interval of `root`."""

    day: dt.date
    root: str
    nodes: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds found for a node beside its own: from below and from above, `None` where its own is the better."""

    first: Bound | None
    last: Bound | None


def narrow(own: Mapping[str, Interval], ties: Iterable[Tie]) -> dict[str, Bounds]:
    """The bounds that ties add, for every node that gets one; the order of the ties does not matter."""
    after: dict[str, list[tuple[str, int, str]]] = {}
    before: dict[str, list[tuple[str, int, str]]] = {}
    for tie in sorted(ties, key=lambda t: (t.earlier, t.later, t.reason)):
        if tie.least is not None:
            after.setdefault(tie.earlier, []).append((tie.later, tie.least, tie.reason))
            before.setdefault(tie.later, []).append((tie.earlier, -tie.least, tie.reason))
        if tie.most is not None:
            before.setdefault(tie.earlier, []).append((tie.later, tie.most, tie.reason))
            after.setdefault(tie.later, []).append((tie.earlier, -tie.most, tie.reason))
    lows = _spread({n: i.first for n, i in own.items() if i.first is not None}, after, 1)
    highs = _spread({n: i.last for n, i in own.items() if i.last is not None}, before, -1)
    return {n: Bounds(lows.get(n), highs.get(n)) for n in sorted({*lows, *highs})}


def _spread(own: Mapping[str, dt.date], ways: Mapping[str, list[tuple[str, int, str]]], sign: int) -> dict[str, Bound]:
    """Bounds carried along the ways from each node's own; `sign` 1 for lower ones (the later the better), else -1."""
    best = {n: Bound(day, n, (n,), ()) for n, day in own.items()}
    changes: dict[str, int] = {}
    waiting = deque(sorted(n for n in best if n in ways))
    queued = set(waiting)
    while waiting:
        node = waiting.popleft()
        queued.discard(node)
        held = best[node]
        if len(held.reasons) >= MOST_STEPS:
            continue
        for other, days, reason in ways[node]:
            if other in held.nodes or changes.get(other, 0) >= MOST_CHANGES:
                continue
            try:
                day = held.day + dt.timedelta(days=days)
            except OverflowError:
                continue
            there = best.get(other)
            if there is not None and (day - there.day).days * sign <= 0:
                continue
            best[other] = Bound(day, held.root, (*held.nodes, other), (*held.reasons, reason))
            changes[other] = changes.get(other, 0) + 1
            if other in ways and other not in queued:
                waiting.append(other)
                queued.add(other)
    return {n: bound for n, bound in best.items() if bound.reasons}
