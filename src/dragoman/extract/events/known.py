"""The Actor that a participant's phrase stands for: the cast's; a ship's or a base's owner; the state of a place; who
was last called so ("the coalition": "coalition warplanes")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.places import Whereabouts
from dragoman.extract.events import syntax
from dragoman.extract.events.participants import Party, Scene
from dragoman.extract.events.words import words
from dragoman.model import Actor, Interval, Mention, Participant, Statement
from dragoman.reference import Reference

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

OWNED = frozenset({"hardware", "place", "property", "instrument"})
HOSTED = {"CONSULT", "AID", "COOPERATE", "SUPPORT", "AGREE", "SANCTION", "REJECT", "THREATEN"}
"""Types whose recipient, when it is a city ("arrived in Basra"), is the state that the city is of. What is bombed or
put under curfew is a town, not its state."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an article and the reference data know of who takes part."""

    places: Whereabouts
    reference: Reference | None
    published: Interval
    text: str = ""
    _called: dict[str, list[Mention]] = field(default_factory=dict)

    def called(self, scene: Scene, noun: Token) -> Actor | None:
        """Who was last called by a noun that stands as a mere modifier: "the regime" in "a regime air strike"."""
        if not self._called:
            for mention in scene.cast.mentions:
                last = self.text[mention.span.start : mention.span.end].rpartition(" ")[2].lower()
                self._called.setdefault(last, []).append(mention)
        before = self._called.get(noun.lower_, [])
        at = bisect_left(before, scene.sentence.span_of(noun).start, key=lambda m: m.span.start)
        found = before[at - 1].actor if at else None
        return None if found is None or found.id.startswith("person:") else found

    def participants(self, scene: Scene, parties: Iterable[Party], type_: str) -> tuple[Participant, ...]:
        """The parties as records, each once, in text order, with the Actor that they stand for."""
        out: list[Participant] = []
        for party in sorted(parties, key=lambda p: (p.first.i, p.last.i)):
            span = scene.sentence.span_of(party.first, party.last)
            if any(span.overlaps(p.span) for p in out):
                continue
            start = scene.sentence.span.start
            text = scene.sentence.text[span.start - start : span.end - start]
            several = _several(scene, party.head)
            if len(several) > 1:
                out.extend(Participant(span, text, actor) for actor in several)
            else:
                out.append(Participant(span, text, self._actor(scene, party, type_)))
        return tuple(out)

    def speaker(self, said: Statement) -> Participant:
        """Who says a statement, where its source stands."""
        return Participant(said.source[0], self.text[said.source[0].start : said.source[0].end], said.speaker)

    def _whom(self, scene: Scene, noun: Token) -> Actor | None:
        actor = scene.cast.actor_of(scene.sentence, noun)
        return self.called(scene, noun) if actor is None and _is_mere(noun) else actor

    def _actor(self, scene: Scene, party: Party, type_: str) -> Actor | None:
        head = party.head
        actor = scene.actor_of(head)
        if actor is None and party.last.dep_ == "appos":
            actor = scene.cast.actor_of(scene.sentence, party.last)
        if actor is not None:
            return actor
        if _is_mere(head):
            return self.called(scene, head)
        owner = _owner(scene, head) if scene.kinds(head) & OWNED else None
        if owner is not None:
            return self._whom(scene, owner)
        if head.lemma_.lower() in scene.words.kinds_of("acting_for"):
            for p in scene.modifier(head):
                actor = self._whom(scene, p.head)
                if actor is not None and not actor.id.startswith("person:"):
                    return actor
        if head.lemma_.lower() in scene.words.syntax["serving"]:
            served = [t for w, t in syntax.prepositions(head, deep=False) if w in {"to", "of", "for"}]
            actor = next((a for t in served if (a := scene.cast.actor_of(scene.sentence, t)) is not None), None)
            if actor is not None and actor.country is not None and self.reference is not None:
                return self.reference.actor(f"state:{actor.country}", self.published)
        if type_ in HOSTED and head.tag_[:3] == "NNP" and self.reference is not None:
            place = self.places.city(name_of(head))
            if place is not None:
                return self.reference.actor(f"state:{place.country}", self.published)
        return None


def _several(scene: Scene, head: Token) -> list[Actor]:
    """All whom one phrase means: "both ministers", "they", "the leaders of Chad and Mali"."""
    found = scene.cast.actors_of(scene.sentence, head)
    if len(found) == 1 and head.tag_ == "NNS" and found[0].id.startswith("state:"):
        owners = [t for w, n in syntax.prepositions(head, deep=False) if w == "of" for t in syntax.conjuncts(n)]
        states = [scene.cast.actor_of(scene.sentence, t) for t in owners]
        if len(states) > 1:
            found = tuple(s for s in states if s is not None and s.id.startswith("state:")) or found
    return list({(a.id, a.sector): a for a in found}.values())


def _is_mere(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.dep_ in {"compound", "nmod"} and noun.lower_ in words().syntax["last_called"]


def _owner(scene: Scene, head: Token) -> Token | None:
    """Whose a ship, a base or an attack is: its possessor, the people or state before it, "belonging to"."""
    owner = syntax.child(head, "poss")
    if owner is not None:
        return owner
    modifier = scene.modifier(head)
    if modifier:
        return modifier[0].head
    for clause in head.children:
        if clause.dep_ == "acl" and clause.lemma_ in {"belong", "own", "operate", "fly"}:
            for word, noun in syntax.prepositions(clause):
                if word in {"to", "by"}:
                    return noun
    return None


def name_of(head: Token) -> str:
    """A proper name as the text has it: the head and the capitals that stand before it."""
    first = head
    while first.i > 0 and first.nbor(-1).tag_ in {"NNP", "NNPS"} and first.nbor(-1).head.i == head.i:
        first = first.nbor(-1)
    return head.doc.stretch(first.i, head.i + 1)
