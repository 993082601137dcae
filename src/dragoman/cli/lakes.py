"""Lakes: reading into one, and loading a slice of one into a record."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from dragoman.cli.ending import SKIPPED, complain
from dragoman.cli.options import DEFAULT_RECORD, About, First, Last, RecordPath, patient_record
from dragoman.cli.progress import counted
from dragoman.cli.screen import Screen, note
from dragoman.model import BadInput, DragomanError

LakePath = Annotated[str, typer.Argument(metavar="LAKE", help="A folder (or address) that `read --lake` wrote.")]


def register(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("import", rich_help_panel="Read")(import_)


def read_into_lake(
    paths: list[str],
    lake: str,
    *,
    engine: str = "local",
    workers: int = 1,
    fast: bool = False,
    reference: Path | None = None,
    max_bytes: int | None = None,
) -> None:
    """Reads pages into a lake and says what became of them; exit code 3 when some input could not be read."""
    from dragoman.engines.inputs import Shard, shards
    from dragoman.engines.lake import Progress
    from dragoman.engines.shards import read_local, read_ray

    start, found, bad = time.monotonic(), deque[Shard](), 0
    for one in shards(paths):
        if isinstance(one, BadInput):
            complain(str(one))
            bad += 1
        else:
            found.append(one)
    total = Progress()
    read = read_ray if engine == "ray" else read_local
    with counted(lambda: len(found), "Reading shards") as step:
        for done in read(found, lake, workers=workers, fast=fast, reference_folder=reference, max_bytes=max_bytes):
            total = total.plus(done)
            step()
    screen = Screen()
    screen.print(
        Text(f"Read {total.pages:,} pages of {len(found):,} shards into {lake} in {time.monotonic() - start:.1f} s")
    )
    screen.print(Text(f"  {total.articles:,} articles, {total.batches:,} batches written"))
    if total.there:
        screen.print(Text(f"  {total.there:,} shards, batches or parts of one were there already"))
    if total.rejects:
        screen.print(Text(f"  {total.rejects:,} pages could not be read; the lake's table `rejects` names them"))
    if bad or total.rejects:
        raise typer.Exit(SKIPPED)


def import_(
    lake: LakePath,
    record: RecordPath = DEFAULT_RECORD,
    about: About = None,
    first: First = None,
    last: Last = None,
    actor: Annotated[
        list[str] | None,
        typer.Option("--actor", metavar="WHO", help="ISO3 code, actor id or part of a name. May be repeated."),
    ] = None,
) -> None:
    """Loads a lake, or the articles of it that are asked for, into a record: whole, with everything read in them.

    `--about` takes words that all stand in the article, `--actor` somebody who is mentioned in it, `--from` and `--to`
    days between which it may have been published. What the record holds already stays as it is. A batch that is damaged
    is named and left out; the exit code is then 3.
    """
    from dragoman.engines.lake import Lake
    from dragoman.engines.loading import Slice, load

    source = Lake(lake)
    batches = len(source.batches())
    if not batches:
        raise DragomanError(f"{lake}: is no lake, or no batch of it is finished yet")
    with patient_record(record) as store, counted(lambda: batches, "Loading") as step:
        loaded = load(source, store, Slice(about, first, last, tuple(actor or ())), step=lambda _: step())
        store.derive()
    new = loaded.articles + loaded.superseded
    print(f"{new:,} of {loaded.looked_at:,} articles of {lake} loaded into {record}")
    if loaded.known:
        note(f"{loaded.known:,} were there already.")
    for problem in loaded.damaged:
        complain(f"{problem}; nothing of its batch was loaded")
    if loaded.damaged:
        raise typer.Exit(SKIPPED)
