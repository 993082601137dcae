"""Verbs and adjectives met with frames, and who takes part in what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.choose import choose
from dragoman.extract.events.fill import (
    LOCATIVE,
    MOVING,
    acts_as,
    after,
    anywhere,
    condition,
    demanded,
    holders,
    loose,
    named,
)
from dragoman.extract.events.frames import EACH_OTHER, Frame, Slot, lexicon
from dragoman.extract.events.participants import Party, Scene
from dragoman.extract.events.roles import AGENTLESS as AGENTLESS
from dragoman.extract.events.roles import Match as Match
from dragoman.extract.events.roles import Roles, clause_subject, means_owner, owner_of, roles, state_of

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

OWN_PLANS = {"insist", "suggest", "propose"}
"""Verbs that ask for something of another, and of oneself only tell: "insisted that it would not leave"."""
ITSELF = {"it", "they", "he", "she", "we", "i"}
SEVERAL = {"they", "we", "both", "their", "our"}
ANCHOR_REACH = 8
"""Tokens between a verb and its object noun up to which the anchor runs on to the noun."""


ANTECEDENTS = 2
"""Nouns above the one that a relative clause hangs on that can be meant: "a treaty on tariffs, which both signed"."""


def match_verb(scene: Scene, verb: Token) -> Match | None:
    """The most specific frame of the lexicon that a verb and what stands around it satisfy."""
    verbs = lexicon().verbs
    frames = verbs.get(syntax.hyphened(verb)) or verbs.get(verb.lemma_.lower()) or verbs.get(verb.lower_)
    if not frames:
        return None
    if syntax.is_short_of(verb):
        return None
    around, below = roles(verb), {c.lower_ for c in verb.children}
    likely = (f for f in frames if f.particle is None or f.particle in below)
    met = [found for frame in likely if (found := _verb_frame(scene, verb, frame, around)) is not None]
    return choose(met)


def _verb_frame(scene: Scene, verb: Token, frame: Frame, around: Roles) -> Match | None:
    match = Match(frame, verb, verb, verb)
    if frame.particle is not None:
        particle = _particle(verb, frame.particle)
        if particle is None:
            return None
        inner = syntax.child(particle, "pobj")
        if inner is not None and not around.undergoers:
            around = Roles(around.doers, [syntax.Filler(inner, "particle-object")], around.receivers, around.passive)
        match.used.add(particle.i)
        if particle.i == verb.i + 1:
            match.last = particle
    elif syntax.child(verb, "prt") is not None and not frame.complement:
        return None
    if frame.complement is not None and not _take_complement(match, verb):
        return None
    for slot in frame.slots:
        if slot.role == "X" and not _take_restricted(match, slot, around):
            return None
    for slot in frame.slots:
        if slot.role != "X" and not _take_party(scene, match, slot, around):
            return None
    return match if _take_doers(scene, match, around) and holds(match) else None


def _particle(verb: Token, wanted: str) -> Token | None:
    for c in verb.children:
        if c.lower_ == wanted and (c.dep_ in {"prt", "advmod"} or (c.dep_ == "prep" and c.i == verb.i + 1)):
            return c
    return None


def _take_complement(match: Match, verb: Token) -> bool:
    wanted = match.frame.complement
    found = syntax.complement(verb)
    if found is None and wanted == "to-do":
        for filler in syntax.objects(verb):
            found = found or next((c for c in filler.token.subtree if c.tag_ == "VB" and syntax.is_infinitive(c)), None)
    if found is None and wanted == "doing":
        found = next(
            iter([*syntax.gerunds(verb), *(g for o in syntax.objects(verb) for g in syntax.gerunds(o.token))]), None
        )
    if wanted == "that" and (found is None or found.dep_ != "ccomp"):
        found = syntax.parted_clause(verb) or found
    if found is None:
        return False
    infinitive = syntax.is_infinitive(found)
    gerund = found.tag_ == "VBG" and not infinitive and not any(c.dep_ == "aux" for c in found.children)
    if wanted == "that" and syntax.child(verb, "dobj") is not None and not _takes_object(match.frame):
        return False
    if wanted == "that" and not any(c.dep_ == "mark" and c.lower_ == "that" for c in found.children):
        subject = syntax.child(found, "nsubj", "nsubjpass")
        if found.dep_ == "ccomp" and found.left_edge.tag_ == "WRB" and found.left_edge.i == verb.i + 1:
            subject = found.left_edge
        if found.dep_ != "ccomp" or subject is None or subject.left_edge.i != verb.i + 1:
            return False
    if (wanted == "to-do") != infinitive or (wanted == "doing") != gerund:
        return False
    if wanted == "do" and (found.tag_ != "VB" or any(c.dep_ == "aux" for c in found.children)):
        return False
    if wanted == "that" and match.frame.type == "REQUEST" and found.tag_ in {"VBD", "VBZ", "VBN", "VBG"}:
        if not any(c.tag_ == "MD" or c.lower_ == "be" for c in found.children):
            return False
    match.complement = found
    return not match.frame.complement_among or found.lemma_ in match.frame.complement_among


def _takes_object(frame: Frame) -> bool:
    return any(not s.preps for s in frame.slots)


def _take_restricted(match: Match, slot: Slot, around: Roles) -> bool:
    verb = match.head
    if slot.preps == ("=",):
        labels = {"oprd", "attr", "acomp", "ccomp", "xcomp"} | ({"dobj"} if around.receivers else set())
        tokens = [c for c in verb.children if c.dep_ in labels and not syntax.is_verb(c)]
    elif slot.preps:
        places = [verb, *(o.token for o in around.undergoers)]
        tokens = [t for place in places for word, t in syntax.prepositions(place) if word in slot.preps]
    else:
        tokens = [f.token for f in around.undergoers]
        if any(f.path == "relative-object" for f in around.undergoers):
            tokens += [t for t in verb.head.ancestors if syntax.is_noun(t)][:ANTECEDENTS]
    for token in tokens:
        for noun in syntax.conjuncts(token):
            head = named(noun, slot.among) or (noun if slot.preps == ("=",) and noun.lower_ in slot.among else None)
            if head is not None:
                match.used.update({noun.i, head.i})
                if match.last.i < noun.i <= verb.i + ANCHOR_REACH:
                    match.last = noun
                return True
    return False


def _take_party(scene: Scene, match: Match, slot: Slot, around: Roles) -> bool:
    """Fill a participant slot after the predicate; false when it must be filled and can't be."""
    frame, verb, below = match.frame, match.head, match.complement
    found: list[Party] = []
    path = ""
    nouns = [c for t in verb.doc if t.i in match.used and syntax.is_noun(t) for c in syntax.conjuncts(t)]
    if slot.preps == ("that",):
        subject = clause_subject(below) if below is not None else None
        if subject is not None and frame.lemma in OWN_PLANS and subject.lower_ in ITSELF:
            subject = None
        asked = condition(scene, below, frame.admits) if frame.type == "THREATEN" and below is not None else []
        if asked:
            found, path = asked, "condition"
        elif subject is not None:
            found, path = scene.parties(subject, frame.admits), "that-subject"
    elif (
        slot.preps == ("for",)
        and below is not None
        and any(c.lower_ == "for" for c in below.children if c.dep_ == "mark")
    ):
        subject = syntax.child(below, "nsubj")
        if subject is not None:
            found, path = scene.parties(subject, frame.admits), "for-subject"
    elif slot.preps:
        undergoers = [f.token for f in around.undergoers if f.token.i not in match.used]
        places = holders(verb, [*nouns, *undergoers], below)
        found, path = after(scene, slot, places, frame.admits, match.used)
        going = frame.type == "REQUEST" and any(t.lemma_ in MOVING for t in nouns) and path != "by"
        if (
            nouns
            and ({"of", "from", "by"} & set(slot.preps[:2]) or going)
            and (not found or going or (path in LOCATIVE and slot.preps[0] not in LOCATIVE))
        ):
            owned = owner_of(scene, nouns)
            found, path = (owned, "object-owner") if owned else (found, path)
        bound = any(s.role == "X" for s in frame.slots) and {"on", "against"} & set(slot.preps[:2])
        strays = frame.lemma != "call"  # "calling for talks and pressure on": "on" is not the verb's
        if path == "over" or (strays and not found and (bound or not (slot.optional or slot.anywhere))):
            further, way = loose(scene, slot, verb, match.used)
            found, path = (further, way) if further else (found, path)
        if found and below is not None and frame.complement == "to-do" and found[0].head.i > below.i:
            found = []
        if found and frame.type == "PROTEST" and path in LOCATIVE | {"through", "on"}:
            asked, way = demanded(scene, verb, frame.admits)
            found, path = (asked, way) if asked else (found, path)
    elif not slot.anywhere:
        found, path = _take_object(scene, match, slot, around)
    if not found and slot.anywhere:
        found, path = anywhere(scene, verb, frame.admits, match.used, below)
        if frame.type == "THREATEN" and not found:
            lower = condition(scene, below, frame.admits) if below is not None else []
            found, path = condition(scene, verb, frame.admits) or lower, "condition"
    if not (frame.mutual and path == "that-subject"):
        match.give(slot.role, found, path)
    return bool(found) or slot.optional or (match.each_other and slot.role == "R")


def _take_object(scene: Scene, match: Match, slot: Slot, around: Roles) -> tuple[list[Party], str]:
    frame = match.frame
    restricted = any(s.role == "X" and not s.preps for s in frame.slots)
    fillers = around.receivers if restricted else around.undergoers
    if any(f.token.i in match.used for f in fillers):
        fillers = [f for f in (*around.receivers, *fillers) if f.token.i not in match.used]
    if restricted and not fillers:
        fillers = [f for f in around.undergoers if f.token.i not in match.used]
        fillers += [
            syntax.Filler(c, "compound-dative")
            for f in around.undergoers
            for c in f.token.lefts
            if f.token.i in match.used
            and c.dep_ == "compound"
            and c.nbor().text != "-"
            and scene.kinds(c) & {"person", "org", "name"}
        ]
    for filler in fillers:
        if _each_other(filler.token):
            match.each_other = True
            return [], "each-other"
        if slot.among and named(filler.token, slot.among) is None:
            continue
        found = scene.parties(filler.token, frame.admits)
        if found and _only_acts(scene, found) and not around.passive and "act" in frame.admits:
            by = [
                p
                for w, t in syntax.prepositions(match.head)
                if w == "by"
                for p in scene.parties(t, frozenset({"person", "org"}))
            ]
            found = by or found
        if found:
            return found, filler.path
        if slot.among:
            return [scene.party(filler.token)], filler.path
    return [], ""


def _each_other(token: Token) -> bool:
    """True for "each other", "one another"."""
    said = {token.lower_, *(c.lower_ for c in token.children)}
    return said >= {"each", "other"} or said >= {"one", "another"}


def _only_acts(scene: Scene, parties: list[Party]) -> bool:
    return all(scene.kinds(p.head) <= {"act"} for p in parties)


def _take_doers(scene: Scene, match: Match, around: Roles) -> bool:
    """The actors from the doer; false when somebody or something else does it."""
    frame = match.frame
    if frame.undergone:
        for filler in around.undergoers if around.passive else around.doers:
            match.give("R", scene.parties(filler.token, frame.admits), filler.path)
        for holder in (match.head, *(t for t in match.head.doc if t.i in match.used)):
            for word, noun in syntax.prepositions(holder):
                if word in {"from", "by"} and not match.actors:
                    match.give("A", scene.actors(noun), word)
        return bool(match.recipients)
    for filler in around.doers:
        if filler.token.lower_ in {"nobody", "none", "no-one"} and frame.type in AGENTLESS:
            return bool(match.recipients)
        if frame.doers and not acts_as(scene, filler.token, frame.doers):
            continue
        found = scene.actors(filler.token)
        if found:
            match.actors[:0] = found
            match.path.insert(0, f"A={filler.path}")
            return True
        means = scene.instruments(filler.token) if frame.type in AGENTLESS else []
        if means:
            match.actors[:0] = means
            match.path.insert(0, f"A={filler.path}-means")
            return True
    if match.actors:
        return True
    if around.doers or frame.doers or frame.complement == "to-do":
        return False
    if frame.type in AGENTLESS:
        if frame.type == "MOBILIZE":
            match.give(
                "A", owner_of(scene, [t for t in match.head.doc if t.i in match.used and syntax.is_noun(t)]), "owner"
            )
        if frame.type == "ASSAULT":
            match.give("A", means_owner(scene, match.head), "means-owner")
        if frame.cameo in {"173", "174"} and around.passive:
            match.give("A", state_of(scene, match.head), "in-state")
        return bool(match.recipients)
    if around.passive and match.head.lemma_ in scene.words.syntax["charged"]:
        return bool(match.recipients) and syntax.child(match.head, "auxpass") is not None
    return frame.mutual and around.passive


def holds(match: Match) -> bool:
    """False when nobody takes part, or one alone does what takes two; those who do it to each other are parted."""
    frame = match.frame
    doing = {a.head.i for a in match.actors}
    match.recipients = [p for p in match.recipients if p.head.i not in doing]
    if not match.actors and not match.recipients:
        return False
    if (frame.plural == EACH_OTHER or match.each_other) and not match.recipients and len(match.actors) > 1:
        match.actors, match.recipients = match.actors[:1], match.actors[1:]
    shared = frame.mutual or frame.type in {"SUPPORT", "AGREE"}
    if shared and frame.plural and not match.recipients and len(match.actors) < 2:
        return any(p.head.tag_ in {"NNS", "NNPS"} or p.head.lower_ in SEVERAL for p in match.actors)
    return True


def match_adjective(scene: Scene, adjective: Token) -> Match | None:
    """The frame of a predicative adjective ("is ready to withdraw its troops from Mali")."""
    participle = adjective.tag_ == "VBN"
    if not participle and adjective.dep_ not in {"acomp", "oprd", "conj", "ROOT", "advcl", "amod", "xcomp"}:
        return None
    for frame in lexicon().adjectives.get(adjective.lower_, ()):
        match = Match(frame, adjective, adjective, adjective)
        if frame.complement is not None and not _take_complement(match, adjective):
            continue
        verb = adjective.head
        above = syntax.is_verb(verb) and not participle
        around = Roles(syntax.subjects(verb if above else adjective), [], [], False)
        taken = all(_take_restricted(match, s, around) for s in frame.slots if s.role == "X")
        taken = taken and all(_take_party(scene, match, s, around) for s in frame.slots if s.role != "X")
        if taken and _take_doers(scene, match, around) and holds(match):
            return match
    return None
