"""Charts as Vega-Lite specifications with their data inside, and drawn to SVG or PNG.

The specifications are plain data, so that a browser can show the same ones; drawing needs the extra `plot`. Nothing is
fetched, and the same rows give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from dragoman.desk.positions import SIDES, sign_of
from dragoman.exports.look import LIGHT, Look, Spec, days_axis, dressed, tips
from dragoman.model import DragomanError

Row = dict[str, Any]

VEGA_LITE = "5.20"
SCALE = 2.0
"""Pixels of a PNG for each unit of the drawing."""
MANY_TIMES = 50
"""A scale is logarithmic when the largest number is more than so many times the smallest."""
FORMATS = (".svg", ".png")
OTHERS = "others"
"""Who claims too few of the figures to have a colour."""
KNOWN_WITHIN = 92
"""Days between the ends of an Interval that still says when something was, for the reach of an axis."""
MOST_TITLED = 3
"""So many measures are named beside an axis."""

SIDE_SHAPES = {"for": "triangle-up", "open": "circle", "against": "triangle-down"}
"""A stance's side beside its colour."""


class ChartError(DragomanError):
    """A chart cannot be drawn: no such format, nothing to draw, or the extra `plot` is missing."""


def positions_chart(rows: Sequence[Row], look: Look = LIGHT) -> Spec:
    """Ribbons over time: a row a holder (and issue, when there are several), its colour the stance, from each position
    to the holder's next. Marks are the positions themselves, up for, down against, hollow where another reports them;
    a thin line before one spans the days that are possible where the day is not known exactly, as far as the axis
    goes. Rows are the desk's."""
    dated = sorted(
        (r for r in rows if r["date_from"] is not None and r["date_to"] is not None),
        key=lambda r: (r["holder"], r["holder_id"], r["issue"], r["date_to"], not r["own"], r["position_id"]),
    )
    several = len({r["issue"] for r in dated}) > 1
    alone = len({r["holder_id"] for r in dated}) == 1
    begin, end = _reach(dated)
    ribbons, dots = [], []
    for _, group in groupby(dated, key=lambda r: (r["holder"], r["holder_id"], r["issue"])):
        days = [list(g) for _, g in groupby(group, key=lambda r: r["date_to"])]
        for i, day in enumerate(days):
            name = _line(day[0], several=several, alone=alone)
            until = days[i + 1][0]["date_to"] if i + 1 < len(days) else end
            since = min(day[0]["date_to"], end)
            ribbons.append({"holder": name, "stance": day[0]["stance"], "from": since, "to": min(until, end)})
            dots += [
                {
                    "holder": name, "stance": r["stance"], "side": SIDES[sign_of(r)],
                    "begin": max(r["date_from"], begin), "end": min(r["date_to"], end),
                    "first": r["date_from"], "day": r["date_to"],
                    "told": "own" if r["own"] else "reported", "issue": r["label"] or r["issue"],
                    "article": r["article_id"], "entry": r["position_id"],
                }
                for r in day
            ]  # fmt: skip
    there = [s for s in look.stances if any(d["stance"] == s for d in dots)]
    scale = {"domain": there, "range": [look.stances[s] for s in there]}
    colour = {"field": "stance", "type": "nominal", "title": "stance", "scale": scale}
    y = {"field": "holder", "type": "nominal", "title": None, "sort": None}
    x = days_axis("end", look)
    return dressed(
        {
            "width": 640,
            "height": {"step": 26},
            "layer": [
                {
                    "data": {"values": ribbons},
                    "mark": {"type": "bar", "height": 14, "opacity": 0.45},
                    "encoding": {"y": y, "x": x | {"field": "from"}, "x2": {"field": "to"}, "color": colour},
                },
                {
                    "data": {"values": [d for d in dots if d["first"] != d["day"]]},
                    "mark": {"type": "rule", "strokeWidth": 1, "opacity": 0.6},
                    "encoding": {"y": y, "x": x | {"field": "begin"}, "x2": {"field": "end"}},
                },
                {
                    "data": {"values": dots},
                    "mark": {"type": "point", "size": 80, "strokeWidth": 2},
                    "encoding": {
                        "y": y,
                        "x": x,
                        "stroke": colour,
                        "shape": {
                            "field": "side", "type": "nominal", "title": "side",
                            "scale": {"domain": list(SIDE_SHAPES), "range": list(SIDE_SHAPES.values())},
                            "legend": None,
                        },
                        "fill": {"condition": {"test": "datum.told === 'own'", **colour}, "value": look.ground},
                        "tooltip": tips(("holder", "holder"), ("stance", "stance"), ("issue", "issue"),
                                        ("told", "word"), ("first", "from"), ("day", "to")),
                    },
                },
            ],
        },
        look,
    )  # fmt: skip


def _reach(rows: Sequence[Row]) -> tuple[str, str]:
    """The days that the axis of positions shows: those of positions whose day is known within `KNOWN_WITHIN` days, if
    half of them are, and a twentieth before. So one that may be of any day of two years does not press the others
    together; what it spans is cut at the edges."""
    near = [r for r in rows if _days(r["date_to"]) - _days(r["date_from"]) <= KNOWN_WITHIN]
    near = near if 2 * len(near) >= len(rows) else list(rows)
    if not near:
        return "", ""
    first, last = min(r["date_to"] for r in near), max(r["date_to"] for r in near)
    before = max(_days(first) - max(7, (_days(last) - _days(first)) // 20), 1)
    return dt.date.fromordinal(before).isoformat(), last


def _days(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def figures_chart(rows: Sequence[Row], look: Look = LIGHT) -> Spec:
    """Numbers by date: claimants as colours, bounds as bars. A dot is an exact number, a triangle up "at least", one
    down "at most"; what is superseded is pale. Rows are the desk's; a figure stands at the last day that it covers."""
    shown = [
        {
            "day": r["date_to"], "low": r["low"], "high": r["high"],
            "claimant": r["claimant_name"] or "nobody named",
            "least": r["low"] if r["low"] is not None else r["high"], "measure": r["measure"],
            "form": _form(r), "pale": 0.35 if r.get("superseded_by") else 1,
            "article": r["article_id"], "entry": r["figure_id"],
        }
        for r in rows
        if r["date_to"] is not None and (r["low"] is not None or r["high"] is not None)
    ]  # fmt: skip
    shown.sort(key=lambda r: (r["day"], r["claimant"], r["least"], r["form"], r["entry"]))
    for row in shown:
        if row["form"] == "at most":
            row["least"] = row["high"]
    values = [row["least"] for row in shown if row["least"] > 0]
    wide = bool(values) and max(values) > MANY_TIMES * min(values)
    scale = {"type": "symlog"} if wide else {}
    x = days_axis("day", look)
    claimants = _told_apart([row["claimant"] for row in shown], len(look.many) - 1)
    for row in shown:
        row["group"] = row["claimant"] if row["claimant"] in claimants else OTHERS
    if any(row["group"] == OTHERS for row in shown):
        claimants.append(OTHERS)
    range_ = [look.ballots["abstain"] if c == OTHERS else look.many[i] for i, c in enumerate(claimants)]
    colour = {
        "field": "group", "type": "nominal", "title": "claimed by", "scale": {"domain": claimants, "range": range_},
    }  # fmt: skip
    opacity = {"field": "pale", "type": "quantitative", "scale": None, "legend": None}
    measures = sorted({row["measure"] for row in shown})
    axis: Spec = {"format": ",d", "tickCount": 6}
    if wide:
        axis["values"] = [0, *(10**n for n in range(len(str(max(values))) + 1))]
    title = ", ".join(measures) if len(measures) <= MOST_TITLED else "number"
    y = {"field": "least", "type": "quantitative", "title": title, "scale": scale, "axis": axis}
    tooltip = tips(("claimant", "claimed by"), ("measure", "measure"), ("form", "number"), ("low", "at least"),
                   ("high", "at most"), ("day", "by"))  # fmt: skip
    return dressed(
        {
            "width": 640,
            "height": 320,
            "layer": [
                {
                    "data": {"values": [r for r in shown if r["form"] == "between"]},
                    "mark": {"type": "bar", "width": 7},
                    "encoding": {
                        "x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}, "color": colour,
                        "opacity": opacity, "tooltip": tooltip,
                    },
                },
                {
                    "data": {"values": [r for r in shown if r["form"] != "between"]},
                    "mark": {"type": "point", "size": 70, "filled": True},
                    "encoding": {
                        "x": x,
                        "y": y,
                        "color": colour,
                        "opacity": opacity,
                        "tooltip": tooltip,
                        "shape": {
                            "field": "form", "type": "nominal", "title": "number",
                            "scale": {"domain": ["exact", "at least", "at most"],
                                      "range": ["circle", "triangle-up", "triangle-down"]},
                            "legend": {"symbolFillColor": look.soft, "symbolStrokeColor": look.soft},
                        },
                    },
                },
            ],
        },
        look,
    )  # fmt: skip


def _line(row: Row, *, several: bool, alone: bool) -> str:
    if several and alone:
        return str(row["issue"])
    return f"{row['holder']}: {row['issue']}" if several else str(row["holder"])


def _told_apart(names: Sequence[str], most: int) -> list[str]:
    """The commonest names, in the order of the alphabet."""
    counts = Counter(names)
    return sorted(sorted(counts, key=lambda n: (-counts[n], n))[:most])


def _form(row: Row) -> str:
    if row["low"] == row["high"]:
        return "exact"
    if row["high"] is None:
        return "at least"
    return "between" if row["low"] else "at most"


def draw(spec: Spec, path: Path) -> None:
    """Writes the chart to a `.svg` or `.png` file.

    Raises `ChartError` for another ending, for a chart without data, and when `vl-convert-python` is not installed.
    """
    if path.suffix.lower() not in FORMATS:
        raise ChartError(f"{path}: a chart is written as {' or '.join(FORMATS)}")
    if not has_data(spec):
        raise ChartError(f"{path}: nothing to draw: no row that answers has a date")
    path.write_bytes(drawn(spec, path.suffix.lower()))


def drawn(spec: Spec, ending: str) -> bytes:
    """The chart as the bytes of a `.svg` or `.png` file. Raises `ChartError` when `vl-convert-python` is not there."""
    try:
        import vl_convert
    except ImportError:
        raise ChartError("charts need the extra `plot`: pip install 'dragoman[plot]'") from None
    text = json.dumps(spec, sort_keys=True)
    if ending == ".svg":
        svg: str = vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=[])
        return svg.encode("utf-8")
    png: bytes = vl_convert.vegalite_to_png(text, vl_version=VEGA_LITE, scale=SCALE, allowed_base_urls=[])
    return png


def has_data(spec: Spec) -> bool:
    """True when there is anything to draw."""
    return any(part.get("data", {}).get("values") for part in (spec, *spec.get("layer", ())))
