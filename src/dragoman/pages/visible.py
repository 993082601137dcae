"""HTML as it shows: the tree, how deep it is, and its text with a block a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement, fromstring  # type: ignore[import-untyped]
from trafilatura import load_html

from dragoman.model import BadInput

DEEPEST = 1000
"""Elements inside one another; real pages have under 60."""
MOST_ELEMENTS = 100_000
"""Of a page; the heaviest news pages have some 10,000. So many take 10 seconds."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_CLOSED_BY_THE_NEXT = frozenset("p li td tr th dd dt option tbody thead tfoot colgroup".split())  # noqa: SIM905
_BLOCK = frozenset(
    "address article aside blockquote body br button dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "  # noqa: SIM905
    "h5 h6 header hr html li main nav ol option p pre section select table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset("script style noscript template svg head iframe object textarea math".split())  # noqa: SIM905


def parse(html: str, source: str) -> HtmlElement:
    """The page's tree. Raises `BadInput` for what is no page: nested past all sense, endless, or without markup."""
    deepest, elements = measured(html)
    if deepest > DEEPEST:
        raise BadInput(source, f"is HTML nested more than {DEEPEST:,} deep, no real page; left out")
    if elements > MOST_ELEMENTS:
        raise BadInput(source, f"is HTML of more than {MOST_ELEMENTS:,} elements, no news page; left out")
    tree = load_html(html)
    if tree is None and html.strip():
        try:
            tree = fromstring(f"<html><body>{html}</body></html>")
        except (ValueError, SyntaxError):
            tree = None
    if tree is None:
        raise BadInput(source, "holds no HTML that can be read; if it is plain text, name it .txt")
    return tree


def measured(html: str) -> tuple[int, int]:
    """How deep elements are nested at most, and how many there are, counted over the tags in one pass.

    Elements that the next one closes ("p", "li") add no depth.
    """
    depth = deepest = elements = 0
    for m in _TAG.finditer(html):
        elements += not m.group(1)
        name = m.group(2).lower()
        if name not in _VOID and name not in _CLOSED_BY_THE_NEXT:
            depth = max(0, depth - 1) if m.group(1) else depth + 1
            deepest = max(deepest, depth)
    return deepest, elements


def visible_lines(tree: HtmlElement) -> Iterator[str]:
    """The page's text as it shows, a block a line, list items with a bullet."""
    pieces: list[str] = []

    def line() -> Iterator[str]:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text and text != "•":
            yield text

    waiting: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while waiting:
        node, done = waiting.pop()
        if done or not isinstance(node.tag, str) or node.tag in _HIDDEN:
            if done and node.tag in _BLOCK:
                yield from line()
            pieces.append(node.tail or "")
            continue
        if node.tag in _BLOCK:
            yield from line()
            if node.tag == "li":
                pieces.append("• ")
        pieces.append(node.text or "")
        waiting.append((node, True))
        waiting.extend((child, False) for child in reversed(node))
    yield from line()
