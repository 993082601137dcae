"""One search over everything: actors by name, happenings, statements and articles by words, an entry by its id."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.desk import profiles, why
from dragoman.model import RecordError
from dragoman.web import charting
from dragoman.web.asking import Filters
from dragoman.web.happenings import happenings_at
from dragoman.web.lists import ARTICLES, COUNTED, STATEMENTS
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of
from dragoman.web.views.lists import first
from dragoman.web.views.timeline import at_hand, first_rows, found

SHOWN = 6
"""Of each kind so many are shown; the rest is behind a link."""

_ID = re.compile(r"[0-9a-f]{8,64}")


def search(request: Request) -> Response:
    """What there is of the words; of an entry's id, the entry itself."""
    sought = charting.word(request, "q")
    records = records_of(request)
    filters = Filters(about=sought)
    if _ID.fullmatch(sought):
        with record_of(request) as record, suppress(RecordError):
            kind = "article" if why(record, sought)[0].table == "articles" else "why"
            return RedirectResponse(f"/{kind}/{sought}", 303)
    if not sought:
        return page(request, "search.html", sought="")

    counts = at_hand(records)

    def made() -> dict[str, Any]:
        left = found(records, filters) if counts else None
        with records.lend() as record:
            rows = left.rows[:SHOWN] if left is not None else first_rows(record, filters, SHOWN)
            happenings = happenings_at(record, [int(r) for r in rows])
            actors = profiles.actors(record, search=sought, limit=SHOWN + 1)
        statements, statement_count = first(records, STATEMENTS, filters, SHOWN)
        articles, article_count = first(records, ARTICLES, filters, SHOWN)
        return {
            "actors": actors, "happenings": happenings, "happening_count": None if left is None else left.count,
            "statements": statements, "statement_count": statement_count, "articles": articles,
            "article_count": article_count,
        }  # fmt: skip

    shown = records.remember(("search", sought, counts), made)
    return page(request, "search.html", sought=sought, most=SHOWN, counted=COUNTED, query=filters.query(), **shown)


ROUTES = (Route("/search", search, name="search"),)
