"""Verbs and adjectives that tell a stance, and the claims of a whole sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.extract.positions import clauses
from dragoman.extract.positions.claims import Claim, claim_of, key_of, told
from dragoman.extract.positions.clauses import is_noun, is_verb, joined
from dragoman.extract.positions.lexicon import Lexicon
from dragoman.extract.positions.nouns import of_agentive, of_led, of_noun, of_pointing, of_waged, owners_of
from dragoman.extract.positions.places import noun_targets, verb_targets
from dragoman.extract.positions.targets import OTHER, Target

if TYPE_CHECKING:
    from dragoman.language.tokens import Token


def claims_of(tokens: list[Token], lexicon: Lexicon) -> Iterator[Claim]:
    """The claims of a sentence's predicates, in text order."""
    last: Target | None = None
    for token in tokens:
        tag = token.tag_[:2]
        if tag == "VB":
            found = of_led(token, lexicon) or _of_adjective(token, lexicon) or list(_of_verb(token, lexicon))
        elif tag == "NN":
            found = [*(of_noun(token, lexicon) or of_pointing(token, last, lexicon)), *of_agentive(token, lexicon)]
            found += of_waged(token, lexicon)
        elif tag == "JJ":
            found = of_led(token, lexicon) or _of_adjective(token, lexicon)
        else:
            continue
        yield from found
        last = next((c.target for c in found if c.target.kind != OTHER), last)


def _of_verb(verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    listed = lexicon.predicates["verbs"].get(key_of(verb))
    if not listed:
        return
    certain = told(verb, lexicon)
    if certain is None:
        return
    noun = clauses.noun_before(verb, lexicon.doing)
    who = owners_of(noun, None, lexicon) if noun is not None else []
    who = who or clauses.agents(verb)
    if not who:
        return
    turned = certain * (-1 if clauses.is_negated(verb) else 1)
    for predicate in listed:
        targets = verb_targets(verb, predicate, lexicon)
        made = [c for t in targets if (c := claim_of(verb, predicate, t, who, turned, lexicon, "verb")) is not None]
        yield from made
        if made:
            return


def _of_adjective(word: Token, lexicon: Lexicon) -> list[Claim]:
    listed = lexicon.predicates["adjectives"].get(word.lower_)
    if not listed:
        return []
    head = word.head
    if word.dep_ in {"acl", "amod", "relcl"} and is_noun(head):
        who, clause = [head], word
    elif is_verb(word):
        who, clause = joined(clauses.subject(word)), word
    elif is_verb(head):
        who, clause = joined(clauses.subject(head)), head
    else:
        return []
    certain = told(clause, lexicon)
    if certain is None or not who:
        return []
    turned = certain * (-1 if clauses.is_negated(word) or clauses.is_negated(clause) else 1)
    for predicate in listed:
        targets = noun_targets(word, predicate, lexicon)
        made = [
            c for t in targets if (c := claim_of(word, predicate, t, who, turned, lexicon, "adjective")) is not None
        ]
        if made:
            return made
    return []
