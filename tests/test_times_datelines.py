"""The days that datelines print: read as times, and never twice as evidence."""

from __future__ import annotations

import pytest

from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times, with_datelines
from dragoman.model import Interval, Time, Zone
from dragoman.pages.datelines import find_dateline
from dragoman.reader import Reader

DAY = "2013-06-12"
"""A Wednesday."""


def read(text: str, parser: Parser, published: str | None) -> tuple[Time, ...]:
    dateline = find_dateline(text)
    assert dateline is not None
    analysis = analyse(text, parser, zones=(Zone(dateline.span, "dateline"),))
    day = Interval.parse(published)
    return with_datelines(find_times(analysis, published=day), analysis, published=day)


DATELINES = [
    ("OSLO, June 11 (Lantern) -- Fishermen met on Monday.", [("June 11", "2013-06-11"), ("Monday", "2013-06-10")]),
    ("LIMA, 12 June (Lantern) – Miners walked out.", [("12 June", "2013-06-12")]),
    ("TUNIS, Tunisia (AP) Dec. 30 -- Miners walked out.", [("Dec. 30", "2012-12-30")]),
    ("QUITO, Wednesday, June 12 (Lantern) -- Miners left.", [("Wednesday, June 12", "2013-06-12")]),
    ("ROME, June 9, 2012 (Lantern) -- Miners walked out.", [("June 9, 2012", "2012-06-09")]),
    ("MARCH, England (Reuters) - Miners walked out.", []),
    ("AUGUSTA, Maine (AP) -- Miners walked out.", []),
]


@pytest.mark.parametrize(("text", "expected"), DATELINES)
def test_days_of_datelines(text: str, expected: list[tuple[str, str]], parser: Parser) -> None:
    assert [(t.span.of(text), t.value) for t in read(text, parser, DAY)] == expected


def test_a_dateline_by_itself_moves_no_other_time(parser: Parser) -> None:
    text = "OSLO, June 3 (Lantern) -- The ferry left at 9 a.m. and the following day it sank."
    dated, rest = read(text, parser, DAY), read(text.replace(", June 3", ""), parser, DAY)
    assert [t.value for t in dated[1:]] == [t.value for t in rest]


def test_without_a_day_of_publication_the_year_is_masked(parser: Parser) -> None:
    [found] = read("OSLO, June 3 (Lantern) -- The ferry sank.", parser, None)
    assert (found.value, found.interval.is_known, found.said) == ("XXXX-06-03", False, "")


def test_a_dateline_alone_in_a_text(parser: Parser) -> None:
    [found] = read("OSLO,  June 3 (Lantern) --", parser, DAY)
    assert found.value == "2013-06-03"


def test_the_reader_gives_it(reader: Reader) -> None:
    text = "OSLO, June 11 (Lantern) -- Fishermen blocked the harbour of Bergen on Monday, police said.\n"
    reading = reader.read(text, published=DAY)
    assert [(t.span.of(reading.article.text), t.value) for t in reading.times] == [
        ("June 11", "2013-06-11"), ("Monday", "2013-06-10"),
    ]  # fmt: skip
    assert not any(s.start == 0 for s in reading.sentences)
