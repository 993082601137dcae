"""Whether an act that a noun names happened: "planned talks", "no attack", "talks continue"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.auxiliaries import is_negated, own_status
from dragoman.extract.events.governors import classes, noun_verdict, report_verdict, verdict
from dragoman.extract.events.match import Match
from dragoman.extract.events.words import words
from dragoman.model import Status

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

LEADING = {"for", "of", "on", "against", "to", "with", "from", "over", "in"}
"""Prepositions by which a verb governs an act: "called for talks", "warned of strikes"."""
ENDING = {"end", "halt", "cessation", "stop", "pause"}
PARTS = {"role", "part", "involvement", "hand", "responsibility", "complicity", "participation", "share"}
STEPS = 5
HARM = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"}


def of_noun(noun: Token) -> Status | None:
    """What a noun's own modifiers say: "no talks", "planned visit", "threatened veto"."""
    known = words()
    for c in noun.children:
        if c.i >= noun.i:
            continue
        if c.dep_ == "det" and c.lower_ in {"no", "any", "neither"}:
            return "negated" if c.lower_ != "any" else "hypothetical"
        if c.dep_ in {"amod", "advmod", "compound"}:
            found = known.adjective_status.get(c.lower_)
            if found is None and c.dep_ == "amod":
                found = known.adjective_status.get(c.lemma_)
            if found is not None:
                return found
        if c.dep_ == "amod" and c.tag_ == "VBN" and c.lemma_ in known.verb_status:
            return known.verb_status[c.lemma_]
    return None


def climb_noun(noun: Token, match: Match) -> Status | None:
    """What stands above a noun without a light verb: "denied the attack", "threatens a boycott", "a plan for talks"."""
    token = noun
    for _ in range(STEPS):
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "conj" and head.tag_[:2] == "NN":
            token = head
        elif token.dep_ == "pobj":
            found = _under_preposition(token, head, match)
            if found is None or isinstance(found, str):
                return found
            token = found
        elif syntax.is_verb(head):
            return _beside_verb(token, head, match)
        else:
            return None
    return None


def _under_preposition(token: Token, prep: Token, match: Match) -> Status | Token | None:
    """The status that the governor of a preposition gives, or the noun to climb on from."""
    governor, low = prep.head, prep.lower_
    if governor.tag_[:2] == "NN":
        if governor.lemma_ in ENDING and low in {"to", "of", "in"} and _asked_for(governor):
            return "ongoing"
        if governor.lemma_ in PARTS and low in {"in", "for"}:
            return report_verdict(governor) if match.actors else None
        if governor.lemma_ in {"return", "exchange"} and low == "for":
            return governor.head.head if syntax.is_noun(governor.head.head) else _exchanged(governor)
        if low in {"of", "for", "to", "on", "against"}:
            said = noun_verdict(governor)
            if said is not None:
                return said
        if governor.lemma_ in words().syntax["report"]:
            return report_verdict(governor) or governor
        return None
    if governor.lemma_ == "want" and governor.dep_ == "acl" and low in {"for", "over", "in"}:
        return None  # "a man wanted for the murder of": it was done
    if syntax.is_verb(governor) and low in LEADING:
        if low == "in":
            return verdict(governor) if f"{governor.lemma_}-in" in words().verb_status else None
        return _given(governor, low)
    return None


def _asked_for(noun: Token) -> bool:
    """True for an end that is asked for or hoped for: what is to end goes on."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return syntax.is_verb(verb) and _given(verb, "for") is not None


def _exchanged(noun: Token) -> Status | None:
    """What is to be given "in return for" something that is itself only offered, promised or asked."""
    verb = noun.head.head
    for above in (verb, verb.head):
        if syntax.is_verb(above) and verdict(above) in {"proposed", "announced", "demanded", "threatened"}:
            return "proposed"
    return None


def _beside_verb(token: Token, verb: Token, match: Match) -> Status | None:
    if token.dep_ in {"dobj", "nsubjpass", "ccomp"}:
        named = verb.lemma_ == "call"  # "called the raid an outrage": only "for" and "on" ask for it
        told = verb.lemma_ in classes()["approving"] and any(w == "by" for w, _ in syntax.prepositions(token))
        return None if named or told else _given(verb, "")
    if token.dep_ in {"nsubj", "attr"}:
        if _shows_no_end(verb):
            return "ongoing"
        own = own_status(verb)
        if own == "announced" and match.frame.type in HARM and not _takes_place(verb):
            return "hypothetical"
        if own in {"announced", "hypothetical", "negated", "demanded"}:
            return own
        if verb.lemma_ in classes()["lasting"] or _lasts(verb):
            return "ongoing"
        if verb.lemma_ in {"be", "remain", "seem", "appear", "look"}:
            return _said_of_it(verb)
    return None


def _takes_place(verb: Token) -> bool:
    """False for "be" in "an attack would be a disaster": what is said of an act does not announce it."""
    known = words().syntax
    return verb.lemma_ in known["happening"] | known["light"] | classes()["lasting"] or syntax.is_passive(verb)


def _lasts(verb: Token) -> bool:
    """True for "is going on", "has entered its third week"."""
    if verb.lemma_ == "be" and _in_its_week(verb):
        return True
    if verb.lemma_ == "go":
        return any(c.dep_ in {"prt", "advmod"} and c.lower_ == "on" for c in verb.children)
    spans = (c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in words().syntax["time"])
    return verb.lemma_ == "enter" and next(spans, None) is not None


def _in_its_week(verb: Token) -> bool:
    """True for "is in its third week"."""
    spans = (t for w, t in syntax.prepositions(verb, deep=False) if w in {"in", "into"})
    owned = (t for t in spans if t.lemma_ in words().syntax["time"])
    return any(c.dep_ == "poss" and c.lower_ in {"its", "their"} for t in owned for c in t.children)


def _shows_no_end(verb: Token) -> bool:
    """True for "shows no sign of easing": it goes on."""
    signs = (c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in classes()["sign"])
    sign = next(signs, None) if verb.lemma_ in {"show", "give"} else None
    if sign is None or not (is_negated(verb) or any(c.lower_ == "no" for c in sign.lefts)):
        return False
    forms = {form for t in sign.subtree for form in (t.lemma_, t.lower_[:-3], f"{t.lower_[:-3]}e")}
    return bool(forms & (classes()["abating"] | ENDING))


def _said_of_it(verb: Token) -> Status | None:
    """What a predicate says of an act: "talks are possible", "a strike is likely", "fighting is under way"."""
    for c in verb.children:
        found = words().adjective_status.get(c.lower_) if c.dep_ in {"acomp", "attr"} else None
        if found in {"announced", "demanded", "hypothetical", "negated", "ongoing"}:
            return found
        if c.dep_ in {"prep", "advmod"} and c.lower_ in {"under", "underway"}:
            if c.lower_ == "underway" or any(g.lower_ == "way" for g in c.children):
                return "ongoing"
    return None


def _given(verb: Token, prep: str) -> Status | None:
    found = verdict(verb, prep)
    if prep == "of" and verb.lemma_ == "warn":
        return "threatened"
    if prep in {"against", "over", "with"} and found in {"demanded", "announced"}:
        return None
    if found in {"threatened", "announced", "demanded", "proposed", "denied", "negated", "hypothetical", "ongoing"}:
        return found
    return None
