"""The words around a span: its sentence as far as punctuation tells, without a parse."""

from __future__ import annotations

import re

from dragoman.model import Span

_BREAK = re.compile(r"(?<=[a-z0-9\")”’])[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|[\n\r]+")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Gov|Rep|Lt|Col|Sgt|Maj|St|Prof|No)|\b[A-Z])\.\s+$")
REACH = 300
"""Characters on each side that are looked at at most."""


def sentence_around(text: str, span: Span) -> Span:
    """The stretch between the breaks next to `span`, at most `REACH` characters on each side."""
    low = max(span.start - REACH, 0)
    start = low
    for m in _BREAK.finditer(text, low, span.start):
        if not _ABBREVIATED.search(text, max(m.start() - 5, 0), m.end()):
            start = m.end()
    end = min(span.end + REACH, len(text))
    for m in _BREAK.finditer(text, span.end, end):
        if not _ABBREVIATED.search(text, max(m.start() - 5, 0), m.end()):
            return Span(start, m.start() + 1)
    return Span(start, end)


def quoted(text: str, span: Span, longest: int = 60) -> str:
    """The span as a reason quotes it: one line, cut when it is long."""
    said = " ".join(span.of(text).split())
    return said if len(said) <= longest else said[: longest - 1] + "…"
