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
    """True for "both ..." and "the two ..."."""
    before = {view.low[k] for k in range(view.edges[i], i)}
    return "both" in before or ("two" in before and "the" in before)


def pair_at(view: View, i: int, scene: Scene) -> Entity | None:
    """The two whom "both men", "the two countries" mean: the last two of that sort, when they are exactly two."""
    words, low = scene.words.words, view.low[i]
    persons, states, sides = low in words["pair_persons"], low in words["pair_states"], low in words["pair_sides"]
    if not (persons or states or sides):
        return None
    if not asks_for_two(view, i):
        return None
    if any(view.names[k] >= 0 for k in range(view.edges[i], i)):
        return None
    for back in range(BACK + 1):
        found: list[Entity] = []
        for entity in distinct((s for s in scene.ledger.recent(view.index, back=back) if s.weight >= 12), 8):
            if entity.plural or entity.members:
                continue
            one: Entity | None = None
            if persons:
                one = entity if entity.human and not (low == "women" and entity.gender == "male") else None
            elif entity.kind == "state":
                one = scene.state(entity.country or "")
            elif entity.human and entity.country is not None:
                one = scene.state(entity.country)
            elif sides and entity.kind in {"org", "group"}:
                one = entity
            if one is not None and one not in found:
                found.append(one)
        office = _of_office(low, found, scene)
        if len(found) > 2 and len(office) == 2:
            found = office
        if len(found) == 2:
            return Entity(None, low, persons, plural=True, members=(found[1], found[0]))
        if len(found) > 2:
            return None
    return None


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
