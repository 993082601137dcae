"""Who claims a figure, of when it is, and where: from the statements, the times and the places around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.actors.places import Whereabouts
from dragoman.extract.figures.counts import Count
from dragoman.extract.within import Contents
from dragoman.language.times.attach import time_of
from dragoman.model import Actor, Interval, Place, Span, Statement, Time
from dragoman.reference import Reference

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)


class Circumstances:
    """What an article says around its figures. Made once an article; look-ups are logarithmic or of one sentence."""

    def __init__(
        self,
        text: str,
        cast: Cast,
        times: Sequence[Time],
        statements: Sequence[Statement],
        published: Interval,
        reference: Reference | None,
    ) -> None:
        self._cast, self._times, self._published = cast, times, published
        self._according = [m.end() for m in _ACCORDING.finditer(text)]
        self._contents, self._where = Contents(statements), Whereabouts(cast, reference)

    def claimant(self, count: Count, span: Span) -> Actor | None:
        """The speaker of the innermost statement whose content holds the figure; where none does, whom the sentence's
        "according to" names. `None` when nobody is known."""
        holding = self._contents.innermost(span)
        return holding.speaker if holding else self._according_to(count)

    def _according_to(self, count: Count) -> Actor | None:
        sentence = count.sentence
        i = bisect_right(self._according, sentence.span.start + count.number.core.end)
        if i == len(self._according) or self._according[i] > sentence.span.end:
            return None
        to = sentence.token_at(self._according[i] - 1)
        head = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
        return self._cast.actor_of(sentence, head) if head is not None else None

    def said_date(self, count: Count) -> Interval | None:
        """The Interval that the text ties to the count; `None` when it gives none."""
        found = time_of(count.sentence, _anchor(count), self._times, self._published)
        return found[0] if found is not None else None

    def date(self, said: Interval | None, *, cumulative: bool) -> Interval:
        """The Interval of a figure: what is said, else the article's day; a total runs up to it from an open start."""
        if said is not None:
            return said
        return Interval(None, self._published.last) if cumulative else self._published

    def place(self, count: Count) -> Place | None:
        """Where: the place named beside what became of the counted, when the gazetteer or the cast knows it; else the
        nearest known place that a preposition opens in the sentence."""
        anchor = _anchor(count)
        counted = () if count.noun is None else (count.noun,)
        return self._where.beside(count.sentence, anchor, *counted) or self._where.near(count.sentence, anchor)


def _anchor(count: Count) -> Token:
    """The word that says what became of the counted; else the noun, else the number."""
    if count.trigger is not None:
        return count.doc[count.trigger]
    return count.noun if count.noun is not None else count.doc[count.last]
