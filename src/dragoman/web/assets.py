"""The desk's own files (style, script), read once from the package: no path of a request is ever opened."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dragoman.web.freshness import fresh, holds

_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
}


class Assets:
    """Name to bytes of everything in `static/`, with the address of each."""

    def __init__(self) -> None:
        folder = files("dragoman.web") / "static"
        self._held = {f.name: f.read_bytes() for f in folder.iterdir() if f.name.rpartition(".")[2] in _TYPES}
        self._marks = {name: hashlib.sha256(data).hexdigest()[:12] for name, data in self._held.items()}

    def url(self, name: str) -> str:
        """Where a file is; changes with its bytes. Raises `KeyError` for one that there is not."""
        return f"/static/{name}?v={self._marks[name]}"

    @property
    def route(self) -> Route:
        """What answers for all files."""
        return Route("/static/{name}", self._answer, name="static")

    def _answer(self, request: Request) -> Response:
        name = request.path_params["name"]
        held = self._held.get(name)
        if held is None:
            return PlainTextResponse("There is no such file.\n", 404)
        kind = _TYPES[name.rpartition(".")[2]]
        if request.query_params.get("v") != self._marks[name]:
            return fresh(request, held, kind)  # a page of another version asked: its address must not keep this one
        tag = f'"{self._marks[name]}"'
        kept = {"cache-control": "public, max-age=31536000, immutable", "etag": tag}
        return Response(status_code=304, headers=kept) if holds(request, tag) else Response(held, 200, kept, kind)
