"""`entries`: a person's judgements on entries (this is none, this field is otherwise), kept beside what was read."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.actors import Day, Reason, existing, undo
from dragoman.cli.asking import print_answer
from dragoman.cli.ending import complain
from dragoman.cli.options import DEFAULT_RECORD, Format, OutputFormat, RecordPath
from dragoman.cli.screen import Field, note
from dragoman.record import TABLES, Record
from dragoman.record.amendments import Amendment

COLUMNS = [c.name for c in TABLES["amendments"]]

EntryId = Annotated[str, typer.Argument(metavar="ID", help="An entry's id, or how it begins.")]


def register(app: typer.Typer) -> None:
    """Adds these commands."""
    group = typer.Typer(no_args_is_help=True, help="Your judgements on entries: reject, amend, undo.")
    for command in (reject, amend, undo):
        group.command()(command)
    group.command("list")(list_)
    app.add_typer(group, name="entries", rich_help_panel="Correct it")


def reject(
    entry: EntryId,
    reason: Reason = None,
    date: Day = None,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """ID is no such thing: it is left out of every answer, and stays in the reading."""
    with existing(record) as store:
        _tell(store.amend(entry, date=str(date), reason=reason))


def amend(
    entry: EntryId,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="What of it: status, type, date, place_name, low …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What it is; an empty text where it is not known.")],
    reason: Reason = None,
    date: Day = None,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """FIELD of ID is VALUE; the newest amendment of a field counts."""
    with existing(record) as store:
        _tell(store.amend(entry, field=field, value=value, date=str(date), reason=reason))


def list_(
    all_: Annotated[bool, typer.Option("--all", help="Those undone, too.")] = False,
    record: RecordPath = DEFAULT_RECORD,
    format: OutputFormat = Format.table,
) -> None:
    """The judgements on entries that are in force."""
    fields = [
        Field("date", lambda r: r["date"], 10, 10, "bold"),
        Field("judgement", lambda r: r["kind"] + ("" if r["active"] else " (undone)"), 6, 16),
        Field("of", lambda r: r["table_name"], 6, 12),
        Field("entry", lambda r: r["entry_id"], 16, 16),
        Field("field", lambda r: r["field"] or "", 4, 14),
        Field("was", lambda r: r["was"] or "", 4, 24),
        Field("is", lambda r: r["value"] or "", 4, 24),
        Field("reason", lambda r: r["reason"] or "", 10, 60),
    ]
    with Record(record, read_only=True) as store:
        rows = (row for row in store.table("amendments") if all_ or row["active"])
        if not print_answer(rows, COLUMNS, format, fields, mark=lambda r: r["amendment_id"]):
            complain(f"{record}: no judgements on entries" + ("" if all_ else " in force"))


def _tell(made: Amendment) -> None:
    print(f"{made.id}  {made}")
    note(f"`dragoman entries undo {made.id}` takes it back.")
