"""Placeholder until the room is furnished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.model import Article, BadInput, Interval, Page, Published, content_id


def article_from_text(text: str, *, published: str | None = None, doc_id: str | None = None) -> Article:
    """The text as it is."""
    day = Interval.parse(published)
    return Article(content_id("text", text), doc_id or "", text, published=Published(day, "given" if published else "unknown"))


def clean(page: Page) -> Article:
    """The text as it is."""
    return article_from_text(page.content.decode("utf-8", "replace"), published=page.fields.get("published"))


def read_pages(paths: Sequence[str | Path], *, max_bytes: int = 50_000_000) -> Iterator[Page | BadInput]:
    """Text files."""
    for path in paths:
        yield Page(str(path), Path(path).read_bytes(), "text")
