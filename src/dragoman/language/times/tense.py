"""The tense in which a date is spoken of: whether "Friday" has been or is to come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.language.times.expressions import Tense
from dragoman.language.times.lexicon import read

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_DEEPEST = 4
"""How many verbs up a tense is looked for."""
_NEAR = 8
"""How many words before a verb a negation is looked for."""


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read("tense.yaml").items()}


def tense_of(token: Token) -> Tense | None:
    """The tense of what governs the token (its verb, or a word like "due" or "deadline"); `None` when nothing does."""
    words = _words()
    node, until, owned = token, False, "poss" in {token.dep_, token.head.dep_}
    while node.head.i != node.i:
        child, node = node, node.head
        low = node.lower_
        if low == "since":
            return "past"
        until = until or low in words["until"]
        if low in words["prospective"] and child.dep_ not in {"nsubj", "nsubjpass"} and _is_prospect(node, child):
            if not _is_kept(node):
                return "past" if _had(node) else "present" if _is_undone(node) else "future"
        if node.dep_ == "advmod" and node.tag_ == "JJ" and low.endswith("ed"):
            return "past"  # a verb that the parser took for an adjective
        if node.tag_.startswith("VB") or node.tag_ == "MD":
            if low in words["arranging"] and child.dep_ == "dobj":
                return "future"
            if until and low not in words["lasting"] and token.i > node.i:
                return "future"
            if low in words["copulas"] and token.i > node.i and not owned and _is_complement(node, child):
                return "future"
            tense = "future" if _is_awaited(node) else _of_verb(node)
            infinitive = node.tag_ == "VB" and any(c.tag_ == "TO" for c in node.children)
            return "past" if owned and (tense == "present" or infinitive) else tense
    return None


def _is_complement(verb: Token, child: Token) -> bool:
    """True for the day that something is on: "the vote is Tuesday", "the vote is on Tuesday"."""
    if any(c.dep_ in {"acomp", "prep", "attr", "advmod", "xcomp"} and c.i != child.i for c in verb.children):
        return False
    return child.dep_ in {"attr", "npadvmod"} or (child.dep_ == "prep" and child.lower_ == "on")


def tense_of_verb(token: Token) -> Tense | None:
    """The tense of the act that a verb names, or of the verb that governs a noun; `None` when nothing tells it."""
    node = token
    for _ in range(_DEEPEST * 2):
        if node.tag_.startswith("VB") or node.tag_ == "MD":
            return _of_verb(node)
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def turn_of_length(tokens: Sequence[Token]) -> int | None:
    """-1 for a length that ends now ("has ruled for two years"), 1 for one that begins now ("will close in two
    years"), `None` where the sentence does not anchor it."""
    words = _words()
    head = next((t for t in tokens if not tokens[0].i <= t.head.i <= tokens[-1].i), tokens[-1])
    prep = head.head
    if head.dep_ != "pobj" or prep.lower_ not in words["anchoring"]:
        return None
    verb, direct = prep.head, True
    while not verb.tag_.startswith("VB") and verb.dep_ in {"prep", "pobj", "dobj", "attr", "acomp"}:
        verb, direct = verb.head, False
    if not verb.tag_.startswith("VB") or not (direct or prep.lower_ == "for"):
        return None
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if prep.lower_ != "within" and helpers & words["have"] and not any(c.tag_ == "MD" for c in verb.children):
        return -1
    return 1 if prep.lower_ != "for" and _of_verb(verb) == "future" else None


def _is_prospect(node: Token, child: Token) -> bool:
    """True for "due", "a deadline", "is expected" and for what hangs on "planned", not for what it is about."""
    return not node.tag_.startswith("VB") or node.tag_ in {"VBN", "VBG"} or child.dep_ in {"prep", "npadvmod"}


def _had(node: Token) -> bool:
    """True for what had been due or set: "it had been due to expire Friday"."""
    had, verbs = _words()["had"], [node, node.head]
    if node.tag_ == "VBD" and node.dep_ == "conj":
        verbs.append(node.head.head)
    return any(c.dep_ in {"aux", "auxpass"} and c.lower_ in had for v in verbs for c in v.children)


def _is_kept(noun: Token) -> bool:
    """True for a deadline by which something was done: its day is of the tense of that."""
    words = _words()
    return noun.lower_ in words["limits"] and noun.dep_ == "pobj" and noun.head.lower_ in words["by"]


def _is_undone(participle: Token) -> bool:
    """True for what was planned and then canceled."""
    words, noun = _words(), participle.head
    return participle.dep_ == "acl" and noun.dep_ == "nsubjpass" and noun.head.lower_ in words["undone"]


def _is_awaited(verb: Token) -> bool:
    """True for a past that what is to come waits for: "would buy as soon as the bank opened Monday"."""
    if verb.dep_ != "advcl" or verb.tag_ not in {"VBD", "VBN"}:
        return False
    above = verb.head
    opening = {above.lower_} | {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"} and c.i < verb.i}
    if opening.isdisjoint(_words()["awaited"]):
        return False
    if any(c.dep_ in {"aux", "auxpass"} and c.tag_ != "VBD" for c in verb.children):
        return False
    above = above.head if above.tag_ == "RB" else above
    return above.tag_ == "VB" and above.i < verb.i and _of_verb(above) == "future"


def _of_verb(verb: Token, depth: int = 0) -> Tense | None:
    words = _words()
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    perfect = any(h.lower_ in words["perfect"] for h in helpers)
    if verb.tag_ in {"VBN", "VBD"} and any(h.lower_ in words["had"] for h in helpers):
        return "past"
    modals = [h for h in helpers if h.tag_ == "MD" or (h.lower_ in words["ahead"] and h.tag_ != "VBD")]
    if modals or verb.tag_ == "MD":
        able = any(h.lower_ in words["able"] for h in modals)
        near = verb.doc[max(verb.i - _NEAR, 0) : verb.i + 1]
        denied = able and any(c.lower_ in words["negative"] for c in near)
        return "past" if perfect or denied else "future"
    if perfect:
        return "past"
    if any(h.tag_ == "TO" for h in helpers):
        return _of_infinitive(verb, depth)
    if verb.tag_ == "VBD" or any(h.tag_ == "VBD" for h in helpers):
        return "past"
    if verb.tag_ in {"VBZ", "VBP"} or any(h.tag_ in {"VBZ", "VBP"} for h in helpers):
        return "present"
    if verb.tag_ == "VBN":
        return "past"
    if verb.dep_ in {"conj", "advcl", "xcomp", "pcomp", "acl"} and depth < _DEEPEST:
        return _up(verb, depth)
    return None


def _of_infinitive(verb: Token, depth: int) -> Tense | None:
    """A purpose ("travelled to meet") or what "refused to" governs is of the tense above; any other lies ahead."""
    above = verb.head
    if _is_singled_out(verb) and above.i != verb.i and depth < _DEEPEST:
        return _up(verb, depth)
    with_it = verb.dep_ == "advcl" or (verb.dep_ == "xcomp" and above.lower_ in _words()["implicative"])
    if not with_it or above.i == verb.i or depth >= _DEEPEST or above.lower_ in {"is", "are", "was", "were", "be"}:
        return "future"
    return _up(verb, depth)


def _is_singled_out(verb: Token) -> bool:
    """True in "the first state to sign"."""
    opening = next((c for c in verb.children if c.tag_ == "TO"), None)
    noun = verb.doc[opening.i - 1] if opening is not None and opening.i > 0 else None
    return (
        noun is not None and noun.tag_.startswith("NN") and any(c.lower_ in _words()["singled"] for c in noun.children)
    )


def _up(verb: Token, depth: int) -> Tense | None:
    node = verb.head
    while not (node.tag_.startswith("VB") or node.tag_ == "MD"):
        if node.head.i == node.i:
            return None
        node = node.head
    return _of_verb(node, depth + 1)
