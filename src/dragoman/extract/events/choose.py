"""Which of the frames that a predicate meets is the act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.roles import Match
from dragoman.extract.events.words import words

if TYPE_CHECKING:
    from dragoman.language.tokens import Token


def choose(met: Sequence[Match]) -> Match | None:
    """The likeliest of the matches of one predicate, the lexicon's first where several are equal; `None` of none."""
    return max(met, key=score, default=None)


def score(match: Match) -> int:
    """How much of a frame is met: what it asks for, that somebody undergoes it, and that no object is left over
    ("flew medicine into Basra" is no visit)."""
    return match.frame.weight + 2 * bool(match.recipients) - 3 * _leaves_object(match)


def _leaves_object(match: Match) -> bool:
    if match.frame.kind != "verb" or any(not s.preps for s in match.frame.slots) or match.frame.complement is not None:
        return False
    objects = [c for c in match.head.children if c.dep_ == "dobj" and syntax.is_noun(c) and c.i not in match.used]
    return bool(objects) and not syntax.is_passive(match.head) and not _is_time(objects[0])


def _is_time(noun: Token) -> bool:
    return noun.lemma_.lower() in words().syntax["time"]
