"""Lengths of time told of something whose beginning is known: "more than two years" of a war since March 2011."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import known_days, words
from dragoman.dating.stated import names_its_year
from dragoman.dating.surroundings import quoted, sentence_around
from dragoman.language.times.calendar import add
from dragoman.language.times.numerals import quantity
from dragoman.model import Interval, Span, Time

_LENGTH = re.compile(r"P(\d+)([YM])")
_AGO = re.compile(r"\bago\b|\banniversary\b", re.IGNORECASE)
_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)[- ]anniversary\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more than|over|at least)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:nearly|almost|less than|close to)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|began|begun|broke out|erupted|started|from)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
SLACK_DAYS = 31
"""How far the ends of a length may be off: "two years" is said a month early or late."""


def from_lengths(text: str, times: Sequence[Time]) -> list[Evidence]:
    """Evidence from lengths of a war or rising whose first month the text names."""
    began = _beginning(text, times)
    if began is None:
        return []
    start, said = began
    out = []
    for time in times:
        m = _LENGTH.fullmatch(time.value)
        if time.type != "DURATION" or m is None or m[2] != "Y":
            continue
        if not words("lasting").search(sentence_around(text, time.span).of(text)):
            continue
        length = quoted(text, time.span)
        days = after(start, int(m[1]), length)
        if days is not None:
            out.append(Evidence((days,), f"“{length}” since “{said}”", source="length"))
    return out


def _beginning(text: str, times: Sequence[Time]) -> tuple[Interval, str] | None:
    """The first month or day named with its year after "since" or "began", in a sentence about a war or rising."""
    for time in times:
        if not names_its_year(text, time) or time.interval.days is None or time.interval.days > 31:
            continue
        sentence = sentence_around(text, time.span)
        before = text[sentence.start : time.span.start]
        if _SINCE.search(before) and words("lasting").search(sentence.of(text)):
            return time.interval, quoted(text, time.span)
    return None


def from_anniversaries(text: str, times: Sequence[Time]) -> list[Evidence]:
    """Evidence from "nearly 30 years ago" and "the 20th anniversary" in a sentence about a well-known day."""
    counted = [(t.span, quantity([w.lower() for w in _WORD.findall(t.span.of(text))])) for t in _ago(text, times)]
    counted += [(Span(*m.span()), float(m[1])) for m in _ANNIVERSARY.finditer(text)]
    out = []
    for span, years in counted:
        if years is None or not 1 <= years <= 150:
            continue
        sentence = sentence_around(text, span).of(text)
        for known in known_days():
            if known.place is None or known.about is None:
                continue
            if known.place.search(sentence) and known.about.search(sentence):
                said = quoted(text, span)
                days = after(Interval.day(known.day), int(years), said)
                reason = f"“{said}”: {known.what} is of {known.day}"
                if days is not None:
                    out.append(Evidence((days,), reason, source=f"ago {known.what}"))
    return out


def _ago(text: str, times: Sequence[Time]) -> list[Time]:
    return [t for t in times if t.type == "DATE" and "year" in t.span.of(text) and _AGO.search(t.span.of(text))]


def after(start: Interval, years: int, said: str) -> Interval | None:
    """The days on which so many years have passed since `start`, as loosely as "nearly" or "more than" says it."""
    if start.first is None or start.last is None:
        return None
    early, late = 0, 1
    if _LESS.search(said):
        early, late = -max(1, round(years / 10)), 0
    elif not _MORE.search(said) and years >= 10:
        early = -1
    try:
        first = add(start.first, "year", years + early) - dt.timedelta(days=SLACK_DAYS)
        last = add(start.last, "year", years + late) + dt.timedelta(days=SLACK_DAYS)
    except (ValueError, OverflowError):
        return None
    return Interval(first, last)
