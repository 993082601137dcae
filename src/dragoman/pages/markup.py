"""HTML pages: the article by trafilatura, mended by what the page's own data and the line model know better."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence

from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura import extract
from trafilatura.settings import use_config

from dragoman.model import BadInput
from dragoman.pages.line_features import features
from dragoman.pages.line_model import odds_of, stretch
from dragoman.pages.metadata import Metadata, metadata_of
from dragoman.pages.parts import Parts, heads_of, without_furniture
from dragoman.pages.plain import is_prose
from dragoman.pages.publishers import publisher_of_title
from dragoman.pages.visible import parse, visible_lines

MOST_CHARACTERS = 10_000_000
"""Of one HTML page; the heaviest news pages have 3 million, most of it scripts."""
MOST_LINES = 20_000
"""Lines of a page that the line model looks at; pages with more are listings."""
# Found on development pages with a line model that had not seen their sites; F1 .969 without mending, .983 with.
TOO_LITTLE = 0.3
"""An extraction smaller than this share of another way's is taken for a failure, and the other way is taken."""
TOO_LITTLE_OF_DATA = 0.5
"""The same share against the body that the page's own data carries."""
SURE = 2.0
"""Log odds from which prose next to the extraction is added to it."""
REACH = 1
"""Other lines that may stand between the extraction and the prose that is added."""

_BREAK = re.compile(r"<(?:/?(?:p|div|li|h\d)|br ?/?)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,500}>")
_MARKS = re.compile(r"\W+")
_DOCUMENT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CONFIG = use_config()
_CONFIG.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")


def parts_of_html(html: str, source: str) -> tuple[Parts, Metadata]:
    """The article of a page, and what the page's markup says of it. Raises `BadInput` for what is no page."""
    if len(html) > MOST_CHARACTERS:
        raise BadInput(source, f"is HTML of more than {MOST_CHARACTERS:,} characters, no news page; left out")
    if _DOCUMENT.search(html) is None:
        html = f"<html><body>{html}</body></html>"  # an item of a feed; trafilatura refuses what names itself no HTML
    tree = parse(html, source)
    meta = metadata_of(tree)
    title = meta.title or meta.heading or (publisher_of_title(meta.page_title)[0] if meta.page_title else None)
    rendered = list(visible_lines(tree))[:MOST_LINES]
    paragraphs, dropped = without_furniture(_extracted(tree, source, precise=True), title)
    if _size(paragraphs) < TOO_LITTLE * sum(len(line) for line in rendered if is_prose(line)):
        other, left_out = without_furniture(_extracted(tree, source, precise=False), title)
        if _size(paragraphs) < TOO_LITTLE * _size(other):
            paragraphs, dropped = other, left_out
    data, _ = without_furniture(_from_data(meta.bodies), title)
    if _size(paragraphs) < TOO_LITTLE_OF_DATA * _size(data):
        paragraphs, dropped = data, []
    paragraphs, first, last = _mended(paragraphs, rendered, title)
    inside = {_key(line) for line in paragraphs}
    between = [line for line in rendered[first:last] if _key(line) not in inside]
    heads, dropped = heads_of(dropped)
    return Parts(title, tuple(paragraphs), (*rendered[:first], *heads), (*dropped, *between, *rendered[last:])), meta


def _extracted(tree: HtmlElement, source: str, *, precise: bool) -> list[str]:
    try:
        text = extract(tree, favor_precision=precise, include_comments=False, config=_CONFIG) or ""
    except RecursionError:
        raise BadInput(source, "is HTML nested too deep to be read; left out") from None
    return [line for raw in text.splitlines() if (line := raw.strip().removeprefix("- ").strip())]


def _from_data(bodies: Sequence[str]) -> list[str]:
    """The longest article body of the page's JSON-LD, a paragraph a line."""
    if not bodies:
        return []
    text = _TAG.sub("", _BREAK.sub("\n", entities.unescape(max(bodies, key=len))))
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


def _mended(paragraphs: list[str], rendered: list[str], title: str | None) -> tuple[list[str], int, int]:
    """The paragraphs with the prose that stands right before and after them on the page, where the line model is sure.

    Also where they stand among the rendered lines: the first, and the one after the last. Without any paragraph the
    line model's own choice is taken.
    """
    if not rendered:
        return paragraphs, 0, 0
    table = features(rendered)
    odds = odds_of(table)
    first, last = stretch(odds, table)
    where = _places(paragraphs, rendered)
    if not paragraphs:
        chosen = [i for i in range(first, last + 1) if odds[i] > 0]
        kept, _ = without_furniture([_plain(rendered[i]) for i in chosen], title)
        return kept, first, last + 1
    if not where:
        return paragraphs, 0, 0
    sure = [first <= i <= last and odds[i] > SURE and is_prose(line) for i, line in enumerate(rendered)]
    before = _reached(sure, where[0], -1)
    after = _reached(sure, where[-1], 1)
    lead, _ = without_furniture([_plain(rendered[i]) for i in reversed(before)], title)
    tail, _ = without_furniture([_plain(rendered[i]) for i in after], None)
    return [*lead, *paragraphs, *tail], min(before, default=where[0]), max(after, default=where[-1]) + 1


def _reached(sure: Sequence[bool], start: int, step: int) -> list[int]:
    """The sure lines from `start` on, stepping over at most `REACH` others at a time."""
    found: list[int] = []
    gap, at = 0, start + step
    while 0 <= at < len(sure) and gap <= REACH:
        if sure[at]:
            found.append(at)
            gap = 0
        else:
            gap += 1
        at += step
    return found


def _places(paragraphs: Sequence[str], rendered: Sequence[str]) -> list[int]:
    """Which of the page's lines stand in the paragraphs: as one of them, or as part of a longer one."""
    keys = {_key(line) for line in paragraphs}
    whole = "\n".join(_key(line) for line in paragraphs)
    return [
        i
        for i, line in enumerate(rendered)
        if (key := _key(line)) and (key in keys or (len(key) > 40 and key in whole))
    ]


def _key(line: str) -> str:
    return _MARKS.sub("", line.lower())


def _plain(line: str) -> str:
    return line.removeprefix("• ")


def _size(lines: Sequence[str]) -> int:
    return sum(len(line) for line in lines)
