"""What the text says of a person beside the name: titles before it, appositions around it."""

from __future__ import annotations

from dragoman.actors import officials
from dragoman.actors.entities import Entity
from dragoman.actors.names import Name
from dragoman.actors.phrases import Phrase, phrase_at
from dragoman.actors.scene import Scene
from dragoman.actors.views import View


def same_as(view: View, scene: Scene) -> tuple[dict[int, Entity], set[int]]:
    """Head nouns that stand in apposition to a name, with its entity; and the tokens that are part of a title.

    "France's top diplomat, Alain Juppe", "Mikhail Margelov, the committee's chief", "an aid group, UOSSM".
    """
    same: dict[int, Entity] = {}
    taken: set[int] = set()
    for at in dict.fromkeys(n for n in view.names if n >= 0):
        name = scene.names[at]
        if name.entity is None:
            continue
        if name.title_first >= 0:
            taken.update(k for k in range(name.title_first, name.first) if view.names[k] < 0)
        for noun in (*_apposed(view, name), _whole(view, name, scene), _after_dash(view, name, scene)):
            if noun >= 0 and view.names[noun] < 0 and view.is_noun(noun) and _agrees(view, noun, name, scene):
                same[noun] = name.entity
    return same, taken


def _apposed(view: View, name: Name) -> list[int]:
    """The nouns that parses put beside a name, over it or under it; "the ambassador to Washington, Walid Mualem" is
    often read as Washington's apposition."""
    under = view.kid(name.head, "appos")
    found = [under] if under is not None else []
    if view.deps[name.head] == "appos":
        over = view.heads[name.head]
        if view.names[over] >= 0 and view.deps[over] == "pobj":
            over = view.heads[view.heads[over]]
        found.append(over)
    return found


def _whole(view: View, name: Name, scene: Scene) -> int:
    """The person at whose end, a body's name, parses put the apposition: "the head of the mission, Robert Mood"; -1 for
    none."""
    over = view.heads[name.head]
    if view.deps[name.head] != "appos" or view.deps[over] != "pobj" or view.low[view.heads[over]] != "of":
        return -1
    return -1 if _agrees(view, over, name, scene) else view.heads[view.heads[over]]


def _after_dash(view: View, name: Name, scene: Scene) -> int:
    """The head of a description between dashes after a name, which parses seldom join to it; -1 when there is none."""
    k = name.last + 1
    if k >= len(view) or view.words[k] not in {"--", "—", "–"}:
        return -1
    best = -1
    for k in range(name.last + 2, min(name.last + 14, len(view))):
        if view.words[k] in {"--", "—", "–", ",", ";"} or view.tags[k] in {"WP", "WDT", "VBD", "VBZ"}:
            break
        if (
            view.names[k] < 0
            and view.is_noun(k)
            and view.deps[k] not in {"poss", "compound"}
            and view.low[k - 1] != "of"
        ):
            if view.plain[k] in scene.words.nouns:
                best = k
    return best


def _agrees(view: View, noun: int, name: Name, scene: Scene) -> bool:
    assert name.entity is not None
    for reading, plural in scene.words.readings(view.plain[noun]):
        if plural:
            continue
        if name.entity.human:
            return reading.kind in {"office", "person"}
        return reading.kind == "group"
    return False


def describe_person(name: Name, scene: Scene) -> None:
    """Take over what title and apposition say: role, country, sector and office of one whom no reference knows."""
    view, entity = name.view, name.entity
    if entity is None:
        return
    if name.title_head >= 0:
        honorific = scene.words.honorifics.get(view.low[name.title_head].rstrip("."))
        if honorific is not None and entity.gender is None:
            entity.gender = honorific.get("gender")
        if honorific is not None and entity.sector is None and _is_new(entity):
            entity.sector = honorific.get("sector")
        phrase = phrase_at(view, name.title_head, scene.names, scene.words, first=name.title_first)
        if phrase is not None:
            _take(entity, phrase, scene)
    for noun in _apposed(view, name):
        if noun >= 0 and view.names[noun] < 0 and view.is_noun(noun) and _agrees(view, noun, name, scene):
            phrase = phrase_at(view, noun, scene.names, scene.words)
            if phrase is not None:
                _take(entity, phrase, scene)
    if view.deps[name.head] == "nsubj" and _is_new(entity):
        said = view.kid(view.heads[name.head], "attr")
        if said is not None and view.lemma(view.heads[name.head]) == "be" and _agrees(view, said, name, scene):
            phrase = phrase_at(view, said, scene.names, scene.words)
            if phrase is not None and view.kid(view.heads[name.head], "neg") is None:
                _take(entity, phrase, scene)


def _is_new(entity: Entity) -> bool:
    return entity.actor_id is not None and entity.actor_id.startswith("person:~")


def _take(entity: Entity, phrase: Phrase, scene: Scene) -> None:
    officials.learn(entity, phrase, scene)
    if not _is_new(entity):
        return
    said = officials.of_person(phrase, scene)
    if entity.country is None:
        entity.country = said.country
    if entity.sector is None:
        entity.sector = said.sector
    if entity.office is None:
        entity.office = said.office
