"""The Actor that a participant's phrase stands for: the cast's; a ship's or a base's owner; the state of a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.actors.places import Whereabouts
from dragoman.extract.events import syntax
from dragoman.extract.events.participants import Party, Scene
from dragoman.model import Actor, Interval, Participant
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

    def participants(self, scene: Scene, parties: Iterable[Party], type_: str) -> tuple[Participant, ...]:
        """The parties as records, each once, in text order, with the Actor that they stand for."""
        out: list[Participant] = []
        for party in sorted(parties, key=lambda p: (p.first.i, p.last.i)):
            span = scene.sentence.span_of(party.first, party.last)
            if any(span.overlaps(p.span) for p in out):
                continue
            start = scene.sentence.span.start
            text = scene.sentence.text[span.start - start : span.end - start]
            out.append(Participant(span, text, self._actor(scene, party, type_)))
        return tuple(out)

    def _actor(self, scene: Scene, party: Party, type_: str) -> Actor | None:
        head = party.head
        actor = scene.actor_of(head)
        if actor is None and party.last.dep_ == "appos":
            actor = scene.cast.actor_of(scene.sentence, party.last)
        if actor is not None:
            return actor
        owner = _owner(scene, head) if scene.kinds(head) & OWNED else None
        if owner is not None:
            return scene.cast.actor_of(scene.sentence, owner)
        if head.lemma_.lower() in scene.words.kinds_of("acting_for"):
            behind = (scene.cast.actor_of(scene.sentence, p.head) for p in scene.modifier(head))
            actor = next((a for a in behind if a is not None and not a.id.startswith("person:")), None)
            if actor is not None:
                return actor
        if type_ in HOSTED and head.tag_[:3] == "NNP" and self.reference is not None:
            place = self.places.city(name_of(head))
            if place is not None:
                return self.reference.actor(f"state:{place.country}", self.published)
        return None


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
