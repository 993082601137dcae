"""Rules for what is listed word for word: phrases with a value of their own, and holidays."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Match, RuleSet
from dragoman.language.times.lexicon import holidays, phrases

RULES = RuleSet()

_TURNS = {"last": -1, "this": 0, "next": 1}
_SIGNS = re.compile(r"['’]s|[a-z]+|[^\sa-z]")
_MARKS = {"'s": "POSS", "’s": "POSS", "'": "APOS", "’": "APOS", "-": "DASH", ".": "DOT"}


def _pattern(phrase: str) -> str:
    return " ".join(_MARKS.get(sign, sign) for sign in _SIGNS.findall(phrase))


def _longest_words(listed: Iterable[str]) -> str:
    """One word of each phrase, the longest: a sentence without any of them holds no phrase."""
    return " ".join(sorted({max(re.findall(r"[a-z]+", phrase), key=len) for phrase in listed}))


def _any_of(listed: Iterable[str]) -> str:
    """Alternatives, the longest first."""
    return "(?:" + "|".join(_pattern(p) for p in sorted(listed, key=lambda p: (-len(p), p))) + ")"


def _said(m: Match, first: int, last: int) -> str:
    """The words as the lists have them: lower case, straight apostrophes, single spaces."""
    start, end = m.words.starts[first], m.words.ends[last - 1]
    return " ".join(m.words.text[start:end].lower().replace("’", "'").split())


@RULES.add(_longest_words(phrases()), _any_of(phrases()))
def phrase(m: Match) -> Expression | None:
    found = phrases().get(_said(m, m.first, m.last))
    if found is None:
        return None
    kind, value = found
    return Expression(m.span(), "vague", kind, value=value)


@RULES.add(_longest_words(holidays()), f"(?:LAST|THIS|NEXT|EVERY)? {_any_of(holidays())}(?:(?:COMMA|of)? YEAR)?")
def holiday(m: Match) -> Expression | None:
    """A holiday, with "last" or "next" before it and a year after it where they stand there."""
    turn, every = _TURNS.get(m.lows[0]), m.has("EVERY")
    first = m.first + (turn is not None or every)
    year = m.find("YEAR")
    last = m.last if year is None else year - (m.low(year - 1) in {",", "of"})
    name = _said(m, first, last)
    entry = holidays().get(name)
    if entry is None or not m.is_capital(first) or m.after in m.letters.values["FESTIVE"]:
        return None
    if every:
        day = f"{entry['month']:02d}-{entry['day']:02d}" if "day" in entry else "XX-XX"
        return Expression(m.span(), "set", "SET", value=f"XXXX-{day}")
    return Expression(
        m.span(), "holiday", "DATE", name=name, turn=turn, year=int(m.low(year)) if year is not None else None
    )
