"""A sentence's parse as plain objects: what every rule of ours walks on.

The names are spaCy's (`tag_` Penn, `dep_` ClearNLP, `lemma_`, `head`, `children` …) and mean the same, but each is an
attribute that stands ready. spaCy makes a token anew whenever one is asked for; walking them took a fifth of a reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import category

__all__ = ["Doc", "Token", "linked", "loose"]


class Token:
    """One token. `i` is its position in its sentence, `idx` the offset of its first character there."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "lefts",
        "lemma_",
        "lower_",
        "rights",
        "tag_",
        "text",
        "whitespace_",
    )

    doc: Doc
    head: Token
    """What governs it; the root is its own head."""
    children: tuple[Token, ...]
    """What it governs, in text order: `lefts` before it, `rights` behind it."""
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]

    def __init__(self, doc: Doc, i: int, idx: int, text: str, whitespace: str, tag: str, dep: str, lemma: str) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text = text
        self.whitespace_ = whitespace
        self.lower_ = text.lower()
        self.tag_ = tag
        self.dep_ = dep
        self.lemma_ = lemma
        self.head = self
        self.children = self.lefts = self.rights = ()

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    @property
    def n_rights(self) -> int:
        """How many it governs behind itself."""
        return len(self.rights)

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all below it, in text order where the tree has no crossing arcs."""
        # Down the left side of each part, then the part itself, then its right side: without recursion, as deep
        # as the tree.
        todo: list[tuple[Token, bool]] = [(self, False)]
        while todo:
            token, open_ = todo.pop()
            if open_ or not token.children:
                yield token
                continue
            todo.extend((t, False) for t in reversed(token.rights))
            todo.append((token, True))
            todo.extend((t, False) for t in reversed(token.lefts))

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head's head, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        return min(self.subtree, key=_position)

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        return max(self.subtree, key=_position)

    @property
    def is_punct(self) -> bool:
        """True when every character of it is punctuation (Unicode's classes P)."""
        return all(category(c)[0] == "P" for c in self.text)

    def nbor(self, by: int = 1) -> Token:
        """The token `by` places further on (or before); raises `IndexError` where the sentence ends."""
        at = self.i + by
        if at < 0:
            raise IndexError(f"no token {at}")
        return self.doc[at]


class Doc(list[Token]):
    """The tokens of one sentence; their `text` and white space are every character of `text`."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def release(self) -> None:
        """Takes the tree apart, once nothing is asked of it any more: tokens that hold one another would lie about
        until the garbage collector has walked over them all."""
        for token in self:
            del token.doc, token.head, token.children, token.lefts, token.rights
        self.clear()

    def stretch(self, first: int, end: int) -> str:
        """The text from token `first` up to, without, token `end`."""
        some = self[first:end]
        return self.text[some[0].idx : some[-1].idx + len(some[-1].text)] if some else ""


def _position(token: Token) -> int:
    return token.i


def linked(doc: Doc, heads: Iterable[int]) -> Doc:
    """The Doc with its tree: `heads` are the positions of each token's head (its own for the root)."""
    lefts: dict[int, list[Token]] = {}
    rights: dict[int, list[Token]] = {}
    for token, at in zip(doc, heads, strict=True):
        if at != token.i:
            token.head = doc[at]
            (lefts if token.i < at else rights).setdefault(at, []).append(token)
    for at, some in lefts.items():
        doc[at].lefts = doc[at].children = tuple(some)
    for at, some in rights.items():
        token = doc[at]
        token.rights = tuple(some)
        token.children = token.lefts + token.rights
    return doc


def loose(words: Iterable[tuple[str, str]]) -> Doc:
    """Words with the white space behind each, without tags and syntax."""
    pairs = list(words)
    doc = Doc("".join(word + space for word, space in pairs))
    at = 0
    for i, (word, space) in enumerate(pairs):
        doc.append(Token(doc, i, at, word, space, "", "", ""))
        at += len(word) + len(space)
    return doc
