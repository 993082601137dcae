"""`brief`: a chronology with its sources, ready to paste into a paper or a memo."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.exporting import written_aside
from dragoman.cli.options import (
    DEFAULT_RECORD,
    About,
    Actor,
    First,
    Last,
    Limit,
    RecordPath,
    ReferenceFolder,
    opened,
)
from dragoman.cli.screen import note
from dragoman.desk.brief import brief as gather
from dragoman.exports.brief import render
from dragoman.reference import load


class BriefFormat(StrEnum):
    """What `brief` writes."""

    md = "md"
    html = "html"


def register(app: typer.Typer) -> None:
    """Adds this command."""
    app.command(rich_help_panel="Take it elsewhere")(brief)


def brief(
    record: RecordPath = DEFAULT_RECORD,
    about: About = None,
    first: First = None,
    last: Last = None,
    actor: Actor = None,
    limit: Limit = None,
    format: Annotated[
        BriefFormat | None,
        typer.Option("--format", "-f", help="Markdown or HTML; md unless FILE ends in .html."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write here (- or nothing: standard output).")
    ] = None,
    reference: ReferenceFolder = None,
) -> None:
    """A chronology in Markdown or HTML: each line quotes its report and names its sources; then tolls and positions."""
    with opened(record) as store:
        data = gather(store, about=about, actor=actor, first=first, last=last, limit=limit)
    named = out is not None and out.suffix.lower() in {".html", ".htm"}
    wanted = format or (BriefFormat.html if named else BriefFormat.md)
    text = render(data, wanted.value, facts=load(reference))
    if out is None or str(out) == "-":
        sys.stdout.write(text)
        return
    written_aside(out, lambda stream: stream.write(text))
    note(f"{len(data.lines):,} lines in {out}")
