"""The network of actors for an Interval: who is bound to whom by conflict and cooperation."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk.network import EDGE_COLUMNS, MOST_ACTORS, Network
from dragoman.desk.network import network as ask_network
from dragoman.exports.charts_space import network_chart
from dragoman.reference import load
from dragoman.web import charting
from dragoman.web.asking import Filters
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of

DAYS = ("first", "last")
MOST_ROWS = 60
MOST_DRAWN = {False: 80, True: 40}
"""Lines of a drawing, of a wide one and of a narrow one: the busiest pairs. More of them hide each other."""


def network(request: Request) -> Response:
    """The chart of the busiest actors, and their pairs as a table."""
    filters = Filters.of(request.query_params, only=DAYS)
    found = _found(request, filters)
    return page(
        request, "network/network.html", filters=filters, nodes=found.nodes, edges=found.edges[:MOST_ROWS],
        edge_count=len(found.edges),
        pairs=len(found.edges) + found.left_out, drawn=MOST_DRAWN, most=MOST_ACTORS,
        can_draw=charting.CAN_DRAW, query=filters.query(),
    )  # fmt: skip


def network_drawn(request: Request) -> Response:
    """The network as a chart."""
    found, look = _found(request, Filters.of(request.query_params, only=DAYS)), charting.look_of(request)
    drawn = found.edges[: MOST_DRAWN[look.narrow]]
    return charting.chart(request, network_chart(found.nodes, drawn, look), "network")


def network_table(request: Request) -> Response:
    """The pairs as CSV."""
    found = _found(request, Filters.of(request.query_params, only=DAYS))
    return charting.table(request, found.edges, EDGE_COLUMNS, "network")


def _found(request: Request, filters: Filters) -> Network:
    def made() -> Network:
        with record_of(request) as record:
            return ask_network(record, load(), **filters.options(*DAYS))

    return records_of(request).remember(("network", filters), made)


ROUTES = (
    Route("/network", network, name="network"),
    Route("/network/chart.{ending}", network_drawn, name="network-chart"),
    Route("/network/table.csv", network_table, name="network-table"),
)
