"""Can those who take part be in politics? Acts among private persons, and of nobody in particular, are no events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.match import Match
from dragoman.extract.events.participants import Scene

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

SUFFERED = {"ASSAULT", "COERCE", "REJECT", "THREATEN"}
"""Types that are told with "he" or "they" for the doer where the one who suffers it is named."""
VIOLENT = {"ASSAULT", "COERCE", "PROTEST", "RETREAT"}
"""Types that stay an event when those who take part are private persons ("killed two women")."""


def plausible(scene: Scene, match: Match) -> bool:
    """False for an act of a pronoun that stands for nobody known ("she closed the gate"), to oneself ("shot himself"),
    to an "it" of no known reference ("executed it"), or among private persons, companies and ideas alone."""
    others = [r for r in match.recipients if not r.head.lower_.endswith(("self", "selves"))]
    if match.recipients and not others:
        return False
    match.recipients = others
    if _own_arms(scene, match) or _is_task(scene, match):
        return False
    if match.recipients and all(r.head.lower_ in {"it", "this", "that"} for r in match.recipients):
        if all(_nobody(scene, r.head) for r in match.recipients) and match.frame.type != "CONSULT":
            return False
    doers = [a.head for a in match.actors]
    if doers and all(_nobody(scene, t) for t in doers):
        if not match.recipients or match.frame.type not in SUFFERED:
            return False
        if all(_nobody(scene, r.head) for r in match.recipients):
            return False
    if match.frame.type in VIOLENT:
        return True
    heads = [*doers, *(r.head for r in match.recipients)]
    return not all(_nobody(scene, t) or _private(scene, t) for t in heads)


def _nobody(scene: Scene, token: Token) -> bool:
    """True for a personal pronoun of whom nothing is known."""
    return token.tag_ in {"PRP", "PRP$"} and scene.actor_of(token) is None


def _private(scene: Scene, token: Token) -> bool:
    actor = scene.cast.actor_of(scene.sentence, token)
    if token.tag_[:3] == "NNP" or (actor is not None and actor.country is not None):
        return False
    if any(t.text[:1].isupper() and t.i > 0 for t in token.subtree):
        return False
    if token.lemma_.lower() in scene.words.kinds_of("private"):
        return True
    return actor is None and scene.kinds(token) == {"act"}


def _own_arms(scene: Scene, match: Match) -> bool:
    """True for what somebody does to arms of his own: "destroyed its missiles" hits nobody."""
    if match.frame.type not in {"ASSAULT", "AID"} or not match.actors or not match.recipients:
        return False
    arms = scene.words.syntax["own_arms"]
    owned = (syntax.child(r.head, "poss") for r in match.recipients)
    mine = all(o is not None and o.lower_ in {"its", "their", "his", "her"} for o in owned)
    return mine and all(r.head.lemma_.lower() in arms for r in match.recipients)


def _is_task(scene: Scene, match: Match) -> bool:
    """True for "charged the monitors with watching the border"."""
    if match.frame.type != "ACCUSE" or match.frame.lemma != "charge":
        return False
    return any(g.lemma_ in scene.words.syntax["task"] for g in _gerunds(match))


def _gerunds(match: Match) -> list[Token]:
    return [*syntax.gerunds(match.head), *(g for r in match.recipients for g in syntax.gerunds(r.head))]
