"""The first page: what the record holds, what is new, what disagrees, what could not be read."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.web.apart import is_large
from dragoman.web.happenings import happenings_at
from dragoman.web.pages import THEME_COOKIE, THEMES, page
from dragoman.web.records import Records, record_of, records_of
from dragoman.web.summary import glance_of, summary_of
from dragoman.web.writing import back, writing


def overview(request: Request) -> Response:
    """The record on one page; of a large one that is not counted yet, what is found without counting."""
    records = records_of(request)
    with record_of(request) as record:
        counting = is_large(record) and not records.holds("overview", lambda: _told(records))
        told = {"disputed": [], **glance_of(record)} if counting else {}
    told = told or records.remember("overview", lambda: _told(records))
    with record_of(request) as record:
        newest, disputed = (happenings_at(record, told[name]) for name in ("newest", "disputed"))
    return page(request, "overview.html", **{**told, "newest": newest, "disputed": disputed}, counting=counting)


def _told(records: Records) -> dict[str, Any]:
    with records.lend() as record:
        return summary_of(record)


def theme(request: Request, form: FormData) -> Response:
    """Keeps the wish for light or dark pages in a cookie."""
    answer = back(form)
    wished = form.get("theme")
    if wished in THEMES:
        answer.set_cookie(THEME_COOKIE, str(wished), max_age=31536000, httponly=True, samesite="lax")
    else:
        answer.delete_cookie(THEME_COOKIE, httponly=True, samesite="lax")
    return answer


ROUTES = (
    Route("/", overview, name="overview"),
    Route("/theme", writing(theme), methods=["POST"], name="theme"),
)
