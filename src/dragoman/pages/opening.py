"""The opening of a text without lines: "Fri 07 Apr 2017 at 0914 Governor says …", "… AFP Friday 9 Jan 2015 Two …".

Such a date stands outside every sentence: at the very start behind at most "Published" or "Posted on", or between a
headline and the report, and what follows starts like a sentence. A date inside a sentence ("on 6 October 2016, …") has
a preposition before it or small letters behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.model import DateMark, Span
from dragoman.pages.page_dates import Found, find_dates
from dragoman.pages.publishers import agency_named

REACH = 300
"""Characters from the start of a text in which the date is looked for."""

_BEFORE = re.compile(
    r"\W{0,3}(?:(?:date of publication|(?:first |originally )?published|posted|created|"
    r"(?:last )?(?:updated|modified)):?"
    r"(?: ?(?:on|at|by|:))? ?)?",
    re.IGNORECASE,
)
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?|(?<=at )\d{4}|\d{4}(?= ?(?:[AaPp]\.?[Mm]\b|GMT|UTC)))"
_AFTER = re.compile(
    rf"\)?(?:[ ,|/·-]{{0,3}}(?:at )?{_CLOCK}(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:GMT|UTC|EST|EDT|MSK)(?:[+-]\d{{1,2}})?)?)?"
    r"(?: ?\(updated [^()]{0,40}\))?(?: ?Get short URL(?: \d+){0,3})?[ .|/,-]{0,3}"
)
_IN_SENTENCE = frozenset(
    [
        "on",
        "in",
        "since",
        "of",
        "by",
        "until",
        "till",
        "from",
        "to",
        "before",
        "after",
        "the",
        "late",
        "early",
        "and",
        "between",
        "for",
    ]
)
_STARTS = re.compile(r"[\"“‘'(\[]?[^\W_a-zа-я]|by [A-Z]|[a-z]{4,10}: [A-Z]|$")
_UPDATED = re.compile(r"updated|modified", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w.'-]+)\W*$")
_AGENCY_LAST = re.compile(r"([A-Z][\w/.]{1,20}(?: [A-Z]\w{1,20})?)\s*$")


@dataclass(frozen=True, slots=True)
class Opening:
    """`span` is the date with what belongs to it; `headline` what stands before it, where that reads as one."""

    span: Span
    mark: DateMark
    headline: Span | None
    agency: str | None


def find_opening(text: str) -> Opening | None:
    """The header date that a text opens with, in its first line; `None` when there is none that is surely one."""
    start = len(text) - len(text.lstrip())
    head = text[start : start + REACH].partition("\n")[0]
    lead = _BEFORE.match(head)
    begin = lead.end() if lead else 0
    for found in find_dates(head):
        if not found.is_full:
            continue
        tail = _AFTER.match(head, found.span.end)
        end = tail.end() if tail else found.span.end
        capital = _STARTS.match(head, end) is not None
        if found.span.start <= begin:
            return _opening(start, head, 0, found, end, None) if capital else None
        opening = _after_headline(start, head, found, end)
        if opening is not None and end < len(head) and (capital or (opening.agency and found.weekday is not None)):
            return opening
    return None


def _after_headline(start: int, head: str, found: Found, end: int) -> Opening | None:
    before = head[: found.span.start].rstrip()
    if not before or ". " in before[:-1] or before[-1:] in ",;(" or len(before.split()) > 30:
        return None
    last = _LAST_WORD.search(before)
    if last is None or last.group(1).lower() in _IN_SENTENCE:
        return None
    agency, cut = None, len(before)
    m = _AGENCY_LAST.search(before)
    if m:
        for name, at in ((m.group(1), m.start(1)), (m.group(1).split()[-1], m.end(1) - len(m.group(1).split()[-1]))):
            if agency_named(name):
                agency, cut = agency_named(name), at
                break
    title = before[:cut].rstrip()
    headline = Span(start, start + len(title)) if len(title.split()) >= 3 else None
    return _opening(start, head, cut if headline else 0, found, end, headline, agency)


def _opening(
    start: int, head: str, begin: int, found: Found, end: int, headline: Span | None, agency: str | None = None
) -> Opening:
    stop = len(head[:end].rstrip())
    words = head[max(0, found.span.start - 30) : stop]
    updated = begin == 0 and _UPDATED.search(head[: found.span.start][-25:])
    mark = found.mark("updated" if updated else "header", words)
    return Opening(Span(start + begin, start + stop), mark, headline, agency)
