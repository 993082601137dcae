"""The value of a number: numerals and spelled numbers, before anything that qualifies them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from dragoman.language.numbers.lexicon import Words

Form = Literal["numeral", "word", "bounds", "range"]
LARGEST = 10**15
"""Larger values are no counts of anything in the news, and would not fit the record's integers."""

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,3})?(?![\d,]\d)|\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]|_")
_CURRENCY = frozenset("$€£¥₪₽")
_LARGE = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
_BARE = frozenset({"dozen", "hundred", "thousand", "million"})
_LABELS = frozenset({"no", "nos", "number", "article", "chapter", "paragraph", "resolution", "page", "flight", "room"})


class Token(NamedTuple):
    text: str
    low: str
    start: int
    end: int

    @property
    def is_numeral(self) -> bool:
        """Made of digits."""
        return self.text[0].isdecimal()


@dataclass(frozen=True, slots=True)
class Value:
    """A value read from tokens `[first, last)`: its bounds and form."""

    first: int
    last: int
    low: int
    high: int
    form: Form


def tokenise(text: str) -> list[Token]:
    """Words, numerals and marks, each with its place."""
    return [Token(word := m.group(), word.lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def value_at(tokens: Sequence[Token], i: int, text: str, words: Words) -> Value | None:
    """The value that starts at token `i`, the longest reading; `None` when no number does."""
    token = tokens[i]
    if token.is_numeral:
        return numeral(tokens, i, text, words)
    for length in (3, 2, 1):
        phrase = tuple(t.low for t in tokens[i : i + length])
        if len(phrase) == length and phrase in words.vague:
            low, high = words.vague[phrase]
            j = i + length
            if j < len(tokens) and tokens[j].low in words.multipliers:
                by = words.multipliers[tokens[j].low]
                return Value(i, j + 1, by, by * 10 - 1 if by != 12 else 99, "bounds")
            return Value(i, j, low, high, "bounds" if low != high else "word")
    if token.low in words.bounds:
        return _plural(tokens, i, words)
    if i + 1 < len(tokens) and token.low in {"a", "half"}:
        return _article(tokens, i, words)
    if token.low in words.units or token.low in words.tens or token.low in _BARE:
        return spelled(tokens, i, words)
    return None


def _plural(tokens: Sequence[Token], i: int, words: Words) -> Value | None:
    """ "dozens", "hundreds of thousands"; of the tens only what tens there are of is a number."""
    low, high = words.bounds[tokens[i].low]
    j = i + 1
    while j + 1 < len(tokens) and j < i + 5 and tokens[j].low == "of" and tokens[j + 1].low in words.bounds_of:
        by = words.bounds_of[tokens[j + 1].low][0]
        low, high = low * by, (high + 1) * by - 1
        j += 2
    if tokens[i].low == "tens" and j == i + 1 and not (j < len(tokens) and tokens[j].low == "of"):
        return None
    return Value(i, j, low, high, "bounds") if high < LARGEST else None


def _article(tokens: Sequence[Token], i: int, words: Words) -> Value | None:
    """ "a dozen", "a hundred and twenty", "half a million", "a half dozen"; `None` for any other "a"."""
    j, half = i, False
    while j < len(tokens) and tokens[j].low in {"a", "half"} and j < i + 3:
        half = half or tokens[j].low == "half"
        j += 1
    if j >= len(tokens) or tokens[j].low not in words.multipliers:
        return None
    if tokens[j].low == "score" and not (j + 1 < len(tokens) and tokens[j + 1].low in {"of", "or"}):
        return None
    if half:
        value = words.multipliers[tokens[j].low] // 2
        return Value(i, j + 1, value, value, "word")
    rest = spelled(tokens, j, words)
    return Value(i, rest.last, rest.low, rest.high, "word") if rest else None


def spelled(tokens: Sequence[Token], i: int, words: Words) -> Value | None:
    """A spelled number: "twenty-two", "two thousand five hundred and one", "hundred thousand", "two dozen"."""
    total, current, scale, j = 0, 0, LARGEST, i
    while j < len(tokens):
        word = tokens[j].low
        small, last = _small(tokens, j, words)
        if small is not None:
            if current % 100 or (j > i and tokens[j - 1].low not in {*_LARGE, "and"}):
                break
            current, j = current + small, last
        elif word == "hundred" and current < 100:
            current, j = (current or 1) * 100, j + 1
        elif word in {"dozen", "score"} and current < 100 and not total:
            total, j = (current or 1) * words.multipliers[word], j + 1
            return Value(i, j, total, total, "word")
        elif word in _LARGE and word != "hundred" and words.multipliers[word] < scale:
            scale = words.multipliers[word]
            total, current, j = total + (current or 1) * scale, 0, j + 1
        elif word == "and" and j > i and tokens[j - 1].low in _LARGE and _goes_on(tokens, j + 1, words):
            j += 1
        else:
            break
    total += current
    if j < len(tokens) and (_is_fraction(tokens[j].low) or tokens[j].low in {"percent", "pct"}):
        return None
    if j + 1 < len(tokens) and tokens[j].text == "-" and _is_fraction(tokens[j + 1].low):
        return None
    if [t.low for t in tokens[j : j + 3]] == ["and", "a", "half"] and j + 3 < len(tokens):
        by = words.multipliers.get(tokens[j + 3].low)
        if by:
            return Value(i, j + 4, total * by + by // 2, total * by + by // 2, "word")
    return Value(i, j, total, total, "word") if j > i and total < LARGEST else None


def _goes_on(tokens: Sequence[Token], j: int, words: Words) -> bool:
    """True when after "and" the same number goes on: not when a compound opens ("a hundred and two-storey houses")."""
    small, last = _small(tokens, j, words)
    return small is not None and not (last < len(tokens) and tokens[last].text == "-")


def _small(tokens: Sequence[Token], i: int, words: Words) -> tuple[int | None, int]:
    """A spelled number under 100 at `i`, and where it ends."""
    if i >= len(tokens):
        return None, i
    word = tokens[i].low
    if word in words.units:
        return words.units[word], i + 1
    if word in words.tens:
        value, j = words.tens[word], i + 1
        k = j + 1 if j < len(tokens) and tokens[j].text in "-‐‑–" else j
        if k < len(tokens) and 0 < words.units.get(tokens[k].low, 0) < 10:
            return value + words.units[tokens[k].low], k + 1
        return value, j
    return None, i


def _is_fraction(word: str) -> bool:
    return word in {"third", "thirds", "quarter", "quarters", "half", "fifth", "fifths", "tenth", "tenths"}


def numeral(tokens: Sequence[Token], i: int, text: str, words: Words, *, far_end: bool = False) -> Value | None:
    """The value of the numeral at `i`; `far_end` when a range's hyphen may touch it."""
    token = tokens[i]
    if token.start and not far_end and not _opens(tokens, i, text):
        return None
    digits = token.text.replace(",", "")
    if len(digits) > 18 or (digits[0] == "0" and digits[1:2].isdecimal()):
        return None
    end, j = token.end, i + 1
    scale = 1
    if j < len(tokens) and tokens[j].low in words.multipliers and tokens[j].start <= end + 1:
        while j < len(tokens) and tokens[j].low in words.multipliers and tokens[j].low != "score" and scale < LARGEST:
            scale *= words.multipliers[tokens[j].low]
            j += 1
    elif j < len(tokens) and tokens[j].start == end and tokens[j].low in {"m", "k"}:
        if tokens[j].low == "k" or _money_before(text, token.start):
            scale = 1_000 if tokens[j].low == "k" else 1_000_000
            j += 1
    if scale == 1 and not _closes(tokens, i, text):
        return None
    whole, _, part = digits.partition(".")
    scaled = int(whole + part) * scale
    value, rest = divmod(scaled, 10 ** len(part))
    if rest or value >= LARGEST:
        return None
    return Value(i, j, value, value, "numeral")


def _money_before(text: str, start: int) -> bool:
    return text[max(0, start - 5) : start].rstrip()[-1:] in _CURRENCY


def _opens(tokens: Sequence[Token], i: int, text: str) -> bool:
    """A numeral counts unless it is glued to what stands before it (letters, a slash, "F-") or is a label ("No. 5")."""
    start = tokens[i].start
    before = text[start - 1]
    if before in "/.,:#_@&=*" or before.isalnum():
        return False
    if before in "-–" and start >= 2:
        return not text[start - 2].isalnum() and text[start - 2] != "."
    label = tokens[i - 1].low if i and tokens[i - 1].text != "." else tokens[i - 2].low if i > 1 else ""
    return not (label in _LABELS and (label != "no" or tokens[i - 1].text == "."))


def _closes(tokens: Sequence[Token], i: int, text: str) -> bool:
    """A numeral counts unless a unit, an ordinal's end, a percent sign or more of a date or time is glued to it."""
    end = tokens[i].end
    if i + 1 >= len(tokens):
        return True
    after = tokens[i + 1]
    if after.low in {"percent", "pct", "%"} or (
        after.low == "per" and i + 2 < len(tokens) and tokens[i + 2].low in {"cent", "cents"}
    ):
        return False
    if after.start != end:
        return not (after.low in {"pm", "am"} or (after.text == "/" and after.start == end))
    if after.text[0].isalnum() or after.text in {"/", "%", ":", "°", "_", "'", "′", "″"}:
        return False
    return not (after.text in ".," and text[end + 1 : end + 2].isdecimal())
