"""What the lines around an article tell of it: byline, agency, publisher, dates; and the credits and captions in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.model import DateMark
from dragoman.pages.bylines import byline_in
from dragoman.pages.furniture import fold, furniture
from dragoman.pages.page_dates import age, copyright_year, find_dates
from dragoman.pages.publishers import agency_of_line, publisher_of_furniture

LONGEST_HEADER = 160
"""Characters of a line that gives a byline or a date."""

_UPDATED = re.compile(r"\b(?:updated?|modified|revised)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_DATE_WORDS = frozenset(
    [
        "published",
        "updated",
        "posted",
        "last",
        "first",
        "on",
        "at",
        "by",
        "am",
        "pm",
        "gmt",
        "utc",
        "est",
        "edt",
        "cet",
        "cest",
        "bst",
        "ist",
        "pst",
        "pdt",
        "msk",
        "et",
        "ago",
        "minutes",
        "minute",
        "min",
        "hours",
        "hour",
        "days",
        "day",
        "weeks",
        "week",
        "months",
        "month",
        "years",
        "year",
        "date",
        "of",
        "publication",
        "time",
        "read",
        "reading",
        "created",
        "modified",
        "originally",
        "the",
        "a",
        "an",
        "and",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
    ]
)
_ONLY_ADDRESS = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$", re.IGNORECASE)
_TRAIL = re.compile(r"https?://[^\s|<>\"]+")
_IDENTIFIER = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)+$")


@dataclass(slots=True)
class Signs:
    """What was found so far; the first find of each kind counts."""

    byline: str | None = None
    agency: str | None = None
    publisher: str | None = None
    url: str | None = None
    marks: list[DateMark] = field(default_factory=list)


def gather(before: Sequence[str], after: Sequence[str], body: Sequence[str]) -> Signs:
    """From the lines before, after and in the article."""
    signs = Signs()
    near = list(before[-40:])
    for line in reversed(near):
        _header(line, signs)
    for line in body[:2]:
        if len(line) <= LONGEST_HEADER:
            _header(line, signs)
    for line in (*before, *after):
        mark = copyright_year(line)
        if mark is not None and all(m.kind != "footer" for m in signs.marks):
            signs.marks.append(mark)
    signs.publisher = publisher_of_furniture([*before, *after])
    if signs.agency is None:
        for line in (*body[-1:], *after[:4], *(line for line in near[-6:] if len(line) < 60)):
            # the agency of a photo is not that of the report
            if not is_caption(line) and line[:1] not in "([" and (found := agency_of_line(line)):
                signs.agency = found
                break
    for line in after[:60]:
        if signs.url is None and (m := _TRAIL.search(line[:400])) and is_furniture_line(line):
            signs.url = m.group().rstrip(".,)")
    return signs


def _header(line: str, signs: Signs) -> None:
    """A byline or a date that stands on a line of its own."""
    text = " ".join(line.split())
    if not text or len(text) > LONGEST_HEADER:
        return
    found = byline_in(text, dated=has_date(text)) if signs.byline is None else None
    if found is not None:
        signs.byline = found[0]
        signs.agency = signs.agency or found[1]
    if is_date_line(text):
        signs.marks.extend(header_marks(text))


def header_marks(text: str) -> list[DateMark]:
    """The dates of a header line: published and updated apart, and the age beside them."""
    marks = []
    for found in find_dates(text):
        before = text[max(0, found.span.start - 25) : found.span.start]
        marks.append(found.mark("updated" if _UPDATED.search(before) else "header", text))
    beside = age(text)
    if beside is not None:
        marks.append(beside)
    return marks


def has_date(text: str) -> bool:
    return next(find_dates(text), None) is not None


def is_date_line(line: str) -> bool:
    """True when a line holds a date and, but for a name or two, nothing else."""
    if len(line) > LONGEST_HEADER:
        return False
    rest, end = "", 0
    for found in find_dates(line):
        rest += line[end : found.span.start] + " "
        end = found.span.end
    if not end:
        return False
    rest += line[end:]
    words = [w for w in _LETTERS.findall(rest) if w.lower() not in _DATE_WORDS]
    names = 8 if re.search(r"\bby\b", rest, re.IGNORECASE) else 4
    return len(words) <= names and all(w[0].isupper() or len(w) < 4 for w in words)


def is_furniture_line(line: str) -> bool:
    """True when the whole line is certainly furniture: by the list, an address, a class list, or without letters."""
    text = line.strip()
    if not text:
        return True
    if not any(c.isalnum() for c in text) or _ONLY_ADDRESS.match(text[:500]):
        return True
    if len(text) <= 12 and not any(c.isalpha() for c in text):
        return True
    folded = fold(text)
    if _IDENTIFIER.match(folded):
        return True
    return any(furniture(folded).values())


def kinds_of(line: str) -> Mapping[str, bool]:
    """The kinds of furniture of a line, each with whether that is certain."""
    return furniture(fold(line))


def is_caption(line: str) -> bool:
    """True when a line says of itself that it is a photo's caption: by its opening, or a source at its end."""
    return kinds_of(line).get("caption", False)


def is_credit(line: str) -> bool:
    """True when a line names who reported, wrote and edited."""
    return kinds_of(line).get("credit", False)
