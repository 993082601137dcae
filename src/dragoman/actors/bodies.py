"""Bodies called by a common noun: "the group", "the newspaper", "the Observatory", "a coalition spokesman"."""

from __future__ import annotations

from dragoman.actors.entities import Entity
from dragoman.actors.phrases import Phrase
from dragoman.actors.scene import Scene
from dragoman.reference import fold

BACK = 12
"""Sentences back to which "the group" may reach."""
NEAR = 2
"""Sentences back to which a noun may mean a body that was never called so, if its sector agrees."""


def body_before(phrase: Phrase, scene: Scene) -> Entity | None:
    """The body last named that can be called so; `None` when there is none."""
    head, view = phrase.lemma, phrase.view
    if view.low[phrase.head + 1 : phrase.head + 2] == ["of"]:
        return None
    sector = phrase.noun.sector
    if view.is_proper(phrase.head):
        named = [e for e in scene.named_bodies if head in fold(e.name).split()]
        if len(named) == 1:
            return named[0]
    fallback: Entity | None = None
    for standing in scene.ledger.recent(view.index, back=BACK):
        entity = standing.entity
        if entity.human or entity.kind not in {"org", "group"} or entity.actor_id is None:
            continue
        if head in fold(entity.name).split() or head in entity.heads:
            return entity
        near = view.index - standing.sentence <= NEAR
        alike = entity.sector == sector if sector is not None else phrase.lemma in scene.words.words["any_body"]
        if fallback is None and near and alike and not (sector is None and entity.plural):
            fallback = entity
    return fallback
