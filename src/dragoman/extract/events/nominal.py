"""Nouns that name an act: "the crackdown on dissent", "talks between", "launched an assault on", "Russia's veto of"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.frames import Frame, lexicon
from dragoman.extract.events.lemmas import lemma
from dragoman.extract.events.match import AGENTLESS, ANCHOR_REACH, Match, _holds, anywhere
from dragoman.extract.events.participants import Party, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNERS = frozenset({"person", "org", "place", "hardware"})


def match_noun(scene: Scene, noun: Token) -> Match | None:
    """The most specific frame that a noun satisfies with its modifiers, its prepositions and the verb that carries it."""
    frames = lexicon().nouns.get(lemma(noun).lower())
    if not frames or noun.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
        return None
    best: Match | None = None
    for frame in frames:
        if best is None or frame.weight > best.frame.weight:
            best = _noun_frame(scene, noun, frame) or best
    return best


def support_verb(scene: Scene, noun: Token) -> tuple[Token | None, bool]:
    """The light verb that carries a noun and whether its subject undergoes the act ("came under attack")."""
    token = noun
    while token.dep_ == "conj" and token.head.tag_[:2] == "NN":
        token = token.head
    while token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.tag_[:2] in {"NN", "CD"}:
        token = token.head.head
    verb, classes = token.head, scene.words.syntax
    if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.lower_ in {"in", "to", "for", "on", "under", "into", "with"}:
        verb = token.head.head
        if not syntax.is_verb(verb):
            return None, False
        if token.head.lower_ == "under":
            return (verb, True) if lemma(verb) in {"come", "be", "remain", "place", "put"} else (None, False)
        phrasal = {"in": {"engage", "participate", "join", "take"}, "to": {"resort", "return"}, "for": {"meet", "gather", "call-for"},
                   "on": {"embark", "go", "be"}, "into": {"enter", "go"}, "with": {"proceed"}}  # fmt: skip
        return (verb, False) if lemma(verb) in phrasal[token.head.lower_] else (None, False)
    if not syntax.is_verb(verb):
        if token.dep_ in {"acl", "relcl"}:
            return None, False
        carried = next((c for c in token.children if c.dep_ in {"acl", "relcl"} and lemma(c) in classes["light"]), None)
        return carried, False
    if token.dep_ == "dobj" and lemma(verb) in classes["light_passive"]:
        return verb, True
    if token.dep_ in {"dobj", "nsubjpass"} and lemma(verb) in classes["light"]:
        return verb, False
    carried = next((c for c in token.children if c.dep_ in {"acl", "relcl"} and lemma(c) in classes["light"]), None)
    return carried, False


def _noun_frame(scene: Scene, noun: Token, frame: Frame) -> Match | None:
    match = Match(frame, noun, noun, noun)
    support, undergone = support_verb(scene, noun)
    owners = {s.role for s in frame.slots if s.possessor}
    owned = _owned(scene, noun)
    if owned:
        role = "R" if owners == {"R"} else "A"
        _give(match, role, owned, "modifier")
    for slot in frame.slots:
        if slot.role == "X" or slot.possessor:
            continue
        found: list[Party] = []
        path = ""
        if slot.anywhere:
            found, path = anywhere(scene, noun, frame.admits, {noun.i}, None)
            if not found and support is not None:
                found, path = anywhere(scene, support, frame.admits, {noun.i}, None)
        else:
            for holder in (noun, *([support] if support is not None else [])):
                for word, inner in syntax.prepositions(holder):
                    if word in slot.preps and inner.i != noun.i:
                        found, path = scene.parties(inner, frame.admits), word
                        if found:
                            break
                if found:
                    break
            if not found and support is not None and not slot.preps:
                for filler in syntax.datives(support):
                    found, path = scene.parties(filler.token, frame.admits), "dative"
        if found:
            _give(match, slot.role, found, path)
        elif not slot.optional:
            return None
    by = [t for w, t in syntax.prepositions(noun, deep=False) if w == "by"]
    by += [f.token for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" for f in syntax.agents(c)]
    for token in by:
        _give(match, "A", scene.actors(token), "by")
    if frame.complement is not None:
        lower = next((c for c in noun.children if c.dep_ in {"acl", "relcl", "ccomp", "xcomp"}), None)
        if lower is None:
            return None
        match.complement = lower
    if support is not None:
        _supported(scene, match, support, undergone)
    if frame.needs_actor and not match.actors:
        return None
    if support is None and not match.recipients and not frame.mutual and not (match.actors and owners):
        return None
    if not match.actors and frame.type not in AGENTLESS and not frame.mutual:
        return None
    if support is None and frame.type in AGENTLESS and not match.recipients and not match.actors:
        return None
    return match if _holds(match) else None


def _owned(scene: Scene, noun: Token) -> list[Party]:
    """The possessor of an act, or the people or state that modifies it ("Syrian shelling", "government crackdown")."""
    owner = syntax.child(noun, "poss")
    if owner is not None:
        return scene.parties(owner, OWNERS, drill=False)
    modifier = scene._modifier(noun)
    return [modifier] if modifier is not None else []


def _give(match: Match, role: str, parties: list[Party], path: str) -> None:
    if parties:
        (match.actors if role == "A" else match.recipients).extend(parties)
        match.path.append(f"{role}={path}")


def _supported(scene: Scene, match: Match, support: Token, undergone: bool) -> None:
    match.support = support
    match.used.add(support.i)
    if 0 < match.head.i - support.i <= ANCHOR_REACH:
        match.first = support
    passive = syntax.is_passive(support)
    doers = syntax.agents(support) if passive else syntax.subjects(support)
    for filler in doers:
        if filler.token.i == match.head.i:
            continue
        found = scene.parties(filler.token, match.frame.admits) if undergone else scene.actors(filler.token)
        if found:
            if undergone:
                match.recipients = found
            elif not match.frame.mutual:
                match.actors = found
            else:
                match.actors[:0] = found
            match.path.insert(0, f"{'R' if undergone else 'A'}={lemma(support)}-{filler.path}")
            return
