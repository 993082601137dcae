"""Tenses, habits and reports: which weekday, which quarter, and what happens again and again."""

from __future__ import annotations

import pytest

from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import Interval

DAY = "2013-06-12"
"""A Wednesday."""


def said(text: str, parser: Parser, published: str = DAY) -> list[tuple[str, str]]:
    found = find_times(analyse(text, parser), published=Interval.parse(published))
    return [(t.span.of(text), t.value) for t in found]


WEEKDAYS = [
    ("Farmers had handed in most papers by the Tuesday deadline.", "Tuesday", "2013-06-11"),
    ("Farmers must hand in their papers by the Tuesday deadline.", "Tuesday", "2013-06-18"),
    ("The owners were likely to sell the boats as soon as the market opened Monday.", "Monday", "2013-06-17"),
    ("The owners sold the boats as soon as the market opened Monday.", "Monday", "2013-06-10"),
    ("A concert planned for Tuesday was canceled after the storm.", "Tuesday", "2013-06-11"),
    ("A concert planned for Friday was canceled after the storm.", "Friday", "2013-06-14"),
    ("A concert planned for Tuesday will be the last of the year.", "Tuesday", "2013-06-18"),
    ("Togo became the last state to ratify the pact on Tuesday.", "Tuesday", "2013-06-11"),
    ("Togo will be the last state to ratify the pact on Tuesday.", "Tuesday", "2013-06-18"),
    ("Togo is keen to ratify the pact on Tuesday.", "Tuesday", "2013-06-18"),
]


@pytest.mark.parametrize(("text", "day", "value"), WEEKDAYS)
def test_weekdays_by_tense(text: str, day: str, value: str, parser: Parser) -> None:
    assert (day, value) in said(text, parser)


BESIDE = [
    ("He flew home the day before last Tuesday.", [("the day before last Tuesday", "2013-06-10")]),
    ("He flew home the day after Monday's vote.", [("the day after Monday", "2013-06-11")]),
    ("He flew home the day before the vote.", []),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_days_beside_a_weekday(text: str, expected: list[tuple[str, str]], parser: Parser) -> None:
    assert said(text, parser) == expected


SETS = [
    (
        "The ferries leave Bari on Monday and Tuesday nights.",
        [("Monday", "XXXX-WXX-1TNI"), ("Tuesday nights", "XXXX-WXX-2TNI")],
    ),
    (
        "The ferries left Bari on Monday and Tuesday night.",
        [("Monday", "2013-06-10"), ("Tuesday night", "2013-06-11TNI")],
    ),
    (
        "The sales are usually held in the first and third quarters.",
        [("first", "XXXX-Q1"), ("third quarters", "XXXX-Q3")],
    ),
    ("The team usually wins the first and third quarters of a final.", []),
    ("The sales were held in the first and third quarters.", []),
    ("She marched in each of the last three years.", [("each of the last three years", "P1Y")]),
    ("She marched for the last three years.", [("the last three years", "P3Y")]),
]


@pytest.mark.parametrize(("text", "expected"), SETS)
def test_sets(text: str, expected: list[tuple[str, str]], parser: Parser) -> None:
    assert said(text, parser) == expected


SEASONS = [
    ("The ferry sank last fall in the strait.", [("last fall", "2012-FA")]),
    ("Traders feared the last fall in prices.", []),
    ("He rose after the fall of the old order.", []),
]


@pytest.mark.parametrize(("text", "expected"), SEASONS)
def test_falls(text: str, expected: list[tuple[str, str]], parser: Parser) -> None:
    assert said(text, parser) == expected


def test_a_paper_called_a_daily_is_no_set(parser: Parser) -> None:
    assert said("The Socialist Party daily Faro printed the letter.", parser) == []
    assert said("The ferries sail daily.", parser) == [("daily", "P1D")]


REPORTS = [
    (
        "Lorimer's profit rose in the first quarter. After a flat fourth quarter, sales grew. Costs fell from a year ago.",
        ("a year ago", "2012-Q1"),
    ),
    (
        "Lorimer's profit rose in the first quarter. In the fourth quarter it had fallen from a year earlier.",
        ("a year earlier", "2011-Q4"),
    ),
    ("Profit rose for the quarter ended March 31 from a year earlier.", ("a year earlier", "2012-Q1")),
    ("Profit rose in the fiscal third quarter ended March 31 from a year earlier.", ("a year earlier", "2011-Q3")),
]


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_quarters_that_are_compared(text: str, expected: tuple[str, str], parser: Parser) -> None:
    assert expected in said(text, parser)
