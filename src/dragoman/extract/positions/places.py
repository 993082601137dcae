"""Where the issue of a predicate stands: its object, infinitive, clause, or what follows a preposition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.positions import clauses
from dragoman.extract.positions.clauses import child, is_noun, is_verb
from dragoman.extract.positions.lexicon import Lexicon, Predicate
from dragoman.extract.positions.targets import OTHER, Target, targets_of

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

CLAUSAL = frozenset({"inf", "obj+inf", "that", "ing"})
"""Places that a clause fills."""

FAVOUR = frozenset({"favour", "favor"})
"""What one votes "in", with the issue after "of", or with none."""


def verb_targets(verb: Token, predicate: Predicate, lexicon: Lexicon) -> list[Target]:
    """The targets in the first of the predicate's places that is filled."""
    for slot in predicate.slots:
        heads = _place(verb, slot)
        found = [t for h in heads for t in targets_of(h, lexicon)]
        if slot == "that" and heads:
            found = _of_clause(heads[0], found, lexicon)
        if found:
            return found
    return []


def noun_targets(noun: Token, predicate: Predicate, lexicon: Lexicon) -> list[Target]:
    for slot in predicate.slots:
        if slot in CLAUSAL:
            heads = [
                c for c in noun.children if c.dep_ in {"acl", "ccomp", "xcomp"} and is_verb(c) and _is_form(c, slot)
            ]
            if slot == "inf" and is_noun(noun):
                near = clauses.infinitive_after(noun)
                heads = [near] if near is not None else heads
            if slot == "that":
                heads = [c for c in noun.children if c.dep_ in {"acl", "ccomp"} and child(c, "mark") is not None]
        else:
            heads = clauses.objects_after(noun, (slot,))[:1]
            if slot == "to" and is_noun(noun) and clauses.infinitive_after(noun) is not None:
                heads = []
            if not heads and noun.dep_ == "dobj":
                heads = [h for h in clauses.objects_after(noun.head, (slot,))[:1] if h.i > noun.i]
        found = [t for h in heads for t in targets_of(h, lexicon)]
        if slot == "that" and heads:
            found = _of_clause(heads[0], found, lexicon)
        if found:
            return found
    return []


def _of_clause(clause: Token, found: list[Target], lexicon: Lexicon) -> list[Target]:
    """The targets of a that-clause: of its verb, or where that names no known issue of its subject ("warned that the
    strikes could harm …")."""
    about = child(clause, "nsubj", "nsubjpass", "csubj")
    if about is None or any(t.kind != OTHER for t in found):
        return found
    return [t for t in targets_of(about, lexicon) if t.kind != OTHER] or found


def _place(verb: Token, slot: str) -> list[Token]:
    if slot == "obj":
        if clauses.is_passive(verb):
            undergoer = clauses.subject(verb)
            return [undergoer] if undergoer is not None else []
        found = child(verb, "dobj")
        if found is not None and found.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            found = verb.head
        return [found] if found is not None else []
    if slot in CLAUSAL:
        for c in verb.children:
            if c.dep_ in {"xcomp", "ccomp", "advcl", "dep"} and is_verb(c) and _is_form(c, slot):
                return [] if slot == "that" and clauses.is_own_warning(c) else [c]
        return []
    found_after = clauses.objects_after(verb, (slot,))[:1]
    if found_after and found_after[0].lower_ in FAVOUR:
        return clauses.objects_after(found_after[0], ("of",))[:1]
    return found_after


def _is_form(clause: Token, slot: str) -> bool:
    to = clauses.has_to(clause)
    if clause.dep_ == "advcl":
        return to and slot == "obj+inf" and any(c.dep_ in {"dobj", "prep"} for c in clause.head.children)
    if slot in {"inf", "obj+inf"}:
        return to
    if slot == "ing":
        return clause.tag_ == "VBG" and child(clause, "aux") is None
    return not to and clause.dep_ in {"ccomp", "dep"}
