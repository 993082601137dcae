"""`positions`: where each stands on an issue, by date, and where that changed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli.ending import complain
from dragoman.cli.options import DEFAULT_RECORD, Actor, First, Format, Last, OutputFormat, Plot, RecordPath, opened
from dragoman.cli.screen import Field, Row, note, print_rows
from dragoman.desk import positions as desk
from dragoman.exports import write_csv, write_jsonl
from dragoman.exports.charts import draw, positions_chart
from dragoman.record import Record

About = Annotated[
    str | None,
    typer.Option("--about", metavar="STATE|TEXT", help="The state or conflict; or words of the sentence or headline."),
]
Issue = Annotated[
    list[str] | None,
    typer.Option("--issue", metavar="ISSUE", help='A kind ("draft resolution") or words of it. May be repeated.'),
]
Stance = Annotated[
    list[str] | None, typer.Option("--type", metavar="STANCE", help="supports, opposes, demands … May be repeated.")
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(rich_help_panel="Ask the record")(positions)


def positions(
    record: RecordPath = DEFAULT_RECORD,
    actor: Actor = None,
    about: About = None,
    issue: Issue = None,
    stance: Stance = None,
    first: First = None,
    last: Last = None,
    own: Annotated[bool, typer.Option("--own", help="Only what the holders say or do themselves.")] = False,
    only_shifts: Annotated[bool, typer.Option("--shifts", help="Only where a holder's side changed.")] = False,
    plot: Plot = None,
    format: OutputFormat = Format.table,
) -> None:
    """Where each stands on an issue, by date, and where that changed. --actor is the holder."""
    with opened(record) as store:
        rows = desk.positions(
            store, actor=actor, about=about, issue=issue, stance=stance, first=first, last=last, own=own
        )
        changes = [s.as_row() for s in desk.shifts(rows)]
        if plot is not None and rows:
            draw(positions_chart(rows), plot)
        if format is not Format.table:
            write = write_csv if format is Format.csv else write_jsonl
            if only_shifts:
                write(changes, desk.SHIFT_COLUMNS, sys.stdout)
            else:
                write(rows, desk.POSITION_COLUMNS, sys.stdout)
        elif not rows:
            _explain(store, issue)
        else:
            if not only_shifts:
                _print_matrix(rows)
            _print_shifts(changes, alone=only_shifts)
            note(f"{len(rows):,} positions. `dragoman why ID` shows what one of them rests on.")


def _print_matrix(rows: list[Row]) -> None:
    """The matrix of the known kinds of issue, then the sentence behind each cell, by holder and date; positions on
    matters of their own are listed with them."""
    table = desk.matrix([r for r in rows if r["issue"] != desk.OTHER] or rows)
    lines = [
        {"holder": line.holder, "issue": line.issue, "about": line.about or "", "cells": line.cells}
        for line in table.lines
    ]
    fields = [
        Field("holder", lambda r: r["holder"], 8, 22, "bold"),
        Field("issue", lambda r: r["issue"], 8, 20),
        Field("about", lambda r: r["about"], 5, 5),
        *(_column(i, date) for i, date in enumerate(table.dates)),
    ]
    print_rows(lines, fields)
    print()
    cells = [r for line in desk.matrix(rows).lines for cell in line.cells for r in cell]
    print_rows(
        cells,
        [
            Field("date", lambda r: r["date"] or "undated", 10, 23, "bold"),
            Field("holder", lambda r: r["holder"], 8, 24),
            Field("stance", lambda r: r["stance"], 8, 17),
            Field("issue", lambda r: r["label"] or r["issue"], 10, 34),
            Field("told by", lambda r: r["reported_by"] or "own word", 8, 20),
        ],
        beneath=lambda r: r["sentence"],
        mark=lambda r: r["position_id"],
    )


def _column(at: int, date: str) -> Field:
    return Field(date or "undated", lambda r: cell_text(r["cells"][at]), 8, 20)


def cell_text(cell: tuple[Row, ...]) -> str:
    """The stances of a cell, own words first; what is only reported in brackets; nothing for an empty one."""
    own = list(dict.fromkeys(r["stance"] for r in cell if r["own"]))
    reported = [s for s in dict.fromkeys(r["stance"] for r in cell if not r["own"]) if s not in own]
    return ", ".join([*own, *(f"({stance})" for stance in reported)])


def _print_shifts(changes: list[Row], *, alone: bool) -> None:
    if not changes:
        if alone:
            complain("no holder's side changed in what answers that")
        return
    if not alone:
        print()
    print_rows(
        changes,
        [
            Field("shift of", lambda r: r["holder"], 8, 24, "bold"),
            Field("issue", lambda r: r["issue"], 8, 22),
            Field("from", lambda r: f"{r['before']} ({r['date_before']})", 10, 34),
            Field("to", lambda r: f"{r['after']} ({r['date_after']})", 10, 34),
            Field("sure", lambda r: f"{r['sure']:.2f}", 4, 4, right=True),
        ],
        beneath=lambda r: f"{r['sentence_before']} → {r['sentence_after']}",
        mark=lambda r: f"{r['position_before']} {r['position_after']}",
    )


def _explain(store: Record, issue: list[str] | None) -> None:
    kinds = [r["issue_kind"] for r in store.sql("SELECT DISTINCT issue_kind FROM positions ORDER BY 1")]
    if not kinds:
        complain(f"{store.path}: holds no positions")
    elif issue:
        complain(f"{store.path}: no positions answer that; the record has positions on {', '.join(kinds)}")
    else:
        complain(f"{store.path}: no positions answer that")
