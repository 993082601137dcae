"""An article taken apart: headline, paragraphs, and the lines around it that tell where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.pages.bylines import is_byline
from dragoman.pages.datelines import find_dateline
from dragoman.pages.furniture import fold
from dragoman.pages.signs import is_caption, is_date_line, is_furniture_line, kinds_of


@dataclass(frozen=True, slots=True)
class Parts:
    """`paragraphs` are the article's own lines; `before` and `after` the page's other lines around them."""

    title: str | None
    paragraphs: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def without_furniture(lines: Sequence[str], title: str | None) -> tuple[list[str], list[str]]:
    """An article's lines without furniture, captions, its byline and its own headline again; and what was left out.

    The headline is looked for among the first lines only: later it is a sentence like any other.
    """
    kept: list[str] = []
    dropped: list[str] = []
    key = fold(title) if title else None
    for line in lines:
        again = key is not None and len(kept) < 3 and fold(line) == key
        if (
            again
            or is_furniture_line(line)
            or is_caption(line)
            or (len(kept) < 2 and is_byline(line))
            or (len(kept) < 2 and is_date_line(line) and not find_dateline(line))
        ):
            dropped.append(line)
        else:
            kept.append(line)
    while kept and _introduces_links(kept[-1]):
        dropped.append(kept.pop())
    return kept, dropped


def heads_of(dropped: Sequence[str]) -> tuple[list[str], list[str]]:
    """The bylines and date lines that were left out (they stood at the article's head), and the other lines."""
    heads = [line for line in dropped if is_byline(line) or is_date_line(line)]
    return heads, [line for line in dropped if line not in heads]


def _introduces_links(line: str) -> bool:
    """True for a last line that announces more of what is not there ("More from our correspondents:")."""
    return line.rstrip().endswith(":") and len(line) < 80 and bool(kinds_of(line))
