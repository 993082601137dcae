"""`who` and `why`: the actor behind a name, the evidence behind an entry."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from dragoman.cli.casting import print_cast
from dragoman.cli.ending import complain, printable
from dragoman.cli.options import DEFAULT_RECORD, Format, OutputFormat, RecordPath, ReferenceFolder, opened
from dragoman.cli.screen import Row, Screen, note, print_facts
from dragoman.desk import WHO_COLUMNS, Unknown, Why
from dragoman.desk import who as ask_who
from dragoman.desk import why as ask_why
from dragoman.desk.chronology import day_text
from dragoman.exports import write_csv, write_jsonl
from dragoman.model import Interval
from dragoman.reference import load

NOBODY = 1
MOST_OFFICES = 12
WHY_COLUMNS = (
    "id", "table", "passage", "passage_span", "marks", "how", "confidence", "entry", "article", "pages", "others",
)  # fmt: skip

_STYLES = {
    "source": "bold cyan",
    "cue": "bold magenta",
    "content": "green",
    "act": "bold magenta",
    "actor": "bold cyan",
    "recipient": "bold yellow",
}


def register(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command(rich_help_panel="Ask the record")(who)
    app.command(rich_help_panel="Ask the record")(why)


def who(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A name, surname, ISO3 code or actor id.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="As of this day, month or year.")] = None,
    article: Annotated[
        str | None, typer.Option("--article", metavar="ID", help="Instead of NAME: every actor of this article.")
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    reference: ReferenceFolder = None,
    format: OutputFormat = Format.table,
) -> None:
    """Who a name means on a day: offices, a state's leaders, an organisation's members; and what the record has."""
    try:
        day = Interval.parse(on)
    except ValueError:
        raise typer.BadParameter(f"--on {on!r} is no day, month or year in ISO form") from None
    if (name is None) == (article is None):
        raise typer.BadParameter("say who: a NAME, or --article ID for all actors of an article")
    if article is not None:
        print_cast(record, article, format)
        return
    assert name is not None
    facts = load(reference)
    if record.exists():
        with opened(record) as store:
            found = ask_who(name, facts, on=day, record=store)
    else:
        found = ask_who(name, facts, on=day)
    if isinstance(found, Unknown):
        alike = f"; did you mean {', '.join(found.alike)}?" if found.alike else ""
        complain(f"nobody is known as {found.name!r}{alike}")
        raise typer.Exit(NOBODY)
    if format is Format.csv:
        write_csv(found, WHO_COLUMNS, sys.stdout)
    elif format is Format.jsonl:
        write_jsonl(found, WHO_COLUMNS, sys.stdout)
    else:
        screen = Screen()
        for i, row in enumerate(found):
            if i:
                screen.print()
            _print_actor(screen, row, day)
        if not day.is_known:
            note("--on DATE tells who held which office on that day.")


def why(
    id: Annotated[str, typer.Argument(metavar="ID", help="An id from any table, or how it begins.")],
    record: RecordPath = DEFAULT_RECORD,
    format: OutputFormat = Format.table,
) -> None:
    """What an entry rests on: the sentence, its spans, the rule, the page and its hash, the reasons for its day."""
    with opened(record) as store:
        found = ask_why(store, id)
    if format is Format.csv:
        write_csv((w.as_row() for w in found), WHY_COLUMNS, sys.stdout)
    elif format is Format.jsonl:
        write_jsonl((w.as_row() for w in found), WHY_COLUMNS, sys.stdout)
    else:
        for i, entry in enumerate(found):
            if i:
                print()
            _print_why(Screen(), entry)


def _print_actor(screen: Screen, row: Row, on: Interval) -> None:
    what = ", ".join(part for part in (row["office"], row["country"], row["sector"]) if part)
    screen.print(Text(printable(row["name"]), style="bold").append(f"  {row['actor_id']}", style="dim"))
    if what:
        screen.print(Text(f"  {printable(what)}" + (f" on {on}" if on.is_known and row["office"] else "")))
    own = row["actor_id"].startswith("person:")
    facts = []
    for office in row["offices"][:MOST_OFFICES]:
        held = _term(office["from"], office["to"])
        whose = office["title"] if own else f"{office['title']}: {office['person']}"
        facts.append((held, whose + ("" if office["verified"] else " (not verified)")))
    if len(row["offices"]) > MOST_OFFICES:
        facts.append(("", f"and {len(row['offices']) - MOST_OFFICES} more (--format jsonl shows all)"))
    if row["members"]:
        facts.append((f"{len(row['members'])} members", " ".join(row["members"])))
    if row["mentions"]:
        counts = (_many(row[k], k) for k in ("mentions", "articles", "statements", "events"))
        facts.append(("in the record", ", ".join(counts)))
    print_facts(facts, screen=screen)


def _term(first: str | None, last: str | None) -> str:
    """From when until when an office was held."""
    if first is None and last is None:
        return "dates unknown"
    return f"{first or '…'} to {last}" if last else f"since {first}"


def _many(number: int, plural: str) -> str:
    return f"{number:,} {plural if number != 1 else plural[:-1]}"


def _print_why(screen: Screen, entry: Why) -> None:
    screen.print(Text(_title(entry), style="bold").append(f"  {entry.id}", style="dim"))
    screen.print()
    screen.print(Padding(_marked(entry), (0, 0, 0, 2), expand=False), soft_wrap=False)
    screen.print()
    facts = [
        (m.label, f"{m.text} [{m.span.start}, {m.span.end})" + (f" = {m.means}" if m.means else ""))
        for m in entry.marks
    ]
    facts += [(name, value) for name, value in _facts(entry) if value]
    print_facts(facts, screen=screen)


def _title(entry: Why) -> str:
    row = entry.row
    day = day_text(row.get("date_from") or row.get("said_from"), row.get("date_to") or row.get("said_to"))
    head = {
        "events": lambda: f"event {row['type']}" + (f"/{row['mode']}" if row["mode"] else "") + f", {row['status']}",
        "happenings": lambda: f"happening {row['type']}, {row['status']}, {_origins(row['origins'])}",
        "statements": lambda: f"{row['kind']} statement",
        "figures": lambda: f"figure: {row['measure']}",
        "positions": lambda: f"position: {row['holder_name']} {row['stance']} {row['issue_label']}",
        "ballots": lambda: f"ballot: {row['member']} {row['vote']} on {row['draft_label']}",
        "articles": lambda: f"article: {row['title'] or 'without a title'}",
    }[entry.table]()
    return printable(head + (f", {day}" if day else ""))


def _origins(number: int) -> str:
    return "one origin" if number == 1 else f"{number} independent origins"


def _marked(entry: Why) -> Text:
    """The passage with its marks in colour and, for those who see none, in brackets."""
    text = Text()
    opens: dict[int, list[str]] = {}
    closes: dict[int, int] = {}
    for mark in entry.marks:
        opens.setdefault(mark.span.start, []).append(mark.label)
        closes[mark.span.end] = closes.get(mark.span.end, 0) + 1
    for offset in range(entry.passage.start, entry.passage.end):
        for label in opens.get(offset, ()):
            text.append(f"[{label} ", style="dim")
        style = next((_STYLES.get(m.label, "bold") for m in _innermost(entry, offset)), "")
        char = entry.text[offset - entry.passage.start]
        text.append(printable(char), style=style)
        if offset + 1 in closes:
            text.append("]" * closes[offset + 1], style="dim")
    return text


def _innermost(entry: Why, offset: int) -> list[Any]:
    holding = [m for m in entry.marks if m.span.start <= offset < m.span.end]
    return sorted(holding, key=lambda m: m.span.end - m.span.start)


def _facts(entry: Why) -> list[tuple[str, str]]:
    article, row = entry.article, entry.row
    confidence = row.get("confidence")
    place = ", ".join(str(p) for p in (row.get("place_name"), row.get("place_country")) if p)
    return [
        ("place", place),
        ("made by", row.get("how") or ""),
        ("confidence", "" if confidence is None else f"{confidence:.2f}"),
        *((o.relation, f"{o.id}  {o.words}") for o in entry.others),
        ("article", f"{article['article_id']}  {article['title'] or ''}"),
        ("published by", article["shown_as"]),
        ("url", article["url"] or ""),
        ("its day", entry.published),
        *(("because" if i == 0 else "", reason) for i, reason in enumerate(article["published_reasons"])),
        *(("in the record" if i == 0 else "", reason) for i, reason in enumerate(article["record_reasons"])),
        *(("in conflict" if i == 0 else "", reason) for i, reason in enumerate(article["record_conflicts"])),
        ("page", "" if entry.pages else article["source"]),
        *(fact for p in entry.pages for fact in (("page", p["source"]), ("page sha256", p["page_sha256"]))),
        ("text sha256", article["text_sha256"]),
        ("read by", f"reader version {article['reader_version']}"),
        ("not read", article["skipped"] or ""),
    ]
