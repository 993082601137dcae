"""One event told in the headline, the lead and the background is one event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dragoman.extract.events.words import words
from dragoman.model import UNKNOWN, Event, Interval, Participant, Span

FACT = {"happened", "ongoing", "recalled"}
REACH = 400
"""Characters from an act of violence within which one by nobody named is its toll: about two sentences of newswire."""
FAR = 1500
"""Characters within which "the attack" is the last one told."""
AFTER = re.compile(r" (?:on|in|of|at|against|by|near) ")
"""What ends a phrase's head: "the attack on the market"."""


def merge(events: Sequence[Event], *, headline: Span | None = None, day: Interval = UNKNOWN) -> tuple[Event, ...]:
    """The events without repetitions, each with the Spans of its other tellings in `spans`, in text order;
    `how` says how many tellings there are.

    Two tellings are of one event when both are facts, their type, actors, recipients and dates agree and they use the
    same frame; a telling of the `headline` is one with the body's whose type and parties' countries agree, whatever
    the words, and the body's is kept. A violence by nobody named soon after another is its toll ("Jets hit Mekelle. Ten
    were killed"); one whose date is `day`, the article's, was given none of its own.
    """
    told: dict[tuple[object, ...], int] = {}
    titled: dict[tuple[object, ...], int] = {}
    out: list[Event] = []
    blow: int | None = None  # the last violence told
    for event in events:
        above = headline is not None and headline.contains(event.anchor)
        key, loose = _key(event), _loose(event)
        at = told.get(key) if key is not None else None
        if at is None and loose is not None and not above:
            at = titled.pop(loose, None)
            if at is not None and out[at].date.intersect(event.date) is not None:
                out[at] = _fuller(event, out[at])
                told[key or ()] = at
                continue
            at = None
        if at is not None and out[at].date.intersect(event.date) is not None:
            out[at] = _fuller(out[at], event)
        elif blow is not None and (_is_toll(out[blow], event, day) or _refers_back(out[blow], event, day)):
            out[blow] = _with_toll(out[blow], event)
        else:
            if key is not None:
                told[key] = len(out)
            if above and loose is not None:
                titled[loose] = len(out)
            blow = len(out) if event.type == "ASSAULT" else blow
            out.append(event)
    merged = [replace(e, how=f"{e.how}; told {len(e.spans) + 1} times") if e.spans else e for e in out]
    return tuple(sorted(merged, key=lambda e: (e.anchor, e.type, e.id)))


def _key(event: Event) -> tuple[object, ...] | None:
    if event.status not in FACT:
        return None
    return (event.type, event.how.partition(";")[0], _who(event.actors), _who(event.recipients), event.status)


def _loose(event: Event) -> tuple[object, ...] | None:
    """What a headline and the body agree in: the type, and the countries of both sides, all of them known."""
    known = all(p.actor is not None for p in (*event.actors, *event.recipients))
    if event.status not in FACT or not known or not event.actors or len(event.actors) + len(event.recipients) < 2:
        return None
    return (event.type, _countries(event.actors), _countries(event.recipients))


def _countries(parties: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(sorted({p.actor.country or p.actor.id for p in parties if p.actor is not None}))


def _who(parties: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(sorted(p.actor.id if p.actor is not None else p.text.lower() for p in parties))


def _fuller(kept: Event, other: Event) -> Event:
    """The telling that is kept, with the date and the place of the other where these say more."""
    date = kept.date.intersect(other.date) or kept.date
    spans = tuple(sorted({*kept.spans, other.anchor, *other.spans} - {kept.anchor}))
    return replace(kept, date=date, place=kept.place or other.place, spans=spans)


def _is_toll(act: Event, toll: Event, day: Interval) -> bool:
    return (
        act.type == toll.type == "ASSAULT"
        and not toll.actors
        and _counts_victims(toll)
        and {act.status, toll.status} <= FACT
        and 0 <= toll.anchor.start - act.anchor.end < REACH
        and (toll.date == day or act.date.intersect(toll.date) is not None)
        and (act.place is None or toll.place is None or act.place == toll.place)
    )


def _refers_back(act: Event, again: Event, day: Interval) -> bool:
    """True for what "the attack" or "the raids" did, told after an attack: it is the same one."""
    return (
        act.type == again.type == "ASSAULT"
        and {act.status, again.status} <= FACT
        and bool(again.actors)
        and all(p.actor is None and _is_the_attack(p.text) for p in again.actors)
        and 0 <= again.anchor.start - act.anchor.end < FAR
        and (again.date == day or act.date == day or act.date.intersect(again.date) is not None)
        and (act.place is None or again.place is None or act.place == again.place)
    )


def _is_the_attack(text: str) -> bool:
    first, *rest = AFTER.split(text.lower())[0].split()
    return first in {"the", "this", "these"} and bool(rest) and rest[-1] in _means()


@cache
def _means() -> frozenset[str]:
    named = words().kinds_of("instrument")
    return named | {f"{noun}s" for noun in named}


def _counts_victims(event: Event) -> bool:
    """True for "were killed" and the like, not for another blow: "a police car was hit with stones"."""
    return any(lemma in words().syntax["toll"] for lemma in event.how.partition(";")[0].split()[1:4])


def _with_toll(act: Event, toll: Event) -> Event:
    others = tuple(r for r in toll.recipients if not any(r.span.overlaps(k.span) for k in act.recipients))
    return replace(_fuller(act, toll), recipients=(*act.recipients, *others))
