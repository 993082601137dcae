"""How names are compared: one character for one, so that offsets in a folded text are offsets in the text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_APOSTROPHES = "’‘ʼʻʿʾ`´′‛"
_DASHES = "‐‑‒–—―−"
_SINGLE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "ß": "s", "æ": "a", "œ": "o", "ı": "i", "ə": "e", "ħ": "h"}


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    if char in _DASHES:
        return "-"
    if char.isspace():
        return " "
    base = unicodedata.normalize("NFKD", char)[:1]
    lower = base.lower()[:1] or char
    return _SINGLE.get(lower, lower)


def fold(text: str) -> str:
    """The text in lower case without diacritics, quotes, dashes and spaces made one kind: of the same length.

    Every character becomes exactly one (`ß` becomes `s`, `æ` becomes `a`), so a Span of the result is a Span of
    the text.
    """
    if text.isascii():
        return text.lower().translate(_ASCII)
    return "".join(map(_fold_char, text))


_ASCII = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\v": " ", "\f": " ", "`": "'"})
