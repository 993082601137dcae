"""Descriptions: phrases without a name, resolved to the person, state, body or group that they mean.

"The Russian minister" is whom the article called a minister of Russia; else whoever held the office on the article's
day; when several may have, nobody. "The Syrian regime" is Syria, "Syrian rebels" a group of Syria. A single official
without a name ("a Russian arms exports official") is a person of the article with that description; several
("Russian officials") speak for their state.
"""

from __future__ import annotations

from collections import Counter

from dragoman.actors.entities import Entity
from dragoman.actors.lexicon import american
from dragoman.actors.phrases import Phrase, phrase_at
from dragoman.actors.scene import Scene
from dragoman.reference import fold

STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
"""Sectors whose people, in the plural, act for their state."""
LEADER_ROLES = frozenset({"head_of_state", "head_of_government"})
_MINISTERS = frozenset({"foreign_minister", "defence_minister", "interior_minister", "head_of_government", "minister", "foreign_deputy", "foreign_state_minister", "deputy_minister"})  # fmt: skip
_DIPLOMATS = frozenset({"foreign_minister", "un_ambassador", "envoy", "ambassador", "io_envoy", "foreign_deputy"})
_ENVOYS = frozenset({"un_ambassador", "envoy", "ambassador", "io_envoy"})
_ONLY = {"secretary of state": "USA", "foreign secretary": "GBR", "home secretary": "GBR", "defense secretary": None,
         "secretary of defense": "USA"}  # fmt: skip
ONE_LEADER = {"head_of_state", "head_of_government"}
BACK = 12
"""Sentences back to which a definite description may reach."""


def resolve(phrase: Phrase, scene: Scene) -> Entity | None:
    """The entity that a phrase means; `None` for a phrase that names nobody in particular."""
    countries = _countries(phrase, scene)
    if len(countries) > 1:
        members = tuple(m for iso3 in countries if (m := _one(phrase, scene, iso3)) is not None)
        return Entity(None, phrase.label, False, plural=True, members=members) if len(members) > 1 else None
    return _one(phrase, scene, countries[0] if countries else None)


def _countries(phrase: Phrase, scene: Scene) -> list[str]:
    if phrase.lemma in scene.words.words["relational"]:
        return []
    found = [iso3 for name in phrase.places if (iso3 := scene.place_of(name)) is not None]
    if found:
        return list(dict.fromkeys(found))
    owner = owner_of(phrase, scene) or served_by(phrase, scene)
    if owner is not None and owner.country is not None:
        return [owner.country]
    return []


def served_by(phrase: Phrase, scene: Scene) -> Entity | None:
    """The body whose common noun stands before a person's: "a coalition spokesman", "the government official"."""
    view = phrase.view
    if phrase.noun.kind not in {"office", "person"} or phrase.head == phrase.first:
        return None
    k = phrase.head - 1
    if view.tags[k] == "POS":
        k -= 1
    if view.tags[k][0] != "N" or view.names[k] >= 0 or american(view.low[k]) in phrase.noun.before:
        return None
    inner = phrase_at(view, k, scene.names, scene.words, first=phrase.first)
    if inner is None or inner.noun.kind not in {"organ", "group"}:
        return None
    inner.indefinite, inner.definite = False, True
    return resolve(inner, scene)


def owner_of(phrase: Phrase, scene: Scene) -> Entity | None:
    """The person or body in whose service the phrase stands."""
    if phrase.owner is not None:
        return phrase.owner.entity
    if phrase.owner_pronoun >= 0:
        return scene.pronouns.get((phrase.view.index, phrase.owner_pronoun))
    return None


def _one(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    noun = phrase.noun
    if noun.kind in {"office", "person"} and not phrase.plural:
        return _single(phrase, scene, iso3)
    owner = owner_of(phrase, scene)
    if owner is not None and owner.kind in {"org", "group"} and phrase.lemma not in scene.words.words["relational"]:
        owner.heads.add(phrase.lemma)
        return scene.part_of(owner, noun.sector)
    if noun.kind == "organ" or (noun.kind == "office" and noun.sector in STATE_SECTORS) or noun.plural == "organ":
        return _organ(phrase, scene, iso3)
    return _group(phrase, scene, iso3)


def _organ(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    owner = owner_of(phrase, scene)
    relational = phrase.lemma in scene.words.words["relational"]
    if iso3 is None and owner is not None and not owner.human and not relational:
        return owner if owner.actor_id else None
    if iso3 is None:
        iso3 = _context(phrase, scene)
    else:
        scene.owned.setdefault(phrase.lemma, Counter())[iso3] += 1
    if iso3 is None and scene.alone and not relational:
        return scene.group(phrase.lemma, phrase.label, country=None, sector=phrase.noun.sector)
    if iso3 is None or relational:
        return None
    plural = phrase.plural or phrase.noun.kind == "office"
    return scene.state(iso3, phrase.noun.sector, plural=plural)


def _context(phrase: Phrase, scene: Scene) -> str | None:
    """Whose "the government" or "the army" is when the phrase doesn't say: the one so named before, else that of the
    state that the article is about."""
    if phrase.indefinite:
        return None
    before = scene.owned.get(phrase.lemma)
    if before is not None and len(before) == 1:
        return next(iter(before))
    reading, words = " ".join([*sorted(phrase.noun.before), phrase.lemma]), scene.words.words
    if reading not in words["of_the_topic"] and phrase.lemma not in words["of_the_topic"]:
        return None
    return scene.topic(at_war=phrase.noun.sector in words["home_sectors"])


def _group(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    noun, words = phrase.noun, scene.words.words
    reading = " ".join([*sorted(noun.before), noun.head])
    owner = owner_of(phrase, scene)
    if noun.kind == "people" and iso3 is not None:
        return scene.state(iso3, noun.sector or "CVL", plural=True)
    if (
        not phrase.plural
        and noun.kind == "group"
        and (reading in words["named_only"] or noun.head in words["named_only"])
    ):
        if (phrase.definite or phrase.view.is_proper(phrase.head)) and iso3 is None:
            return _body_before(phrase, scene)
        if (iso3 is None or phrase.indefinite) and not scene.alone:
            return None
    if owner is not None and not owner.human and iso3 is None and noun.head in {"member", "delegate", "representative"}:
        return owner
    if phrase.lemma in words["relational"]:
        return None
    if iso3 is None:
        iso3 = _context(phrase, scene)
    else:
        scene.owned.setdefault(phrase.lemma, Counter())[iso3] += 1
    key, label = reading.replace(" ", "-"), phrase.label
    if reading in words["rebels"]:
        key, label = "rebels", "rebels"
    elif reading in words["opposition"] and not phrase.plural:
        key, label = "opposition", "opposition"
    if owner is not None and owner.human and noun.kind == "group":
        label = f"{owner.name.split()[-1]} {label}"
        return scene.group(f"{fold(owner.name).replace(' ', '-')}-{key}", label, country=iso3, sector=noun.sector)
    if iso3 is None:
        return scene.group(key, label, country=None, sector=noun.sector)
    return scene.group(f"{iso3}-{key}", f"{scene.demonym(iso3)} {label}", country=iso3, sector=noun.sector)


def _body_before(phrase: Phrase, scene: Scene) -> Entity | None:
    """ "The group", "the newspaper", "the Observatory": the body last named that can be called so."""
    head, view = phrase.lemma, phrase.view
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
        near = view.index - standing.sentence <= 2
        if fallback is None and near and (entity.sector == sector or sector is None):
            if not (sector is None and entity.plural):
                fallback = entity
    return fallback


def _single(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    noun = phrase.noun
    owner = owner_of(phrase, scene) or served_by(phrase, scene)
    if noun.head == "counterpart" and phrase.definite:
        return _counterpart(phrase, scene, owner)
    if not phrase.indefinite:
        found = _before(phrase, scene, iso3)
        if found is not None:
            return found
        holder = None if phrase.former or phrase.deputy else _holder(phrase, scene, iso3)
        if holder is not None:
            return holder
    return unnamed(phrase, scene, iso3, owner)


def unnamed(phrase: Phrase, scene: Scene, iso3: str | None, owner: Entity | None) -> Entity:
    """A person of the article without a name, by the words of the description."""
    noun, view = phrase.noun, phrase.view
    relational = phrase.lemma in scene.words.words["relational"]
    first = phrase.first
    while first < phrase.head and view.tags[first] in {"DT", "PRP$", "PDT", "CD", "POS", "``", "''", "RB"}:
        first += 1
    base = view.sentence.span.start
    span = view.span(first, phrase.last)
    label = " ".join(view.text[span.start - base : span.end - base].split())
    reading = " ".join([*sorted(noun.before), noun.head])
    record = not relational and (reading not in scene.words.words["no_record"] or iso3 is not None or owner is not None)
    if noun.sector == "CVL" and noun.gender is not None:
        record = False
    if phrase.definite and iso3 is None and owner is None and " " not in label:
        record = False
    sector = noun.sector
    if owner is not None and not owner.human and owner.sector is not None and noun.sector in {None, "GOV", "IGO"}:
        sector = owner.sector
    if phrase.former and sector in STATE_SECTORS:
        sector = "ELI"
    elif noun.role == "spokesperson" and sector is None and iso3 is not None:
        sector = "GOV"
    entity = scene.unnamed(
        label, country=None if relational else iso3, sector=sector, gender=noun.gender, record=record
    )
    learn(entity, phrase, scene)
    return entity


def of_person(phrase: Phrase, scene: Scene) -> Entity:
    """What a title or apposition says of a person: country, sector and office, as of one without a name."""
    countries = _countries(phrase, scene)
    owner = owner_of(phrase, scene) or served_by(phrase, scene)
    return unnamed(phrase, scene, countries[0] if len(countries) == 1 else None, owner)


def learn(entity: Entity, phrase: Phrase, scene: Scene) -> None:
    """Keep what a description says of the one it means."""
    entity.heads.add(phrase.lemma)
    owner = owner_of(phrase, scene)
    if owner is not None:
        entity.kin[phrase.lemma] = owner
    if phrase.noun.role and not phrase.former and not phrase.deputy:
        entity.roles.add(phrase.noun.role)
    if entity.gender is None:
        entity.gender = phrase.noun.gender


def fits(phrase: Phrase, entity: Entity) -> bool:
    """True when a description can mean a person called or known as the entity is."""
    head, role = phrase.lemma, phrase.noun.role
    if head in entity.heads:
        return role is None or not entity.roles or role in entity.roles or not _has(entity.roles, role)
    if role is not None:
        if role == "leader":
            return bool(entity.roles & (LEADER_ROLES | {"opposition", "leader"}))
        return role in entity.roles
    if head == "minister":
        return bool(entity.roles & _MINISTERS)
    if head == "diplomat":
        return bool(entity.roles & _DIPLOMATS) or "ambassador" in entity.heads or "envoy" in entity.heads
    if head in {"ambassador", "envoy", "representative", "mediator"}:
        return bool(entity.roles & _ENVOYS)
    if head == "lawmaker":
        return bool(entity.heads & {"senator", "congressman", "congresswoman", "legislator", "mp", "representative"})
    return False


def _has(roles: set[str], role: str) -> bool:
    kin = {"foreign_minister", "defence_minister", "interior_minister"}
    return role in kin and bool(roles & kin)


def _before(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    """Whom the article introduced before and can mean by the description."""
    gender = phrase.noun.gender
    owner = owner_of(phrase, scene)
    if owner is not None and phrase.lemma in scene.words.words["kin"]:
        near = scene.ledger.recent(phrase.view.index, back=10 * BACK)
        return next((s.entity for s in near if s.entity.kin.get(phrase.lemma) is owner), None)
    for standing in scene.ledger.recent(phrase.view.index, back=BACK):
        entity = standing.entity
        if (
            not entity.human
            or entity.plural
            or (standing.sentence == phrase.view.index and standing.token > phrase.head)
        ):
            continue
        if iso3 is not None and entity.country != iso3:
            continue
        if gender is not None and entity.gender not in {None, gender}:
            continue
        if phrase.former or phrase.deputy:
            if phrase.lemma not in entity.heads:
                continue
        if fits(phrase, entity):
            return entity
    return None


def _counterpart(phrase: Phrase, scene: Scene, owner: Entity | None) -> Entity | None:
    """ "His Russian counterpart": who holds in Russia the office that he holds in his country."""
    iso3 = next((c for n in phrase.places if (c := scene.place_of(n))), None)
    if owner is None or not owner.human or iso3 is None or not scene.on.is_known:
        return None
    for role in sorted(owner.roles):
        found = scene.reference.holders(role, iso3, scene.on)
        if len(found) == 1:
            return scene.people.known(found[0])
    return None


def _holder(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    """Whoever held the office on the article's day, when only one person can have."""
    role = phrase.noun.role
    if (
        role is None
        or not scene.on.is_known
        or not (phrase.definite or phrase.first == phrase.head or iso3 is not None)
    ):
        return None
    owner = owner_of(phrase, scene)
    where: str | None = iso3
    if owner is not None and owner.kind == "org" and owner.country is None:
        where = owner.actor_id
    reading = " ".join([*sorted(phrase.noun.before), phrase.lemma, *phrase.noun.after])
    if where is None and phrase.definite and role in LEADER_ROLES | {"foreign_minister", "defence_minister"}:
        where = scene.topic(at_war=False)
    only = _ONLY.get(reading)
    if only is not None and where is not None and where != only:
        return None
    if where is None:
        return None
    roles = sorted(ONE_LEADER) if role == "leader" else [role]
    found = {p.id: p for r in roles for p in scene.reference.holders(r, where, scene.on)}
    if role == "leader" and len(found) > 1:
        return None
    if len(found) != 1:
        return None
    if any(place.last > phrase.head for place in phrase.places) and role in {"spokesperson"}:
        return None
    return (
        scene.people.known(next(iter(found.values())))
        if role not in {"spokesperson", "io_head", "speaker"} or phrase.definite
        else None
    )
