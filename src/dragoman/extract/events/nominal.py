"""Nouns that name an act: "the crackdown on dissent", "talks between", "launched an assault on", "Russia's veto of"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.choose import choose
from dragoman.extract.events.fill import LOCATIVE, acts_as, after, anywhere, demanded
from dragoman.extract.events.frames import Frame, lexicon
from dragoman.extract.events.match import AGENTLESS, ANCHOR_REACH, Match, holds
from dragoman.extract.events.nominal_status import PARTS
from dragoman.extract.events.participants import Party, Scene
from dragoman.extract.events.words import words

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

FROM = {"ACCUSE", "THREATEN", "SUPPORT", "REQUEST", "REJECT", "AID", "APPEAL"}
"""Types of what is given: "support from Oslo", "a warning from Moscow"."""
TOLD_BY = {"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT"}
"""Types of which "an ambush by rebels" tells enough without saying on whom."""
AROUND = {"during", "in", "after", "before", "following", "at", "pending", "amid", "despite", "ahead", "over", "under"}
OWNERS = frozenset({"person", "org", "place", "hardware"})


Lent = tuple[tuple[Party, ...], tuple[Party, ...]]
"""Actors and recipients that a noun takes from the verb above it, where it names none itself."""


def match_noun(scene: Scene, noun: Token, *, asked: bool = False, lent: Lent = ((), ())) -> Match | None:
    """The most specific frame that a noun satisfies with its modifiers, prepositions and the verb that carries it.

    `asked` says that the noun names what somebody demands or threatens: it needs no second party then.
    """
    nouns = lexicon().nouns
    frames = nouns.get(syntax.hyphened(noun)) or nouns.get(noun.lemma_.lower()) or nouns.get(noun.lower_)
    if not frames or noun.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
        return None
    if scene.kinds(noun) & {"person", "org"} and scene.cast.actor_of(scene.sentence, noun) is not None:
        return None  # "Syria's opposition" is somebody
    if noun.dep_ == "dobj" and noun.head.lemma_ in words().syntax["breaking"] and frames[0].mode == "ceasefire":
        return None  # "violated the truce"
    met = [found for frame in frames if (found := _noun_frame(scene, noun, frame, asked, lent)) is not None]
    return choose(met)


def support_verb(scene: Scene, noun: Token) -> tuple[Token | None, bool]:
    """The light verb that carries a noun and whether its subject undergoes the act ("came under attack")."""
    token, classes = noun, scene.words.syntax
    while token.dep_ == "conj" and syntax.is_noun(token.head):
        token = token.head
    while (
        token.dep_ == "pobj"
        and token.head.lower_ == "of"
        and (
            token.head.head.lemma_ in scene.words.kinds_of("quantity")
            or token.head.head.lower_ in classes["lasting_for"]
        )
    ):
        token = token.head.head
    verb, preposition = token.head, token.head.lower_
    if token.dep_ == "pobj":
        owning = _owning_up(token.head)
        if owning is not None:
            return owning, False
        verb = token.head.head
        if preposition == "for" and verb.lower_ == "responsible" and syntax.is_verb(verb.head):
            return verb.head, False
        if preposition not in {"in", "to", "for", "on", "under", "into", "with"} or not syntax.is_verb(verb):
            return None, False
        carries = verb.lemma_ in classes[f"light_{preposition}"] and not _takes_else(verb)
        return (verb, preposition == "under") if carries else (None, False)
    if syntax.is_verb(verb):
        if verb.dep_ == "pcomp" and verb.lower_ in classes["swelling"]:
            return None, False  # "killed in intensifying strikes": a participle that the parser took for a gerund
        if token.dep_ == "dobj" and verb.lemma_ in classes["light_passive"]:
            return verb, True
        if token.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in classes["light"]:
            return verb, False
    carried = [c for c in token.children if c.dep_ in {"acl", "relcl"} and c.lemma_ in classes["light"]]
    return (carried[0] if carried else None), False


def _takes_else(verb: Token) -> bool:
    """True for "taking sides in a war": only who takes part in it wages it."""
    return verb.lemma_ == "take" and any(c.dep_ == "dobj" and c.lemma_ not in PARTS for c in verb.children)


def _owning_up(prep: Token) -> Token | None:
    """The verb by which somebody takes an act on himself or denies it: "claimed responsibility for the bombing"."""
    if prep.lower_ not in {"in", "for"}:
        return None
    verb = prep.head.head if syntax.is_noun(prep.head) else prep.head
    parts = (c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in PARTS and c.i < prep.i)
    known = syntax.is_verb(verb) and verb.lemma_ in words().syntax["owning_up"]
    return verb if known and next(parts, None) is not None else None


def _noun_frame(scene: Scene, noun: Token, frame: Frame, asked: bool, lent: Lent) -> Match | None:
    match = Match(frame, noun, noun, noun)
    if frame.premodifier is not None and not any(c.lemma_.lower() == frame.premodifier for c in noun.lefts):
        return None
    support, undergone = support_verb(scene, noun)
    patient = any(s.possessor and s.role == "R" for s in frame.slots)
    for slot in frame.slots:
        if slot.possessor:
            continue
        found: list[Party] = []
        path = ""
        places = [noun, *([support] if support is not None else []), *_happening(noun)]
        if slot.preps:
            found, path = after(scene, slot, places, frame.admits, {noun.i})
        if not found and slot.anywhere:
            found, path = anywhere(scene, noun, frame.admits, {noun.i}, None)
            if not found and support is not None:
                found, path = anywhere(scene, support, frame.admits, {noun.i}, None)
        if not found and slot.role == "R" and lent[1]:
            found, path = list(lent[1]), "asked-of"
        if not found and not slot.optional:
            return None
        if frame.type == "PROTEST" and slot.role == "R" and support is not None and (not found or path in LOCATIVE):
            asked_for, way = demanded(scene, support, frame.admits)
            found, path = (asked_for, way) if asked_for else (found, path)
        match.give(slot.role, found, path)
    owned = _sharing(scene, noun) if frame.plural else _owned(scene, noun)
    match.give("R" if patient and not match.recipients else "A", owned, "modifier")
    given = False
    by = _done_by(scene, noun) or scene.blamed(noun)
    match.give("A", by, "by")
    if not match.actors and frame.type in FROM and not any("from" in s.preps for s in frame.slots):
        givers = [p for w, t in syntax.prepositions(noun, deep=False) if w == "from" for p in scene.actors(t)]
        match.give("A", givers, "from")
        given = bool(givers)
        if given and not match.recipients and noun.head.lower_ in {"despite", "amid", "over", "under", "after"}:
            match.give("R", _around(scene, noun), "clause-nsubj")
    if not match.actors:
        match.give("A", list(lent[0]), "asked-by")
    if frame.complement is not None:
        match.complement = next((c for c in noun.children if c.dep_ in {"acl", "relcl", "ccomp", "xcomp"}), None)
        if match.complement is None or (frame.complement == "that") != _is_that_clause(match.complement):
            return None
    if support is not None:
        _supported(scene, match, support, undergone)
    if frame.mutual and any(s.possessor for s in frame.slots) and len(match.actors) + len(match.recipients) < 2:
        match.give("A", [] if match.actors else _around(scene, noun), "clause-nsubj")
        if len(match.actors) < 2:
            return None
    if frame.doers and not (match.actors and all(acts_as(scene, p.head, frame.doers) for p in match.actors)):
        return None
    if frame.mutual and support is None and not owned and len(match.actors) == 1:
        match.give("A", _around(scene, noun), "clause-nsubj")
    return match if (given or _says_enough(match, bool(owned), bool(by), asked)) and holds(match) else None


def _done_by(scene: Scene, noun: Token) -> list[Party]:
    """Who an act is by: "a raid by rebels", "a raid launched by rebels", not "a raid welcomed by rebels"."""
    found = [p for w, t in syntax.prepositions(noun, deep=False) if w == "by" for p in scene.actors(t)]
    if found:
        return found
    light = scene.words.syntax["light"]
    clauses = [c for c in noun.rights if c.dep_ in {"acl", "amod"} and (c.lemma_ in light or c.tag_ != "VBN")]
    clauses += [c for c in noun.rights if c.dep_ in {"advmod", "prt"}]
    return [p for c in clauses for f in syntax.agents(c) for p in scene.actors(f.token)]


def _is_that_clause(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _happening(noun: Token) -> list[Token]:
    """The verb that says no more than that an act takes place: "fighting broke out between", "talks began with"."""
    verb = noun.head
    return [verb] if noun.dep_ == "nsubj" and verb.lemma_ in words().syntax["happening"] else []


def _around(scene: Scene, noun: Token) -> list[Party]:
    """The subject of the clause in which a meeting stands: "said during talks with his counterpart", "is in Mali for
    talks with", "stayed away pending talks with"; "in a statement issued after the talks, both called for"."""
    preposition = noun.head
    if noun.dep_ == "dobj" and any(c.lower_ == "pending" for c in noun.lefts):
        return [p for f in syntax.subjects(noun.head)[:1] for p in scene.actors(f.token)]
    verb = preposition.head
    if noun.dep_ != "pobj":
        return []
    if verb.dep_ == "acl" and verb.head.dep_ == "pobj" and preposition.lower_ in AROUND:
        verb = verb.head.head.head
    travels = preposition.lower_ == "for" and verb.lemma_ in words().syntax["going"]
    if not (preposition.lower_ in AROUND or travels) or not syntax.is_verb(verb) or syntax.is_passive(verb):
        return []
    return [p for f in syntax.subjects(verb)[:1] for p in scene.actors(f.token)]


def _says_enough(match: Match, owned: bool, by: bool, asked: bool) -> bool:
    """True when a noun tells an act between somebody: with a light verb, a recipient, who it is by, or two who share
    it."""
    frame = match.frame
    if frame.plural or asked or (by and frame.type in TOLD_BY):
        return bool(match.actors or match.recipients)
    if match.support is None and not match.recipients and not (owned and match.actors):
        return False
    owner = syntax.child(match.head, "poss")
    vague = owner is None or (owner.tag_ == "PRP$" and owner.lower_ != "their")
    if match.support is None and not match.recipients and vague:
        return False
    agentless = frame.type in AGENTLESS or (frame.type == "PROTEST" and bool(_happening(match.head)))
    return bool(match.actors) or (agentless and bool(match.recipients))


def _owned(scene: Scene, noun: Token) -> list[Party]:
    """The possessor of an act, or the people or state that modifies it ("Syrian shelling", "government crackdown")."""
    owner = syntax.child(noun, "poss")
    return scene.parties(owner, OWNERS, drill=False) if owner is not None else scene.modifier(noun)


def _sharing(scene: Scene, noun: Token) -> list[Party]:
    """All whose names stand before an act that takes two: "Israeli-Syrian talks", "EU-Turkey summit"."""
    if syntax.child(noun, "poss") is not None:
        return _owned(scene, noun)
    names = [t for c in noun.lefts for t in c.subtree if t.tag_[:2] in {"NN", "JJ"} and t.text[:1].isupper()]
    among = {t.i for t in names}
    parties = [
        Party(t, t, t) if any(c.i in among for c in t.lefts) else scene.party(t)
        for t in names
        if scene.kinds(t) & {"name", "org", "place"}
    ]
    return [p for p in parties if p.last.i < noun.i] or _owned(scene, noun)


def _supported(scene: Scene, match: Match, support: Token, undergone: bool) -> None:
    match.support = support
    match.used.add(support.i)
    if 0 < match.head.i - support.i <= ANCHOR_REACH:
        match.first = support
    if undergone:
        _undergone(scene, match, support)
        return
    engaged = match.head.dep_ == "pobj"
    doers = syntax.agents(support) if syntax.is_passive(support) and not engaged else syntax.subjects(support)
    for filler in doers:
        found = scene.actors(filler.token) if filler.token.i != match.head.i else []
        if found:
            if match.frame.mutual:
                match.actors[:0] = found
            else:
                match.actors = found
            match.path.insert(0, f"A={support.lemma_}-{filler.path}")
            return


def _undergone(scene: Scene, match: Match, support: Token) -> None:
    """ "Mali faces criticism from Chad": the subject undergoes, "from" and "by" do."""
    for filler in syntax.subjects(support):
        found = scene.parties(filler.token, match.frame.admits)
        if found:
            match.recipients = found
            match.path.append(f"R={support.lemma_}-{filler.path}")
            break
    pairs = [*syntax.prepositions(match.head), *syntax.prepositions(support)]
    doers = [p for w, t in pairs if w in {"from", "by"} for p in scene.actors(t)]
    if doers:
        match.actors = doers
        match.path.append("A=from")
