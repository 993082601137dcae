"""What an HTML page's head says of it: JSON-LD, meta elements, the address; then htmldate and trafilatura."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from dragoman.model import DateMark
from dragoman.pages.page_dates import find_dates

LARGEST_JSON = 2_000_000
"""Characters of one JSON-LD script that are read."""
NEWEST = "2100-01-01"
"""htmldate wants a last possible day and takes the clock's: a fixed one keeps the same page at the same day."""

_ARTICLE = re.compile(r"Article|BlogPosting|Report|LiveBlog|WebPage$", re.IGNORECASE)
_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dcterms.date", "pubdate", "publishdate", "publish-date",
    "publish_date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "originalpublicationdate", "article.published", "published-date",
    "ptime",
    "article_date_original", "displaydate", "bt:pubdate", "rbpubdate", "timestamp", "dat", "datecreated",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "utime",
)
_AUTHOR = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
)
_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "title", "sailthru.title", "headline")
_SITE = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "cre")
_URL = ("og:url", "twitter:url")


@dataclass(slots=True)
class Metadata:
    """Fields are `None` where the page says nothing; `bodies` are the article bodies that its JSON-LD carries."""

    title: str | None = None
    heading: str | None = None
    page_title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    marks: list[DateMark] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)


def metadata_of(tree: HtmlElement) -> Metadata:
    """All that the page's own markup says; nothing is guessed from its text."""
    found = Metadata()
    for node in _json_ld(tree):
        _from_json_ld(node, found)
    _from_meta(tree, found)
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href", "").startswith("http"):
            found.url = link.get("href").strip()
            break
    title = tree.find(".//title")
    if title is not None:
        found.page_title = _plain("".join(title.itertext())) or None
    headings = [_plain("".join(h.itertext())) for h in tree.iter("h1")]
    headings = [h for h in headings if h]
    if len(headings) == 1:
        found.heading = headings[0]
    elif found.page_title:
        found.heading = next((h for h in headings if h in found.page_title), None)
    found.language = (tree.get("lang") or "").strip().lower()[:2] or None
    return found


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, graphs and lists opened."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        raw = script.text or ""
        if len(raw) > LARGEST_JSON:
            continue
        try:
            data = json.loads(raw.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting: list[tuple[Any, int]] = [(data, 0)]
        while waiting:
            item, depth = waiting.pop(0)
            if depth > 4:
                continue
            if isinstance(item, list):
                waiting.extend((x, depth + 1) for x in item[:200])
            elif isinstance(item, dict):
                yield item
                waiting.extend(
                    (item[k], depth + 1)
                    for k in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(item.get(k), (dict, list))
                )


def _from_json_ld(node: dict[str, Any], found: Metadata) -> None:
    kind = node.get("@type")
    kinds = " ".join(str(k) for k in kind) if isinstance(kind, list) else str(kind or "")
    if not _ARTICLE.search(kinds):
        return
    whole = "WebPage" not in kinds
    if whole:
        found.title = found.title or _text(node.get("headline")) or _text(node.get("name"))
        found.author = found.author or _names(node.get("author"))
        found.publisher = found.publisher or _names(node.get("publisher"))
        body = node.get("articleBody")
        if isinstance(body, str) and body.strip():
            found.bodies.append(body)
    _mark(node.get("datePublished"), "metadata", "JSON-LD datePublished", found)
    _mark(node.get("dateModified"), "updated", "JSON-LD dateModified", found)


def _from_meta(tree: HtmlElement, found: Metadata) -> None:
    values: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            values.setdefault(name, content[:1000])
    found.title = found.title or _first(values, _TITLE)
    found.publisher = _first(values, _SITE[:1]) or found.publisher or _first(values, _SITE[1:])
    author = _first(values, _AUTHOR)
    if author and not author.startswith("http"):
        found.author = found.author or author
    url = _first(values, _URL)
    if url and url.startswith("http"):
        found.url = found.url or url
    for names, kind in ((_PUBLISHED, "metadata"), (_MODIFIED, "updated")):
        for name in names:
            if name in values:
                _mark(values[name], kind, f"meta {name}", found)
    if not any(m.kind == "metadata" for m in found.marks):
        for time in list(tree.iter("time"))[:40]:
            if (
                time.get("pubdate") is not None
                or "publish" in (time.get("class") or time.get("itemprop") or "").lower()
            ):
                _mark(time.get("datetime"), "metadata", "time element", found)


def _mark(value: Any, kind: str, where: str, found: Metadata) -> None:
    if not isinstance(value, str) or not value.strip():
        return
    date = next((d for d in find_dates(value[:100]) if d.is_full), None)
    if date is None and (m := re.match(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?!\d{3})", value)):
        date = next(find_dates("-".join(m.groups())), None)
    if date is not None:
        assert kind in ("metadata", "updated")
        made = date.mark("metadata" if kind == "metadata" else "updated", f"{where} {value}")
        if made not in found.marks:
            found.marks.append(made)


def _first(values: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((_plain(values[n]) for n in names if values.get(n)), None)


def _text(value: Any) -> str | None:
    return _plain(value) or None if isinstance(value, str) else None


def _names(value: Any) -> str | None:
    """The names of a JSON-LD person, organisation, or list of them."""
    if isinstance(value, str):
        return _plain(value) or None
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        names = [n for item in value[:20] if (n := _names(item))]
        return ", ".join(dict.fromkeys(names)) or None
    return None


def _plain(text: str) -> str:
    return " ".join(entities.unescape(text[:2000]).split())[:500]
