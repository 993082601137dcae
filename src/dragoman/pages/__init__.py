"""Placeholder until the room is furnished. (Pages engineer: read LEAD_NOTE.txt in this folder.)"""

from __future__ import annotations

from dragoman.model import Article, Interval, Page, Published, content_id
from dragoman.pages.captures import read_pages

__all__ = ["article_from_text", "clean", "read_pages"]


def article_from_text(text: str, *, published: str | None = None, doc_id: str | None = None) -> Article:
    """The text as it is."""
    day = Interval.parse(published)
    return Article(content_id("text", text), doc_id or "", text, published=Published(day, "given" if published else "unknown"))


def clean(page: Page) -> Article:
    """The text as it is."""
    return article_from_text(page.content.decode("utf-8", "replace"), published=page.fields.get("published"))
