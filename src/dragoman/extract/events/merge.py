"""One event told in the headline, the lead and the background is one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Event, Participant


def merge(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without repetitions, the first telling kept and the number of tellings noted in `how`.

    Two are one when the frame, the actors, the recipients (known actors, or the same words), the status and the date
    agree.
    """
    kept: dict[tuple[object, ...], int] = {}
    out: list[Event] = []
    times: list[int] = []
    for event in events:
        key = _key(event)
        at = kept.get(key)
        if at is not None and out[at].date.intersect(event.date) is not None:
            times[at] += 1
            out[at] = _fuller(out[at], event)
        else:
            kept[key] = len(out)
            out.append(event)
            times.append(1)
    merged = [replace(e, how=f"{e.how}; told {n} times") if n > 1 else e for e, n in zip(out, times, strict=True)]
    return tuple(sorted(merged, key=lambda e: (e.anchor, e.type, e.id)))


def _key(event: Event) -> tuple[object, ...]:
    frame = event.how.partition(";")[0]
    return (event.type, frame, _who(event.actors), _who(event.recipients), event.status)


def _who(parties: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(sorted(p.actor.id if p.actor is not None else p.text.lower() for p in parties))


def _fuller(first: Event, second: Event) -> Event:
    """The first telling, with the date and the place of the second where these say more."""
    date = first.date.intersect(second.date) or first.date
    return replace(first, date=date, place=first.place or second.place)
