"""Acts that go on, may be, are denied or were not done. All sentences are our own."""

from __future__ import annotations

import pytest

from acting import reads_events
from dragoman.language.parser import Parser


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Chad's blockade of the province is in its fourth month.", "COERCE", "ongoing"),
        ("Chad's blockade of the province is in its port.", "COERCE", "happened"),
        ("Chad's crackdown on the opposition shows no sign of abating.", "COERCE", "ongoing"),
        ("Oman continues to supply the rebels with rockets.", "AID", "ongoing"),
        ("Oman supplied the rebels with rockets.", "AID", "happened"),
        ("Envoys fear that Chad will invade Sudan.", "ASSAULT", "hypothetical"),
        ("Envoys say that Chad will invade Sudan.", "ASSAULT", "announced"),
        ("Chad is mulling a plan to send troops to Mali.", "MOBILIZE", "hypothetical"),
        ("Chad has a plan to send troops to Mali.", "MOBILIZE", "announced"),
        ("Chad said it had never shelled the village.", "ASSAULT", "denied"),
        ("Envoys said Chad had never shelled the village.", "ASSAULT", "negated"),
        ("It is not true that Chad arrested the journalists.", "COERCE", "denied"),
        ("It is true that Chad arrested the journalists.", "COERCE", "happened"),
        ("The rebels disclaimed responsibility for the ambush of the convoy.", "ASSAULT", "denied"),
        ("The rebels claimed responsibility for the ambush of the convoy.", "ASSAULT", "happened"),
        ("The council stopped short of condemning Chad.", "ACCUSE", "negated"),
        ("The convoy was stopped before it could deliver food to Madaya.", "AID", "negated"),
        ("The opposition scrapped its march on the palace.", "PROTEST", "negated"),
        ("The opposition staged its march on the palace.", "PROTEST", "happened"),
        ("Chad is holding nine soldiers as prisoners.", "COERCE", "ongoing"),
    ],
)
def test_status_of_acts_that_are_no_plain_fact(read, text: str, type_: str, status: str) -> None:
    assert (type_, status) in [(e.type, e.status) for e in read(text)]


def test_who_is_said_to_be_a_spy_is_accused_once(read) -> None:
    found = [e for e in read("Sudan alleged Moussa was a Chadian spy.") if e.type == "ACCUSE"]
    assert [(e.actors[0].text, e.recipients[0].text) for e in found] == [("Sudan", "Moussa")]
    assert not [e for e in read("Sudan said Moussa was a Chadian poet.") if e.type == "ACCUSE"]


def test_killings_are_told_by_who_they_are_laid_to(read) -> None:
    [event] = [e for e in read("The party was expelled for three killings blamed on the militia.") if e.type == "ASSAULT"]
    assert [p.text for p in event.actors] == ["the militia"]
    assert "ASSAULT" not in [e.type for e in read("The killings were the talk of the town.")]
