"""Whose words a text's are: those who veto "a draft condemning the raid" condemn nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_REACH = 5
"""Steps up from a text to the verb that says what is done with it."""


@cache
def text_words() -> dict[str, frozenset[str]]:
    """The classes of texts.yaml, by name; read from disk on the first call."""
    listed = yaml.safe_load(files("dragoman.extract").joinpath("texts.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(str(words).split()) for name, words in listed.items()}


def is_text(noun: Token) -> bool:
    """True for a draft, a motion, a statement."""
    return noun.lemma_.lower() in text_words()["texts"]


def is_not_own(text: Token) -> bool:
    """True for a text that who is named above it does not make his own: he vetoes it, abstains on it, fails to adopt
    it, or has only seen it."""
    if not is_text(text):
        return False
    words = text_words()
    token = text
    for _ in range(_REACH):
        above = token.head
        if above.i == token.i:
            return False
        if above.tag_[:2] == "VB":
            if above.lemma_ in words["not_own"] or any(c.dep_ == "neg" for c in above.children):
                return True
            return above.dep_ == "xcomp" and above.head.lemma_ in words["failing"]
        if token.dep_ == "pobj" and above.lower_ in words["against"]:
            return True
        if token.dep_ not in {"pobj", "dobj", "conj"} and above.dep_ != "prep" and token.dep_ != "prep":
            return False
        token = above
    return False


def text_of(verb: Token) -> Token | None:
    """The text whose words a verb tells, though somebody else stands before it: the draft, of "condemning" in "vetoed a
    draft condemning the raid" and of "urges" in "opposes a draft that condemns the raid and urges Chad to withdraw"."""
    above = verb.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return above if is_not_own(above) else None
    if verb.dep_ != "conj" or verb.tag_ not in {"VBZ", "VBD", "VBP"} or above.i > verb.i:
        return None
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return None
    if above.dep_ == "relcl":
        first = above
    else:
        # the parser joins the second verb to the relative clause as often as to what stands above it
        texts = (c for c in above.rights if c.dep_ == "dobj" and c.i < verb.i and is_not_own(c))
        clauses = [c for text in texts for c in text.rights if c.dep_ == "relcl"]
        if not clauses:
            return None
        first = clauses[-1]
    if first.tag_ != verb.tag_ or not is_text(first.head) or any(t.text == "," for t in verb.doc[first.i : verb.i]):
        return None
    by_that = any(c.dep_ == "nsubj" and c.lower_ in {"that", "which"} for c in first.lefts)
    return first.head if by_that else None


def is_drafted(verb: Token) -> bool:
    """True for what only a draft does, as long as nobody is said to adopt it: "the draft condemns the raid", "a
    proposed statement urging Chad to withdraw" (not: "adopted a draft condemning")."""
    text = _telling(verb)
    if text is None or not is_text(text):
        return False
    words = text_words()
    if text.lemma_ not in words["drafts"] and not any(c.lower_ in words["drafted"] for c in text.lefts):
        return False
    above = text.head
    return not (text.dep_ == "dobj" and above.lemma_ in words["adopting"])


def _telling(verb: Token) -> Token | None:
    """The noun that does what a verb says: its subject, or what its clause belongs to."""
    token = verb
    for _ in range(_REACH):
        subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        if token.dep_ in {"relcl", "acl"} and (subject is None or subject.lower_ in {"that", "which"}):
            return token.head if subject is not None or token.tag_ == "VBG" else None
        if subject is not None or token.dep_ != "conj":
            return subject
        token = token.head
    return None


def is_seen(participle: Token) -> bool:
    """True for "seen" in "the draft, seen by the agency": who has seen a text has not written it."""
    return participle.tag_ == "VBN" and participle.lemma_ in text_words()["seen"] and is_text(participle.head)
