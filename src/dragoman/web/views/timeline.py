"""The timeline: happenings by day, with what they can be narrowed by, and how many there are of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.web import wording
from dragoman.web.apart import is_large, whole, whole_apart
from dragoman.web.asking import Filters
from dragoman.web.chronicle import FACETS, SHOWN, Choice, Chronicle, Positions
from dragoman.web.happenings import happenings_at
from dragoman.web.naming import named
from dragoman.web.pages import page
from dragoman.web.records import Records, record_of, records_of
from dragoman.web.walking import Look, Walk, first_rows
from dragoman.web.words import Told, Words

PAGE = 40
"""Happenings on a page."""

_TITLES = {
    "status": "Status", "type": "Act", "actor": "Who", "recipient": "To whom", "place": "Where", "publisher": "Told by",
}  # fmt: skip


def timeline(request: Request) -> Response:
    """A page of the timeline; only the next rows when htmx asks for more."""
    records = records_of(request)
    filters = Filters.of(request.query_params)
    if not at_hand(records):
        return _uncounted(request, records, filters)
    left = found(records, filters)
    places = left.places
    begin = _begin(request, records, places)
    with record_of(request) as record:
        rows = happenings_at(record, left.rows_at(places[begin : begin + PAGE]), span=left.span)
    more = rows[-1]["happening_id"] if rows and begin + PAGE < left.count else None
    shown: dict[str, Any] = {
        "filters": filters, "days": _by_day(rows), "count": left.count, "begin": begin, "shown": len(rows),
        "more": more, "address_more": f"/timeline?{filters.query(after=more)}" if more else None, "looking": False,
    }  # fmt: skip
    if "hx-request" in request.headers and "after" in request.query_params:
        return page(request, "timeline_rows.html", **shown)
    return page(
        request,
        "timeline.html",
        **shown,
        facets=[(name, _TITLES[name], left.facets[name]) for name in FACETS],
        listed=SHOWN,
        total=left.total,
        acts=wording.ACTS,
        statuses=wording.STATUSES,
        labels=named(records, (*filters.actor, *filters.recipient)),
        counting=False,
    )


def _uncounted(request: Request, records: Records, filters: Filters) -> Response:
    """The page before the happenings of a large record are counted: its rows, and what is asked for as the facets."""
    after = request.query_params.get("after")
    look = records.remember(("first", filters, after), lambda: _walk(records, filters, after))
    found, done = look.found()
    with record_of(request) as record:
        rows = happenings_at(record, found[:PAGE])
    # What was found so far is the beginning of all, so that the next rows can be asked for after its end.
    more = (rows[-1]["happening_id"] if rows else after) if len(found) > PAGE or not done else None
    labels = named(records, (*filters.actor, *filters.recipient))
    facets = [
        (name, _TITLES[name], [Choice(v, labels.get(v, v), None, True) for v in getattr(filters, name)])
        for name in FACETS
    ]
    shown: dict[str, Any] = {
        "filters": filters, "days": _by_day(rows), "count": None, "begin": 0, "shown": len(rows), "more": more,
        "address_more": f"/timeline?{filters.query(after=more)}" if more else None, "looking": not done,
    }  # fmt: skip
    if "hx-request" in request.headers and after:
        return page(request, "timeline_rows.html", **shown)
    return page(
        request, "timeline.html", **shown, facets=facets, listed=SHOWN, total=total_at_hand(records), acts=wording.ACTS,
        statuses=wording.STATUSES, labels=labels, counting=True,
    )  # fmt: skip


def _by_day(rows: list[dict[str, Any]]) -> list[tuple[tuple[str | None, str | None], list[dict[str, Any]]]]:
    return [(key, list(some)) for key, some in groupby(rows, key=lambda r: (r["date_from"], r["date_to"]))]


class Found:
    """What filters leave of the chronicle, and what can be chosen from there. Many of these are remembered: which
    happenings they are is held as a bit of each."""

    __slots__ = ("_bits", "_rows", "count", "facets", "span", "total")

    def __init__(self, chronicle: Chronicle, mask: Any, filters: Filters) -> None:
        self._bits, self._rows = np.packbits(mask), chronicle.rows
        self.count, self.total = int(np.count_nonzero(mask)), chronicle.size
        # History told as background would squeeze the days that the record is about.
        recalled = chronicle.codes["status"].having(("recalled",), chronicle.size)
        self.span = chronicle.span(mask & ~recalled) or chronicle.span(mask)
        self.facets: dict[str, list[Choice]] = {
            name: chronicle.choices(name, mask, getattr(filters, name)) for name in FACETS
        }

    @property
    def places(self) -> Positions:
        """Where they stand in the chronicle."""
        return np.flatnonzero(np.unpackbits(self._bits, count=self.total)).astype(np.int32)

    def rows_at(self, places: Positions) -> list[int]:
        """The rows of `happenings` at these places."""
        rows: list[int] = self._rows[places].tolist()
        return rows


def chronicle(records: Records) -> tuple[Chronicle, Words]:
    """The chronicle of the record as it stands, and which sentences its happenings stand in."""
    return records.remember("chronicle", lambda: _chronicle(records))


def at_hand(records: Records) -> bool:
    """Whether a page can be made of the chronicle at once. If not, it is begun: until then a page asks the record
    itself, and has no counts."""
    if records.holds("chronicle", lambda: _chronicle(records)):
        return True
    with records.lend() as record:
        return not is_large(record)


def _chronicle(records: Records) -> tuple[Chronicle, Words]:
    with records.lend() as record:
        large = is_large(record)
    if large:
        # Where no process can be had, it is made here: pages are slower meanwhile.
        with suppress(RecordError, OSError):
            return whole_apart(records.path)
    with records.lend() as record:
        return whole(record)


def told_of(records: Records, words: Words, about: str) -> Told:
    """The sentences in which each part of what is searched stands."""
    if not about:
        return []
    with records.lend_two() as (record, other):
        return words.told(record, about, other=other)


def total_at_hand(records: Records) -> int | None:
    """How many happenings there are, once that is counted; it is begun if not."""

    def count() -> int:
        with records.lend() as record:
            (row,) = record.sql("SELECT count(*) AS n FROM main.happenings")
            return int(row["n"])

    return records.remember("total", count) if records.holds("total", count) else None


def _walk(records: Records, filters: Filters, after: str | None) -> Walk:
    return Walk(records, Look(filters, PAGE + 1, after=after), until=lambda: at_hand(records))


def found(records: Records, filters: Filters) -> Found:
    """What the filters leave, in order."""

    def made() -> Found:
        happenings, words = chronicle(records)
        told = told_of(records, words, filters.about)
        with records.lend() as record:
            return Found(happenings, happenings.found(record, filters, words, told), filters)

    return records.remember(("timeline", filters), made)


def first_told(record: Record, about: str, size: int, sentences: Sequence[int] | None) -> list[int]:
    """The first rows of `happenings` that have what is searched; for common words the first of those that these
    sentences (by row) tell of."""
    if sentences is None:
        return first_rows(record, Filters(about=about), size)
    rows = record.sql(
        "SELECT DISTINCT h.rowid AS row, h.sort_key FROM json_each(?) f CROSS JOIN sentences s ON s.rowid = f.value "
        'CROSS JOIN main.events e ON e.article_id = s.article_id AND e."start" < s."end" AND e."end" > s."start" '
        "CROSS JOIN happening_reports r ON r.article_id = e.article_id AND r.event_id = e.event_id "
        "CROSS JOIN main.happenings h ON h.happening_id = r.happening_id ORDER BY h.sort_key LIMIT ?",
        (json.dumps(list(sentences)), size),
    )
    return [row["row"] for row in rows]


def _begin(request: Request, records: Records, places: Any) -> int:
    """Where the page begins: behind the happening that the address names, else at the first."""
    after = request.query_params.get("after")
    if not after:
        return 0
    with record_of(request) as record:
        rows = record.sql("SELECT rowid AS row FROM main.happenings WHERE happening_id = ?", (after,))
    place = chronicle(records)[0].places.of(rows[0]["row"]) if rows else None
    return 0 if place is None else int(np.searchsorted(places, place, side="right"))


ROUTES = (Route("/timeline", timeline, name="timeline"),)
