"""`actors`: a person's judgements on who is who, kept beside what was read and applied to every answer."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from dragoman.cli.asking import print_answer
from dragoman.cli.ending import complain
from dragoman.cli.exporting import written_aside
from dragoman.cli.options import DEFAULT_RECORD, Format, OutputFormat, RecordPath, ReferenceFolder
from dragoman.cli.screen import Field, Row, note
from dragoman.desk import judging
from dragoman.exports import write_csv
from dragoman.exports.judgements import read_judgements
from dragoman.model import DragomanError
from dragoman.record import TABLES, Judgement, Record
from dragoman.record.judgements import check
from dragoman.reference import load

COLUMNS = [c.name for c in TABLES["judgements"]]


def _day(value: str | None) -> str:
    if value is None:
        return dt.date.today().isoformat()
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day in ISO form (2012-02-04)") from None


ActorId = Annotated[str, typer.Argument(metavar="ID", help="An actor's id, as the tables have it.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why you decided so.")]
Day = Annotated[
    str | None, typer.Option("--date", metavar="DATE", callback=_day, help="The day of the judgement; today's.")
]


def register(app: typer.Typer) -> None:
    """Adds these commands."""
    group = typer.Typer(no_args_is_help=True, help="Your judgements on who is who: merge, split, rename, ignore, undo.")
    for command in (merge, split, rename, ignore, undo):
        group.command()(command)
    group.command("list")(list_)
    group.command()(export)
    group.command("import")(import_)
    app.add_typer(group, name="actors", rich_help_panel="Correct it")


def merge(
    actor: Annotated[str, typer.Argument(metavar="A", help="The actor whose entries are another's.")],
    into: Annotated[str, typer.Argument(metavar="B", help="Whose they are.")],
    reason: Reason = None,
    date: Day = None,
    record: RecordPath = DEFAULT_RECORD,
    reference: ReferenceFolder = None,
) -> None:
    """A is B: everything told of A is shown as B's."""
    facts = load(reference)
    _judge(record, lambda r: judging.merge(r, actor, into, reference=facts, date=str(date), reason=reason))


def split(
    actor: ActorId,
    article: Annotated[str, typer.Option("--article", metavar="ARTICLE_ID", help="In this article it is not ID.")],
    new: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who it is: a new name, or the id of another actor.")
    ] = None,
    reason: Reason = None,
    date: Day = None,
    record: RecordPath = DEFAULT_RECORD,
    reference: ReferenceFolder = None,
) -> None:
    """In one article it is not ID: it is --as, or whoever it was before a merge, or an actor of its own."""
    facts = load(reference)
    _judge(record, lambda r: judging.split(r, actor, article, new=new, reference=facts, date=str(date), reason=reason))


def rename(
    actor: ActorId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to show.")],
    reason: Reason = None,
    date: Day = None,
    record: RecordPath = DEFAULT_RECORD,
    reference: ReferenceFolder = None,
) -> None:
    """ID is shown by this name; the newest name counts."""
    facts = load(reference)
    _judge(record, lambda r: judging.rename(r, actor, name, reference=facts, date=str(date), reason=reason))


def ignore(
    actor: ActorId,
    reason: Reason = None,
    date: Day = None,
    record: RecordPath = DEFAULT_RECORD,
    reference: ReferenceFolder = None,
) -> None:
    """ID is nobody: its mentions are left out, and where it spoke or acted the actor is unknown."""
    facts = load(reference)
    _judge(record, lambda r: judging.ignore(r, actor, reference=facts, date=str(date), reason=reason))


def undo(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT_ID", help="Its id, or how it begins.")],
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Takes a judgement back; it stays in the record as undone."""
    with existing(record) as store:
        undone = store.undo(judgement)
    print(f"{undone.id}  undone: {undone}")


def list_(
    all_: Annotated[bool, typer.Option("--all", help="Those undone, too.")] = False,
    record: RecordPath = DEFAULT_RECORD,
    format: OutputFormat = Format.table,
) -> None:
    """The judgements in force."""
    fields = [
        Field("date", lambda r: r["date"], 10, 10, "bold"),
        Field("judgement", lambda r: r["kind"] + ("" if r["active"] else " (undone)"), 6, 16),
        Field("actor", lambda r: _shown(r["actor_id"], r["actor_name"]), 16, 40),
        Field("is", _becomes, 10, 40),
        Field("reason", lambda r: r["reason"] or "", 10, 60),
    ]
    with Record(record, read_only=True) as store:
        rows = (row for row in store.table("judgements") if all_ or row["active"])
        if not print_answer(rows, COLUMNS, format, fields, mark=lambda r: r["judgement_id"]):
            complain(f"{record}: no judgements" + ("" if all_ else " in force"))


def export(
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write here.")] = None,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """All judgements as CSV, also those undone, for another record."""
    with Record(record, read_only=True) as store:
        rows = list(store.table("judgements"))
    if out is None or str(out) == "-":
        write_csv(rows, COLUMNS, sys.stdout)
        return
    written_aside(out, lambda stream: write_csv(rows, COLUMNS, stream))
    note(f"{len(rows):,} judgements in {out}")


def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="CSV of judgements, or - .")],
    date: Day = None,
    record: RecordPath = DEFAULT_RECORD,
    reference: ReferenceFolder = None,
) -> None:
    """Judgements from CSV: all of them, or none when a line is wrong. Columns: kind, actor_id, what the kind needs."""
    source = "standard input" if str(path) == "-" else str(path)
    facts = load(reference)
    with existing(record) as store, _opened(path, source) as stream:
        made = {j.id: j for j in store.judgements()}
        fresh = []
        for line, given in read_judgements(stream, source, today=str(date)):
            judgement = judging.completed(store, given, facts)
            try:
                check(judgement, list(made.values()))
            except DragomanError as error:
                raise DragomanError(f"{source}:{line}: {error}") from error
            if made.get(judgement.id) != judgement:
                fresh.append(judgement)
            made[judgement.id] = judgement
        store.judge(*fresh)
    print(f"{len(fresh):,} judgements were new or changed")


@contextmanager
def _opened(path: Path, source: str) -> Iterator[TextIO]:
    if str(path) == "-":
        yield sys.stdin
        return
    try:
        stream = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise DragomanError(f"{source}: can't be read: {error.strerror or error}") from error
    with stream:
        yield stream


def existing(record: Path) -> Record:
    """The record, to be written; one that is not there is no place to judge."""
    Record(record, read_only=True).close()
    return Record(record)


def _judge(record: Path, make: Callable[[Record], Judgement]) -> None:
    with existing(record) as store:
        judgement = make(store)
        (touched,) = store.sql(
            "SELECT count(*) AS mentions, count(DISTINCT article_id) AS articles FROM main.mentions "
            "WHERE actor_id = ?1 OR actor_id IN (SELECT actor_id FROM judged WHERE shown_id = ?1)",
            (judgement.actor_id,),
        )
    print(f"{judgement.id}  {judgement}")
    about = f"{touched['mentions']:,} mentions in {touched['articles']:,} articles"
    note(f"{about}. `dragoman actors undo {judgement.id}` takes it back.")


def _shown(actor_id: str | None, name: str | None) -> str:
    return f"{name} ({actor_id})" if name else actor_id or ""


def _becomes(row: Row) -> str:
    if row["kind"] == "rename":
        return str(row["name"])
    if row["kind"] == "ignore":
        return "nobody"
    who = _shown(row["into_id"], row["name"]) if row["into_id"] else "as before the merge"
    return who + (f", in {row['article_id']}" if row["article_id"] else "")
