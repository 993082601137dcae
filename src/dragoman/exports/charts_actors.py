"""Charts of one actor and of two: offices, mentions by day, conflict and cooperation by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman.desk.dyads import QUADS
from dragoman.exports.look import LIGHT, Look, Spec, days_axis, dressed, tips

Row = dict[str, Any]

DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
LEAST_SPAN = dt.timedelta(days=91)


def offices_chart(
    rows: Sequence[Row], look: Look = LIGHT, *, days: tuple[str | None, str | None] = (None, None)
) -> Spec:
    """Bars on a time axis, a row an office (and who held it); `days` are those that the record tells of, shaded. What
    has no known end goes to the last day of which the source knew, and is pale from the record's days on."""
    begun = [r["from"] for r in rows if r["from"]]
    least = min([*begun, *(d for d in days if d)], default=None)
    ended = [r["known_to"] or r["to"] for r in rows if r["known_to"] or r["to"]]
    most = max([*ended, *(d for d in days if d)], default=None)
    held = [
        {
            "office": _shortened(r["person"] or r["title"], 24) if look.narrow else _shortened(_office(r), 70),
            "whole": _office(r),
            "from": r["from"] or least, "to": r["to"] or r["known_to"] or most,
            "began": r["from"] or "unknown", "ended": r["to"] or "no end known",
            "end": "known" if r["to"] else "not known", "verified": "yes" if r["verified"] else "no",
        }
        for r in rows
        if (r["from"] or least) and (r["to"] or r["known_to"] or most)
    ]  # fmt: skip
    axis = {"format": "%Y", "labelOverlap": "greedy", "tickCount": 4 if look.narrow else 10}
    layers: list[Spec] = []
    if days[0] and days[1]:
        layers.append(
            {
                "data": {"values": [{"first": days[0], "last": days[1]}]},
                "mark": {"type": "rect", "opacity": 0.5, "color": look.hair},
                "encoding": {"x": days_axis("first", look) | {"axis": axis}, "x2": {"field": "last"}},
            }
        )
    layers.append(
        {
            "data": {"values": held},
            "mark": {"type": "bar", "height": 12, "color": look.many[0]},
            "encoding": {
                "y": {"field": "office", "type": "nominal", "title": None, "sort": None,
                      "axis": {"labelLimit": 150 if look.narrow else 420}},
                "x": days_axis("from", look) | {"axis": axis},
                "x2": {"field": "to"},
                "opacity": {"field": "end", "type": "nominal", "title": "end",
                            "scale": {"domain": ["known", "not known"], "range": [1, 0.5]}},
                "tooltip": tips(("whole", "office"), ("began", "from"), ("ended", "to"), ("verified", "verified")),
            },
        }
    )  # fmt: skip
    return dressed({"width": 640, "height": {"step": 22}, "layer": layers}, look)


def mentions_chart(rows: Sequence[Row], look: Look = LIGHT) -> Spec:
    """Articles that name an actor, by day (by week when there are many days). Rows have `day`, `articles`."""
    many = len(rows) > 120
    summed: dict[str, int] = {}
    for row in rows:
        day = dt.date.fromisoformat(row["day"])
        key = (day - dt.timedelta(days=day.weekday()) if many and day.toordinal() > 7 else day).isoformat()
        summed[key] = summed.get(key, 0) + row["articles"]
    values = [{"day": d, "articles": n} for d, n in sorted(summed.items())]
    word = "articles a week" if many else "articles a day"
    return dressed(
        {
            "width": 640,
            "height": 110,
            "data": {"values": values},
            "layer": [
                {
                    "mark": {"type": "rule", "strokeWidth": 3, "color": look.many[0]},
                    "encoding": {"y2": {"datum": 0}},
                },
                {"mark": {"type": "point", "filled": True, "size": 26, "opacity": 1, "color": look.many[0]}},
            ],
            "encoding": {
                "x": days_axis("day", look),
                "y": {"field": "articles", "type": "quantitative", "title": word,
                      "axis": {"values": whole_steps(max(summed.values(), default=1)), "format": ",d"}},
                "tooltip": tips(("day", "week of" if many else "day"), ("articles", "articles")),
            },
        },
        look,
    )  # fmt: skip


def weeks_chart(rows: Iterable[Row], look: Look = LIGHT, *, span: tuple[str, str] | None = None, most: int = 0) -> Spec:
    """What one actor did to another by week: cooperation upwards, conflict downwards, the colour the quad class. Rows
    are `desk.dyads.weeks` of one direction; `span` and `most` (happenings) make two charts of one scale."""
    values: list[Row] = []
    heights: dict[tuple[str, int], int] = {}
    for row in sorted(rows, key=lambda r: (r["week"], r["quad"] in (1, 3))):
        if not row["week"]:
            continue
        sign = 1 if row["quad"] <= 2 else -1
        begin = dt.date.fromisoformat(row["week"])
        foot = heights.get((row["week"], sign), 0)
        heights[row["week"], sign] = foot + sign * row["happenings"]
        values.append(
            {"week": row["week"], "until": (begin + WEEK - DAY).isoformat(), "quad": QUADS[row["quad"]],
             "foot": foot, "head": foot + sign * row["happenings"], "happenings": row["happenings"],
             "intensity": row["intensity"]}
        )  # fmt: skip
    x = days_axis("week", look)
    first, last = span or _span([v["week"] for v in values])
    if first and last:
        x["scale"] = {"type": "utc", "domain": [_utc(first), _utc(last)]}
    most = most or max((abs(h) for h in heights.values()), default=1)
    y: Spec = {
        "field": "foot", "type": "quantitative", "title": "conflict ←   → cooperation",
        "axis": {"values": _steps(most), "labelExpr": "format(abs(datum.value), ',d')"},
        "scale": {"domain": [-most, most]},
    }  # fmt: skip
    return dressed(
        {
            "width": 640,
            "height": 170,
            "layer": [
                {
                    "data": {"values": values},
                    "mark": {"type": "rect"},
                    "encoding": {
                        "x": x,
                        "x2": {"field": "until"},
                        "y": y,
                        "y2": {"field": "head"},
                        "color": {"field": "quad", "type": "nominal", "title": None,
                                  "scale": {"domain": list(QUADS.values()), "range": list(look.quads)}},
                        "tooltip": tips(("week", "week of"), ("quad", "class"), ("happenings", "happenings"),
                                        ("intensity", "mean intensity")),
                    },
                },
                {
                    "data": {"values": [{"at": 0}] if values else []},
                    "mark": {"type": "rule", "color": look.soft},
                    "encoding": {"y": {"field": "at", "type": "quantitative"}},
                },
            ],
        },
        look,
    )  # fmt: skip


def whole_steps(most: int, about: int = 4) -> list[int]:
    """About so many whole numbers from 0 on, the last of them not beyond `most`."""
    step = max(1, -(-most // about))
    size = 10 ** (len(str(step)) - 1)
    step = next(n * size for n in (1, 2, 5, 10) if n * size >= step)
    return list(range(0, most + 1, step))


def _steps(most: int) -> list[int]:
    """A few whole numbers from -most to most."""
    up = whole_steps(most, 2)
    return [-n for n in up[:0:-1]] + up


def week_span(rows: Sequence[Row]) -> tuple[str, str]:
    """From when until when charts of these weeks reach: a quarter at least."""
    return _span([r["week"] for r in rows if r["week"]])


def _span(weeks: Sequence[str]) -> tuple[str, str]:
    if not weeks:
        return "", ""
    first, last = dt.date.fromisoformat(min(weeks)), dt.date.fromisoformat(max(weeks)) + WEEK
    short = LEAST_SPAN - (last - first)
    if short > dt.timedelta(0):
        first, last = first - short / 2, last + short / 2
    return first.isoformat(), last.isoformat()


def intensity_chart(rows: Sequence[Row], names: Mapping[str, str], look: Look = LIGHT) -> Spec:
    """The mean intensity of each direction by week, from -10 (force) to 10 (aid); rows as `desk.dyads.weeks`."""
    sums: dict[tuple[str, str, str], list[float]] = {}
    for row in rows:
        held = sums.setdefault((row["week"], row["actor"], row["recipient"]), [0, 0.0])
        held[0] += row["happenings"]
        held[1] += row["score"]
    values = [
        {"week": week, "who": f"{names[a]} → {names[b]}", "intensity": round(score / count, 2), "happenings": count}
        for (week, a, b), (count, score) in sorted(sums.items())
    ]
    who = sorted({str(v["who"]) for v in values})
    x = days_axis("week", look)
    first, last = week_span(values)
    if first:
        x["scale"] = {"type": "utc", "domain": [_utc(first), _utc(last)]}
    return dressed(
        {
            "width": 640,
            "height": 170,
            "layer": [
                {
                    "data": {"values": [{"at": 0}] if values else []},
                    "mark": {"type": "rule", "color": look.soft},
                    "encoding": {"y": {"field": "at", "type": "quantitative"}},
                },
                {
                    "data": {"values": values},
                    "mark": {"type": "line", "point": {"size": 50, "filled": True}, "strokeWidth": 1.5},
                    "encoding": {
                        "x": x,
                        "y": {"field": "intensity", "type": "quantitative", "title": "mean intensity",
                              "scale": {"domain": [-10, 10]}, "axis": {"values": [-10, -5, 0, 5, 10]}},
                        "color": {"field": "who", "type": "nominal", "title": None,
                                  "scale": {"domain": who, "range": [look.many[0], look.many[1]]}},
                        "strokeDash": {"field": "who", "type": "nominal", "title": None,
                                       "scale": {"domain": who, "range": [[1, 0], [5, 4]]}},
                        "shape": {"field": "who", "type": "nominal", "title": None,
                                  "scale": {"domain": who, "range": ["circle", "square"]}},
                        "tooltip": tips(("who", "who"), ("week", "week of"), ("intensity", "mean intensity"),
                                        ("happenings", "happenings")),
                    },
                },
            ],
        },
        look,
    )  # fmt: skip


def _utc(day: str) -> Spec:
    year, month, date = (int(part) for part in day.split("-"))
    return {"year": year, "month": month, "date": date, "utc": True}


def _office(row: Row) -> str:
    return f"{row['person']}, {row['title']}" if row["person"] else str(row["title"])


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip(" ,") + "…"
