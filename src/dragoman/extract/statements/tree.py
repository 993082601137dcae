"""A sentence's parse as plain lists: what the rules of this room walk on, made once a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.language.analysis import Sentence
from dragoman.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

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

    def __len__(self) -> int:
        return len(self.words)

    def token(self, i: int) -> Token:
        """The spaCy token at `i`."""
        return self.sentence.doc[i]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these labels."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def span(self, first: int, last: int) -> Span:
        """The Span in the article's text from token `first` to token `last`."""
        doc, start = self.sentence.doc, self.sentence.span.start
        end = doc[last]
        return Span(start + doc[first].idx, start + end.idx + len(end.text))

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
    words: list[str] = []
    tag: list[str] = []
    dep: list[str] = []
    lemma: list[str] = []
    head: list[int] = []
    starts: list[int] = []
    for token in sentence.doc:
        words.append(token.text)
        tag.append(token.tag_)
        dep.append(token.dep_)
        lemma.append(token.lemma_)
        head.append(token.head.i)
        starts.append(token.idx)
    n = len(words)
    kids: list[list[int]] = [[] for _ in range(n)]
    for i, h in enumerate(head):
        if h != i:
            kids[h].append(i)
    left, right = list(range(n)), list(range(n))
    _edges(n, head, kids, left, right)
    quote = [-1] * n
    for span, number in quotes:
        lo, hi = span.start - sentence.span.start, span.end - sentence.span.start
        for i, at in enumerate(starts):
            if lo <= at < hi:
                quote[i] = number
    return Tree(sentence, words, [w.lower() for w in words], tag, dep, lemma, head, kids, left, right, quote)


def _edges(n: int, head: list[int], kids: list[list[int]], left: list[int], right: list[int]) -> None:
    order = [i for i in range(n) if head[i] == i]
    at = 0
    while at < len(order):
        order.extend(kids[order[at]])
        at += 1
    for i in reversed(order):
        h = head[i]
        if h != i:
            left[h] = min(left[h], left[i])
            right[h] = max(right[h], right[i])
