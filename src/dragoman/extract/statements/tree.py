"""A sentence's parse as plain lists: what the rules of this room walk on, made once a sentence."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from dragoman.language.analysis import Sentence
from dragoman.language.tokens import Token
from dragoman.model import Span

Range = tuple[int, int]
"""First and last token of a stretch, both inclusive."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_LOOSE = set(',.;:-–—()[]{}"“”„«»`') | {"''", "``", "--", "...", "…", "'", "’", "‘", "_"}
_EDGES_KEPT = {"”", "“", '"', "''", "``", "’", "‘", "'", "«", "»", "?", "!"}


@dataclass(slots=True)
class Tree:
    """Token lists by index: `low` lower-cased words, Penn `tag`, ClearNLP `dep`, `lemma`, `head`, `kids`, and the
    `left` and `right` edges of each token's subtree."""

    sentence: Sentence
    words: list[str]
    low: list[str]
    tag: list[str]
    dep: list[str]
    lemma: list[str]
    head: list[int]
    kids: list[list[int]]
    left: list[int]
    right: list[int]
    quote: list[int]
    """For each token the number of the outer quotation that it stands in, -1 outside of any."""
    start: list[int]
    """Where each token starts in the article's text, and where it ends."""
    end: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def token(self, i: int) -> Token:
        """The token at `i`."""
        return self.sentence.tokens[i]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these labels."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def span(self, first: int, last: int) -> Span:
        """The Span in the article's text from token `first` to token `last`."""
        return Span(self.start[first], self.end[last])

    def trimmed(self, first: int, last: int) -> Range | None:
        """The stretch without loose punctuation at its edges; marks of quotations stay."""
        while first <= last and self.words[first] in _LOOSE and self.words[first] not in _EDGES_KEPT:
            first += 1
        while last >= first and (
            (self.words[last] in _LOOSE and self.words[last] not in _EDGES_KEPT) or self.tag[last] in {"CC", "_SP"}
        ):
            last -= 1
        return (first, last) if first <= last else None

    def is_loose(self, i: int) -> bool:
        """True for commas, dashes, brackets, quotation marks and stops."""
        return self.words[i] in _LOOSE or self.tag[i] in {"_SP", ",", ":", "``", "''"}

    def is_under(self, i: int, top: int) -> bool:
        """True when `top` is `i` or one of its heads."""
        for _ in range(len(self.head)):
            if i == top:
                return True
            if self.head[i] == i:
                return False
            i = self.head[i]
        return False


def build(sentence: Sentence, quotes: list[tuple[Span, int]]) -> Tree:
    """The Tree of a sentence; `quotes` are the outer quotations that touch it, with their numbers."""
    tokens = sentence.tokens
    n = len(tokens)
    head = [t.head.i for t in tokens]
    kids: list[list[int]] = [[] for _ in range(n)]
    for i, h in enumerate(head):
        if h != i:
            kids[h].append(i)
    left, right = list(range(n)), list(range(n))
    _edges(head, kids, left, right)
    base = sentence.span.start
    start = [base + t.idx for t in tokens]
    end = [base + t.idx + len(t.text) for t in tokens]
    quote = [-1] * n
    for span, number in quotes:
        for i in range(bisect_left(start, span.start), bisect_left(start, span.end)):
            quote[i] = number
    return Tree(
        sentence,
        [t.text for t in tokens],
        [t.lower_ for t in tokens],
        [t.tag_ for t in tokens],
        [t.dep_ for t in tokens],
        [t.lemma_ for t in tokens],
        head,
        kids,
        left,
        right,
        quote,
        start,
        end,
    )


def _edges(head: list[int], kids: list[list[int]], left: list[int], right: list[int]) -> None:
    order = [i for i, h in enumerate(head) if h == i]
    at = 0
    while at < len(order):
        order.extend(kids[order[at]])
        at += 1
    for i in reversed(order):
        h = head[i]
        if h != i:
            left[h] = min(left[h], left[i])
            right[h] = max(right[h], right[i])
