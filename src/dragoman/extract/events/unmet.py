"""Verbs that meet no frame though somebody does something to somebody: acts for a second opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.extract.events import syntax
from dragoman.extract.events.frames import Frame, lexicon, parse_frame
from dragoman.extract.events.match import Match, _verb_frame
from dragoman.extract.events.participants import Scene
from dragoman.extract.events.plausible import plausible
from dragoman.extract.events.roles import roles
from dragoman.extract.events.scan import _named

ADMITTED = frozenset({"person", "org", "place"})
ROOT = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "COOPERATE": "060", "AID": "070", "CONCEDE": "080",
    "RETREAT": "080", "REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
    "MOBILIZE": "150", "SANCTION": "160", "COERCE": "170", "ASSAULT": "190",
}  # fmt: skip
"""The CAMEO code of an act of which only the type is known."""
WEAPONS = frozenset({"instrument", "hardware"})
TOO_COMMON = {"be", "have", "do", "say", "tell", "get", "go", "come", "know", "think", "see"}


def unmet(scene: Scene, found: Sequence[Match]) -> list[Match]:
    """Matches of no frame's type yet (`typed` gives them one): a subject that acts, and an object or what stands after
    a preposition that undergoes it. Verbs that `found` has met or used, and verbs of saying, are left out."""
    taken = {t.i for m in found for t in (m.head, m.first, m.support) if t is not None}
    taken = taken.union(*(m.used for m in found))
    out: list[Match] = []
    for token in scene.sentence.doc:
        lemma = token.lemma_.lower()
        if not syntax.is_verb(token) or token.i in taken or lemma in TOO_COMMON or syntax.is_short_of(token):
            continue
        if (lemma == "want" and token.dep_ == "acl") or (lemma == "call" and syntax.child(token, "oprd") is not None):
            continue  # "wanted for murder", "called it a crime"
        if lemma in scene.words.syntax["saying"] or (token.tag_ == "VBP" and scene.kinds(token) & WEAPONS):
            continue
        around = roles(token)
        met = (_verb_frame(scene, token, frame, around) for frame in _anyhow(lemma))
        match = next((m for m in met if m is not None), None)
        if match is None or not match.actors or not match.recipients or _is_borrowed(match, found):
            continue
        match.actors = [n for p in match.actors for n in _named(scene, p)]
        match.recipients = [n for p in match.recipients for n in _named(scene, p)]
        if plausible(scene, match):
            out.append(match)
    return out


def _is_borrowed(match: Match, found: Sequence[Match]) -> bool:
    """True for what undergoes only an act two clauses down, or one that `found` has met: "issued a call on Chad to"."""
    way = match.path[-1]
    if way in {"R=on-inside", "R=at-inside"}:
        # "meeting at Chad's request", "speaking on behalf of Chad"
        return any(t.lemma_ in {"request", "behalf", "invitation"} for _, t in syntax.prepositions(match.head))
    if not way.startswith("R=below"):
        return False
    known = {p.head.i for m in found for p in m.recipients}
    return way.startswith("R=below-below") or any(p.head.i in known for p in match.recipients)


@cache
def types_of(lemma: str) -> tuple[str, ...]:
    """The types that the lexicon's frames of a lemma have, whatever its part of speech, of those in `ROOT`; empty for
    one that it does not know as a verb."""
    words = lexicon()
    if lemma not in words.verbs:
        return ()
    frames = (*words.verbs[lemma], *words.nouns.get(lemma, ()), *words.adjectives.get(lemma, ()))
    found = {"REQUEST" if f.type == "APPEAL" else f.type for f in frames}
    return tuple(sorted(found & ROOT.keys()))


def typed(match: Match, type_: str) -> Match:
    """The match as an act of a type."""
    frame = replace(match.frame, id=f"{type_.lower()}/{match.frame.lemma}", type=type_, cameo=ROOT[type_])
    return replace(match, frame=frame)


@cache
def _anyhow(lemma: str) -> tuple[Frame, ...]:
    made = (parse_frame(f"A {lemma} {slot}", "SUPPORT", {}) for slot in ("R", "..R"))
    return tuple(replace(frame, lemma=lemma, admits=ADMITTED) for frame in made)
