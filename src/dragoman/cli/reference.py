"""`reference`: your own reference data, looked over before they are used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.ending import printable
from dragoman.cli.screen import note
from dragoman.model import ReferenceDataError
from dragoman.reference import check_folder


def register(app: typer.Typer) -> None:
    """Adds these commands."""
    group = typer.Typer(no_args_is_help=True, help="Your own reference data: is it sound?")
    # A group of one command needs a callback, else it would be that command.
    group.callback()(lambda: None)
    group.command()(check)
    app.add_typer(group, name="reference", rich_help_panel="Ask the reference data")


def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of CSVs, as --reference takes it.")],
) -> None:
    """What is wrong with a folder of reference data, by file and line; exit code 5 when anything is."""
    problems = check_folder(folder)
    for problem in problems:
        print(printable(str(problem)))
    if problems:
        raise typer.Exit(ReferenceDataError.exit_code)
    note(f"{folder}: nothing is wrong")
