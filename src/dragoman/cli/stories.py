"""`story`: the stories of a record, or one with its articles, happenings and actors."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.text import Text

from dragoman.cli.asking import print_answer
from dragoman.cli.ending import complain, printable
from dragoman.cli.options import (
    DEFAULT_RECORD,
    About,
    Actor,
    First,
    Format,
    Last,
    Limit,
    OutputFormat,
    RecordPath,
    opened,
)
from dragoman.cli.screen import Field, Row, Screen, names, note
from dragoman.desk import stories as desk
from dragoman.desk.chronology import day_text
from dragoman.exports import write_csv, write_jsonl

MOST_NAMED = 8
ONE_STORY = (*desk.STORY_COLUMNS, "days", "happenings", "named")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(rich_help_panel="Ask the record")(story)


def story(
    id: Annotated[
        str | None, typer.Argument(metavar="ID", help="A story or an article; all stories when nothing is given.")
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    actor: Actor = None,
    about: About = None,
    first: First = None,
    last: Last = None,
    articles: Annotated[
        int, typer.Option("--articles", metavar="N", min=1, help="Only stories of at least so many articles.")
    ] = 2,
    limit: Limit = None,
    format: OutputFormat = Format.table,
) -> None:
    """Articles about the same happenings: all such stories by day, or one with its articles, happenings and actors."""
    with opened(record) as store:
        if id is not None:
            _print_story(desk.story(store, id), format)
            return
        rows = desk.stories(store, actor=actor, about=about, first=first, last=last, least=articles, limit=limit)
        fields = [
            Field("days", lambda r: day_text(r["from"], r["to"]) or "undated", 10, 21, "bold"),
            Field("story", lambda r: r["title"] or "without a title", 20, 60),
            Field("articles", lambda r: str(r["articles"]), 1, 8, right=True),
            Field("origins", lambda r: str(r["origins"]), 1, 7, right=True),
            Field("actors", lambda r: names(r["actors"]), 10, 40),
        ]
        if print_answer(rows, desk.STORY_COLUMNS, format, fields, mark=lambda r: r["story_id"]):
            note(f"{len(rows):,} stories. `dragoman story ID` shows one of them.")
        else:
            complain(f"{store.path}: no stories of {articles} or more articles answer that")


def _print_story(found: Row, format: Format) -> None:
    if format is Format.csv:
        write_csv([found], ONE_STORY, sys.stdout)
        return
    if format is Format.jsonl:
        write_jsonl([found], ONE_STORY, sys.stdout)
        return
    screen = Screen()
    days = day_text(found["from"], found["to"]) or "undated"
    screen.print(
        Text(printable(found["title"] or "without a title"), style="bold").append(f"  {found['story_id']}", "dim")
    )
    screen.print(Text(f"{days}, {found['articles']} articles, {found['origins']} independent origins"))
    for day in found["days"]:
        screen.print()
        screen.print(Text(day["day"] or "undated", style="bold"))
        for article in day["articles"]:
            _print_article(screen, article, "  ")
            for copy in article["copies"]:
                _print_article(screen, copy, "    copy: ")
    if found["happenings"]:
        screen.print()
        screen.print(Text("What happened", style="bold"))
    for row in found["happenings"]:
        deed = f"{row['type']}/{row['mode']}" if row["mode"] else row["type"]
        parts = (row["date"] or "undated", names(row["actors"]), deed, names(row["recipients"]), row["status"])
        line = Text("  " + printable("  ".join(p for p in parts if p)))
        screen.print(line.append(f"  in {row['here']} of them  {row['happening_id']}", "dim"))
    if found["named"]:
        screen.print()
        screen.print(Text("Who", style="bold"))
    for row in found["named"][:MOST_NAMED]:
        screen.print(Text(f"  {printable(row['name'])}").append(f"  in {row['articles']}  {row['actor_id']}", "dim"))


def _print_article(screen: Screen, article: Row, indent: str) -> None:
    title = article["title"] or article["sentence"] or "without a title"
    line = Text(indent + printable(" ".join(title.split())))
    screen.print(line.append(f"  {printable(article['source'])}  {article['article_id']}", "dim"))
