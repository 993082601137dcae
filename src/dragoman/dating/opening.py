"""A date at the head of a text without a header line: "Fri 07 Apr 2017 at 0914", "Posted on July 12 2016"."""

from __future__ import annotations

import re

from dragoman.model import Interval, Published, Span
from dragoman.pages.page_dates import Found, find_dates

HEAD = 260
"""Characters of a text in which a header may stand, run together with a headline before it."""
_LEAD = re.compile(
    r"(?:\W|\b(?:first|last|published|posted|updated|date|on|at|by|created|modified|time|edited)\b)*", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:on|in|of|since|until|till|by|from|between|after|before|to|and|or|the|through|during|late|early|for|around|"
    r"near|dated|a|an|this|that|last|next|every|ended|ending)\W*$",
    re.IGNORECASE,
)
"""What stands before a date that is told, not printed as a header."""
_GOES_ON = re.compile(r"(?:\s+(?:at\s+)?\d{1,2}:?\d{2}\b[^A-Z]{0,12})?(?:\s+(?:by\s+)?[A-Z\"“‘]|\s+\d|\s*$|[A-Z])")
"""What follows a header: a capital, a figure, a time of day, or nothing."""


def opening_date(text: str) -> tuple[Published, Span] | None:
    """The full date that a text opens with, or that stands between its headline and its first sentence, and where.

    `None` when there is none. A date told in prose is none: "on 6 October 2016", "(Reuters, August 3 2015)".
    """
    head = text[:HEAD]
    for found in find_dates(head):
        if not found.is_full or not _is_header(text, head, found):
            continue
        interval = found.mark("header", "").interval
        if interval.is_day:
            said = f"the text opens with “{' '.join(found.span.of(text).split())}”"
            return Published(Interval(interval.first, interval.last), "header", (said,)), found.span
    return None


def _is_header(text: str, head: str, found: Found) -> bool:
    if _LEAD.fullmatch(head, 0, found.span.start):
        return True
    before = head[: found.span.start]
    if before.endswith(("(", ",")) or _TOLD.search(before):
        return False
    return found.weekday is not None or bool(_GOES_ON.match(text, found.span.end))
