"""What a token is in its clause: a verb, a passive, an infinitive, a noun, or a verb that the parser took for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events.words import words

if TYPE_CHECKING:
    from dragoman.language.tokens import Token


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the dependency labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def is_verb(token: Token) -> bool:
    """True for a token that heads a clause: tagged as a verb and not an auxiliary."""
    return token.tag_[:2] == "VB" and token.dep_ not in {"aux", "auxpass"}


def is_lost_verb(token: Token) -> bool:
    """True for a bare verb that the parser took for a noun: "demanded that the general resign"."""
    if token.dep_ != "ccomp" or token.tag_ not in {"NN", "NNP"}:
        return False
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def is_plan(token: Token) -> bool:
    """True for "Unions plan to march", where the parser took the verb that rules the sentence for a noun."""
    told = (c for c in token.children if c.dep_ == "xcomp" and is_infinitive(c))
    return token.dep_ == "ROOT" and token.tag_ in {"NN", "NNS"} and next(told, None) is not None


def lost_subject(clause: Token) -> Token | None:
    """The subject of such a verb: the noun right before it."""
    return next((c for c in reversed(list(clause.lefts)) if c.dep_ in {"compound", "poss", "amod"}), None)


def is_noun(token: Token) -> bool:
    """True for a common or proper noun."""
    return token.tag_[:2] == "NN"


def is_infinitive(verb: Token) -> bool:
    """True when the clause starts with "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_passive(verb: Token) -> bool:
    """True when the verb's grammatical subject undergoes the act."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    labels = {c.dep_ for c in verb.children}
    if labels & {"auxpass", "nsubjpass"}:
        return True
    if verb.lemma_ in words().syntax["dying"]:
        return False  # "ten drowned": nobody drowned them
    if _shares_passive(verb, labels):
        return True
    if verb.tag_ == "VBD" or labels & {"aux", "nsubj", "dobj"}:
        return False
    if verb.dep_ == "conj" and is_verb(verb.head):
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "advcl", "amod", "relcl", "ccomp", "xcomp", "ROOT", "oprd", "prep"}


def _shares_passive(verb: Token, labels: set[str]) -> bool:
    """True for "wounded" in "two were killed and a guard wounded": with a subject of its own, and no object."""
    if verb.dep_ != "conj" or "nsubj" not in labels or labels & {"aux", "dobj"}:
        return False
    return verb.lemma_ in words().syntax["toll"] and any(c.dep_ == "auxpass" for c in verb.head.children)


def is_short_of(verb: Token) -> bool:
    """True for "stopped short of", "fell short of": a verb that does nothing itself."""
    return any(c.lower_ == "short" and any(g.lower_ == "of" for g in c.rights) for c in verb.rights)


def finite_above(verb: Token) -> Token | None:
    """The finite verb that a later finite one is joined to, where the parser joined it to an infinitive between them:
    "calls on Chad to withdraw and demands"; `None` where the parse is right."""
    head = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in {"VBZ", "VBD", "VBN"}:
        return None
    if head.tag_ == "VBN" and head.dep_ == "ccomp" and head.head.tag_ in {"VBZ", "VBD"}:
        return head.head if _is_told_apart(head, verb) else None
    if not (head.tag_ == "VB" and verb.tag_ != "VBN") and not (head.tag_ == "VBP" and verb.tag_ == "VBD"):
        return None
    for above in head.ancestors:
        if above.tag_ == verb.tag_ and is_verb(above):
            return above
        if above.tag_[:2] == "VB" and above.tag_ in {"VBZ", "VBD", "VBP"}:
            return None
    return None


def _is_told_apart(told: Token, verb: Token) -> bool:
    """True for "said it had been hit and accused Chad": a word of speech in the past, not under the pluperfect."""
    spoken = words().syntax["saying"] | words().syntax["blame"] | words().syntax["demanding"]
    pluperfect = any(c.dep_ == "aux" and c.lower_ in {"had", "has", "have"} for c in told.children)
    passive = any(c.dep_ == "auxpass" for c in told.children)
    own = any(c.dep_ in {"aux", "auxpass", "nsubj"} for c in verb.children)
    if own or (verb.tag_ == "VBN" and not (passive and any(c.dep_ == "dobj" for c in verb.children))):
        return False
    return pluperfect and verb.lemma_ in spoken and told.head.lemma_ in words().syntax["saying"]


def said_of(verb: Token) -> Token | None:
    """Of whom a clause without a subject is said: the gangs in "gangs it says have killed ten"."""
    own = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg"}]
    first = own[0] if own else verb
    if first.i < 2 or first.lower_ == "to" or first.tag_ not in {"VBD", "VBZ", "VBP", "MD"}:
        return None
    above = first.nbor(-1)
    if above.lemma_ not in words().syntax["saying"] or above.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    teller = child(above, "nsubj")
    if teller is None or teller.i > above.i:
        return None
    at = teller.left_edge.i - 1
    while at >= 0 and (verb.doc[at].tag_ in {"''", "``"} or verb.doc[at].lower_ in {"who", "which", "that"}):
        at -= 1
    return verb.doc[at] if at >= 0 and is_noun(verb.doc[at]) else None


def hyphened(token: Token) -> str:
    """The lemma of a word, with what a hyphen joins to it: the parser splits "cease-fire"."""
    base = token.lemma_.lower()
    doc, i = token.doc, token.i
    if i >= 2 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_ and not doc[i - 2].whitespace_:
        return f"{doc[i - 2].lower_}-{base}"
    return base
