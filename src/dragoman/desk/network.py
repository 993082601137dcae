"""Who is bound to whom: the busiest actors of an Interval, and where to draw them, always at the same places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from dragoman.desk.dyads import names_of
from dragoman.model import Interval
from dragoman.record import Record
from dragoman.record.dyads import week_of
from dragoman.reference import Reference

Row = dict[str, Any]

MOST_ACTORS = 40
MOST_EDGES = 160
STEPS = 240
"""Of the layout; after so many nothing moves by more than a hundredth of the picture."""
MAIN, ASIDE = 0.8, 8
"""Share of the width for the largest group where there are others; so many others stand in one column."""
NODE_COLUMNS = ("key", "name", "kind", "happenings", "cooperation", "conflict", "x", "y")
EDGE_COLUMNS = ("one", "other", "one_name", "other_name", "happenings", "cooperation", "conflict", "score")


@dataclass(frozen=True, slots=True)
class Network:
    """Actors with their places (`x` and `y` from 0 to 1) and the pairs between them, the busiest first; `left_out` is
    how many more pairs there are."""

    nodes: tuple[Row, ...]
    edges: tuple[Row, ...]
    left_out: int


def network(
    record: Record,
    facts: Reference,
    *,
    first: str | None = None,
    last: str | None = None,
    most: int = MOST_ACTORS,
) -> Network:
    """The pairs of an Interval's weeks (of all time without one) between the actors with most happenings."""
    pairs = _pairs(record, first, last)
    busy: dict[str, list[int]] = {}
    for row in pairs:
        for key in (row["one"], row["other"]):
            held = busy.setdefault(key, [0, 0, 0])
            for i, what in enumerate(("happenings", "cooperation", "conflict")):
                held[i] += row[what]
    chosen = sorted(busy, key=lambda k: (-busy[k][0], k))[: min(most, MOST_ACTORS)]
    inside = [r for r in pairs if r["one"] in busy and r["one"] in set(chosen) and r["other"] in set(chosen)]
    edges = inside[:MOST_EDGES]
    bound = {k for r in edges for k in (r["one"], r["other"])}
    chosen = [k for k in chosen if k in bound]
    names = names_of(record, facts, chosen)
    places = layout(chosen, [(r["one"], r["other"], r["happenings"]) for r in edges])
    nodes = tuple(
        {
            "key": key, "name": names[key], "kind": key.partition(":")[0], "happenings": busy[key][0],
            "cooperation": busy[key][1], "conflict": busy[key][2], "x": places[key][0], "y": places[key][1],
        }
        for key in chosen
    )  # fmt: skip
    told = tuple(r | {"one_name": names[r["one"]], "other_name": names[r["other"]]} for r in edges)
    return Network(nodes, told, len(pairs) - len(edges))


def _pairs(record: Record, first: str | None, last: str | None) -> list[Row]:
    low, high = Interval.parse(first).iso[0], Interval.parse(last).iso[1]
    bounded = low is not None or high is not None
    table, where = ("dyads", "WHERE week >= ? AND week <= ? ") if bounded else ("dyad_totals", "")
    return record.sql(
        "SELECT min(actor, recipient) AS one, max(actor, recipient) AS other, sum(happenings) AS happenings, "
        "sum(iif(quad <= 2, happenings, 0)) AS cooperation, sum(iif(quad >= 3, happenings, 0)) AS conflict, "
        f"sum(score) / 2.0 AS score FROM {table} {where}GROUP BY 1, 2 ORDER BY happenings DESC, one, other",
        (week_of(low or "") or "0", high or "9999") if bounded else (),
    )


def layout(keys: list[str], edges: list[tuple[str, str, int]]) -> dict[str, tuple[float, float]]:
    """Places between 0 and 1 for each key: the largest group that hangs together on the left, smaller ones beside it.
    The same input gives the same picture."""
    groups = _groups(keys, edges)
    if not groups:
        return {}
    found = {}
    aside = groups[1:]
    columns = 1 if len(aside) <= ASIDE else 2
    wide = 1.0 if not aside else MAIN if columns == 1 else MAIN - 0.12
    rows = -(-len(aside) // columns)
    for i, group in enumerate(groups):
        places = _springs(group, [e for e in edges if e[0] in set(group)])
        if i == 0:
            left, bottom, width, height = 0.0, 0.0, wide, 1.0
        else:
            column, row = divmod(i - 1, rows)
            each = (1.0 - wide) / columns
            left, width = wide + each * (column + 0.35), each * 0.6
            height = 0.55 / rows
            bottom = 1.0 - (row + 0.8) / rows
        for key, (x, y) in places.items():
            found[key] = (round(left + x * width, 4), round(min(max(bottom + y * height, 0.0), 1.0), 4))
    return found


def _groups(keys: list[str], edges: list[tuple[str, str, int]]) -> list[list[str]]:
    """The keys that hang together, the largest group first, each in the given order."""
    root = {key: key for key in keys}

    def top(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for one, other, _ in edges:
        a, b = top(one), top(other)
        if a != b:
            root[b] = a
    groups: dict[str, list[str]] = {}
    for key in keys:
        groups.setdefault(top(key), []).append(key)
    return sorted(groups.values(), key=lambda g: (-len(g), keys.index(g[0])))


def _springs(keys: list[str], edges: list[tuple[str, str, int]]) -> dict[str, tuple[float, float]]:
    """Places between 0 and 1 by springs and repulsion (Fruchterman and Reingold 1991), begun on a spiral in the given
    order."""
    import numpy as np

    count = len(keys)
    index = {key: i for i, key in enumerate(keys)}
    # Golden angles spread the busiest, which stand first.
    turns = np.arange(count) * math.pi * (3 - math.sqrt(5))
    radius = np.sqrt((np.arange(count) + 0.5) / count)
    at = np.stack([np.cos(turns) * radius, np.sin(turns) * radius], axis=1)
    pull = np.zeros((count, count))
    for one, other, number in edges:
        i, j = index[one], index[other]
        pull[i, j] = pull[j, i] = 1 + math.log1p(number)
    apart = 1.6 / math.sqrt(count)
    for step in range(STEPS):
        away = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.sqrt((away**2).sum(axis=2)), 1e-3)
        push = apart**2 / far**2
        np.fill_diagonal(push, 0.0)
        move = (away * (push - pull * far / (apart * 6))[:, :, None]).sum(axis=1) - 0.2 * at
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1 - step / STEPS) + 0.001
        at = at + move / length[:, None] * np.minimum(length, heat)[:, None]
    low, high = at.min(axis=0), at.max(axis=0)
    wide = np.where(high - low < 1e-6, 1.0, high - low)
    scaled = np.where(high - low < 1e-6, 0.5, (at - low) / wide)
    return {key: (float(scaled[i, 0]), float(scaled[i, 1])) for key, i in index.items()}
