"""Words of a sentence as a string of signs, one a word, so that patterns over words are plain regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.language.times.lexicon import word_classes

_TOKEN = re.compile(
    # Nearly every word is read by the first line: what begins with another letter than these stands in no line between.
    r"(?P<PLAIN>[^\W\d_aopq][^\W\d_]*)"
    r"|(?P<ISO>\d{4}-\d\d-\d\d)(?![\w-])"
    r"|(?P<SLASHED>\d{1,2}/\d{1,2}/\d{4})(?![\w/])"
    r"|(?P<FRACTION>\d/\d)(?![\w/])"
    r"|(?P<CLOCK>\d{1,2}:\d\d)(?!\d)"
    r"|(?P<DECADENUM>\d{4}['’]?s|['’]?\d0['’]?s)(?!\w)"
    r"|(?P<ORDNUM>\d{1,2}(?:st|nd|rd|th))(?!\w)"
    r"|(?P<QNUM>q[1-4])(?!\w)"
    r"|(?P<NUM>(?<![^\W\d_])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?))"
    r"|(?P<AMPM>[ap]\.m\b\.?)"
    r"|(?P<POSS>['’]s)(?!\w)"
    r"|(?P<YEAR2>['’]\d\d)(?!\w)"
    r"|(?P<WORD>o['’]clock|[^\W\d_]+)"
    r"|[^\w\s]|_",
    re.IGNORECASE,
)
MARKS = {
    "COMMA": ",", "DOT": ".", "DASH": "-–—", "SLASH": "/", "DOLLAR": "$€£¥#", "PERCENT": "%", "COLON": ":",
    "OPEN": "(", "CLOSE": ")", "APOS": "'’",
}  # fmt: skip
SHAPES = (
    "ISO", "SLASHED", "FRACTION", "QNUM", "CLOCK", "DECADENUM", "ORDNUM", "POSS", "YEAR2", "DAYNUM", "YEAR",
    "INT", "DEC",
)  # fmt: skip
_FIRST_SIGN = 0xE000
_SHAPE_SIGNS = {shape: chr(0x100 + i) for i, shape in enumerate(SHAPES)}
_MARK_SIGNS = {mark: chr(0x180 + i) for i, marks in enumerate(MARKS.values()) for mark in marks}
UNKNOWN_SIGN = "w"
OTHER_SIGN = "p"
YEARS = range(1200, 2200)
"""Bare numerals that may be years."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Which sign a word has, and which signs a class of words has."""

    sign_of: Mapping[str, str]
    signs: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]]


def alphabet(literal: Iterable[str]) -> Alphabet:
    """The alphabet of the lexicon's words and of the `literal` words that patterns name themselves."""
    classes = word_classes()
    words = sorted({w for members in classes.values() for w in members} | set(literal))
    sign_of = {word: chr(_FIRST_SIGN + i) for i, word in enumerate(words)}
    signs = {name: "".join(sign_of[w] for w in members) for name, members in classes.items()}
    signs |= _SHAPE_SIGNS
    for i, name in enumerate(MARKS):
        signs[name] = chr(0x180 + i)
    return Alphabet(sign_of, signs, classes)


@dataclass(slots=True)
class Words:
    """The words of one sentence: where each starts and ends in it, its lower-case form, and the string of signs."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lows: list[str] = field(default_factory=list)
    signs: str = ""


def scan(text: str, letters: Alphabet) -> Words:
    """The words of a sentence; time linear in its length."""
    words = Words(text)
    sign_of, signs = letters.sign_of, []
    starts, ends, lows = words.starts, words.ends, words.lows
    for m in _TOKEN.finditer(text):
        kind, low = m.lastgroup, m.group().lower()
        if kind == "PLAIN" or kind == "WORD" or kind == "AMPM":
            signs.append(sign_of.get(low, UNKNOWN_SIGN))
        elif kind == "NUM":
            signs.append(_SHAPE_SIGNS[_shape(low)])
        elif kind is not None:
            signs.append(_SHAPE_SIGNS[kind])
        else:
            signs.append(_MARK_SIGNS.get(low, OTHER_SIGN))
        start, end = m.span()
        starts.append(start)
        ends.append(end)
        lows.append(low)
    words.signs = "".join(signs)
    return words


def _shape(number: str) -> str:
    if "." in number:
        return "DEC"
    if "," in number or len(number) > 4:
        return "INT"
    value = int(number)
    if len(number) == 4 and value in YEARS:
        return "YEAR"
    return "DAYNUM" if 1 <= value <= 31 and len(number) <= 2 else "INT"
