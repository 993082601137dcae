"""Two actors: conflict and cooperation by week in both directions, and the happenings beneath."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk import dyads
from dragoman.exports.charts_actors import intensity_chart, week_span, weeks_chart
from dragoman.reference import load
from dragoman.web import charting
from dragoman.web.asking import Filters, address, count_of
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of

MOST_LEFT_OUT = 100_000


def dyad(request: Request) -> Response:
    """The page of a pair; without two actors that are known the busiest pairs."""
    filters = Filters.of(request.query_params, only=("actor", "recipient", "first", "last"))
    after = count_of(request.query_params.get("after"), otherwise=0, most=MOST_LEFT_OUT)
    facts = load()

    def made() -> dict[str, Any]:
        with record_of(request) as record:
            asked = [_first(filters.actor), _first(filters.recipient)]
            keys = [dyads.key_of(record, facts, who) if who else None for who in asked]
            unknown = [who for who, key in zip(asked, keys, strict=True) if who and key is None]
            one, other = keys
            if one is None or other is None or one == other:
                pairs = dyads.busiest(record)
                names = dyads.names_of(record, facts, [k for r in pairs for k in (r["one"], r["other"])])
                return {"one": one, "other": other, "pairs": pairs, "names": names, "unknown": unknown}
            bounds = filters.options("first", "last")
            rows = dyads.between(record, one, other, **bounds, limit=dyads.PAGE + 1, after=after)
            names = dyads.names_of(record, facts, [one, other])
            return {
                "one": one, "other": other, "names": names, "unknown": [],
                "weeks": dyads.weeks(record, one, other, **bounds), "totals": dyads.totals(record, one, other),
                "rows": rows,
            }  # fmt: skip

    found = records_of(request).remember(("dyad", filters, after), made)
    template = "dyads/dyad.html" if "weeks" in found else "dyads/pairs.html"
    words = (_first(filters.actor), _first(filters.recipient))
    if "weeks" not in found:
        return page(request, template, **found, filters=filters, asked=words)
    days = {"from": filters.first or None, "to": filters.last or None}
    asked = {"actor": found["one"], "recipient": found["other"], **days}
    return page(
        request, template, **{**found, "rows": found["rows"][: dyads.PAGE]}, filters=filters, quads=dyads.QUADS,
        query=address("", asked)[1:], after=after, sums=_sums(found["totals"], found["one"]),
        can_draw=charting.CAN_DRAW,
        more=address("/dyad", {**asked, "after": after + dyads.PAGE}) if len(found["rows"]) > dyads.PAGE else None,
        before=address("/dyad", {**asked, "after": max(after - dyads.PAGE, 0)}) if after else None,
    )  # fmt: skip


def dyad_chart(request: Request) -> Response:
    """The chart of a pair that `show` names: what the first did (`out`), what the other did (`back`), `intensity`."""
    filters = Filters.of(request.query_params, only=("actor", "recipient", "first", "last"))
    show, look = charting.word(request, "show", among=("out", "back", "intensity")), charting.look_of(request)
    one, other = _first(filters.actor), _first(filters.recipient)
    with record_of(request) as record:
        rows = dyads.weeks(record, one, other, **filters.options("first", "last"))
        names = dyads.names_of(record, load(), [one, other])
    if show == "intensity":
        return charting.chart(request, intensity_chart([r for r in rows if r["week"]], names, look), "intensity")
    actor = other if show == "back" else one
    sums: dict[tuple[str, str, bool], int] = {}
    for row in rows:
        key = (row["week"], row["actor"], row["quad"] <= 2)
        sums[key] = sums.get(key, 0) + row["happenings"] if row["week"] else 0
    span = week_span(rows)
    most = max(sums.values(), default=0)
    spec = weeks_chart([r for r in rows if r["actor"] == actor], look, span=span if span[0] else None, most=most)
    return charting.chart(request, spec, f"{names[actor]} by week")


def dyad_table(request: Request) -> Response:
    """The sums by week as CSV."""
    filters = Filters.of(request.query_params, only=("actor", "recipient", "first", "last"))
    with record_of(request) as record:
        rows = dyads.weeks(record, _first(filters.actor), _first(filters.recipient), **filters.options("first", "last"))
    return charting.table(request, rows, dyads.WEEK_COLUMNS, "dyad-weeks")


def _first(values: tuple[str, ...]) -> str:
    return values[0] if values else ""


def _sums(totals: list[dict[str, Any]], one: str) -> dict[str, dict[int, int]]:
    """Happenings by direction (`out`, `back`) and quad class."""
    sums: dict[str, dict[int, int]] = {"out": dict.fromkeys(dyads.QUADS, 0), "back": dict.fromkeys(dyads.QUADS, 0)}
    for row in totals:
        sums["out" if row["actor"] == one else "back"][row["quad"]] += row["happenings"]
    return sums


ROUTES = (
    Route("/dyad", dyad, name="dyad"),
    Route("/dyad/chart.{ending}", dyad_chart, name="dyad-chart"),
    Route("/dyad/table.csv", dyad_table, name="dyad-table"),
)
