"""The map: happenings and figures by place, over the shapes of states; and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk.places import PLACE_COLUMNS, named_states, places
from dragoman.exports.charts_space import map_chart
from dragoman.exports.look import Spec
from dragoman.exports.shapes import WORLD, Frame, frame_of, outline_of
from dragoman.reference import load
from dragoman.web import charting
from dragoman.web.asking import Filters
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of

ASKED = ("type", "first", "last")
MOST_ROWS = 100
MOST_REGIONS = 14


@dataclass(frozen=True, slots=True)
class _Found:
    rows: tuple[dict[str, Any], ...]
    named: dict[str, int]


def map_page(request: Request) -> Response:
    """The map, framed by the record's places, by a state, or the whole world."""
    filters = Filters.of(request.query_params, only=ASKED)
    found = _found(request, filters)
    region, facts = charting.word(request, "region"), load()
    codes: dict[str, int] = {}
    for row in found.rows:
        if row["country"]:
            codes[row["country"]] = codes.get(row["country"], 0) + row["happenings"] + row["figures"]
    regions = [
        (code, state.name)
        for code in sorted(codes, key=lambda c: (-codes[c], c))[:MOST_REGIONS]
        if (state := facts.state(code)) is not None
    ]
    frame = _frame(found.rows, region)
    here = [r for r in found.rows if r["latitude"] is not None and frame.holds(r["longitude"], r["latitude"])]
    return page(
        request, "maps/map.html", filters=filters, rows=here[:MOST_ROWS], count=len(here),
        elsewhere=len(found.rows) - len(here), region=region, regions=regions, can_draw=charting.CAN_DRAW,
        query=filters.query(region=region or None), states=facts.states,
    )  # fmt: skip


def map_drawn(request: Request) -> Response:
    """The map as a chart."""
    filters, region = Filters.of(request.query_params, only=ASKED), charting.word(request, "region")
    look = charting.look_of(request)

    def made() -> Spec:
        found = _found(request, filters)
        return map_chart(found.rows, found.named, _frame(found.rows, region), look)

    key = ("map-chart", filters, region, look.ground, look.narrow)
    return charting.chart(request, records_of(request).remember(key, made), "map")


def map_table(request: Request) -> Response:
    """The places as CSV."""
    found = _found(request, Filters.of(request.query_params, only=ASKED))
    return charting.table(request, found.rows, PLACE_COLUMNS, "places")


def _found(request: Request, filters: Filters) -> _Found:
    def made() -> _Found:
        with record_of(request) as record:
            return _Found(tuple(places(record, load(), **filters.options(*ASKED))), named_states(record))

    return records_of(request).remember(("map", filters), made)


def _frame(rows: tuple[dict[str, Any], ...], region: str) -> Frame:
    if region == "world":
        return WORLD
    corners = outline_of(region) if region else ()
    return frame_of(corners or [(r["longitude"], r["latitude"]) for r in rows if r["latitude"] is not None])


ROUTES = (
    Route("/map", map_page, name="map"),
    Route("/map/chart.{ending}", map_drawn, name="map-chart"),
    Route("/map/table.csv", map_table, name="map-table"),
)
