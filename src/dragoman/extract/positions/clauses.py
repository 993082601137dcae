"""Syntax around a predicate: who its subject is, what its places hold, what negates or conditions it.

Labels are ClearNLP's, as spaCy's English models give them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.extract.texts import text_of

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
MOST_WORDS = 120
"""Words of a phrase at most: more is no phrase."""
_UP = 8
"""Steps upwards at most: deeper nesting is a parser's error."""
_NEVER = frozenset({"not", "n't", "never", "no", "nor", "neither", "hardly", "n’t", "nt"})
_MAYBE = frozenset({"could", "may", "might"})
_WANTING = frozenset({"want", "like", "need", "prefer", "see", "get", "have"})
_WILL = frozenset({"will", "would", "'ll", "wo"})
_SPEAKER = frozenset({"it", "they", "we", "i", "he", "she"})
_DUTY = frozenset({"must", "should", "ought"})


def lemma(token: Token) -> str:
    """The lemma in lower case."""
    return str(token.lemma_).lower()


def is_verb(token: Token) -> bool:
    """True for a verb form."""
    return bool(token.tag_.startswith("VB"))


def is_noun(token: Token) -> bool:
    """True for a common or proper noun."""
    return bool(token.tag_.startswith("NN"))


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these dependencies."""
    return next((c for c in token.children if c.dep_ in deps), None)


def joined(token: Token | None) -> list[Token]:
    """A token and those coordinated with it ("dialogue and reforms")."""
    out: list[Token] = []
    while token is not None and len(out) < 12:
        out.append(token)
        token = child(token, "conj")
    return out


def objects_after(token: Token, preps: Iterable[str]) -> list[Token]:
    """What stands after one of these prepositions that hang on the token (or on its direct object's end)."""
    wanted = set(preps)
    for prep in token.children:
        if prep.dep_ in {"prep", "agent", "dative", "prt", "advmod"} and prep.lower_ in wanted:
            inner = child(prep, "pobj", "pcomp")
            if inner is None:
                deeper = child(prep, "prep")
                inner = child(deeper, "pobj", "pcomp") if deeper is not None else None
            if inner is not None:
                return joined(inner)
    return []


def has_to(verb: Token) -> bool:
    """True for an infinitive with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def infinitive_after(noun: Token) -> Token | None:
    """The infinitive of "call for Oslo to vote", "decision to vote", wherever the parser has hung it."""
    doc, i = noun.doc, noun.i + 1
    if i >= len(doc) or doc[i].lower_ not in {"for", "to"}:
        return None
    for j in range(i, min(i + 12, len(doc) - 1)):
        if doc[j].tag_ == "TO" and doc[j + 1].tag_ in {"VB", "RB"}:
            return doc[j + 1] if doc[j + 1].tag_ == "VB" else doc[j + 1].head if is_verb(doc[j + 1].head) else None
        if doc[j].tag_ in {"VBD", "VBZ", "VBP", "MD", ",", ".", ":", "''"}:
            return None
    return None


def noun_before(verb: Token, among: frozenset[str]) -> Token | None:
    """The noun right before "to" and this infinitive when it is one of these ("decisions to block")."""
    if verb.i < 2 or verb.doc[verb.i - 1].tag_ != "TO":
        return None
    noun = verb.doc[verb.i - 2]
    return noun if is_noun(noun) and lemma(noun) in among else None


def is_passive(verb: Token) -> bool:
    """True for a passive: with its auxiliary, or a participle behind its noun ("a text backed by Oslo")."""
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "advcl"} and not any(c.dep_ == "aux" for c in verb.children)
    )


def is_wanted_done(verb: Token) -> bool:
    """True for "lifted" in "wants the sanctions lifted": a participle whose subject is what it is done to."""
    if verb.dep_ != "ccomp" or verb.tag_ not in {"VBN", "VBD"} or lemma(verb.head) not in _WANTING:
        return False
    return child(verb, "nsubj") is not None and child(verb, "aux", "mark") is None


def is_own_warning(clause: Token) -> bool:
    """True for "accept" in "warned that it would not accept preconditions": what the one who warns will do."""
    if clause.dep_ != "ccomp" or lemma(clause.head) != "warn":
        return False
    own = child(clause, "nsubj")
    will = any(c.dep_ == "aux" and c.lower_ in _WILL for c in clause.children)
    return own is not None and own.lower_ in _SPEAKER and will


def subject(verb: Token) -> Token | None:
    """The grammatical subject: the verb's own, or through coordination, control and participles another's."""
    for _ in range(_UP):
        own = child(verb, "nsubj", "nsubjpass", "expl")
        if own is not None:
            return own
        head, dep = verb.head, verb.dep_
        if head.i == verb.i:
            return None
        text = text_of(verb)
        if text is not None:
            return text
        if dep in {"acl", "relcl"}:
            if is_noun(head) and verb.tag_ in {"VBG", "VBN"}:
                return head
            if is_noun(head):
                owner = child(head, "poss")
                if owner is not None:
                    return owner
                return subject(head.head) if head.dep_ in {"dobj", "pobj", "attr"} and is_verb(head.head) else None
            return None
        if dep == "xcomp" and is_verb(head):
            controller = child(head, "dobj", "dative")
            if controller is not None and child(verb, "aux") is not None:
                return controller
        elif dep in {"pcomp"} and head.dep_ == "prep":
            accused = child(head.head, "dobj") if head.lower_ in {"of", "for", "with", "from"} else None
            if accused is not None:
                return accused
            if is_noun(head.head) and head.head.dep_ == "dobj" and head.lower_ == "of":
                return head.head
            head = head.head
        elif dep not in {"conj", "xcomp", "advcl", "ccomp", "acomp", "dep", "prep", "oprd"} or (
            dep == "ccomp" and child(verb, "mark") is not None
        ):
            return None
        verb = head
    return None


def agents(verb: Token) -> list[Token]:
    """Who acts: after "by" in a passive, else the subject; with those coordinated."""
    if is_passive(verb):
        by = next((c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"), None)
        return joined(child(by, "pobj")) if by is not None else []
    return joined(subject(verb))


def is_negated(token: Token) -> bool:
    """True for "does not", "never", "no longer" on the word itself, or "without" above it."""
    for c in token.children:
        if c.dep_ == "neg" or (c.dep_ in {"advmod", "det", "cc", "preconj"} and c.lower_ in _NEVER):
            return True
        if c.dep_ == "advmod" and any(g.dep_ == "neg" for g in c.children):
            return True
        if c.dep_ in SUBJECTS and any(g.lower_ in {"neither", "no"} and g.i < c.i for g in c.children):
            return True
    head = token.head
    return head.dep_ == "prep" and head.lower_ == "without"


def is_open(verb: Token) -> bool:
    """True when the verb tells no fact of its subject's stance: "might back", "must back", "if it backs"."""
    if {c.lower_ for c in verb.children if c.dep_ == "aux"} & (_MAYBE | _DUTY):
        return True
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    return "whether" in marks or (verb.dep_ == "advcl" and not marks.isdisjoint({"if", "unless"}))


def condition_of(token: Token, words: frozenset[str]) -> Token | None:
    """The verb of a condition on this act: "until", "unless", "if", "provided", "as long as"."""
    for c in token.children:
        if c.dep_ == "advcl":
            marks = {g.lower_ for g in c.children if g.dep_ in {"mark", "advmod", "prep"}}
            if marks & words or c.lower_ == "provided":
                return c
            if "as" in marks and any(g.lower_ == "long" for g in c.subtree):
                return c
        if c.dep_ == "prep" and c.lower_ in {"until", "unless", "provided"}:
            return c
        if c.dep_ == "advmod" and c.lower_ == "long" and child(c, "advcl") is not None:
            return child(c, "advcl")
    return None


def extent(token: Token, *, skip: frozenset[str] = frozenset()) -> tuple[Token, Token]:
    """First and last token of a phrase, without relative clauses and what else `skip` names."""
    first = last = token
    stack, seen = [token], 0
    while stack and seen < MOST_WORDS:
        seen += 1
        node = stack.pop()
        if node.i < first.i:
            first = node
        if node.i > last.i:
            last = node
        stack.extend(c for c in node.children if c.dep_ not in skip and c.dep_ != "punct")
    return first, last


def above(token: Token) -> Iterator[Token]:
    """What governs a token, nearest first, a few steps."""
    for _ in range(_UP):
        if token.head.i == token.i:
            return
        token = token.head
        yield token
