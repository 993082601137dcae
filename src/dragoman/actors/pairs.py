"""Phrases for several actors at once: "both ministers", "the two sides", "Western powers", "world community"."""

from __future__ import annotations

from dragoman.actors.entities import Entity
from dragoman.actors.officials import LEADER_ROLES
from dragoman.actors.pronouns import distinct
from dragoman.actors.scene import Scene
from dragoman.actors.views import View

BACK = 3
"""Sentences back in which the two must have been named."""


def asks_for_two(view: View, i: int) -> bool:
    """True for "both ...", "the two ..." and "the two" alone."""
    if view.low[i] == "two":
        return i > 0 and view.low[i - 1] == "the" and view.deps[i] in {"nsubj", "nsubjpass"}
    before = {view.low[k] for k in range(view.edges[i], i)}
    return "both" in before or ("two" in before and "the" in before)


def pair_at(view: View, i: int, scene: Scene) -> Entity | None:
    """The two whom "both men", "the two countries" mean: the last two of that sort, when they are exactly two."""
    words, low = scene.words.words, view.low[i]
    persons = low == "two" or low in words["pair_persons"]
    states, sides = low in words["pair_states"], low in words["pair_sides"]
    if not (persons or states or sides):
        return None
    if not asks_for_two(view, i):
        return None
    if any(view.names[k] >= 0 for k in range(view.edges[i], i)):
        return None
    barred = _urging(view, i, scene)
    for back in range(BACK + 1):
        found = _candidates(view, back, barred, scene, persons=persons, sides=sides)
        if low == "women":
            found = [e for e in found if e.gender != "male"]
        office = _of_office(low, found, scene)
        if len(found) > 2 and len(office) == 2:
            found = office
        if len(found) > 2:
            return None
        if len(found) < 2:
            continue
        if any(e.sector == "IGO" and e.kind == "org" for e in found):
            return None
        if not persons and back and not _parties(found, view.index, back, scene):
            continue
        if not persons and back > 1:
            if len(_candidates(view, BACK, barred, scene, persons=False, sides=sides)) > 2:
                return None
        return Entity(None, low, persons, plural=True, members=(found[1], found[0]))
    return None


def _candidates(
    view: View, back: int, barred: set[str | None], scene: Scene, *, persons: bool, sides: bool
) -> list[Entity]:
    """The persons, or the states and bodies, that were spoken of in so many sentences before, latest first."""
    found: list[Entity] = []
    near = (
        s for s in scene.ledger.recent(view.index, back=back) if s.weight >= 12 and s.sentence not in scene.headlines
    )
    for entity in distinct(near, 8):
        if entity.plural or entity.members:
            continue
        if not persons and (entity.actor_id in barred or f"state:{entity.country}" in barred):
            continue
        one: Entity | None = None
        if persons:
            one = entity if entity.human else None
        elif entity.kind == "state" or (entity.human and entity.country is not None):
            one = scene.state(entity.country or "")
        elif sides and entity.kind in {"org", "group"}:
            one = entity
        if one is not None and one not in found:
            found.append(one)
    return found


def _urging(view: View, i: int, scene: Scene) -> set[str | None]:
    """The ids of whoever does something to the two ("Qatar invited both sides"), and of their states."""
    if view.deps[i] not in {"dobj", "pobj", "dative"}:
        return set()
    verb = next((k for k in view.ancestors(i) if view.tags[k][0] == "V"), None)
    subject = view.subject_of(verb) if verb is not None else None
    barred: set[str | None] = set()
    for standing in scene.ledger.recent(view.index, back=0):
        if standing.token == subject and not standing.entity.members:
            barred.add(standing.entity.actor_id)
            barred.add(f"state:{standing.entity.country}")
    return barred


def _parties(found: list[Entity], sentence: int, back: int, scene: Scene) -> bool:
    """True when one sentence names all of these, or when they are the states that the article names most."""
    ids = {e.actor_id for e in found}
    for at in range(sentence - back, sentence + 1):
        here = {s.entity.actor_id for s in scene.ledger.recent(sentence, back=back) if s.sentence == at}
        here |= {f"state:{s.entity.country}" for s in scene.ledger.recent(sentence, back=back) if s.sentence == at}
        if ids <= here:
            return True
    ranked = scene.countries.most_common(3)
    clear = len(ranked) < 3 or ranked[1][1] > ranked[2][1]
    return clear and ids == {f"state:{iso3}" for iso3, _ in ranked[:2]}


def _of_office(low: str, found: list[Entity], scene: Scene) -> list[Entity]:
    """Of several persons those who hold the office that the noun tells: leaders and presidents, ministers."""
    if low in {"leaders", "presidents", "statesmen"}:
        return [e for e in found if e.roles & LEADER_ROLES]
    if low == "ministers":
        return [e for e in found if e.roles & scene.words.words["minister_roles"]]
    return []


def region_at(view: View, i: int, scene: Scene) -> Entity | None:
    """The group of states that an adjective of a region and a plural noun name together."""
    words, low = scene.words, view.low[i]
    if low == "west" and view.words[i] == "West" and i > 0 and view.low[i - 1] == "the" and view.deps[i] != "compound":
        following = view.low[i + 1] if i + 1 < len(view) else ""
        return (
            None
            if following in {"bank", "of", "coast", "side"}
            else scene.group("the-west", "the West", country=None, sector=None)
        )
    if low not in words.words["states"] | words.words["community"]:
        return None
    found: list[Entity] = []
    for k in range(i - 1, max(view.edges[i], i - 6) - 1, -1):
        if view.names[k] >= 0:
            return found[0] if found else None
        for heads, key, name in words.regions.get(view.plain[k], ()):
            if low in words.words[heads]:
                found.append(scene.group(key, name, country=None, sector="IGO" if heads == "community" else "GOV"))
    if len(found) > 1 and any(view.low[k] == "and" for k in range(view.edges[i], i)):
        return Entity(None, low, False, plural=True, members=tuple(reversed(found)))
    return found[0] if found else None
