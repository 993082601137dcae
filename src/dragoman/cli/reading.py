"""Reading: pages into a record, documents into annotations, pages into cleaned articles."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from dragoman.cli.documents import Document, documents
from dragoman.cli.ending import INTERRUPTED, SKIPPED, complain
from dragoman.cli.lakes import read_into_lake
from dragoman.cli.options import (
    DEFAULT_RECORD,
    Fast,
    MaxBytes,
    MaxSeconds,
    RecordPath,
    ReferenceFolder,
    Workers,
    patient_record,
)
from dragoman.cli.progress import counted, lines_in, pages_in
from dragoman.cli.screen import Screen, note, print_facts
from dragoman.exports import json_line, reading_to_json
from dragoman.model import Article, BadInput, Page, Reading
from dragoman.record import Record
from dragoman.record.intake import Intake, take_in

MOST_REASONS = 12


class Engine(StrEnum):
    """Who reads."""

    local = "local"
    ray = "ray"


Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders (with all in them), or - .")]
Inputs = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders (with all in them), or - ; with --lake also URLs."),
]


def register(app: typer.Typer) -> None:
    """Adds these commands."""
    for command in (read, annotate, page):
        app.command(rich_help_panel="Read")(command)


def read(
    paths: Inputs,
    record: RecordPath = DEFAULT_RECORD,
    reference: ReferenceFolder = None,
    workers: Workers = 1,
    fast: Fast = False,
    max_bytes: MaxBytes = None,
    max_seconds: MaxSeconds = None,
    lake: Annotated[
        str | None,
        typer.Option("--lake", metavar="LAKE", help="Write a folder (or address) of Parquet tables, no record."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Who reads into a lake: this machine, or a Ray cluster (extra `ray`).")
    ] = Engine.local,
) -> None:
    """Reads pages into a record: folders, .txt, .html, .jsonl, .parquet, feeds (.xml), .warc, .gz of any, - for stdin.

    What the record holds already is not read again; stopped at any moment, the same command goes on where it stopped.
    Ends with exit code 3 when some input could not be read; the record names it (`dragoman export rejects`).
    """
    if lake is not None:
        read_into_lake(
            paths,
            lake,
            engine=engine.value,
            workers=workers,
            fast=fast,
            reference=reference,
            max_bytes=max_bytes,
        )
        return
    if engine is Engine.ray:
        raise typer.BadParameter("a cluster's workers write a lake, no record; name it with --lake")
    with patient_record(record) as store:
        try:
            intake, copies, seconds = read_into(
                store, [Path(p) for p in paths], reference, workers, fast, max_bytes, max_seconds
            )
        except KeyboardInterrupt:
            complain(f"stopped. {store.counts()['articles']:,} articles are safe in {record}; the same command goes on")
            raise typer.Exit(INTERRUPTED) from None
    print_summary(intake, copies, seconds, record)
    if intake.skipped:
        raise typer.Exit(SKIPPED)


def read_into(
    store: Record,
    paths: list[Path],
    reference: Path | None = None,
    workers: int = 1,
    fast: bool = False,
    max_bytes: int | None = None,
    max_seconds: float | None = None,
) -> tuple[Intake, int, float]:
    """Reads pages into a record and derives what follows; gives the intake, how many copies it brought, the seconds."""
    from dragoman.engines import read_all
    from dragoman.engines.budget import MAX_SECONDS
    from dragoman.reader import reader_version

    def reading(pages: Any) -> Iterator[Reading | BadInput]:
        return read_all(
            pages, workers=workers, fast=fast, reference_folder=reference, max_seconds=max_seconds or MAX_SECONDS
        )

    start = time.monotonic()
    before = _copies(store)
    with counted(pages_in(paths), "Reading") as step:
        pages = _but_for(store.path, _pages(paths, max_bytes))
        intake = take_in(store, pages, reading, version=reader_version(fast=fast), step=lambda _: step())
    store.derive()
    return intake, max(_copies(store) - before, 0), time.monotonic() - start


def _copies(store: Record) -> int:
    return int(store.sql("SELECT count(*) AS n FROM copies")[0]["n"])


def annotate(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines {id, text, published?}, or - .")] = Path("-"),
    reference: ReferenceFolder = None,
    workers: Workers = 1,
    fast: Fast = False,
) -> None:
    """Reads documents, one JSON object a line, and writes everything found in each: no record, nothing kept.

    In: {"id": …, "text": …, "published": "2012-02-08"}; `published` may be left out. Out: one line for each, in the
    same order, its spans in code points of the given text. A line that can't be read is named on standard error and
    left out; the exit code is then 3.
    """
    from dragoman.engines import read_all

    if str(path) == "-" and sys.stdin.isatty():
        note("Waiting for JSON lines; Ctrl-D ends them.")
    source = _Documents(path)
    readings = read_all(source.articles(), workers=workers, fast=fast, reference_folder=reference)
    with counted(lines_in(path), "Annotating", also=not sys.stdout.isatty()) as step:
        for reading in readings:
            document = source.waiting.popleft()
            if isinstance(reading, BadInput):
                complain(str(reading))
                source.bad += 1
                continue
            if reading.skipped is not None:
                complain(f"{document.where}: not read: {reading.skipped}")
            sys.stdout.write(json_line(reading_to_json(reading, document.id)) + "\n")
            sys.stdout.flush()
            step()
    if source.bad:
        raise typer.Exit(SKIPPED)


class _Documents:
    """The documents of a file as articles, each remembered until its reading comes back."""

    def __init__(self, path: Path) -> None:
        from collections import deque

        self.path = path
        self.waiting: deque[Document] = deque()
        self.bad = 0

    def articles(self) -> Iterator[Article]:
        """The articles in turn; lines that are no documents are named and passed over."""
        from dragoman.pages import article_from_text

        for document in documents(self.path):
            if isinstance(document, BadInput):
                complain(str(document))
                self.bad += 1
                continue
            if document.remark is not None:
                complain(f"{document.where}: {document.remark}")
                self.bad += 1
            self.waiting.append(document)
            yield article_from_text(document.text, published=document.published, doc_id=document.where)


def page(paths: Paths, max_bytes: MaxBytes = None) -> None:
    """Cleans pages and prints the articles as JSON lines, each with its day and the reasons for it; nothing is kept.

    A page that gives its day is believed; any other is read as far as its day needs.
    """
    from dragoman.dating.alone import Alone
    from dragoman.pages import clean, cleaned_row

    bad, alone = 0, Alone()
    for found in _pages(paths, max_bytes):
        try:
            if isinstance(found, BadInput):
                raise found
            article = clean(found)
        except BadInput as problem:
            complain(str(problem))
            bad += 1
            continue
        line = {
            **cleaned_row(alone.date(article)),
            "url": article.url,
            "article_id": article.article_id,
        }
        sys.stdout.write(json_line(line) + "\n")
    if bad:
        raise typer.Exit(SKIPPED)


def _pages(paths: list[Path], max_bytes: int | None) -> Iterator[Page | BadInput]:
    from dragoman.pages import read_pages

    return read_pages(paths) if max_bytes is None else read_pages(paths, max_bytes=max_bytes)


def _but_for(record: Path, pages: Iterator[Page | BadInput]) -> Iterator[Page | BadInput]:
    """The pages without the record itself, which may lie in the folder that is read."""
    whole = record.resolve()
    own = {str(whole) + end for end in ("", "-wal", "-shm", "-journal")}
    for found in pages:
        if not (isinstance(found, BadInput) and str(Path(found.source).resolve()) in own):
            yield found


def print_summary(intake: Intake, copies: int, seconds: float, record: Path) -> None:
    """What became of the pages, as a few lines on standard output."""
    screen = Screen()
    new = intake.articles + intake.superseded
    if intake.known and not new:
        screen.print(Text(f"Nothing new: {_many(intake.known, 'page')} had been read into {record} before."))
    else:
        screen.print(Text(f"Read {_many(intake.pages, 'page')} into {record} in {seconds:.1f} s"))
    lines = [("articles", new, f"{copies:,} of them copies of others" if copies else "")]
    lines += [(name, getattr(intake, name), "") for name in ("statements", "events", "figures")]
    lines.append(("already read", intake.known, ""))
    if intake.superseded:
        lines.append(("read anew", intake.superseded, "by a newer reader"))
    lines.append(
        ("skipped", sum(intake.skipped.values()), "`dragoman export rejects` names all" if intake.skipped else "")
    )
    for name, number, remark in lines:
        text = Text(f"  {name:<13}{number:>8,}")
        screen.print(text.append(f"  {remark}", style="dim") if remark else text)
    reasons = sorted(intake.skipped.items(), key=lambda pair: (-pair[1], pair[0]))
    print_facts(
        ((f"{number:,}", f"{reason} ({intake.examples[reason]})") for reason, number in reasons[:MOST_REASONS]),
        screen=screen,
        indent=4,
    )
    if len(reasons) > MOST_REASONS:
        screen.print(Text(f"    and {len(reasons) - MOST_REASONS} more reasons", style="dim"))


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
