"""One person by a description: "the Russian minister", "his counterpart", "a Russian arms exports official".

That is whom the article called so or knows to hold the office; else whoever held it on the article's day, when only one
person can have; else a person of the article without a name, with the country and sector that the description gives.
"""

from __future__ import annotations

from dragoman.actors.bodies import body_before
from dragoman.actors.entities import Entity
from dragoman.actors.lexicon import Lexicon
from dragoman.actors.phrases import Phrase, phrase_at
from dragoman.actors.scene import Scene
from dragoman.reference import fold

STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
"""Sectors whose people, in the plural, act for their state."""
LEADER_ROLES = frozenset({"head_of_state", "head_of_government"})
BACK = 12
"""Sentences back to which a definite description may reach."""


def countries_of(phrase: Phrase, scene: Scene) -> list[str]:
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
    if view.tags[k][0] != "N" or view.names[k] >= 0 or view.plain[k] in phrase.noun.before:
        return None
    inner = phrase_at(view, k, scene.names, scene.words, first=phrase.first)
    if inner is None or inner.noun.kind not in {"organ", "group"}:
        return None
    inner.indefinite, inner.definite = False, True
    if inner.noun.kind == "group":
        found = body_before(inner, scene)
        if found is not None:
            return found
    if inner.places:
        countries = countries_of(inner, scene)
        iso3 = countries[0] if len(countries) == 1 else None
    else:
        iso3 = scene.whose(inner)
    if iso3 is None:
        return None
    return scene.state(iso3, inner.noun.sector)


def owner_of(phrase: Phrase, scene: Scene) -> Entity | None:
    """The person or body in whose service the phrase stands."""
    if phrase.owner is not None:
        return phrase.owner.entity
    if phrase.owner_pronoun >= 0:
        return scene.pronouns.get((phrase.view.index, phrase.owner_pronoun))
    return None


def of_some_sort(phrase: Phrase, scene: Scene) -> bool:
    """True for leaders of something else than a state: "a tribal leader", "business leaders"."""
    if phrase.lemma != "leader" or phrase.noun.before or phrase.head == phrase.first:
        return False
    view, k = phrase.view, phrase.head - 1
    if view.names[k] >= 0 or view.tags[k] in {"DT", "POS", "PRP$", "CD", "HYPH", "PDT", "CC"}:
        return False
    return view.low[k] not in scene.words.words["plain_leader"]


def single(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    noun = phrase.noun
    owner = owner_of(phrase, scene) or served_by(phrase, scene)
    if noun.head == "counterpart" and phrase.definite:
        return _counterpart(phrase, scene, owner)
    body = owner if owner is not None and owner.kind in {"org", "group"} else None
    if not phrase.indefinite:
        found = _before(phrase, scene, iso3, body)
        if found is not None:
            return found
        holder = None if phrase.former or phrase.deputy else _holder(phrase, scene, iso3, body)
        if holder is None and not phrase.former and not phrase.deputy:
            holder = _named_with_office(phrase, scene, iso3)
        if holder is not None:
            return holder
    return unnamed(phrase, scene, iso3, owner)


def unnamed(phrase: Phrase, scene: Scene, iso3: str | None, owner: Entity | None) -> Entity:
    """A person of the article without a name, by the words of the description."""
    noun, view = phrase.noun, phrase.view
    relational = phrase.lemma in scene.words.words["relational"]
    first = phrase.first
    while first < phrase.head and view.tags[first] in {"DT", "PRP$", "PDT", "CD", "POS", "``", "''", "RB"}:
        if view.words[first + 1] == "-":
            break
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
    sector = sector or _sector_after(phrase, scene)
    if phrase.former and sector in STATE_SECTORS:
        sector = "ELI"
    elif noun.role == "spokesperson" and sector is None and iso3 is not None:
        sector = "GOV"
    entity = scene.unnamed(
        label, country=None if relational else iso3, sector=sector, gender=noun.gender, record=record
    )
    learn(entity, phrase, scene)
    return entity


def _sector_after(phrase: Phrase, scene: Scene) -> str | None:
    """The sector of what somebody is head or member of: "chairman of the company's board", "head of the army"."""
    view, k = phrase.view, phrase.head + 1
    if view.low[k : k + 1] != ["of"]:
        return None
    for i in range(k + 1, min(k + 5, len(view))):
        for noun, many in scene.words.readings(view.plain[i]):
            if not many and noun.kind in {"organ", "group"} and not noun.before and view.is_noun(i):
                if noun.sector is not None:
                    return noun.sector
    return None


def of_person(phrase: Phrase, scene: Scene) -> Entity:
    """What a title or apposition says of a person: country, sector and office, as of one without a name."""
    countries = countries_of(phrase, scene)
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


def fits(phrase: Phrase, entity: Entity, words: Lexicon) -> bool:
    """True when a description can mean a person called or known as the entity is."""
    head, role = phrase.lemma, phrase.noun.role
    if head in entity.heads:
        return role is None or not entity.roles or role in entity.roles or not _has(entity.roles, role)
    if role is not None:
        if role == "leader":
            return bool(entity.roles & (LEADER_ROLES | {"opposition", "leader"}))
        return role in entity.roles
    if head == "minister":
        return bool(entity.roles & words.words["minister_roles"])
    if head == "diplomat":
        return bool(entity.roles & words.words["diplomat_roles"]) or bool(entity.heads & {"ambassador", "envoy"})
    if head in {"ambassador", "envoy", "representative", "mediator"}:
        return bool(entity.roles & words.words["envoy_roles"])
    if head == "lawmaker":
        return bool(entity.heads & {"senator", "congressman", "congresswoman", "legislator", "mp", "representative"})
    return False


def _has(roles: set[str], role: str) -> bool:
    kin = {"foreign_minister", "defence_minister", "interior_minister"}
    return role in kin and bool(roles & kin)


def _before(phrase: Phrase, scene: Scene, iso3: str | None, body: Entity | None) -> Entity | None:
    """Whom the article introduced before and can mean by the description."""
    gender = phrase.noun.gender
    owner = owner_of(phrase, scene)
    party = phrase.noun.role == "candidate"
    if (owner is not None and phrase.lemma in scene.words.words["kin"]) or (body is not None and not party):
        near = scene.ledger.recent(phrase.view.index, back=10 * BACK)
        return next((s.entity for s in near if s.entity.kin.get(phrase.lemma) is (body or owner)), None)
    for standing in scene.ledger.recent(phrase.view.index, back=BACK):
        entity = standing.entity
        if not entity.human or entity.plural:
            continue
        if iso3 is not None and entity.country != iso3:
            continue
        if gender is not None and entity.gender not in {None, gender}:
            continue
        if phrase.former or phrase.deputy:
            if phrase.lemma not in entity.heads:
                continue
        if party and not _of_party(phrase, entity, body):
            continue
        if fits(phrase, entity, scene.words):
            return entity
    return None


def _of_party(phrase: Phrase, entity: Entity, body: Entity | None) -> bool:
    """True unless "the Republican nominee" is asked of one whose office says another party."""
    view = phrase.view
    said = {fold(view.words[k]) for k in range(phrase.first, phrase.head) if view.words[k][0].isupper()} - {"the"}
    if body is not None:
        said |= set(fold(body.name).split())
    if not said or entity.office is None:
        return not said
    return bool(said & set(fold(entity.office).split()))


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


def _named_with_office(phrase: Phrase, scene: Scene, iso3: str | None) -> Entity | None:
    """The one person whom the article names anywhere and who can have held the country's office on its day, when the
    day leaves several."""
    role = phrase.noun.role
    if role is None or iso3 is None or role in scene.words.words["shared_roles"] or of_some_sort(phrase, scene):
        return None
    roles = sorted(LEADER_ROLES) if role == "leader" else [role]
    ids = dict.fromkeys(p.id for r in roles for p in scene.reference.holders(r, iso3, scene.on))
    named = [scene.people.by_id[i] for i in ids if i in scene.people.by_id and scene.people.by_id[i].country == iso3]
    return named[0] if len(named) == 1 else None


def _holder(phrase: Phrase, scene: Scene, iso3: str | None, body: Entity | None) -> Entity | None:
    """Whoever held the office on the article's day, when only one person can have."""
    role, words = phrase.noun.role, scene.words
    if role is None or not scene.on.is_known or of_some_sort(phrase, scene):
        return None
    if not (phrase.definite or phrase.first == phrase.head or iso3 is not None or body is not None):
        return None
    if role in words.words["shared_roles"]:
        return None
    where = body.actor_id if body is not None else iso3
    if where is None and phrase.definite and role in words.words["state_roles"]:
        where = scene.topic(at_war=False)
    reading = " ".join(w for w in (*sorted(phrase.noun.before), phrase.lemma, *phrase.noun.after))
    if where is None or words.only.get(reading, where) != where:
        return None
    roles = sorted(LEADER_ROLES) if role == "leader" else [role]
    found = {p.id: p for r in roles for p in scene.reference.holders(r, where, scene.on)}
    return scene.people.known(next(iter(found.values()))) if len(found) == 1 else None
