"""Whom a pronoun means: salience of the persons and bodies spoken of before it, by syntax, gender and number.

The weights follow Lappin & Leass, "An algorithm for pronominal anaphora resolution" (Computational Linguistics 20:4,
1994): a subject outranks an object, a mention counts half a sentence later; to them come the binding rules, the way of
quotations (what a speaker says of "he" is seldom himself), and an answer only when the best stands clear of the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.actors.entities import Entity, Ledger, Standing
from dragoman.actors.views import View

HALVING = 0.55
"""What a mention's weight is multiplied with for each sentence between."""
CLEAR = 1.15
"""How many times the weight of the next best the best must have."""
ENOUGH = 22.0
"""The least weight at which anything is answered."""
BACK = {"he": 5, "she": 5, "it": 2, "they": 2}
SPEECH = frozenset({"say", "tell", "add", "write", "ask", "declare", "announce", "argue", "insist", "warn", "claim", "note", "explain", "stress", "reply", "respond", "continue", "concede", "admit", "promise", "vow", "urge", "call", "think", "believe", "want", "hope", "accuse", "suggest", "acknowledge", "reiterate", "assert", "contend", "state", "tweet", "quip", "joke", "recall", "predict", "deny", "condemn", "describe", "remark", "observe", "confirm"})  # fmt: skip


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
_EMPTY = frozenset({"late", "early", "time", "clear", "unclear", "possible", "impossible", "likely", "unlikely", "important", "necessary", "true", "hard", "difficult", "easy", "dark", "cold", "hot", "pity", "shame", "matter", "obvious", "essential", "vital", "imperative", "crucial", "worth", "crystal", "day", "night", "morning", "ok", "okay", "enough", "first", "noon"})  # fmt: skip
_WEATHER = frozenset({"seem", "appear", "rain", "snow", "take", "happen", "turn", "matter", "remain", "become", "cost"})


def is_empty(view: View, i: int) -> bool:
    """True for an "it" that means nothing: "it is clear that", "it takes time to", "made it impossible"."""
    verb = view.heads[i]
    if view.deps[i] == "expl":
        return True
    if view.deps[i] in {"nsubj", "nsubjpass"}:
        lemma = view.lemma(verb)
        clause = view.kid(verb, "ccomp", "csubj", "advcl") is not None and view.deps[i] == "nsubjpass"
        if lemma == "be":
            said = view.kid(verb, "acomp", "attr", "prep")
            if said is None:
                return view.kid(verb, "ccomp", "xcomp") is not None
            if view.low[said] in _EMPTY:
                return True
            if view.tags[said][0] in "JRNC":
                inside = {view.deps[k] for k in view.kids[said]} | {view.deps[k] for k in view.kids[verb]}
                return bool(inside & {"ccomp", "xcomp", "csubj", "relcl", "acl", "advcl"}) or view.tags[said] in {
                    "CD",
                    "RB",
                }
            return False
        return clause or (lemma in _WEATHER and view.kid(verb, "ccomp", "xcomp", "dobj", "advcl") is not None)
    return (
        view.deps[i] == "dobj"
        and any(view.deps[k] in {"xcomp", "ccomp"} for k in view.kids[verb])
        and view.lemma(verb) in {"make", "find", "consider", "keep"}
    )


def antecedent(view: View, i: int, ledger: Ledger) -> Entity | None:
    """The entity that the pronoun at `i` means; `None` when that is unsure."""
    pronoun = PRONOUNS[view.low[i]]
    scores: dict[int, float] = {}
    entities: dict[int, Entity] = {}
    barred = _barred(view, i, ledger)
    dep = view.deps[i]
    subject = dep in {"nsubj", "nsubjpass"}
    for standing in ledger.recent(view.index, back=BACK[pronoun.group]):
        entity = standing.entity
        fit = _fit(entity, pronoun)
        if fit == 0.0 or id(entity) in barred:
            continue
        weight = _weight(standing, view, i, subject) * fit
        entities[id(entity)] = entity
        scores[id(entity)] = scores.get(id(entity), 0.0) + weight
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda s: -s[1])
    best, score = ranked[0]
    if score < ENOUGH:
        return None
    if len(ranked) > 1 and score < CLEAR * ranked[1][1]:
        return None
    return entities[best]


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
        return 0.0 if entity.human else 0.35
    if entity.human:
        return 0.0
    return 0.3 if entity.plural else 1.0


def _weight(standing: Standing, view: View, i: int, subject: bool) -> float:
    distance = view.index - standing.sentence
    weight = standing.weight * HALVING**distance
    if standing.quoted and not view.quoted[i]:
        weight *= 0.5
    if subject and standing.dep in {"nsubj", "nsubjpass"}:
        weight *= 1.35
    return weight


def _barred(view: View, i: int, ledger: Ledger) -> set[int]:
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
    here = [s for s in ledger.recent(view.index, back=0)]
    if dep in {"dobj", "pobj", "dative"} and not reflexive and clause >= 0:
        subject = view.subject_of(clause)
        barred.update(id(s.entity) for s in here if s.token == subject)
    if dep in {"dobj", "dative"}:
        barred.update(id(s.entity) for s in here if s.governor == governor and s.dep == "pobj")
    if view.quoted[i]:
        for up in view.ancestors(i):
            if not view.quoted[up] and view.tags[up][0] == "V" and view.lemma(up) in SPEECH:
                subject = view.subject_of(up)
                barred.update(id(s.entity) for s in here if s.token == subject)
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
