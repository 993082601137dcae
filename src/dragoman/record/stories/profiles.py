"""What an article is compared by: its words, names and numbers with their weights, and the days that its text gives.

A word weighs more the rarer it is in `background.csv`, a fixed table (how many of 840 articles of US political news of
2012 to 2016 hold a word), so that an article's profile hangs on nothing else in the record. Weights are whole numbers:
sums of them are exact, in whatever order they are made.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
import struct
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dragoman.reference.folding import fold
from dragoman.reference.packaged import packaged_text

SLOTS = 1 << 18
"""Words are known by a hash of so many values: two of an article's 300 words share one once in six articles."""
GRAIN = 32
"""Rarity and counts are whole multiples of a 32nd."""
KEYS = 7
"""An article is looked for by pairs of so many of its weightiest words."""
MOST_OUTSTANDING = 12
MOST_WORDS = 4000
"""Words that are read of a very long article."""

LOW, NAME, NUMBER, NO_KIND = 0, 1, 2, 3
Array = npt.NDArray[np.int64]

_TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_URL = re.compile(r"(?:https?\s?:\s?/\s?/|www\s?\.)\s?\S+(?:\s?[/._=?&-]\s?\S+)*")
_OPENS = re.compile(r"[.!?:\"“”‘'\n(]\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SMALL = re.compile(r"\d")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAYS = (
    (re.compile(rf"\b{_MONTH}\s*{_DAY}\s*,?\s+((?:19|20)\d\d)\b"), (3, 1, 2)),
    (re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\s*,?\s+((?:19|20)\d\d)\b"), (3, 2, 1)),
    (re.compile(r"\b((?:19|20)\d\d)\s*[-/]\s*(\d{1,2})\s*[-/]\s*(\d{1,2})\b"), (1, 2, 3)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One article's words, in the order of their slots, and what its text says of days.

    `rarity` is how rare each word is, `counts` how often it stands in the article (one and the logarithm), both times
    `GRAIN`; `words` how many words the article has.
    """

    slots: Array
    kinds: Array
    rarity: Array
    counts: Array
    words: int
    years: frozenset[int]
    days: frozenset[int]
    weights: Array = field(init=False)
    """How much each word weighs: tf-idf, times the square of `GRAIN`."""
    norms: Array = field(init=False)
    """Sums of squares: of all weights, of those of names, of other words, and of the counts of numbers."""
    tops: Array = field(init=False)
    """Where in the profile its most outstanding names, numbers and other words stand: three rows, filled up with 0."""
    stress: Array = field(init=False)
    """How much each of these stands out, times `GRAIN`; 0 where there is none."""

    def __post_init__(self) -> None:
        weights = self.counts * self.rarity
        often = np.round(np.exp((self.counts / GRAIN - 1) / 2) * self.rarity).astype(np.int64)
        outstanding = {LOW: weights // GRAIN, NAME: often, NUMBER: often}
        tops = np.zeros((3, MOST_OUTSTANDING), dtype=np.int64)
        stress = np.zeros((3, MOST_OUTSTANDING), dtype=np.int64)
        squares = [weights * weights]
        for row, kind in enumerate((NAME, NUMBER, LOW)):
            mine = np.flatnonzero(self.kinds == kind)
            value = outstanding[kind][mine]
            first = np.argsort(-value, kind="stable")[:MOST_OUTSTANDING]
            tops[row, : len(first)], stress[row, : len(first)] = mine[first], value[first]
        for kind, values in ((NAME, weights), (LOW, weights), (NUMBER, self.counts)):
            squares.append(np.where(self.kinds == kind, values * values, 0))
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "norms", np.array([s.sum() for s in squares], dtype=np.int64))
        object.__setattr__(self, "tops", tops)
        object.__setattr__(self, "stress", stress)

    def keys(self) -> list[int]:
        """Numbers that are equal for articles that share two of their weightiest words; rising."""
        main = sorted(self.slots[np.argsort(-self.weights, kind="stable")[:KEYS]].tolist())
        return [a * SLOTS + b for i, a in enumerate(main) for b in main[i + 1 :]]

    def pack(self) -> bytes:
        """The profile in few bytes."""
        years, days = sorted(self.years), sorted(self.days)
        head = struct.pack(
            f"<4I{len(years) + len(days)}I", len(self.slots), self.words, len(years), len(days), *years, *days
        )
        bytes_ = (self.kinds.astype("u1"), self.rarity.astype("u1"), self.counts.astype("u1"))
        return head + self.slots.astype("<u4").tobytes() + b"".join(b.tobytes() for b in bytes_)

    @classmethod
    def unpack(cls, packed: bytes) -> Profile:
        """The profile that was packed."""
        size, words, years, days = struct.unpack_from("<4I", packed)
        times = struct.unpack_from(f"<{years + days}I", packed, 16)
        at = 16 + 4 * (years + days)
        slots = np.frombuffer(packed, "<u4", size, at).astype(np.int64)
        at += 4 * size
        kinds, rarity, counts = (
            np.frombuffer(packed, kind, size, at + i * size).astype(np.int64)
            for i, kind in enumerate(("u1", "u1", "u1"))
        )
        return cls(slots, kinds, rarity, counts, words, frozenset(times[:years]), frozenset(times[years:]))


@lru_cache(maxsize=1)
def _background() -> tuple[int, dict[str, int]]:
    lines = packaged_text("record/stories/background.csv").splitlines()
    held = {row["word"]: int(row["articles"]) for row in csv.DictReader(lines)}
    return held.pop(""), held


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> int:
    """How rare a word is: the logarithm of one over the share of background articles that hold it, times `GRAIN`."""
    total, held = _background()
    return round(GRAIN * math.log((total + 1) / (held.get(word, 0) + 1)))


@lru_cache(maxsize=MOST_WORDS)
def _often(count: int) -> int:
    return min(round(GRAIN * (1 + math.log(count))), 255)


@lru_cache(maxsize=1 << 16)
def _slot(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "replace")) % SLOTS


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    """A folded word without the ending of the genitive or plural."""
    if word.endswith("'s"):
        word = word[:-2]
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 4 and not word.endswith("ss") else word


def words_of(text: str) -> list[tuple[str, int]]:
    """The words of a text in order, folded and plain, each as a name (capital within a sentence), number or neither."""
    text = text.replace("\0", " ")
    folded, found = fold(text), []
    for m in _TOKEN.finditer(text):
        first = text[m.start()]
        kind = LOW
        if first.isdigit():
            kind = NUMBER
        elif first.isupper() and not _OPENS.search(text, max(m.start() - 4, 0), m.start()) and m.start():
            kind = NAME
        found.append((_plain(folded[m.start() : m.end()]), kind))
    return found


def profile(text: str) -> Profile:
    """The profile of an article's text (headline and body)."""
    body = _URL.sub(" ", text)
    words = words_of(body)[:MOST_WORDS]
    counts = Counter(word for word, _ in words)
    names = Counter(word for word, kind in words if kind == NAME)
    numbers = {word for word, kind in words if kind == NUMBER}
    years = frozenset(int(word) for word in numbers if _YEAR.fullmatch(word))
    best: dict[int, tuple[int, int, int]] = {}
    for word, count in counts.items():
        kind = NUMBER if word in numbers else NAME if names[word] else LOW
        if kind == NUMBER and (_YEAR.fullmatch(word) or _SMALL.fullmatch(word)):
            kind = NO_KIND
        found = (rarity(word), _often(count), kind)
        slot = _slot(word)
        best[slot] = max(best.get(slot, found), found)
    slots = sorted(best)
    rare, often, kinds = np.array([best[s] for s in slots], dtype=np.int64).reshape(len(slots), 3).T
    return Profile(
        np.array(slots, dtype=np.int64), kinds, rare, often, len(words), years, frozenset(_days_in(fold(text)))
    )


def _days_in(folded: str) -> list[int]:
    found = []
    for pattern, (year, month, day) in _DAYS:
        for m in pattern.finditer(folded):
            named = m[month][:3]
            number = _MONTHS.index(named) + 1 if named in _MONTHS else int(m[month])
            try:
                found.append(dt.date(int(m[year]), number, int(m[day])).toordinal())
            except ValueError:
                continue
    return found
