"""Time expressions as wire articles have them: each rule with the sentence that it is for, and its negative."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.language.times.lexicon import holidays
from dragoman.model import Interval

DAY = "2013-06-12"
"""A Wednesday."""


def said(text: str, parser: Parser, published: str = DAY) -> list[tuple[str, str]]:
    found = find_times(analyse(text, parser), published=Interval.parse(published))
    return [(t.span.of(text), t.value) for t in found]


WEEKDAYS = [
    ("He fell ill on Tuesday of last week.", [("Tuesday of last week", "2013-06-04")]),
    ("He fell ill Tuesday last week.", [("Tuesday last week", "2013-06-04")]),
    ("The ferry sank a week ago Tuesday.", [("a week ago Tuesday", "2013-06-04")]),
    ("The ferry sank two years ago Sunday.", [("two years ago Sunday", "2011-06-09")]),
    ("The ferry sank two years ago today.", [("two years ago today", "2011-06-12")]),
    ("The vote is a week from Tuesday.", [("a week from Tuesday", "2013-06-25")]),
    ("The second Sunday of May is hot.", [("The second Sunday of May", "2013-05-12")]),
    ("On the last day of 2012 he resigned.", [("the last day of 2012", "2012-12-31")]),
    ("The last week of June will be hot.", [("The last week of June", "2013-W26")]),
    ("She arrived in Oslo Tuesday.", [("Tuesday", "2013-06-11")]),
    ("She told the Sunday Times so.", []),
    ("He won on Super Tuesday.", []),
    ("Sheffield Wednesday lost again.", []),
    ("She appeared on Saturday Night Live.", []),
    ("They met at the Sunday school.", []),
    ("He said this weekend that the mine would shut.", [("this weekend", "2013-W23-WE")]),
    (
        "Police said Tuesday they'd found a body late Monday.",
        [("Tuesday", "2013-06-11"), ("late Monday", "2013-06-10")],
    ),
    ("The anniversary of the war is Tuesday.", [("Tuesday", "2013-06-18")]),
    ("Today is Wednesday.", [("Today", "2013-06-12"), ("Wednesday", "2013-06-12")]),
    ("The mood is bad after Tuesday's vote.", [("Tuesday", "2013-06-11")]),
    ("He said he'd go on Friday.", [("Friday", "2013-06-14")]),
    ("It snowed Tuesday into Wednesday.", [("Tuesday", "2013-06-11"), ("Wednesday", "2013-06-12")]),
    ("He will speak this weekend.", [("this weekend", "2013-W24-WE")]),
]

CALENDAR = [
    ("Exports rose from May to July 2012.", [("May", "2012-05"), ("July 2012", "2012-07")]),
    ("Exports fell from October to February 2012.", [("October", "2011-10"), ("February 2012", "2012-02")]),
    ("It shut between May 3 and June 5, 2012.", [("May 3", "2012-05-03"), ("June 5, 2012", "2012-06-05")]),
    ("The treaty expires in July.", [("July", "2013-07")]),
    ("The hall recalls the 9/11 attacks.", [("9/11", "2001-09-11")]),
    ("They were held after the Sept. 11 attacks.", [("Sept. 11", "2001-09-11")]),
    ("The hall opens on Sept. 11.", [("Sept. 11", "2013-09-11")]),
    ("Revenue fell in March from a year earlier.", [("March", "2013-03"), ("a year earlier", "2012-03")]),
    ("Sales in May rose from a year ago.", [("May", "2013-05"), ("a year ago", "2012-05")]),
    ("He met her a year ago in May.", [("a year ago", "2012"), ("May", "2013-05")]),
    ("She was named player of the year.", []),
    ("Growth slowed in the January-March period.", [("the January-March period", "2013-Q1")]),
    ("The year that ends Nov. 30 is lean.", [("Nov. 30", "2013-11-30")]),
    ("The year that ended Nov. 30 was lean.", [("Nov. 30", "2012-11-30")]),
    ("He was jailed in the May-June fights.", [("May", "2013-05"), ("June", "2013-06")]),
    ("It was built in the 1800s.", [("the 1800s", "18")]),
    ("It was built in the 1920s.", [("the 1920s", "192")]),
    ("Such wars filled the last century.", [("the last century", "19")]),
    ("The sample is of nineteen ninety-six.", [("nineteen ninety-six", "1996")]),
    ("On “This Week” he denied it.", []),
    ("March on the palace, they cried.", []),
]

BEFORE = [
    ("The bank had opened the day before.", [("the day before", "2013-06-11")]),
    ("The week before, a bridge had fallen.", [("The week before", "2013-W23")]),
    ("He was shot the night before in Oslo.", [("the night before", "2013-06-11TNI")]),
    (
        "They fought on June 3. The day after, they made peace.",
        [("June 3", "2013-06-03"), ("The day after", "2013-06-04")],
    ),
    ("The day before the vote he fled.", []),
    ("The day after she left, he fled.", []),
]

LENGTHS = [
    ("They had waited a half-century.", [("half-century", "P50Y")]),
    ("A half-hour talk failed.", [("half-hour", "PT30M")]),
    ("The year-long inquiry failed.", [("year-long", "P1Y")]),
    ("A daylong meeting ended his decade-long rule.", [("daylong", "P1D"), ("decade-long", "P10Y")]),
    ("He ruled for 15-plus years.", [("15-plus years", "P15Y")]),
    ("It was the worst loss in a single day.", [("a single day", "P1D")]),
    ("Aid is to be cut over six years.", [("six years", "P6Y")]),
    ("He held the post for over six years.", [("over six years", "P6Y")]),
    ("The trial will last three to four weeks.", [("three to four weeks", "P3W")]),
    ("Profit rose in the year ended March 31.", [("the year", "P1Y"), ("March 31", "2013-03-31")]),
    ("She will one day return.", [("one day", "FUTURE_REF")]),
    ("About 30 minutes later, police came.", [("About 30 minutes", "PT30M")]),
    ("He worked there for 30-some years.", [("30-some years", "P30Y")]),
    ("He worked there for some years.", [("some years", "PXY")]),
    ("She stayed for one day.", [("one day", "P1D")]),
    ("The month-old baby, the 90-year-old man and the 12-year-old slept.", []),
]

CLOCKS = [
    ("By late afternoon the crowd had gone.", [("late afternoon", "2013-06-12TAF")]),
    (
        "It burned in the early morning hours of Sunday.",
        [("the early morning hours of Sunday", "2013-06-09TMO")],
    ),
    ("It burned in the early hours of Sunday.", [("the early hours of Sunday", "2013-06-09TMO")]),
    ("It began at 6 a.m. local time Saturday.", [("6 a.m. local time Saturday", "2013-06-08T06:00")]),
    ("It airs at 8 p.m. Eastern time Friday.", [("8 p.m. Eastern time Friday", "2013-06-14T20:00")]),
    ("They left at 0900 hours.", [("0900 hours", "2013-06-12T09:00")]),
    ("He worked 1500 hours.", [("1500 hours", "PT1500H")]),
    ("It ends at midnight EDT on June 30.", [("midnight EDT on June 30", "2013-06-30T24:00")]),
    ("The meeting starts at 1800 GMT on Thursday.", [("1800 GMT on Thursday", "2013-06-13T18:00")]),
    ("It was one of many late-night calls.", []),
]

SETS = [
    ("He sleeps on weekends.", [("weekends", "XXXX-WXX-WE")]),
    ("Every Christmas they dine here.", [("Every Christmas", "XXXX-12-25")]),
    ("The board meets twice a week.", [("a week", "P1W")]),
    ("The ship sails once every three weeks.", [("every three weeks", "P3W")]),
    ("Every Sunday morning they sing.", [("Every Sunday morning", "XXXX-WXX-7TMO")]),
    ("Every other week they meet.", [("Every other week", "P2W")]),
]

VAGUE = [
    ("They discussed a recent ruling.", [("recent", "PAST_REF")]),
    ("The current plan fails.", [("current", "PRESENT_REF")]),
    ("Its former owner fled.", []),
]

FEASTS = [
    ("He died during Eid al-Fitr.", [("Eid al-Fitr", "2012-08-19")]),
    ("Shops opened early on Black Friday.", [("Black Friday", "2012-11-23")]),
    ("They will fast on Yom Kippur.", [("Yom Kippur", "2013-09-14")]),
    ("It closed on Mardi Gras.", [("Mardi Gras", "2013-02-12")]),
    ("He left after Easter Monday.", [("Easter Monday", "2013-04-01")]),
    ("A Christmas tree fell on him.", []),
    ("The Easter Rising failed.", []),
]

AMBIGUOUS = [
    "A second man waited and came second.",
    "A quarter of the men left the French Quarter; she found a quarter.",
    "He counted 2,012 men, 1984 people, 1500 troops and 2010 votes.",
    "Flight 1999 crossed Highway 2000.",
    "The price was $2013 and 1,999 euros.",
    "August Wilson and June Carter sang.",
    "The sun rose; they sat and were wed.",
    "May they meet soon.",
]


@pytest.mark.parametrize(
    ("text", "expected"), [*WEEKDAYS, *CALENDAR, *BEFORE, *LENGTHS, *CLOCKS, *SETS, *VAGUE, *FEASTS]
)
def test_what_news_says(parser: Parser, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text, parser) == expected


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_words_that_are_no_times_here(parser: Parser, text: str) -> None:
    assert said(text, parser) == []


def test_a_day_that_a_month_lacks_has_no_date(parser: Parser) -> None:
    (found,) = find_times(analyse("The fifth Sunday of February 2013 is none.", parser), published=Interval.parse(DAY))
    assert not found.interval.is_known


def test_jewish_feasts_keep_their_distance() -> None:
    """The first day of Passover fixes the year's autumn: 163 days to the new year, nine more to the fast."""
    feasts = {name: holidays()[name]["days"] for name in ("passover", "rosh hashanah", "yom kippur")}

    def day(name: str, year: int) -> dt.date:
        return dt.date.fromisoformat(f"{year}-{feasts[name][year]}")

    for year in feasts["passover"]:
        assert day("rosh hashanah", year) - day("passover", year) == dt.timedelta(days=163)
        assert day("yom kippur", year) - day("rosh hashanah", year) == dt.timedelta(days=9)
