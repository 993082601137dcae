"""What a stance is about: the issues named by a phrase, each with the sense in which the phrase has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.positions.clauses import (
    child,
    extent,
    has_to,
    is_negated,
    is_noun,
    is_passive,
    is_verb,
    is_wanted_done,
    joined,
    lemma,
    subject,
)
from dragoman.extract.positions.lexicon import Entry, Lexicon

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

OTHER = "other"
_DEPTH = 5
_BEFORE = {"compound", "amod", "nmod", "poss", "nummod", "npadvmod"}
_OF = {"of", "to", "on", "in", "for", "against", "from", "with", "over", "by", "about", "toward", "towards"}
_NAMING = frozenset({"name", "identify", "quote"})
"""Of a source that "asked not to be named"; who "declined to comment" holds nothing, either."""
_LOOSE = frozenset({"relcl", "appos", "advcl", "parataxis", "cc", "conj", "ccomp"})
_LOOSE_VERB = frozenset({"relcl", "appos", "advcl", "parataxis", "nsubj", "aux", "mark", "cc", "conj"})


@dataclass(frozen=True, slots=True)
class Target:
    """An issue in the text: its head, its kind (`other` when no word of the lexicon names one), and +1, or -1 where
    the phrase has its ending ("the lifting of sanctions"). `first` and `last` bound its words."""

    head: Token
    kind: str
    sign: int
    first: Token
    last: Token


def kind_of(head: Token, lexicon: Lexicon) -> Entry | None:
    """The most particular entry of the lexicon that the head and the words around it meet."""
    verbal = is_verb(head) and head.dep_ not in {"pobj", "compound"}
    entries = (lexicon.verbs if verbal else lexicon.nouns).get(lemma(head) if verbal or is_noun(head) else head.lower_)
    if not entries:
        return None
    around: set[str] | None = None
    for entry in entries:
        if not entry.others:
            return entry
        if around is None:
            around = _around(head)
        if entry.others <= around:
            return entry
    return None


def _around(head: Token) -> set[str]:
    """The lemmas that stand with a head: modifiers and what hangs on it by a preposition; of a verb its particle and
    the heads of its object, or of its subject when passive."""
    found: set[str] = set()
    for c in head.children:
        if is_verb(head):
            if c.dep_ in {"prt", "dobj", "advmod", "acomp"} or (c.dep_ == "nsubjpass"):
                found.add(lemma(c))
                found.add(c.lower_)
                found.update(lemma(g) for g in c.children if g.dep_ in _BEFORE)
            elif c.dep_ == "prep":
                found.add(c.lower_)
                found.update(lemma(obj) for obj in c.children if obj.dep_ == "pobj")
        elif c.dep_ in _BEFORE:
            found.add(lemma(c))
            found.update(lemma(g) for g in c.children if g.dep_ in _BEFORE)
            if "-" in c.text:
                found.update(c.lower_.split("-"))
        elif c.dep_ == "prep":
            for obj in joined(child(c, "pobj")):
                found.add(lemma(obj))
                found.update(lemma(g) for g in obj.children if g.dep_ in _BEFORE)
    if not is_verb(head) and head.dep_ in {"compound", "nmod", "pobj"}:
        found.add(lemma(head.head if head.dep_ != "pobj" else head.head.head))
    return found


def targets_of(head: Token, lexicon: Lexicon, sign: int = 1, depth: int = 0) -> list[Target]:
    """The issues of a phrase or clause by its head, with those coordinated; an unknown one as `other`."""
    found: list[Target] = []
    for one in joined(head):
        found.extend(_one(one, lexicon, sign, depth))
    return found


def _one(head: Token, lexicon: Lexicon, sign: int, depth: int) -> list[Target]:
    if depth > _DEPTH:
        return []
    if is_verb(head) and not (head.dep_ == "pobj" and kind_of(head, lexicon) is not None):
        return _verb(head, lexicon, -sign if is_negated(head) else sign, depth)
    word, entry = lemma(head), kind_of(head, lexicon)
    if is_negated(head) or any(c.dep_ == "det" and c.lower_ == "no" for c in head.children):
        sign = -sign
    if word in lexicon.turning["nouns"]:
        inner = _known(_below(head), lexicon, -sign, depth)
        if inner:
            return inner
    if entry is not None and word in lexicon.passing["nouns"] and not entry.others:
        inner = _known(_purposes(head), lexicon, sign, depth)
        if inner:
            return inner
        if _has_infinitive(head):
            entry = None
    if entry is not None:
        return [_target(head, entry.kind, sign * entry.sign)]
    if word in lexicon.passing["nouns"]:
        inner = _known(_below(head), lexicon, sign, depth)
        if inner:
            return inner
        clause = child(head, "acl", "relcl")
        if clause is not None and is_verb(clause):
            return _one(clause, lexicon, sign, depth + 1)
    return [_target(head, OTHER, sign)] if is_noun(head) else []


def _judged(verb: Token, lexicon: Lexicon, sign: int, depth: int) -> list[Target]:
    """ "The ceasefire is wrong", "… is necessary": the subject's issue, turned where it is called bad."""
    about, word = child(verb, "nsubj"), child(verb, "acomp", "attr")
    if about is None or word is None:
        return []
    if lemma(word) in lexicon.judging["against"]:
        return _known([about], lexicon, -sign, depth)
    return _known([about], lexicon, sign, depth) if lemma(word) in lexicon.judging["for"] else []


def _has_infinitive(noun: Token) -> bool:
    """True for "plans to travel", which are no plan of peace."""
    clause = child(noun, "acl")
    return clause is not None and any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def _purposes(noun: Token) -> list[Token]:
    """What a plan or proposal is for: "plans for the conference", "a proposal to send observers"."""
    out = [
        inner for c in noun.children if c.dep_ == "prep" and c.lower_ == "for" if (inner := child(c, "pobj", "pcomp"))
    ]
    clause = child(noun, "acl")
    return [*out, clause] if clause is not None and _has_infinitive(noun) else out


def _verb(verb: Token, lexicon: Lexicon, sign: int, depth: int) -> list[Target]:
    word = lemma(verb)
    entry = kind_of(verb, lexicon)
    if entry is not None:
        return [_target(verb, entry.kind, sign * entry.sign)]
    if word == "be":
        judged = _judged(verb, lexicon, sign, depth)
        if judged:
            return judged
    operands = _operands(verb)
    turning = word in lexicon.turning["verbs"] or any(
        f"{word}+{c.lower_}" in lexicon.turning["verbs"] for c in verb.children if c.dep_ in {"prt", "advmod"}
    )
    if turning:
        inner = _known(operands, lexicon, -sign, depth)
        if inner:
            return inner
        undone = next((o for o in operands if is_noun(o) or o.tag_ == "VBG"), None)
        if undone is not None:
            return [_target(undone, OTHER, -sign)]
    elif word in lexicon.passing["verbs"] or word in {"be", "do"}:
        inner = _known(operands, lexicon, sign, depth)
        if inner:
            return inner
    if word == "comment" or (word in _NAMING and is_passive(verb)):
        return []
    return _known(_means(verb), lexicon, sign, depth) or [_target(verb, OTHER, sign)]


def _known(operands: list[Token], lexicon: Lexicon, sign: int, depth: int) -> list[Target]:
    """The issues of a known kind that the first operand to have any has; after "use a veto" what follows is turned."""
    for operand in operands:
        found = [t for t in targets_of(operand, lexicon, sign, depth + 1) if t.kind != OTHER]
        if found:
            return found
        if is_noun(operand) and lemma(operand) in lexicon.turning["nouns"]:
            sign = -sign
    return []


def _below(noun: Token) -> list[Token]:
    """What a noun is of: "the lifting of sanctions", "an end to the war", "sanctions relief", "a call to vote"."""
    out: list[Token] = []
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ in _OF:
            inner = child(c, "pobj", "pcomp")
            if inner is not None:
                out.append(inner)
    out.extend(c for c in noun.children if c.dep_ == "acl" or (c.dep_ in {"compound", "amod", "nmod"} and is_noun(c)))
    return out


def _operands(verb: Token) -> list[Token]:
    """What a verb is done to, object first; of a passive its subject, of a participle its noun."""
    out = [c for c in verb.children if c.dep_ in {"dobj", "attr", "oprd"}]
    if is_passive(verb) or is_wanted_done(verb):
        undergoer = subject(verb)
        if undergoer is not None:
            out.insert(0, undergoer)
    for c in verb.children:
        if (c.dep_ in {"xcomp", "ccomp"} and (is_verb(c) or is_noun(c))) or (c.dep_ == "advcl" and has_to(c)):
            out.append(c)
            own = child(c, "nsubj")
            if c.dep_ == "ccomp" and own is not None:
                out.append(own)
    for c in verb.children:
        if c.dep_ in {"prep", "dative", "prt", "advmod"}:
            for near in (c, *(g for g in c.children if g.dep_ == "prep")):
                inner = child(near, "pobj", "pcomp")
                if inner is not None:
                    out.append(inner)
    return out


def _means(verb: Token) -> list[Token]:
    """By what an act is to be done: "through dialogue"."""
    return [
        inner
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in {"through", "via"}
        if (inner := child(c, "pobj")) is not None
    ]


def _target(head: Token, kind: str, sign: int) -> Target:
    first, last = extent(head, skip=_LOOSE_VERB if is_verb(head) else _LOOSE)
    return Target(head, kind, sign, first, last)
