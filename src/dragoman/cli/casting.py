"""`who --article`: the cast of one article on the screen."""

from __future__ import annotations

from pathlib import Path

from dragoman.cli.asking import print_answer
from dragoman.cli.ending import complain
from dragoman.cli.options import Format, opened
from dragoman.cli.screen import Field, Row, note
from dragoman.desk import CAST_COLUMNS, article_of, cast_of

FIRST_MENTIONS = 3
"""So many mentions of each actor are shown; `--format jsonl` and `csv` have all."""


def print_cast(record: Path, article: str, format: Format) -> None:
    """Every actor of an article with its mentions, the most mentioned first."""
    with opened(record) as store:
        article_id = article_of(store, article)
        fields = [
            Field("mentions", lambda r: str(r["mentions"]), 8, 8, right=True),
            Field("actor", lambda r: r["name"] or "", 14, 36, "bold"),
            Field("id", lambda r: r["actor_id"], 10, 24, "dim"),
            Field("country", lambda r: r["country"] or "", 7, 7),
            Field("sector", lambda r: r["sector"] or "", 6, 6),
            Field("office", lambda r: r["office"] or "", 10, 36),
            Field("said", lambda r: str(r["statements"] or ""), 4, 4, right=True),
            Field("did", lambda r: str(r["events"] or ""), 3, 3, right=True),
        ]
        if not print_answer(cast_of(store, article_id), CAST_COLUMNS, format, fields, beneath=_first):
            complain(f"{store.path}: no actors are known in {article_id}")
        else:
            note("Beneath each: its first mentions and where they stand. `--format jsonl` has all.")


def _first(row: Row) -> str:
    """`Lavrov [12, 18), he [40, 42) …`"""
    pairs = list(zip(row["texts"], row["spans"], strict=True))
    shown = ", ".join(f"{text} [{start}, {end})" for text, (start, end) in pairs[:FIRST_MENTIONS])
    return shown + (" …" if len(pairs) > FIRST_MENTIONS else "")
