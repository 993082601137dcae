"""One line of a captured page by itself: how long, how it ends, what it is made of, what furniture it shows."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.pages.furniture import fold, furniture, kinds

LONGEST_LOOKED_AT = 2000
"""Only so many characters of a line are counted over: the rest of a longer line looks the same."""
REMEMBERED = 4096
"""Looks of short lines that are kept: four in ten lines of a page are menus and labels that were met before."""
LONGEST_REMEMBERED = 60

_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?…。؟।][\"'”’»)\]]*\s*$")
_INNER_STOP = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\s+[\"'“‘«(\[]{0,3}[^\W\d_a-zа-я]")
_BULLET = re.compile(r"\s*[•‣▪●◦·*]\s")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s")
_GLUED = re.compile(r"[a-zà-ÿ][A-Z][a-z]")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\w\.(?:com|org|net|co\.uk)\b", re.IGNORECASE)
_SURE: dict[bool | None, float] = {True: 1.0, False: 0.5}
_DIGIT = re.compile(r"\d")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = re.compile(
    rf"\b{_MONTH}[a-z]{{0,6}}\.? \d{{1,2}}\b|\b\d{{1,2}}\.? {_MONTH}|\b\d{{4}}-\d\d-\d\d|"
    rf"\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|"
    r"\b\d{1,2}:\d\d\b|\b\d+ \w+ ago\b"
)
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b|\b\d+ ?(?:h|m|d|hrs?|mins?|hours?|minutes?|days?|weeks?|months?|years?) ago\b")
_YOU = frozenset({"you", "your", "yours", "us", "our"})
_I = frozenset({"I", "me", "my", "My", "mine"})
_NAMES = (
    "log_length log_words length<25 length<50 length<100 length<200 length>=200 stop colon comma ellipsis question "
    "inner_stops bullet numbered lower_start quote_start capitals function_words many_function_words all_capitals "
    "glued digits address date bars commas no_words word_length prose you i shouted capitals_no_stop clock"
)


@dataclass(frozen=True, slots=True)
class Look:
    """`numbers` are in the order of `names()`; `prose` is true for what reads as a sentence or more."""

    numbers: tuple[float, ...]
    length: int
    prose: bool
    words: frozenset[str]
    """Words of four letters and more, in lower case."""


def names() -> tuple[str, ...]:
    """What each number of a look is: the line's shape, then each kind of furniture (1 certain, 0.5 a sign)."""
    return (*_NAMES.split(), *kinds())


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    source = files("dragoman.pages").joinpath("data/function_words.csv").read_text(encoding="utf-8")
    return frozenset(word for row in csv.DictReader(source.splitlines()) for word in row["words"].split())


def look(line: str) -> Look:
    """The look of one line without the white space around it."""
    return _remembered(line) if len(line) <= LONGEST_REMEMBERED else _look(line[:LONGEST_LOOKED_AT])


@lru_cache(maxsize=1)
def _no_furniture() -> tuple[float, ...]:
    return (0.0,) * len(kinds())


def _look(text: str) -> Look:
    end = text[-12:].rstrip()
    folded = fold(text)
    words = _WORD.findall(text)
    lower = [w.lower() for w in words]
    count, length = len(words), len(text)
    stop = bool(_STOP.search(end))
    capitals = sum([w[0].isupper() for w in words]) / count if count else 0.0
    function = len([w for w in lower if w in _function_words()]) / count if count else 0.0
    prose = count >= 8 and length >= 50 and (stop or length >= 160) and capitals < 0.7
    bare = text.lstrip(" •")
    shouted = bool(words) and text.isupper()
    found = furniture(folded)
    digits = len(_DIGIT.findall(text))
    numbers = (
        math.log1p(length),
        math.log1p(count),
        float(length < 25),
        float(25 <= length < 50),
        float(50 <= length < 100),
        float(100 <= length < 200),
        float(length >= 200),
        float(stop),
        float(end.endswith(":")),
        float(end.endswith((",", ";"))),
        float(end.endswith(("...", "…"))),
        float(end.endswith("?")),
        min(3.0, float(len(_INNER_STOP.findall(text)))),
        float(bool(_BULLET.match(text))),
        float(bool(_NUMBERED.match(text))),
        float(text.lstrip(" \t•-*\"'“‘«(")[:1].islower()),
        float(bare[:1] in {'"', "“", "‘", "«"}),
        capitals,
        function,
        float(function >= 0.3),
        float(shouted),
        min(1.0, len(_GLUED.findall(text)) / 3),
        min(1.0, 4 * digits / max(1, length)),
        float(("." in text or "@" in text or "://" in text) and bool(_ADDRESS.search(text))),
        float(digits > 0 and length < 120 and bool(_DATE.search(folded))),
        float("|" in text or "»" in text or " > " in text),
        min(1.0, text.count(",") * 10 / max(10, length)),
        float(count == 0),
        sum(map(len, words)) / count / 6 if count else 0.0,
        float(prose),
        len([w for w in lower if w in _YOU]) / count if count else 0.0,
        len([w for w in words if w in _I]) / count if count else 0.0,
        float(shouted and count >= 4),
        capitals * float(not stop),
        float(digits > 0 and length < 100 and bool(_CLOCK.search(folded))),
        *([_SURE.get(found.get(kind), 0.0) for kind in kinds()] if found else _no_furniture()),
    )
    return Look(numbers, length, prose, frozenset([w for w in lower if len(w) > 3]))


_remembered = lru_cache(maxsize=REMEMBERED)(_look)
