"""Pages to Articles: text, headline, zones, who published it, and the first decision on its day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dragoman.model import Article, BadInput, Page, Span, Zone, content_id
from dragoman.pages.bylines import byline_of
from dragoman.pages.datelines import Dateline, find_dateline
from dragoman.pages.encoding import text_of
from dragoman.pages.markup import parts_of_html
from dragoman.pages.metadata import Metadata
from dragoman.pages.parts import Parts
from dragoman.pages.plain import parts_of_text
from dragoman.pages.publication import date_marks, first_decision
from dragoman.pages.publishers import (
    agency_named,
    agency_of_dateline,
    masthead,
    publisher_of_host,
    publisher_of_site,
    publisher_of_title,
    without_site,
)
from dragoman.pages.signs import gather
from dragoman.pages.tongue import language_of

IDENTITY = ("url", "title", "published", "publisher", "captured")
"""Fields of a container's row that are part of the page's content, and so of its id."""

_LETTERS = re.compile(r"[^\W\d_]+")
_DESK_MARKS = re.compile(r"[ \u00a0]*\((?:[a-z]{2,4}(?:[/-][a-z]{2,4})+)\)\s*$")
_AGENCY_MARK = re.compile(r"[ \u00a0]*(?:(?:--?|[–—])[ \u00a0]?)?\(?(?P<name>[A-Z][\w ./-]{1,30})\)?\.?\s*$")


def clean(page: Page) -> Article:
    """The article of a page. Raises `BadInput` when there is no article text in it.

    `text` is the headline, an empty line, and the body's paragraphs, one a line; captions, credits and page furniture
    are left out; a dateline is kept and marked.
    """
    text = text_of(page)
    fields = {k: v.strip() for k, v in page.fields.items() if v and v.strip()}
    given_title = fields.get("title")
    meta = Metadata()
    if page.format == "html":
        parts, meta = parts_of_html(text, page.source)
        if given_title:
            parts = Parts(given_title, parts.paragraphs, parts.before, parts.after)
    else:
        parts = parts_of_text(text, given_title)
    if not _says_something(parts.paragraphs):
        raise BadInput(page.source, "holds no article text (no sentence of journalism was found); left out")
    return _composed(page, fields, parts, meta)


def _says_something(paragraphs: Sequence[str]) -> bool:
    """True for three words, or as many letters as three words have in a script without spaces."""
    words = [w for line in paragraphs[:20] for w in _LETTERS.findall(line[:500])]
    return len(words) >= 3 or sum(len(w) for w in words) >= 12


def _composed(page: Page, fields: Mapping[str, str], parts: Parts, meta: Metadata) -> Article:
    signs = gather(parts.before, parts.after, parts.paragraphs)
    title = " ".join(parts.title.split()) if parts.title else None
    if title and not fields.get("title"):
        title = without_site(title, meta.publisher)
    head = f"{title}\n\n" if title else ""
    body = "\n".join(parts.paragraphs)
    text = head + body
    zones = [Zone(Span(0, len(title)), "headline")] if title else []
    dateline = _first_dateline(text, len(head), parts.paragraphs)
    if dateline is not None:
        zones.append(Zone(dateline.span, "dateline"))
    zones.extend(_closing_zone(text))
    byline, author_agency = byline_of(fields.get("byline") or meta.author or "")
    url = fields.get("url") or meta.url or signs.url
    marks = date_marks(fields.get("published"), meta.marks, signs, dateline, url, captured=fields.get("captured"))
    publisher = (
        fields.get("publisher")
        or publisher_of_host(url)
        or publisher_of_site(meta.publisher)
        or signs.publisher
        or masthead([line for line in parts.before[:4] if " ".join(line.split()) != title])
        or (publisher_of_title(meta.page_title)[1] if meta.page_title else None)
    )
    agency = (agency_of_dateline(dateline.agency, publisher) if dateline else None) or signs.agency or author_agency
    if agency is None and publisher:
        agency = agency_named(publisher)
    identity = [f"{k}={page.fields[k]}" for k in IDENTITY if k in page.fields]
    return Article(
        content_id("page", page.content, *identity),
        page.source,
        text,
        title=title,
        url=url,
        publisher=publisher,
        agency=agency,
        byline=_without(byline, publisher) or signs.byline,
        dateline_place=dateline.place if dateline else None,
        captured=next((m.interval.iso[1] for m in marks if m.kind == "captured"), None),
        published=first_decision(marks),
        marks=marks,
        language=language_of(body),
        zones=tuple(zones),
    )


def _without(byline: str | None, publisher: str | None) -> str | None:
    """A byline without the names that are the publisher's own ("Rosa Lindt, Gulf Courier Business")."""
    if not byline or not publisher:
        return byline
    own = publisher.lower().removeprefix("the ")
    names = [n for n in byline.split(", ") if own not in n.lower() and n.lower() not in own]
    return ", ".join(names) or None


def _first_dateline(text: str, start: int, paragraphs: Sequence[str]) -> Dateline | None:
    """The dateline of one of the first three paragraphs."""
    at = start
    for line in paragraphs[:3]:
        found = find_dateline(text, at)
        if found is not None:
            return found
        at += len(line) + 1
    return None


def _closing_zone(text: str) -> list[Zone]:
    """A desk's marks ("(pvs/ji)") or an agency's name at the very end of an article."""
    start = max(0, len(text) - 60)
    tail = text[start:]
    m = _DESK_MARKS.search(tail)
    if m is None:
        m = _AGENCY_MARK.search(tail)
        if m is None or not re.match(r"[ \u00a0]*(?:--?|[–—]|\()", m.group()) or agency_named(m.group("name")) is None:
            return []
    end = start + len(tail.rstrip())
    begin = start + m.start()
    while begin < end and text[begin] in " \u00a0":
        begin += 1
    return [Zone(Span(begin, end), "credit")] if begin < end and begin > 0 else []


def cleaned_row(article: Article) -> dict[str, object]:
    """The article as `dragoman page` writes it; `text` is the body without the headline."""
    first, last = article.published.interval.iso
    return {
        "source": article.source,
        "title": article.title,
        "text": article.body,
        "publisher": article.publisher,
        "agency": article.agency,
        "byline": article.byline,
        "dateline_place": article.dateline_place,
        "published_from": first,
        "published_to": last,
        "published_basis": article.published.basis,
        "published_reasons": list(article.published.reasons),
        "language": article.language,
    }
