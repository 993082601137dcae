"""Numbers, and the figures that articles claim: each rule with its sentence and its negative."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.actors.cast import Cast
from dragoman.extract.figures import extract
from dragoman.language.analysis import analyse
from dragoman.language.numbers import find_numbers, shifted
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import Actor, Figure, Interval, Mention, Span, Statement
from dragoman.reader import Reader
from dragoman.reference import load

PUBLISHED = Interval.day(dt.date(2014, 5, 21))


def figures(
    text: str, parser: Parser, *, statements: tuple[Statement, ...] = (), places: bool = False
) -> tuple[Figure, ...]:
    analysis = analyse(text, parser)
    times = find_times(analysis, published=PUBLISHED)
    reference = load() if places else None
    return extract(analysis, Cast(()), times, statements, published=PUBLISHED, text_id="t", reference=reference)


def told(text: str, parser: Parser) -> list[tuple[str, int | None, int | None]]:
    return [(f.measure, f.low, f.high) for f in figures(text, parser)]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("22 miners", 22, 22, None),
        ("twenty-two miners", 22, 22, None),
        ("twenty two miners", 22, 22, None),
        ("three hundred and five miners", 305, 305, None),
        ("one hundred twenty thousand five hundred", 120_500, 120_500, None),
        ("seven million two hundred thousand", 7_200_000, 7_200_000, None),
        ("12,400 miners", 12_400, 12_400, None),
        ("2.5 million miners", 2_500_000, 2_500_000, None),
        ("two and a half million", 2_500_000, 2_500_000, None),
        ("half a million miners", 500_000, 500_000, None),
        ("a dozen miners", 12, 12, None),
        ("dozen miners hurt", 12, 12, None),
        ("two dozen miners", 24, 24, None),
        ("at least 40 miners", 40, None, "at least"),
        ("well over 40 miners", 40, None, "well over"),
        ("40 or more miners", 40, None, "or more"),
        ("40+ miners", 40, None, "+"),
        ("up to 40 miners", None, 40, "up to"),
        ("as many as 40 miners", None, 40, "as many as"),
        ("fewer than 40 miners", None, 39, "fewer than"),
        ("nearly 40 miners", 40, 40, "nearly"),
        ("some 40 miners", 40, 40, "some"),
        ("dozens of miners", 12, 99, "dozens"),
        ("scores of miners", 20, 99, "scores"),
        ("tens of thousands of miners", 10_000, 99_999, "tens of thousands"),
        ("hundreds of thousands of miners", 100_000, 999_999, "hundreds of thousands"),
        ("several hundred miners", 100, 999, "several hundred"),
        ("several miners", 3, 9, "several"),
        ("between 3 and 5 miners", 3, 5, None),
        ("20-30 miners", 20, 30, None),
        ("2 to 3 million miners", 2_000_000, 3_000_000, None),
        ("three or four miners", 3, 4, None),
        ("٢٠ miners", 20, 20, None),
    ],
)
def test_a_number_is_read_as_bounds(text: str, low: int | None, high: int | None, qualifier: str | None) -> None:
    (number,) = find_numbers(text)
    assert (number.low, number.high, number.qualifier) == (low, high, qualifier)


@pytest.mark.parametrize(
    "text",
    ["F-18 S/2031/7 40mm 40% 40 percent 10:45 3-2 2014-05-21 21/05 20th Geneva-9 No. 5 0.5 007 two-thirds 2.5-3x",
     "Resolution 1515", "an inch, a score, tens", "²", ""],
)  # fmt: skip
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert find_numbers(text) == ()


def test_a_rise_is_two_numbers_and_no_range() -> None:
    assert [(n.low, n.high) for n in find_numbers("from 20 to 45")] == [(20, 20), (45, 45)]


def test_spans_of_numbers_hold_qualifier_and_core() -> None:
    text = "They found at least 40 more."
    (number,) = find_numbers(text)
    assert number.span.of(text) == "at least 40"
    assert number.core.of(text) == "40"
    assert shifted(number, 5).core == Span(number.core.start + 5, number.core.end + 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve miners were killed.", [("killed", 12, 12)]),
        ("22 were killed near the bridge.", [("killed", 22, 22)]),
        ("The blast killed at least 18 people.", [("killed", 18, None)]),
        ("Gunmen shot dead up to 9 farmers on Monday.", [("killed", None, 9)]),
        ("The flood claimed the lives of 31 villagers.", [("killed", 31, 31)]),
        ("The flood claimed 31 lives.", [("killed", 31, 31)]),
        ("Fourteen sailors lost their lives.", [("killed", 14, 14)]),
        ("The shelling led to the death of five farmers.", [("killed", 5, 5)]),
        ("The death toll rose to 45.", [("killed", 45, 45)]),
        ("The number of dead has reached 45, doctors said.", [("killed", 45, 45)]),
        ("The raid left 20 dead and 30 wounded.", [("killed", 20, 20), ("wounded", 30, 30)]),
        ("The raid left 23 farmers - nine of them children - dead.", [("killed", 23, 23), ("killed", 9, 9)]),
        ("There were 20 deaths.", [("killed", 20, 20)]),
        ("Over 50 Rebels Killed in Northern Valley", [("killed", 50, None)]),
        ("Mortar fire kills 12 wounds 50", [("killed", 12, 12), ("wounded", 50, 50)]),
        ("The mine killed three soldiers, wounding 30 others.", [("killed", 3, 3), ("wounded", 30, 30)]),
        ("Two children died and 6 people are missing.", [("killed", 2, 2), ("missing", 6, 6)]),
        ("Police arrested hundreds of students.", [("detained", 100, 999)]),
        ("Troops rounded up dozens of men.", [("detained", 12, 99)]),
        ("Scores were arrested.", [("detained", 20, 99)]),
        ("A tribunal sentenced more than 90 rebels to prison.", [("convicted", 90, None)]),
        ("Gunmen kidnapped six engineers.", [("kidnapped", 6, 6)]),
        ("Hundreds of thousands of people fled the valley.", [("fled", 100_000, 999_999)]),
        ("The war has displaced 2.5 million people.", [("displaced", 2_500_000, 2_500_000)]),
        ("About 4,000 people are trapped in the town.", [("besieged", 4000, 4000)]),
        ("Some 50 observers arrived.", [("observers", 50, 50)]),
        ("The country keeps 38,000 troops there.", [("troops", 38_000, 38_000)]),
        ("The ministry pledged $20 million in aid.", [("money", 20_000_000, 20_000_000)]),
        ("No civilians were killed.", [("killed", 0, 0)]),
        ("A nurse was killed.", [("killed", 1, 1)]),
        ("Of the 45 villagers killed most were elderly.", [("killed", 45, 45)]),
        ("25 Rebels Killed Injured in Northern Valley", [("killed", 25, 25)]),
        ("Over 90 are estimated to have been killed.", [("killed", 90, None)]),
        ("The army destroyed over 60 militants and two depots.", [("killed", 60, None), ("other", 2, 2)]),
        ("Raids killed 14 gunmen 5 farmers", [("killed", 14, 14), ("killed", 5, 5)]),
        ("The flood killed from 500 to well over 900 people.", [("killed", 500, 500), ("killed", 900, None)]),
        ("A seven-member panel met.", [("other", 7, 7)]),
    ],
)  # fmt: skip
def test_what_became_of_the_counted(
    text: str, expected: list[tuple[str, int | None, int | None]], parser: Parser
) -> None:
    assert told(text, parser) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The teacher, aged 44, spoke for 20 minutes.",
        "A 20-year-old student asked about Resolution 1515.",
        "In 2013 the village lay 40 km from the front.",
        "On May 12 they fired 30 rockets and lost two tanks.",
        "One of the 15 members abstained, and no one objected.",
        "A monitor said the two sides would meet.",
        "Nobody could kill 20 men with it.",
        "They threatened to kill 20 hostages.",
    ],
)
def test_what_is_no_toll_is_left_alone(text: str, parser: Parser) -> None:
    assert {measure for measure, _, _ in told(text, parser)} <= {"other", "kidnapped"}
    assert not [f for f in figures(text, parser) if f.headline and f.measure != "kidnapped"]


def test_those_who_kill_are_not_the_killed(parser: Parser) -> None:
    found = figures("Twenty rebels killed three soldiers.", parser)
    assert [(f.low, f.who) for f in found if f.measure == "killed"] == [(3, "soldiers")]
    found = figures("Five people were killed by 20 gunmen.", parser)
    assert [(f.low, f.who) for f in found if f.measure == "killed"] == [(5, "people")]


def test_a_part_is_linked_to_its_whole(parser: Parser) -> None:
    whole, part = figures("The blast killed 20 people, including five children.", parser)
    assert (part.measure, part.low, part.who) == ("killed", 5, "children")
    assert part.part_of == whole.id
    assert whole.part_of is None
    assert whole.headline
    assert not part.headline
    part, whole = figures("Three children were among at least 19 civilians killed.", parser)
    assert part.part_of == whole.id
    assert (whole.low, whole.high, whole.headline) == (19, None, True)
    (only,) = figures("The blast killed 20 people, including women and children.", parser)
    assert only.low == 20


def test_coordinated_counts_share_what_became_of_them(parser: Parser) -> None:
    found = figures("The shelling killed nine civilians and three soldiers.", parser)
    assert [(f.measure, f.low, f.who) for f in found] == [("killed", 9, "civilians"), ("killed", 3, "soldiers")]
    found = figures("Five children and four medical staff were killed.", parser)
    assert [(f.measure, f.low) for f in found] == [("killed", 5), ("killed", 4)]
    found = figures("Raids killed 20 people in the north and 13 in the south.", parser)
    assert [(f.measure, f.low) for f in found] == [("killed", 20), ("killed", 13)]
    found = figures("The shelling killed nine civilians and destroyed three houses.", parser)
    assert [(f.measure, f.low) for f in found] == [("killed", 9), ("other", 3)]


def test_text_that_lost_its_commas(parser: Parser) -> None:
    text = "At least 16 villagers including women and children were killed Friday in a raid a doctor said."
    assert told(text, parser) == [("killed", 16, None)]
    assert told("Five Farmers Killed over 43 Injured in Rocket Fire", parser) == [
        ("killed", 5, 5),
        ("wounded", 43, None),
    ]


def test_of_whom_as_the_text_has_it(parser: Parser) -> None:
    assert [f.who for f in figures("Mines killed 12 other Syrian soldiers.", parser)] == ["Syrian soldiers"]
    assert [f.who for f in figures("Mines killed 12 of his guards.", parser)] == ["guards"]
    assert [f.who for f in figures("Mines killed 12 others.", parser)] == [None]


def test_totals_say_that_they_are_totals(parser: Parser) -> None:
    (total,) = figures("More than 4,300 villagers have been killed since March.", parser)
    assert total.scope == "cumulative"
    assert total.date == Interval(dt.date(2014, 3, 1), dt.date(2014, 5, 21))
    (total,) = figures("The conflict has killed 5,000 people in 11 months.", parser)
    assert total.scope == "cumulative"
    assert total.date.last == dt.date(2014, 5, 21)
    (incident,) = figures("A blast killed 12 people on Monday.", parser)
    assert incident.scope == "incident"
    assert incident.date == Interval.day(dt.date(2014, 5, 19))
    (undated,) = figures("A blast killed 12 people.", parser)
    assert undated.date == PUBLISHED


def test_a_rate_says_so(parser: Parser) -> None:
    (figure,) = figures("Some 40 people are killed there a day.", parser)
    assert "per day" in figure.how
    assert figure.scope == "rate"
    (figure,) = figures("Some 40 people were killed on a day of mourning.", parser)
    assert "per day" not in figure.how


def test_exactly_one_headline(parser: Parser) -> None:
    text = (
        "A mine blast killed 12 farmers near the border on Tuesday, the governor said.\n"
        "Among the twelve were two children. Eight people were wounded.\n"
        "More than 4,000 people have been killed since the war began."
    )
    found = figures(text, parser)
    assert [f.low for f in found if f.headline] == [12]
    (only,) = figures("Police detained 40 students.", parser)
    assert only.headline
    assert not any(f.headline for f in figures("Forty ministers met.", parser))


def test_in_a_report_of_many_tolls_those_of_other_incidents_say_so(parser: Parser) -> None:
    text = (
        "A mine blast killed 12 farmers on Tuesday, the governor said.\n"
        "The 12 farmers were killed when their bus hit the mine.\n"
        "The governor said the toll of 12 might rise. The hospital also spoke of 12 dead.\n"
        + "The road leads to the border. It was closed for weeks. Nobody knew of mines there.\n"
        * 3
        + "Meanwhile another raid killed three herders in the south.\n"
        "More than 4,000 people have been killed since the war began in 2011."
    )
    found = figures(text, parser)
    assert [(f.low, f.scope) for f in found].count((12, "incident")) == 4
    assert [(f.scope, f.measure) for f in found if f.low == 4000] == [("cumulative", "killed")]
    assert [f.scope for f in found if f.low == 3] == ["other incident"]
    few = "A mine killed 12 farmers.\nMore than 4,000 people have been killed since the war began."
    assert {m for m, _, _ in told(few, parser)} == {"killed"}


def test_the_claimant_speaks_the_innermost_statement(parser: Parser) -> None:
    text = "Doctors said the governor told them that 12 farmers were killed."
    doctors, governor = Actor("group:doctors", "doctors"), Actor("person:~g", "governor")
    outer = Statement("o", "indirect", (Span(0, 7),), (Span(8, 12),), (Span(13, len(text)),), speaker=doctors)
    inner = Statement("i", "indirect", (Span(13, 25),), (Span(26, 30),), (Span(36, len(text)),), speaker=governor)
    (figure,) = figures(text, parser, statements=(outer, inner))
    assert figure.claimant == governor
    (figure,) = figures(text, parser, statements=(outer,))
    assert figure.claimant == doctors
    (figure,) = figures(text, parser)
    assert figure.claimant is None


def test_according_to_names_the_claimant_where_no_statement_does(parser: Parser) -> None:
    text = "A mine killed 12 farmers according to the Ministry of Roads."
    ministry = Actor("org:roads", "Ministry of Roads")
    analysis = analyse(text, parser)
    cast = Cast((Mention(Span(text.index("Ministry"), len(text) - 1), ministry),))
    (figure,) = extract(analysis, cast, (), (), published=PUBLISHED, text_id="t", reference=None)
    assert figure.claimant == ministry


def test_where(parser: Parser) -> None:
    (figure,) = figures("A car bomb killed 12 people in the city of Aleppo on Monday.", parser, places=True)
    assert figure.place is not None
    assert (figure.place.name, figure.place.country) == ("Aleppo", "SYR")
    (figure,) = figures("A car bomb killed 12 people in the village.", parser, places=True)
    assert figure.place is None


def test_ids_are_stable_and_unique(parser: Parser) -> None:
    text = "Mines killed 12 men. Mines killed 12 men. A raid killed 3 men and wounded 12."
    one, two = figures(text, parser), figures(text, parser)
    assert one == two
    assert len({f.id for f in one}) == len(one) == 4


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_text_is_read(parser: Parser, text: str) -> None:
    for wrapped in (text, f"At least 20 {text} were killed, including 3 {text}."):
        for number in find_numbers(wrapped):
            assert number.low is not None or number.high is not None
            assert number.span.contains(number.core)
        for figure in figures(wrapped, parser):
            assert 0 <= figure.span.start < figure.span.end <= len(wrapped)
        assert sum(f.headline for f in figures(wrapped, parser)) <= 1


@pytest.mark.parametrize(
    "piece", ["1,234", "12-", "1,", "at least ", "hundreds of ", "a half ", "9", "two hundred and "]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    began = time.process_time()
    find_numbers(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 5


def test_a_count_that_is_moved_by_a_verb_before_it(reader: Reader) -> None:
    found = reader.read("Divers found a wreck on Monday, bringing the number of people hired to 67.").figures
    assert not [f for f in found if f.low == 67 and f.measure == "killed"]
    found = reader.read(
        "Divers searched the hull on Monday, bringing the number of people killed to at least 67."
    ).figures
    assert [(f.measure, f.low, f.high) for f in found] == [("killed", 67, None)]


def test_a_rival_toll_is_of_the_same_incident(reader: Reader) -> None:
    text = (
        "OSLO - At least 67 people were killed when the ferry sank, the ministry of Norway said on Tuesday.\n"
        "Norway said divers had found the 67 dead. Norway spoke of 67 deaths again later.\n"
        + "The ship lay in the harbour. The harbour was closed. Nobody was allowed in.\n" * 3
        + "Sweden insists that 39 people were killed. Meanwhile another boat sank and killed 36 people, Sweden said."
    )
    scopes = {f.low: f.scope for f in reader.read(text, published="2013-02-05").figures if f.measure == "killed"}
    assert scopes[39] == "incident"
    assert scopes[36] == "other incident"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Air strikes killed 12 people.", "air strike"),
        ("Mortar fire killed 12 people.", "shelling"),
        ("A car bomb killed 12 people.", "explosion"),
        ("Gunmen shot dead 12 people.", "shooting"),
        ("Twelve people died of sarin poisoning.", "chemical weapons"),
        ("A fever killed 12 people.", None),
    ],
)
def test_by_what_means(parser: Parser, text: str, cause: str | None) -> None:
    (figure,) = [f for f in figures(text, parser) if f.measure == "killed"]
    assert figure.cause == cause


def test_by_whose_act(reader: Reader) -> None:
    (figure,) = reader.read("Russian air strikes killed 12 people.", published="2016-02-05").figures
    assert (figure.by.country if figure.by else None) == "RUS"
    (figure,) = reader.read("Air strikes killed 12 people.", published="2016-02-05").figures
    assert figure.by is None


NO_TOLLS = [
    "The minister, 54, met a man aged 61.",
    "Resolution 2118 was adopted on 27 September 2013.",
    "The army fired 30 rockets and 12 shells.",
    "The village lies 45 kilometres from the border.",
    "The 38-year-old was born in 1975.",
    "It was 20 degrees at 6 a.m.",
    "Channel 4 and Route 66 were named.",
]


@pytest.mark.parametrize("text", NO_TOLLS)
def test_numbers_that_are_no_tolls(parser: Parser, text: str) -> None:
    tolls = {"killed", "wounded", "casualties", "missing", "detained", "displaced", "fled", "captured", "kidnapped"}
    assert not [f for f in figures(text, parser) if f.measure in tolls or f.headline]
    assert all(f.scope is None for f in figures(text, parser))


def test_troops_observers_money_and_goods(parser: Parser) -> None:
    text = "Norway sent 300 troops and 40 observers, $20 million and 500 tonnes of flour."
    assert {(f.measure, f.low) for f in figures(text, parser)} == {
        ("troops", 300), ("observers", 40), ("money", 20_000_000), ("goods", 500),
    }  # fmt: skip
