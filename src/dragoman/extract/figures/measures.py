"""What became of what is counted: the measure of each number of a sentence.

Read in this order: what the noun or its own adjectives say ("45 deaths", "20 wounded men"); what stands next to it
("killed 20", "20 were killed", "the death of 20", "left 20 dead"); a running count ("the toll rose to 45"); the
parse ("20 people, among them children, were killed"); then what the neighbours say ("and three soldiers",
"including five children"), which share the measure of the number before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dragoman.extract.figures.befallen import befallen
from dragoman.extract.figures.beside import Found, own, to_the_left, to_the_right
from dragoman.extract.figures.counts import Count
from dragoman.extract.figures.governing import governed, running_count
from dragoman.extract.figures.lexicon import Lexicon

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_NOT_OF_ONE = frozenset({"fled", "displaced", "besieged", "evacuated", "expelled", "released", "troops", "observers"})
"""Measures of crowds, of which an article alone ("as a child fled") tells nothing."""
PART_REACH = 25
"""Tokens from a number to the "including" that opens its parts."""
ELISION = 14
"""Tokens from one number to another that leaves the verb out ("killed 20 in the north and 13 in the south")."""
_LOOSE = frozenset({"after", "clause", "state", "among", "passive"})
"""Rules whose word may belong to the whole that the count is a part of."""
_SHAREABLE = frozenset({"after", "passive", "clause", "does", "among", "shared"})
_SAID_OF_A_PART = frozenset({"after", "passive", "state", "clause", "does", "object"})
"""Rules that, behind "half of the 400", tell of the half."""
_FRACTIONS = frozenset({"half", "third", "thirds", "quarter", "quarters", "most", "many", "some", "several", "part"})
_BEFALLS_CAPTIVES = frozenset({"released", "killed", "wounded", "evacuated"})
_NOT_OF_ARTICLES = frozenset({"toll", "elided", "noun", "lives"})
"""Rules too weak for a count that only an article tells ("risen to 61, a monitor said")."""


def measure_counts(counts: Sequence[Count], lexicon: Lexicon) -> None:
    """Set `measure`, `rule`, `trigger`, `whole` of the counts of one sentence; `measure` stays `None` for no toll."""
    people = [c for c in counts if c.kind == "count"]
    _by_their_words(people, lexicon)
    for following, count in pairwise(reversed(people)):
        if count.measure is None and following.measure is not None and following.rule in _SHAREABLE:
            if _joined(count, following, lexicon) and count.noun is not None and lexicon.is_person(count.noun):
                count.measure, count.rule = following.measure, "among" if following.rule == "among" else "shared"
                count.trigger = following.trigger
    whole: Count | None = None
    for earlier, count in pairwise(people):
        if earlier.measure is not None and earlier.whole is None:
            whole = earlier
        _relate(earlier, count, whole, lexicon)
    for count in people:
        if count.given and (count.rule in _NOT_OF_ARTICLES or count.measure in _NOT_OF_ONE):
            count.measure, count.whole = None, None
        elif count.measure is None:
            _by_noun(count, lexicon)
        if count.rule in _SAID_OF_A_PART and _is_whole(count):
            count.measure, count.whole = None, None
        if count.measure is not None and count.trigger is not None and _is_unreal(count.doc[count.trigger], lexicon):
            count.measure, count.whole = None, None


def _by_their_words(people: Sequence[Count], lexicon: Lexicon) -> None:
    for count in people:
        _set(count, own(count, lexicon))
    _by_what_befell_captives(people, lexicon)
    starts = {c.start: c for c in people}
    for count in reversed(people):
        if count.measure is None:
            _set(count, to_the_right(count, lexicon, starts))
    used = {c.trigger for c in people if c.trigger is not None}
    for count in people:
        if count.measure is None or (count.rule == "after" and not _has_state(count)):
            _set(count, to_the_left(count, lexicon, used))
        if count.measure is None:
            _set(count, running_count(count, lexicon))
        if count.measure is None:
            _set(count, governed(count, lexicon))
        if count.measure in {None, "expelled"}:
            _set(count, befallen(count, lexicon))


def _by_what_befell_captives(people: Sequence[Count], lexicon: Lexicon) -> None:
    """ "Freed 48 hostages", "three hostages were killed": more than that they are hostages."""
    starts = {c.start: c for c in people}
    for count in people:
        if count.measure == "kidnapped" and count.rule == "noun":
            found = to_the_left(count, lexicon, set()) or to_the_right(count, lexicon, starts)
            _set(count, found if found is not None and found.measure in _BEFALLS_CAPTIVES else None)


def _set(count: Count, found: Found | None) -> None:
    if found is not None:
        count.measure, count.rule, count.trigger = found


def _has_state(count: Count) -> bool:
    """True for "20 wounded", which says more than the verb to its left ("killed 10 people 20 wounded")."""
    return count.noun is None and count.trigger is not None and count.trigger <= count.end + 1


def _by_noun(count: Count, lexicon: Lexicon) -> None:
    """ "20 displaced men", "50 inspectors", "300 prisoners": what they are, where nothing is said to befall them."""
    if count.noun is None:
        return
    for token in count.doc[count.last + 1 : count.noun.i]:
        if token.lower_ in lexicon.participles:
            count.measure, count.rule = lexicon.participles[token.lower_], "adjective"
            return
    measure = lexicon.counted.get(lexicon.noun(count.noun))
    if measure is not None and lexicon.has("weak_nouns", measure) and not count.given:
        count.measure, count.rule = measure, "noun"


def _relate(earlier: Count, count: Count, whole: Count | None, lexicon: Lexicon) -> None:
    """Parts ("including five children") and sharers ("and three soldiers") take the measure of a number before.

    `whole` is the nearest number before with a measure that is no part itself.
    """
    gap = count.doc[earlier.end : count.start]
    words = [t.lower_ for t in gap]
    opener = next((w for w in words[-2:] if lexicon.has("including", w)), None)
    if opener is not None and lexicon.has("among", opener) and any(lexicon.has("be", w) for w in words):
        count.measure, count.rule = count.measure or earlier.measure or "killed", count.rule or "whole"
        if earlier.measure == count.measure:
            earlier.whole, count.whole = count, None
        return
    if opener is not None:
        if whole is not None and len(words) <= PART_REACH and (count.measure is None or count.rule in _LOOSE):
            count.measure, count.whole, count.rule = whole.measure, whole, "part"
        return
    if earlier.measure is None:
        return
    apart = count.measure is None and words[-1:] == [","] and len(words) <= PART_REACH
    if count.pronoun and (count.noun is not None or apart):
        count.measure, count.whole, count.rule = earlier.measure, earlier, "part"
        return
    joined = _joined(earlier, count, lexicon)
    if count.measure is not None:
        if joined and (earlier.rule == "among" or (earlier.whole is not None and count.rule in _LOOSE)):
            count.whole = earlier.whole
        return
    alike = lexicon.is_person(count.noun) if count.noun is not None else _stands_alone(count)
    if joined and alike:
        count.measure, count.rule, count.whole = earlier.measure, "shared", earlier.whole
    elif count.noun is None and words and len(words) <= ELISION and _elided(count, words[-1], lexicon):
        count.measure, count.rule = earlier.measure, "elided"
    else:
        return
    count.trigger = earlier.trigger


def _joined(first: Count, second: Count, lexicon: Lexicon) -> bool:
    """True when nothing but "and" and the like stands between two counts, or the comma is lost ("9 men 3 boys")."""
    gap = first.doc[first.end : second.start]
    if len(gap) == 0:
        return first.noun is not None and second.noun is not None and not second.given
    return all(lexicon.has("joiners", t.lower_) or t.tag_ == "DT" for t in gap)


def _stands_alone(count: Count) -> bool:
    return count.after is None or count.after.tag_ in {"IN", ".", ",", "CC", "RB"}


def _elided(count: Count, before: str, lexicon: Lexicon) -> bool:
    if not lexicon.has("before_elided", before) or count.after is None:
        return False
    return lexicon.has("after_elided", count.after.lower_)


def _is_whole(count: Count) -> bool:
    """True for the 400 in "more than half of the 400 were freed"."""
    doc, k = count.doc, count.start - 1
    if k < 2 or doc[k].tag_ not in {"DT", "PRP$"} or doc[k - 1].lower_ != "of":
        return False
    return doc[k - 2].lower_ in _FRACTIONS


def _is_unreal(trigger: Token, lexicon: Lexicon) -> bool:
    """True for what is denied, only possible or only meant: "did not kill", "could kill", "threatened to kill 20"."""
    children = list(trigger.children)
    if not trigger.tag_.startswith("V"):
        return False
    if any(c.dep_ == "neg" or (c.dep_ == "aux" and lexicon.has("modals", c.lower_)) for c in children):
        return True
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in children)
    return infinitive and lexicon.has("intents", lexicon.verb(trigger.head))
