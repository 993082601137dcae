"""Numbers inside time expressions: "twenty-four", "2 1/2", "a hundred", "nineteen ninety-seven"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.times.lexicon import word_classes

_LONGEST = 12
"""Characters of a numeral at most: a longer one counts no time."""


def quantity(lows: Sequence[str]) -> float | None:
    """The number that the words say together; "a" alone says one; `None` when they say none."""
    cards = word_classes()["CARD"]
    thousands, group, said = 0.0, 0.0, False
    for low in lows:
        if len(low) > _LONGEST:
            return None
        number = _numeral(low) if low[0].isdigit() else 0.5 if low == "half" else cards.get(low)
        if number is None:
            continue
        said = True
        if low == "thousand":
            thousands, group = thousands + max(group, 1) * 1000, 0.0
        elif low in ("hundred", "dozen"):
            group = max(group, 1) * number
        else:
            group += number
    if not said:
        return 1.0 if "a" in lows or "an" in lows else None
    return thousands + group


def _numeral(low: str) -> float:
    above, _, below = low.replace(",", "").partition("/")
    return float(above) / float(below) if below.strip("0") else float(above)


def spelled_year(lows: Sequence[str]) -> int | None:
    """ "nineteen ninety-seven" is 1997, "two thousand three" 2003, "twenty ten" 2010; `None` for any other number."""
    cards = word_classes()["CARD"]
    words = [low for low in lows if low in cards]
    if words[:2] == ["two", "thousand"]:
        return 2000 + int(sum(cards[w] for w in words[2:]))
    if len(words) > 1 and words[0] in ("nineteen", "twenty"):
        year: int = cards[words[0]] * 100 + (0 if words[1] == "hundred" else sum(cards[w] for w in words[1:]))
        return year if 1900 <= year < 2100 else None
    return None
