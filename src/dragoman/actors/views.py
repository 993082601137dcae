"""A sentence's parse as plain lists, made once: everything in this room works on these."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.actors.lexicon import american
from dragoman.language.analysis import Analysis, Sentence
from dragoman.model import Span

BEFORE = frozenset(
    [
        "det",
        "amod",
        "compound",
        "nmod",
        "poss",
        "case",
        "nummod",
        "quantmod",
        "advmod",
        "punct",
        "npadvmod",
        "predet",
        "cc",
        "conj",
        "preconj",
        "intj",
        "dep",
        "neg",
    ]
)
"""Dependencies of the words that stand before a noun in its phrase (ClearNLP labels)."""


class View:
    """The tokens of one sentence by position: word, lower-case word, Penn tag, dependency, position of the head."""

    __slots__ = (
        "deps",
        "edges",
        "heads",
        "index",
        "kids",
        "low",
        "names",
        "plain",
        "quoted",
        "sentence",
        "starts",
        "tags",
        "text",
        "words",
    )

    def __init__(self, sentence: Sentence, text: str) -> None:
        tokens = sentence.tokens
        self.sentence = sentence
        self.index = sentence.index
        self.text = text
        self.words = [t.text for t in tokens]
        self.low = [t.lower_ for t in tokens]
        self.plain = [american(w) for w in self.low]
        """Lower-case words in American spelling, as the lexicon has them."""
        self.tags = [t.tag_ for t in tokens]
        self.deps = [t.dep_ for t in tokens]
        self.heads = [t.head.i for t in tokens]
        base = sentence.span.start
        self.starts = [base + t.idx for t in tokens]
        self.kids: list[list[int]] = [[] for _ in self.words]
        self.edges = list(range(len(self.words)))
        for i, head in enumerate(self.heads):
            if head == i:
                continue
            self.kids[head].append(i)
            if i < head and self.deps[i] in BEFORE and self.edges[i] < self.edges[head]:
                self.edges[head] = self.edges[i]
        self.names: list[int] = [-1] * len(self.words)
        """For each token the number of the name (in `names.find_names`' list) that holds it, or -1."""
        self.quoted = [False] * len(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The article's Span of the tokens `first` to `last`, both inclusive."""
        return Span(self.starts[first], self.starts[last] + len(self.words[last]))

    def lemma(self, i: int) -> str:
        """The lemma of a token, in lower case."""
        return self.sentence.tokens[i].lemma_.lower()

    def is_noun(self, i: int) -> bool:
        """True for a common or proper noun."""
        return self.tags[i][0] == "N"

    def is_proper(self, i: int) -> bool:
        """True for a token that is tagged as a proper noun and begins with a capital."""
        return self.tags[i] in {"NNP", "NNPS"} and self.words[i][0].isupper()

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child of a token with one of these dependencies."""
        for k in self.kids[i]:
            if self.deps[k] in deps:
                return k
        return None

    def role(self, i: int) -> tuple[str, int]:
        """The dependency of a noun phrase's head and the position of what governs it, looked up through conjunction."""
        for _ in range(8):
            if self.deps[i] == "conj" and self.heads[i] != i:
                i = self.heads[i]
            else:
                break
        return self.deps[i], self.heads[i]

    def top(self, first: int, last: int) -> int:
        """The syntactic head among the tokens `first` to `last`: the last one that is governed from outside."""
        for i in range(last, first - 1, -1):
            if not first <= self.heads[i] <= last or self.heads[i] == i:
                if self.deps[i] not in {"case", "punct"}:
                    return i
        return last

    def subject_of(self, verb: int) -> int | None:
        """The subject of a verb: its own, or that of the verb which it is joined to or depends on; for "urged Russia to
        act" and "accused Syria of lying" the object."""
        for _ in range(6):
            subject = self.kid(verb, "nsubj", "nsubjpass")
            if subject is not None:
                return subject
            dep, over = self.deps[verb], self.heads[verb]
            if over == verb or dep not in {"conj", "xcomp", "advcl", "pcomp", "acl", "prep"}:
                return None
            if dep in {"xcomp", "prep"} and self.tags[over][0] == "V":
                controller = self.kid(over, "dobj")
                if controller is not None and (dep == "xcomp" or self.low[verb] in {"of", "from", "into"}):
                    return controller
            verb = over
        return None

    def ancestors(self, i: int) -> Iterator[int]:
        """The positions of what governs a token, nearest first."""
        for _ in range(60):
            if self.heads[i] == i:
                return
            i = self.heads[i]
            yield i


def views_of(analysis: Analysis) -> list[View]:
    """A View of every sentence, with the tokens inside quotations marked."""
    views = [View(s, s.span.of(analysis.text)) for s in analysis.sentences]
    for quotation in analysis.quotations:
        for sentence in analysis.sentences_in(quotation.span):
            view = views[sentence.index]
            for i, start in enumerate(view.starts):
                if quotation.span.start <= start < quotation.span.end:
                    view.quoted[i] = True
    return views
