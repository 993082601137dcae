"""What a verb's own auxiliaries, negation and conjunction say of its act: "will", "might", "has yet to", "if"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.words import words
from dragoman.model import Status

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

WILL, WOULD = {"will", "shall", "'ll", "’ll", "wo"}, {"would", "'d", "’d", "could", "may", "might"}
MUST = {"must", "should", "ought"}
IF = {"if", "unless", "whether", "should", "until", "till"}
UPCOMING = {"when", "before", "after", "once", "while", "as"}
"""Conjunctions before a present tense that is still to come: "before the envoy visits"."""
NOBODY = {"nobody", "none", "neither", "no-one"}
NOT = {"no", "neither", "not", "n't", "n’t"}
CLEAR = {"clear", "known", "plain"}
NEVER = {"never", "hardly", "barely", "nowhere", "neither", "nor"}


def own_status(verb: Token) -> Status | None:
    """What a verb's own auxiliaries, negation and conjunctions say; `None` when they leave it open."""
    own = list(verb.children)
    shared = _shared(verb, own)
    if shared is not None:
        return shared
    negated = is_negated(verb)
    marked = any(_is_if(c) for c in own)
    inverted = _inverted(verb, own)
    modal: Status | None = "hypothetical" if marked else inverted
    for c in own:
        if modal is None and (c.dep_ in {"aux", "auxpass"} or c.tag_ == "MD"):
            modal = _modal(verb, c)
    if modal == "hypothetical" and not marked and _forestalled(own):
        return "negated"
    if verb.dep_ == "ROOT" and _is_headlines_future(own):
        return "negated" if negated else "announced"
    if verb.lemma_ == "go" and verb.tag_ == "VBG" and any(c.dep_ == "xcomp" for c in own):
        return "negated" if negated else "announced"
    if negated:
        return "hypothetical" if marked or inverted is not None else "negated"
    if modal is None and _upcoming(verb, own):
        return "announced"
    if modal is not None:
        return modal
    if verb.tag_ == "MD":
        return "hypothetical"
    return "ongoing" if _in_progress(verb, own) else None


def is_negated(verb: Token) -> bool:
    """True when the clause is: "did not", "never", "nobody", "no aid was sent", "not one minister", "has yet to"."""
    for c in verb.children:
        low = c.lower_
        if c.dep_ == "neg" or (c.dep_ == "advmod" and low in NEVER):
            return True
        if c.dep_ in {"det", "preconj"} and low == "neither":
            return True
        if low == "nor" and c.dep_ == "cc" and c.i < verb.i:
            return True
        if c.dep_ in {"nsubj", "nsubjpass"} and (low in NOBODY or _denies(c)):
            return True
        if c.dep_ in {"dobj", "dative"} and (low in {"nobody", "nothing"} or _denies(c)):
            return True
        if c.dep_ == "nsubj" and low == "one" and any(g.lower_ == "no" for g in c.children):
            return True
    if verb.dep_ == "conj" and verb.i > 0 and verb.nbor(-1).lower_ == "nor":
        return True
    return _yet_to(verb)


def is_conditional(verb: Token) -> bool:
    """True when the clause holds on a condition: "if", "unless", "until"."""
    return any(
        c.dep_ == "advcl" and any(g.dep_ == "mark" and g.lower_ in {"if", "unless", "until"} for g in c.children)
        for c in verb.children
    )


def is_to_be(verb: Token) -> bool:
    """True for a participle that says what is to be done: "set for Monday", "talks scheduled next week"."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def _denies(noun: Token) -> bool:
    before = [g for g in noun.children if g.i < noun.i]
    before += [n for g in before if g.dep_ == "nummod" for n in g.children]
    return any(g.lower_ in NOT and g.dep_ in {"det", "preconj", "cc", "neg", "advmod"} for g in before)


def _yet_to(verb: Token) -> bool:
    """True for "has yet to act", "is yet to act", "remains to be done"."""
    head = verb.head
    if verb.dep_ != "xcomp" or not syntax.is_infinitive(verb) or head.i == verb.i:
        return False
    yet = any(c.lower_ == "yet" for c in (*head.children, *verb.children) if c.i < verb.i)
    return (head.lemma_ in {"have", "be"} and yet) or (head.lemma_ == "remain" and syntax.is_passive(verb))


def _forestalled(own: list[Token]) -> bool:
    """True for "before it could deliver food": it did not."""
    before = any(c.dep_ == "mark" and c.lower_ == "before" for c in own)
    return before and any(c.dep_ == "aux" and c.lower_ == "could" for c in own)


def _is_if(child: Token) -> bool:
    return (child.dep_ == "mark" and child.lower_ in IF) or (
        child.dep_ == "advmod" and child.lower_ in {"if", "unless", "until"}
    )


def _inverted(verb: Token, own: list[Token]) -> Status | None:
    """A condition without "if": "should Chad refuse", "had the coup succeeded", "were Chad to invade"."""
    first = verb.doc[0]
    opens = first.lower_ in {"should", "were", "had"} and first.head.i == verb.i and verb.doc[-1].text != "?"
    if verb.dep_ != "advcl" and not opens:
        return None
    subject = min((c.i for c in own if c.dep_ in {"nsubj", "nsubjpass"}), default=0)
    early = any(c.lower_ in {"should", "had", "were"} and c.dep_ in {"aux", "auxpass"} and c.i < subject for c in own)
    return "hypothetical" if early or (verb.lower_ == "were" and verb.i < subject) else None


def _modal(verb: Token, aux: Token) -> Status | None:
    low = aux.lower_
    if low in WILL:
        return "announced"
    if low in WOULD:
        if low not in {"would", "'d", "’d"}:
            return "hypothetical"
        perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
        return "hypothetical" if perfect else _under_plan(verb) or ("announced" if reported(verb) else "hypothetical")
    if low in MUST:
        return "demanded"
    if low == "can":
        return "hypothetical"
    if aux.lemma_ == "be" and aux.tag_ in {"VBZ", "VBP"} and verb.tag_ == "VB":
        return "announced"
    return None


def _under_plan(verb: Token) -> Status | None:
    """What a plan, proposal or deal under which something "would" be done makes of it."""
    for word, noun in syntax.prepositions(verb):
        if word in {"under", "in"} and noun.i < verb.i and noun.lemma_ in words().noun_status:
            return words().noun_status[noun.lemma_]
    return None


def _is_headlines_future(own: list[Token]) -> bool:
    """True for "Oslo to send troops"."""
    return any(c.dep_ == "nsubj" for c in own) and any(c.dep_ == "aux" and c.lower_ == "to" for c in own)


def _upcoming(verb: Token, own: list[Token]) -> bool:
    """True for a present tense after "before", "when", "once" under a clause that is itself to come."""
    if verb.dep_ != "advcl" or not _in_present(verb, own):
        return False
    if any(c.dep_ in {"mark", "advmod"} and c.lower_ == "before" and c.i < verb.i for c in own):
        return True
    if not any(c.dep_ in {"mark", "advmod"} and c.lower_ in UPCOMING and c.i < verb.i for c in own):
        return False
    return any(c.lower_ in WILL | {"to"} | MUST for c in verb.head.children if c.dep_ == "aux")


def _in_present(verb: Token, own: list[Token]) -> bool:
    """True for "frees", "are freed"."""
    if verb.tag_ in {"VBZ", "VBP"}:
        return True
    return verb.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ in {"VBZ", "VBP"} for c in own)


def _in_progress(verb: Token, own: list[Token]) -> bool:
    """True for "is shelling", "has been shelling", "were still shelling"; a pluperfect is over."""
    if verb.tag_ != "VBG":
        return False
    if any(c.lower_ == "had" and c.dep_ == "aux" for c in own):
        return False
    return any(c.lemma_ == "be" and c.dep_ in {"aux", "auxpass"} for c in own)


def _shared(verb: Token, own: list[Token]) -> Status | None:
    """What the first of coordinated verbs says for a later one without a subject or an auxiliary of its own."""
    if verb.dep_ != "conj" or not syntax.is_verb(verb.head):
        return None
    if any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "neg"} for c in own):
        return None
    if verb.head.tag_ != verb.tag_ and verb.tag_ != "VB":
        return None
    return own_status(verb.head)


def reported(verb: Token) -> bool:
    """True for a clause that somebody is said to have said, after or before it."""
    saying = words().syntax["saying"]
    under = verb.dep_ in {"ccomp", "conj"} and (verb.head.lemma_ in saying or verb.head.dep_ == "ccomp")
    clear = verb.dep_ in {"ccomp", "advcl"} and (
        verb.head.lower_ in CLEAR or any(c.lower_ in CLEAR for c in verb.head.children)
    )
    return under or clear or any(c.dep_ in {"ccomp", "parataxis"} and c.lemma_ in saying for c in verb.children)
