"""Dated facts: what is known to have happened or begun on a day cannot be named before it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import words
from dragoman.dating.surroundings import quoted, sentence_around
from dragoman.model import Mention
from dragoman.reference import Reference

_SPEAKS = re.compile(r"(?:\s+\w+){0,3}\s+(?:said|says|told|announced|warned|declared|agreed|insisted)\b")
_OWN_GOVERNMENT = re.compile(
    r"['’]s\s+(?:\w+\s+)?(?:president|prime minister|government|parliament|army|ambassador|foreign minist(?:ry|er))\b",
    re.IGNORECASE,
)
FORERUN = dt.timedelta(days=730)
EARLIEST = 1945
"""Older beginnings tell nothing of an article."""
BEGUN = 0.6
"""What the beginning of a body weighs: names are older than charters now and then."""


def from_bodies(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """Evidence from organisations, groups and states named: none is named before it began."""
    out = []
    for mention in mentions:
        kind = mention.actor.id.partition(":")[0]
        if not mention.how.startswith("name") or kind not in {"org", "group"}:
            continue
        body = reference.org(mention.actor.id) or reference.groups.get(mention.actor.id)
        first = body.exists.first if body is not None else None
        if body is not None and first is not None and first.year >= EARLIEST:
            reason = f"“{quoted(text, mention.span)}”: {body.name} began on {first}"
            out.append(Evidence.between(first, None, reason, weight=BEGUN, source=body.id))
    return out


def from_states(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """A state that is no more ("the Soviet Foreign Ministry said") speaks while it is; a young one has not spoken long.

    A state may have borne its name as a part of another: it is allowed `FORERUN` before its beginning.
    """
    out = []
    for mention in mentions:
        if not mention.actor.id.startswith("state:") or not mention.how.startswith("name"):
            continue
        state = reference.state(mention.actor.id[6:])
        if state is None or not state.exists.is_known:
            continue
        if not _SPEAKS.match(text, mention.span.end) and not _OWN_GOVERNMENT.match(text, mention.span.end):
            continue
        said = quoted(text, mention.span)
        if state.exists.last is not None and not words("history").search(sentence_around(text, mention.span).of(text)):
            reason = f"“{said}” speaks: the state ended on {state.exists.last}"
            out.append(Evidence((state.exists,), reason, lasting=False, source=f"{state.iso3} speaks"))
        elif state.exists.first is not None and state.exists.first.year >= EARLIEST and state.exists.last is None:
            reason = f"“{said}” acts as a state: it began on {state.exists.first}"
            first = state.exists.first - FORERUN
            out.append(Evidence.between(first, None, reason, weight=BEGUN, source=f"{state.iso3} acts"))
    return out
