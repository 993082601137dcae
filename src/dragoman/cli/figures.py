"""`figures`: what was counted, by date and claimant."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.asking import print_answer
from dragoman.cli.ending import complain
from dragoman.cli.options import (
    DEFAULT_RECORD,
    About,
    Actor,
    First,
    Format,
    Last,
    Limit,
    OutputFormat,
    Plot,
    RecordPath,
    opened,
)
from dragoman.cli.screen import Field, Row, note
from dragoman.desk import figures as desk
from dragoman.desk.chronology import day_text
from dragoman.exports.charts import draw, figures_chart
from dragoman.record import Record

SHOWN_ID = 8
"""Characters of an id that are shown in a remark; `why` takes them."""

Measures = Annotated[
    list[str] | None, typer.Argument(metavar="MEASURE", help="killed, wounded, displaced … Default: all.")
]
Measure = Annotated[list[str] | None, typer.Option("--type", metavar="MEASURE", help="The same as MEASURE.")]
PlaceName = Annotated[
    str | None, typer.Option("--place", metavar="PLACE", help="A state, by name or ISO3, and all in it; or a place.")
]
Scope = Annotated[
    list[str] | None, typer.Option("--scope", metavar="SCOPE", help="incident, other incident, cumulative or rate.")
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(rich_help_panel="Ask the record")(figures)


def figures(
    measures: Measures = None,
    record: RecordPath = DEFAULT_RECORD,
    actor: Actor = None,
    place: PlaceName = None,
    about: About = None,
    first: First = None,
    last: Last = None,
    type: Measure = None,
    scope: Scope = None,
    limit: Limit = None,
    plot: Plot = None,
    format: OutputFormat = Format.table,
) -> None:
    """What was counted, by date, and by whom; what supersedes and what contradicts it. --actor is the claimant."""
    wanted = [*(measures or ()), *(type or ())] or None
    with opened(record) as store:
        rows = desk.figures(
            store, measure=wanted, place=place, actor=actor, about=about, scope=scope, first=first, last=last
        )[:limit]
        if plot is not None and rows:
            draw(figures_chart(rows), plot)
        fields = [
            Field("date", lambda r: day_text(r["date_from"], r["date_to"]) or "undated", 10, 23, "bold"),
            Field("measure", lambda r: r["measure"], 7, 14),
            Field("number", number_text, 6, 16, right=True),
            Field("qualifier", lambda r: r["qualifier"] or "", 9, 14),
            Field("of whom", lambda r: r["who"] or "", 8, 22),
            Field("scope", lambda r: r["scope"] or "", 5, 14, wide=True),
            Field("claimed by", lambda r: r["claimant_name"] or "", 10, 24),
            Field("place", lambda r: r["place_name"] or "", 5, 16),
            Field("by", act_text, 2, 20, wide=True),
            Field("but", _remark, 3, 26),
        ]
        count = print_answer(
            rows, desk.FIGURE_COLUMNS, format, fields,
            beneath=lambda r: r["sentence"], mark=lambda r: r["figure_id"],
        )  # fmt: skip
        if count:
            note(f"{count:,} figures. Nothing is added up: `dragoman why ID` shows what one of them rests on.")
        else:
            _explain(store, wanted)


def number_text(row: Row) -> str:
    """`14`, `14–36`, `≥ 14` where there is no upper bound, `≤ 36` where there is no lower."""
    low, high = row["low"], row["high"]
    if low == high:
        return "" if low is None else f"{low:,}"
    if high is None:
        return f"≥ {low:,}"
    return f"≤ {high:,}" if low is None else f"{low:,}–{high:,}"


def act_text(row: Row) -> str:
    """By whose act and by what means, as far as it is told."""
    return ", ".join(part for part in (row["by_name"], row["cause"]) if part)


def _remark(row: Row) -> str:
    parts = []
    if row["superseded_by"]:
        parts.append(f"superseded by {row['superseded_by'][:SHOWN_ID]}")
    if row["contradicts"]:
        parts.append("against " + " ".join(id_[:SHOWN_ID] for id_ in row["contradicts"]))
    if row["part_of"]:
        parts.append(f"part of {row['part_of'][:SHOWN_ID]}")
    return "; ".join(parts)


def _explain(store: Record, wanted: list[str] | None) -> None:
    there = [str(r["measure"]) for r in store.sql("SELECT DISTINCT measure FROM figures ORDER BY 1")]
    if not there:
        complain(f"{store.path}: holds no figures")
    elif wanted and not {w.lower() for w in wanted} & set(there):
        complain(f"{store.path}: no measure {', '.join(wanted)}; the record has: {', '.join(there)}")
    else:
        complain(f"{store.path}: no figures answer that")
