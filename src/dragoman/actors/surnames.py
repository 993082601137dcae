"""Single names: "Juppe", "Mr. Assad", "President Clinton", "Hillary" - whom they mean in this article."""

from __future__ import annotations

from collections import Counter

from dragoman.actors.entities import Entity
from dragoman.actors.names import Name
from dragoman.actors.persons import SUFFIXES
from dragoman.actors.phrases import phrase_at
from dragoman.actors.runs import title_of
from dragoman.actors.scene import Scene
from dragoman.reference import fold
from dragoman.reference.words import is_common_word


def resolve_bare(scene: Scene) -> None:
    """Give every single name its person or body, in reading order; what can't be told stays without one."""
    people, names = scene.people, scene.names
    alone = Counter(_key(n) for n in names if n.kind == "bare" and n.first == n.last)
    ordered = sorted(
        (n for n in names if n.kind in {"bare", "person", "new_person"}), key=lambda n: (n.view.index, n.first)
    )
    for name in ordered:
        if name.kind == "bare" and name.first < name.last and name.entity is None and _recurs(name, alone):
            name.kind = "new_person"
            name.entity = people.new(name.text)
        elif name.kind == "bare" and name.first < name.last and name.entity is None:
            _shrink(name, scene)
    for name in ordered:
        if name.entity is not None:
            name.entity.count += 1
    before: dict[str, Entity] = {}
    for name in ordered:
        key = _key(name)
        if name.entity is not None:
            before[key] = name.entity
            continue
        if name.kind != "bare":
            continue
        name.entity = _whom(name, key, before.get(key), scene)
        if name.entity is not None:
            name.entity.count += 1
            if name.entity.human:
                before[key] = name.entity
        else:
            name.title_first = name.title_head = -1
    for name in ordered:
        if name.entity is not None:
            name.entity.count = 0


def _shrink(name: Name, scene: Scene) -> None:
    """ "Lavrov Doubts Truce", "Trump Tower": of a run of capitals the one word that is a surname of the article."""
    view = name.view
    found = [k for k in range(name.first, name.last + 1) if scene.people.by_surname.get(fold(view.words[k]))]
    if len(found) == 1:
        for k in range(name.first, name.last + 1):
            if k != found[0]:
                view.names[k] = -1
        name.first = name.last = name.head = found[0]


def _key(name: Name) -> str:
    last = name.last
    while last > name.first and name.view.low[last] in SUFFIXES:
        last -= 1
    return fold(name.view.words[last]).strip("'.")


def _recurs(name: Name, alone: Counter[str]) -> bool:
    words = [w for w in name.view.words[name.first : name.last + 1] if len(w) > 2 and w[0].isupper() and w != "Al"]
    return (
        len(words) > 1
        and alone[_key(name)] > 0
        and name.last - name.first <= 4
        and name.view.deps[name.head] in {"nsubj", "appos", "pobj", "dobj", "poss", "nsubjpass", "conj"}
    )


def _whom(name: Name, key: str, before: Entity | None, scene: Scene) -> Entity | None:
    view, people, words = name.view, scene.people, scene.words
    whole = fold(name.text)
    if whole in scene.bodies:
        return scene.bodies[whole]
    tokens = [
        k
        for k in range(name.first, name.last + 1)
        if view.words[k] != "-" and view.low[k] not in words.words["particles"]
    ]
    if len(tokens) > 1:
        return None
    title_of(name, scene.names, words)
    gender, roles, country, titled = None, frozenset[str](), None, name.title_head >= 0
    if titled:
        honorific = words.honorifics.get(view.low[name.title_head].rstrip("."))
        gender = honorific.get("gender") if honorific is not None else None
        phrase = phrase_at(view, name.title_head, scene.names, words, first=name.title_first)
        if phrase is not None:
            gender = gender or phrase.noun.gender
            place = phrase.places[0] if phrase.places else None
            country = scene.place_of(place) if place is not None else None
            if phrase.noun.role is not None:
                roles = frozenset(
                    {"head_of_state", "head_of_government"} if phrase.noun.role == "leader" else {phrase.noun.role}
                )
    if scene.lost_apostrophes and key.endswith("s") and not people.by_surname.get(key):
        if people.by_surname.get(key[:-1]):
            key = key[:-1]
    if people.by_surname.get(key):
        found = people.by_bare_surname(key, gender, before)
        if found is not None or not titled:
            return found
        candidates = [e for e in people.by_surname[key] if roles & e.roles]
        return candidates[0] if len(candidates) == 1 else None
    given = people.by_given.get(key, ())
    if len(given) == 1 and not titled and view.is_proper(name.last):
        return given[0]
    if not view.is_proper(name.last) or (is_common_word(name.text) and not titled):
        return None
    if view.deps[name.head] in {"compound", "nmod"} and not titled and not _before_noun(name, scene):
        return None
    if scene.alone and not scene.countries:
        namesakes = scene.reference.persons_by_surname(key)
        known = [p for p in namesakes if p.id in scene.reference.known_persons] or namesakes
        if len(known) == 1:
            return people.known(known[0])
    person = people.in_office(key, titled=titled, roles=roles, country=country)
    if person is not None:
        return people.known(person)
    return people.new(name.text) if titled and _is_office(name, scene) and not _place(name, scene) else None


def _is_office(name: Name, scene: Scene) -> bool:
    """True for an honorific or an office before a lone name that nothing follows: not "Catholic Garvaghy Road"."""
    view, head = name.view, name.title_head
    if view.deps[name.head] in {"compound", "nmod"} or view.tags[head] == "JJ":
        return False
    if view.low[head].rstrip(".") in scene.words.honorifics:
        return True
    return any(r.kind == "office" for r, _ in scene.words.readings(view.plain[head]))


def _before_noun(name: Name, scene: Scene) -> bool:
    """ "The Obama administration", "Assad forces": a surname before the noun of a body."""
    return name.view.plain[name.view.heads[name.head]] in scene.words.nouns


def _place(name: Name, scene: Scene) -> bool:
    view = name.view
    return view.low[name.title_head] in {"st", "st."} or not view.is_proper(name.last)
