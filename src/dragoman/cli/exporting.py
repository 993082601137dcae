"""`export`: tables and other projects' formats as files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TextIO

import typer

from dragoman.cli.asking import Status, Type
from dragoman.cli.options import (
    DEFAULT_RECORD,
    About,
    Actor,
    First,
    Last,
    Limit,
    MinConfidence,
    Recipient,
    RecordPath,
    ReferenceFolder,
    opened,
)
from dragoman.cli.screen import note
from dragoman.desk import stories, utterances
from dragoman.exports import (
    ftm_entities,
    gdelt_rows,
    geojson_features,
    graph_edges,
    graph_nodes,
    polecat_rows,
    timelinejs_events,
    write_csv,
    write_gdelt,
    write_geojson,
    write_graphml,
    write_jsonl,
    write_parquet,
    write_timelinejs,
)
from dragoman.exports.polecat import COLUMNS as POLECAT
from dragoman.model import DragomanError
from dragoman.record import TABLES, Record, Table
from dragoman.reference import load


class FileFormat(StrEnum):
    """What `export` writes."""

    csv = "csv"
    tsv = "tsv"
    jsonl = "jsonl"
    parquet = "parquet"
    json = "json"
    graphml = "graphml"


FORMATS = {
    "polecat": (FileFormat.csv, FileFormat.tsv, FileFormat.jsonl),
    "gdelt": (FileFormat.tsv,),
    "geojson": (FileFormat.json,),
    "timelinejs": (FileFormat.json,),
    "ftm": (FileFormat.jsonl,),
    "graph": (FileFormat.graphml,),
}
TABLE_FORMATS = (FileFormat.csv, FileFormat.tsv, FileFormat.jsonl, FileFormat.parquet)
"""Formats of other projects, and how each can be written; the first is the usual one."""

_WORDS = ("about", "first", "last", "limit")
_OF = (*_WORDS, "actor", "type", "min_confidence")
_HAPPENINGS = (*_WORDS, "actor", "type", "recipient", "status")
ASKED = {
    "articles": _WORDS, "mentions": _OF, "statements": (*_OF, "recipient"), "figures": _OF, "positions": _OF,
    "ballots": _OF, "stories": (*_WORDS, "actor"), "utterances": (*_WORDS, "actor"),
    "events": (*_OF, "recipient", "status"), "happenings": (*_OF, "recipient", "status"),
    "polecat": (*_OF, "recipient", "status"), "gdelt": (*_OF, "recipient", "status"),
    "geojson": (*_OF, "recipient", "status"), **dict.fromkeys(("timelinejs", "ftm", "graph"), _HAPPENINGS),
}  # fmt: skip
"""What each may be asked; other tables leave whole."""
OPTIONS = {"first": "from", "last": "to", "min_confidence": "min-confidence"}


def _known(name: str) -> str:
    if name not in TABLES and name not in FORMATS:
        raise typer.BadParameter(
            f"there is no table or format {name!r}; there are the tables {', '.join(TABLES)} and the formats "
            f"{', '.join(FORMATS)}"
        )
    return name


def register(app: typer.Typer) -> None:
    """Adds this command."""
    app.command(rich_help_panel="Take it elsewhere")(export)


def export(
    what: Annotated[
        str,
        typer.Argument(
            metavar="TABLE|FORMAT", callback=_known, help=f"{', '.join(FORMATS)}, or one of {', '.join(TABLES)}."
        ),
    ],
    record: RecordPath = DEFAULT_RECORD,
    actor: Actor = None,
    recipient: Recipient = None,
    about: About = None,
    first: First = None,
    last: Last = None,
    type: Type = None,
    status: Status = None,
    min_confidence: MinConfidence = None,
    limit: Limit = None,
    all_statuses: Annotated[
        bool,
        typer.Option("--all-statuses", help="POLECAT: also what was denied, negated, demanded, recalled or may be."),
    ] = False,
    format: Annotated[
        FileFormat | None, typer.Option("--format", "-f", help="What to write; csv unless the FORMAT has its own.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write here (- or nothing: standard output).")
    ] = None,
    reference: ReferenceFolder = None,
) -> None:
    """A table as CSV (safe to open in a spreadsheet), TSV, JSON lines or Parquet, or events as another project's."""
    asked = {
        "actor": actor, "recipient": recipient, "about": about, "first": first, "last": last, "type": type,
        "status": status, "min_confidence": min_confidence, "limit": limit,
    }  # fmt: skip
    asked = {name: value for name, value in asked.items() if value is not None}
    written = _format(what, format)
    _check(what, asked, all_statuses)
    to_stdout = out is None or str(out) == "-"
    if to_stdout and written is FileFormat.parquet and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no text for a terminal; add --out FILE")
    with opened(record) as store:

        def write(stream: TextIO) -> int:
            if what in FORMATS:
                return _write_format(store, what, written, stream, reference, asked, all_statuses)
            return _write(_table(store, what, asked), written, stream)

        if out is None or to_stdout:
            write(sys.stdout)
            return
        count = written_aside(out, write)
    note(f"{count:,} rows in {out}")


def _format(what: str, format: FileFormat | None) -> FileFormat:
    possible = FORMATS.get(what, TABLE_FORMATS)
    if format is not None and format not in possible:
        raise typer.BadParameter(f"{what} is written as {' or '.join(possible)}, not as {format}")
    return format or possible[0]


def _check(what: str, asked: dict[str, Any], all_statuses: bool) -> None:
    possible = ASKED.get(what, ())
    wrong = [f"--{OPTIONS.get(name, name)}" for name in asked if name not in possible]
    if wrong:
        can = ", ".join(f"--{OPTIONS.get(name, name)}" for name in possible) or "nothing"
        raise typer.BadParameter(f"{what} can be asked by {can}, not by {', '.join(wrong)}")
    if all_statuses and what != "polecat":
        raise typer.BadParameter(f"--all-statuses is for polecat: {what} has {_has_status(what)}")


def _has_status(what: str) -> str:
    return "no column for a status" if what == "gdelt" else "all of them"


def _table(store: Record, name: str, asked: dict[str, Any]) -> Table:
    if not asked:
        return store.table(name)
    if name == "stories":
        return stories.table(store, **asked)
    if name == "utterances":
        return utterances.table(store, **asked)
    ask: Callable[..., Table] = getattr(store, name)
    return ask(**asked)


def _write_format(
    store: Record,
    what: str,
    format: FileFormat,
    out: TextIO,
    reference: Path | None,
    asked: dict[str, Any],
    all_statuses: bool,
) -> int:
    if what == "geojson":
        return write_geojson(geojson_features(store, **asked), out)
    if what == "timelinejs":
        return write_timelinejs(timelinejs_events(store, **asked), out)
    if what == "graph":
        return write_graphml(graph_nodes(store, **asked).values(), graph_edges(store, **asked), out)
    facts = load(reference)
    if what == "ftm":
        return write_jsonl(ftm_entities(store, facts, **asked), None, out)
    if what == "gdelt":
        return write_gdelt(gdelt_rows(store, facts, **asked), out)
    rows = polecat_rows(store, facts, all_statuses=all_statuses, **asked)
    if format is FileFormat.jsonl:
        return write_jsonl(rows, POLECAT, out)
    return write_csv(rows, POLECAT, out, delimiter="\t" if format is FileFormat.tsv else ",")


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
    if format is FileFormat.csv or format is FileFormat.tsv:
        return write_csv(rows.rows(), names, out, delimiter="\t" if format is FileFormat.tsv else ",")
    if format is FileFormat.jsonl:
        return write_jsonl(rows.rows(), names, out)
    binary: BinaryIO = out.buffer
    return write_parquet(rows, binary)
