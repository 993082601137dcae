"""The page of an article, and of any entry: the words that it rests on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk import why
from dragoman.model import RecordError
from dragoman.web.asking import count_of
from dragoman.web.evidence import citation, elsewhere, facts
from dragoman.web.marks import Layer, paragraphs
from dragoman.web.pages import fault, page
from dragoman.web.reading_room import AT_FIRST, LAYERS, article_shelf
from dragoman.web.records import record_of

PART = 120_000
"""Characters of a text on one page; a longer one comes in parts."""
PASSAGE = 20_000
"""Characters of the passage that an entry shows."""


def article(request: Request) -> Response:
    """An article's text with its layers, and its entries beside it."""
    with record_of(request) as record:
        shelf = article_shelf(record, request.path_params["article_id"])
    if shelf is None:
        return fault(request, 404, "There is no such article in this record.")
    text = shelf.article["text"]
    begin = count_of(request.query_params.get("at"), otherwise=0, most=len(text))
    end = min(begin + PART, len(text))
    asked = request.query_params.get("layers")
    known = {name for name, _ in LAYERS}
    on = [name for name in asked.split() if name in known] if asked is not None else AT_FIRST
    return page(
        request,
        "article.html",
        a=shelf.article,
        shelf=shelf,
        layers=LAYERS,
        on=on,
        lines=list(paragraphs(text, shelf.layers, start=begin, end=end)),
        has_title=begin == 0 and bool(shelf.article["title"]) and text.startswith(shelf.article["title"]),
        earlier=max(begin - PART, 0) if begin else None,
        later=end if end < len(text) else None,
    )


def explained(request: Request) -> Response:
    """Why the record has an entry: for a panel when htmx asks, else as a page of its own."""
    wanted = request.path_params["entry_id"]
    with record_of(request) as record:
        try:
            entries = why(record, wanted)
        except RecordError:
            return fault(request, 404, "Nothing in this record has that id, or several have one that begins so.")
        told = [
            {
                "why": entry,
                "facts": facts(entry),
                "elsewhere": elsewhere(record, entry),
                "citation": citation(entry),
                "lines": list(paragraphs(entry.text, _marked(entry.marks, entry.passage.start), end=PASSAGE)),
            }
            for entry in entries[:8]
        ]
    template = "entry.html" if "hx-request" in request.headers else "why.html"
    return page(request, template, told=told, wanted=wanted)


def _marked(marks: object, offset: int) -> list[Layer]:
    return [
        Layer(m.span.start - offset, m.span.end - offset, "why", m.label.replace(" ", "-"), title=m.means or m.label)
        for m in marks  # type: ignore[attr-defined]
    ]


ROUTES = (
    Route("/article/{article_id}", article, name="article"),
    Route("/why/{entry_id}", explained, name="why"),
)
