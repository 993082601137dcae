"""Charts without axes: the map of happenings by place, the network of actors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.exports.look import LIGHT, Look, Spec, dressed, tips
from dragoman.exports.shapes import ACROSS, Frame, outline_of, shapes

Row = dict[str, Any]

KIND_SHAPES = {"state": "circle", "org": "square", "group": "diamond", "person": "triangle-up"}
DASHES = {"cooperation": [1, 0], "conflict": [6, 4], "both": [2, 3]}
"""How an edge is drawn, by what most of it is; `both` where neither is twice as much as the other."""


def map_chart(places: Sequence[Row], named: Mapping[str, int], frame: Frame, look: Look = LIGHT) -> Spec:
    """States shaded by the articles that name them; places as circles by their happenings, squares where only figures
    are told of, hollow where only the state is known. Rows are `desk.places.places`."""
    states: list[Spec] = [
        {
            "type": "Feature",
            "geometry": json.loads(geometry),
            "properties": {"state": iso3, "articles": named.get(iso3, 0)},
        }
        for iso3, geometry in shapes(frame)
    ]
    wide = 330 if look.narrow else 640
    points = []
    taken: list[tuple[float, float, float, float]] = []
    for row in places:
        if row["latitude"] is None or not frame.holds(*_point(row)):
            continue
        x, y = frame.flat(*_point(row))
        points.append(
            {"x": x, "y": y, "place": row["place"], "happenings": row["happenings"], "figures": row["figures"],
             "conflict": row["conflict"], "size": max(row["happenings"], 1),
             "kind": "happenings" if row["happenings"] else "figures only",
             "known": "the place" if row["exact"] else "the state only",
             "label": row["place"] if _room(row["place"], x * wide / ACROSS, y * wide / ACROSS, taken) else ""}
        )  # fmt: skip
    at = {"longitude": {"field": "x", "type": "quantitative"}, "latitude": {"field": "y", "type": "quantitative"}}
    flat = {"projection": {"type": "identity", "reflectY": True}}
    most = max((s["properties"]["articles"] for s in states), default=0)
    layers: list[Spec] = [
        {
            "data": {"values": [_frame_shape(frame)]},
            "mark": {"type": "geoshape", "fill": look.ground, "stroke": look.hair, "strokeWidth": 1},
            **flat,
        },
        {
            "data": {"values": states},
            "mark": {"type": "geoshape", "stroke": look.ground, "strokeWidth": 0.7},
            "encoding": {
                "color": {
                    "condition": {"test": "datum.properties.articles == 0", "value": look.land},
                    "field": "properties.articles", "type": "quantitative", "title": "articles that name the state",
                    "scale": {"type": "sqrt", "domain": [0, max(most, 1)], "range": list(look.shades)},
                    "legend": {"orient": "bottom", "gradientLength": 140, "tickCount": 3, "format": ",d",
                               "direction": "horizontal"},
                },
                "tooltip": tips(("properties.state", "state"), ("properties.articles", "articles")),
            },
            **flat,
        },
        {
            "data": {"values": points},
            "mark": {"type": "point", "strokeWidth": 1.6, "stroke": look.quads[3], "opacity": 0.85},
            "encoding": {
                **at,
                "size": {"field": "size", "type": "quantitative", "title": "happenings",
                         "scale": {"type": "sqrt", "range": [40, 560],
                                   "domain": [0, max([12, *(p["size"] for p in points)])]},
                         "legend": None},
                "shape": {"field": "kind", "type": "nominal", "title": "told of there",
                          "scale": {"domain": ["happenings", "figures only"], "range": ["circle", "square"]},
                          "legend": {"orient": "bottom", "symbolStrokeColor": look.quads[3],
                                     "symbolFillColor": look.quads[2]}},
                "fill": {"field": "known", "type": "nominal", "title": "known is",
                         "scale": {"domain": ["the place", "the state only"],
                                   "range": [look.quads[2], "rgba(255,255,255,0.01)"]},
                         "legend": {"orient": "bottom", "symbolStrokeColor": look.quads[3]}},
                "tooltip": tips(("place", "place"), ("happenings", "happenings"), ("conflict", "of them conflict"),
                                ("figures", "figures"), ("known", "known is")),
            },
            **flat,
        },
    ]  # fmt: skip
    halo = {"data": {"values": [p for p in points if p["label"]]}, **flat}
    text = {**at, "text": {"field": "label"}}
    under = {"type": "text", "dy": -14, "fontSize": 11, "stroke": look.ground, "strokeWidth": 3, "opacity": 0.85}
    layers += [
        {**halo, "mark": under, "encoding": text},
        {**halo, "mark": {"type": "text", "dy": -14, "fontSize": 11, "color": look.ink}, "encoding": text},
    ]
    return dressed({"width": 640, "height": 210 if look.narrow else 366, "layer": layers}, look)


def network_chart(nodes: Sequence[Row], edges: Sequence[Row], look: Look = LIGHT) -> Spec:
    """Actors at the places that the desk gave them; a line for each pair, thicker for more happenings, solid and blue
    for cooperation, dashed and red for conflict, dotted where it is both."""
    places = {n["key"]: (n["x"], n["y"]) for n in nodes}
    lines = [
        {"x": places[e["one"]][0], "y": places[e["one"]][1], "x2": places[e["other"]][0], "y2": places[e["other"]][1],
         "pair": f"{e['one_name']} and {e['other_name']}", "happenings": e["happenings"], "kind": _mostly(e),
         "cooperation": e["cooperation"], "conflict": e["conflict"], "one": e["one"], "other": e["other"]}
        for e in edges
    ]  # fmt: skip
    points = [
        {"x": n["x"], "y": n["y"], "actor": n["key"], "name": n["name"], "kind": n["kind"],
         "happenings": n["happenings"], "cooperation": n["cooperation"], "conflict": n["conflict"]}
        for n in nodes
    ]  # fmt: skip
    pad = 0.12 if look.narrow else 0.07
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-pad, 1 + pad], "nice": False}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [-0.07, 1.07], "nice": False}}
    kinds = list(DASHES)
    colours = [look.quads[1], look.quads[3], look.soft]
    at = {"x": x, "y": y}
    text = {"type": "text", "fontSize": 11}
    labels = _labels(nodes, look)
    return dressed(
        {
            "width": 640,
            "height": 420 if look.narrow else 600,
            "layer": [
                {
                    "data": {"values": lines},
                    "mark": {"type": "rule", "opacity": 0.75},
                    "encoding": {
                        **at, "x2": {"field": "x2"}, "y2": {"field": "y2"},
                        "color": {"field": "kind", "type": "nominal", "title": "mostly",
                                  "scale": {"domain": kinds, "range": colours}},
                        "strokeDash": {"field": "kind", "type": "nominal", "title": "mostly",
                                       "scale": {"domain": kinds, "range": list(DASHES.values())}},
                        "strokeWidth": {"field": "happenings", "type": "quantitative", "legend": None,
                                        "scale": {"type": "sqrt", "domainMin": 0, "range": [0.8, 6]}},
                        "tooltip": tips(("pair", "pair"), ("happenings", "happenings"),
                                        ("cooperation", "cooperation"), ("conflict", "conflict")),
                    },
                },
                {
                    "data": {"values": points},
                    "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": look.ground, "strokeWidth": 1.5,
                             "color": look.ink},
                    "encoding": {
                        **at,
                        "size": {"field": "happenings", "type": "quantitative", "legend": None,
                                 "scale": {"type": "sqrt", "domainMin": 0, "range": [40, 420]}},
                        "shape": {"field": "kind", "type": "nominal", "title": "actor",
                                  "scale": {"domain": list(KIND_SHAPES), "range": list(KIND_SHAPES.values())}},
                        "tooltip": tips(("name", "actor"), ("happenings", "happenings"),
                                        ("cooperation", "cooperation"), ("conflict", "conflict")),
                    },
                },
                {"data": {"values": labels}, "mark": {**text, "stroke": look.ground, "strokeWidth": 3.5},
                 "encoding": {**at, "text": {"field": "label"}}},
                {"data": {"values": labels}, "mark": {**text, "color": look.ink},
                 "encoding": {**at, "text": {"field": "label"}}},
            ],
        },
        look,
    )  # fmt: skip


def _labels(nodes: Sequence[Row], look: Look) -> list[Row]:
    """Names above their points, or beneath where there is room only there; the busiest first, a name without room for
    none. `x` and `y` are the chart's."""
    wide, high, most = (330, 420, 14) if look.narrow else (900, 600, 28)
    taken = [(n["x"] * wide - 8, n["y"] * high - 8, n["x"] * wide + 8, n["y"] * high + 8) for n in nodes]
    labels = []
    for node in nodes:
        name = _cut(node["name"], most)
        for up in (18, -18):
            if _room(name, node["x"] * wide, node["y"] * high + up, taken):
                labels.append({"x": node["x"], "y": round(node["y"] + up / high, 4), "label": name})
                break
    return labels


def _point(row: Row) -> tuple[float, float]:
    """Longitude and latitude; of a place that is only known to be in a state the middle of its shape."""
    corners = () if row["exact"] or not row["country"] else outline_of(row["country"])
    if not corners:
        return row["longitude"], row["latitude"]
    return (corners[0][0] + corners[1][0]) / 2, (corners[0][1] + corners[1][1]) / 2


def _mostly(edge: Row) -> str:
    if edge["cooperation"] >= 2 * edge["conflict"]:
        return "cooperation"
    return "conflict" if edge["conflict"] >= 2 * edge["cooperation"] else "both"


def _frame_shape(frame: Frame) -> Spec:
    """The edge of the map, so that it is as large whatever lies in it."""
    if frame.is_world:
        south, north, east = frame.flat(0, frame.south)[1], frame.flat(0, frame.north)[1], frame.flat(180, 0)[0]
        west = -east
    else:
        west, south, east, north = 0.0, 0.0, float(ACROSS), float(frame.flat(frame.east, frame.north)[1])
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {}}


def _room(label: str, x: float, y: float, taken: list[tuple[float, float, float, float]]) -> bool:
    """Whether a label has room about a point, in pixels; takes the room when it does."""
    half = 3.3 * len(label)
    box = (x - half, y - 7, x + half, y + 7)
    if any(box[0] < t[2] and box[2] > t[0] and box[1] < t[3] and box[3] > t[1] for t in taken):
        return False
    taken.append(box)
    return True


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip(" ,") + "…"

