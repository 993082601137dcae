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
    """Places between 0 and 1 for each key by springs and repulsion (Fruchterman and Reingold 1991), begun on a circle
    in the given order: the same input gives the same picture."""
    import numpy as np

    count = len(keys)
    if count == 0:
        return {}
    index = {key: i for i, key in enumerate(keys)}
    # Golden angles spread the busiest, which stand first, over the circle.
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
        move = (away * (push - pull * far / (apart * 6))[:, :, None]).sum(axis=1) - 0.35 * at
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1 - step / STEPS) + 0.001
        at = at + move / length[:, None] * np.minimum(length, heat)[:, None]
    low, high = at.min(axis=0), at.max(axis=0)
    wide = np.where(high - low < 1e-6, 1.0, high - low)
    scaled = np.where(high - low < 1e-6, 0.5, (at - low) / wide)
    return {key: (round(float(scaled[i, 0]), 4), round(float(scaled[i, 1]), 4)) for key, i in index.items()}
