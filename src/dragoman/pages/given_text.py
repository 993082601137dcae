"""Texts that are given and never altered: what in them is no running prose is marked, in doubt not."""

from __future__ import annotations

import re

from dragoman.model import Article, Span, Zone, content_id
from dragoman.model.pages import ZoneRole
from dragoman.pages.bylines import is_byline
from dragoman.pages.datelines import Dateline, find_dateline
from dragoman.pages.opening import find_opening
from dragoman.pages.plain import is_prose, reads_as_title
from dragoman.pages.publication import date_marks, first_decision
from dragoman.pages.publishers import agency_of_dateline, names_a_paper
from dragoman.pages.signs import gather, is_caption, is_credit, is_date_line, is_furniture_line
from dragoman.pages.tongue import language_of

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")


def article_from_text(text: str, *, published: str | None = None, doc_id: str | None = None) -> Article:
    """An article whose `text` is the given text, unaltered; zones mark what in it is no prose.

    `published` is a date as `Interval.parse` takes it or as a page prints it, and outranks what the text says.
    """
    lines = [Span(*m.span()) for m in _LINE.finditer(text) if m.group().strip()]
    lines = [_trimmed(text, s) for s in lines]
    zones: list[Zone] = []
    opening = find_opening(text)
    dateline: Dateline | None = None
    title: str | None = None
    publisher: str | None = None
    body: list[str] = []
    other: list[str] = []
    for number, span in enumerate(lines):
        if opening is not None and number == 0:
            zones.append(Zone(opening.span, "boilerplate"))
            if opening.headline is not None:
                title = opening.headline.of(text)
                zones.append(Zone(opening.headline, "headline"))
            span = _trimmed(text, Span(opening.span.end, span.end))
            if span.start == span.end:
                continue
        line = span.of(text)
        role = _role(line)
        if publisher is None and number == 0 and _is_masthead(text, lines):
            publisher, role = line, "boilerplate"
        if role is not None:
            zones.append(Zone(span, role))
            other.append(line)
            continue
        if (
            not body
            and title is None
            and len(lines) > number + 1
            and _is_title(line)
            and _prose_follows(text, lines, number)
        ):
            title = line
            zones.append(Zone(span, "headline"))
            continue
        if dateline is None and len(body) < 3:
            dateline = find_dateline(text, span.start)
            if dateline is not None:
                zones.append(Zone(dateline.span, "dateline"))
        body.append(line)
    signs = gather(other, other, body)
    if opening is not None:
        signs.marks.insert(0, opening.mark)
        signs.agency = signs.agency or opening.agency
    marks = date_marks(published, (), signs, dateline, None)
    return Article(
        content_id("text", text),
        doc_id or "text",
        text,
        title=title,
        publisher=signs.publisher or publisher,
        agency=(agency_of_dateline(dateline.agency) if dateline else None) or signs.agency,
        byline=signs.byline,
        dateline_place=dateline.place if dateline else None,
        published=first_decision(marks),
        marks=marks,
        language=language_of("\n".join(body)),
        zones=tuple(sorted(zones, key=lambda z: z.span)),
    )


def _role(line: str) -> ZoneRole | None:
    if find_dateline(line) is not None:
        return None
    if is_credit(line) or is_byline(line):
        return "credit"
    if is_caption(line):
        return "caption"
    if is_furniture_line(line) or is_date_line(line):
        return "boilerplate"
    return None


def _is_masthead(text: str, lines: list[Span]) -> bool:
    """True when the first line names a paper and the second a day; "The" or a headline below proves it."""
    first, *following = [s.of(text) for s in lines[:5]]
    if not following or not names_a_paper(first) or not is_date_line(following[0]):
        return False
    return first.startswith("The ") or any(_is_title(line) for line in following[1:])


def _is_title(line: str) -> bool:
    """A headline, but no question that a text may well begin with."""
    return reads_as_title(line) and len(line.split()) <= (12 if line.rstrip().endswith("?") else 22)


def _prose_follows(text: str, lines: list[Span], number: int) -> bool:
    return any(is_prose(s.of(text)) for s in lines[number + 1 : number + 4])


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
