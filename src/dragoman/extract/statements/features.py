"""What the judge sees of a candidate: features that are true or absent.

A feature is a kind, a value, and what it is crossed with: `t=VBD|k=say` is the tag VBD in a cue of the class `say`. The
same walk over a candidate takes from a table whatever that has for each: the judge its weight, the training its name.
"""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.tree import Tree

_PRONOUNS = {
    "he", "she", "they", "we", "i", "you", "it", "who", "which", "that", "his", "her", "their", "its", "our",
    "my", "your", "him", "them", "this", "these", "those", "some", "many", "others", "one",
}  # fmt: skip
_FUNCTION = {
    "that", "to", "whether", "if", "how", "why", "what", "when", "where", "who", "a", "an", "the", "it",
    "there", "no", "not", "any", "this", "his", "her", "their", "its", "he", "she", "they", "we", "i", "you",
    "him", "them", "himself", "more",
}  # fmt: skip
_LENGTHS = (1, 2, 3, 5, 8, 12, 18, 30)
_BUCKET = ("1", *(str(next(n for n in _LENGTHS if size <= n)) for size in range(1, _LENGTHS[-1] + 1)))
_SORTS = {"NNP": "name", "NNPS": "names", "NN": "noun", "NNS": "nouns"}

T = TypeVar("T")


class Row(Protocol[T]):
    """What a table has for one value, by what the value is crossed with; empty for the value alone."""

    def get(self, crossed: str, default: T, /) -> T: ...


class Rows(Protocol[T]):
    """What a table has for one kind of feature, by value."""

    def get(self, value: str, default: Row[T], /) -> Row[T]: ...


class Table(Protocol[T]):
    """Something for each feature, by kind; `zero` stands for what it does not have."""

    @property
    def zero(self) -> T: ...

    @property
    def empty(self) -> Row[T]: ...

    def __getitem__(self, kind: str, /) -> Rows[T]: ...


class _Names:
    """A table that has every feature: its name."""

    zero = ""

    def __init__(self, kind: str = "") -> None:
        self._kind = kind

    @property
    def empty(self) -> _Name:
        return _Name("")

    def __getitem__(self, kind: str, /) -> _Names:
        return _Names(kind)

    def get(self, value: str, default: Row[str], /) -> Row[str]:
        return _Name(f"{self._kind}={value}" if value else self._kind)


class _Name:
    def __init__(self, name: str) -> None:
        self._name = name

    def get(self, crossed: str, default: str, /) -> str:
        return f"{self._name}|{crossed}" if crossed else self._name


def features(c: Candidate, cue_class: str, title: bool) -> list[str]:
    """The names of all features of a candidate."""
    names = _Names()
    head = Head(c.tree, c.head, title, names)
    return [*base_features(c, cue_class, head, names), *c.notes, *content_features(c, cue_class, head, names)]


class Head(Generic[T]):
    """What the readings of one cue have in common: what a table has for the word and for what hangs on it."""

    __slots__ = ("above", "bias", "dep", "kids", "lemma", "name", "tag", "title")

    def __init__(self, tree: Tree, v: int, title: bool, table: Table[T]) -> None:
        zero, empty = table.zero, table.empty
        tag, dep, up = tree.tag[v], tree.dep[v], tree.head[v]
        lemma = f"{tag[:1].lower()}:{tree.stem[v]}"
        self.name = "l=" + lemma
        self.bias = table["bias"].get("", empty).get("", zero)
        self.lemma = table["l"].get(lemma, empty)
        self.tag = table["t"].get(tag, empty)
        self.dep = table["d"].get(dep, empty)
        self.title = table["title"].get("", empty) if title else None
        self.above: list[T] = []
        if up != v:
            rows = table["up"]
            self.above = [rows.get(tree.stem[up], empty).get(dep, zero), rows.get(tree.tag[up], empty).get(dep, zero)]
        self.kids: list[tuple[str, Row[T]]] = []
        for kid in tree.kids[v]:
            d = tree.dep[kid]
            if d in {"aux", "auxpass"}:
                self.kids.append(("class", table["aux"].get(tree.lemma[kid], empty)))
            elif d == "neg":
                self.kids.append(("lemma", table["neg"].get("", empty)))
            elif d in {"nsubjpass", "dative", "prt"}:
                self.kids.append(("frame", table["kid"].get(d, empty)))
                if d == "prt":
                    self.kids.append(("frame", table["l"].get(f"{lemma}+{tree.low[kid]}", empty)))


def base_features(c: Candidate, cue_class: str, head: Head[T], table: Table[T]) -> list[T]:
    """What does not depend on where the content begins and ends: the cue's lemma and class with the frame, its form
    and place in the parse, and the source's form. Alike for candidates with the same `base_key`."""
    tree, f, zero, empty = c.tree, c.frame, table.zero, table.empty
    k, name = "k=" + cue_class, head.name
    lemma, tag, dep = head.lemma, head.tag, head.dep
    kind = table["k"].get(cue_class, empty)
    source = table["s"].get(_sort(c), empty)
    how = table["sh"].get(c.source_how, empty)
    out = [
        head.bias, table["f"].get(f, empty).get("", zero),
        lemma.get("", zero), lemma.get(f, zero), lemma.get(f.split("+")[0].split("-")[0], zero),
        kind.get("", zero), kind.get(f, zero),
        tag.get("", zero), tag.get(f, zero), tag.get(k, zero),
        dep.get("", zero), dep.get(k, zero), dep.get(f, zero),
        source.get("", zero), source.get(k, zero), source.get(f, zero),
        how.get("", zero), how.get(f, zero), how.get(name, zero),
    ]  # fmt: skip
    for crossed, row in head.kids:
        if crossed == "frame":
            out.append(row.get(f, zero))
        else:
            out += (row.get("", zero), row.get(k if crossed == "class" else name, zero))
    if c.source_head is not None:
        h = c.source_head
        row = table["sl"].get(tree.stem[h] if tree.tag[h] in {"NN", "NNS"} else tree.tag[h], empty)
        out += (row.get("", zero), row.get(k, zero))
    if head.title is not None:
        out += (head.title.get("", zero), head.title.get(f, zero))
    out += head.above
    if len(c.cue) > 1 and f[:4] in {"ligh", "far-"}:
        nouns = (tree.stem[i] for i in range(c.cue[1][0], c.cue[1][1] + 1) if tree.kind[i] == "NN")
        if (noun := next(nouns, None)) is not None:
            row = table["o"].get(noun, empty)
            out += (row.get("", zero), row.get(name, zero), row.get(f, zero))
    return out


def base_key(c: Candidate, cue_class: str) -> tuple[object, ...]:
    """Candidates of one cue with the same key have the same base features."""
    return (c.frame, cue_class, c.source_head, c.source_how, c.cue[1] if len(c.cue) > 1 else None)


def content_features(c: Candidate, cue_class: str, head: Head[T], table: Table[T]) -> list[T]:
    """The content's first word, length, quotation marks and head; the notes of the rule that made it stand beside."""
    tree, f, zero, empty = c.tree, c.frame, table.zero, table.empty
    k = "k=" + cue_class
    out: list[T] = []
    if c.content:
        first, last = c.content[0][0], c.content[-1][1]
        loose = tree.loose
        while first < last and loose[first]:
            first += 1
        size = inside = 0
        for a, b in c.content:
            size += b - a + 1
            if tree.quoted:
                inside += tree.quoted_in(a, b)
        low = tree.low[first]
        word = table["c1"].get(low if low in _FUNCTION else tree.tag[first], empty)
        bucket = table["cn"].get("99" if size >= len(_BUCKET) else _BUCKET[max(size, 0)], empty)
        quoted = "all" if inside >= size - 1 and inside else "part" if inside else "none"
        marks = table["cq"].get(quoted, empty)
        out = [
            word.get("", zero), word.get(f, zero), word.get(head.name, zero), bucket.get("", zero), bucket.get(f, zero),
            marks.get("", zero), marks.get(f, zero), marks.get(k, zero),
        ]  # fmt: skip
        if len(c.content) > 1:
            out.append(table["parts"].get("", empty).get(f, zero))
    if c.content_head is not None:
        h = c.content_head
        tag = tree.tag[h]
        row = table["ct"].get(tag, empty)
        out += (row.get(f, zero), row.get(k, zero), table["cd"].get(tree.dep[h], empty).get(f, zero))
        if tag[:1] in "NVJP":
            row = table["cl"].get(tree.stem[h], empty)
            out += (row.get("", zero), row.get(k, zero))
    return out


def _sort(c: Candidate) -> str:
    if c.source_head is None:
        return "none"
    tree, h = c.tree, c.source_head
    if tree.low[h] in _PRONOUNS:
        return tree.low[h]
    return _SORTS.get(tree.tag[h], "other")
