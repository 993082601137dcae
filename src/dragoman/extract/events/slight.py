"""Acts too slight to be told: to oneself; in a long article also those only spoken of, aside, or of nobody known.

What a notice of two sentences says is its news. In a long article a careful reader leaves out what somebody there says
might be done by nobody in particular, a visit to a building, what a relative clause adds of people without a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dragoman.extract.events.match import Match
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
    return [e for m, e in told if not _to_oneself(e) and not (long and (_talk(e) or _stray(e) or _aside(m, e)))]


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
    if event.status in FACTS:
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
