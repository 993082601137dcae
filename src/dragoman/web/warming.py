"""What the first visitors of a large record would wait for, made in the background when the desk starts."""

from __future__ import annotations

import threading
from contextlib import suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request

from dragoman.model import DragomanError
from dragoman.reference import load
from dragoman.web.pages import environment
from dragoman.web.records import Records
from dragoman.web.views import actors, council, figures, lists, maps, overview, positions, stories, timeline

QUIET, PATIENCE = 1.0, 30.0
"""Seconds for which nobody must have asked for anything before a page is made, and for which that is waited for: who
comes first has the processor."""
_PAGES = (
    ("/", overview.overview), ("/positions", positions.positions), ("/council", council.council),
    ("/figures", figures.figures), ("/articles", lists.articles), ("/map", maps.map_page), ("/actors", actors.actors),
    ("/statements", lists.statements), ("/stories", stories.stories),
)  # fmt: skip
"""The views as they are without a question, the costliest to make first but for the one that is looked at first."""


def warm(app: Starlette) -> threading.Thread:
    """Makes them, one after another; the counts of the timeline beside them. Before them what every page needs: the
    templates, and who held which office."""
    records: Records = app.state.records

    def made() -> None:
        with suppress(DragomanError):
            timeline.at_hand(records)
        for name in environment().list_templates():
            environment().get_template(name)
        load().holders("head_of_state", "")
        for path, view in _PAGES:
            records.wait_for_quiet(QUIET, most=PATIENCE)
            with suppress(DragomanError, HTTPException):
                view(Request(_scope(app, path)))

    thread = threading.Thread(target=made, daemon=True, name="dragoman-warm")
    thread.start()
    return thread


def _scope(app: Starlette, path: str) -> dict[str, object]:
    return {
        "type": "http", "method": "GET", "path": path, "root_path": "", "query_string": b"", "headers": [], "app": app,
        "path_params": {}, "state": {},
    }  # fmt: skip
