"""Figures: tolls by claimant with their bounds over time, what supersedes and what contradicts them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk import figures as desk
from dragoman.desk.figures import FIGURE_COLUMNS
from dragoman.exports.charts import figures_chart
from dragoman.web import charting
from dragoman.web.asking import Filters, address
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of

ASKED = ("actor", "first", "last")
FIRST_SHOWN = ("killed", "wounded", "displaced", "fled", "detained")
"""The measure that is shown when none is asked for: the first of these that there is, else the commonest."""
MOST_LOOKED_AT = 1500
"""Of a measure so many figures at most are held against each other: the newest."""
MOST_ROWS = 100
FAR, FEW, LEAST_DRAWN = 0.5, 0.15, 6
"""A gap of so much of the time, so small a share of the figures before it, in so many figures at least."""
MOST_AGAINST = 4
"""Contradictions that one row names."""
_PLAIN = frozenset({("at least", False, True), ("at most", True, False), ("up to", True, False)})
"""Qualifiers that the number says itself, where it has no upper or no lower bound."""
SCOPES = ("incident", "other incident", "cumulative", "rate")


def figures(request: Request) -> Response:
    """The chart and the table of one measure."""
    asked, filters = _asked(request)
    found = _found(request, asked, filters)
    rows = found["rows"]
    shown = sorted(rows, key=lambda r: (r["date_to"] or "", r["figure_id"]), reverse=True)[:MOST_ROWS]
    known = {r["figure_id"]: r for r in rows}
    return page(
        request, "figures/figures.html", filters=filters, asked=found["asked"], measures=found["measures"],
        rows=shown, row_count=len(rows), known=known, against=lambda row: against(row, known), since=found["since"],
        far=without_far(rows)[1], scopes=SCOPES, number=number_text, plain=_PLAIN, can_draw=charting.CAN_DRAW,
        query=_query(found["asked"], filters),
        link=lambda **more: address("/figures", _query({**found["asked"], **more}, filters)),
    )  # fmt: skip


def figures_drawn(request: Request) -> Response:
    """The figures as a chart."""
    asked, filters = _asked(request)
    rows, _ = without_far(_found(request, asked, filters)["rows"])
    return charting.chart(request, figures_chart(rows, charting.look_of(request)), "figures")


def figures_table(request: Request) -> Response:
    """The figures as CSV."""
    asked, filters = _asked(request)
    return charting.table(request, _found(request, asked, filters)["rows"], FIGURE_COLUMNS, "figures")


def without_far(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The figures that a chart shows, and those few that lie so far before the others that they would press these into
    a corner: before a gap of more than `FAR` of the whole time."""
    dated = sorted((r for r in rows if r["date_to"]), key=lambda r: str(r["date_to"]))
    if len(dated) < LEAST_DRAWN:
        return rows, []
    days = [dt.date.fromisoformat(r["date_to"]).toordinal() for r in dated]
    gap, at = max((b - a, i + 1) for i, (a, b) in enumerate(pairwise(days)))
    if gap < FAR * (days[-1] - days[0]) or at > FEW * len(dated):
        return rows, []
    bound = dated[at]["date_to"]
    return [r for r in rows if not r["date_to"] or r["date_to"] >= bound], dated[:at]


def against(row: dict[str, Any], known: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    """What contradicts a figure, each number of each claimant once however many copies told it: `number`, `claimant`,
    `link`; four at most."""
    found: dict[tuple[str, str], str] = {}
    for key in row["contradicts"]:
        other = known.get(key)
        said = (number_text(other), other["claimant_name"] or "") if other else (key[:8], "")
        found.setdefault(said, f"/article/{other['article_id']}#{key}" if other else f"/why/{key}")
    return [{"number": n, "claimant": c, "link": link} for (n, c), link in found.items()][:MOST_AGAINST]


def number_text(row: dict[str, Any]) -> str:
    """`14`, `14–36`, `≥ 14` where there is no upper bound, `≤ 36` where there is no lower."""
    low, high = row["low"], row["high"]
    if low == high:
        return "" if low is None else f"{low:,}"
    if high is None:
        return f"≥ {low:,}"
    return f"≤ {high:,}" if low is None else f"{low:,}–{high:,}"


def _asked(request: Request) -> tuple[dict[str, str], Filters]:
    asked = {"type": charting.word(request, "type"), "place": charting.word(request, "place")}
    asked["scope"] = charting.word(request, "scope", among=SCOPES)
    return asked, Filters.of(request.query_params, only=ASKED)


def _found(request: Request, asked: dict[str, str], filters: Filters) -> dict[str, Any]:
    def made() -> dict[str, Any]:
        with record_of(request) as record:
            measures = record.sql("SELECT measure, count(*) AS n FROM figures GROUP BY measure ORDER BY 2 DESC, 1")
            counts = {m["measure"]: m["n"] for m in measures}
            measure = asked["type"] or next((m for m in FIRST_SHOWN if m in counts), next(iter(counts), ""))
            options = filters.options(*ASKED)
            since = None
            if counts.get(measure, 0) > MOST_LOOKED_AT and "first" not in options:
                (row,) = record.sql(
                    "SELECT min(date_to) AS day FROM (SELECT date_to FROM figures WHERE measure = ? "
                    "AND date_to IS NOT NULL ORDER BY date_to DESC LIMIT ?)",
                    (measure, MOST_LOOKED_AT),
                )
                since = options["first"] = row["day"]
            rows = desk.figures(
                record, measure=measure or None, place=asked["place"] or None, scope=asked["scope"] or None, **options
            )
            shown = {**asked, "type": measure}
            return {"rows": rows[-MOST_LOOKED_AT:], "measures": measures, "asked": shown, "since": since}

    return records_of(request).remember(("figures", *asked.items(), filters), made)


def _query(asked: dict[str, str], filters: Filters) -> str:
    return filters.query(**{name: value or None for name, value in asked.items()})


ROUTES = (
    Route("/figures", figures, name="figures"),
    Route("/figures/chart.{ending}", figures_drawn, name="figures-chart"),
    Route("/figures/table.csv", figures_table, name="figures-table"),
)
