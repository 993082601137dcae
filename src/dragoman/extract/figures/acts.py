"""By what means and by whose act: the word of the sentence that names the means, and whom the act belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.extract.figures.counts import Count
from dragoman.extract.figures.lexicon import Lexicon
from dragoman.model import Actor, Event

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

REACH = 25
"""Tokens from what became of the counted to the means that did it."""
NEAR = 120
"""Characters from what became of the counted to an act of the same sentence that is taken for what did it."""
HARMING = {"ASSAULT", "COERCE"}
_OWNING = {"amod", "compound", "nmod", "poss"}


class Acts:
    """The acts of one article: who did what its figures count, and by what means."""

    def __init__(self, cast: Cast, events: Sequence[Event], lexicon: Lexicon) -> None:
        self._cast, self._lexicon = cast, lexicon
        self._events = sorted((e for e in events if e.type in HARMING), key=lambda e: (e.anchor, e.id))
        self._starts = [e.anchor.start for e in self._events]

    def cause(self, count: Count) -> tuple[str | None, Token | None]:
        """The means ("air strike", "shelling", "explosion" …) and the word that names it, the nearest to what became of
        the counted; `None` when the sentence names none."""
        at = _anchor(count)
        near = count.doc[max(0, at.i - REACH) : at.i + REACH + 1]
        for token in sorted(near, key=lambda t: abs(t.i - at.i)):
            lemmas = {self._lexicon.noun(token), self._lexicon.verb(token), str(token.lemma_).lower()}
            found = next((self._lexicon.causes[w] for w in sorted(lemmas) if w in self._lexicon.causes), None)
            if found is not None and not (count.noun is not None and token.i == count.noun.i):
                return found, token
        return None, None

    def by(self, count: Count, means: Token | None) -> Actor | None:
        """Whose act: the actor of the act that is told by the same word, then the owner of the means ("US strikes",
        "shelling by the army"), then of the only such act of the sentence; `None` when nobody is known."""
        sentence, at = count.sentence, _anchor(count)
        here = sentence.span_of(at)
        lo = bisect_left(self._starts, max(sentence.span.start, here.start - NEAR))
        hi = bisect_left(self._starts, min(sentence.span.end, here.end + NEAR))
        acts = self._events[lo:hi]
        doers = [[p.actor for p in e.actors if p.actor is not None] for e in acts]
        for event, who in zip(acts, doers, strict=True):
            if who and event.anchor.overlaps(here):
                return who[0]
        owner = self._owner(count, means) if means is not None else None
        if owner is not None:
            return owner
        named = {
            who[0].id: who[0]
            for event, who in zip(acts, doers, strict=True)
            if event.type == "ASSAULT" and len(who) == 1
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def _owner(self, count: Count, means: Token) -> Actor | None:
        for c in means.children:
            if c.dep_ in _OWNING and c.text[:1].isupper():
                found = self._cast.actor_of(count.sentence, c)
                if found is not None:
                    return found
        for prep in (*means.children, *means.head.children):
            if prep.lower_ == "by" and prep.dep_ in {"prep", "agent"}:
                head = next((g for g in prep.children if g.dep_ == "pobj"), None)
                found = self._cast.actor_of(count.sentence, head) if head is not None else None
                if found is not None:
                    return found
        return None


def _anchor(count: Count) -> Token:
    if count.trigger is not None:
        return count.doc[count.trigger]
    return count.noun if count.noun is not None else count.doc[count.last]
