"""One search over everything: actors by name, happenings, statements and articles by words, an entry by its id."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.desk import profiles, why
from dragoman.model import RecordError
from dragoman.web import charting
from dragoman.web.asking import Filters
from dragoman.web.happenings import happenings_at
from dragoman.web.lists import ARTICLES, COUNTED, STATEMENTS, first_sentences
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of
from dragoman.web.views.lists import first
from dragoman.web.views.timeline import at_hand, chronicle, first_told, told_of

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
        happenings, words = chronicle(records) if counts else (None, None)
        told = told_of(records, words, sought) if words is not None else []
        some: list[int] | None = None
        with records.lend() as record:
            if happenings is not None and words is not None:
                places = np.flatnonzero(happenings.found(record, filters, words, told))
                rows, count = [int(row) for row in happenings.rows[places[:SHOWN]]], len(places)
            else:
                some = first_sentences(record, sought)
                rows, count = first_told(record, sought, SHOWN, some), None
            statements, statement_count = first(record, STATEMENTS, sought, SHOWN, words, told, some)
            articles, article_count = first(record, ARTICLES, sought, SHOWN, words, told, some)
            return {
                "actors": profiles.actors(record, search=sought, limit=SHOWN + 1),
                "happenings": happenings_at(record, rows), "happening_count": count,
                "statements": statements, "statement_count": statement_count, "articles": articles,
                "article_count": article_count,
            }  # fmt: skip

    shown = records.remember(("search", sought, counts), made)
    return page(request, "search.html", sought=sought, most=SHOWN, counted=COUNTED, query=filters.query(), **shown)


ROUTES = (Route("/search", search, name="search"),)
