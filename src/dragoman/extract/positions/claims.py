"""A claim of somebody's stance, and how the stance on the issue follows from predicate, negation and phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.positions import clauses
from dragoman.extract.positions.clauses import child, is_noun, is_verb, lemma
from dragoman.extract.positions.lexicon import Lexicon, Predicate
from dragoman.extract.positions.targets import OTHER, Target

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

STANCES = (
    "supports", "demands", "offers", "opposes", "threatens", "threatens to veto", "conditions", "undecided", "abstains",
)  # fmt: skip
FOR, AGAINST = frozenset({"supports", "demands", "offers"}), frozenset({"opposes", "threatens", "threatens to veto"})
_PRONOUNS = {"PRP", "WP", "WDT", "DT", "EX", "PRP$"}
_PREDICATE, _NOUN, _ACT, _SOFT = 0.8, 0.75, 0.7, 0.65
"""Confidence by the kind of predicate; a tenth less on an issue of no known kind. Not calibrated."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A stance on a Target. `who` are the heads of its holders' phrases, empty when it is the speaker's own judgement;
    `at` is the word that tells it; `first` and `last` bound the clause."""

    who: tuple[Token, ...]
    stance: str
    target: Target
    at: Token
    first: Token
    last: Token
    rule: str
    confidence: float


def told(token: Token, lexicon: Lexicon) -> int | None:
    """+1 when the clause tells a stance as a fact, -1 when what governs it turns it, `None` when it tells none: what
    another wants, fears or asks of the subject, what is only possible."""
    node = token
    for _ in range(8):
        head, dep = node.head, node.dep_
        if is_verb(node) and clauses.is_open(node):
            return None
        if head.i == node.i:
            return 1
        if dep in {"xcomp", "ccomp", "acomp", "oprd"}:
            listed = lexicon.predicates["verbs"].get(key_of(head), ()) if is_verb(head) else ()
            adjective = lexicon.predicates["adjectives"].get(head.lower_, ())
            noun = lexicon.predicates["nouns"].get(lemma(head), ()) if is_noun(head) else ()
            if lemma(head) in lexicon.presupposing and node.tag_ == "VBG":
                return 1
            if dep == "xcomp" and node.tag_ == "VBG" and lemma(head) in lexicon.judging["calling"]:
                return None
            form = "inf" if clauses.has_to(node) else "ing" if node.tag_ == "VBG" and dep != "ccomp" else "that"
            taken = {form, "obj+inf"} if form == "inf" else {form}
            if clauses.is_own_warning(node):
                return 1
            if lemma(head) == "deny" or any(taken & set(p.slots) for p in (*listed, *adjective, *noun)):
                return None
            if dep == "ccomp":
                return 1
            if lemma(head) in {"fail", "need", "have"}:
                return None
        elif dep == "conj":
            if child(node, "nsubj", "nsubjpass") is not None:
                return 1
        elif (dep == "advcl" and clauses.has_to(node)) or (
            dep == "acl" and child(node, "mark") is not None and lemma(head) in lexicon.predicates["nouns"]
        ):
            return None
        elif dep == "acl" and clauses.has_to(node):
            if lemma(head) in lexicon.predicates["nouns"] or lemma(head) not in lexicon.doing:
                return None
            return 1
        elif dep == "pcomp":
            over = head.head
            listed = lexicon.predicates["verbs"].get(lemma(over), ()) if is_verb(over) else ()
            if any(p.accusing for p in listed):
                return 1 if told(over, lexicon) is not None else None
            if listed or lemma(over) in lexicon.predicates["nouns"] or over.lower_ in lexicon.predicates["adjectives"]:
                return None
            return -1 if head.lower_ == "without" else 1
        elif dep not in {"dobj", "pobj", "attr", "prep", "nsubj", "nsubjpass", "appos"} or dep in {
            "nsubj",
            "nsubjpass",
        }:
            return 1
        node = head
    return 1


def key_of(verb: Token) -> str:
    particle = child(verb, "prt")
    return lemma(verb) if particle is None else f"{lemma(verb)}+{particle.lower_}"


def claim_of(
    at: Token, predicate: Predicate, target: Target, who: list[Token], turned: int, lexicon: Lexicon, part: str
) -> Claim | None:
    if not who:
        return None
    known = target.kind != OTHER
    if _is_threat(at, target) or _sends_away(at) or (not known and lemma(at) == "violate"):
        return None
    if not known and (predicate.act or (predicate.soft and turned > 0) or target.head.tag_ in _PRONOUNS):
        return None
    if not known and predicate.accusing and not is_verb(target.head):
        return None
    made = combined(predicate, target, turned, lexicon)
    if made is None:
        return None
    stance, target = made
    if turned < 0 and key_of(at) == "rule+out":
        stance = "undecided"
    if stance in FOR or stance == "opposes":
        for word in (target.head, at):
            if is_verb(word) and clauses.condition_of(word, lexicon.condition) is not None:
                stance = conditioned(stance, word, target, lexicon)
                break
    first, last = bounds(at, target, who)
    if stance in FOR | {"opposes"} and _provided(at, last):
        stance = "conditions"
    sure = _ACT if predicate.act else _SOFT if predicate.soft else _NOUN if part == "noun" else _PREDICATE
    return Claim(
        tuple(who), stance, target, at, first, last, f"{part} {lemma(at)}", round(sure if known else sure - 0.1, 2)
    )


def _sends_away(at: Token) -> bool:
    """True for "ordered the inspectors out": that is no order for them."""
    return lemma(at) == "order" and any(c.lower_ in {"out", "home", "away"} for c in at.children)


def _is_threat(at: Token, target: Target) -> bool:
    """True for what somebody is warned will be: "warned the general that he would be toppled" opposes no toppling."""
    if lemma(at) != "warn" or not is_verb(target.head) or child(at, "dobj") is None:
        return False
    return any(c.dep_ == "aux" and c.lower_ in {"will", "would"} for c in target.head.children)


def _provided(at: Token, last: Token) -> bool:
    """True when a condition follows in the clause or right behind it: "provided", "as long as", "unless", "until"."""
    doc, i = last.doc, last.i + 1
    while i < len(doc) and doc[i].is_punct and doc[i].text != ".":
        i += 1
    words = [t.lower_ for t in doc[i : i + 3]]
    inside = [t.lower_ for t in doc[at.i : last.i + 1]]
    if "provided" in inside or any(inside[k : k + 3] == ["as", "long", "as"] for k in range(len(inside) - 2)):
        return True
    return words[:1] in (["provided"], ["unless"], ["until"]) or words == ["as", "long", "as"]


def combined(predicate: Predicate, target: Target, turned: int, lexicon: Lexicon) -> tuple[str, Target] | None:
    """The stance on the issue as it is named, from the predicate's own, a negation and the sense of the phrase."""
    stance, sign = predicate.stance, target.sign
    if stance in {"undecided", "abstains"}:
        return None if turned < 0 else (stance, target)
    if stance == "threatens":
        if turned < 0:
            return None
        if target.kind == "draft resolution" and sign < 0:
            return "threatens to veto", target
        return ("threatens", target) if sign > 0 else ("opposes", target)
    if stance == "demands":
        if turned < 0:
            return None
        return directed("demands", sign, target, lexicon)
    if stance == "opposes":
        if turned < 0 and predicate.slots[:1] == ("obj",) and target.kind == OTHER:
            return None
        return directed("supports" if turned < 0 else "opposes", sign, target, lexicon)
    return directed(stance if turned > 0 else "opposes", sign, target, lexicon)


def directed(stance: str, sign: int, target: Target, lexicon: Lexicon) -> tuple[str, Target]:
    """The stance on the issue itself when the phrase may have its ending: for an end of sanctions is against sanctions;
    for an end of violence is for the kind of issue that is named so."""
    if sign > 0:
        return stance, target
    if stance == "opposes":
        return "supports", target
    ended = lexicon.ended.get(target.kind)
    if ended is not None:
        return stance, Target(target.head, ended, 1, target.first, target.last)
    return "opposes", target


def conditioned(stance: str, verb: Token, target: Target, lexicon: Lexicon) -> str:
    """What a stance with a condition on its verb is: a threat of force or sanctions unless something is done, else
    `conditions`; what goes on until something is done is no threat."""
    condition = clauses.condition_of(verb, lexicon.condition)
    lasting = condition is not None and any(t.lower_ in {"until", "once"} for t in (condition, *condition.children))
    threat = target.kind in lexicon.hostile and stance in FOR and not clauses.is_negated(verb)
    return "threatens" if threat and not lasting else "conditions"


def bounds(at: Token, target: Target, who: list[Token]) -> tuple[Token, Token]:
    """From the first to the last word of the predicate, its issue and, where they stand beside them, its holders."""
    words = [at, target.first, target.last, *(w for w in who if abs(w.i - at.i) < 12)]
    return min(words, key=lambda w: w.i), max(words, key=lambda w: w.i)
