"""Who claims a figure, of when it is, and where: from the statements, the times and the places around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.extract.figures.counts import Count
from dragoman.language.times.attach import time_of
from dragoman.model import Actor, Interval, Place, Span, Statement, Time
from dragoman.reference import Reference

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_WHERE = {"in", "at", "near", "outside", "around", "inside", "across", "on", "of"}
PLACE_REACH = 30
"""Tokens from an act to a place that the parse does not tie to it."""
LARGE_PLACE = 100_000
"""Inhabitants from which a place is taken for meant although the article names nothing of its country."""


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
        self._cast, self._times, self._published, self._reference = cast, times, published, reference
        self._according = [m.end() for m in _ACCORDING.finditer(text)]
        parts = [(part, s) for s in statements for part in s.content]
        self._contents = sorted(parts, key=lambda p: (p[0].start, -p[0].end))
        self._starts = [part.start for part, _ in self._contents]
        self._reach: list[int] = []
        for part, _ in self._contents:
            self._reach.append(max(part.end, self._reach[-1] if self._reach else 0))
        named = Counter(m.actor.country for m in cast.mentions if m.actor.country is not None)
        self._countries = tuple(country for country, _ in named.most_common())

    def claimant(self, count: Count, span: Span) -> Actor | None:
        """The speaker of the innermost statement whose content holds the figure; where none does, whom the sentence's
        "according to" names. `None` when nobody is known."""
        best: tuple[int, Statement] | None = None
        for i in range(bisect_right(self._starts, span.start) - 1, -1, -1):
            if self._reach[i] < span.end:
                break
            part, statement = self._contents[i]
            if part.contains(span) and (best is None or part.end - part.start < best[0]):
                best = (part.end - part.start, statement)
        return best[1].speaker if best else self._according_to(count)

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
        state: Place | None = None
        for head in _places_beside(count):
            for name in _names_under(head):
                city = self._city(name)
                if city is not None:
                    return city
            state = state or self._state(count, head)
        for run in _places_near(count):
            for piece in (run, run[1:], run[:-1]):
                city = self._city(run[0].doc[piece[0].i : piece[-1].i + 1].text) if piece else None
                if city is not None:
                    return city
            state = state or self._state(count, run[-1])
        return state

    def _state(self, count: Count, head: Token) -> Place | None:
        actor = self._cast.actor_of(count.sentence, head) if head.tag_.startswith("NNP") else None
        return Place(actor.name, actor.country) if actor is not None and actor.id.startswith("state:") else None

    def _city(self, name: str) -> Place | None:
        if self._reference is None:
            return None
        found = self._reference.places(name, countries=self._countries)
        if not found:
            return None
        city = found[0]
        if city.country not in self._countries and city.population < LARGE_PLACE:
            return None
        return Place(name, city.country, city.lat, city.lon)


def _anchor(count: Count) -> Token:
    """The word that says what became of the counted; else the noun, else the number."""
    if count.trigger is not None:
        return count.doc[count.trigger]
    return count.noun if count.noun is not None else count.doc[count.last]


def _places_beside(count: Count) -> Iterator[Token]:
    """Heads of the phrases of place that hang on the act, on the counted, or on what did it; nearest first."""
    anchor = _anchor(count)
    holders = [anchor]
    if count.noun is not None and count.noun.i != anchor.i:
        holders.append(count.noun)
    holders.extend(c for c in anchor.children if c.dep_ in {"nsubj", "agent", "nsubjpass", "dobj"})
    node = anchor
    for _ in range(3):
        if node.head.i == node.i or node.dep_ not in {"conj", "acl", "advcl", "relcl", "xcomp", "pcomp", "prep"}:
            break
        node = node.head
        holders.append(node)
        holders.extend(c for c in node.children if c.dep_ in {"nsubj", "nsubjpass"})
    for holder in holders:
        for prep in holder.children:
            if prep.lower_ in _WHERE and prep.dep_ in {"prep", "agent"}:
                yield from (o for o in prep.children if o.dep_ == "pobj" and o.i != count.last)
            elif prep.dep_ == "prep" or prep.dep_ == "agent":
                for inner in prep.children:
                    yield from (o for p in inner.children if p.lower_ in _WHERE for o in p.children if o.dep_ == "pobj")


def _places_near(count: Count) -> list[list[Token]]:
    """Runs of proper nouns that "in", "near" and the like open within reach of the act, nearest first."""
    doc, at = count.doc, _anchor(count).i
    runs: list[list[Token]] = []
    k = max(0, at - PLACE_REACH)
    while k < min(len(doc), at + PLACE_REACH):
        if doc[k].lower_ in _WHERE and doc[k].tag_ == "IN":
            k += 1
            while k < len(doc) and doc[k].tag_ in {"DT", "JJ", "NN", "VBN", "HYPH", "RB"}:
                k += 1
            run: list[Token] = []
            while k < len(doc) and (doc[k].tag_ == "NNP" or (run and doc[k].tag_ == "HYPH")):
                run.append(doc[k])
                k += 1
            if run:
                runs.append(run)
        else:
            k += 1
    runs.sort(key=lambda run: abs(run[0].i - at))
    return runs


def _names_under(head: Token) -> Iterator[str]:
    """Runs of proper nouns in the phrase, the most exact first: "the city of Hama in Syria" gives Hama."""
    run: list[Token] = []
    runs: list[list[Token]] = []
    for token in [*head.doc[head.left_edge.i : head.right_edge.i + 1][:14]]:
        if token.tag_ in {"NNP", "NNPS"} or (run and token.tag_ in {"HYPH"}):
            run.append(token)
        elif run:
            runs.append(run)
            run = []
    if run:
        runs.append(run)
    for found in runs:
        yield found[0].doc[found[0].i : found[-1].i + 1].text
