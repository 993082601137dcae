"""The Council's table as a drawing: fifteen seats, each with its letter, its pattern and its colour."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

LETTERS = {
    "yes": "Y", "no": "N", "veto": "V", "abstain": "A", "not voting": "–", "leaning yes": "y", "leaning no": "n",
    "leaning veto": "v", "leaning abstain": "a", "undeclared": "?", "unknown": "·",
}  # fmt: skip
"""Capital: cast. Small: told of before the vote."""
SIDES = {"Y": "yes", "N": "no", "V": "veto", "A": "abstain", "?": "open"}
WORDS = {
    "Y": "voted yes", "N": "voted no", "V": "vetoed", "A": "abstained", "–": "did not vote", "y": "leans to yes",
    "n": "leans to no", "v": "threatens a veto", "a": "leans to abstain", "?": "undeclared", "·": "nothing told",
}  # fmt: skip
WIDE, HIGH = 720.0, 400.0
SEAT = 22.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One seat of the drawing: where it is, where its name stands, what is told of it."""

    member: str
    name: str
    permanent: bool
    letter: str
    side: str
    """`yes`, `no`, `veto`, `abstain` or `open`."""
    words: str
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str
    firm: bool
    """False for what only the forecast says."""


def horseshoe_of(seats: Sequence[Mapping[str, Any]], *, of: str) -> list[Drawn]:
    """The seats along the table, which is open beneath, clockwise from the left in English alphabetical order.

    A seat has `member`, `name`, `permanent` and, under the key `of`, a ballot's word or `None`; where nothing is told
    and the seat has `yes`, `abstain` and `no`, the likeliest of them stands there, not firm.
    """
    drawn = []
    count = len(seats)
    for i, seat in enumerate(seats):
        told = seat.get(of)
        firm = told is not None
        letter = LETTERS.get(str(told), "·") if firm else "·"
        if not firm and seat.get("yes") is not None:
            best = max(("yes", "abstain", "no"), key=lambda b: seat[b])
            letter = LETTERS[f"leaning {best}"]
        x, y, nx, ny = _place(i, count)
        words = WORDS[letter] if firm or letter == "·" else f"forecast: {WORDS[letter]}"
        drawn.append(
            Drawn(
                seat["member"], seat["name"], bool(seat["permanent"]), letter, SIDES.get(letter.upper(), "open"), words,
                round(x, 1), round(y, 1), round(x + nx * (SEAT + 11), 1), round(y + ny * (SEAT + 12) + 4, 1),
                "middle" if abs(nx) < 0.12 else "start" if nx > 0 else "end", firm,
            )
        )  # fmt: skip
    return drawn


def _place(i: int, count: int) -> tuple[float, float, float, float]:
    """A seat's centre and the outward direction there, at equal distances along the table."""
    path = _path()
    at = path[-1][0] * i / max(count - 1, 1)
    _, x, y, nx, ny = min(path, key=lambda step: abs(step[0] - at))
    return x, y, nx, ny


@cache
def _path() -> list[tuple[float, float, float, float, float]]:
    """Steps along two straight legs and the half ellipse between them: (way so far, x, y, outward x, outward y)."""
    left, right, top, bottom, bend = 165.0, WIDE - 165.0, 62.0, HIGH - 46.0, 205.0
    middle, radius_x, radius_y = (left + right) / 2, (right - left) / 2, bend - top
    points = [(left, bottom - step, -1.0, 0.0) for step in range(int(bottom - bend))]
    for step in range(721):
        turn = math.pi * (1 - step / 720)
        out_x, out_y = math.cos(turn) * radius_y, -math.sin(turn) * radius_x
        away = math.hypot(out_x, out_y)
        points.append(
            (middle + math.cos(turn) * radius_x, bend - math.sin(turn) * radius_y, out_x / away, out_y / away)
        )
    points += [(right, bend + step + 1, 1.0, 0.0) for step in range(int(bottom - bend))]
    path, way = [], 0.0
    for n, point in enumerate(points):
        way += math.dist(point[:2], points[n - 1][:2]) if n else 0.0
        path.append((way, *point))
    return path
