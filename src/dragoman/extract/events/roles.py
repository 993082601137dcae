"""What a match holds, and who stands around a predicate in which logical role."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.frames import Frame
from dragoman.extract.events.participants import SOLID, Party, Scene
from dragoman.model import Statement

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

AGENTLESS = {"ASSAULT", "COERCE", "SANCTION", "RETREAT", "MOBILIZE"}
"""Types that are an event when a passive or a noun does not say by whom."""


@dataclass(slots=True)
class Match:
    """A frame found: the predicate, the tokens of the anchor, the parties, and the tokens that it has used up."""

    frame: Frame
    head: Token
    first: Token
    last: Token
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    support: Token | None = None
    """The verb that carries a noun predicate ("held" in "held talks")."""
    complement: Token | None = None
    voice: Statement | None = None
    """Of a demand in quoted words, the statement whose speaker makes it; he need not be named in the sentence."""
    each_other: bool = False
    """True where they do it to each other by those words."""
    settled: bool = False
    """True for what is done by saying so ("will not"): it has happened, whatever the words are."""

    def give(self, role: str, parties: list[Party], path: str) -> None:
        """Add participants of a role, and how they were found."""
        if parties:
            (self.actors if role == "A" else self.recipients).extend(parties)
            self.path.append(f"{role}={path}")


@dataclass(slots=True)
class Roles:
    """The logical roles around a verb, whatever its voice."""

    doers: list[syntax.Filler]
    undergoers: list[syntax.Filler]
    receivers: list[syntax.Filler]
    passive: bool


def roles(verb: Token) -> Roles:
    """Doer, undergoer and receiver of a verb from its grammatical subject, objects and by-phrase."""
    passive = syntax.is_passive(verb)
    subjects, objects = syntax.subjects(verb), syntax.objects(verb)
    if not passive:
        return Roles(subjects, objects, syntax.datives(verb), False)
    own = [o for o in objects if o.path == "dobj"]
    if own:
        return Roles(syntax.agents(verb), own, subjects, True)
    return Roles(syntax.agents(verb), subjects, [], True)


def clause_subject(clause: Token) -> Token | None:
    """The subject of a that-clause, also where the parser took its verb for a noun ("that the general resign")."""
    subject = syntax.child(clause, "nsubj", "nsubjpass")
    return syntax.lost_subject(clause) if subject is None and syntax.is_noun(clause) else subject


def owner_of(scene: Scene, nouns: list[Token]) -> list[Party]:
    """Whose the object noun is: "the rebels' demands", "a Turkish proposal"."""
    for noun in nouns:
        owner = syntax.child(noun, "poss")
        parties = scene.parties(owner, SOLID, drill=False) if owner is not None else scene.modifier(noun)
        if parties and parties[0].head.tag_ != "PRP$":
            return parties
    return []


def means_owner(scene: Scene, verb: Token) -> list[Party]:
    """Whose the attack is in which, or with which, somebody was hurt."""
    for word, noun in syntax.prepositions(verb):
        if word in {"in", "during", "with", "by", "after", "when"} and scene.kinds(noun) & {"instrument"}:
            found = scene.inside(noun, SOLID, owners=True)
            if found:
                return found
    return []


def state_of(scene: Scene, verb: Token) -> list[Party]:
    """The state in which somebody was arrested or from which he was deported: arrests are made by a state's own."""
    for word, noun in syntax.prepositions(verb, deep=False):
        actor = scene.cast.actor_of(scene.sentence, noun) if word in {"in", "from"} else None
        if actor is not None and actor.id.startswith("state:") and noun.lower_ in actor.name.lower():
            return [scene.party(noun)]
    return []
