"""What clauses claim of somebody's stance: predicates of the lexicon with their subjects and their issues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.positions import clauses
from dragoman.extract.positions.clauses import child, is_noun, is_verb, joined, lemma
from dragoman.extract.positions.lexicon import Lexicon, Predicate
from dragoman.extract.positions.targets import OTHER, Target, targets_of

if TYPE_CHECKING:
    from spacy.tokens import Token

STANCES = (
    "supports", "demands", "offers", "opposes", "threatens", "threatens to veto", "conditions", "undecided", "abstains",
)  # fmt: skip
FOR, AGAINST = frozenset({"supports", "demands", "offers"}), frozenset({"opposes", "threatens", "threatens to veto"})
_CLAUSAL = {"inf", "obj+inf", "that", "ing"}
_PRONOUNS = {"PRP", "WP", "WDT", "DT", "EX", "PRP$"}
_PREDICATE, _NOUN, _ADJECTIVE, _ACT, _SOFT = 0.8, 0.75, 0.8, 0.7, 0.65


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


def claims_of(tokens: list[Token], lexicon: Lexicon) -> Iterator[Claim]:
    """The claims of a sentence's predicates, in text order."""
    last: Target | None = None
    for token in tokens:
        tag = token.tag_[:2]
        if tag == "VB":
            found = _of_led(token, lexicon) or _of_adjective(token, lexicon) or list(_of_verb(token, lexicon))
        elif tag == "NN":
            found = [*(_of_noun(token, lexicon) or _of_pointing(token, last, lexicon)), *_of_agentive(token, lexicon)]
            found += _of_waged(token, lexicon)
        elif tag == "JJ":
            found = _of_led(token, lexicon) or _of_adjective(token, lexicon)
        else:
            continue
        yield from found
        last = next((c.target for c in found if c.target.kind != OTHER), last)


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
            listed = lexicon.predicates["verbs"].get(_key(head), ()) if is_verb(head) else ()
            adjective = lexicon.predicates["adjectives"].get(head.lower_, ())
            noun = lexicon.predicates["nouns"].get(lemma(head), ()) if is_noun(head) else ()
            if any(_CLAUSAL & set(p.slots) for p in (*listed, *adjective, *noun)):
                return None
            if dep == "ccomp":
                return 1
            if lemma(head) in {"fail", "need", "have"}:
                return None
        elif dep == "conj":
            if child(node, "nsubj", "nsubjpass") is not None:
                return 1
        elif dep == "advcl" and clauses.has_to(node):
            return None
        elif dep == "acl" and child(node, "mark") is not None and lemma(head) in lexicon.predicates["nouns"]:
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
        elif dep not in {"dobj", "pobj", "attr", "prep", "nsubj", "nsubjpass", "appos"}:
            return 1
        elif dep in {"nsubj", "nsubjpass"}:
            return 1
        node = head
    return 1


def _key(verb: Token) -> str:
    particle = child(verb, "prt")
    return lemma(verb) if particle is None else f"{lemma(verb)}+{particle.lower_}"


def _of_verb(verb: Token, lexicon: Lexicon) -> Iterator[Claim]:
    listed = lexicon.predicates["verbs"].get(_key(verb))
    if not listed:
        return
    certain = told(verb, lexicon)
    if certain is None:
        return
    noun = clauses.noun_before(verb, lexicon.doing)
    who = _owners(noun, None, lexicon) if noun is not None else []
    who = who or clauses.agents(verb)
    if not who:
        return
    turned = certain * (-1 if clauses.is_negated(verb) else 1)
    for predicate in listed:
        targets = _filled(verb, predicate, lexicon)
        made = [c for t in targets if (c := _claim(verb, predicate, t, who, turned, lexicon, "verb")) is not None]
        yield from made
        if made:
            return


def _filled(verb: Token, predicate: Predicate, lexicon: Lexicon) -> list[Target]:
    """The targets in the first of the predicate's places that is filled."""
    for slot in predicate.slots:
        heads = _place(verb, slot)
        found = [t for h in heads for t in targets_of(h, lexicon)]
        if slot == "that" and heads:
            found = _of_clause(heads[0], found, lexicon)
        if found:
            return found
    return []


def _of_clause(clause: Token, found: list[Target], lexicon: Lexicon) -> list[Target]:
    """The targets of a that-clause: of its verb, or where that names no known issue of its subject ("warned that the
    strikes could harm …")."""
    about = child(clause, "nsubj", "nsubjpass", "csubj")
    if about is None or any(t.kind != OTHER for t in found):
        return found
    return [t for t in targets_of(about, lexicon) if t.kind != OTHER] or found


def _place(verb: Token, slot: str) -> list[Token]:
    if slot == "obj":
        if clauses.is_passive(verb):
            undergoer = clauses.subject(verb)
            return [undergoer] if undergoer is not None else []
        found = child(verb, "dobj")
        if found is not None and found.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            found = verb.head
        return [found] if found is not None else []
    if slot in _CLAUSAL:
        for c in verb.children:
            if c.dep_ in {"xcomp", "ccomp", "advcl", "dep"} and is_verb(c) and _is_form(c, slot):
                return [c]
        return []
    return clauses.objects_after(verb, (slot,))[:1]


def _is_form(clause: Token, slot: str) -> bool:
    to = clauses.has_to(clause)
    if clause.dep_ == "advcl":
        return to and slot == "obj+inf" and any(c.dep_ in {"dobj", "prep"} for c in clause.head.children)
    if slot in {"inf", "obj+inf"}:
        return to
    if slot == "ing":
        return clause.tag_ == "VBG" and child(clause, "aux") is None
    return not to and clause.dep_ in {"ccomp", "dep"}


def _of_noun(noun: Token, lexicon: Lexicon) -> list[Claim]:
    listed = lexicon.predicates["nouns"].get(lemma(noun))
    if not listed or (noun.tag_ == "NNP" and noun.i > 0):
        return []
    governor = next((g for g in clauses.above(noun) if is_verb(g)), None)
    certain = told(governor, lexicon) if governor is not None and noun.dep_ in {"dobj", "pobj"} else 1
    for predicate in listed:
        targets = _noun_targets(noun, predicate, lexicon)
        if not targets:
            continue
        who = _owners(noun, governor, lexicon)
        turned = -1 if clauses.is_negated(noun) or any(c.lower_ == "no" for c in noun.children) else 1
        if governor is not None and noun.dep_ == "dobj":
            if clauses.is_negated(governor):
                turned = -turned
            if lemma(governor) in lexicon.turning["verbs"]:
                turned = -turned
        if certain is None:
            continue
        if predicate.stance == "threatens" and not who:
            who = [
                c for t in targets for c in t.head.children if c.dep_ in {"compound", "amod"} and c.text[:1].isupper()
            ]
        return [c for t in targets if (c := _claim(noun, predicate, t, who, turned, lexicon, "noun")) is not None]
    return []


def _of_pointing(noun: Token, last: Target | None, lexicon: Lexicon) -> list[Claim]:
    """ "… despite objections from Oslo": to the issue that was named just before."""
    listed = lexicon.predicates["nouns"].get(lemma(noun))
    behind = clauses.objects_after(noun, ("from", "by"))
    if not listed or last is None or not behind or child(noun, "acl") is not None:
        return []
    claim = _claim(noun, listed[0], Target(last.head, last.kind, 1, noun, noun), behind, 1, lexicon, "noun")
    return [claim] if claim is not None else []


def _of_led(word: Token, lexicon: Lexicon) -> list[Claim]:
    """ "A French-led draft resolution"."""
    if word.lower_ not in lexicon.led or word.i < 2 or word.doc[word.i - 1].text not in {"-", "‑"}:
        return []
    leader = word.doc[word.i - 2]
    if not leader.text[:1].isupper() or word.dep_ not in {"amod", "acl", "compound"}:
        return []
    predicate = Predicate("supports", ("obj",), act=True)
    found = targets_of(word.head, lexicon)
    return [c for t in found if (c := _claim(word, predicate, t, [leader], 1, lexicon, "led")) is not None]


def _of_waged(noun: Token, lexicon: Lexicon) -> list[Claim]:
    """ "Its bombing campaign": force that has an owner is the owner's policy."""
    owner = child(noun, "poss")
    if owner is None or lemma(noun) not in lexicon.waged:
        return []
    predicate = Predicate("supports", ("of",), act=True)
    found = [t for t in targets_of(noun, lexicon) if t.kind in lexicon.hostile]
    return [c for t in found[:1] if (c := _claim(noun, predicate, t, [owner], 1, lexicon, "waged")) is not None]


def _noun_targets(noun: Token, predicate: Predicate, lexicon: Lexicon) -> list[Target]:
    for slot in predicate.slots:
        if slot in _CLAUSAL:
            heads = [
                c for c in noun.children if c.dep_ in {"acl", "ccomp", "xcomp"} and is_verb(c) and _is_form(c, slot)
            ]
            if slot == "inf" and is_noun(noun):
                near = clauses.infinitive_after(noun)
                heads = [near] if near is not None else heads
            if slot == "that":
                heads = [c for c in noun.children if c.dep_ in {"acl", "ccomp"} and child(c, "mark") is not None]
        else:
            heads = clauses.objects_after(noun, (slot,))[:1]
            if slot == "to" and is_noun(noun) and clauses.infinitive_after(noun) is not None:
                heads = []
            if not heads and noun.dep_ == "dobj":
                heads = [h for h in clauses.objects_after(noun.head, (slot,))[:1] if h.i > noun.i]
        found = [t for h in heads for t in targets_of(h, lexicon)]
        if slot == "that" and heads:
            found = _of_clause(heads[0], found, lexicon)
        if found:
            return found
    return []


def _owners(noun: Token, governor: Token | None, lexicon: Lexicon) -> list[Token]:
    """Whose support, opposition or call it is: its possessor, a demonym before it, "from" or "by" behind it, else the
    subject of a verb that has it as its object."""
    owner = child(noun, "poss")
    if owner is not None:
        return joined(owner)
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ in {"from", "by", "among"}:
            return joined(child(c, "pobj"))
    demonyms = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper()]
    if demonyms:
        return joined(demonyms[-1])
    if noun.dep_ == "conj":
        return _owners(noun.head, governor, lexicon)
    held = noun.dep_ == "dobj" or (noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with", "of"})
    if governor is not None and held and lemma(governor) not in lexicon.getting:
        return clauses.agents(governor)
    return []


def _of_agentive(noun: Token, lexicon: Lexicon) -> list[Claim]:
    """ "Norway is the junta's strongest backer": for what the backer's possessor or "of" names."""
    stance = lexicon.agentive.get(lemma(noun))
    if stance is None or noun.dep_ not in {"attr", "appos"}:
        return []
    who = joined(clauses.subject(noun.head)) if noun.dep_ == "attr" else [noun.head]
    owner = child(noun, "poss")
    backed = [owner] if owner is not None else clauses.objects_after(noun, ("of",))[:1]
    if not who or (noun.dep_ == "attr" and told(noun.head, lexicon) is None):
        return []
    predicate = Predicate(stance, ("of",))
    turned = -1 if noun.dep_ == "attr" and clauses.is_negated(noun.head) else 1
    found = [t for b in backed for t in targets_of(b, lexicon)]
    return [c for t in found if (c := _claim(noun, predicate, t, who, turned, lexicon, "noun")) is not None]


def _of_adjective(word: Token, lexicon: Lexicon) -> list[Claim]:
    listed = lexicon.predicates["adjectives"].get(word.lower_)
    if not listed:
        return []
    head = word.head
    if word.dep_ in {"acl", "amod", "relcl"} and is_noun(head):
        who, clause = [head], word
    elif is_verb(word):
        who, clause = joined(clauses.subject(word)), word
    elif is_verb(head):
        who, clause = joined(clauses.subject(head)), head
    else:
        return []
    certain = told(clause, lexicon)
    if certain is None or not who:
        return []
    turned = certain * (-1 if clauses.is_negated(word) or clauses.is_negated(clause) else 1)
    for predicate in listed:
        targets = _noun_targets(word, predicate, lexicon)
        made = [c for t in targets if (c := _claim(word, predicate, t, who, turned, lexicon, "adjective")) is not None]
        if made:
            return made
    return []


def _claim(
    at: Token, predicate: Predicate, target: Target, who: list[Token], turned: int, lexicon: Lexicon, part: str
) -> Claim | None:
    if not who:
        return None
    known = target.kind != OTHER
    if not known and (predicate.act or (predicate.soft and turned > 0) or target.head.tag_ in _PRONOUNS):
        return None
    if not known and predicate.accusing and not is_verb(target.head):
        return None
    made = combined(predicate, target, turned, lexicon)
    if made is None:
        return None
    stance, target = made
    if stance in FOR or stance == "opposes":
        for word in (target.head, at):
            if is_verb(word) and clauses.condition_of(word, lexicon.condition) is not None:
                stance = conditioned(stance, word, target, lexicon)
                break
    first, last = bounds(at, target, who)
    if stance in FOR | {"opposes"} and _provided(last):
        stance = "conditions"
    sure = _ACT if predicate.act else _SOFT if predicate.soft else _NOUN if part == "noun" else _PREDICATE
    return Claim(
        tuple(who), stance, target, at, first, last, f"{part} {lemma(at)}", round(sure if known else sure - 0.1, 2)
    )


def _provided(last: Token) -> bool:
    """True when a condition follows right behind: "provided", "as long as", "unless", "until"."""
    doc, i = last.doc, last.i + 1
    while i < len(doc) and doc[i].is_punct and doc[i].text != ".":
        i += 1
    words = [t.lower_ for t in doc[i : i + 3]]
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
    `conditions`."""
    threat = target.kind in lexicon.hostile and stance in FOR and not clauses.is_negated(verb)
    return "threatens" if threat and verb.lower_ not in {"until", "once"} else "conditions"


def bounds(at: Token, target: Target, who: list[Token]) -> tuple[Token, Token]:
    """From the first to the last word of the predicate, its issue and, where they stand beside them, its holders."""
    words = [at, target.first, target.last, *(w for w in who if abs(w.i - at.i) < 12)]
    return min(words, key=lambda w: w.i), max(words, key=lambda w: w.i)
