"""What an exported event needs beside its own row: its article, who and what else the article names, the offices."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any, NamedTuple

from dragoman.record import Record

ARTICLES_HELD = 256
"""Articles whose names are kept at hand: events of one article mostly follow each other."""
DAYS_OF_A_MONTH = 31


class Story(NamedTuple):
    """An article and the proper names in it: people, organisations and states, each once, in the order of the text."""

    article: dict[str, Any]
    lead_ends: int
    people: tuple[str, ...]
    organizations: tuple[str, ...]
    locations: tuple[str, ...]
    offices: dict[tuple[str, str], tuple[str | None, ...]]
    """(event id, side) -> the offices of its participants, in their order."""


class Surroundings:
    """The articles of a record, looked up once while their events are exported."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.story = lru_cache(maxsize=ARTICLES_HELD)(self._story)

    def _story(self, article_id: str) -> Story:
        ask = self._record.sql
        article = ask("SELECT * FROM articles WHERE article_id = ?", (article_id,))[0]
        named: dict[str, dict[str, None]] = {"person": {}, "org": {}, "group": {}, "state": {}}
        for row in ask(
            'SELECT actor_id, actor_name FROM mentions WHERE article_id = ? ORDER BY "start", "end" DESC, actor_id',
            (article_id,),
        ):
            kind = str(row["actor_id"]).partition(":")[0]
            if kind in named and (row["actor_name"] or "")[:1].isupper():
                named[kind][row["actor_name"]] = None
        offices: dict[tuple[str, str], list[str | None]] = {}
        for row in ask(
            "SELECT event_id, side, office FROM participants WHERE article_id = ? ORDER BY event_id, side, position",
            (article_id,),
        ):
            offices.setdefault((row["event_id"], row["side"]), []).append(row["office"])
        return Story(
            article,
            _lead_end(article["text"] or "", article["title"]),
            tuple(named["person"]),
            (*named["org"], *named["group"]),
            tuple(named["state"]),
            {key: tuple(held) for key, held in offices.items()},
        )


def _lead_end(text: str, title: str | None) -> int:
    """Where the first paragraph after the headline ends."""
    start = len(title) if title and text.startswith(title) else 0
    while start < len(text) and text[start] in "\n\r ":
        start += 1
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def one_day(first: str | None, last: str | None) -> str | None:
    """The day that stands for an Interval in formats that know only days: its first where it is no longer than a
    month, else none."""
    if first is None or last is None:
        return None
    width = dt.date.fromisoformat(last) - dt.date.fromisoformat(first)
    return first if width < dt.timedelta(days=DAYS_OF_A_MONTH) else None
