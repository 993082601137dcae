"""The whip count, the backtest and the comparison with the official record, as `council` prints them."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.text import Text

from dragoman.cli.ending import complain, printable
from dragoman.cli.options import DEFAULT_RECORD, Format, opened
from dragoman.cli.screen import WIDE, Field, Row, Screen, note, print_facts, print_rows
from dragoman.desk import AGAINST_COLUMNS, WHIP_COLUMNS, Whip, against_official, whip_count
from dragoman.exports import write_csv, write_jsonl
from dragoman.forecast import OTHER, Report, backtest
from dragoman.reference import Reference, Vote

NOTHING = 1
BAR = 10
BACKTEST_COLUMNS = ("part", "name", "ballots", "log_loss", "brier", "accuracy", "forecast", "cast")
_SHORT = {"vetoed": "vetoed", "adopted": "adopted", "not_adopted": "short of nine"}


def print_whip(
    facts: Reference, about: str, on: dt.date, record: Path, sponsors: Sequence[str], format: Format
) -> None:
    """The whip count as a table with its arithmetic, or as rows."""
    if record.exists():
        with opened(record) as store:
            count = whip_count(facts, about=about, on=on, record=store, sponsors=sponsors)
    elif record != DEFAULT_RECORD:
        raise typer.BadParameter(f"there is no record {record}; leave --record out for a forecast without one")
    else:
        count = whip_count(facts, about=about, on=on, sponsors=sponsors)
    if format is Format.jsonl:
        write_jsonl(count.rows(), WHIP_COLUMNS, sys.stdout)
    elif format is Format.csv:
        write_csv(count.rows(), WHIP_COLUMNS, sys.stdout)
    else:
        _whip_table(count)


def _whip_table(count: Whip) -> None:
    screen = Screen()
    title = Text(f"{printable(count.about)}, as of {count.on}", style="bold")
    if count.draft:
        title.append(f"  {printable(count.draft.label)}", style="")
    screen.print(title)
    screen.print()
    fields = [
        Field("member", lambda r: r["name"], 14, 22, "bold"),
        Field("", lambda r: "veto" if r["permanent"] else "", 4, 4, "dim"),
    ]
    if any(seat.telling for seat in count.seats):
        fields.append(Field("last known", lambda r: r["position"] or "", 10, 15))
        longest = max(len(_told(seat.telling.day)) for seat in count.seats if seat.telling)
        fields.append(Field("told", lambda r: _told(r["position_date"]), longest, longest, "dim"))
    if screen.width >= WIDE:
        fields.append(Field("chance of yes", lambda r: _bar(r["yes"]), BAR + 6, BAR + 6))
    else:
        fields.append(Field("yes", lambda r: _percent(r["yes"]), 5, 5, right=True))
    fields.append(Field("abstain", lambda r: _percent(r["abstain"]), 7, 7, right=True))
    fields.append(Field("no", lambda r: _percent(r["no"]), 5, 5, right=True))
    if count.last:
        fields.append(Field(count.last.date.isoformat(), lambda r: r["last_ballot"] or "", 10, 10))
    if count.later:
        fields.append(Field(f"then {count.later.date}", lambda r: r["later_ballot"] or "", 10, 15, "dim"))
    print_rows(count.rows(), fields)
    screen.print()
    print_facts(_sum(count), screen=screen)
    sentences = _sentences(count)
    if sentences:
        screen.print()
        print_facts(sentences, screen=screen)


def _told(day: str | None) -> str:
    """The day; of days in more than one month the months."""
    first, _, last = (day or "").partition("/")
    return day or "" if first[:7] == last[:7] or not last else f"{first[:7]}/{last[:7]}"


def _sum(count: Whip) -> list[tuple[str, str]]:
    """Article 27's arithmetic in words."""
    chances = count.forecast.outcomes
    facts = [
        ("needed", f"{count.needed} of {len(count.seats)}, and no permanent member's no; {count.expected_yes:.1f} yes "
                   "are to be expected"),
        ("forecast", ", ".join(f"{_SHORT[o]} {_percent(p)}" for o, p in sorted(chances.items(), key=lambda c: -c[1]))
                     + ", if anybody objects at all"),
    ]  # fmt: skip
    if count.forecast.topic == OTHER:
        facts.insert(0, ("topic", "none of the list (docs/council.md): the forecast is that of any contested vote"))
    if count.draft and count.draft.sought:
        facts.append(("sought", f"{count.draft.sought} votes, as the sponsors are said to want"))
    if count.draft and count.draft.sponsors:
        facts.insert(0, ("sponsors", ", ".join(count.draft.sponsors)))
    facts.append(("veto feared", ", ".join(f"{s.name} {_percent(s.no)}" for s in count.feared) or "nobody's"))
    facts.append(("to convince", ", ".join(f"{s.name} {_percent(s.yes)}" for s in count.to_convince) or "nobody"))
    for draft in count.others:
        by = f" by {', '.join(draft.sponsors)}" if draft.sponsors else ""
        members = sorted({t.member for t in draft.tellings})
        facts.append(("also told of", f"{draft.symbol or draft.label}{by}: {' '.join(members)}"))
    open_ended = [s.member for s in count.seats if s.telling is not None and s.telling.last > count.on]
    if open_ended:
        facts.append(("perhaps later", f"{' '.join(open_ended)}: told on pages whose day may be after {count.on}"))
    if count.last:
        facts.append(("last vote", _vote(count.last)))
    if count.later:
        facts.append(("what came", f"{_vote(count.later)}: after that day, unknown to the forecast"))
    return facts


def _sentences(count: Whip) -> list[tuple[str, str]]:
    """The sentence behind each known position, those of several members once."""
    found: dict[str, list[str]] = {}
    for seat in count.seats:
        if seat.telling is not None:
            found.setdefault(f"{seat.telling.sentence} ({seat.telling.source})", []).append(seat.member)
    return [(" ".join(members), sentence) for sentence, members in found.items()]


def _vote(vote: Vote) -> str:
    by = f" by {' and '.join(vote.vetoed_by)}" if vote.vetoed_by else ""
    outcome = vote.outcome.replace("_", " ")
    return f"{vote.symbol} on {vote.date}, {outcome}{by}, {'-'.join(str(n) for n in vote.tally)}"


def _bar(share: float) -> str:
    return "█" * round(share * BAR) + "░" * (BAR - round(share * BAR)) + f" {_percent(share):>4}"


def _percent(share: float) -> str:
    return f"{round(round(share, 4) * 100)} %"


def print_backtest(facts: Reference, first: int, last: int, *, format: Format) -> None:
    """The backtest's figures: forecasters, outcomes, reliability, members."""
    report = backtest(facts, first=first, last=last, tell=lambda year: note(f"{year} done"))
    rows = list(report.rows())
    if format is Format.jsonl:
        write_jsonl(rows, BACKTEST_COLUMNS, sys.stdout)
    elif format is Format.csv:
        write_csv(rows, BACKTEST_COLUMNS, sys.stdout)
    else:
        _report(report, rows)


def _report(report: Report, rows: list[Row]) -> None:
    screen = Screen()
    screen.print(Text(f"{report.votes} contested votes, {report.first} to {report.last}", style="bold"))
    scores = [
        Field("", lambda r: r["name"], 20, 36),
        Field("ballots", lambda r: f"{r['ballots']:,}", 7, 8, right=True),
        Field("log loss", lambda r: f"{r['log_loss']:.3f}", 8, 8, right=True),
        Field("Brier", lambda r: f"{r['brier']:.3f}", 6, 6, right=True),
        Field("right", lambda r: f"{r['accuracy']:.1%}", 6, 6, right=True),
    ]
    titles = {
        "contested votes": "Ballots on contested votes, each year's weights fitted on the years before",
        "all votes": "Ballots on all votes, by a forecast that does not know which will be contested",
        "outcome": "How contested votes end, by how they did end",
        "member": "By member, contested votes",
    }
    for part, title in titles.items():
        screen.print()
        screen.print(Text(title, style="bold"))
        print_rows([r for r in rows if r["part"] == part], scores)
    screen.print()
    screen.print(Text("Reliability: of ballots forecast yes with that probability, how many were", style="bold"))
    print_rows(
        [r for r in rows if r["part"] == "reliability"],
        [
            Field("forecast", lambda r: r["name"], 9, 9),
            Field("ballots", lambda r: f"{r['ballots']:,}", 7, 8, right=True),
            Field("mean", lambda r: f"{r['forecast']:.1%}", 6, 6, right=True),
            Field("yes", lambda r: f"{r['cast']:.1%}", 6, 6, right=True),
        ],
    )
    screen.print()
    screen.print(Text(f"{report.gain:.1%} less log loss than {report.best_baseline}, the best baseline", style="bold"))


def print_against(
    facts: Reference, record: Path, about: str | None, first: str | None, last: str | None, format: Format
) -> None:
    """The record's ballots beside the official ones."""
    with opened(record) as store:
        rows: list[dict[str, Any]] = list(against_official(store, facts, about=about, first=first, last=last))
    if not rows:
        complain(f"{record}: no ballot that the official record could bear out or contradict")
        raise typer.Exit(NOTHING)
    if format is Format.jsonl:
        write_jsonl(rows, AGAINST_COLUMNS, sys.stdout)
    elif format is Format.csv:
        write_csv(rows, AGAINST_COLUMNS, sys.stdout)
    else:
        fields = [
            Field("date", lambda r: r["date"], 10, 21, "bold"),
            Field("member", lambda r: r["member"], 6, 6, "bold"),
            Field("told", lambda r: r["told"], 8, 15),
            Field("official", lambda r: r["official"] or "", 8, 12),
            Field("verdict", lambda r: r["verdict"], 8, 12),
            Field("draft", lambda r: r["symbol"] or "", 8, 18),
            Field("source", lambda r: r["source"], 8, 24, "dim", wide=True),
        ]
        print_rows(rows, fields, beneath=lambda r: r["sentence"], mark=lambda r: r["ballot_id"])
