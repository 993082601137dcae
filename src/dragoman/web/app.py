"""The application: the record's pages, its files, and what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from dragoman.model import DragomanError
from dragoman.web import views
from dragoman.web.assets import Assets
from dragoman.web.derivings import Derivings
from dragoman.web.intake import Intakes
from dragoman.web.pages import fault
from dragoman.web.records import Records
from dragoman.web.safety import Safety, allowed_hosts
from dragoman.web.tour import Tour
from dragoman.web.warming import warm
from dragoman.web.writing import Flashes

AT_ONCE = 3
"""Pages that are made at the same time."""


def make_app(
    records: Records,
    *,
    host: str = "127.0.0.1",
    port: int = 8747,
    token: str | None = None,
    names: Sequence[str] = (),
) -> Safety:
    """The ASGI application over a record.

    `host` and `port` are where it will be served: requests for another host or port are refused. With a `token`
    nothing is shown to who has not brought it. `names` are further host names by which the desk may be called.
    """
    assets = Assets()
    routes: list[BaseRoute] = [assets.route, *views.routes()]
    app = Starlette(
        routes=routes,
        lifespan=_begun,
        exception_handlers={HTTPException: _http_fault, DragomanError: _own_fault, Exception: _unforeseen},
    )
    app.state.records = records
    app.state.assets = assets
    app.state.intakes = Intakes(records.path, changed=records.renew)
    app.state.flashes = Flashes()
    app.state.derivings = Derivings(records.path, changed=records.renew)
    app.state.tour = Tour(records)
    return Safety(app, hosts=allowed_hosts(host, port, names), port=port, token=token)


@asynccontextmanager
async def _begun(app: Starlette) -> AsyncIterator[None]:
    """Pages are made by few threads, the others wait their turn: many that share one interpreter only hinder each
    other (twenty clients' 95th percentile was 419 ms, and is 207). What first visitors would wait for is begun."""
    if app.state.records.behind:
        app.state.derivings.ask(patience=0)
    warm(app)
    anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
    yield


def _http_fault(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = error.detail != HTTPStatus(error.status_code).phrase
    return fault(request, error.status_code, error.detail if known else "There is no such page.")


def _own_fault(request: Request, error: Exception) -> Response:
    return fault(request, 400, str(error))


def _unforeseen(request: Request, error: Exception) -> Response:
    """Says that it failed, and nothing of how: that goes to the terminal of who started the desk (by the server)."""
    return fault(request, 500, "The desk failed to make this page. What happened is in the terminal that it runs in.")
