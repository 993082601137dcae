"""Finds the time expressions of an analysis and what they mean; nothing here knows the day of writing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial

from dragoman.language.analysis import Analysis, Sentence
from dragoman.language.times import (
    rules_clock,
    rules_dates,
    rules_durations,
    rules_periods,
    rules_phrases,
    rules_sets,
    rules_units,
    rules_weekdays,
)
from dragoman.language.times.expressions import Expression
from dragoman.language.times.grammar import Grammar, Match, compile_rules
from dragoman.language.times.scan import scan
from dragoman.language.times.tense import tense_of, turn_of_length
from dragoman.model import Span

_RULES = (
    rules_phrases.RULES, rules_dates.RULES, rules_weekdays.RULES, rules_periods.RULES, rules_units.RULES,
    rules_durations.RULES, rules_sets.RULES, rules_clock.RULES,
)  # fmt: skip
"""In the order in which they are tried where two fit the same words."""
Candidate = tuple[Span, int, Callable[[], Expression | None]]
"""Where, which rule, and what builds it."""

_JOINED = re.compile(r"(?:\s|,|\bon\b|\bof\b){0,3}")
"""What may stand between a time of day and its day: "10 p.m., Nov. 6", "noon on Friday"."""


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """All rules, compiled once."""
    return compile_rules([rule for rules in _RULES for rule in rules])


def read_times(analysis: Analysis) -> tuple[Expression, ...]:
    """The time expressions of an article in text order, not overlapping."""
    out: list[Expression] = []
    for sentence in analysis.sentences:
        out.extend(read_sentence(sentence, sentence.span.of(analysis.text)))
    return tuple(out)


def read_sentence(sentence: Sentence, text: str) -> list[Expression]:
    """The time expressions of one sentence whose characters are `text`, in text order."""
    rules = grammar()
    words = scan(text, rules.letters)
    candidates: list[Candidate] = []
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
    return [_placed(e, sentence) for e in _joined(chosen, sentence, text)]


def _joined(found: list[Expression], sentence: Sentence, text: str) -> list[Expression]:
    """A time of day that stands beside a day becomes one expression with it."""
    out: list[Expression] = []
    for e in found:
        last = out[-1] if out else None
        if last is not None and last.kind == "clock" and e.type == "DATE" and e.grain == "day" and not e.clock:
            between = text[last.span.end - sentence.span.start : e.span.start - sentence.span.start]
            if _JOINED.fullmatch(between):
                out[-1] = replace(e, span=Span(last.span.start, e.span.end), type="TIME", clock=last.clock)
                continue
        out.append(e)
    return out


def _placed(e: Expression, sentence: Sentence) -> Expression:
    """With its sentence and paragraph, and with its tense where the meaning hangs on it."""
    tense = None
    if e.kind == "duration" and e.count and e.turn is None:
        tokens = sentence.tokens_in(e.span)
        turn = turn_of_length(tokens) if tokens else None
        return replace(e, sentence=sentence.index, paragraph=sentence.paragraph, turn=turn)
    hangs = e.kind in {"weekday", "holiday", "calendar"} and e.year is None
    hangs = hangs and (e.turn is None or (e.turn == 0 and e.grain == "weekend"))
    if hangs:
        tokens = sentence.tokens_in(e.span)
        if tokens:
            first, last = tokens[0].i, tokens[-1].i
            head = next((t for t in tokens if not first <= t.head.i <= last), tokens[-1])
            tense = tense_of(head)
    return replace(e, sentence=sentence.index, paragraph=sentence.paragraph, tense=tense)
