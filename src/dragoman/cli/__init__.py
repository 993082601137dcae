"""The command line: thin. Each command asks a room and prints what it says; each file holds one group of commands."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.cli import (
    actors,
    answering,
    asking,
    brief,
    checking,
    council,
    demo,
    entries,
    exporting,
    figures,
    lakes,
    positions,
    reading,
    reference,
    serving,
    stories,
)
from dragoman.cli.ending import EXIT_CODES, Commands

app = typer.Typer(
    name="dragoman",
    cls=Commands,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)

for group in (
    demo, reading, lakes, asking, figures, positions, answering, actors, entries, checking, council, reference,
    exporting, brief, serving, stories,
):  # fmt: skip
    group.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def dragoman(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Reads the news of a crisis and keeps the diplomatic record: who said and did what to whom, when."""


def main() -> None:
    """What the `dragoman` script calls. Output is UTF-8 with plain line ends wherever it runs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    app(prog_name="dragoman")
