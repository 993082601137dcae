"""The timeline: happenings by day, with what they can be narrowed by, and how many there are of each."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.web import wording
from dragoman.web.asking import Filters
from dragoman.web.chronicle import FACETS, SHOWN, Choice, Chronicle, chronicle_of
from dragoman.web.happenings import happenings_at
from dragoman.web.naming import named
from dragoman.web.pages import page
from dragoman.web.records import Records, record_of, records_of
from dragoman.web.words import Words, words_of

PAGE = 40
"""Happenings on a page."""

_TITLES = {
    "status": "Status", "type": "Act", "actor": "Who", "recipient": "To whom", "place": "Where", "publisher": "Told by",
}  # fmt: skip


def timeline(request: Request) -> Response:
    """A page of the timeline; only the next rows when htmx asks for more."""
    records = records_of(request)
    filters = Filters.of(request.query_params)
    left = found(records, filters)
    begin = _begin(request, records, left.places)
    with record_of(request) as record:
        rows = happenings_at(record, [int(r) for r in left.rows[begin : begin + PAGE]], span=left.span)
    days = [(key, list(some)) for key, some in groupby(rows, key=lambda r: (r["date_from"], r["date_to"]))]
    more = rows[-1]["happening_id"] if rows and begin + PAGE < left.count else None
    shown: dict[str, Any] = {
        "filters": filters, "days": days, "count": left.count, "begin": begin, "shown": len(rows), "more": more,
        "address_more": f"/timeline?{filters.query(after=more)}" if more else None,
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
    )


class Found:
    """What filters leave of the chronicle, and what can be chosen from there."""

    __slots__ = ("count", "facets", "places", "rows", "span", "total")

    def __init__(self, chronicle: Chronicle, mask: Any, filters: Filters) -> None:
        self.places = np.flatnonzero(mask).astype(np.int32)
        self.rows = chronicle.rows[self.places]
        self.count = len(self.places)
        self.total = chronicle.size
        # History told as background would squeeze the days that the record is about.
        recalled = chronicle.codes["status"].having(("recalled",), chronicle.size)
        self.span = chronicle.span(mask & ~recalled) or chronicle.span(mask)
        self.facets: dict[str, list[Choice]] = {
            name: chronicle.choices(name, mask, getattr(filters, name)) for name in FACETS
        }


def chronicle(records: Records) -> Chronicle:
    """The chronicle of the record as it stands."""

    def made() -> Chronicle:
        with records.lend() as record:
            return chronicle_of(record)

    return records.remember("chronicle", made)


def words(records: Records) -> Words:
    """Which sentences the happenings of the record stand in."""
    whole = chronicle(records)

    def made() -> Words:
        with records.lend() as record:
            return words_of(record, whole.places)

    return records.remember("words", made)


def found(records: Records, filters: Filters) -> Found:
    """What the filters leave, in order."""

    def made() -> Found:
        whole = chronicle(records)
        with records.lend() as record:
            return Found(whole, whole.found(record, filters, lambda: words(records)), filters)

    return records.remember(("timeline", filters), made)


def _begin(request: Request, records: Records, places: Any) -> int:
    """Where the page begins: behind the happening that the address names, else at the first."""
    after = request.query_params.get("after")
    if not after:
        return 0
    with record_of(request) as record:
        rows = record.sql("SELECT rowid AS row FROM main.happenings WHERE happening_id = ?", (after,))
    place = chronicle(records).places.of(rows[0]["row"]) if rows else None
    return 0 if place is None else int(np.searchsorted(places, place, side="right"))


ROUTES = (Route("/timeline", timeline, name="timeline"),)
