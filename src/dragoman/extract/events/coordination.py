"""Nouns that belong together, read off the parse and mended where it hangs them on the wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.language.tokens import Token


def conjuncts(head: Token) -> list[Token]:
    """A noun and the nouns coordinated with it, in text order."""
    if not any(c.dep_ == "conj" or c.lower_ == "of" for c in head.rights):
        return [head]
    out, queue = [head], [head]
    while queue:
        token = queue.pop(0)
        lent = [c for p in token.children if p.lower_ == "of" for o in p.children for c in o.children if is_parallel(c)]
        for c in (*token.children, *lent):
            if c.dep_ == "conj" and c.tag_[:1] in {"N", "P", "J", "C", "D"} and (c in lent or not is_parallel(c)):
                out.append(c)
                queue.append(c)
    return sorted(out, key=lambda t: t.i)


def is_parallel(noun: Token) -> bool:
    """True for "Putin" in "Iliescu of Romania and Putin of Russia", which the parser coordinates with "Romania"."""
    place = noun.head
    if noun.dep_ != "conj" or place.dep_ != "pobj" or place.head.lower_ != "of" or place.tag_ != "NNP":
        return False
    whole = place.head.head
    if whole.tag_[:2] != "NN" or (noun.tag_ == "NNP") != (whole.tag_ == "NNP"):
        return False
    return any(c.lower_ == "of" for c in noun.rights) and not any(c.lower_ == "of" for c in place.rights)


def nouns_above(noun: Token) -> list[Token]:
    """The noun that a phrase begins with, where this one stands in it after a preposition or "and"."""
    token = noun
    for _ in range(3):
        above = token.head
        above = above.head if token.dep_ == "pobj" else above
        if token.dep_ not in {"pobj", "conj"} or above.tag_[:2] != "NN":
            break
        token = above
    return [] if token.i == noun.i else [token]
