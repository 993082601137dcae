"""Where the words stand that an event's day and place come from, its other tellings, and the rule that found it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dragoman.extract.events.frames import lexicon
from dragoman.model import Span
from dragoman.record import Record

_RULE = re.compile(r"^lexicon ([^;]+)")


def circumstances(record: Record, row: dict[str, Any], text: str) -> Iterator[tuple[str, Span, str | None]]:
    """(`date` or `place`, its Span, what it means) for an event's row: the time expression of its sentence that covers
    the event's days, and the place's name in that sentence. Nothing for a day that is only the article's."""
    low, high = _sentence(record, row)
    if row["date_from"] is not None:
        for time in record.sql(
            'SELECT "start", "end", date_from, date_to FROM times WHERE article_id = ? AND "start" >= ? AND "end" <= ? '
            'AND date_from = ? AND date_to = ? ORDER BY "start" LIMIT 1',
            (row["article_id"], low, high, row["date_from"], row["date_to"]),
        ):
            days = (
                time["date_from"] if time["date_from"] == time["date_to"] else f"{time['date_from']}/{time['date_to']}"
            )
            yield "date", Span(time["start"], time["end"]), days
    if row["place_name"]:
        found = re.search(rf"\b{re.escape(row['place_name'])}\b", text[low:high])
        if found is not None:
            yield "place", Span(low + found.start(), low + found.end()), row["place_country"]


def tellings(record: Record, row: dict[str, Any]) -> Iterator[str]:
    """The sentences in which an article tells an event again."""
    told = row.get("tellings")
    spans = json.loads(told) if isinstance(told, str) else told or []
    for start, end in spans:
        if start != row["start"]:
            low, high = _sentence(record, {**row, "start": start, "end": end})
            (article,) = record.sql("SELECT text FROM articles WHERE article_id = ?", (row["article_id"],))
            yield " ".join(article["text"][low:high].split())


def rule(how: str | None) -> tuple[str, str] | None:
    """(the lexicon's entry, its example) of the rule that `how` names; `None` when it is no entry of the lexicon."""
    named = _RULE.match(how or "")
    frame = next((f for f in lexicon().frames if f.id == named.group(1)), None) if named is not None else None
    return None if frame is None else (frame.id, re.sub(r"[\[\]<>]", "", frame.example))


def _sentence(record: Record, row: dict[str, Any]) -> tuple[int, int]:
    """The bounds of the sentence that an event's act stands in; the act's own when sentences were not kept."""
    found = record.sql(
        'SELECT "start" AS low, "end" AS high FROM sentences WHERE article_id = ? AND "start" <= ? AND "end" >= ? '
        "LIMIT 1",
        (row["article_id"], row["start"], row["end"]),
    )
    return (found[0]["low"], found[0]["high"]) if found else (row["start"], row["end"])
