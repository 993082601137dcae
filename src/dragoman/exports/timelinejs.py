"""The chronology as TimelineJS reads it (Knight Lab, "TimelineJS JSON format"): a slide a happening.

TimelineJS shows its texts as HTML: all that comes from a page is escaped, and only addresses of the web become links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, TextIO

from dragoman.desk.chronology import timeline
from dragoman.exports.jsonlines import write_json_list
from dragoman.record import Record

Row = dict[str, Any]


def timelinejs_events(record: Record, **asked: Any) -> Iterator[Row]:
    """A slide for each happening whose first day is known, in the order of `timeline`; `asked` is what that takes.

    A month or a year is given as such, a longer Interval by its first and last day.
    """
    limit = asked.get("limit")
    given = 0
    for row in timeline(record, **{**asked, "limit": None}):
        dates = _dates(row)
        if dates is None:
            continue
        yield {
            "unique_id": row["happening_id"],
            **dates,
            "text": {"headline": escape(_headline(row)), "text": _text(row)},
            "group": row["type"],
        }
        given += 1
        if given == limit:
            return


def write_timelinejs(events: Iterable[Row], out: TextIO) -> int:
    """Writes the object that TimelineJS loads, a slide a line; gives how many there were."""
    return write_json_list(events, out, opening='{"scale": "human", "events": ')


def _dates(row: Row) -> Row | None:
    first, last = row["date_from"], row["date_to"]
    if first is None:
        return None
    said = row["date"]
    if len(said) in {4, 7}:
        return {"start_date": _parts(said), "display_date": said}
    if last is None:
        return {"start_date": _parts(first), "display_date": f"{first} or later"}
    return {"start_date": _parts(first)} | ({} if first == last else {"end_date": _parts(last)})


def _parts(day: str) -> Row:
    return {name: int(part) for name, part in zip(("year", "month", "day"), day.split("-"), strict=False)}


def _headline(row: Row) -> str:
    who, whom = ", ".join(row["who"]), ", ".join(row["to_whom"])
    return " ".join(part for part in (who, f"{row['type']} ({row['status']})", whom) if part)


def _text(row: Row) -> str:
    source = escape(row["source"] or "")
    if (row["url"] or "").startswith(("https://", "http://")):
        source = f'<a href="{escape(row["url"], quote=True)}">{source}</a>'
    said = f" Says {escape(' and '.join(row['said_by']))}." if row["said_by"] else ""
    origins = f"{row['origins']} independent origin{'s' if row['origins'] != 1 else ''}"
    differ = f" Reports differ in {escape(row['disagreements'])}." if row["disagreements"] else ""
    return f"<p>{escape(row['sentence'] or '')}</p><p>{source}; {origins}.{said}{differ}</p>"
