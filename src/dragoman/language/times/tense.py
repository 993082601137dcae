"""The tense in which a date is spoken of: whether "Friday" has been or is to come."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.language.times.expressions import Tense
from dragoman.language.times.lexicon import read

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 4
"""How many verbs up a tense is looked for."""


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read("tense.yaml").items()}


def tense_of(token: Token) -> Tense | None:
    """The tense of what governs the token (its verb, or a word like "due" or "deadline"); `None` when nothing does."""
    words = _words()
    node, until, owned = token, False, token.dep_ == "poss"
    while node.head.i != node.i:
        child, node = node, node.head
        lemma = node.lemma_.lower()
        until = until or lemma in words["until"]
        if lemma in words["prospective"] and child.dep_ not in {"nsubj", "nsubjpass"}:
            if not node.tag_.startswith("VB") or node.tag_ in {"VBN", "VBG"} or child.dep_ in {"prep", "npadvmod"}:
                return "past" if _had(node) else "future"
        if node.tag_.startswith("VB") or node.tag_ == "MD":
            if lemma in words["arranging"] and child.dep_ == "dobj":
                return "future"
            tense = _of_verb(node)
            if until and lemma not in words["lasting"]:
                return "future"
            infinitive = node.tag_ == "VB" and any(c.tag_ == "TO" for c in node.children)
            return "past" if owned and tense == "future" and infinitive else tense
    return None


def _had(node: Token) -> bool:
    """True for what had been due or set: "it had been due to expire Friday"."""
    for verb in (node, node.head):
        if any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"had", "'d"} for c in verb.children):
            return True
    return False


def _of_verb(verb: Token, depth: int = 0) -> Tense | None:
    words = _words()
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    perfect = any(h.lemma_ == "have" for h in helpers)
    modals = [h for h in helpers if h.lemma_.lower() in words["ahead"] or h.tag_ == "MD"]
    if modals or verb.tag_ == "MD":
        able = any(h.lower_ in {"could", "can"} for h in modals)
        denied = any(c.dep_ == "neg" or c.lower_ in words["negative"] for c in verb.subtree if abs(c.i - verb.i) < 8)
        return "past" if perfect or (able and denied) else "future"
    if perfect:
        return "past"
    if any(h.tag_ == "TO" for h in helpers):
        return _of_infinitive(verb, depth)
    if any(h.tag_ == "VBD" for h in helpers) or verb.tag_ == "VBD":
        return "past"
    if verb.tag_ in {"VBZ", "VBP"} or any(h.tag_ in {"VBZ", "VBP"} for h in helpers):
        return "present"
    if verb.tag_ == "VBN":
        return "past"
    if verb.tag_ in {"VBG", "VB"} and verb.head.i != verb.i and depth < _DEEPEST:
        if verb.dep_ in {"conj", "advcl", "xcomp", "pcomp", "acl"}:
            return _up(verb, depth)
    return None


def _of_infinitive(verb: Token, depth: int) -> Tense | None:
    above = verb.head
    if above.i == verb.i or depth >= _DEEPEST:
        return "future"
    if verb.dep_ == "advcl" or (verb.dep_ == "xcomp" and above.lemma_ in _words()["implicative"]):
        return "future" if above.lemma_ == "be" else _up(verb, depth)
    return "future"


def _up(verb: Token, depth: int) -> Tense | None:
    node = verb.head
    while not (node.tag_.startswith("VB") or node.tag_ == "MD"):
        if node.head.i == node.i:
            return None
        node = node.head
    return _of_verb(node, depth + 1)
