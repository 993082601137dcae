"""The Security Council's own record: a vote with its ballots, the members on a day, the vetoes."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.text import Text

from dragoman.cli.ending import complain
from dragoman.cli.options import (
    DEFAULT_RECORD,
    About,
    First,
    Format,
    Last,
    OutputFormat,
    RecordPath,
    ReferenceFolder,
)
from dragoman.cli.screen import Field, Row, Screen, note, print_facts, print_rows
from dragoman.cli.whipping import print_against, print_backtest, print_whip
from dragoman.exports import write_csv, write_jsonl
from dragoman.model import Interval
from dragoman.reference import Vote, load
from dragoman.reference.council import article27

BALLOT_COLUMNS = ("draft", "date", "outcome", "member", "vote", "permanent")
MEMBER_COLUMNS = ("date", "member", "name", "permanent")
NOTHING = 1
ORDER = ("yes", "no", "veto", "abstain", "not voting", "unknown")
BACKTEST = (1994, 2025)
"""The years of a backtest, unless others are given."""
FULL_VOTES = 3
"""Up to so many votes are shown with all their ballots; more are listed, one a line."""


def register(app: typer.Typer) -> None:
    """Adds this command."""
    app.command(rich_help_panel="Ask the reference data")(council)


def council(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help='A symbol (S/2012/77), a resolution number, words, or "members", "vetoes", "backtest", "against".',
        ),
    ] = "",
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="The members' day; with --about, a whip count's."),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="ISO3", help="Vetoes by this permanent member.")] = None,
    about: About = None,
    first: First = None,
    last: Last = None,
    sponsor: Annotated[
        list[str] | None,
        typer.Option("--sponsor", metavar="ISO3", help="Whip count: who tables the draft. May be repeated."),
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    reference: ReferenceFolder = None,
    format: OutputFormat = Format.table,
) -> None:
    """The Security Council: ballots and outcomes under Article 27, members, vetoes; a whip count with a forecast."""
    facts = load(reference)
    if what == "backtest":
        years = [Interval.parse(d).first for d in (first, last)]
        print_backtest(facts, *(y.year if y else d for y, d in zip(years, BACKTEST, strict=True)), format=format)
        return
    if what == "against":
        print_against(facts, record, about, first, last, format)
        return
    if about and on and not what:
        print_whip(facts, about, _day(on), record, [s.upper() for s in sponsor or ()], format)
        return
    if what == "members":
        _print_members(facts, _day(on), format)
        return
    between = Interval(Interval.parse(first).first, Interval.parse(last).last)
    if what == "vetoes":
        votes = facts.council.vetoes(by=by, about=about or "", between=between)
    elif what or about or between.is_known or by:
        votes = facts.council.find(what, about=about or "", between=between, by=by)
    else:
        raise typer.BadParameter(
            'say what: a symbol, a resolution number, "members --on DATE", "vetoes" or --about TEXT (with --on DATE a '
            "whip count)"
        )
    if not votes:
        complain("the Council's record has no vote that answers that")
        raise typer.Exit(NOTHING)
    rows: Iterable[dict[str, object]] = (row for vote in votes for row in vote.rows())
    if format is Format.jsonl:
        write_jsonl(rows, BALLOT_COLUMNS, sys.stdout)
    elif format is Format.csv:
        write_csv(rows, BALLOT_COLUMNS, sys.stdout)
    elif len(votes) <= FULL_VOTES:
        _print_votes(votes)
    else:
        _list_votes(votes)


def _day(on: str | None) -> dt.date:
    try:
        interval = Interval.parse(on)
    except ValueError:
        raise typer.BadParameter(f"--on {on!r} is no day in ISO form (2012-02-04)") from None
    if interval.first is None:
        raise typer.BadParameter("members of which day? Add --on DATE")
    return interval.first


def _print_members(facts: Any, day: dt.date, format: Format) -> None:
    seats = facts.council.members_on(day)
    if not seats:
        complain(f"the Council's record does not know the members of {day}")
        raise typer.Exit(NOTHING)
    states = {s.member: facts.state(s.member) for s in seats}
    rows: list[Row] = [
        {
            "date": day.isoformat(),
            "member": seat.member,
            "name": states[seat.member].name if states[seat.member] else None,
            "permanent": seat.permanent,
        }
        for seat in seats
    ]
    if format is Format.jsonl:
        write_jsonl(rows, MEMBER_COLUMNS, sys.stdout)
    elif format is Format.csv:
        write_csv(rows, MEMBER_COLUMNS, sys.stdout)
    else:
        fields = [
            Field("member", lambda r: r["member"], 6, 6, "bold"),
            Field("name", lambda r: r["name"] or "", 10, 40),
            Field("seat", lambda r: "permanent" if r["permanent"] else "elected", 9, 9, "dim"),
        ]
        print_rows(rows, fields)


def _print_votes(votes: list[Vote]) -> None:
    screen = Screen()
    for i, vote in enumerate(votes):
        if i:
            screen.print()
        number = f" (resolution {vote.resolution})" if vote.resolution else ""
        screen.print(Text(f"{vote.symbol}{number}", style="bold").append(f"  {vote.date}  {vote.outcome}", style=""))
        ballots = vote.ballots
        facts = [("about", vote.title)]
        for kind in ORDER:
            members = [m for m, v in ballots.items() if v == kind]
            if members:
                facts.append((f"{kind:<10} {len(members):>2}", " ".join(members)))
        if vote.sponsors:
            facts.append(("sponsors", " ".join(vote.sponsors)))
        facts.append(("why", article27(vote).why))
        print_facts(facts, screen=screen)


def _list_votes(votes: list[Vote]) -> None:
    fields = [
        Field("date", lambda r: r["date"], 10, 10, "bold"),
        Field("draft", lambda r: r["draft"], 8, 18),
        Field("outcome", lambda r: r["outcome"], 8, 12),
        Field("yes-no-abstain", lambda r: r["tally"], 8, 14),
        Field("vetoed by", lambda r: r["by"], 4, 15),
        Field("title", lambda r: r["title"], 20, 80),
    ]
    rows = (
        {
            "date": v.date.isoformat(),
            "draft": v.symbol,
            "outcome": v.outcome,
            "tally": "-".join(str(n) for n in v.tally),
            "by": " ".join(v.vetoed_by),
            "title": v.title,
        }
        for v in votes
    )
    count = print_rows(rows, fields)
    note(f"{count:,} votes. `dragoman council SYMBOL` shows the ballots of one.")
