"""Datelines: "MOSCOW (Reuters) -", "PARIS, May 28 (RIA Novosti) –", "PARIS —", "ADDIS ABABA, Ethiopia (AP)_".

A place in capitals is one when a dash follows it; a place in plain letters only when an agency stands between.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.model import Span
from dragoman.pages.page_dates import Found, find_dates
from dragoman.pages.publishers import agency_named

LONGEST = 120
"""Characters of a dateline at most: place, region, date, agency and dash."""

_GAP = r"[ \t\u00a0\u2009\u202f]"
_AFTER = rf"(?={_GAP}|$|[\"“‘A-Z])"
_LOOSE_DASH = rf"(?:{_GAP}*(?:--?-?|[–—―]+|_{{1,2}}|−){_AFTER})"
"""Behind an agency's bracket: spaced or not."""
_FIRM_DASH = rf"(?:{_GAP}+(?:--?-?|−){_AFTER}|(?:--|{_GAP}*(?:[–—―]+|_{{1,2}})){_AFTER}|-{_GAP})"
"""Behind a bare place: a hyphen needs a space, or "AVON RENT-A-CAR" were a place."""
_CAPS = r"[^\W\d_a-zа-яà-öø-ÿ][^\W\d_a-zа-яà-öø-ÿ.'’]+"
_CAPS_PLACE = rf"(?P<caps>{_CAPS}(?:(?:{_GAP}|/|{_GAP}?-)(?:(?:de|la|el|al|of|and|da|do){_GAP})?{_CAPS}){{0,4}})"
_WORD = r"[^\W\d_][\w.'’]*"
_PLAIN_PLACE = rf"(?P<plain>[^\W\d_a-zа-я][\w.'’-]+(?:(?:{_GAP}|/)[^\W\d_a-zа-я][\w.'’-]*){{0,3}})"
_REGION = rf"(?:,{_GAP}*(?P<region>[^\W\d_][\w.'’-]*(?:{_GAP}[^\W\d_a-zа-я][\w.'’-]*){{0,3}}))?"
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    r"JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[a-zA-Z]{0,6}\.?"
)
_DAY = (
    rf"(?:,?{_GAP}*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?{_GAP})?"
    rf"(?P<date>{_MONTH}{_GAP}\d{{1,2}}(?:,?{_GAP}\d{{4}})?|\d{{1,2}}{_GAP}{_MONTH}(?:,?{_GAP}\d{{4}})?))?"
)
_AGENCY = rf",?{_GAP}*\((?P<agency>[^\W\d_][^()\n]{{1,40}})\)"
_DAY_AFTER = _DAY.replace("date", "date2")
_UNBRACKETED = re.compile(
    rf"{_PLAIN_PLACE}{_REGION},?{_GAP}+(?P<date>(?!))?(?P<agency>[A-Z]{{2,6}}){_GAP}?{_LOOSE_DASH}"
)
_PATTERNS = (
    re.compile(rf"{_CAPS_PLACE}{_REGION}{_DAY}{_AGENCY}{_DAY_AFTER}{_LOOSE_DASH}"),
    re.compile(rf"{_CAPS_PLACE}{_REGION}{_DAY}(?P<agency>(?!))?(?:{_FIRM_DASH}|:(?={_GAP}))"),
    re.compile(rf"{_PLAIN_PLACE}{_REGION}{_DAY}{_AGENCY}{_DAY_AFTER}{_LOOSE_DASH}"),
    _UNBRACKETED,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a text says it was written; `span` covers all up to and including the dash."""

    span: Span
    place: str
    agency: str | None
    date: Found | None
    text: str


@lru_cache(maxsize=1)
def _no_places() -> frozenset[str]:
    source = files("dragoman.pages").joinpath("data/no_places.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(source.splitlines()))


def find_dateline(text: str, start: int = 0) -> Dateline | None:
    """The dateline that a text has at `start`, or none; spans index `text`."""
    head = text[start : start + LONGEST].partition("\n")[0]
    for pattern in _PATTERNS:
        m = pattern.match(head)
        if m is None:
            continue
        place = m.groupdict().get("caps") or m.groupdict().get("plain") or ""
        agency = m.group("agency")
        if pattern is _UNBRACKETED and agency_named(agency) is None:
            continue
        written = m.group("date") or m.groupdict().get("date2")
        if not _is_place(place, agency, region=m.groupdict().get("region") is not None, dated=written is not None):
            continue
        found = next(find_dates(written), None) if written else None
        end = m.end()
        while end < len(head) and head[end] in " \t\u00a0\u2009\u202f":
            end += 1
        return Dateline(
            Span(start, start + end),
            _named(place),
            " ".join(agency.split()) if agency else None,
            found,
            head[:end].strip(),
        )
    return None


def _is_place(place: str, agency: str | None, *, region: bool, dated: bool) -> bool:
    words = re.split(r"[\s/-]+", place.lower().strip())
    if not place or any(w.strip(".'’") in _no_places() for w in words):
        return False
    if place.isupper():
        # a lone abbreviation before a dash ("EU -", "U.S. -") is a place only where a region, date or agency says so
        return (len(place) >= 4 and "." not in place) or agency is not None or region or dated
    return agency is not None and (agency_named(agency) is not None or (dated and agency[0].isupper()))


def _named(place: str) -> str:
    """The place in plain letters: "NEW YORK" is "New York"; "BEIRUT/AMMAN" stays two."""
    place = " ".join(place.split())
    if not place.isupper():
        return place
    small = {"DE", "LA", "EL", "AL", "OF", "AND", "DA", "DO"}
    words = re.split(r"([\s/-])", place)
    return "".join(
        w.lower() if i and w in small and w not in {"LA", "EL"} else w if "." in w else w.capitalize()
        for i, w in enumerate(words)
    )
