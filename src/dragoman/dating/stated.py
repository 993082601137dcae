"""Days and years that the text names: what is told as past bounds the day from below, what lies ahead from above."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import words
from dragoman.dating.surroundings import quoted, sentence_around
from dragoman.model import Span, Time

NEAR = 90
"""Characters before a date in which "will" shows that it lies ahead."""
_FULL_YEAR = re.compile(r"[12]\d{3}")
_ED = re.compile(r"\b\w{2,}ed\b")
_CUT = re.compile(r"[,;:()—–]")
_PREPOSITION = re.compile(r"(?:^|[\s(\[“\"])(?:in|since|during|from|on|back in)\s+(?:the\s+)?$", re.IGNORECASE)
_INFINITIVE = re.compile(r"\bto\s+\w+(?:\s+\w+){0,4}\s+(?:in|on|from)\s+$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"\s+(?:\w+[ -]){0,2}?(\w+)")


def from_stated_days(text: str, times: Sequence[Time]) -> list[Evidence]:
    """Evidence from every expression that names its own year."""
    out: list[Evidence] = []
    for time in times:
        if not names_its_year(text, time):
            continue
        sentence = sentence_around(text, time.span)
        said = quoted(text, time.span)
        if _is_ahead(text, time.span, sentence):
            out.append(Evidence.between(None, time.interval.last, f"“{said}” is told as still to come"))
        elif _is_past(text, time.span, sentence):
            reason = f"“{said}” is told as past"
            out.append(Evidence.between(time.interval.first, None, reason, source=f"past {time.value}"))
    return _latest(out)


def names_its_year(text: str, time: Time) -> bool:
    """True for a date whose four-digit year stands in its own words."""
    if time.type not in {"DATE", "TIME"} or time.interval.first is None:
        return False
    m = _FULL_YEAR.search(time.span.of(text))
    return m is not None and time.value.startswith(m.group()) and 1900 <= int(m.group()) < 2100


def _is_past(text: str, span: Span, sentence: Span) -> bool:
    """True where the date's own clause has a verb in the past tense and nothing before it looks ahead."""
    if words("ahead").search(text, sentence.start, span.start):
        return False
    after = _NOUN_AFTER.match(text, span.end, min(sentence.end, span.end + 40))
    if after is not None and words("past_nouns").search(text, span.end, after.end()):
        return True
    before = text[sentence.start : span.start]
    if not _PREPOSITION.search(before) or _INFINITIVE.search(before):
        return False
    return _has_past_verb(_clause(text, span, sentence).of(text))


def _has_past_verb(words_of: str) -> bool:
    return bool(_ED.search(words_of) or words("past_verbs").search(words_of))


def _clause(text: str, span: Span, sentence: Span) -> Span:
    """The stretch between the marks next to the date; for a date that opens a sentence ("In 1988, …") the next one."""
    start = sentence.start
    for m in _CUT.finditer(text, sentence.start, span.start):
        start = m.end()
    cut = _CUT.search(text, span.end, sentence.end)
    end = cut.start() if cut else sentence.end
    if start == sentence.start and span.start - start <= 20 and cut is not None:
        following = _CUT.search(text, cut.end(), sentence.end)
        end = following.start() if following else sentence.end
    return Span(start, end)


def _is_ahead(text: str, span: Span, sentence: Span) -> bool:
    """True where "will", "expected to" and the like stand before the date, with no verb in the past tense between."""
    start = max(sentence.start, span.start - NEAR)
    last = None
    for m in words("certain_ahead").finditer(text, start, span.start):
        last = m
    if last is None or '"' in text[last.end() : span.start] or _FROM.search(text, last.end(), span.start):
        return False
    return not _has_past_verb(text[last.end() : span.start])


def _latest(evidence: list[Evidence]) -> list[Evidence]:
    """The three latest lower and the three earliest upper bounds: the others say nothing more."""
    lower = sorted((e for e in evidence if e.days[0].last is None), key=lambda e: e.days[0].first or dt.date.min)
    upper = sorted((e for e in evidence if e.days[0].first is None), key=lambda e: e.days[0].last or dt.date.max)
    return [*lower[-3:], *upper[:3]]
