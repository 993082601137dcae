"""One event told in the headline, the lead and the background is one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Event, Participant

FACT = {"happened", "ongoing", "recalled"}
REACH = 400
"""Characters from an act of violence within which one by nobody named is its toll: about two sentences of newswire."""


def merge(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without repetitions, the first telling kept and the number of tellings noted in `how`.

    Two are one when they are facts and the frame, the actors, the recipients (known actors, or the same words) and the
    date agree; and a violence by nobody named soon after another is its toll ("Jets hit Mekelle. Ten were killed").
    """
    kept: dict[tuple[object, ...], int] = {}
    out: list[Event] = []
    times: list[int] = []
    for event in events:
        key = _key(event)
        at = kept.get(key) if key is not None else None
        if at is not None and out[at].date.intersect(event.date) is not None:
            times[at] += 1
            out[at] = _fuller(out[at], event)
        elif out and _is_toll(out[-1], event):
            times[-1] += 1
            out[-1] = _with_toll(out[-1], event)
        else:
            if key is not None:
                kept[key] = len(out)
            out.append(event)
            times.append(1)
    merged = [replace(e, how=f"{e.how}; told {n} times") if n > 1 else e for e, n in zip(out, times, strict=True)]
    return tuple(sorted(merged, key=lambda e: (e.anchor, e.type, e.id)))


def _key(event: Event) -> tuple[object, ...] | None:
    if event.status not in FACT:
        return None
    return (event.type, event.how.partition(";")[0], _who(event.actors), _who(event.recipients), event.status)


def _who(parties: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(sorted(p.actor.id if p.actor is not None else p.text.lower() for p in parties))


def _fuller(first: Event, second: Event) -> Event:
    """The first telling, with the date and the place of the second where these say more."""
    date = first.date.intersect(second.date) or first.date
    return replace(first, date=date, place=first.place or second.place)


def _is_toll(act: Event, toll: Event) -> bool:
    return (
        act.type == toll.type == "ASSAULT"
        and not toll.actors
        and {act.status, toll.status} <= FACT
        and 0 <= toll.anchor.start - act.anchor.end < REACH
        and act.date.intersect(toll.date) is not None
        and (act.place is None or toll.place is None or act.place == toll.place)
    )


def _with_toll(act: Event, toll: Event) -> Event:
    others = tuple(r for r in toll.recipients if not any(r.span.overlaps(k.span) for k in act.recipients))
    return replace(_fuller(act, toll), recipients=(*act.recipients, *others))
