"""Time expressions: what is found, its TIMEX3 type and value, its days, and the act that it dates."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.analysis import Analysis, analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times, read_times, resolve, time_of
from dragoman.language.times.calendar import Period, add, easter, period_of
from dragoman.language.times.lexicon import holidays, phrases, word_classes
from dragoman.language.times.numerals import quantity, spelled_year
from dragoman.language.times.rules_durations import length
from dragoman.model import UNKNOWN, Interval, Time

DAY = "2012-02-08"
"""A Wednesday."""


def times(text: str, parser: Parser, published: str | None = DAY) -> list[tuple[str, str, str]]:
    found = find_times(analyse(text, parser), published=Interval.parse(published))
    return [(t.span.of(text), t.type, t.value) for t in found]


def dates(text: str, parser: Parser, published: str | None = DAY) -> list[tuple[str, str]]:
    return [(said, value) for said, _, value in times(text, parser, published)]


NAMED = [
    ("The vote was on Oct. 4, 2011, in New York.", [("Oct. 4, 2011", "2011-10-04")]),
    ("Envoys met on 4 February 2012 in Doha.", [("4 February 2012", "2012-02-04")]),
    ("She spoke on Tuesday, 12 March 2013.", [("Tuesday, 12 March 2013", "2013-03-12")]),
    ("They signed it on the 3rd of May 1999.", [("the 3rd of May 1999", "1999-05-03")]),
    ("The deal was struck in October 2011.", [("October 2011", "2011-10")]),
    ("Fighting broke out in January this year.", [("January this year", "2012-01")]),
    ("He backed last November's plan.", [("last November", "2011-11")]),
    ("A summit may take place in mid-June.", [("mid-June", "2012-06")]),
    ("The truce dates from 1973.", [("1973", "1973")]),
    ("It fell in nineteen eighty-nine.", [("nineteen eighty-nine", "1989")]),
    ("In fiscal 2011 revenue fell.", [("fiscal 2011", "2011")]),
    ("The border was drawn in the 1920s.", [("the 1920s", "192")]),
    ("Trade collapsed in the late '80s.", [("the late '80s", "198")]),
    ("It is a fort of the 11th century.", [("the 11th century", "10")]),
    ("Growth slowed in the third quarter of 2011.", [("the third quarter of 2011", "2011-Q3")]),
    ("Exports rose in Q1 2012.", [("Q1 2012", "2012-Q1")]),
    ("Aid arrived in the first half of 2011.", [("the first half of 2011", "2011-H1")]),
    ("Protests spread in the summer of 2011.", [("the summer of 2011", "2011-SU")]),
    ("They fled last fall.", [("last fall", "2011-FA")]),
    ("The page is dated 2012-01-30.", [("2012-01-30", "2012-01-30")]),
    ("It was filed on 25/12/2011.", [("25/12/2011", "2011-12-25")]),
    ("The ceasefire held until Christmas Day.", [("Christmas Day", "2011-12-25")]),
    ("The week of March 5 brought talks.", [("The week of March 5", "2012-W10")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_named_dates(parser: Parser, text: str, expected: list[tuple[str, str]]) -> None:
    assert dates(text, parser) == expected


RELATIVE = [
    ("Rebels shelled the town on Monday.", [("Monday", "2012-02-06")]),
    ("The two ministers met on Wednesday.", [("Wednesday", "2012-02-08")]),
    ("They will meet again on Friday.", [("Friday", "2012-02-10")]),
    ("The conference is expected to begin Wednesday.", [("Wednesday", "2012-02-08")]),
    ("A deadline of Monday was set by the league.", [("Monday", "2012-02-13")]),
    ("The talks were postponed until Tuesday.", [("Tuesday", "2012-02-14")]),
    ("The talks lasted until Tuesday.", [("Tuesday", "2012-02-07")]),
    ("The envoy refused to meet them on Monday.", [("Monday", "2012-02-06")]),
    ("Officials could not be reached for comment on Tuesday.", [("Tuesday", "2012-02-07")]),
    ("They raised doubts about Monday's vote.", [("Monday", "2012-02-06")]),
    ("He has been silent since Thursday's debate.", [("Thursday", "2012-02-02")]),
    ("He left last Wednesday.", [("last Wednesday", "2012-02-01")]),
    ("She arrives next Tuesday.", [("next Tuesday", "2012-02-14")]),
    ("He was shot on the night of Friday, Oct. 28.", [("the night of Friday, Oct. 28", "2011-10-28TNI")]),
    ("The minister left early on Tuesday morning.", [("Tuesday morning", "2012-02-07TMO")]),
    ("The march will be held on May 28.", [("May 28", "2012-05-28")]),
    ("The march was held on Nov. 28.", [("Nov. 28", "2011-11-28")]),
    ("The offer was extended to Feb. 20.", [("Feb. 20", "2012-02-20")]),
    ("Observers left in November.", [("November", "2011-11")]),
    ("Observers will return in November.", [("November", "2012-11")]),
    ("The two spoke today and will speak tomorrow.", [("today", "2012-02-08"), ("tomorrow", "2012-02-09")]),
    ("He resigned the day before yesterday.", [("the day before yesterday", "2012-02-06")]),
    ("The bank cut rates last week.", [("last week", "2012-W05")]),
    ("A mission leaves early next month.", [("early next month", "2012-03")]),
    ("The law changed earlier this year.", [("earlier this year", "2012")]),
    ("The report is due by the end of the year.", [("the end of the year", "2012")]),
    ("Clashes went on over the weekend.", [("the weekend", "2012-W05-WE")]),
    ("The army took the town nearly 30 years ago.", [("nearly 30 years ago", "1982")]),
    ("He was freed two weeks ago.", [("two weeks ago", "2012-W04")]),
    ("The vote is two months from now.", [("two months from now", "2012-04")]),
    (
        "They came on 3 January. Two days later, they left.",
        [("3 January", "2012-01-03"), ("Two days later", "2012-01-05")],
    ),
    ("It began in 1994. The following year it ended.", [("1994", "1994"), ("The following year", "1995")]),
    ("It began in May 1994. They left that year.", [("May 1994", "1994-05"), ("that year", "1994")]),
    (
        "Profit fell in the third quarter from a year earlier.",
        [("the third quarter", "2011-Q3"), ("a year earlier", "2010-Q3")],
    ),
    ("Crime was lower than a year ago.", [("a year ago", "2011")]),
]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative_dates(parser: Parser, text: str, expected: list[tuple[str, str]]) -> None:
    assert dates(text, parser) == expected


OTHER = [
    ("The siege has gone on for more than two years.", [("more than two years", "DURATION", "P2Y")]),
    ("He spent a year and a half in jail.", [("a year and a half", "DURATION", "P1Y6M")]),
    ("A two-day visit ended.", [("two-day", "DURATION", "P2D")]),
    ("They marched for 2 1/2 hours.", [("2 1/2 hours", "DURATION", "PT2H30M")]),
    ("They marched for hours.", [("hours", "DURATION", "PTXH")]),
    ("Hundreds died in the past two weeks.", [("the past two weeks", "DURATION", "P2W")]),
    ("Violence has lasted for decades.", [("decades", "DURATION", "PXDE")]),
    ("He prays every Friday.", [("every Friday", "SET", "XXXX-WXX-5")]),
    ("It is published daily.", [("daily", "SET", "P1D")]),
    ("There are four flights a week.", [("a week", "SET", "P1W")]),
    ("They protest on Mondays.", [("Mondays", "SET", "XXXX-WXX-1")]),
    ("Talks are due in the near future.", [("the near future", "DATE", "FUTURE_REF")]),
    ("The two now agree.", [("now", "DATE", "PRESENT_REF")]),
    ("The two recently agreed.", [("recently", "DATE", "PAST_REF")]),
    ("The blast came at 10:35 a.m. on Tuesday.", [("10:35 a.m. on Tuesday", "TIME", "2012-02-07T10:35")]),
    ("He spoke at 9pm.", [("9pm", "TIME", "2012-02-08T21:00")]),
    ("The truce began at noon Saturday.", [("noon Saturday", "TIME", "2012-02-04T12:00")]),
    ("They were held overnight.", [("overnight", "TIME", "2012-02-08TNI")]),
    ("He was seen last night.", [("last night", "TIME", "2012-02-07TNI")]),
    (
        "Envoys met between 3 and 5 May 1999.",
        [("3", "DATE", "1999-05-03"), ("5 May 1999", "DATE", "1999-05-05")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OTHER)
def test_durations_sets_times(parser: Parser, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert times(text, parser) == expected


NO_TIMES = [
    "They may march on the capital.",
    "The fall of the regime is near.",
    "A spokesman, April Jones, declined to speak.",
    "He is 52 years old and has a 6-year-old boy.",
    "Some 2000 people fled across the border.",
    "It passed resolution 1973 by ten votes.",
    "The Sun newspaper said so.",
    "Sun, a maker of computers, reported a loss.",
    "He spoke at the annual March for Life.",
    "He wrote in USA Today and the Daily Mail.",
    "Less than a quarter of the seats were won.",
    "Nothing of the kind was said.",
    "",
    "\U0001f600 \U00020000 ²³ 99999999999999999999 ٣ \x00",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time(parser: Parser, text: str) -> None:
    assert times(text, parser) == []


def test_the_same_text_gives_masked_values_where_the_day_is_not_known(parser: Parser) -> None:
    text = "On Wednesday he recalled last year's talks of May 28, and October 2010."
    assert dates(text, parser, None) == [
        ("Wednesday", "XXXX-WXX-3"), ("last year", "XXXX"), ("May 28", "XXXX-05-28"), ("October 2010", "2010-10"),
    ]  # fmt: skip
    expressions = read_times(analyse(text, parser))
    weekday, year, day, month = resolve(expressions, published=Interval.parse("2012"))
    assert (weekday.value, year.value, month.value) == ("XXXX-WXX-3", "2011", "2010-10")
    assert weekday.interval == Interval(dt.date(2011, 12, 28), dt.date(2012, 12, 26))
    assert year.interval == Interval.parse("2011")
    assert day.interval.contains(dt.date(2012, 5, 28))


def test_resolving_again_needs_no_reading(parser: Parser) -> None:
    analysis = analyse("The town fell on Monday, nearly three weeks ago and again yesterday.", parser)
    expressions = read_times(analysis)
    for published in (UNKNOWN, Interval.parse("2012-02"), Interval.parse(DAY)):
        assert resolve(expressions, published=published) == find_times(analysis, published=published)


def test_open_ends_stay_open(parser: Parser) -> None:
    expressions = read_times(analyse("He left on Monday.", parser))
    (time_,) = resolve(expressions, published=Interval(dt.date(2012, 2, 8), None))
    assert time_.interval == Interval(dt.date(2012, 2, 6), None)


@pytest.fixture(scope="module")
def mixed(parser: Parser) -> Analysis:
    return analyse(
        "On Friday they met. They will meet on May 28 and next month. In March they left, a year ago, over a weekend. "
        "Two days earlier he had called. Last summer, in the third quarter, on Christmas Day and yesterday at noon.",
        parser,
    )


@settings(max_examples=40, deadline=None)
@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_an_interval_holds_what_any_of_its_days_gives(mixed: Analysis, first: dt.date, length: int, at: int) -> None:
    expressions = read_times(mixed)
    published = Interval(first, first + dt.timedelta(days=length))
    day = first + dt.timedelta(days=min(at, length))
    wide, exact = resolve(expressions, published=published), resolve(expressions, published=Interval.day(day))
    slack = dt.timedelta(days=7)
    for loose, tight in zip(wide, exact, strict=True):
        if tight.interval.first is not None and tight.interval.last is not None and loose.interval.first is not None:
            assert loose.interval.last is not None
            assert loose.interval.first <= tight.interval.first + slack
            assert tight.interval.last <= loose.interval.last + slack


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read(parser: Parser, text: str) -> None:
    previous = 0
    for found in find_times(analyse(text, parser), published=Interval.parse(DAY)):
        assert previous <= found.span.start < found.span.end <= len(text)
        previous = found.span.end


ATTACHED = [
    ("Rebels killed 20 soldiers on Sunday near Homs.", "killed", "2012-02-05", ""),
    ("The minister said on Monday that 20 soldiers were killed on Sunday.", "killed", "2012-02-05", ""),
    ("The minister said on Monday that 20 soldiers were killed on Sunday.", "said", "2012-02-06", ""),
    ("Twenty soldiers were killed, the minister said Monday.", "killed", None, ""),
    ("The visit is expected to begin Wednesday.", "begin", "2012-02-08", ""),
    ("The visit is expected to begin Wednesday.", "visit", "2012-02-08", ""),
    ("Lavrov met Kerry on Monday and urged a ceasefire.", "urged", "2012-02-06", ""),
    ("The attack that killed 20 on Sunday drew protests.", "attack", "2012-02-05", ""),
    ("A bombing in Aleppo on Tuesday killed 12.", "killed", "2012-02-07", ""),
    ("Friday's vote was postponed.", "vote", "2012-02-03", ""),
    ("Thousands have fled since March.", "fled", "2011-03-01/2012-02-08", "since"),
    ("The observers will stay until Friday.", "stay", "../2012-02-10", "until"),
    ("The army took the town before March 2011.", "took", "../2011-02-28", "before"),
    ("He ruled from October 2010 to February 2011 and fled.", "ruled", "2010-10-01/2011-02-28", "from"),
    ("He ruled from October 2010 to February 2011 and fled.", "fled", None, ""),
    ("The council adopted nothing.", "adopted", None, ""),
]


@pytest.mark.parametrize(("text", "word", "interval", "signal"), ATTACHED)
def test_the_date_of_an_act(parser: Parser, text: str, word: str, interval: str | None, signal: str) -> None:
    published = Interval.parse(DAY)
    analysis = analyse(text, parser)
    found = find_times(analysis, published=published)
    sentence = analysis.sentences[0]
    token = next(t for t in sentence.doc if t.text == word)
    attached = time_of(sentence, token, found, published)
    if interval is None:
        assert attached is None
    else:
        assert attached is not None
        assert (str(attached[0]), attached[1]) == (interval, signal)


def test_periods_of_the_calendar() -> None:
    day = dt.date(2012, 2, 8)
    values = {grain: period_of(grain, day).value for grain in ("week", "month", "quarter", "season", "half", "decade")}
    assert values == {
        "week": "2012-W06", "month": "2012-02", "quarter": "2012-Q1", "season": "2012-WI", "half": "2012-H1",
        "decade": "201",
    }  # fmt: skip
    assert period_of("weekend", day).interval == Interval(dt.date(2012, 2, 11), dt.date(2012, 2, 12))
    assert add(dt.date(2012, 1, 31), "month", 1) == dt.date(2012, 2, 29)
    assert Period("year", dt.date(9999, 1, 1)).interval == Interval(dt.date(9999, 1, 1), None)
    assert [easter(y) for y in (2011, 2012, 2013)] == [dt.date(2011, 4, 24), dt.date(2012, 4, 8), dt.date(2013, 3, 31)]


def test_numbers_of_time() -> None:
    assert quantity(["twenty", "-", "four"]) == 24
    assert quantity(["2", "1/2"]) == 2.5
    assert quantity(["a", "hundred"]) == 100
    assert quantity(["two", "thousand"]) == 2000
    assert quantity(["9" * 400]) is None
    assert spelled_year(["two", "thousand", "three"]) == 2003
    assert [length(2.5, "year"), length(None, "week"), length(3, "hour")] == ["P2Y6M", "PXW", "PT3H"]


def test_lexicons_are_whole() -> None:
    assert all(isinstance(word, str) and word == word.lower() for words in word_classes().values() for word in words)
    assert set(word_classes()["MONTH"].values()) == set(range(1, 13))
    assert all(value.endswith("_REF") or value.startswith("P") for _, value in phrases().values())
    assert all({"easter", "days"} & set(entry) or "month" in entry for entry in holidays().values())


def test_time_grows_with_the_text(parser: Parser) -> None:
    analysis = analyse("On Monday, May 28, 2011, and two weeks later, they met at noon. " * 100, parser)
    began = time.process_time()
    found = find_times(analysis, published=Interval.parse(DAY))
    assert len(found) == 300
    assert time.process_time() - began < 2
    assert all(isinstance(t, Time) for t in found)
