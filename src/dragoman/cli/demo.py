"""`demo`: the sample crisis, read before one's eyes."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dragoman.cli.asking import timeline
from dragoman.cli.options import Format
from dragoman.cli.reading import print_summary, read_into
from dragoman.cli.screen import Screen
from dragoman.record import Record
from dragoman.sample import PAGES

DEFAULT = Path("sample.dragoman")


def register(app: typer.Typer) -> None:
    """Adds this command."""
    app.command(rich_help_panel="Start here")(demo)


def demo(
    record: Annotated[Path, typer.Argument(metavar="FILE", help="Where to put the record.")] = DEFAULT,
) -> None:
    """Reads the invented sample crisis that comes with dragoman, and prints its chronology."""
    with Record(record) as store:
        intake, copies, seconds = read_into(store, [PAGES])
        (some,) = store.sql("SELECT event_id FROM events ORDER BY date_from IS NULL, date_from, event_id LIMIT 1") or [
            {}
        ]
    timeline(record=record, format=Format.table)
    screen = Screen()
    screen.print()
    print_summary(intake, copies, seconds, record)
    screen.print()
    screen.print(Text("The crisis is invented. The record lies in ").append(str(record.resolve()), style="bold"))
    screen.print(Text("Try next:"))
    at, program = f"--record {record}", _program()
    for command, remark in (
        (f"{program} statements {at} --actor Russia", "who spoke for one state"),
        (f"{program} figures {at} --type killed", "what was counted, and by whom"),
        (f"{program} why {some.get('event_id', 'ID')} {at}", "what an entry rests on"),
        (f"{program} export events {at} --format parquet --out events.parquet", "for R, pandas, DuckDB"),
        (f"{program} read YOUR-FOLDER", "your own pages"),
    ):
        screen.print(Text(f"  {command}").append(f"   # {remark}", style="dim"))


def _program() -> str:
    """How this user can call the command: by name where it is on the path, else by the file that was started."""
    return "dragoman" if shutil.which("dragoman") else os.path.relpath(sys.argv[0])
