"""Finds the time expressions of an analysis and what they mean; nothing here knows the day of writing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

from dragoman.language.analysis import Analysis, Sentence
from dragoman.language.times import rules_clock, rules_dates, rules_durations, rules_units
from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Grammar, Match, compile_rules
from dragoman.language.times.lexicon import holidays, phrases
from dragoman.language.times.scan import scan
from dragoman.language.times.tense import tense_of
from dragoman.model import Span
from dragoman.model.reading import TimexType

Candidate = tuple[Span, int, Callable[[], Expression | None]]
"""Where, which rule, and what builds it."""

_TURN = re.compile(r"\b(last|this|next)\s+$", re.IGNORECASE)
_YEAR_AFTER = re.compile(r",?\s+(?:of\s+)?([12]\d{3})\b")
_JOINED = re.compile(r"(?:\s|,|\bon\b|\bof\b){0,3}")
"""What may stand between a time of day and its day: "10 p.m., Nov. 6", "noon on Friday"."""


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """All rules, compiled once."""
    return compile_rules([*rules_dates.RULES, *rules_units.RULES, *rules_durations.RULES, *rules_clock.RULES])


@lru_cache(maxsize=1)
def _fixed() -> re.Pattern[str]:
    """Fixed phrases and holidays, the longest first."""
    listed = sorted([*phrases(), *holidays()], key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in listed)
    return re.compile(rf"(?<![\w'’-])(?:{words})(?![\w-])", re.IGNORECASE)


def read_times(analysis: Analysis) -> tuple[Expression, ...]:
    """The time expressions of an article in text order, not overlapping."""
    out: list[Expression] = []
    for sentence in analysis.sentences:
        out.extend(_of_sentence(sentence))
    return tuple(out)


def _of_sentence(sentence: Sentence) -> list[Expression]:
    rules = grammar()
    words = scan(sentence.text, rules.letters)
    candidates = _phrases(sentence)
    present = set(words.signs)
    if not rules.triggers.isdisjoint(present):
        for order, rule in enumerate(rules.rules):
            if rule.needs.isdisjoint(present):
                continue
            for m in rule.search(words.signs):
                if m.end() > m.start():
                    match = Match(sentence, words, rules.letters, m.start(), m.end())
                    candidates.append((match.span(), order, partial(rule.build, match)))
    candidates.sort(key=lambda c: (c[0].start, -c[0].end, c[1]))
    chosen: list[Expression] = []
    end = 0
    for span, _, build in candidates:
        if span.start < end:
            continue
        found = build()
        if found is None or found.span.start < end:
            continue
        chosen.append(found)
        end = found.span.end
    return [_placed(e, sentence) for e in _joined(chosen, sentence)]


def _phrases(sentence: Sentence) -> list[Candidate]:
    """Fixed phrases ("these days") and holidays."""
    out: list[Candidate] = []
    for m in _fixed().finditer(sentence.text):
        phrase = " ".join(m.group().lower().split())
        span = Span(sentence.span.start + m.start(), sentence.span.start + m.end())
        if phrase in phrases():
            kind, value = phrases()[phrase]
            out.append((span, -1, partial(_vague, sentence, span, kind, value)))
        elif m.group()[0].isupper():
            out.append((span, -1, partial(_holiday, sentence, span, phrase)))
    return out


def _vague(sentence: Sentence, span: Span, kind: TimexType, value: str) -> Expression:
    return Expression(span, "vague", kind, value=value)


def _holiday(sentence: Sentence, span: Span, name: str) -> Expression:
    """A holiday, with "last" or "next" before it and a year after it where they stand there."""
    text, at = sentence.text, sentence.span.start
    start, end, turn, year = span.start, span.end, None, None
    before = _TURN.search(text, max(0, start - at - 12), start - at)
    if before:
        start, turn = at + before.start(), {"last": -1, "this": 0, "next": 1}[before[1].lower()]
    after = _YEAR_AFTER.match(text, end - at)
    if after:
        end, year = at + after.end(), int(after[1])
    return Expression(Span(start, end), "holiday", "DATE", name=name, turn=turn, year=year)


def _joined(found: list[Expression], sentence: Sentence) -> list[Expression]:
    """A time of day that stands beside a day becomes one expression with it."""
    out: list[Expression] = []
    for e in found:
        last = out[-1] if out else None
        if last is not None and last.kind == "clock" and e.type == "DATE" and e.grain == "day" and not e.clock:
            between = sentence.text[last.span.end - sentence.span.start : e.span.start - sentence.span.start]
            if _JOINED.fullmatch(between):
                out[-1] = replace(e, span=Span(last.span.start, e.span.end), type="TIME", clock=last.clock)
                continue
        out.append(e)
    return out


def _placed(e: Expression, sentence: Sentence) -> Expression:
    """With its sentence and paragraph, and with its tense where the meaning hangs on it."""
    tense = None
    hangs = e.kind in {"weekday", "holiday", "calendar"} and e.year is None and e.turn is None
    if hangs:
        tokens = sentence.tokens_in(e.span)
        if tokens:
            first, last = tokens[0].i, tokens[-1].i
            head = next((t for t in tokens if not first <= t.head.i <= last), tokens[-1])
            tense = tense_of(head)
    return replace(e, sentence=sentence.index, paragraph=sentence.paragraph, tense=tense)
