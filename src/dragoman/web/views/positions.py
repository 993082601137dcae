"""Positions: holders by issues with the latest stance of each, ribbons over time, and the words behind them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk.positions import OTHER, POSITION_COLUMNS, shifts
from dragoman.desk.standings import Standings, issues_of, standings
from dragoman.exports.charts import positions_chart
from dragoman.reference import load
from dragoman.web import charting
from dragoman.web.asking import Filters, address
from dragoman.web.naming import state_code
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of

DAYS = ("first", "last")
MOST_ROWS = 50
MOST_RIBBONS = 24
STANCE_MARKS = {
    "supports": ("▲", "for"), "demands": ("△", "for"), "offers": ("▵", "for"), "opposes": ("▼", "against"),
    "threatens": ("▽", "against"), "threatens to veto": ("✕", "against"), "conditions": ("◆", "open"),
    "undecided": ("○", "open"), "abstains": ("–", "open"),
}  # fmt: skip
"""A shape and a side for each stance, beside its word."""


def positions(request: Request) -> Response:
    """The matrix; with an issue or a holder chosen also the ribbons and every position behind them."""
    asked, filters = _asked(request)
    found = _found(request, asked, filters)
    facts = load()
    told = found["standings"]
    chosen = bool(asked["issue"] or asked["holder"])
    # Without a choice the ribbons are those of the issue that most is told of.
    first = told.issues[0] if told.issues and not chosen else None
    ribbons = asked if first is None else {**asked, "issue": first[0], "about": first[1] or ""}
    rows = [r for r in told.rows if _in(r, ribbons)]
    return page(
        request, "positions/positions.html", filters=filters, asked=asked, told=told, chosen=chosen,
        rows=sorted(rows, key=lambda r: (r["date_to"] or "", r["position_id"]), reverse=True)[:MOST_ROWS],
        row_count=len(rows), issues=found["issues"], marks=STANCE_MARKS, states=facts.states,
        changes=found["changes"], first=first, can_draw=charting.CAN_DRAW,
        query=_query(ribbons, filters), link=lambda **more: address("/positions", _query({**asked, **more}, filters)),
        other=OTHER,
    )  # fmt: skip


def positions_drawn(request: Request) -> Response:
    """The ribbons of what is chosen."""
    asked, filters = _asked(request)
    rows = [r for r in _found(request, asked, filters)["standings"].rows if _in(r, asked)]
    held = Counter(_line(r) for r in rows)
    most = set(sorted(held, key=lambda k: (-held[k], str(k)))[:MOST_RIBBONS])
    shown = [r for r in rows if _line(r) in most]
    return charting.chart(request, positions_chart(shown, charting.look_of(request)), "positions")


def positions_table(request: Request) -> Response:
    """The positions of what is chosen as CSV."""
    asked, filters = _asked(request)
    rows = [r for r in _found(request, asked, filters)["standings"].rows if _in(r, asked)]
    return charting.table(request, rows, POSITION_COLUMNS, "positions")


def _asked(request: Request) -> tuple[dict[str, str], Filters]:
    asked = {name: charting.word(request, name) for name in ("issue", "about", "holder")}
    asked["about"] = state_code(asked["about"])
    asked["by"] = charting.word(request, "by", among=("holder",))
    return asked, Filters.of(request.query_params, only=DAYS)


def _found(request: Request, asked: dict[str, str], filters: Filters) -> dict[str, Any]:
    def made() -> dict[str, Any]:
        names = {f"state:{code}": state.name for code, state in load().states.items()}
        with record_of(request) as record:
            told = standings(
                record, names, by_state=not asked["by"], issue=asked["issue"] or None, about=asked["about"] or None,
                holder=asked["holder"] or None, **filters.options(*DAYS),
            )  # fmt: skip
            told = without_copies(told)
            chosen = [r for r in told.rows if _in(r, asked)]
            return {"standings": told, "issues": issues_of(record), "changes": shifts(chosen)}

    return records_of(request).remember(("positions", *asked.items(), filters), made)


def without_copies(told: Standings) -> Standings:
    """Standings without holders of no known id ("thirteen members") that take the same stances on the same issues as an
    earlier one of the same name: a copy of an article tells of them again, under an id of its own."""
    stances: dict[str, list[Any]] = {}
    for (holder, kind, about), cell in sorted(told.cells.items(), key=str):
        stances.setdefault(holder, []).append((kind, about, cell.latest["stance"]))
    first: dict[str, str] = {}
    again = {
        holder
        for holder, name in told.holders
        if ":~" in holder and first.setdefault(f"{name.lower()} {stances.get(holder)}", holder) != holder
    }
    if not again:
        return told
    cells = {at: cell for at, cell in told.cells.items() if at[0] not in again}
    gone = sum(cell.count for at, cell in told.cells.items() if at[0] in again)
    return replace(
        told, cells=cells, holders=tuple(h for h in told.holders if h[0] not in again),
        rows=tuple(r for r in told.rows if r["holder_id"] not in again), left_out=told.left_out + gone,
    )  # fmt: skip


def _line(row: dict[str, Any]) -> tuple[str, str, str | None]:
    return row["holder_id"], row["issue"], row["about"]


def _in(row: dict[str, Any], asked: dict[str, str]) -> bool:
    return (
        (not asked["issue"] or row["issue"] == asked["issue"])
        and (not asked["about"] or row["about"] == asked["about"])
        and (not asked["holder"] or row["holder_id"] == asked["holder"])
    )


def _query(asked: dict[str, str], filters: Filters) -> str:
    return filters.query(**{name: value or None for name, value in asked.items()})


ROUTES = (
    Route("/positions", positions, name="positions"),
    Route("/positions/chart.{ending}", positions_drawn, name="positions-chart"),
    Route("/positions/table.csv", positions_table, name="positions-table"),
)
