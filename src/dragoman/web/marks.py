"""An article's text with what was found in it: spans that overlap, nest and come in pieces, as flat pieces of HTML.

The text is cut wherever a span begins or ends; each piece carries the layers of all spans that cover it and leads to
the innermost entry. Only the tags are ours: every character of the text is escaped, and those that would act on the
page (controls, bidirectional overrides) stand as marks that can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from markupsafe import Markup, escape

from dragoman.web.wording import active, control_name, visible

MOST_HERE = 12
"""Entries that one piece names at most."""
LONGEST_TITLE = 300
DEEPEST = 4
"""Statements in statements are told apart to this depth; deeper ones look like it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One span of one entry. `layer` is what can be switched on and off; `part` what the span is in its entry."""

    start: int
    end: int
    layer: str
    part: str
    entry: str | None = None
    """The entry's id; `None` for what has no entry of its own (mentions, times)."""
    title: str | None = None
    actor: str | None = None


def paragraphs(text: str, layers: Iterable[Layer], *, start: int = 0, end: int | None = None) -> Iterator[Markup]:
    """The lines of `text[start:end]` as the insides of paragraphs, in order; empty lines are left out."""
    end = len(text) if end is None else min(end, len(text))
    held = [x for x in layers if x.start < x.end and x.end > start and x.start < end]
    cuts = sorted({start, end, *(min(max(at, start), end) for x in held for at in (x.start, x.end))})
    begins: dict[int, list[Layer]] = {}
    for x in held:
        begins.setdefault(max(x.start, start), []).append(x)
    open_now: list[Layer] = []
    named: set[str] = set()
    line: list[Markup] = []
    for low, high in pairwise(cuts):
        open_now = [x for x in open_now if x.end > low] + begins.get(low, [])
        for i, part in enumerate(text[low:high].split("\n")):
            if i:
                if line:
                    yield Markup("").join(line)
                line = []
            if part:
                line.append(_piece(part, low, high, open_now, named))
    if line:
        yield Markup("").join(line)


def _piece(words: str, low: int, high: int, covering: Sequence[Layer], named: set[str]) -> Markup:
    if not covering:
        return characters(words)
    inner = sorted(covering, key=lambda x: (x.end - x.start, x.layer))
    classes = dict.fromkeys(["m", *(f"{x.layer}-{x.part}" for x in inner)])
    said = [x for x in covering if (x.layer, x.part) == ("said", "content")]
    if len(said) > 1:
        classes[f"d{min(len(said), DEEPEST)}"] = None
    if any(x.start == low for x in said):
        classes["opens"] = None
    if any(x.end == high for x in said):
        classes["closes"] = None
    entries = list(dict.fromkeys(x.entry for x in inner if x.entry))[:MOST_HERE]
    title = next((x.title for x in inner if x.title), None)
    shown = Markup(' title="{}"').format(visible(title[:LONGEST_TITLE])) if title else Markup("")
    if not words.strip():
        return Markup('<span class="{}" data-e="{}">{}</span>').format(
            " ".join(classes), " ".join(entries), characters(words)
        )
    if entries:
        # The tabulator stops once at each entry, not at each of its pieces.
        new = entries[0] not in named
        named.add(entries[0])
        skipped = Markup("") if new else Markup(' tabindex="-1"')
        return Markup('<a class="{}" href="#{}" data-e="{}"{}{}>{}</a>').format(
            " ".join(classes), entries[0], " ".join(entries), skipped, shown, characters(words)
        )
    actor = next((x.actor for x in inner if x.actor), None)
    if actor:
        return Markup('<a class="{}" href="/actor/{}" tabindex="-1"{}>{}</a>').format(
            " ".join(classes), quote(actor, safe=":"), shown, characters(words)
        )
    return Markup('<span class="{}"{}>{}</span>').format(" ".join(classes), shown, characters(words))


def characters(words: str) -> Markup:
    """Text escaped, with what would act on the page as a mark that names it."""
    if not any(map(active, words)):
        return escape(words)
    return Markup("").join(
        Markup('<span class="control" title="{0}">{0}</span>').format(control_name(c)) if active(c) else escape(c)
        for c in words
    )


def depths(within: dict[str, str | None]) -> dict[str, int]:
    """How deep each statement lies in others: 1 for those that nobody reports but the article."""
    found: dict[str, int] = {}
    for key in within:
        chain: list[str] = []
        at: str | None = key
        while at is not None and at in within and at not in found and at not in chain:
            chain.append(at)
            at = within.get(at)
        depth = found.get(at, 0) if at is not None else 0
        for one in reversed(chain):
            depth += 1
            found[one] = depth
    return found
