"""Whom an article speaks of: entities as they come up, and the ledger of where and how prominently each stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from dragoman.model import Actor, Mention, Span

TOGETHER = 8
"""Actors in a row that "they" may mean together."""
MOST = 400
"""Mentions back to which anything may look, for texts whose sentences have no end."""
WINDOW = 6
"""Sentences back to which a pronoun or a description may look."""


@dataclass(eq=False, slots=True)
class Entity:
    """One person, state, body or group of an article; what the text tells of it is added as it is read.

    `actor_id` is `None` for somebody of whom nothing can be recorded ("the man"): he can still be the one that "he"
    means, and so keeps "he" from meaning somebody else.
    """

    actor_id: str | None
    name: str
    human: bool
    plural: bool = False
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    gender: str | None = None
    heads: set[str] = field(default_factory=set)
    """Head nouns by which the text called it ("minister", "diplomat")."""
    roles: set[str] = field(default_factory=set)
    """The reference's roles that it is known to hold ("foreign_minister")."""
    kin: dict[str, Entity] = field(default_factory=dict)
    """Whose it is called what: "Elian's father" gives father: Elian."""
    members: tuple[Entity, ...] = ()
    """The entities of which a plural mention speaks ("both ministers")."""
    count: int = 0

    @property
    def actor(self) -> Actor | None:
        """The actor as it goes into a record."""
        if self.actor_id is None:
            return None
        return Actor(self.actor_id, self.name, self.country, self.sector, self.office)

    @property
    def kind(self) -> str:
        """`person`, `state`, `org`, `group`, or `` for an entity without an id."""
        return self.actor_id.partition(":")[0] if self.actor_id else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One mention as the discourse remembers it: where, whose, how weighty, the governing verb's position."""

    sentence: int
    token: int
    entity: Entity
    weight: float
    dep: str
    governor: int
    quoted: bool
    says: bool = False
    """True for the subject of a verb of saying."""


WEIGHT = {"nsubj": 100.0, "nsubjpass": 85.0, "csubj": 60.0, "agent": 50.0, "dobj": 55.0, "dative": 50.0, "pobj": 40.0,
          "attr": 40.0, "appos": 35.0, "poss": 40.0, "conj": 40.0, "ROOT": 50.0, "nmod": 15.0, "compound": 12.0,
          "amod": 8.0, "npadvmod": 15.0}  # fmt: skip
"""Prominence by syntactic role, after Lappin & Leass 1994 (subject over object over the rest)."""


@dataclass(slots=True)
class Ledger:
    """The mentions found so far, and the standings by which later words are understood."""

    found: list[tuple[Span, Entity, tuple[int, ...], str]] = field(default_factory=list)
    """Span, entity, offsets of its heads' first characters, how it was found."""
    standings: list[Standing] = field(default_factory=list)

    def add(self, span: Span, entity: Entity, how: str, *heads: int) -> None:
        """Keep a mention; `heads` are the offsets of the tokens that may be asked for ("head" and "Alissa" in "the
        head of the aid group Ziad Alissa", where parses differ)."""
        self.found.append((span, entity, heads, how))

    def stand(
        self, sentence: int, token: int, entity: Entity, dep: str, governor: int, *, quoted: bool, says: bool
    ) -> None:
        """Remember that an entity was spoken of."""
        entity.count += 1
        weight = WEIGHT.get(dep, 30.0)
        if entity.members:
            for member in entity.members:
                self.standings.append(Standing(sentence, token, member, weight, dep, governor, quoted, says))
        self.standings.append(Standing(sentence, token, entity, weight, dep, governor, quoted, says))
        if dep == "conj":
            self._join(sentence, token, entity, governor, quoted)

    def _join(self, sentence: int, token: int, entity: Entity, governor: int, quoted: bool) -> None:
        """Of "Yeltsin and Kuchma" the two together can be meant too."""
        first: Standing | None = None
        for standing in islice(reversed(self.standings), MOST):
            if standing.sentence != sentence:
                break
            if standing.token == governor and (first is None or standing.entity.members):
                first = standing
        if first is None or first.entity is entity or first.entity.human != entity.human:
            return
        members = (*(first.entity.members or (first.entity,)), *(entity.members or (entity,)))
        if len(members) > TOGETHER:
            return
        joint = Entity(None, "", entity.human, plural=True, members=members)
        weight = WEIGHT.get(first.dep, 30.0) if first.dep != "conj" else first.weight
        self.standings.append(Standing(sentence, token, joint, weight, first.dep, first.governor, quoted))

    def recent(self, sentence: int, *, back: int = WINDOW) -> Iterator[Standing]:
        """The standings from the latest one back to `back` sentences before `sentence`, `MOST` at most."""
        for standing in islice(reversed(self.standings), MOST):
            if standing.sentence < sentence - back:
                return
            yield standing

    def mentions(self) -> tuple[tuple[Mention, ...], dict[int, tuple[Mention, ...]]]:
        """All mentions in text order, and those by the offset of their head, the widest first."""
        made: dict[tuple[Span, str], tuple[Mention, tuple[int, ...]]] = {}
        for span, entity, at, how in self.found:
            for one in entity.members or (entity,):
                actor = one.actor
                if actor is not None:
                    made.setdefault((span, actor.id), (Mention(span, actor, how), at))
        pairs = sorted(made.values(), key=lambda p: (p[0].span.start, -p[0].span.end))
        heads: dict[int, list[Mention]] = {}
        for mention, at in pairs:
            for head in at:
                heads.setdefault(head, []).append(mention)
        widest = {}
        for head, mentions in heads.items():
            span = max(mentions, key=lambda m: m.span.end - m.span.start).span
            widest[head] = tuple(m for m in mentions if m.span == span)
        return tuple(m for m, _ in pairs), widest
