"""Whom a pronoun means: salience of the persons and bodies spoken of before it, by syntax, gender and number.

The weights follow Lappin & Leass, "An algorithm for pronominal anaphora resolution" (Computational Linguistics 20:4,
1994): a subject outranks an object, a mention counts half a sentence later; to them come the binding rules, the way of
quotations (what a speaker says of "he" is seldom himself), and an answer only when the best stands clear of the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.actors.entities import Entity, Standing
from dragoman.actors.lexicon import american
from dragoman.actors.scene import Scene
from dragoman.actors.views import View

HALVING = 0.55
"""What a mention's weight is multiplied with for each sentence between."""
CLEAR = 1.15
"""How many times the weight of the next best the best must have."""
IN_OWN_WORDS = 0.2
"""For "he said": what those whom his own words mention are multiplied with."""
SPEAKS_ON = 1.5
"""For "he said": what the subjects of earlier verbs of saying are multiplied with."""
OWN_CLAUSE = 1.6
"""For "his visit": what the subject of the clause that it stands in is multiplied with."""
ASKED = 95.0
"""For "called on Eritrea to open its ports": the least weight of who is asked, about that of who asks."""
SAYER = 150.0
"""What is added for the subject of the verb of saying that governs the pronoun's clause."""
ENOUGH = 22.0
"""The least weight at which anything is answered."""
BACK = {"he": 5, "she": 5, "it": 2, "they": 2}


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun asks of what it means."""

    group: str
    gender: str | None
    human: bool | None
    plural: bool


_HE = Pronoun("he", "male", True, False)
_SHE = Pronoun("she", "female", True, False)
_IT = Pronoun("it", None, False, False)
_THEY = Pronoun("they", None, None, True)
PRONOUNS = {
    "he": _HE, "him": _HE, "his": _HE, "himself": _HE,
    "she": _SHE, "her": _SHE, "hers": _SHE, "herself": _SHE,
    "it": _IT, "its": _IT, "itself": _IT,
    "they": _THEY, "them": _THEY, "their": _THEY, "theirs": _THEY, "themselves": _THEY,
}  # fmt: skip


def is_empty(view: View, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    """True for an "it" that means nothing: "it is clear that", "it takes time to", "made it impossible"."""
    verb = view.heads[i]
    if view.deps[i] == "expl":
        return True
    if view.deps[i] in {"nsubj", "nsubjpass"}:
        lemma = view.lemma(verb)
        clause = view.kid(verb, "ccomp", "csubj", "advcl") is not None and view.deps[i] == "nsubjpass"
        if lemma == "be":
            if any(view.low[k] in words["empty_it"] for k in range(verb + 1, min(verb + 5, len(view)))):
                return True
            said = view.kid(verb, "acomp", "attr", "prep")
            if said is None:
                return view.kid(verb, "ccomp", "xcomp") is not None
            if view.tags[said][0] in "JRNC":
                inside = {view.deps[k] for k in view.kids[said]} | {view.deps[k] for k in view.kids[verb]}
                return bool(inside & {"ccomp", "xcomp", "csubj", "relcl", "acl", "advcl"}) or view.tags[said] in {
                    "CD",
                    "RB",
                }
            return False
        return clause or (
            lemma in words["weather_verbs"] and view.kid(verb, "ccomp", "xcomp", "dobj", "advcl") is not None
        )
    return (
        view.deps[i] == "dobj"
        and any(view.deps[k] in {"xcomp", "ccomp"} for k in view.kids[verb])
        and view.lemma(verb) in {"make", "find", "consider", "keep"}
    )


def antecedent(view: View, i: int, scene: Scene) -> Entity | None:
    """The entity that the pronoun at `i` means; `None` when that is unsure."""
    pronoun = PRONOUNS[view.low[i]]
    if i + 2 < len(view) and view.words[i + 1] == "(":
        glossed = _entity_of_name(view, i + 2, scene)
        if glossed is not None:
            return glossed
    if view.low[i] == "it" and not _asks_for_actor(view, i, scene.words.words):
        return None
    barred = _barred(view, i, scene)
    subject = view.deps[i] in {"nsubj", "nsubjpass"}
    agent = subject and not pronoun.human and view.lemma(view.heads[i]) in scene.words.words["speech"]
    sayer = _sayer(view, i, scene) if subject else None
    own = _own_subject(view, i) if view.tags[i] == "PRP$" else None
    of_state = (
        pronoun is _IT
        and view.tags[i] == "PRP$"
        and american(view.lemma(view.heads[i])) in scene.words.words["owned_by_states"]
    )
    speaks = subject and view.lemma(view.heads[i]) in scene.words.words["speech"]
    asked = _asked(view, i) if view.tags[i] == "PRP$" and not pronoun.human else set()
    entities: dict[str | int, Entity] = {}
    scores: dict[str | int, float] = {}
    best_here: dict[tuple[str | int, int], float] = {}
    for standing in scene.ledger.recent(view.index, back=BACK[pronoun.group]):
        entity = standing.entity
        fit = _fit(entity, pronoun)
        if of_state and entity.kind != "state":
            continue
        if standing.sentence in scene.bylines and standing.sentence != view.index:
            continue
        if fit == 0.0 or id(entity) in barred or (agent and entity.actor_id is None and not entity.members):
            continue
        weight = _weight(standing, view, subject, view.quoted[i]) * fit
        if speaks and standing.quoted and standing.sentence == view.index:
            weight *= IN_OWN_WORDS
        elif speaks and standing.says:
            weight *= SPEAKS_ON
        if sayer is not None and standing.sentence == view.index and standing.token == sayer:
            weight += SAYER
        if own is not None and standing.sentence == view.index and standing.token == own:
            weight *= OWN_CLAUSE
        if standing.sentence == view.index and standing.token in asked:
            weight = max(weight, ASKED)
        key = entity.actor_id or id(entity)
        entities.setdefault(key, entity)
        before = best_here.get((key, standing.sentence), 0.0)
        if weight > before:
            best_here[key, standing.sentence] = weight
            scores[key] = scores.get(key, 0.0) + weight - before
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda s: -s[1])
    best, score = ranked[0]
    if score < ENOUGH:
        return None
    if len(ranked) > 1 and score < CLEAR * ranked[1][1]:
        return None
    if view.low[i] == "them" and not entities[best].plural:
        return None
    return entities[best]


def _asks_for_actor(view: View, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    """True for "it" as a subject, or as the object of a verb that is done to actors alone: "accused it of", not
    "would support it"."""
    if view.deps[i] in {"dobj", "dative"}:
        return view.lemma(view.heads[i]) in words["done_to_actors"]
    return view.deps[i] not in {"pobj", "attr", "oprd"}


def _fit(entity: Entity, pronoun: Pronoun) -> float:
    if pronoun.human is True:
        if not entity.human or entity.plural:
            return 0.0
        if entity.gender is None:
            return 0.6
        return 1.0 if entity.gender == pronoun.gender else 0.0
    if pronoun.plural:
        if entity.plural:
            return 1.0
        if entity.human:
            return 0.0
        return 0.7 if entity.kind in {"org", "group"} else 0.35
    if entity.human:
        return 0.0
    return 0.3 if entity.plural else 1.0


def _weight(standing: Standing, view: View, subject: bool, quoted: bool) -> float:
    distance = view.index - standing.sentence
    weight = standing.weight * HALVING**distance
    if standing.quoted and not quoted:
        weight *= 0.5
    elif quoted and not standing.quoted and standing.says:
        weight *= 0.3
    if subject and standing.dep in {"nsubj", "nsubjpass"}:
        weight *= 1.35
    return weight


def _sayer(view: View, i: int, scene: Scene) -> int | None:
    """The subject of the verb of saying in whose clause the pronoun is a subject: "Assad said he would"."""
    if view.quoted[i]:
        return None
    for up in view.ancestors(view.heads[i]):
        if view.tags[up][0] == "V" and view.lemma(up) in scene.words.words["speech"]:
            return view.subject_of(up)
    return None


def _own_subject(view: View, i: int) -> int | None:
    """The subject of the clause in which a possessive stands; of "families who lost their homes" the families."""
    verb = next((k for k in view.ancestors(i) if view.tags[k][0] == "V"), None)
    subject = view.subject_of(verb) if verb is not None else None
    if verb is not None and subject is not None and view.tags[subject] in {"WP", "WDT"}:
        return view.heads[verb] if view.deps[verb] == "relcl" else subject
    return subject


def _asked(view: View, i: int) -> set[int]:
    """The objects of the verbs in whose infinitives a possessive stands: "called on Chad to let them see its ports"."""
    found: set[int] = set()
    for up in view.ancestors(i):
        over = view.heads[up]
        if view.tags[up] != "VB" or view.deps[up] not in {"xcomp", "ccomp", "advcl"} or view.tags[over][0] != "V":
            continue
        for k in view.kids[over]:
            if k < up and view.deps[k] in {"dobj", "dative"}:
                found.add(k)
            elif k < up and view.deps[k] == "prep" and view.low[k] in {"on", "upon"}:
                found.update(p for p in view.kids[k] if view.deps[p] == "pobj")
    return found


def _entity_of_name(view: View, i: int, scene: Scene) -> Entity | None:
    return scene.names[view.names[i]].entity if view.names[i] >= 0 else None


def _barred(view: View, i: int, scene: Scene) -> set[int]:
    """Entities that the pronoun can't mean for syntax: what stands in the same clause beside it, and, inside a
    quotation, whoever utters it."""
    barred: set[int] = set()
    dep, governor = view.deps[i], view.heads[i]
    reflexive = view.low[i].endswith(("self", "selves"))
    clause = governor
    if dep == "pobj":
        clause = view.heads[governor]
        if view.is_noun(clause):
            clause = -1
    here = list(scene.ledger.recent(view.index, back=0))
    if dep in {"dobj", "pobj", "dative"} and not reflexive and clause >= 0:
        subject = view.subject_of(clause)
        barred.update(id(s.entity) for s in here if s.token == subject)
    if dep in {"dobj", "dative"}:
        barred.update(id(s.entity) for s in here if s.governor == governor and s.dep == "pobj")
    if view.quoted[i]:
        for up in view.ancestors(i):
            if not view.quoted[up] and view.tags[up][0] == "V" and view.lemma(up) in scene.words.words["speech"]:
                subject = view.subject_of(up)
                barred.update(id(s.entity) for s in here if s.token == subject)
                if subject is not None:
                    barred.add(id(_entity_of_name(view, subject, scene)))
                break
    return barred


def distinct(standings: Iterable[Standing], wanted: int) -> list[Entity]:
    """The first `wanted` different entities of a run of standings."""
    found: list[Entity] = []
    for standing in standings:
        if standing.entity not in found:
            found.append(standing.entity)
            if len(found) == wanted:
                break
    return found
