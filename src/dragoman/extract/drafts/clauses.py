"""Syntax of a vote: who votes, what stands above the vote, what is denied. Labels are ClearNLP's, as in spaCy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

MOST = 15
"""No more members than the Council has are listed in one phrase."""
UP = 6
_SHARING = frozenset({"conj", "xcomp", "advcl", "acomp", "ccomp", "dep", "oprd"})
"""How a verb hangs on one whose subject it shares."""
_NEVER = frozenset({"not", "n't", "n’t", "never", "no", "nor", "neither", "without"})


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependencies."""
    return next((c for c in token.children if c.dep_ in deps), None)


def is_verb(token: Token) -> bool:
    """True for a verb form."""
    return bool(token.tag_.startswith("VB"))


def joined(token: Token | None) -> list[Token]:
    """A token and those coordinated with it or in apposition ("Togo, Peru and Japan")."""
    out: list[Token] = []
    waiting = [token] if token is not None else []
    while waiting and len(out) < MOST:
        here = waiting.pop(0)
        out.append(here)
        waiting.extend(c for c in here.children if c.dep_ == "conj" and not is_verb(c))
    return out


def is_passive(verb: Token) -> bool:
    """True for a passive, with its auxiliary or as a participle behind its noun ("a text backed by Oslo")."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(c.dep_ == "aux" for c in verb.children)


def voters(verb: Token) -> list[Token]:
    """Who does what the verb says: after "by" in a passive, else the subject; those coordinated with it."""
    if is_passive(verb):
        by = next((c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"), None)
        return joined(child(by, "pobj")) if by is not None else []
    return joined(subject(verb))


def subject(verb: Token) -> Token | None:
    """The subject: the verb's own, or another's through coordination, control, and relative clauses."""
    for _ in range(UP):
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None:
            if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
                return verb.head
            return own
        above = verb.head
        if above.i == verb.i:
            return None
        if verb.dep_ in {"acl", "relcl"} and not is_verb(above):
            if verb.tag_ == "VB":
                owner = child(above, "poss")
                return owner if owner is not None else origin(above) or _of_support(above)
            return above
        if verb.dep_ == "xcomp" and is_verb(above):
            led = child(above, "dobj", "dative")
            if led is not None and child(verb, "aux") is not None:
                return led
        elif verb.dep_ == "pcomp" and above.dep_ == "prep":
            above = above.head
        elif verb.dep_ not in _SHARING or (verb.dep_ == "ccomp" and child(verb, "mark") is not None):
            return None
        verb = above
    return None


def _of_support(noun: Token) -> Token | None:
    """Whose "threat" or "plan" it is, when a verb carries it: "Cuba made a threat to", "kept its promise to"."""
    return subject(noun.head) if noun.dep_ == "dobj" and is_verb(noun.head) else None


def origin(noun: Token) -> Token | None:
    """The demonym or name before a noun ("a Russian veto")."""
    return next(
        (c for c in noun.children if c.dep_ in {"amod", "compound", "nmod", "poss"} and c.text[:1].isupper()), None
    )


def speaker_of(verb: Token) -> Token | None:
    """The subject of the verb of saying above a clause: whom its "it" may mean ("Peru said it would abstain")."""
    token = verb
    for _ in range(UP):
        above = token.head
        if above.i == token.i:
            return None
        if token.dep_ == "ccomp" and is_verb(above):
            return subject(above)
        token = above
    return None


def above(token: Token) -> Iterator[Token]:
    """The words that govern a vote, from the nearest up, as far as what is said of it goes."""
    for _ in range(UP):
        head = token.head
        if head.i == token.i or token.dep_ in {"conj", "relcl", "advcl", "parataxis"}:
            if token.dep_ == "conj" and head.i != token.i and head.dep_ in {"xcomp", "ccomp", "pcomp"}:
                token = head
                continue
            return
        yield head
        token = head


def is_negated(token: Token) -> bool:
    """True for "does not", "never", "no longer" on the word itself, or "without" above it."""
    for c in token.children:
        if c.dep_ == "neg" or (c.dep_ in {"advmod", "det", "preconj"} and c.lower_ in _NEVER):
            return True
    return bool(token.head.dep_ == "prep" and token.head.lower_ == "without")


def is_conditional(token: Token) -> bool:
    """True inside "if", "unless", "whether"."""
    return any(
        c.dep_ in {"mark", "advmod"} and c.lower_ in {"if", "unless", "whether", "until"} for c in token.children
    )


def auxiliaries(verb: Token) -> set[str]:
    """The lower-case auxiliaries on the verb."""
    return {c.lower_ for c in verb.children if c.dep_ == "aux"}
