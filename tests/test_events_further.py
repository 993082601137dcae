"""Constructions of newswire: clauses parted from their verb, passives that share an auxiliary. Sentences are our own."""

from __future__ import annotations

import pytest

from acting import reads_events
from dragoman.language.parser import Parser
from dragoman.model import Event


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


def kinds(found: tuple[Event, ...]) -> list[str]:
    return [e.type for e in found]


def only(found: tuple[Event, ...], type_: str) -> Event:
    mine = [e for e in found if e.type == type_]
    assert len(mine) == 1, found
    return mine[0]


def test_a_clause_that_a_letter_stands_before_is_the_demand(read) -> None:
    asked = only(read("Norway demanded in a joint note that Mali free the pilots."), "REQUEST")
    assert [p.text for p in asked.recipients] == ["Mali"]
    assert "REQUEST" not in kinds(read("Norway answered in a joint note that Mali freed the pilots."))


def test_what_somebody_calls_it_is_the_thing(read) -> None:
    blamed = only(read("Chad denounced what it called Libyan meddling."), "ACCUSE")
    assert [p.text for p in blamed.recipients] == ["Libyan meddling"]
    assert "ACCUSE" not in kinds(read("Chad denounced what it saw."))


def test_a_passive_shares_its_auxiliary(read) -> None:
    found = read("Two rebels were killed and a soldier wounded in Gao.")
    assert [p.text for e in found for p in e.actors] == []
    found = read("Two rebels were killed and a soldier wounded a nurse in Gao.")
    assert ["a soldier"] in [[p.text for p in e.actors] for e in found]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The former minister was convicted of taking bribes in Mali.", "ACCUSE"),
        ("Norway said Chad bears responsibility for the deaths.", "ACCUSE"),
        ("Norway said the shelling of Gao amounted to a war crime.", "ACCUSE"),
        ("Norway warned Sunday that Chad would pay a price.", "THREATEN"),
        ("Chad's demand that Libya stop was heard.", "REQUEST"),
        ("A blast in Gao left 14 dead.", "ASSAULT"),
        ("Norway said Chad would face the consequences.", "THREATEN"),
        ("Norway called for the lifting of the siege of Gao.", "REQUEST"),
        ("A crowd of 3,000 marched on the parliament in Mali.", "PROTEST"),
    ],
)
def test_more_ways_to_say_it(read, text: str, type_: str) -> None:
    assert type_ in kinds(read(text))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Two killings blamed on Mali were forgotten.", "ACCUSE"),
        ("Norway said Chad carries fish for its neighbours.", "ACCUSE"),
        ("Norway said the harvest in Gao amounted to a feast.", "ACCUSE"),
        ("Norway warned Sunday that Chad would have rain.", "THREATEN"),
        ("Chad's demand for rice was heard.", "REQUEST"),
        ("A feast in Gao left 14 happy.", "ASSAULT"),
        ("Norway said Chad would face the wind.", "THREATEN"),
        ("The recipe called for the lifting of the lid in Mali.", "REQUEST"),
        ("A load of 3,000 rested on the bridge in Mali.", "PROTEST"),
        ("Norway insisted it would not halt its work.", "REQUEST"),
    ],
)
def test_what_only_sounds_like_it(read, text: str, type_: str) -> None:
    assert type_ not in kinds(read(text))


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Norway demanded in a joint note that Mali free the pilots.", "RETREAT", "demanded"),
        ("Norway backs the plan, which envisages a withdrawal of troops from Gao.", "RETREAT", "proposed"),
        ("Norway called the bombing of Gao by Chad an outrage.", "ASSAULT", "happened"),
        ("Norway supports the assault by Chad on the rebels.", "ASSAULT", "happened"),
        ("Norway is poised to bomb Gao.", "ASSAULT", "announced"),
        ("Students marched through Gao to demand the release of the Malian poet.", "REQUEST", "happened"),
        ("Students came to Gao to demand the release of the Malian poet.", "REQUEST", "proposed"),
        ("Norway wants the assault on Gao.", "ASSAULT", "proposed"),
    ],
)
def test_whether_it_happened(read, text: str, type_: str, status: str) -> None:
    assert only(read(text), type_).status == status
