"""Descriptions: phrases without a name, resolved to the state, body, group or person that they mean.

"The Syrian regime" is Syria, "Syrian rebels" a group of Syria, "the observatory" the body last named that can be called
so; officials in the plural ("Russian officials") speak for their state. For one person see `officials`.
"""

from __future__ import annotations

from collections import Counter

from dragoman.actors.bodies import body_before
from dragoman.actors.entities import Entity
from dragoman.actors.officials import STATE_SECTORS, countries_of, of_some_sort, owner_of, served_by, single
from dragoman.actors.phrases import Phrase
from dragoman.actors.scene import Scene
from dragoman.reference import fold


def resolve(phrase: Phrase, scene: Scene) -> Entity | None:
    """The entity that a phrase means; `None` for a phrase that names nobody in particular."""
    countries = countries_of(phrase, scene)
    if len(countries) > 1:
        members = tuple(m for iso3 in countries if (m := _one(phrase, scene, iso3)) is not None)
        return Entity(None, phrase.label, False, plural=True, members=members) if len(members) > 1 else None
    return _one(phrase, scene, countries[0] if countries else None)


def _one(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    noun = phrase.noun
    if noun.kind in {"office", "person"} and not phrase.plural:
        return single(phrase, scene, iso3)
    owner = owner_of(phrase, scene)
    served = served_by(phrase, scene)
    if served is not None and served.sector in STATE_SECTORS:
        return served
    if owner is not None and owner.kind in {"org", "group"} and phrase.lemma not in scene.words.words["relational"]:
        owner.heads.add(phrase.lemma)
        return scene.part_of(owner, noun.sector)
    led = _led(phrase, scene) if iso3 is None and owner is None and noun.kind in {"organ", "group"} else None
    if led is not None:
        return led
    office = noun.kind == "office" and noun.sector in STATE_SECTORS and not of_some_sort(phrase, scene)
    if noun.kind == "organ" or office or noun.plural == "organ":
        return _organ(phrase, scene, iso3)
    return _group(phrase, scene, iso3)


def _led(phrase: Phrase, scene: Scene) -> Entity | None:
    """ "The US-led coalition", "Saudi-backed forces": a group called after the state or body that leads or backs it."""
    view = phrase.view
    for k in range(phrase.first, phrase.head - 2):
        name = scene.names[view.names[k]] if view.names[k] >= 0 else None
        if (
            name is None
            or name.last != k
            or view.words[k + 1] != "-"
            or view.low[k + 2] not in scene.words.words["leading"]
        ):
            continue
        if name.iso3 is None and name.entity is None:
            continue
        tie = view.low[k + 2]
        key = f"{name.iso3 or fold(name.text).replace(' ', '-')}-{tie}-{phrase.label.replace(' ', '-')}".lower()
        return scene.group(key, f"{name.text}-{tie} {phrase.label}", country=None, sector=phrase.noun.sector)
    return None


def _organ(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    owner = owner_of(phrase, scene)
    relational = phrase.lemma in scene.words.words["relational"]
    if iso3 is None and owner is not None and not owner.human and not relational:
        return owner if owner.actor_id else None
    if iso3 is None:
        iso3 = scene.whose(phrase)
    else:
        scene.owned.setdefault(phrase.lemma, Counter())[iso3] += 1
    if iso3 is None and scene.alone and not relational:
        return scene.group(phrase.lemma, phrase.label, country=None, sector=phrase.noun.sector)
    several_states = phrase.plural and phrase.lemma in scene.words.words["state_nouns"]
    if iso3 is None or relational or several_states:
        return None
    plural = phrase.plural or phrase.noun.kind == "office" or phrase.lemma in scene.words.words["plural_nouns"]
    return scene.state(iso3, phrase.noun.sector, plural=plural)


def _group(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    noun, words = phrase.noun, scene.words.words
    reading = " ".join([*sorted(noun.before), noun.head])
    owner = owner_of(phrase, scene)
    if noun.kind == "people" and iso3 is not None and reading in words["whole_people"]:
        return scene.state(iso3, noun.sector or "CVL", plural=True)
    if (
        not phrase.plural
        and noun.kind == "group"
        and (reading in words["named_only"] or noun.head in words["named_only"])
    ):
        if (phrase.definite or phrase.view.is_proper(phrase.head)) and iso3 is None:
            return body_before(phrase, scene)
        if (iso3 is None or phrase.indefinite) and not scene.alone:
            return None
    if owner is not None and not owner.human and iso3 is None and noun.head in {"member", "delegate", "representative"}:
        return owner
    if phrase.lemma in words["owned_only"] and not noun.before and (owner is None or not owner.human):
        return None
    if phrase.plural and owner is not None and owner.human and phrase.lemma in words["kin"]:
        return None
    if noun.kind == "group" and noun.sector is None and not scene.alone and iso3 is None:
        return None
    if phrase.lemma in words["relational"] or (phrase.lemma in words["no_group"] and iso3 is None and not scene.alone):
        return None
    if iso3 is None:
        iso3 = scene.whose(phrase)
    else:
        scene.owned.setdefault(phrase.lemma, Counter())[iso3] += 1
    key, label = reading.replace(" ", "-"), phrase.label
    if reading in words["rebels"]:
        key, label = "rebels", "rebels"
    elif reading in words["opposition"] and not phrase.plural:
        key, label = "opposition", "opposition"
    if owner is not None and owner.human and noun.kind == "group":
        label = " ".join([*owner.name.split()[-1:], label])
        return scene.group(f"{fold(owner.name).replace(' ', '-')}-{key}", label, country=iso3, sector=noun.sector)
    if iso3 is None:
        return scene.group(key, label, country=None, sector=noun.sector)
    return scene.group(f"{iso3}-{key}", f"{scene.demonym(iso3)} {label}", country=iso3, sector=noun.sector)
