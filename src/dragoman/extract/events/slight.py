"""Acts too slight to be told: to oneself; in a long article also those only spoken of, aside, or of nobody known.

What a notice of two sentences says is its news. In a long article a careful reader leaves out what somebody there says
might be done by nobody in particular, a visit to a building, what a relative clause adds of people without a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.governors import noun_verdict
from dragoman.extract.events.match import Match
from dragoman.extract.events.matrix import PROMISE
from dragoman.extract.events.words import words
from dragoman.extract.texts import is_drafted
from dragoman.model import Event, Participant

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

LONG = 6
"""Sentences from which on an article is long."""
FACTS = {"happened", "ongoing", "recalled"}
HARM = {"ASSAULT", "COERCE", "SANCTION"}
"""Types that count when nobody says who would do them, if it is known to whom."""
BETWEEN_TWO = {"REQUEST", "APPEAL"}
"""Types that take another: found with the same actor on both sides, they are misread."""
DECLARED = {"denied", "announced", "threatened"}
"""What a known party denies, announces or threatens counts, whoever it concerns: it is bound by it."""
MODIFIERS = {"acl", "relcl"}
STEPS = 6


def weighty(told: Iterable[tuple[Match, Event]], *, long: bool) -> list[Event]:
    """The events of a sentence that are to be told, each given with its match; `long` says that the article is."""
    kept = [(m, e) for m, e in told if not (_to_oneself(e) or _to_the_press(e) or _with_arms(m, e) or _generic(m, e))]
    if not long:
        return [e for _, e in kept]
    threats = {t for m, e in kept if e.type == "THREATEN" for t in (m.head.i, m.first.i)}
    deeds = {m.first.i for m, e in kept if e.type != "AGREE" and e.status == "announced"}
    return [
        e
        for m, e in kept
        if not _passing(m, e)
        and not (_announces_harm(e) and m.head.i in threats)
        and not (_vows(m) and m.first.i in deeds)
    ]


def _passing(match: Match, event: Event) -> bool:
    """True for what a long article says in passing."""
    # what a draft says is told as what a resolution says is
    drafted = event.status == "proposed" and is_drafted(match.head)
    spoken = (_talk(event) and not drafted) or _stray(event) or _asked_of_nobody(event)
    return spoken or _aside(match, event) or _purpose(match, event) or _standing(match, event) or _habit(match, event)


def _known(parties: Sequence[Participant]) -> bool:
    return any(p.actor is not None for p in parties)


def _official(parties: Sequence[Participant]) -> bool:
    """True when a state or an organisation is among them, or somebody who holds an office."""
    actors = [p.actor for p in parties if p.actor is not None]
    return any(a.office is not None or a.country is not None or a.id.startswith("org:") for a in actors)


def _to_oneself(event: Event) -> bool:
    """True for what takes two, done by one to himself: "urged", where the parser lost who urges."""
    own = {(p.actor.id, p.actor.sector) for p in event.actors if p.actor is not None}
    return (
        event.type in BETWEEN_TWO
        and bool(event.recipients)
        and all(p.actor is not None and (p.actor.id, p.actor.sector) in own for p in event.recipients)
    )


def _talk(event: Event) -> bool:
    """True for an act that is no fact, only spoken of, between sides of which one is unknown."""
    if event.reported_by is None or event.status in FACTS or (_known(event.actors) and _known(event.recipients)):
        return False
    if event.status in DECLARED and _official(event.actors):
        return False
    return event.type not in HARM or not _known(event.recipients)


def _stray(event: Event) -> bool:
    """True for a visit to no one known ("visited nine sites"), or at home."""
    if event.type != "CONSULT" or not event.recipients:
        return False
    if event.actors and not _known(event.recipients):
        return True
    home = {p.actor.country for p in event.actors if p.actor is not None}
    states = {p.actor.country for p in event.recipients if p.actor is not None and p.actor.id.startswith("state:")}
    return event.mode == "visit" and bool(states) and states <= home


def _aside(match: Match, event: Event) -> bool:
    """True for what a clause on a noun adds, of people unknown, or that is no fact."""
    if match.frame.kind == "noun" or not _modifies(match.head):
        return False
    if event.status in FACTS or is_drafted(match.head):
        return not _known(event.actors) and not _known(event.recipients)
    return not _known(event.actors) or not _known(event.recipients)


def _modifies(verb: Token) -> bool:
    token = verb
    for _ in range(STEPS):
        if token.dep_ in MODIFIERS and token.head.tag_[:1] == "N":
            return True
        if token.head.i == token.i or token.dep_ not in {"conj", "xcomp"}:
            return False
        token = token.head
    return False


def _to_the_press(event: Event) -> bool:
    """True for words to reporters, which are meant for all: they are a statement, and nothing is done to the press."""
    press = words().syntax["press"]
    return event.type == "STATEMENT" and bool(event.recipients) and all(_is_press(p, press) for p in event.recipients)


def _is_press(party: Participant, press: frozenset[str]) -> bool:
    if party.actor is not None and party.actor.sector == "JRN":
        return True
    return any(word.strip(".,") in press for word in party.text.lower().split())


def _with_arms(match: Match, event: Event) -> bool:
    """True for "troops backed by tanks": what backs them is no party."""
    return event.type == "SUPPORT" and bool(match.actors) and all(_is_hardware(p.head) for p in match.actors)


def _is_hardware(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in words().kinds_of("hardware") | words().kinds_of("instrument") or lemma in words().syntax["own_arms"]


def _purpose(match: Match, event: Event) -> bool:
    """True for what an act was meant to bring about: "sent troops to crush the uprising"."""
    if event.status != "proposed" or match.frame.kind == "noun":
        return False
    verb = match.head
    if syntax.is_passive(verb):
        return False
    while verb.dep_ in {"conj", "xcomp"} and syntax.is_verb(verb.head):
        verb = verb.head
    return syntax.is_infinitive(verb) and verb.dep_ in {"advcl", "acl", "relcl"} and noun_verdict(verb.head) is None


def _standing(match: Match, event: Event) -> bool:
    """True for what tells who somebody is, not both known, rather than what he did: "gangs fighting the rebels"."""
    verb = match.head
    if verb.dep_ not in {"acl", "amod"} or verb.tag_ not in {"VBG", "JJ"} or event.status not in FACTS:
        return False
    if _known(event.actors) and _known(event.recipients):
        return False
    return verb.lemma_ in words().syntax["standing"] or verb.lower_ == "opposed"


def _generic(match: Match, event: Event) -> bool:
    """True for an act that is only named to say something of its kind: "Bombing hospitals is a crime"."""
    verb = match.head
    return match.frame.kind == "verb" and verb.dep_ == "csubj" and verb.tag_ == "VBG" and not event.actors


def _habit(match: Match, event: Event) -> bool:
    """True for what somebody does again and again: "the lodges march each July"."""
    verb = match.support or match.head
    if event.status not in FACTS or verb.tag_ not in {"VBP", "VBZ"}:
        return False
    again = words().syntax["habitual"]
    return any(
        c.lower_ in again if c.dep_ == "advmod" else c.dep_ == "npadvmod" and any(g.lower_ in again for g in c.lefts)
        for c in verb.children
    )


def _asked_of_nobody(event: Event) -> bool:
    """True for harm that is asked for without a word on who should do it: "demanded that the league be disbanded"."""
    return event.status == "demanded" and not event.actors and event.type in HARM


def _announces_harm(event: Event) -> bool:
    """True for the deed in "said it would fight the rebels", which the threat already tells."""
    return event.status == "announced" and event.type in HARM


def _vows(match: Match) -> bool:
    """True for the promise in "said it would visit Mali", beside the visit that is announced."""
    return match.frame.id == PROMISE.id
