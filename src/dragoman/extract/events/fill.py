"""The slots of a frame filled from the phrases around its predicate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.frames import Slot
from dragoman.extract.events.participants import Party, Scene
from dragoman.extract.events.words import words

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

ORDER = (
    "to", "on", "against", "for", "with", "from", "into", "between", "toward", "towards", "over", "of", "across",
    "near", "in", "at", "inside", "around", "within", "throughout", "outside", "along",
)  # fmt: skip
"""Prepositions after which a recipient can stand, likeliest first."""
LOCATIVE = {"in", "at", "near", "inside", "around", "within", "throughout", "outside", "along", "across"}
OWN = {"its", "their", "his", "her", "our", "my", "itself", "themselves"}
VAGUE = frozenset({"act", "property", "any"})
SOLID_ONLY = frozenset({"person", "org", "place"})
MOVING = {"withdrawal", "departure", "removal", "retreat", "pullout", "expulsion", "return", "evacuation"}
"""Nouns of which who moves comes before where from: "the withdrawal of the troops from Hebron"."""
REACH = 22
"""Tokens after a predicate within which a phrase that the parser hung elsewhere is looked for."""


def holders(predicate: Token, nouns: Iterable[Token], below: Token | None) -> list[Token]:
    """Where a frame's prepositions can hang: its object nouns, the predicate, the clause below and its object."""
    lower = [below, *(o.token for o in syntax.objects(below))] if below is not None else []
    return [*nouns, predicate, *lower]


def after(
    scene: Scene, slot: Slot, places: Iterable[Token], admits: frozenset[str], taken: set[int]
) -> tuple[list[Party], str]:
    """The best phrase after one of a slot's prepositions: plain participants before those inside acts, what an act is
    directed at before where it was."""
    ranked = []
    for rank, holder in enumerate(places):
        for word, noun in syntax.prepositions(holder):
            if word not in slot.preps or noun.i in taken or (slot.among and not named(noun, slot.among)):
                continue
            kinds = scene.kinds(noun)
            solid = bool(kinds & {"name", "pronoun"} or kinds & admits - VAGUE)
            stray = word in LOCATIVE and slot.preps[0] not in LOCATIVE
            own = _is_own(noun) and not kinds & {"person"}
            near = -1 if word == "of" and holder.lemma_ in MOVING else slot.preps.index(word)
            ranked.append((own, stray, not solid, near, rank, noun.i, word, noun))
    for *_, word, noun in sorted(ranked, key=lambda r: r[:6]):
        where = word in LOCATIVE and not (word == "at" and any(t.i in taken and _is_felt(t) for t in noun.doc))
        found = scene.parties(noun, admits - {"act"} if where else admits)
        if found:
            return found, word
    return [], ""


def _is_felt(noun: Token) -> bool:
    """True for what is felt "at" an act, not where it happens: "anger at the decision"."""
    return noun.lemma_ in words().syntax["felt"]


def loose(scene: Scene, slot: Slot, predicate: Token, taken: set[int]) -> tuple[list[Party], str]:
    """What stands after one of a slot's prepositions further on in the clause, hung elsewhere by the parser ("returned
    a statue found in a garden to Greece"): the first phrase of a named or known participant."""
    far = {"of", "for", "from"} if predicate.lemma_ in words().syntax["sharing"] else {"of", "for", "from", "with"}
    wanted = {w for w in slot.preps if w not in LOCATIVE} - far
    for token in predicate.doc[predicate.i + 1 : predicate.i + 1 + REACH]:
        clause = token.head if token.dep_ in {"aux", "auxpass"} else token
        if token.text == ";" or (token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and clause.dep_ not in {"relcl", "acl"}):
            break
        noun = syntax.child(token, "pobj") if token.tag_ in {"IN", "TO"} and token.lower_ in wanted else None
        if noun is None or noun.i in taken or (slot.among and not named(noun, slot.among)):
            continue
        if token.head.lower_ in syntax.NOT_WHERE or not scene.kinds(noun) & {"name", "org", "person"}:
            continue
        found = scene.parties(noun, SOLID_ONLY, drill=False)
        if found:
            return found, f"loose-{token.lower_}"
    return [], ""


def demanded(scene: Scene, head: Token, admits: frozenset[str]) -> tuple[list[Party], str]:
    """Whom the clause that says what an act is to bring about names: "marched, calling for an end to", "struck to
    demand"; or whom it defies, "in defiance of"."""
    for token in _demanded(head):
        found, path = anywhere(scene, token, admits, {head.i}, None, 1)
        if found:
            return found, f"demand-{path}"
    for _, noun in syntax.prepositions(head):
        if noun.lemma_ in {"defiance", "protest"}:
            for word, defied in syntax.prepositions(noun, deep=False):
                found = scene.parties(defied, admits)
                if found:
                    return found, f"{noun.lemma_}-{word}"
    return [], ""


def anywhere(
    scene: Scene, head: Token, admits: frozenset[str], used: set[int], below: Token | None = None, left: int = 4
) -> tuple[list[Party], str]:
    """The likeliest recipient in a clause: a person as object, what a preposition adds, another object, the actor
    inside either, the clause below."""
    solid = admits - VAGUE
    direct = [o.token for o in _direct(head) if o.token.i not in used]
    nouns = [*direct, *(t for t in head.doc if t.i in used and syntax.is_noun(t))]
    pairs = [(w, t) for h in (head, *nouns) for w, t in syntax.prepositions(h) if w in ORDER and t.i not in used]
    pairs.sort(key=lambda pair: ORDER.index(pair[0]))
    own = {t.i for t in (*direct, *(t for _, t in pairs)) if _is_own(t) and "person" not in scene.kinds(t)}
    tries = [
        *(("dobj", t) for t in direct if scene.kinds(t) & {"person", "name", "pronoun"}),
        *(pair for pair in pairs if pair[0] not in LOCATIVE),
    ]
    where = [
        *(pair for pair in pairs if pair[0] in LOCATIVE and scene.kinds(pair[1]) & {"name", "person"}),
        *(("dobj", t) for t in direct),
        *(pair for pair in pairs if pair[0] in LOCATIVE),
    ]
    for path, token in tries:
        found = scene.parties(token, solid, drill=False) if token.i not in own else []
        if found:
            return found, path
    found, path = demanded(scene, head, admits)
    if found:
        return found, path
    for path, token in where:
        found = scene.parties(token, solid, drill=False) if token.i not in own else []
        if found:
            return found, path
    for path, token in (*(("dobj", t) for t in direct), *pairs):
        found = [p for t in syntax.conjuncts(token) for p in scene.inside(t, admits) if p.head.lower_ not in OWN]
        if found:
            return found, f"{path}-inside"
    return _below(scene, head, admits, used, direct, below, left)


def _below(
    scene: Scene,
    head: Token,
    admits: frozenset[str],
    used: set[int],
    direct: list[Token],
    below: Token | None,
    left: int,
) -> tuple[list[Party], str]:
    if left == 0:
        return [], ""
    lower = below if below is not None else syntax.complement(head)
    clauses = [lower] if lower is not None else []
    nouns = [*direct, *(t for t in head.doc if t.i in used and t.i != head.i)]
    clauses += [c for t in nouns for c in t.children if c.dep_ in {"acl", "relcl", "ccomp"}]
    clauses += syntax.gerunds(head) + [g for t in direct for g in syntax.gerunds(t)]
    clauses += [g for t in head.doc if t.i in used and syntax.is_noun(t) for g in syntax.gerunds(t)]
    for clause in clauses:
        if clause.i == head.i:
            continue
        subject = syntax.child(clause, "nsubj", "nsubjpass")
        if subject is not None and subject.i > head.i and subject.tag_ not in syntax.RELATIVES:
            found = scene.parties(subject, admits - VAGUE, drill=False)
            if found and "pronoun" not in scene.kinds(subject):
                return found, "below-subject"
        found, path = anywhere(scene, clause, admits, used | {head.i}, None, left - 1)
        if found:
            return found, f"below-{path}"
    return [], ""


def _demanded(head: Token) -> list[Token]:
    """The clauses that say what an act is to bring about: "marched, calling for", "struck to demand"."""
    demanding = words().syntax["demanding"]
    return [c for c in head.children if c.dep_ in {"advcl", "xcomp"} and c.i > head.i and c.lemma_ in demanding]


def condition(scene: Scene, verb: Token, admits: frozenset[str]) -> list[Party]:
    """Who a threat's or refusal's condition names: "unless Israel rescinds", "until it is met by the ministry"."""
    for clause in verb.children:
        if clause.dep_ == "advcl" and any(
            c.dep_ == "mark" and c.lower_ in {"unless", "if", "until", "till"} for c in clause.children
        ):
            for filler in (*syntax.agents(clause), *syntax.subjects(clause)):
                if "pronoun" not in scene.kinds(filler.token):
                    found = scene.parties(filler.token, admits - VAGUE, drill=False)
                    if found:
                        return found
    return []


def _direct(head: Token) -> list[syntax.Filler]:
    if not syntax.is_verb(head):
        return []
    found = [*syntax.objects(head), *syntax.datives(head)]
    return [*found, *syntax.subjects(head)] if syntax.is_passive(head) else found


def _is_own(noun: Token) -> bool:
    owner = syntax.child(noun, "poss")
    return owner is not None and owner.lower_ in OWN


def acts_as(scene: Scene, noun: Token, among: frozenset[str]) -> bool:
    """True when a doer is of the class that a frame asks for, or of none that it rules out (written with a minus);
    `OFFICIAL` asks for somebody who stands for a state or an organisation."""
    if "OFFICIAL" in among:
        return any(scene.is_official(t) for t in syntax.conjuncts(noun))
    ruled_out = frozenset(word[1:] for word in among if word.startswith("-"))
    if ruled_out:
        return named(noun, ruled_out) is None
    return named(noun, among) is not None


def named(noun: Token, among: frozenset[str]) -> Token | None:
    """The noun itself, or what it is a number or part of ("a series of talks"), when it is listed; also a general noun
    whose first part is listed ("a ceasefire agreement"). `travel+warning` wants both words."""
    if "*" in among or "…" in among:
        return noun if syntax.is_noun(noun) or noun.tag_ == "CD" else None
    for token in _kernel(noun):
        word = syntax.hyphened(token)
        if any(c.dep_ == "compound" and c.lower_ in {"press", "news"} for c in token.lefts):
            continue
        if word in among or token.lower_ in among or token.lemma_.lower() in among:
            return token
        parts = [c for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"}]
        if any(f"{c.lemma_.lower()}+{word}" in among for c in parts):
            return token
        if token.tag_ == "NNP" and any(c.lower_ in among for c in parts):
            return token
        if word in words().syntax["carrier"] and any(
            syntax.hyphened(c) in among for c in parts if c.dep_ == "compound"
        ):
            return token
        if any(f"{word}+{t.lemma_.lower()}" in among for _, t in syntax.prepositions(token, deep=False)):
            return token
    return None


def _kernel(noun: Token) -> list[Token]:
    """A noun, and under a number or a quantity what is counted."""
    out = [noun]
    for _ in range(3):
        token = out[-1]
        known = words()
        counts = token.lemma_.lower() in known.kinds_of("quantity") or token.lower_ in known.syntax["lasting_for"]
        if token.tag_ not in {"CD", "DT"} and not counts:
            break
        of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        inner = syntax.child(of, "pobj") if of is not None else None
        if inner is None:
            break
        out.append(inner)
    return out
