"""Years that reports of earnings compare with: "the 1988 quarter" beside "a year earlier" is the year before."""

from __future__ import annotations

import datetime as dt
import re

from dragoman.dating.evidence import Evidence
from dragoman.dating.surroundings import quoted
from dragoman.model import Span

_PERIOD = re.compile(
    r"\b(?:the|in)\s+(?:(?:first|second|third|fourth|like|same|full|fiscal)[\s-]+)?((?:19|20)\d\d)\s+"
    r"(?:(?:first|second|third|fourth|nine-month|six-month)\s+)?(?:period|quarter|half|nine\s+months|six\s+months)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:year[\s-]+(?:earlier|ago)|last\s+year(?:['’]s)?|year[\s-]+before|latest\s+(?:quarter|period)|this\s+year)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:compared|from|versus|against|than)\b[^;\n]*$")
NEAR = 90
"""Characters before the period in which the comparison stands."""
FIRST = (3, 1)
"""Month and day of the next year before which no quarter of it is reported."""
LAST = (5, 31)
"""Month and day of the year after that until which its last quarter is."""


def from_comparisons(text: str) -> list[Evidence]:
    """Evidence from the latest period with a year in a report that compares with the year before."""
    found = [m for m in _PERIOD.finditer(text) if _AGAINST.search(text, max(m.start() - NEAR, 0), m.start())]
    if not found or not _COMPARES.search(text):
        return []
    years = [int(m[1]) for m in found]
    latest = max(years)
    if latest - min(years) > 0:
        return []
    said = quoted(text, Span(*found[years.index(latest)].span()))
    first, last = dt.date(latest + 1, *FIRST), dt.date(latest + 2, *LAST)
    return [
        Evidence.between(first, last, f"“{said}” is compared with the year after it", weight=0.8, source="compared")
    ]
