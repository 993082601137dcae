"""Calendar dates as pages print them: header lines, datelines, URL paths, copyright lines.

A date is read as far as it is written: "May 28" has no year, "© 2012" no month. Day and month of "04/07/2014" are
not guessed: where both readings are possible only the year is kept. Points and hyphens are day-first ("26.12.2014").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import DateMark, Span
from dragoman.model.dates import MarkKind

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = (
    r"(?P<weekday>\b(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?))\b[.,]{0,2}[ \u00a0]{0,2}"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_GAP = r"[ \u00a0]{0,2},?[ \u00a0]{0,2}"
_DATE = re.compile(
    rf"(?:{_WEEKDAY})?(?:"
    rf"(?P<month1>\b{_MONTH})[ \u00a0]{{0,2}}(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d*[:.]\d)"
    rf"(?:{_GAP}(?P<year1>{_YEAR})|(?!\d))"
    rf"|(?<![\d:.])(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[ \u00a0-]{{1,2}}(?:of[ \u00a0])?(?P<month2>{_MONTH})"
    rf"(?:{_GAP}-?(?P<year2>{_YEAR}))?"
    rf"|(?<![\d/.-])(?P<year3>{_YEAR[:-6]})[-/](?P<month3>\d{{1,2}})[-/](?P<day3>\d{{1,2}})(?!\d)"
    rf"|(?<![\d/.-])(?P<a>\d{{1,2}})(?P<sep>[-./])(?P<b>\d{{1,2}})(?P=sep)(?P<year4>{_YEAR})"
    rf"|(?P<month5>\b{_MONTH})[ \u00a0](?P<year5>{_YEAR})"
    r")",
    re.IGNORECASE,
)
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2}|[a-z]{3,9})[/_-](\d{1,2})(?!\d)", re.IGNORECASE)
_URL_RUN = re.compile(r"(?<!\d)((?:19[89]|20[0-4])\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)(?=/)")
_COPYRIGHT = re.compile(
    rf"(?:©|\(c\)|copyright)[^\n\d]{{0,60}}?(?P<first>{_YEAR})(?:[ \u00a0]?[-–—,][ \u00a0]?(?P<last>{_YEAR}))?",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:\d+|an?) (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: where it stands and as much of it as is written."""

    span: Span
    year: int | None
    month: int | None
    day: int | None
    weekday: int | None

    @property
    def is_full(self) -> bool:
        """True when it names one day of one year."""
        return self.year is not None and self.month is not None and self.day is not None

    def mark(self, kind: MarkKind, text: str) -> DateMark:
        """The DateMark of this date, with the words around it that show what it is."""
        return DateMark(kind, " ".join(text.split())[:200], self.year, self.month, self.day, self.weekday)


def find_dates(text: str) -> Iterator[Found]:
    """The calendar dates of a text, in order; what is no day of the calendar is passed over."""
    for m in _DATE.finditer(text):
        found = _read(m)
        if found is not None:
            yield found


def _read(m: re.Match[str]) -> Found | None:
    g = m.groupdict()
    weekday = _WEEKDAYS.index(g["weekday"][:3].lower()) if g["weekday"] else None
    year, month, day = g["year1"] or g["year2"] or g["year3"] or g["year4"] or g["year5"], None, None
    name = g["month1"] or g["month2"] or g["month5"]
    if name:
        month = _MONTHS.index(name[:3].lower()) + 1
        digits = g["day1"] or g["day2"]
        day = int(digits) if digits else None
        if name == "may" and year is None:
            return None  # "may 5" without capitals is a verb
    elif g["month3"]:
        month, day = int(g["month3"]), int(g["day3"])
    elif g["a"]:
        a, b = int(g["a"]), int(g["b"])
        if g["sep"] == "/" and a <= 12 and b <= 12 and a != b:
            month = day = None
        elif g["sep"] == "/" and b > 12:
            month, day = a, b
        else:
            day, month = (a, b) if b <= 12 else (b, a)
    number = int(year) if year else None
    if not _possible(number, month, day):
        return None
    return Found(Span(*m.span()), number, month, day, weekday)


def _possible(year: int | None, month: int | None, day: int | None) -> bool:
    if month is not None and not 1 <= month <= 12:
        return False
    try:
        dt.date(year or 2000, month or 1, day or 1)
    except ValueError:
        return False
    return True


def url_date(url: str) -> DateMark | None:
    """The day, or the month, that a URL's path gives."""
    path = url.partition("?")[0]
    for pattern in (_URL_DAY, _URL_RUN):
        for m in pattern.finditer(path):
            name = m.group(2)
            if name.isdigit():
                month = int(name)
            elif name[:3].lower() in _MONTHS:
                month = _MONTHS.index(name[:3].lower()) + 1
            else:
                continue
            year, day = int(m.group(1)), int(m.group(3))
            if _possible(year, month, day):
                return DateMark("url", url[:200], year, month, day)
    m2 = _URL_MONTH.search(path)
    if m2 and 1 <= int(m2.group(2)) <= 12:
        return DateMark("url", url[:200], int(m2.group(1)), int(m2.group(2)))
    return None


def copyright_year(line: str) -> DateMark | None:
    """The last year of a copyright line: when the page was rendered, an upper bound of its day at most."""
    m = _COPYRIGHT.search(line[:600])
    if m is None:
        return None
    return DateMark("footer", " ".join(line.split())[:200], int(m.group("last") or m.group("first")))


def age(line: str) -> DateMark | None:
    """An age ("6 years ago") that stands beside a date."""
    m = _AGO.search(line[:200])
    return DateMark("relative", m.group()) if m else None
