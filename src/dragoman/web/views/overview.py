"""The first page: what the record holds."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.web.pages import THEME_COOKIE, THEMES, page
from dragoman.web.records import record_of, records_of
from dragoman.web.writing import back, writing


def overview(request: Request) -> Response:
    """What the record holds, in counts."""

    def counted() -> dict[str, int]:
        with record_of(request) as record:
            return record.counts()

    return page(request, "overview.html", counts=records_of(request).remember("counts", counted))


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
