"""Read: paste a text, drop files; what is found in them appears."""

from __future__ import annotations

from typing import cast

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dragoman.model import Interval, Page, content_id
from dragoman.web.intake import Full, Intakes, is_read, named
from dragoman.web.pages import page
from dragoman.web.wording import visible
from dragoman.web.writing import MOST_FILES, flash, writing

LARGEST_FILE = 20_000_000
LARGEST_ALL = 60_000_000
"""Bytes of one file, and of all that are dropped at once."""
LONGEST_TEXT = 2_000_000
_FIELDS = ("title", "publisher", "url", "published")


def read(request: Request) -> Response:
    """The form, and what became of what was brought; only the latter when htmx asks."""
    jobs = _intakes(request).jobs()
    template = "read_jobs.html" if "hx-request" in request.headers else "read.html"
    return page(
        request, template, jobs=jobs, busy=any(not job.is_over for job in jobs), most_files=MOST_FILES,
        largest=LARGEST_FILE,
    )  # fmt: skip


def bring(request: Request, form: FormData) -> Response:
    """Takes what was pasted or dropped, within bounds; it is read in the background."""
    brought: list[tuple[str, bytes] | Page] = []
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        brought.append(_pasted(text, form))
    total = 0
    for i, upload in enumerate(form.getlist("files"), 1):
        if not isinstance(upload, UploadFile) or not upload.filename:
            continue
        name = named(upload.filename, number=i)
        if not is_read(name):
            raise HTTPException(415, f"{name} is no text, HTML, JSON lines, feed, WARC or .gz of these.")
        content = upload.file.read(LARGEST_FILE + 1)
        total += len(content)
        if len(content) > LARGEST_FILE or total > LARGEST_ALL:
            raise HTTPException(413, f"{name} is too large to be brought by browser; `dragoman read` takes it.")
        brought.append((name, content))
    if not brought:
        flash(request, "Nothing was brought: paste a text or choose files.")
        return RedirectResponse("/read", 303)
    first = brought[0]
    label = visible(first.source if isinstance(first, Page) else first[0])
    try:
        _intakes(request).bring(label if len(brought) == 1 else f"{label} and {len(brought) - 1} more", brought)
    except Full as problem:
        raise HTTPException(503, str(problem)) from None
    return RedirectResponse("/read", 303)


def _pasted(text: str, form: FormData) -> Page:
    if len(text) > LONGEST_TEXT:
        raise HTTPException(413, "That text is too long to be pasted; bring it as a file.")
    fields = {}
    for name in _FIELDS:
        value = form.get(name)
        if isinstance(value, str) and (value := " ".join(value.split())[:500]):
            fields[name] = value
    if "published" in fields:
        try:
            Interval.parse(fields["published"])
        except ValueError:
            raise HTTPException(400, "The day is no day, month or year such as 2012-02-04, 2012-02 or 2012.") from None
    content = text.replace("\r\n", "\n").encode("utf-8", "replace")
    return Page(f"pasted-{content_id(content)[:8]}.txt", content, "text", fields, "utf-8")


def _intakes(request: Request) -> Intakes:
    return cast(Intakes, request.app.state.intakes)


ROUTES = (
    Route("/read", read, name="read"),
    Route("/read", writing(bring), methods=["POST"], name="bring"),
)
