"""On what occasion something was said: at a news conference, in a letter, during a telephone call."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.statements.floating import Chosen
from dragoman.extract.statements.lexicon import class_of, occasions
from dragoman.extract.statements.tree import Tree

_PLACES = {"in", "at", "during", "on", "via", "by", "after", "following", "through", "over"}
_AFTERWARDS = {"after", "following"}
_BOUND = {"prep", "dobj", "dative", "pobj", "npadvmod", "conj", "compound", "pcomp"}
_TWEETING = {"tweet": "tweet", "retweet": "tweet", "telephone": "telephone call", "phone": "telephone call"}
DEPTH = 4
"""Steps from the cue to the noun of the occasion at most."""


def occasion_of(chosen: Chosen) -> str | None:
    """The occasion that stands with the cue, in the words of `occasions.csv`; `None` where none is told.

    "After talks with" and "following a meeting" name what came before, and are no occasion.
    """
    c = chosen.candidate
    tree, head = c.tree, c.head
    if chosen.floating or c.frame.startswith(("colon", "dash")):
        return None
    verb = tree.stem[head]
    if verb in _TWEETING and tree.tag[head][:2] == "VB":
        return _TWEETING[verb]
    above = tree.head[head]
    if tree.tag[head][:2] == "VB" and tree.dep[head] in {"acl", "relcl"} and (found := _named(tree, above)) is not None:
        return found
    if tree.tag[head] == "VBG" and tree.dep[head] in {"advcl", "xcomp"} and class_of("v", verb) is not None:
        # "issued a statement, saying": the statement is the verb's above
        return next((o for k in tree.kids[above] if tree.dep[k] == "dobj" and (o := _named(tree, k))), None)
    inside = [(s.start, s.end) for s in chosen.content]

    def outside(i: int) -> bool:
        return not any(start <= tree.start[i] < end for start, end in inside)

    return next((found for i in _around(tree, head) if outside(i) and (found := _named(tree, i)) is not None), None)


def _around(tree: Tree, head: int) -> Iterator[int]:
    """The nouns that hang on the cue by prepositions or as the one told, nearest first."""
    level = [
        k
        for k in tree.kids[head]
        if (tree.dep[k] == "prep" and tree.low[k] in _PLACES - _AFTERWARDS)
        or tree.dep[k] in {"dobj", "dative", "npadvmod"}
    ]
    if tree.low[head] in {"according"}:
        level = list(tree.kids[head])
    for _ in range(DEPTH):
        yield from level
        level = [
            k for i in level for k in tree.kids[i] if tree.dep[k] in _BOUND and k > i and tree.low[k] not in _AFTERWARDS
        ]


def _named(tree: Tree, i: int) -> str | None:
    before = {tree.low[k] for k in tree.kids[i] if k < i}
    for needed, occasion in occasions().get(tree.stem[i], ()):
        if not needed or needed & before:
            return occasion
    return None
