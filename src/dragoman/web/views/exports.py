"""Any view as a file to keep."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dragoman.web.asking import Filters
from dragoman.web.exporting import KINDS, TAKES, brief, file_of, view_table
from dragoman.web.pages import fault
from dragoman.web.records import records_of
from dragoman.web.views.timeline import found

AT_ONCE = threading.BoundedSemaphore(2)
"""Files that are made at the same time; the pages go on meanwhile."""
_CHUNK = 256 * 1024


def export(request: Request) -> Response:
    """The rows of a view, with its filters, as a file."""
    name, kind = request.path_params["table"], request.path_params["kind"]
    if name not in TAKES or kind not in KINDS:
        return fault(request, 404, f"There are {', '.join(TAKES)}, each as {', '.join(KINDS)}.")
    records = records_of(request)
    filters = Filters.of(request.query_params, only=TAKES[name])
    left = found(records, filters) if name == "happenings" else None
    rows = left.rows_at(left.places) if left is not None else None
    with AT_ONCE, records.lend() as record:
        table = view_table(record, name, filters, rows)
        if kind == "md":
            text = "".join(brief(record, name, table, filters, rows)).encode("utf-8", "replace")
            return Response(text, media_type=KINDS[kind], headers=_named(request, name, kind))
        made = file_of(table, kind)
    return StreamingResponse(_chunks(made), media_type=KINDS[kind], headers=_named(request, name, kind))


def _chunks(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while chunk := made.read(_CHUNK):
            yield chunk


def _named(request: Request, name: str, kind: str) -> dict[str, str]:
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", records_of(request).path.stem) or "record"
    return {"content-disposition": f'attachment; filename="{stem}-{name}.{kind}"'}


ROUTES = (Route("/export/{table}.{kind}", export, name="export"),)
