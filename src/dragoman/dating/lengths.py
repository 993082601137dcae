"""Lengths of time told of something whose beginning is known: "more than two years" of a war since March 2011."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import KnownDay, known_days, words
from dragoman.dating.stated import names_its_year
from dragoman.dating.surroundings import quoted, sentence_around
from dragoman.language.times.calendar import add
from dragoman.language.times.numerals import quantity
from dragoman.model import Interval, Span, Time

_LENGTH = re.compile(r"P(\d+)([YM])")
_AGO = re.compile(r"\bago\b|\banniversary\b", re.IGNORECASE)
_MONTH = re.compile(r"XXXX-(\d\d)")
_SINCE_ONLY = re.compile(r"\bsince\s+$", re.IGNORECASE)
PLACE_NAMED = 3
"""How often a text names the place of a war at least, to be about it."""
_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)[- ]anniversary\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more than|over|at least)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:nearly|almost|less than|close to)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|began|begun|broke out|erupted|started|from)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
SLACK_DAYS = 31
"""How far the ends of a length may be off: "two years" is said a month early or late."""


def from_lengths(text: str, times: Sequence[Time]) -> list[Evidence]:
    """Evidence from lengths of a war or rising whose first month the text names, or that is known to have begun."""
    out = []
    began = _beginning(text, times)
    for time in times:
        m = _LENGTH.fullmatch(time.value)
        if (
            time.type != "DURATION"
            or m is None
            or not words("lasting").search(sentence_around(text, time.span).of(text))
        ):
            continue
        length = quoted(text, time.span)
        start = began if m[2] == "Y" else None
        known = None if start else _known_beginning(text, time.span, nearby=True)
        if known is not None:
            start = (Interval.day(known.day), known.what)
        days = after(start[0], int(m[1]), length, unit=m[2]) if start else None
        if start and days is not None:
            since = f"“{start[1]}”" if known is None else f"{known.what} ({known.day})"
            out.append(
                Evidence((days,), f"“{length}” since {since}", source="length", weight=1.0 if known is None else 0.8)
            )
    return out


def from_since(text: str, times: Sequence[Time]) -> list[Evidence]:
    """ "Since March", said of a rising that is known to have begun in a March: within a year of it."""
    out = []
    for time in times:
        m = _MONTH.fullmatch(time.value)
        if m is None or not _SINCE_ONLY.search(text, max(time.span.start - 12, 0), time.span.start):
            continue
        known = _known_beginning(text, time.span)
        if known is not None and known.day.month == int(m[1]):
            last = add(known.day, "year", 1) + dt.timedelta(days=SLACK_DAYS)
            reason = f"“since {quoted(text, time.span)}”: {known.what} is of {known.day}"
            out.append(Evidence.between(known.day, last, reason, source=f"since {known.what}", weight=0.8))
    return out


def _known_beginning(text: str, span: Span, *, nearby: bool = False) -> KnownDay | None:
    """The one war or rising, known by its beginning, that the sentence tells of and whose place the text names often
    (or, `nearby`, the sentence itself)."""
    sentence = sentence_around(text, span).of(text)
    found = [
        known
        for known in known_days()
        if known.begins
        and known.about is not None
        and known.place is not None
        and known.about.search(sentence)
        and (known.place.search(sentence) or (not nearby and len(known.place.findall(text)) >= PLACE_NAMED))
    ]
    return found[0] if len(found) == 1 else None


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
        sentence, said = sentence_around(text, span).of(text), quoted(text, span)
        meant = [
            (known, days)
            for known in known_days()
            if known.place is not None
            and known.about is not None
            and known.place.search(sentence)
            and known.about.search(sentence)
            and (days := after(Interval.day(known.day), int(years), said)) is not None
        ]
        if meant:
            what = " or ".join(f"{known.what} is of {known.day}" for known, _ in meant)
            out.append(Evidence(tuple(d for _, d in meant), f"“{said}”: {what}", source=f"ago {span.start}"))
    return out


def _ago(text: str, times: Sequence[Time]) -> list[Time]:
    return [t for t in times if t.type == "DATE" and "year" in t.span.of(text) and _AGO.search(t.span.of(text))]


def after(start: Interval, count: int, said: str, *, unit: str = "Y") -> Interval | None:
    """The days on which so many years (or months, `M`) have passed since `start`, as loosely as it is said."""
    if start.first is None or start.last is None:
        return None
    early, late = 0, 1
    if _LESS.search(said):
        early, late = -max(1, round(count / 10)), 0
    elif not _MORE.search(said) and count >= 10:
        early = -1
    try:
        grain = {"Y": "year", "M": "month"}[unit]
        first = add(start.first, grain, count + early) - dt.timedelta(days=SLACK_DAYS)
        last = add(start.last, grain, count + late) + dt.timedelta(days=SLACK_DAYS)
    except (ValueError, OverflowError):
        return None
    return Interval(first, last)
