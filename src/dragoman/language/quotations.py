"""Quotations: the stretches between quotation marks, paragraph by paragraph.

Marks are “ ” „ « » " `` '' and, where they are no apostrophes, ‘ ’ '. Quotations nest. One that stands open at the
end of its paragraph goes on where the next paragraph opens again (the printer's rule), else it is abandoned: a lost
mark never swallows more than its own paragraph. One pass over the marks of a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: `span` with the marks, `inner` without them.

    `continues` is true when the quotation is not closed in its paragraph and the next one opens again; `continued`
    when this paragraph opens again what the one before left open. `depth` counts the quotations around it.
    """

    span: Span
    inner: Span
    continues: bool = False
    continued: bool = False
    depth: int = 0


LONGEST = 4_000
"""Characters between marks at most, for texts that have lost their line breaks with their marks."""

_MARK = re.compile(r"``|''|[\"“”„«»‘’']")
_DOUBLE = {"“", "”", "„", "«", "»", '"', "``", "''"}
_OPENING, _CLOSING = {"“", "„", "«", "``", "‘"}, {"”", "»"}
_BEFORE_OPEN = set("([{-–—/“‘\"'`«:…")
_CLIPPED = re.compile(r"(?:\d\ds?|em|til|tis|twas|n|cause|round|bout|cuz|s|t|re|ve|ll|d|m)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    mark: Span
    kind: str


def find_quotations(text: str, paragraphs: Sequence[Span], hidden: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """All quotations in text order (an outer one before those inside it), outside the `hidden` spans."""
    out: list[Quotation] = []
    waiting: Quotation | None = None
    hidden = sorted(hidden)
    ends = [h.end for h in hidden]
    for paragraph in paragraphs:
        found, left_open = _in_paragraph(text, paragraph, hidden, ends)
        first = min((q.span.start for q in found), default=paragraph.end)
        if left_open is not None:
            first = min(first, left_open.start)
        again = waiting is not None and not text[paragraph.start : first].strip()
        if waiting is not None and again:
            out.append(waiting)
        elif waiting is not None and waiting.continued:
            out.append(replace(waiting, continues=False))
        waiting = None
        for q in found:
            out.append(replace(q, continued=True) if again and q.span.start == first else q)
        if left_open is not None:
            span = Span(left_open.start, paragraph.end)
            waiting = Quotation(span, Span(left_open.end, paragraph.end), True, again and left_open.start == first)
    if waiting is not None and waiting.continued:
        out.append(replace(waiting, continues=False))
    return tuple(_with_depth(out))


def _with_depth(quotations: list[Quotation]) -> list[Quotation]:
    out: list[Quotation] = []
    around: list[Span] = []
    for q in sorted(quotations, key=lambda q: (q.span.start, -q.span.end)):
        while around and around[-1].end <= q.span.start:
            around.pop()
        out.append(replace(q, depth=len(around)) if around else q)
        around.append(q.span)
    return out


def _in_paragraph(
    text: str, paragraph: Span, hidden: Sequence[Span], ends: Sequence[int]
) -> tuple[list[Quotation], Span | None]:
    """The closed quotations of a paragraph, and the opening mark of one that stands open at its end."""
    found: list[Quotation] = []
    stack: list[_Open] = []
    for m in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = Span(*m.span())
        i = bisect_right(ends, mark.start)
        if i < len(hidden) and hidden[i].start <= mark.start:
            continue
        while stack and mark.start - stack[0].mark.start > LONGEST:
            stack.clear()
        kind = m.group()
        if kind in _DOUBLE:
            _double(text, mark, kind, stack, found, paragraph)
        else:
            _single(text, mark, kind, stack, found, paragraph)
    doubles = [o for o in stack if o.kind in _DOUBLE]
    left_open = doubles[0].mark if doubles else None
    return found, left_open


def _double(text: str, mark: Span, kind: str, stack: list[_Open], found: list[Quotation], paragraph: Span) -> None:
    opens, closes = _sides(text, mark, paragraph)
    is_open = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].kind in _DOUBLE), None)
    if kind in {'"', "''"}:
        if is_open is None:
            if opens or not closes:
                stack.append(_Open(mark, kind))
            return
        if opens and not closes:
            # the earlier one has lost its end, unless it is of the other sort and this one nests in it
            if stack[is_open].kind == kind or (kind == "''" and stack[is_open].kind == "``"):
                del stack[is_open:]
            stack.append(_Open(mark, kind))
            return
        _close(stack, is_open, mark, found)
    elif kind in _OPENING and not (closes and not opens and is_open is not None):
        stack.append(_Open(mark, kind))
    elif is_open is not None and not (opens and not closes and kind in _CLOSING and stack[is_open].kind != "“"):
        _close(stack, is_open, mark, found)
    elif is_open is None and opens and not closes:
        stack.append(_Open(mark, kind))


def _single(text: str, mark: Span, kind: str, stack: list[_Open], found: list[Quotation], paragraph: Span) -> None:
    opens, closes = _sides(text, mark, paragraph)
    is_open = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].kind not in _DOUBLE), None)
    if is_open is not None and closes and not opens and kind != "‘":
        after = text[mark.end : mark.end + 2]
        possessive = text[mark.start - 1] in "sS" and after[:1] == " " and after[1:].islower()
        if not (possessive and _closes_later(text, mark.end, paragraph.end)):
            _close(stack, is_open, mark, found)
        return
    if opens and not closes and (kind != "’") and not _CLIPPED.match(text, mark.end, min(mark.end + 8, paragraph.end)):
        if is_open is not None:
            del stack[is_open]
        stack.append(_Open(mark, kind))


def _close(stack: list[_Open], at: int, mark: Span, found: list[Quotation]) -> None:
    start = stack[at].mark
    del stack[at:]
    inner = Span(start.end, mark.start)
    if inner.end > inner.start:
        found.append(Quotation(Span(start.start, mark.end), inner))


def _sides(text: str, mark: Span, paragraph: Span) -> tuple[bool, bool]:
    """Whether the mark can open (word to its right) and close (word or stop to its left)."""
    before = text[mark.start - 1] if mark.start > paragraph.start else " "
    after = text[mark.end] if mark.end < paragraph.end else " "
    opens = not after.isspace() and after not in ",;:!?)]}”»" and (before.isspace() or before in _BEFORE_OPEN)
    closes = (
        not before.isspace()
        and before not in "([{“‘«`"
        and (after.isspace() or not after.isalnum() or before in ".,!?…")
    )
    return opens, closes


_CLOSER = re.compile(r"[\w.,!?…]['’](?=[\s,.;:!?)”\"]|$)")


def _closes_later(text: str, start: int, end: int) -> bool:
    """A further mark in the next 300 characters could close the quotation."""
    return _CLOSER.search(text, start, min(end, start + 300)) is not None
