"""Events as PLOVER's and CAMEO's users count them: a plan as the saying of it, no denials, no act twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from dragoman.extract.events.codes import as_plover, event_types
from dragoman.model import Event, Span
from dragoman.record import Record

Row = Mapping[str, Any]

FACTS = ("happened", "ongoing")
"""Statuses of acts that are exported as what they are."""
INTENTS = ("announced", "threatened", "proposed")
"""Statuses of acts that PLOVER codes as the saying of it: AGREE for a giving, THREATEN for a harm."""
SAID = frozenset({"AGREE", "THREATEN"})

THREAT_MODES = {
    "ASSAULT": "violence", "MOBILIZE": "violence", "COERCE": "restrict", "SANCTION": "relations", "PROTEST": None,
}  # fmt: skip
REFUSAL_MODES = {"CONSULT": "meet", "AID": "assist", "RETREAT": "yield", "CONCEDE": "yield"}
OWN_TYPES = {"APPEAL": "REQUEST", "VOTE": None, "STATEMENT": None}


class Coded(NamedTuple):
    """How an event leaves: PLOVER type, mode, quad class, intensity; `translated` when its status made it another."""

    type: str
    mode: str | None
    quad: int
    intensity: float
    translated: bool


def plover_code(row: Row, *, all_statuses: bool = False) -> Coded | None:
    """The PLOVER code of a row of the table `events`; `None` for what PLOVER does not code.

    Acts that happened or go on keep their type. What is announced, threatened or proposed is AGREE or THREATEN
    (PLOVER manual, "future tense"). What is demanded, hypothetical, denied, negated or recalled is left out unless
    `all_statuses`, which gives it with its own type. STATEMENT and a vote of abstention have no code.
    """
    type_, mode, status = str(row["type"]), row.get("mode"), str(row["status"])
    as_coded = as_plover(Event("", type_, Span(0, 0), mode=mode, status=row["status"]))
    if status in FACTS or (status in INTENTS and as_coded in SAID):
        plain = as_coded
    elif all_statuses:
        plain = as_plover(Event("", type_, Span(0, 0), mode=mode))
    else:
        return None
    if plain is None:
        return None
    own = plain == type_ or OWN_TYPES.get(type_) == plain
    modes = event_types()[plain].modes
    kept = mode if own else _translated_mode(plain, type_, mode)
    quad, intensity, _ = event_types()[plain]
    return Coded(plain, kept if kept in modes else None, quad, float(intensity), translated=not own)


def _translated_mode(plain: str, type_: str, mode: str | None) -> str | None:
    if plain == "THREATEN":
        return {"arrest": "arrest", "expel": "expel"}.get(mode or "") or THREAT_MODES.get(type_)
    return REFUSAL_MODES.get(type_) if plain == "REJECT" else None


def statements_and_appeals(row: Row) -> bool:
    """True for the acts of saying that CAMEO has (01, 02) and PLOVER drops."""
    return row["type"] in {"STATEMENT", "APPEAL"} and row["status"] in FACTS


def coded_events(
    record: Record, *, all_statuses: bool = False, beside: Callable[[Row], bool] | None = None, **asked: Any
) -> Iterator[tuple[Row, Coded | None]]:
    """The events that answer a question to the record, each with its code, in the order of the table; with the code
    `None` also those that PLOVER drops and `beside` wants.

    "Threatened to shell" is two events in the record, the threat and the shelling that is threatened; PLOVER has one.
    An event that is translated is left out where its sentence has one of that type by the same actors of its own.
    """
    table = record.events(**{**asked, "limit": None})
    limit = asked.get("limit")
    plain = {
        key
        for row in table
        if (code := plover_code(row, all_statuses=all_statuses)) and not code.translated and code.type in SAID
        for key in _keys(row, code)
    }
    given = 0
    for row in table:
        code = plover_code(row, all_statuses=all_statuses)
        if code is None and not (beside is not None and beside(row)):
            continue
        if code is not None and (code.translated and any(key in plain for key in _keys(row, code))):
            continue
        if code is not None and code.translated:
            plain.update(_keys(row, code))
        yield row, code
        given += 1
        if limit is not None and given >= limit:
            return


def _keys(row: Row, code: Coded) -> list[tuple[Any, ...]]:
    who = [i or t for i, t in zip(row["actor_ids"], row["actor_texts"], strict=True)] or [None]
    return [(row["article_id"], row["sentence"], code.type, one) for one in who]
