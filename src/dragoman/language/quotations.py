"""Quotations: the spans between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: `span` with the marks, `inner` without them.

    `continues` is true when the quotation is not closed in its paragraph and the next one opens again.
    """

    span: Span
    inner: Span
    continues: bool = False


_PAIR = re.compile(r'"([^"\n]+)"|“([^”\n]+)”')


def find_quotations(text: str, paragraphs: Sequence[Span], hidden: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """All quotations in text order, outside the `hidden` spans."""
    out = []
    for m in _PAIR.finditer(text):
        span = Span(*m.span())
        if not any(span.overlaps(h) for h in hidden):
            out.append(Quotation(span, Span(span.start + 1, span.end - 1)))
    return tuple(out)
