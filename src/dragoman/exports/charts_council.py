"""Charts of a whip count: each member's chances, and the chance of each number of yes votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.exports.look import LIGHT, Look, Spec, dressed, tips

Row = dict[str, Any]


def chances_chart(rows: Sequence[Row], look: Look = LIGHT) -> Spec:
    """A whip count's forecast: a bar a member, parted into the chances of yes, abstain and no; (P) is a permanent
    member. Rows are the whip's."""
    values = [
        {"member": _seat(r), "ballot": b, "order": i, "share": r[b], "percent": f"{r[b]:.0%}"}
        for r in rows
        for i, b in enumerate(("yes", "abstain", "no"))
    ]
    order = [_seat(r) for r in rows]
    return dressed(
        {
            "width": 640,
            "height": {"step": 20},
            "data": {"values": values},
            "layer": [
                {
                    "mark": {"type": "bar", "height": 13},
                    "encoding": {
                        "x": {"field": "share", "type": "quantitative", "title": None, "stack": "zero",
                              "scale": {"domain": [0, 1]}, "axis": {"format": ".0%", "tickCount": 5}},
                        "color": {"field": "ballot", "type": "nominal", "title": "chance of",
                                  "scale": {"domain": list(look.ballots), "range": list(look.ballots.values())}},
                        "order": {"field": "order", "type": "quantitative"},
                        "tooltip": tips(("member", "member"), ("ballot", "ballot"), ("percent", "chance")),
                    },
                },
            ],
            "encoding": {"y": {"field": "member", "type": "nominal", "title": None, "sort": order}},
        },
        look,
    )  # fmt: skip


def yes_chart(chances: Sequence[float], look: Look = LIGHT, *, needed: int = 9) -> Spec:
    """The chance of each number of yes votes; a line stands before the number that is needed."""
    values = [
        {"yes": n, "chance": round(c, 4), "percent": f"{c:.1%}", "enough": "enough" if n >= needed else "too few"}
        for n, c in enumerate(chances)
    ]
    return dressed(
        {
            "width": 640,
            "height": 150,
            "layer": [
                {
                    "data": {"values": values},
                    "mark": {"type": "bar", "width": {"band": 0.8}},
                    "encoding": {
                        "x": {"field": "yes", "type": "ordinal", "title": "yes votes", "axis": {"labelAngle": 0}},
                        "y": {"field": "chance", "type": "quantitative", "title": "chance",
                              "axis": {"format": ".0%", "tickCount": 4}},
                        "color": {"field": "enough", "type": "nominal", "title": None,
                                  "scale": {"domain": ["too few", "enough"],
                                            "range": [look.ballots["abstain"], look.ballots["yes"]]}},
                        "tooltip": tips(("yes", "yes votes"), ("percent", "chance")),
                    },
                },
            ],
        },
        look,
    )  # fmt: skip


def _seat(row: Row) -> str:
    return f"{row['name']} (P)" if row["permanent"] else str(row["name"])
