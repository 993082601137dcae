"""A sentence's parse as plain lists: what the rules of this room walk on, made once a sentence."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from dragoman.language.analysis import Sentence
from dragoman.model import Span

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

Range = tuple[int, int]
"""First and last token of a stretch, both inclusive."""
Source = tuple[list[Range], int, str]
"""The ranges of a source, its head token, and how it was found."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_LOOSE = set(',.;:-–—()[]{}"“”„«»`') | {"''", "``", "--", "...", "…", "'", "’", "‘", "_"}
_LOOSE_TAGS = {"_SP", ",", ":", "``", "''"}
_EDGES_KEPT = {"”", "“", '"', "''", "``", "’", "‘", "'", "«", "»", "?", "!"}
_TRIMMED = _LOOSE - _EDGES_KEPT


@dataclass(slots=True)
class Tree:
    """Token lists by index: `low` lower-cased words, Penn `tag`, its first two letters as `kind`, ClearNLP `dep`,
    `lemma` and the same in lower case as `stem`, `head`, `kids`, and the `left` and `right` edges of each token's
    subtree; `loose` for commas, dashes, brackets, quotation marks and stops."""

    sentence: Sentence
    words: list[str]
    low: list[str]
    tag: list[str]
    kind: list[str]
    dep: list[str]
    lemma: list[str]
    stem: list[str]
    head: list[int]
    kids: list[tuple[int, ...]]
    left: list[int]
    right: list[int]
    loose: list[bool]
    quote: list[int]
    """For each token the number of the outer quotation that it stands in, -1 outside of any."""
    start: list[int]
    """Where each token starts in the article's text, and where it ends."""
    end: list[int]
    quoted: bool
    """True when a token stands in a quotation."""
    solid: int
    """The last token that is not loose, -1 without any."""
    verb_sources: dict[int, Source | None] = field(default_factory=dict)
    """What `source_of_verb` has found, kept: several rules ask for the same verb."""
    verb_groups: dict[int, Range] = field(default_factory=dict)
    """What `verb_group` has found."""
    phrases: dict[int, Range] = field(default_factory=dict)
    """What `noun_phrase` has found."""
    stretches: dict[Range, Span | None] = field(default_factory=dict)
    """What `stretch` has found."""
    cue_spans: dict[Range, Span] = field(default_factory=dict)
    """What `cue_span` has found."""
    cuts: dict[Range, list[tuple[int, int, int]]] = field(default_factory=dict)
    """Where a stretch may end earlier (`bounds`)."""
    _closing: list[tuple[int, int, int]] | None = None
    _resumed: list[int] | None = None
    _marked: list[int] | None = None

    def __len__(self) -> int:
        return len(self.words)

    def token(self, i: int) -> Token:
        """The token at `i`."""
        return self.sentence.tokens[i]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these labels."""
        dep = self.dep
        for k in self.kids[i]:
            if dep[k] in deps:
                return k
        return None

    def particle(self, i: int) -> str:
        """The particle of a verb, in lower case; empty without one."""
        k = self.kid(i, "prt")
        return self.low[k] if k is not None else ""

    def span(self, first: int, last: int) -> Span:
        """The Span in the article's text from token `first` to token `last`."""
        return Span(self.start[first], self.end[last])

    def cue_span(self, cue: Range) -> Span:
        """The Span of a part of a cue, kept."""
        found = self.cue_spans.get(cue)
        if found is None:
            found = self.cue_spans[cue] = Span(self.start[cue[0]], self.end[cue[1]])
        return found

    def stretch(self, first: int, last: int) -> Span | None:
        """The Span of a stretch without the loose punctuation at its edges, with the bracket that closes it; `None`
        when nothing is left of it."""
        key = (first, last)
        if key in self.stretches:
            return self.stretches[key]
        kept = self.trimmed(first, last)
        found = None
        if kept is not None:
            first, last = kept
            words = self.words
            if last + 1 < len(words) and words[last + 1] == ")" and "(" in words[first : last + 1]:
                last += 1
            found = Span(self.start[first], self.end[last])
        self.stretches[key] = found
        return found

    def trimmed(self, first: int, last: int) -> Range | None:
        """The stretch without loose punctuation at its edges; marks of quotations stay."""
        words, tag = self.words, self.tag
        while first <= last and words[first] in _TRIMMED:
            first += 1
        while last >= first and (words[last] in _TRIMMED or tag[last] in {"CC", "_SP"}):
            last -= 1
        return (first, last) if first <= last else None

    def is_loose(self, i: int) -> bool:
        """True for commas, dashes, brackets, quotation marks and stops."""
        return self.loose[i]

    def is_under(self, i: int, top: int) -> bool:
        """True when `top` is `i` or one of its heads."""
        for _ in range(len(self.head)):
            if i == top:
                return True
            if self.head[i] == i:
                return False
            i = self.head[i]
        return False

    def quoted_in(self, first: int, last: int) -> int:
        """How many tokens of a stretch stand in quotations."""
        if self._marked is None:
            self._marked = [0, *accumulate(q >= 0 for q in self.quote)]
        return max(0, self._marked[last + 1] - self._marked[first])

    @property
    def closing(self) -> list[tuple[int, int, int]]:
        """Constituents that may belong to the sentence around a content that they end: those set off by a comma, a
        dash or a conjunction, and clauses. First token, head and last token, in text order."""
        if self._closing is None:
            self._closing = _closing(self)
        return self._closing

    @property
    def resumed(self) -> list[int]:
        """Where reported speech goes on: the "that" of "said that …, but that …"."""
        if self._resumed is None:
            tag, low, quote = self.tag, self.low, self.quote
            self._resumed = [
                i
                for i in range(1, len(tag))
                if low[i] == "that" and tag[i] == "IN" and tag[i - 1] == "CC" and quote[i - 1] < 0
            ]
        return self._resumed


def build(sentence: Sentence, quotes: list[tuple[Span, int]]) -> Tree:
    """The Tree of a sentence; `quotes` are the outer quotations that touch it, with their numbers."""
    tokens = sentence.tokens
    n = len(tokens)
    head = [t.head.i for t in tokens]
    kids = [tuple([kid.i for kid in t.children]) if t.children else () for t in tokens]
    left, right = list(range(n)), list(range(n))
    _edges(head, kids, left, right)
    base = sentence.span.start
    words = [t.text for t in tokens]
    start = [base + t.idx for t in tokens]
    end = [a + len(word) for a, word in zip(start, words, strict=True)]
    quote = [-1] * n
    quoted = False
    for span, number in quotes:
        for i in range(bisect_left(start, span.start), bisect_left(start, span.end)):
            quote[i] = number
            quoted = True
    tag = [t.tag_ for t in tokens]
    loose = [word in _LOOSE or t in _LOOSE_TAGS for word, t in zip(words, tag, strict=True)]
    solid = n - 1
    while solid >= 0 and loose[solid]:
        solid -= 1
    lemma = [t.lemma_ for t in tokens]
    return Tree(
        sentence=sentence,
        words=words,
        low=[t.lower_ for t in tokens],
        tag=tag,
        kind=[t[:2] for t in tag],
        dep=[t.dep_ for t in tokens],
        lemma=lemma,
        stem=[x.lower() for x in lemma],
        head=head,
        kids=kids,
        left=left,
        right=right,
        loose=loose,
        quote=quote,
        start=start,
        end=end,
        quoted=quoted,
        solid=solid,
    )


def _edges(head: list[int], kids: list[tuple[int, ...]], left: list[int], right: list[int]) -> None:
    order = [i for i, h in enumerate(head) if h == i]
    for i in order:
        if kids[i]:
            order += kids[i]
    for i in reversed(order):
        h = head[i]
        if left[i] < left[h]:
            left[h] = left[i]
        if right[i] > right[h]:
            right[h] = right[i]


_CUTTABLE = {"relcl", "advcl", "conj", "acl", "parataxis", "appos", "ccomp", "prep", "npadvmod"}
_CLAUSES = {"advcl", "relcl", "acl", "ccomp"}
_PUNCTUATION = {",", "—", "–", "--", "-", ";", ":", "("}


def _closing(tree: Tree) -> list[tuple[int, int, int]]:
    out = []
    left, head, words, tag = tree.left, tree.head, tree.words, tree.tag
    for i, dep in enumerate(tree.dep):
        if dep not in _CUTTABLE or head[i] > i:
            continue
        k = left[i]
        if k > 0 and (dep in _CLAUSES or words[k - 1] in _PUNCTUATION or tag[k - 1] == "CC"):
            out.append((k, i, tree.right[i]))
    out.sort()
    return out
