"""The Council's table as a drawing: fifteen seats, each with its letter, its pattern and its colour."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
SEAT = 23.0


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
                "middle" if abs(nx) < 0.35 else "start" if nx > 0 else "end", firm,
            )
        )  # fmt: skip
    return drawn


def _place(i: int, count: int) -> tuple[float, float, float, float]:
    """A seat's centre and the outward direction there: two straight legs and a half ellipse between them."""
    left, right, top, bottom = 170.0, WIDE - 170.0, 60.0, HIGH - 48.0
    bend = 200.0
    leg = bottom - bend
    radius_x, radius_y = (right - left) / 2, bend - top
    arc = math.pi * math.sqrt((radius_x**2 + radius_y**2) / 2)
    at = (2 * leg + arc) * (i / max(count - 1, 1))
    if at <= leg:
        return left, bottom - at, -1.0, 0.0
    if at >= leg + arc:
        return right, bend + (at - leg - arc), 1.0, 0.0
    turn = math.pi * (1 - (at - leg) / arc)
    away = math.hypot(math.cos(turn) * radius_y, math.sin(turn) * radius_x)
    return (
        (left + right) / 2 + math.cos(turn) * radius_x, bend - math.sin(turn) * radius_y,
        math.cos(turn) * radius_y / away, -math.sin(turn) * radius_x / away,
    )  # fmt: skip
