"""Where an act was: the place that a preposition opens around it, when the gazetteer or the cast knows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.language.analysis import Sentence
from dragoman.model import Place
from dragoman.reference import Reference

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

INSIDE = frozenset({"in", "at", "near", "outside", "around", "inside", "across"})
WHERE = INSIDE | {"on", "of"}
"""Prepositions that open the place of an act, and those that do so for what is counted ("the people of Hama")."""
REACH = 30
"""Tokens from an act to a place that the parse does not tie to it."""
LARGE = 100_000
"""Inhabitants from which a place is taken for meant although the article names nothing of its country."""


class Whereabouts:
    """The places of one article, with the countries that it names as context."""

    def __init__(self, cast: Cast, reference: Reference | None) -> None:
        self._cast, self._reference = cast, reference
        named = Counter(m.actor.country for m in cast.mentions if m.actor.country is not None)
        self._countries = tuple(country for country, _ in sorted(named.items(), key=lambda c: (-c[1], c[0])))

    def beside(self, sentence: Sentence, act: Token, *others: Token, opened_by: frozenset[str] = WHERE) -> Place | None:
        """The place in a phrase that hangs on the act, on one of `others`, on who takes part, or on the verb above."""
        state: Place | None = None
        for head in _beside(act, others, opened_by):
            for name in _names_under(head):
                city = self.city(name)
                if city is not None:
                    return city
            state = state or self._state(sentence, head)
        return state

    def near(self, sentence: Sentence, act: Token) -> Place | None:
        """The nearest known place that a preposition opens in the sentence, tied to the act by the parse or not."""
        state: Place | None = None
        for run in _near(sentence, act.i):
            for piece in (run, run[1:], run[:-1]):
                city = self.city(_text(piece)) if piece else None
                if city is not None:
                    return city
            state = state or self._state(sentence, run[-1])
        return state

    def city(self, name: str) -> Place | None:
        """The gazetteer's place of that name: of a country that the article names, else a large one; or `None`."""
        if self._reference is None:
            return None
        found = self._reference.places(name, countries=self._countries)
        if not found or (found[0].country not in self._countries and found[0].population < LARGE):
            return None
        return Place(name, found[0].country, found[0].lat, found[0].lon)

    def _state(self, sentence: Sentence, head: Token) -> Place | None:
        actor = self._cast.actor_of(sentence, head) if head.tag_.startswith("NNP") else None
        return Place(actor.name, actor.country) if actor is not None and actor.id.startswith("state:") else None


def _beside(act: Token, others: Iterable[Token], opened_by: frozenset[str]) -> Iterator[Token]:
    holders = [act, *(o for o in others if o.i != act.i)]
    holders.extend(c for c in act.children if c.dep_ in {"nsubj", "agent", "nsubjpass", "dobj"})
    node = act
    for _ in range(3):
        if node.head.i == node.i or node.dep_ not in {"conj", "acl", "advcl", "relcl", "xcomp", "pcomp", "prep"}:
            break
        node = node.head
        holders.append(node)
        holders.extend(c for c in node.children if c.dep_ in {"nsubj", "nsubjpass"})
    for holder in holders:
        for prep in holder.children:
            if prep.lower_ in opened_by and prep.dep_ in {"prep", "agent"}:
                yield from (o for o in prep.children if o.dep_ == "pobj")
            elif prep.dep_ in {"prep", "agent"}:
                phrases = (p for inner in prep.children for p in inner.children if p.lower_ in opened_by)
                yield from (o for p in phrases for o in p.children if o.dep_ == "pobj")


def _near(sentence: Sentence, at: int) -> list[list[Token]]:
    doc = sentence.doc
    runs: list[list[Token]] = []
    k = max(0, at - REACH)
    while k < min(len(doc), at + REACH):
        if doc[k].lower_ in WHERE and doc[k].tag_ == "IN":
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
    for token in [*head.doc[head.left_edge.i : head.right_edge.i + 1][:14]]:
        if token.tag_ in {"NNP", "NNPS"} or (run and token.tag_ == "HYPH"):
            run.append(token)
        elif run:
            yield _text(run)
            run = []
    if run:
        yield _text(run)


def _text(run: list[Token]) -> str:
    return run[0].doc.stretch(run[0].i, run[-1].i + 1)
