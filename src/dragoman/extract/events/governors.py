"""What a word makes of the act that it governs: "threatened to", "ruled out", "no plans to", "denied reports that"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.extract.events.auxiliaries import is_negated
from dragoman.extract.events.words import load_yaml, words
from dragoman.model import Status

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_BESIDE = {"appos", "npadvmod", "dobj", "dep", "conj"}
NO = {"no", "neither", "any"}
HAVING = {"have", "be", "see", "find"}


@cache
def classes() -> dict[str, frozenset[str]]:
    """The closed classes of words that status is read with (status.yaml), by name."""
    return {name: frozenset(str(listed).split()) for name, listed in load_yaml("status.yaml")["classes"].items()}


def verdict(verb: Token, prep: str = "") -> Status | None:
    """The status that a verb gives the act below it, by the verb with its particle ("rule out"), with the preposition
    that leads to the act ("decide against"), with its adverb ("stop short"), or alone."""
    known = words().verb_status
    second = [c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"} and c.i <= verb.i + 2]
    for word in (*second, prep):
        if word and (found := known.get(f"{verb.lemma_}-{word}")):
            return found
    return known.get(verb.lemma_)


def demanded_before(deed: Token, above: Token) -> Status | None:
    """The status by the noun before a deed's "that": "condemns Chad for the raid and demands that it withdraw", where
    the parser takes the demands for nouns and the clause for one of the raid, `above` it."""
    mark = next((c for c in deed.children if c.dep_ == "mark"), None)
    if mark is None or mark.i == 0:
        return None
    before = deed.doc[mark.i - 1]
    return noun_verdict(before) if before.i != above.i and before.tag_[:2] == "NN" else None


def noun_verdict(noun: Token) -> Status | None:
    """The status that a noun gives the act below it ("plans to"), as what stands around the noun leaves it ("no plans
    to", "dropped plans to", "denied plans to"); `None` for a noun that says nothing."""
    said = words().noun_status.get(noun.lemma_)
    if said is None and noun.lemma_ not in classes()["sign"]:
        return None
    verb = noun.head
    if any(c.lower_ in NO and c.dep_ == "det" for c in noun.children):
        open_ = any(c.lower_ == "any" for c in noun.lefts) and noun.dep_ in {"nsubj", "nsubjpass"}
        return "hypothetical" if open_ and not is_negated(verb) else "negated"
    if noun.dep_ in {"dobj", "nsubjpass", "attr"} and verb.tag_[:2] == "VB":
        above = verdict(verb)
        if above in {"negated", "denied"}:
            return "happened" if is_negated(verb) else above
        if above == "hypothetical":
            return above
        if is_negated(verb) and verb.lemma_ in HAVING:
            return "negated"
    return said


def report_verdict(noun: Token) -> Status | None:
    """What is made of an act that a report, claim or accusation tells: denied where the report is, hypothetical where
    there is none, else open."""
    if any(c.lower_ in NO and c.dep_ == "det" for c in noun.children):
        return "hypothetical"
    for c in noun.children:
        if c.dep_ == "acl" and c.lemma_ in classes()["refuting"] and c.tag_ == "VBN":
            return "denied"
    verb, called = noun.head, noun.dep_ == "pobj" and noun.head.lower_ == "as"
    if called:
        verb = verb.head  # "rejected as slander a report that"
    if verb.lemma_ in classes()["refuting"] and not is_negated(verb):
        if called or noun.dep_ in {"dobj", "nsubjpass"}:
            return "denied"
    return None


def is_refuted(act: Token) -> bool:
    """True for an act that somebody is accused of, or that is reported, where the sentence goes on that the accused
    denies it: "accused Chad of shelling the port, a charge Chad denies", "… but the claim was denied"."""
    above = next((t for t in act.ancestors if t.lemma_ in words().syntax["blame"] and t.tag_[:2] == "VB"), None)
    said = above is None and act.tag_[:2] == "VB" and any(t.lemma_ in words().syntax["saying"] for t in act.ancestors)
    if above is None and not said:
        return False
    for token in act.doc[max(act.i, above.i if above is not None else 0) + 1 :]:
        if token.lemma_ in {"deny", "refute", "dispute"} and token.tag_[:2] == "VB" and not is_negated(token):
            if said:
                # "said it had killed ten, a claim the rebels denied"
                return token.dep_ == "relcl" and _is_the_claim(token.head) and token.head.dep_ in _BESIDE
            if any(_is_the_claim(c) for c in (*token.children, *([token.head] if token.dep_ == "relcl" else ()))):
                return True
    return False


def _is_the_claim(token: Token) -> bool:
    known = token.lemma_ in words().syntax["report"] or token.lemma_ == "charge"
    return token.lower_ in {"which", "it", "this", "that"} or (known and token.dep_ != "nsubj")
