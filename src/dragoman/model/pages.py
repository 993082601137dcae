"""Pages as captured, and the journalism inside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dragoman.model.dates import UNDATED, DateMark, Published
from dragoman.model.spans import Span

Format = Literal["text", "html"]


@dataclass(frozen=True, slots=True)
class Page:
    """What was captured: the bytes, where they came from, and what the container said about them.

    `source` names the place for people (`seeds/a.txt`, `news.jsonl:17`); it is no part of any id. `fields` holds what
    the container gave beside the content (`url`, `title`, `published`, `publisher`, `byline`, `captured`, `id`).
    """

    source: str
    content: bytes
    format: Format
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    """The declared character encoding, when the container declares one."""


ZoneRole = Literal["headline", "dateline", "caption", "credit", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of an article's text that is no running prose of the article: rooms that read sentences skip
    `dateline`, `credit` and `boilerplate`, and know a `headline` and a `caption` for what they are."""

    span: Span
    role: ZoneRole


@dataclass(frozen=True, slots=True)
class Article:
    """The journalism inside a page.

    `text` is the headline (when there is one), an empty line, and the paragraphs, one a line; from `annotate` it is
    the given text, unaltered. Everything found later points into it. `article_id` is a hash of the page's content.
    """

    article_id: str
    source: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    dateline_place: str | None = None
    captured: str | None = None
    """ISO day on which an archive captured the page, where the archive says so."""
    published: Published = UNDATED
    marks: tuple[DateMark, ...] = ()
    language: str | None = None
    zones: tuple[Zone, ...] = ()

    @property
    def body(self) -> str:
        """The text without its headline."""
        for zone in self.zones:
            if zone.role == "headline" and zone.span.start == 0:
                return self.text[zone.span.end :].lstrip("\n")
        return self.text
