"""PLOVER's and CAMEO's code lists: quad class, intensity, modes, contexts, and the way from one to the other.

Source: PLOVER, Open Event Data Alliance (CC BY-SA 4.0): the manual at openeventdata/PLOVER@5e0c24f and the 2021
CAMEO-to-PLOVER table. The lists are facts of those; see NOTICE.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dragoman.extract.events.words import load_yaml
from dragoman.model import Event


class EventCode(NamedTuple):
    """A type's quad class (1 verbal cooperation … 4 material conflict), published intensity (-10 … 10) and modes."""

    quad: int
    intensity: float
    modes: tuple[str, ...]


class CameoCode(NamedTuple):
    """What a CAMEO code is in PLOVER."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]


@cache
def event_types() -> dict[str, EventCode]:
    """The sixteen PLOVER types and our extensions STATEMENT, APPEAL and VOTE, by name."""
    return {
        name: EventCode(row["quad"], row["intensity"], tuple(row.get("modes") or ()))
        for name, row in load_yaml("codes.yaml")["types"].items()
    }


@cache
def contexts() -> tuple[str, ...]:
    """PLOVER's contexts."""
    return tuple(load_yaml("codes.yaml")["contexts"])


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """CAMEO code -> PLOVER, after the table of 2021 (20 goes to ASSAULT, 129 is the veto)."""
    return {
        code: CameoCode(row[0], row[1], tuple((row[2] or "").split()))
        for code, row in load_yaml("codes.yaml")["cameo"].items()
    }


_GIVING = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"}
_HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE"}
_VOTES = {"veto": "REJECT", "no": "REJECT", "yes": "SUPPORT"}


def as_plover(event: Event) -> str | None:
    """The PLOVER type that an event is coded as by PLOVER's own rules, for exports and for comparison.

    What is announced or offered in friendship is AGREE, announced or threatened in enmity THREATEN, a giving refused
    REJECT (PLOVER manual, "future tense" and "negation"); a vote is SUPPORT or REJECT, an appeal REQUEST. `None` for a
    STATEMENT and an abstention, which PLOVER drops.
    """
    if event.type == "STATEMENT":
        return None
    if event.type == "VOTE":
        return _VOTES.get(event.mode or "")
    if event.type == "APPEAL":
        return "REQUEST"
    type_ = event.type
    if type_ in _GIVING and event.status in {"announced", "proposed"}:
        return "AGREE"
    if type_ in _GIVING and event.status == "negated":
        return "REJECT"
    if type_ in _HOSTILE and event.status in {"announced", "threatened"}:
        return "THREATEN"
    return type_
