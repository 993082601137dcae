"""The guided tour: its steps on one page, the sample crisis read for who has nothing yet, and its end."""

from __future__ import annotations

from typing import cast

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.sample import PAGES
from dragoman.web.intake import Full, Intakes
from dragoman.web.pages import page
from dragoman.web.tour import COOKIE, Tour
from dragoman.web.writing import back, writing


def tour(request: Request) -> Response:
    """The seven steps; what to do for them where the record is not the sample."""
    return page(request, "tour/tour.html", steps=cast(Tour, request.app.state.tour).steps)


def done(request: Request, form: FormData) -> Response:
    """Ends the tour, or declines it: this browser is not offered it again."""
    answer = back(form)
    answer.set_cookie(COOKIE, "done", max_age=31536000, httponly=True, samesite="lax")
    return answer


def sample(request: Request, form: FormData) -> Response:
    """Reads the sample crisis into a record that is empty."""
    if cast(Tour, request.app.state.tour).steps != ():
        raise HTTPException(409, "The record holds articles already. `dragoman demo` makes one of the sample alone.")
    brought = [(path.name, path.read_bytes()) for path in sorted(PAGES.iterdir()) if path.is_file()]
    try:
        cast(Intakes, request.app.state.intakes).bring("The sample crisis", brought)
    except Full as problem:
        raise HTTPException(503, str(problem)) from None
    return RedirectResponse("/read", 303)


ROUTES = (
    Route("/tour", tour, name="tour"),
    Route("/tour/done", writing(done), methods=["POST"], name="tour-done"),
    Route("/tour/sample", writing(sample), methods=["POST"], name="tour-sample"),
)
