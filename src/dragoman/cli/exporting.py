"""`export`: whole tables as files for other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO, TextIO

import typer

from dragoman.cli.options import DEFAULT_RECORD, RecordPath, opened
from dragoman.cli.screen import note
from dragoman.exports import write_csv, write_jsonl, write_parquet
from dragoman.model import DragomanError
from dragoman.record import TABLES, Table


class FileFormat(StrEnum):
    """What `export` writes."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def _known(name: str) -> str:
    if name not in TABLES:
        raise typer.BadParameter(f"there is no table {name!r}; there are {', '.join(TABLES)}")
    return name


def register(app: typer.Typer) -> None:
    """Adds this command."""
    app.command(rich_help_panel="Take it elsewhere")(export)


def export(
    table: Annotated[str, typer.Argument(metavar="TABLE", callback=_known, help=f"One of {', '.join(TABLES)}.")],
    record: RecordPath = DEFAULT_RECORD,
    format: Annotated[FileFormat, typer.Option("--format", "-f", help="What to write.")] = FileFormat.csv,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write here (- or nothing: standard output).")
    ] = None,
) -> None:
    """A whole table as CSV (safe to open in a spreadsheet), JSON lines or Parquet."""
    to_stdout = out is None or str(out) == "-"
    if to_stdout and format is FileFormat.parquet and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no text for a terminal; add --out FILE")
    with opened(record) as store:
        rows = store.table(table)
        if out is None or to_stdout:
            _write(rows, format, sys.stdout)
            return
        count = written_aside(out, lambda stream: _write(rows, format, stream))
    note(f"{count:,} rows in {out}")


def written_aside(path: Path, write: Callable[[TextIO], int]) -> int:
    """Writes a file beside `path` and puts it in its place when it is whole; gives what `write` gives."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("w", encoding="utf-8", newline="") as stream:
            count = write(stream)
        aside.replace(path)
    except OSError as error:
        raise DragomanError(f"{path}: can't be written ({error.strerror or error})") from error
    finally:
        aside.unlink(missing_ok=True)
    return count


def _write(rows: Table, format: FileFormat, out: TextIO) -> int:
    names = [c.name for c in rows.columns]
    if format is FileFormat.csv:
        return write_csv(rows.rows(), names, out)
    if format is FileFormat.jsonl:
        return write_jsonl(rows.rows(), names, out)
    binary: BinaryIO = out.buffer
    return write_parquet(rows, binary)
