"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.ending import complain
from dragoman.cli.screen import note
from dragoman.model import Interval, RecordError
from dragoman.record import Record, opening


class Format(StrEnum):
    """How an answer is printed."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


def _day(value: str | None) -> str | None:
    try:
        Interval.parse(value)
    except ValueError:
        raise typer.BadParameter(
            f"{value!r} is no day, month or year in ISO form (2012-02-04, 2012-02, 2012)"
        ) from None
    return value


RecordPath = Annotated[
    Path,
    typer.Option("--record", "-r", envvar="DRAGOMAN_RECORD", metavar="FILE", help="The record, one SQLite file."),
]
DEFAULT_RECORD = Path("record.dragoman")
ReferenceFolder = Annotated[
    Path | None,
    typer.Option("--reference", metavar="FOLDER", envvar="DRAGOMAN_REFERENCE", help="Your own reference data (CSVs)."),
]
Actor = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="WHO", help="ISO3 code, state, actor id or part of a name. May be repeated."),
]
Recipient = Annotated[
    list[str] | None, typer.Option("--recipient", metavar="WHO", help="To whom; like --actor. May be repeated.")
]
About = Annotated[
    str | None,
    typer.Option("--about", metavar="TEXT", help='Words of the sentence or headline; "in quotes" for a phrase.'),
]
First = Annotated[
    str | None, typer.Option("--from", metavar="DATE", callback=_day, help="First day (or month, or year), ISO form.")
]
Last = Annotated[
    str | None, typer.Option("--to", metavar="DATE", callback=_day, help="Last day (or month, or year), ISO form.")
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="At most so many rows.")]
OutputFormat = Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")]
Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Processes that read; the order is kept.")]
Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Draw it, too: a .png or .svg file (extra `plot`).")
]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="P", min=0.0, max=1.0, help="Only rows at least so sure, from 0 to 1."),
]
Fast = Annotated[bool, typer.Option("--fast", help="Read by rules alone, without the encoder.")]
MaxSeconds = Annotated[
    float | None,
    typer.Option("--max-seconds", metavar="S", min=0.1, help="Processor time for a page; slower ones are skipped (30)"),
]
MaxBytes = Annotated[
    int | None,
    typer.Option("--max-bytes", metavar="N", min=1, help="Largest page, unpacked; larger ones are skipped."),
]


@contextmanager
def opened(path: Path) -> Iterator[Record]:
    """The record, to be asked; copies and happenings are made anew first when something was read since."""
    record = Record(path, read_only=True)
    try:
        if not record.is_derived:
            record.close()
            _derive(path)
            record = Record(path, read_only=True)
        yield record
    finally:
        record.close()


def patient_record(path: Path) -> Record:
    """The record, to be read into: it is waited for while another program writes into it, however long that takes."""
    told = f"{path}: another program writes into it; this one waits until it is done (Ctrl-C ends it)"
    return Record(path, wait=opening.LONG_WAIT, waiting=lambda: note(told))


def _derive(path: Path) -> None:
    try:
        with Record(path, wait=2.0) as record:
            record.derive()
    except RecordError as error:
        complain(f"{error} - happenings and copies are shown as they were when they were last made")
