"""`statements --repeated`: what several articles quote, once, and its wordings side by side."""

from __future__ import annotations

import sys

from rich.text import Text

from dragoman.cli.ending import complain, printable
from dragoman.cli.options import Format
from dragoman.cli.screen import Field, Row, Screen, note, print_rows
from dragoman.desk import utterances as desk
from dragoman.desk.chronology import day_text
from dragoman.exports import write_csv, write_jsonl
from dragoman.record import Record

_STYLES = {"same": "", "missing": "dim strike", "other": "bold yellow"}
_MARKS = {"same": "{}", "missing": "[-{}-]", "other": "[+{}+]"}
"""Differences are marked as `wdiff` marks them, for those who see no colours."""


def print_repeated(store: Record, rows: list[Row], format: Format, *, reports: bool) -> None:
    """Utterances as a table, CSV or JSON lines; with `reports` each with its wordings."""
    columns = (*desk.UTTERANCE_COLUMNS, "quoted") if reports else desk.UTTERANCE_COLUMNS
    if reports:
        rows = desk.unfolded(store, rows)
    if format is Format.csv:
        write_csv(rows, columns, sys.stdout)
    elif format is Format.jsonl:
        write_jsonl(rows, columns, sys.stdout)
    elif reports:
        for row in rows:
            _print_wordings(Screen(), row)
    else:
        fields = [
            Field("said", lambda r: day_text(r["said_from"], r["said_to"]) or "undated", 10, 21, "bold"),
            Field("speaker", lambda r: r["speaker_name"] or "", 12, 40),
            Field("country", lambda r: r["speaker_country"] or "", 7, 7),
            Field("reports", lambda r: str(r["reports"]), 1, 7, right=True),
            Field("origins", lambda r: str(r["origins"]), 1, 7, right=True),
        ]
        print_rows(rows, fields, beneath=lambda r: r["wording"], mark=lambda r: r["utterance_id"])
    if rows:
        note(f"{len(rows):,} utterances that several articles report. --reports shows their wordings side by side.")
    elif format is Format.table:
        complain(f"{store.path}: nothing that answers that is reported by several articles")


def _print_wordings(screen: Screen, row: Row) -> None:
    day = day_text(row["said_from"], row["said_to"]) or "undated"
    head = Text(printable(f"{day}  {row['speaker_name'] or ''}"), style="bold")
    origins = "one origin" if row["origins"] == 1 else f"{row['origins']} origins"
    screen.print(head.append(f"  {row['reports']} reports, {origins}  {row['utterance_id']}", "dim"))
    screen.print(Text("  " + printable(" ".join(row["wording"].split())), style="italic"))
    for report in row["quoted"]:
        line = Text(f"  {report['kind']:8}  ", style="dim")
        if all(tag == "same" for tag, _ in report["differences"]):
            line.append("the same words", "not dim")
        else:
            for i, (tag, words) in enumerate(report["differences"]):
                line.append(" " if i else "").append(_MARKS[tag].format(printable(words)), f"not dim {_STYLES[tag]}")
        who = f"{printable(report['speaker'])}, in " if report["speaker"] != row["speaker_name"] else ""
        where = f"  {who}{printable(report['source'])}, {report['day']}  {report['statement_id']}"
        screen.print(line.append(where, "dim"))
    screen.print()
