"""Requests that change something: the form, bounded, and the word that shows that this desk's own page sent it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.safety import TooLarge, local_path, same

MOST_FILES = 500
MOST_FIELDS = 40
LARGEST_FIELD = 4 * 1024 * 1024
"""What one form may bring: files, other fields, and bytes of one of those fields."""

Write = Callable[[Request, FormData], Response]


def writing(write: Write) -> Callable[[Request], Awaitable[Response]]:
    """Makes of `write(request, form)` what answers a POST; it runs in a thread, and only when the form carries the
    session's word in its field `csrf` (or the request in its header `x-csrf`)."""

    async def answer(request: Request) -> Response:
        try:
            form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LARGEST_FIELD)
        except TooLarge:
            raise HTTPException(413, "That is more than the desk takes in at once.") from None
        try:
            brought = request.headers.get("x-csrf") or form.get("csrf")
            if not isinstance(brought, str) or not same(brought, request.state.csrf):
                raise HTTPException(403, "This form is out of date. Go back, load the page again, and send it anew.")
            return await run_in_threadpool(write, request, form)
        finally:
            await form.close()

    answer.__name__ = getattr(write, "__name__", "write")
    return answer


class Flashes:
    """Words for the next page of a session: what was done, or why not."""

    MOST = 500
    """Sessions of which words are kept."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, list[str]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, session: str, words: str) -> None:
        """Words for a session's next page."""
        with self._lock:
            self._held.setdefault(session, []).append(words)
            while len(self._held) > self.MOST:
                self._held.popitem(last=False)

    def take(self, session: str) -> list[str]:
        """The words that wait for a session; they are shown once."""
        if session not in self._held:
            return []
        with self._lock:
            return self._held.pop(session, [])


def flash(request: Request, words: str) -> None:
    """Says something on the next page that this browser gets."""
    request.app.state.flashes.add(request.state.session, words)


def back(form: FormData, *, otherwise: str = "/") -> RedirectResponse:
    """To the page that the form came from (its field `back`), by GET."""
    path = form.get("back")
    return RedirectResponse(local_path(path if isinstance(path, str) else None, otherwise=otherwise), 303)
