"""What befell the counted, told by more words than one: "driven from their homes", "forced to flee", "left their
villages", "made homeless", "taken hostage", "remain missing"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.figures.beside import Found
from dragoman.extract.figures.counts import Count
from dragoman.extract.figures.lexicon import Lexicon

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_OBJECTS = frozenset({"dobj", "obj", "nsubjpass"})
_SUBJECTS = frozenset({"nsubj", *_OBJECTS})
_HELD = {"hostage": "kidnapped", "hostages": "kidnapped", "captive": "captured", "prisoner": "captured"}
"""What those become of whom a verb of holding says this."""
CLIMB = 4
"""Steps from a number to the noun that its verb governs ("hundreds of families")."""


def befallen(count: Count, lexicon: Lexicon) -> Found | None:
    """`displaced` of who is put out of a home or leaves it, `fled` of who is made to flee or seeks refuge; who is taken
    hostage or captive, and who remains missing, trapped, displaced."""
    node = count.noun if count.noun is not None and not count.partitive else count.doc[count.last]
    for _ in range(CLIMB):
        if node.dep_ in _SUBJECTS:
            break
        if node.dep_ not in {"pobj", "prep", "nummod", "quantmod", "conj"} or node.head.i == node.i:
            return None
        node = node.head
    verb = node.head
    lemma = verb.lemma_.lower()
    if node.dep_ in _OBJECTS and lexicon.has("put_out", lemma) and _from_home(verb, lexicon):
        return Found("displaced", "befallen", verb.i)
    if node.dep_ in _OBJECTS and lexicon.has("compel", lemma):
        for clause in verb.children:
            measure = _flight(clause, lexicon) if clause.dep_ in {"xcomp", "ccomp", "advcl"} else None
            if measure is not None:
                return Found(measure, "befallen", clause.i)
    measure = _flight(verb, lexicon) if node.dep_ == "nsubj" else None
    measure = measure or _made(node, verb, lexicon)
    return Found(measure, "befallen", verb.i) if measure is not None else None


def _flight(verb: Token, lexicon: Lexicon) -> str | None:
    """What those become of whom this verb is told: `fled`, `displaced`, or nothing of the kind."""
    lemma = verb.lemma_.lower()
    if lemma == "flee":
        return "fled"
    objects = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
    if lexicon.has("leave_behind", lemma) and any(_is_their_home(noun, lexicon) for noun in objects):
        return "displaced"
    sought = lemma in {"seek", "take"} and any(noun.lower_ in {"refuge", "shelter"} for noun in objects)
    return "fled" if sought else None


def _is_their_home(noun: Token, lexicon: Lexicon) -> bool:
    """ "Their villages"; "three soldiers left the village" are not put to flight."""
    return lexicon.has("homes", noun.lemma_.lower()) and any(c.tag_ == "PRP$" for c in noun.children)


def _from_home(verb: Token, lexicon: Lexicon) -> bool:
    """ "From their homes", "out of the village"."""
    for prep in verb.children:
        if prep.dep_ != "prep" or prep.lower_ not in {"from", "out", "off"}:
            continue
        inner = [prep, *(c for c in prep.children if c.dep_ == "prep")]
        if any(lexicon.has("homes", c.lemma_.lower()) for p in inner for c in p.children if c.dep_ == "pobj"):
            return True
    return False


def _made(node: Token, verb: Token, lexicon: Lexicon) -> str | None:
    """What the verb's other word says of them: "made 40,000 people homeless", "are held hostage", "remain missing"."""
    beside = {c.lower_ for c in verb.children if c.dep_ not in _SUBJECTS or c.i > node.i}
    if verb.lower_ == "homeless" or (verb.lemma_ in {"make", "render", "leave"} and "homeless" in beside):
        return "displaced"
    if verb.lemma_ in {"take", "hold", "keep"} and node.dep_ in _OBJECTS | {"nsubj"}:
        return next((measure for word, measure in _HELD.items() if word in beside), None)
    if verb.lemma_ in {"remain", "stay", "go"} and node.dep_ == "nsubj":
        return next((lexicon.participles[w] for w in sorted(beside) if w in lexicon.participles), None)
    return None
