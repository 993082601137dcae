"""The desk's tables: timeline, statements, events."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Annotated

import typer

from dragoman.cli.ending import complain
from dragoman.cli.options import (
    DEFAULT_RECORD,
    About,
    Actor,
    First,
    Format,
    Last,
    Limit,
    MinConfidence,
    OutputFormat,
    Recipient,
    RecordPath,
    opened,
)
from dragoman.cli.screen import Field, Row, names, note, print_rows
from dragoman.cli.utterances import print_repeated
from dragoman.desk import TIMELINE_COLUMNS, utterances
from dragoman.desk.chronology import REPORT_COLUMNS, day_text, reported, source_text
from dragoman.desk.chronology import timeline as ask_timeline
from dragoman.exports import write_csv, write_jsonl
from dragoman.record import Record

STATUSES = (
    "happened", "ongoing", "announced", "threatened", "demanded", "proposed", "hypothetical", "denied", "negated",
    "recalled",
)  # fmt: skip


def _status_and_claimant(row: Row) -> str:
    return f"{row['status']}, says {' and '.join(row['said_by'])}" if row["said_by"] else str(row["status"])


def _statuses(values: list[str] | None) -> list[str] | None:
    for value in values or ():
        if value.lower() not in STATUSES:
            raise typer.BadParameter(f"there is no status {value!r}; there are {', '.join(STATUSES)}")
    return values


Type = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE", help="PLOVER type, such as ACCUSE or CONSULT. May be repeated."),
]
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", callback=_statuses, help=f"{', '.join(STATUSES)}. May be repeated."),
]
Reports = Annotated[
    bool, typer.Option("--reports", help="Every report of each: its source, day, sentence, and whose word it is.")
]
Kind = Annotated[list[str] | None, typer.Option("--type", metavar="KIND", help="direct, mixed or indirect.")]


def register(app: typer.Typer) -> None:
    """Adds these commands."""
    for command in (timeline, statements, events):
        app.command(rich_help_panel="Ask the record")(command)


def timeline(
    record: RecordPath = DEFAULT_RECORD,
    actor: Actor = None,
    recipient: Recipient = None,
    about: About = None,
    first: First = None,
    last: Last = None,
    type: Type = None,
    status: Status = None,
    reports: Reports = False,
    limit: Limit = None,
    format: OutputFormat = Format.table,
) -> None:
    """The chronology: what happened by day, with status, independent origins, what reports disagree on, and source."""
    with opened(record) as store:
        rows = ask_timeline(
            store, actor=actor, recipient=recipient, about=about, first=first, last=last, type=type, status=status,
            limit=limit,
        )  # fmt: skip
        fields = [
            Field("date", _date_or_place_in_list, 10, 12 if reports else 11, "bold"),
            Field("who", lambda r: names(r["who"]), 10, 26),
            Field("what", _deed, 12, 24),
            Field("to whom", lambda r: names(r["to_whom"]), 10, 26),
            Field("status", _status_and_claimant, 8, 20),
            Field("origins", lambda r: str(r["origins"]), 1, 7, right=True),
            Field("differ in", lambda r: r["disagreements"], 9, 30),
            Field("source", lambda r: r["source"], 8, 24, "dim", wide=True),
        ]
        columns: Sequence[str] = TIMELINE_COLUMNS
        if reports and format is Format.table:
            rows = _unfolded(store, rows)
        elif reports:
            rows, columns = reported(store, rows), REPORT_COLUMNS
        count = print_answer(
            rows, columns, format, fields, beneath=lambda r: r["sentence"],
            mark=lambda r: r["id"] if reports else r["happening_id"], stress=lambda r: r["act"],
        )  # fmt: skip
        _close(store, count, "happenings", "type", type, "SELECT DISTINCT type FROM happenings ORDER BY 1")


def _unfolded(store: Record, rows: Iterable[Row]) -> Iterator[Row]:
    """Each row of the timeline, and beneath it its reports, as rows of the same table; one alone is told by its row."""
    for row in rows:
        yield {**row, "id": row["happening_id"]}
        told = list(reported(store, [row]))
        for report in told if len(told) > 1 else ():
            claimed = [report["reported_by"]] if report["reported_by"] else []
            own = report["origin"] in (report["source"], report["article_id"])
            yield {
                **report, "id": report["event_id"], "is_report": True, "said_by": claimed, "origins": "",
                "disagreements": report["joined"],
                "source": report["source"] if own else f"{report['source']}, after {report['origin']}",
            }  # fmt: skip


def _date_or_place_in_list(row: Row) -> str:
    date = row["date"] or "undated"
    return f"·{date}" if row.get("is_report") else date


def statements(
    record: RecordPath = DEFAULT_RECORD,
    actor: Actor = None,
    recipient: Recipient = None,
    about: About = None,
    first: First = None,
    last: Last = None,
    type: Kind = None,
    min_confidence: MinConfidence = None,
    limit: Limit = None,
    repeated: Annotated[
        bool, typer.Option("--repeated", help="What several articles quote, once, with its independent origins.")
    ] = False,
    reports: Annotated[
        bool, typer.Option("--reports", help="With --repeated: the wordings of its reports, side by side.")
    ] = False,
    format: OutputFormat = Format.table,
) -> None:
    """Who said what, when. --actor is the speaker, --recipient the person addressed."""
    if reports and not repeated:
        raise typer.BadParameter("--reports goes with --repeated")
    if repeated and (recipient or type or min_confidence is not None):
        raise typer.BadParameter("--repeated can be asked by --actor, --about, --from, --to and --limit")
    with opened(record) as store:
        if repeated:
            rows = utterances.utterances(store, actor=actor, about=about, first=first, last=last, limit=limit)
            print_repeated(store, rows, format, reports=reports)
            return
        table = store.statements(
            actor=actor, recipient=recipient, about=about, first=first, last=last, type=type,
            min_confidence=min_confidence, limit=limit,
        )  # fmt: skip
        fields = [
            Field("said", lambda r: day_text(r["said_from"], r["said_to"]) or "undated", 10, 11, "bold"),
            Field("speaker", _speaker, 12, 40),
            Field("country", lambda r: r["speaker_country"] or "", 7, 7),
            Field("cue", lambda r: r["cue"] or "", 6, 18),
            Field("to whom", lambda r: r["addressee_name"] or "", 7, 20),
            Field("kind", lambda r: r["kind"], 8, 8),
            Field("source", _sources(store), 8, 24, "dim", wide=True),
        ]
        count = print_answer(
            table.rows(), [c.name for c in table.columns], format, fields,
            beneath=lambda r: r["content"] or r["sentence"], mark=lambda r: r["statement_id"],
        )  # fmt: skip
        _close(store, count, "statements", "type", type, "SELECT DISTINCT kind FROM statements ORDER BY 1")


def events(
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
    format: OutputFormat = Format.table,
) -> None:
    """Who did what to whom, when: every report of an event, one by one."""
    with opened(record) as store:
        table = store.events(
            actor=actor, recipient=recipient, about=about, first=first, last=last, type=type, status=status,
            min_confidence=min_confidence, limit=limit,
        )  # fmt: skip
        fields = [
            Field("date", lambda r: day_text(r["date_from"], r["date_to"]) or "undated", 10, 11, "bold"),
            Field("who", lambda r: _people(r, "actor"), 10, 26),
            Field("what", _deed, 12, 24),
            Field("to whom", lambda r: _people(r, "recipient"), 10, 26),
            Field("place", lambda r: r["place_name"] or "", 5, 16),
            Field("status", lambda r: r["status"], 8, 12),
            Field("source", _sources(store), 8, 24, "dim", wide=True),
        ]
        count = print_answer(
            table.rows(), [c.name for c in table.columns], format, fields,
            beneath=lambda r: r["sentence"], mark=lambda r: r["event_id"], stress=lambda r: r["act"],
        )  # fmt: skip
        _close(store, count, "events", "type", type, "SELECT DISTINCT type FROM events ORDER BY 1")


def print_answer(
    rows: Iterable[Row],
    columns: Sequence[str],
    format: Format,
    fields: Sequence[Field],
    *,
    beneath: Callable[[Row], str] | None = None,
    mark: Callable[[Row], str] | None = None,
    stress: Callable[[Row], str] | None = None,
) -> int:
    """Prints rows as a table, CSV or JSON lines; gives how many there were."""
    if format is Format.csv:
        return write_csv(rows, columns, sys.stdout)
    if format is Format.jsonl:
        return write_jsonl(rows, columns, sys.stdout)
    return print_rows(rows, fields, beneath=beneath, mark=mark, stress=stress)


def _speaker(row: Row) -> str:
    if not row["speaker_name"]:
        return str(row["source_text"] or "")
    return ", ".join(part for part in (row["speaker_name"], row["speaker_office"]) if part)


def _people(row: Row, side: str) -> str:
    pairs = zip(row[f"{side}_names"], row[f"{side}_texts"], strict=True)
    return ", ".join(dict.fromkeys(name or text for name, text in pairs))


def _deed(row: Row) -> str:
    return f"{row['type']}/{row['mode']}" if row["mode"] else str(row["type"])


def _sources(store: Record) -> Callable[[Row], str]:
    @lru_cache(maxsize=1024)
    def of(article_id: str) -> str:
        (article,) = store.sql("SELECT publisher, agency, source FROM articles WHERE article_id = ?", (article_id,))
        return source_text(article)

    return lambda row: of(row["article_id"])


def _close(store: Record, count: int, what: str, name: str, given: list[str] | None, query: str) -> None:
    """Says how many rows there were to a person who reads along; why there may be none to everybody."""
    if count:
        note(f"{count:,} {what}. `dragoman why ID` shows what one of them rests on.")
        return
    there = [str(value) for row in store.sql(query) for value in row.values()]
    if given and not {g.lower() for g in given} & {t.lower() for t in there}:
        listed = ", ".join(there) or "none"
        complain(f"{store.path}: no {name} {', '.join(given)}; the record has: {listed}")
    else:
        complain(f"{store.path}: no {what} answer that" if there else f"{store.path}: holds no {what}")
