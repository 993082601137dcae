"""Nouns that tell a stance: "support for", "opposition to", "its campaign", "a French-led draft", "his backer"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.positions import clauses
from dragoman.extract.positions.claims import Claim, claim_of, told
from dragoman.extract.positions.clauses import child, is_verb, joined, lemma
from dragoman.extract.positions.lexicon import Lexicon, Predicate
from dragoman.extract.positions.places import noun_targets
from dragoman.extract.positions.targets import Target, kind_of, targets_of

if TYPE_CHECKING:
    from dragoman.language.tokens import Token


NEXT = 12
"""Words after a noun in which the issue that it points to may follow."""


def of_noun(noun: Token, lexicon: Lexicon) -> list[Claim]:
    listed = lexicon.predicates["nouns"].get(lemma(noun))
    if not listed or (noun.tag_ == "NNP" and noun.i > 0):
        return []
    governor = next((g for g in clauses.above(noun) if is_verb(g)), None)
    certain = told(governor, lexicon) if governor is not None and noun.dep_ in {"dobj", "pobj"} else 1
    for predicate in listed:
        targets = noun_targets(noun, predicate, lexicon)
        if not targets:
            continue
        who = owners_of(noun, governor, lexicon)
        turned = -1 if clauses.is_negated(noun) or any(c.lower_ == "no" for c in noun.children) else 1
        if governor is not None and noun.dep_ == "dobj":
            if clauses.is_negated(governor):
                turned = -turned
            if lemma(governor) in lexicon.turning["verbs"]:
                turned = -turned
        if certain is None:
            continue
        if predicate.stance == "threatens" and not who:
            who = [
                c for t in targets for c in t.head.children if c.dep_ in {"compound", "amod"} and c.text[:1].isupper()
            ]
        return [c for t in targets if (c := claim_of(noun, predicate, t, who, turned, lexicon, "noun")) is not None]
    return []


def of_pointing(noun: Token, last: Target | None, lexicon: Lexicon) -> list[Claim]:
    """ "… despite objections from Oslo": to the issue that was named just before, else to the next one."""
    listed = lexicon.predicates["nouns"].get(lemma(noun))
    behind = clauses.objects_after(noun, ("from", "by")) if listed else []
    if not listed or not behind or child(noun, "acl") is not None:
        return []
    for token in noun.doc[noun.i + 1 : noun.i + NEXT] if last is None else ():
        entry = kind_of(token, lexicon) if token.tag_[:2] == "NN" else None
        if entry is not None:
            last = Target(token, entry.kind, entry.sign, noun, token)
            break
    if last is None:
        return []
    claim = claim_of(noun, listed[0], Target(last.head, last.kind, 1, noun, noun), behind, 1, lexicon, "noun")
    return [claim] if claim is not None else []


def of_led(word: Token, lexicon: Lexicon) -> list[Claim]:
    """ "A French-led draft resolution"."""
    if word.lower_ not in lexicon.led or word.i < 2 or word.doc[word.i - 1].text not in {"-", "‑"}:
        return []
    leader = word.doc[word.i - 2]
    if not leader.text[:1].isupper() or word.dep_ not in {"amod", "acl", "compound"}:
        return []
    predicate = Predicate("supports", ("obj",), act=True)
    found = targets_of(word.head, lexicon)
    return [c for t in found if (c := claim_of(word, predicate, t, [leader], 1, lexicon, "led")) is not None]


def of_waged(noun: Token, lexicon: Lexicon) -> list[Claim]:
    """ "Its bombing campaign": force that has an owner is the owner's policy."""
    owner = child(noun, "poss")
    if owner is None or lemma(noun) not in lexicon.waged:
        return []
    predicate = Predicate("supports", ("of",), act=True)
    found = [t for t in targets_of(noun, lexicon) if t.kind in lexicon.hostile]
    return [c for t in found[:1] if (c := claim_of(noun, predicate, t, [owner], 1, lexicon, "waged")) is not None]


def of_agentive(noun: Token, lexicon: Lexicon) -> list[Claim]:
    """ "Norway is the junta's strongest backer": for what the backer's possessor or "of" names."""
    stance = lexicon.agentive.get(lemma(noun))
    if stance is None or noun.dep_ not in {"attr", "appos"}:
        return []
    who = joined(clauses.subject(noun.head)) if noun.dep_ == "attr" else [noun.head]
    owner = child(noun, "poss") or next(
        (c for c in noun.children if c.tag_ == "NNP" and c.dep_ in {"nmod", "compound"}), None
    )
    backed = [owner] if owner is not None else clauses.objects_after(noun, ("of",))[:1]
    if not who or (noun.dep_ == "attr" and told(noun.head, lexicon) is None):
        return []
    predicate = Predicate(stance, ("of",))
    turned = -1 if noun.dep_ == "attr" and clauses.is_negated(noun.head) else 1
    found = [t for b in backed for t in targets_of(b, lexicon)]
    return [c for t in found if (c := claim_of(noun, predicate, t, who, turned, lexicon, "noun")) is not None]


def owners_of(noun: Token, governor: Token | None, lexicon: Lexicon) -> list[Token]:
    """Whose support, opposition or call it is: its possessor, a demonym before it, "from" or "by" behind it, else the
    subject of a verb that has it as its object."""
    owner = child(noun, "poss")
    if owner is not None:
        return joined(owner)
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ in {"from", "by", "among"}:
            return joined(child(c, "pobj"))
    demonyms = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper()]
    if demonyms:
        return joined(demonyms[-1])
    if noun.dep_ == "conj":
        return owners_of(noun.head, governor, lexicon)
    held = noun.dep_ == "dobj" or (noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with", "of"})
    accusing = governor is not None and any(p.accusing for p in lexicon.predicates["verbs"].get(lemma(governor), ()))
    if governor is not None and held and not accusing and lemma(governor) not in lexicon.getting:
        return clauses.agents(governor)
    return []
