"""`check`: is a record or a lake whole, and what can be saved of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.ending import complain
from dragoman.cli.screen import note
from dragoman.model import RecordError

DAMAGED = RecordError("").exit_code
MOST_NAMED = 20


def register(app: typer.Typer) -> None:
    """Adds this command."""
    app.command(rich_help_panel="Correct it")(check)


def check(
    path: Annotated[str, typer.Argument(metavar="RECORD|LAKE", help="A record, or a lake's folder or address.")],
    rescue: Annotated[
        Path | None, typer.Option("--rescue", metavar="FILE", help="Write what is whole of a record into this new one.")
    ] = None,
    derived: Annotated[
        bool, typer.Option("--derived", help="Also derive a record anew beside it, and compare; slow.")
    ] = False,
) -> None:
    """Says what is damaged in a record or a lake, by file and place; ends with exit code 4 when anything is.

    Every row that was read is held against the sum that was written with it. Copies, happenings, stories and whatever
    else follows from the articles is only looked through for damage to the file, unless `--derived` is given.
    With `--rescue`, every article that is whole goes into a new record, with your judgements, and the pages of those
    that are not are named, what follows is derived anew; no program may write to the record meanwhile.
    """
    if Path(path).is_dir() or "://" in path:
        _check_lake(path)
        return
    record = Path(path)
    if rescue is not None:
        _rescue(record, rescue)
        return
    from dragoman.record import checking

    found = list(checking.check(record, derived=derived))
    for finding in found:
        complain(f"{record}: {finding.what}")
    if found:
        note(f"`dragoman check {record} --rescue NEW` saves what is whole, and derives what follows anew.")
        raise typer.Exit(DAMAGED)
    if not derived:
        note("What follows from the articles was not compared; --derived derives it anew and does.")
    print(f"{record}: whole")


def _rescue(record: Path, into: Path) -> None:
    from dragoman.record.rescuing import rescue

    done = rescue(record, into)
    print(f"{done.articles:,} articles and {done.judgements:,} judgements of {record} are in {into}")
    if done.unsealed:
        note(f"{done.unsealed:,} of them are from before articles were sealed: entries of them may be missing.")
    if not done.lost:
        return
    complain(f"{record}: {done.lost:,} articles could not be read whole and are lost; read their pages again")
    for source in done.sources[:MOST_NAMED]:
        complain(f"lost: {source}")
    if len(done.sources) > MOST_NAMED:
        complain(f"and {len(done.sources) - MOST_NAMED:,} more; `dragoman read` of all pages reads just the lost ones")
    raise typer.Exit(DAMAGED)


def _check_lake(path: str) -> None:
    from dragoman.engines.lake import Lake

    lake, damaged = Lake(path), False
    batches = lake.batches()
    if not batches:
        raise RecordError(f"{path}: is no lake, or no batch of it is finished yet")
    for problem in lake.check():
        complain(str(problem))
        damaged = damaged or "was left" not in problem.reason
    if damaged:
        raise typer.Exit(DAMAGED)
    print(f"{path}: {len(batches):,} batches, whole")
