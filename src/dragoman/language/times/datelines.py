"""The day that a dateline prints: a time expression like any other, though nothing else of the line is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.language.analysis import Analysis, Sentence
from dragoman.language.times.reading import read_sentence
from dragoman.language.times.resolve import resolve
from dragoman.language.tokens import loose
from dragoman.model import Interval, Span, Time

_WORD = re.compile(r"(\S+|\s+)( ?)")


def with_datelines(times: Sequence[Time], analysis: Analysis, *, published: Interval) -> tuple[Time, ...]:
    """The times of an article with the days that its datelines print ("MOSCOW, May 28"), in text order.

    A dateline's day is resolved by itself, against the day of publication, and keeps nothing of how it was said: it has
    served to date the article already, and must not serve for it again.
    """
    zones = [zone.span for zone in analysis.zones if zone.role == "dateline"]
    if not zones:
        return tuple(times)
    days = [
        e
        for zone in zones
        for e in read_sentence(_line(zone, analysis.text), zone.of(analysis.text))
        if e.type == "DATE" and e.grain == "day" and e.kind in {"calendar", "weekday"}
    ]
    found = (replace(time, said="") for time in resolve(days, published=published))
    return tuple(sorted((*times, *found), key=lambda time: time.span.start))


def _line(zone: Span, text: str) -> Sentence:
    """A dateline as a sentence without a parse: a place, an agency and a day have no syntax."""
    said = zone.of(text)
    return Sentence(-1, zone, -1, loose(_WORD.findall(said)), said)
