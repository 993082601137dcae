"""The measure of a count by the words that stand next to it: "45 deaths", "killed 20", "20 were killed"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from dragoman.extract.figures.counts import Count
from dragoman.extract.figures.lexicon import Lexicon

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc, Token

HANG = 7
"""Tokens between what is counted and what became of it ("20 people have also reportedly been killed")."""
QUOTES = frozenset({'"', "“", "”", "''", "``", "'"})
_PASSED_AFTER = frozenset({"RB", "RBR", "-LRB-", "-RRB-", "WP"})
_PASSED_BEFORE = frozenset({"DT", "RB", "PRP$", "-LRB-"})
_OBJECTS = frozenset({"DT", "PRP$", "PRP", "NN", "NNS", "NNP", "NNPS", "JJ", "CD", "PDT"})
_OF_PEOPLE = frozenset({"killed", "wounded", "kidnapped", "convicted", "missing", "casualties"})
_SAID_BY_ADJECTIVE = frozenset({"killed", "wounded", "missing"})
"""What an adjective may say that a verb beside it does not say better ("arrested 20 displaced men")."""


class Found(NamedTuple):
    """A measure, the rule that found it, and the position of the word that says it."""

    measure: str
    rule: str
    trigger: int


def own(count: Count, lexicon: Lexicon) -> Found | None:
    """The noun is itself what is counted ("45 deaths"), or its adjective says what became of it ("20 dead men")."""
    doc, noun = count.doc, count.noun
    if noun is None:
        return None
    for k in range(count.last + 1, noun.i):
        measure = lexicon.participles.get(doc[k].lower_)
        if measure in _SAID_BY_ADJECTIVE and doc[k].tag_ != "VBD":
            return Found(str(measure), "adjective", k)
    lemma = lexicon.noun(noun)
    if lemma == "life":
        return _lives(count, lexicon)
    measure = lexicon.counted.get(lemma)
    return Found(measure, "noun", noun.i) if measure in _OF_PEOPLE and measure is not None else None


def _lives(count: Count, lexicon: Lexicon) -> Found | None:
    """ "claimed 20 lives", "20 lives were lost"."""
    doc = count.doc
    for k in (*range(max(0, count.start - 4), count.start), *range(count.end, min(len(doc), count.end + 5))):
        if lexicon.has("take_lives", lexicon.verb(doc[k])):
            return Found("killed", "lives", k)
    return None


def to_the_right(count: Count, lexicon: Lexicon, starts: Mapping[int, Count]) -> Found | None:
    """What became of it, next to the right: "20 people were killed", "20 dead", "20 men who died".

    `starts` gives the sentence's other counts by their first token.
    """
    doc, seen = count.doc, ""
    for k in range(count.end, min(len(doc), count.end + HANG)):
        token = doc[k]
        low, verb = token.lower_, lexicon.verb(token)
        if low in lexicon.participles and not (low == "hurt" and token.tag_ == "VBP"):
            if _is_active(count, k, seen, lexicon, starts):
                return None
            return Found(lexicon.participles[low], "after", k)
        if token.tag_.startswith("V"):
            if verb in lexicon.does:
                return Found(lexicon.does[verb], "does", k) if verb != "suffer" or _suffers(doc, k, lexicon) else None
            if verb == "lose" and any(t.lower_ in lexicon.sets["lives"] for t in doc[k + 1 : k + 3]):
                return Found("killed", "lives", k)
            if verb == "fall" and k + 1 < len(doc) and lexicon.has("victims", doc[k + 1].lower_):
                return Found("killed", "does", k)
        if seen == "be" and lexicon.has("among", low):
            return _member_of(doc, k, lexicon)
        if lexicon.has("be", low):
            seen = "be"
        elif verb == "have" and seen != "be":
            seen = "have"
        if not (lexicon.has("between", low) or token.tag_ in _PASSED_AFTER or token.text in QUOTES):
            return None
    return None


def _suffers(doc: Doc, k: int, lexicon: Lexicon) -> bool:
    """ "20 others suffered burns": hurt, unless what they suffer is no injury."""
    return any(lexicon.has("injuries", t.lower_) for t in doc[k + 1 : k + 6])


def _member_of(doc: Doc, among: int, lexicon: Lexicon) -> Found | None:
    """ "were among the dead", "were among those killed", "are among the 28 dead"."""
    for token in doc[among + 1 : among + 8]:
        measure = "killed" if lexicon.has("victims", token.lower_) else lexicon.participles.get(token.lower_)
        if measure is not None:
            return Found(measure, "among", among)
    return None


def _is_active(count: Count, k: int, seen: str, lexicon: Lexicon, starts: Mapping[int, Count]) -> bool:
    """True when the counted do it ("20 rebels killed three soldiers"), false for "20 rebels killed in clashes"."""
    doc, token = count.doc, count.doc[k]
    if seen == "be" or lexicon.has("states", token.lower_) or token.tag_ not in {"VBD", "VBN", "VBG"}:
        return False
    if seen == "have":
        return True
    if k + 1 >= len(doc):
        return False
    before = doc[count.start - 1].lower_ if count.start else ""
    if doc[k + 1].lower_ in lexicon.participles or (before == "the" and k + 1 not in starts):
        return False  # "25 Rebels Killed Injured"; "of the 45 men killed most were local"
    following = starts.get(k + 1)
    if following is not None:
        # "4 killed 43 injured": the second number has a word of its own
        return following.measure is None or following.trigger is None or following.trigger < following.end
    after = doc[k + 1]
    if after.tag_ not in _OBJECTS or lexicon.has("units", lexicon.noun(after)):
        return False
    if token.dep_ in {"acl", "amod"} or count.noun is None or token.tag_ == "VBN":
        return False
    return any(child.dep_ in {"dobj", "obj"} for child in token.children)


def to_the_left(count: Count, lexicon: Lexicon, used: set[int]) -> Found | None:
    """What is done to it, next to the left: "killed 20", "the killing of 20", "claimed the lives of 20".

    `used` are words that already say what became of another count ("five killed 20 wounded").
    """
    doc, k = count.doc, count.start - 1
    while k >= 0 and k >= count.start - 5:
        token = doc[k]
        if token.tag_ == "RB" and token.lower_ in {"no", "not"}:
            return None
        if not (token.tag_ in _PASSED_BEFORE or lexicon.has("skipped", token.lower_) or token.text in QUOTES):
            break
        k -= 1
    if k < 0 or k < count.start - 5:
        return None
    token = doc[k]
    if token.lower_ == "of":
        return _nominal(doc, k, lexicon) if k else None
    verb = lexicon.verb(token)
    if verb == "lose" and count.noun is not None and lexicon.is_person(count.noun):
        return Found("killed", "lose", k)
    if lexicon.has("kills_people", verb) and count.noun is not None and lexicon.is_person(count.noun):
        return None if is_passive(doc, k, lexicon) or not is_verb(token, lexicon) else Found("killed", "object", k)
    if lexicon.has("shoot", verb) and any(t.lower_ == "dead" for t in doc[k + 1 : count.start]):
        return Found("killed", "object", k)
    if verb not in lexicon.done_to or k in used or not is_verb(token, lexicon) or is_passive(doc, k, lexicon):
        return None
    return Found(lexicon.done_to[verb], "object", k)


def is_verb(token: Token, lexicon: Lexicon) -> bool:
    """True for verbs, and for "kills", "wounds" that a headline makes the tagger take for nouns."""
    if token.tag_.startswith("V"):
        return True
    return token.tag_ in {"NNS", "NNP", "NNPS", "NN"} and token.lower_.endswith(("s", "ing"))


def is_passive(doc: Doc, k: int, lexicon: Lexicon) -> bool:
    """True when the participle at `k` has a form of "be" before it."""
    if doc[k].tag_ not in {"VBN", "VBD"}:
        return False
    i = k - 1
    while i >= 0 and k - i <= 4 and doc[i].tag_ in {"RB", "CC", "VBN"} and not lexicon.has("be", doc[i].lower_):
        i -= 1
    return i >= 0 and lexicon.has("be", doc[i].lower_)


def _nominal(doc: Doc, of: int, lexicon: Lexicon) -> Found | None:
    """ "the death of 20", "a toll of 20", "the killing of 20", "claimed the lives of 20"."""
    head = doc[of - 1]
    lemma = lexicon.noun(head)
    if lemma == "toll":
        return Found(toll_measure(doc, of - 1, lexicon), "toll", of - 1)
    measure = lexicon.nominal.get(lemma)
    if measure is None and head.tag_ == "VBG":
        measure = lexicon.done_to.get(lexicon.verb(head))
    if measure is None:
        return None
    if lemma == "life" and not any(lexicon.has("take_lives", lexicon.verb(t)) for t in doc[max(0, of - 5) : of]):
        return None
    return Found(measure, "nominal", of - 1)


def toll_measure(doc: Doc, at: int, lexicon: Lexicon) -> str:
    """ "injury toll" is of the wounded; a bare toll is of the dead."""
    return lexicon.toll.get(lexicon.noun(doc[at - 1]), "killed") if at else "killed"
