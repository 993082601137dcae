"""Predicates met with frames: a verb, a noun that names an act, or an adjective, and who takes part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.frames import Frame, Slot, lexicon
from dragoman.extract.events.lemmas import lemma
from dragoman.extract.events.participants import Party, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

AGENTLESS = {"ASSAULT", "COERCE", "SANCTION", "RETREAT", "MOBILIZE"}
"""Types that are an event when a passive or a noun does not say by whom."""
ANCHOR_REACH = 8
"""Tokens between a verb and its object noun up to which the anchor runs on to the noun."""
ANYWHERE = ("to", "on", "against", "for", "with", "from", "into", "between", "toward", "towards", "over", "near", "in", "at", "inside", "around", "of", "across", "within", "throughout", "outside")


@dataclass(slots=True)
class Match:
    """A frame found: the predicate, the tokens of the anchor, the parties, and the tokens that it has used up."""

    frame: Frame
    head: Token
    first: Token
    last: Token
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    support: Token | None = None
    """The verb that carries a noun predicate ("held" in "held talks")."""
    complement: Token | None = None


@dataclass(slots=True)
class Roles:
    """The logical roles around a verb, whatever its voice."""

    doers: list[syntax.Filler]
    undergoers: list[syntax.Filler]
    receivers: list[syntax.Filler]
    passive: bool


def roles(verb: Token) -> Roles:
    """Doer, undergoer and receiver of a verb from its grammatical subject, objects and by-phrase."""
    passive = syntax.is_passive(verb)
    subjects, objects = syntax.subjects(verb), syntax.objects(verb)
    if not passive:
        return Roles(subjects, objects, syntax.datives(verb), False)
    own = [o for o in objects if o.path == "dobj"]
    if own:
        return Roles(syntax.agents(verb), own, subjects, True)
    return Roles(syntax.agents(verb), subjects, [], True)


def match_verb(scene: Scene, verb: Token) -> Match | None:
    """The most specific frame of the lexicon that a verb and what stands around it satisfy."""
    frames = lexicon().verbs.get(lemma(verb).lower())
    if not frames:
        return None
    around = roles(verb)
    best: Match | None = None
    for frame in frames:
        if best is not None and best.frame.weight >= frame.weight:
            continue
        found = _verb_frame(scene, verb, frame, around)
        if found is not None:
            best = found
    return best


def _verb_frame(scene: Scene, verb: Token, frame: Frame, around: Roles) -> Match | None:
    match = Match(frame, verb, verb, verb)
    if frame.particle is not None:
        particle = _particle(verb, frame.particle)
        if particle is None:
            return None
        match.used.add(particle.i)
        if particle.i - verb.i == 1:
            match.last = particle
    elif syntax.child(verb, "prt") is not None and not frame.complement:
        return None
    if frame.complement is not None and not _take_complement(match, verb):
        return None
    for slot in frame.slots:
        if slot.role == "X" and not _take_restricted(scene, match, slot, around):
            return None
    for slot in frame.slots:
        if slot.role != "X" and not _take_party(scene, match, slot, around):
            return None
    return match if _take_doers(scene, match, around) and _holds(match) else None


def _particle(verb: Token, wanted: str) -> Token | None:
    for c in verb.children:
        if c.lower_ == wanted and c.dep_ in {"prt", "advmod", "prep"}:
            return c
    return None


def _take_complement(match: Match, verb: Token) -> bool:
    wanted = match.frame.complement
    found = syntax.complement(verb)
    if found is None and wanted == "to-do":
        for filler in syntax.objects(verb):
            found = next((c for c in filler.token.children if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB"), None)
    if found is None and wanted == "doing":
        found = next((c for p in verb.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pcomp"), None)
    if found is None:
        return False
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in found.children)
    if (wanted == "to-do") != infinitive or (wanted == "doing") != (found.tag_ == "VBG" and not infinitive):
        return False
    match.complement = found
    return True


def _take_restricted(scene: Scene, match: Match, slot: Slot, around: Roles) -> bool:
    if slot.preps:
        tokens = [t for word, t in syntax.prepositions(match.head) if word in slot.preps]
        tokens += [t for o in around.undergoers for word, t in syntax.prepositions(o.token) if word in slot.preps]
    else:
        tokens = [f.token for f in around.undergoers]
    for token in tokens:
        for noun in syntax.conjuncts(token):
            head = _named(noun, slot.among)
            if head is not None:
                match.used.update({noun.i, head.i})
                if match.last.i < noun.i <= match.head.i + ANCHOR_REACH:
                    match.last = noun
                return True
    return False


def _named(noun: Token, among: frozenset[str]) -> Token | None:
    """The noun itself, or what it is a kind or number of ("a series of talks"), when its lemma is listed."""
    if lemma(noun).lower() in among or noun.lower_ in among:
        return noun
    if noun.tag_[:2] in {"NN", "CD", "DT"}:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        inner = syntax.child(of, "pobj") if of is not None else None
        if inner is not None and any(lemma(t).lower() in among for t in syntax.conjuncts(inner)):
            return inner
    return None


def _take_party(scene: Scene, match: Match, slot: Slot, around: Roles) -> bool:
    """Fill a participant slot after the predicate; false when it must be filled and can't be."""
    frame, verb = match.frame, match.head
    found: list[Party] = []
    path = ""
    restricted = any(s.role == "X" and not s.preps for s in frame.slots)
    if slot.anywhere:
        found, path = anywhere(scene, verb, frame.admits, match.used, match.complement)
    elif slot.preps == ("that",):
        subject = syntax.child(match.complement, "nsubj", "nsubjpass") if match.complement is not None else None
        if subject is not None:
            found, path = scene.parties(subject, frame.admits), "that-subject"
    elif not slot.preps:
        fillers = around.receivers if restricted else around.undergoers
        if restricted and not fillers:
            fillers = [syntax.Filler(t, w) for w, t in syntax.prepositions(verb) if w in {"to", "for"}]
        if not fillers and frame.complement is not None and match.complement is not None:
            lower = syntax.child(match.complement, "nsubj", "nsubjpass")
            fillers = [syntax.Filler(lower, "complement-subject")] if lower is not None and lower.i > verb.i else []
        for filler in fillers:
            found, path = scene.parties(filler.token, frame.admits), filler.path
            if found:
                break
    else:
        nouns = [t for t in verb.sent if t.i in match.used and t.tag_[:2] == "NN"]
        nouns += [f.token for f in around.undergoers if f.token.i not in match.used]
        for holder in [verb, *nouns, *([match.complement] if match.complement is not None else [])]:
            for word, noun in syntax.prepositions(holder):
                if word in slot.preps:
                    found, path = scene.parties(noun, frame.admits), f"{'' if holder is verb else lemma(holder) + '-'}{word}"
                    if found:
                        break
            if found:
                break
    if found:
        (match.actors if slot.role == "A" else match.recipients).extend(found)
        match.path.append(f"{slot.role}={path}")
    return bool(found) or slot.optional


def _take_doers(scene: Scene, match: Match, around: Roles) -> bool:
    """The actors from the doer; false when somebody or something else does it."""
    frame = match.frame
    for filler in around.doers:
        found = scene.actors(filler.token)
        if found:
            match.actors[:0] = found
            match.path.insert(0, f"A={filler.path}")
            return True
        if scene.acts(filler.token) and frame.type in AGENTLESS:
            match.path.insert(0, f"A={filler.path}?")
            return True
    if match.actors:
        return True
    if around.doers or frame.needs_actor:
        return False
    if frame.type in AGENTLESS:
        return bool(match.recipients)
    return frame.mutual and around.passive


def _holds(match: Match) -> bool:
    """False when nobody takes part, or one alone does what takes two."""
    everyone = {p.head.i for p in match.actors} | {p.head.i for p in match.recipients}
    match.recipients = [p for p in match.recipients if p.head.i not in {a.head.i for a in match.actors}]
    if not everyone:
        return False
    if match.frame.mutual:
        return len(everyone) > 1 or any(p.head.tag_ in {"NNS", "NNPS"} or p.head.lower_ in {"they", "we", "both"} for p in match.actors)
    return True


def anywhere(
    scene: Scene, head: Token, admits: frozenset[str], used: set[int], below: Token | None = None, left: int = 4
) -> tuple[list[Party], str]:
    """The likeliest recipient in a clause: its object, what a preposition adds, the actor inside either, the clause below."""
    drilled: tuple[list[Party], str] = ([], "")
    direct = [*syntax.objects(head), *syntax.datives(head)] if syntax.is_verb(head) else []
    if syntax.is_verb(head) and syntax.is_passive(head):
        direct += syntax.subjects(head)
    for filler in direct:
        if filler.token.i not in used:
            found = scene.parties(filler.token, admits - {"act", "property"}, drill=False)
            if found:
                return found, filler.path
    holders = [head, *(f.token for f in direct), *(c for c in head.doc if c.i in used and c.tag_[:2] == "NN")]
    pairs = [(w, t) for h in holders for w, t in syntax.prepositions(h) if w in ANYWHERE]
    for word, noun in sorted(pairs, key=lambda pair: ANYWHERE.index(pair[0])):
        found = scene.parties(noun, admits - {"act", "property"}, drill=False)
        if found:
            return found, word
        if not drilled[0]:
            drilled = ([p for t in syntax.conjuncts(noun) for p in scene.inside(t, admits)], f"{word}-inside")
    for filler in direct:
        found = [p for t in syntax.conjuncts(filler.token) for p in scene.inside(t, admits)]
        if found:
            return found, f"{filler.path}-inside"
    if drilled[0]:
        return drilled
    lower = below if below is not None else syntax.complement(head)
    if lower is None:
        lower = next((c for f in direct for c in f.token.children if c.dep_ in {"acl", "relcl"} and c.tag_ in {"VB", "VBG"}), None)
    if lower is not None and left > 0 and lower.i != head.i:
        subject = syntax.child(lower, "nsubj", "nsubjpass")
        if subject is not None and subject.i > head.i and subject.tag_ not in syntax.RELATIVES:
            found = scene.parties(subject, admits - {"act", "property"}, drill=False)
            if found and "pronoun" not in scene.kinds(subject):
                return found, "complement-subject"
        found, path = anywhere(scene, lower, admits, used, None, left - 1)
        return found, f"complement-{path}"
    return [], ""


def match_adjective(scene: Scene, adjective: Token) -> Match | None:
    """The frame of a predicative adjective ("is ready to withdraw its troops from Mali")."""
    for frame in lexicon().adjectives.get(lemma(adjective).lower(), ()):
        if adjective.dep_ not in {"acomp", "oprd", "conj", "ROOT", "advcl", "amod", "xcomp"}:
            continue
        match = Match(frame, adjective, adjective, adjective)
        if frame.complement is not None and not _take_complement(match, adjective):
            continue
        verb = adjective.head
        around = Roles(syntax.subjects(verb) if syntax.is_verb(verb) or verb.dep_ == "ROOT" else [], [], [], False)
        if all(_take_party(scene, match, s, around) for s in frame.slots if s.role != "X"):
            if all(_take_restricted(scene, match, s, around) for s in frame.slots if s.role == "X"):
                if _take_doers(scene, match, around) and _holds(match):
                    return match
    return None
