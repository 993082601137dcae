"""Answers that a browser may keep and ask about: sent again only when they have changed.

The tag is a digest of what would be sent, so it is right whatever a page depends on: readings, judgements, the
session's word, the theme. A browser asks each time (`no-cache`); where a token is needed nothing is kept at all
(`safety.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

KEPT = "private, no-cache"
_ASKING = frozenset({"GET", "HEAD"})


def fresh(
    request: Request, body: bytes, media_type: str, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """The body as an answer with its tag, or `304` without it where the browser says that it holds the same."""
    more = dict(headers or {})
    if status != 200 or request.method not in _ASKING:
        return Response(body, status, more, media_type)
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    more |= {"etag": tag, "cache-control": KEPT}
    if holds(request, tag):
        return Response(status_code=304, headers=more)
    return Response(body, status, more, media_type)


def holds(request: Request, tag: str) -> bool:
    """Whether the browser says that it holds what a tag stands for (`If-None-Match`, RFC 9110, section 13.1.2)."""
    held = (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(","))
    return any(one in (tag, "*") for one in held)
