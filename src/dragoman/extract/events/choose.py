"""Which of the frames that a predicate meets is the act: the place where a second opinion on the type comes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.roles import Match
from dragoman.extract.events.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

Opinion = Callable[[Match], Mapping[str, float]]
"""What something else than the lexicon (a model over the pooled spans of actor, act and recipient) holds of a match's
type: type -> score, in the unit of a frame's weight (one filled slot)."""


def choose(met: Sequence[Match], opinion: Opinion | None = None) -> Match | None:
    """The likeliest of the matches of one predicate, the lexicon's first where several are equal; `None` of none."""
    if opinion is None or len({m.frame.type for m in met}) < 2:
        return max(met, key=score, default=None)
    return max(met, key=lambda m: score(m) + opinion(m).get(m.frame.type, 0.0))


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
