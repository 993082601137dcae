"""The tense in which a date is spoken of: whether "Friday" has been or is to come."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.language.times.expressions import Tense
from dragoman.language.times.lexicon import read

if TYPE_CHECKING:
    from spacy.tokens import Token


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read("tense.yaml").items()}


def tense_of(token: Token) -> Tense | None:
    """The tense of what governs the token (its verb, or a word like "due" or "deadline"); `None` when nothing does."""
    words = _words()
    node = token
    while node.head.i != node.i:
        child, node = node, node.head
        if node.lemma_.lower() in words["prospective"] and child.dep_ not in {"nsubj", "nsubjpass"}:
            if not node.tag_.startswith("VB") or node.tag_ in {"VBN", "VBG"} or child.dep_ in {"prep", "npadvmod"}:
                return _prospect(node)
        if node.tag_.startswith("VB") or node.tag_ == "MD":
            return _of_verb(node)
    return None


def _prospect(node: Token) -> Tense | None:
    """What is due, set or planned lies ahead, unless the tense says that it was ("had been due last Friday")."""
    return "past" if node.tag_ == "VBD" and node.lemma_ == "set" else "future"


def _of_verb(verb: Token, depth: int = 0) -> Tense | None:
    words = _words()
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    perfect = any(h.lemma_ == "have" for h in helpers)
    if any(h.lemma_.lower() in words["ahead"] or h.tag_ == "MD" for h in helpers):
        return "past" if perfect else "future"
    if verb.tag_ == "MD":
        return "future"
    if perfect:
        return "past"
    if any(h.tag_ == "TO" for h in helpers):
        return _of_infinitive(verb, depth)
    if any(h.tag_ == "VBD" for h in helpers) or verb.tag_ == "VBD":
        return "past"
    if verb.tag_ in {"VBZ", "VBP"} or any(h.tag_ in {"VBZ", "VBP"} for h in helpers):
        return "past" if verb.tag_ == "VBN" and any(h.dep_ == "auxpass" for h in helpers) else "present"
    if verb.tag_ == "VBN":
        return "past"
    if verb.tag_ in {"VBG", "VB"} and verb.head.i != verb.i and depth < 4:
        if verb.dep_ in {"conj", "advcl", "xcomp", "pcomp", "acl"}:
            return _up(verb, depth)
    return None


def _of_infinitive(verb: Token, depth: int) -> Tense | None:
    above = verb.head
    if above.i == verb.i or depth >= 4:
        return "future"
    if verb.dep_ == "advcl" or (verb.dep_ == "xcomp" and above.lemma_ in _words()["implicative"]):
        if above.lemma_ == "be":
            return "future"
        return _up(verb, depth)
    return "future"


def _up(verb: Token, depth: int) -> Tense | None:
    node = verb.head
    while not (node.tag_.startswith("VB") or node.tag_ == "MD"):
        if node.head.i == node.i:
            return None
        node = node.head
    return _of_verb(node, depth + 1)
