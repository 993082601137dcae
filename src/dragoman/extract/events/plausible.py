"""Can those who take part be in politics? Acts among private persons, and of nobody in particular, are no events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.events.match import Match
from dragoman.extract.events.participants import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

SUFFERED = {"ASSAULT", "COERCE", "REJECT", "THREATEN"}
"""Types that are told with "he" or "they" for the doer where the one who suffers it is named."""
VIOLENT = {"ASSAULT", "COERCE", "PROTEST", "RETREAT"}
"""Types that stay an event when those who take part are private persons ("killed two women")."""


def plausible(scene: Scene, match: Match) -> bool:
    """False for an act of a pronoun that stands for nobody known ("she closed the gate"), to oneself ("shot himself"),
    to an "it" of no known reference ("executed it"), or among private persons and companies alone."""
    others = [r for r in match.recipients if not r.head.lower_.endswith(("self", "selves"))]
    if match.recipients and not others:
        return False
    match.recipients = others
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
    return token.tag_ == "PRP" and scene.actor_of(token) is None


def _private(scene: Scene, token: Token) -> bool:
    if token.tag_[:3] == "NNP" or scene.actor_of(token) is not None:
        return False
    if any(c.text[:1].isupper() and c.i > 0 for c in token.lefts):
        return False
    return token.lemma_.lower() in scene.words.kinds_of("private")
