"""What ends a content: a second cue of the same source, an agency in a text without commas; and acts that are none."""

from __future__ import annotations

import pytest

from dragoman import Reader
from dragoman.model import Statement


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(fast=True)


def _read(reader: Reader, text: str) -> list[tuple[str, str, str]]:
    def told(s: Statement) -> tuple[str, str, str]:
        return tuple(" … ".join(p.of(text) for p in parts) for parts in (s.source, s.cue, s.content))  # type: ignore[return-value]

    return [told(s) for s in reader.read(text).statements]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "The minister denied any fault saying the dam had been inspected in May.",
            ("The minister", "denied", "any fault"),
            ("The minister", "saying", "the dam had been inspected in May"),
        ),
        (
            "The army stressed that rebels must leave the port and made clear it would not wait.",
            ("The army", "stressed", "that rebels must leave the port"),
            ("The army", "made … clear", "it would not wait"),
        ),
    ],
)
def test_a_second_cue_is_a_statement_of_its_own(
    reader: Reader, text: str, first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    assert _read(reader, text) == [first, second]


def test_what_somebody_is_accused_of_saying_is_no_second_cue(reader: Reader) -> None:
    found = _read(reader, "The union accused the mayor of saying too little.")
    assert [(source, content) for source, _, content in found] == [("The union", "the mayor of saying too little")]


def test_a_modal_governs_what_is_joined_to_it(reader: Reader) -> None:
    found = _read(reader, "The army stressed that rebels must leave the port and make clear that they will not return.")
    assert found[0][:2] == ("The army", "stressed")
    assert found[0][2].startswith("that rebels must leave the port and make clear")


def test_an_agency_at_the_end_of_a_sentence_without_commas(reader: Reader) -> None:
    found = _read(reader, "Egypt said it had seen arms in the hills Anadolu news agency reported.")
    assert ("Anadolu news agency", "reported", "Egypt said it had seen arms in the hills") in found
    assert ("Egypt", "said", "it had seen arms in the hills") in found


def test_who_owns_it_is_not_it(reader: Reader) -> None:
    text = "Five sailors drowned when a ferry hit a rock near the port late Monday the company that owns it said."
    found = [s for s in reader.read(text).statements if s.cue[0].of(text) == "said"]
    assert [s.source[0].of(text) for s in found] == ["the company that owns it"]
    assert all(s.speaker is None or "sailor" not in s.speaker.name for s in found)


def test_which_stands_for_the_plan(reader: Reader) -> None:
    found = _read(reader, "Norway backed the plan, which calls for a truce in the south.")
    assert ("the plan … which", "calls … for", "a truce in the south") in found


def test_a_demand_told_by_another_is_within(reader: Reader) -> None:
    text = "He said the island's large Greek minority demanded a settlement of the dispute."
    outer, inner = reader.read(text).statements
    assert inner.within == outer.id
    assert inner.source[0].of(text) == "the island's large Greek minority"


def test_who_is_told_to_have_assured_is_the_source(reader: Reader) -> None:
    text = "Haddad said Berri assured him he was ready to leave."
    assert [s.source[0].of(text) for s in reader.read(text).statements] == ["Haddad", "Berri"]


@pytest.mark.parametrize(
    "text",
    [
        "The number of dead is expected to rise.",
        "The two presidents signed an accord on fishing.",
        "Parliament has ratified the accord.",
        "The fire claimed the lives of three miners.",
        "The band played “Long Way Down” twice.",
        "Ministers will discuss fish on Thursday.",
        "Source: Harbour Board press office",
    ],
)
def test_acts_are_no_statements(reader: Reader, text: str) -> None:
    assert _read(reader, text) == []


def test_what_is_expected_by_somebody_is_a_statement(reader: Reader) -> None:
    assert _read(reader, "Analysts expect that the price of bread will rise.") == [
        ("Analysts", "expect", "that the price of bread will rise")
    ]
