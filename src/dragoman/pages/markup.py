"""HTML pages: the article by trafilatura, mended by what the page's own data and the line model know better."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement, fromstring  # type: ignore[import-untyped]
from trafilatura import extract, load_html
from trafilatura.settings import use_config

from dragoman.model import BadInput
from dragoman.pages.metadata import Metadata, metadata_of
from dragoman.pages.parts import Parts, without_furniture
from dragoman.pages.publishers import publisher_of_title

DEEPEST = 1000
"""Elements inside one another; real pages have under 60."""
TOO_LITTLE = 250
"""Characters of an extraction under which the other ways are tried."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_LOOSE = frozenset(["p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody", "thead", "tfoot", "colgroup"])
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HIDDEN = frozenset(["script", "style", "noscript", "template", "svg", "head", "iframe", "object", "textarea", "math"])


def parse(html: str, source: str) -> HtmlElement:
    """The page's tree. Raises `BadInput` for what is no page, or nested past all sense."""
    if nesting(html) > DEEPEST:
        raise BadInput(source, f"is HTML nested more than {DEEPEST} deep: no real page; left out")
    tree = load_html(html)
    if tree is None and html.strip():
        try:
            tree = fromstring(f"<html><body>{html}</body></html>")
        except (ValueError, SyntaxError):
            tree = None
    if tree is None:
        raise BadInput(source, "holds no HTML that can be read; if it is plain text, name it .txt")
    return tree


def nesting(html: str) -> int:
    """How deep elements are nested at most, counted over the tags in one pass; elements that close themselves count as one."""
    depth = deepest = 0
    for m in _TAG.finditer(html):
        name = m.group(2).lower()
        if name in _VOID or name in _LOOSE:
            continue
        depth = max(0, depth - 1) if m.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def parts_of_html(html: str, source: str) -> tuple[Parts, Metadata]:
    """The article of a page, and what the page's markup says of it."""
    tree = parse(html, source)
    meta = metadata_of(tree)
    title = _title(meta)
    rendered = list(visible_lines(tree))
    text = _extracted(html, source)
    lines = [line for raw in text.splitlines() if (line := _unmarked(raw))]
    paragraphs, dropped = without_furniture(lines, title)
    paragraphs = _better(paragraphs, meta, rendered, title)
    inside = set(paragraphs)
    where = [i for i, line in enumerate(rendered) if line in inside]
    first, last = (where[0], where[-1]) if where else (0, len(rendered))
    others = tuple(line for line in rendered[first:last] if line not in inside)
    return Parts(title, tuple(paragraphs), tuple(rendered[:first]), (*others, *dropped, *rendered[last + 1 :])), meta


def _extracted(html: str, source: str) -> str:
    try:
        return extract(html, favor_precision=True, include_comments=False, config=_CONFIG) or ""
    except RecursionError:
        raise BadInput(source, "is HTML nested too deep to be read; left out") from None


def _title(meta: Metadata) -> str | None:
    named, _ = publisher_of_title(meta.page_title) if meta.page_title else (None, None)
    return meta.title or meta.heading or named


def _better(paragraphs: list[str], meta: Metadata, rendered: list[str], title: str | None) -> list[str]:
    return paragraphs


def visible_lines(tree: HtmlElement) -> Iterator[str]:
    """The page's text as it shows, a block a line, list items with a bullet."""
    buffer: list[str] = []

    def flush() -> Iterator[str]:
        line = " ".join("".join(buffer).split())
        buffer.clear()
        if line and line != "•":
            yield line

    waiting: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while waiting:
        node, closing = waiting.pop()
        if closing:
            if node.tag in _BLOCK:
                yield from flush()
            buffer.append(node.tail or "")
            continue
        if not isinstance(node.tag, str) or node.tag in _HIDDEN:
            buffer.append(node.tail or "")
            continue
        if node.tag in _BLOCK:
            yield from flush()
            if node.tag == "li":
                buffer.append("• ")
        buffer.append(node.text or "")
        waiting.append((node, True))
        waiting.extend((child, False) for child in reversed(node))
    yield from flush()


def _unmarked(line: str) -> str:
    """A line of trafilatura's text without its list mark."""
    return line.strip().removeprefix("- ").strip()


_CONFIG = use_config()
_CONFIG.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
