"""Lines, then sentences, with exact offsets."""

from __future__ import annotations

import re

from sentencex import get_sentence_boundaries

from dragoman.model import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """The lines of a text that hold something, without the white space around them."""
    return tuple(
        span for m in _LINE.finditer(text) if (span := _trimmed(text, m.start(), m.end())) is not None
    )


def split_sentences(text: str, line: Span) -> list[Span]:
    """The sentences of one line, in order, without the white space around them."""
    piece = line.of(text)
    out = []
    for boundary in get_sentence_boundaries("en", piece):
        span = _trimmed(text, line.start + boundary["start_index"], line.start + boundary["end_index"])
        if span is not None:
            out.append(span)
    return out


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
