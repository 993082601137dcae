"""Acts too slight to be told, and misreadings of two into one. All sentences are our own."""

from __future__ import annotations

import pytest

from acting import reads_events
from dragoman.language.parser import Parser
from dragoman.model import Event

FILLER = " ".join(
    f"The harvest in the valley was poor for the {n} year." for n in ("third", "fourth", "fifth", "sixth")
)


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


def kinds(found: tuple[Event, ...]) -> list[str]:
    return [e.type for e in found]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("The inspectors toured nine depots on Monday.", None),
        ("French President Francois Hollande visited Paris on Monday.", None),
        ("Villagers hoping to arm a militia prayed for rain.", None),
        ("The analyst said the rebels might sign an agreement one day.", "the rebels might sign an agreement one day"),
    ],
)
def test_in_a_long_article_only_a_notice_would_tell_it(read, act: str, said: str | None) -> None:
    opening = "Norway condemned Belarus on Tuesday. "
    long = kinds(read(f"{opening}{act} {FILLER}", said=said))
    assert long == ["ACCUSE"]


@pytest.mark.parametrize(
    ("act", "type_"),
    [
        ("The inspectors toured Iraq on Monday.", "CONSULT"),
        ("French President Francois Hollande visited Mali on Monday.", "CONSULT"),
        ("Israel threatened to bomb Iran.", "ASSAULT"),
        ("The mayor resigned on Monday.", "RETREAT"),
    ],
)
def test_what_a_long_article_tells_all_the_same(read, act: str, type_: str) -> None:
    assert type_ in kinds(read(f"Norway condemned Belarus on Tuesday. {act} {FILLER}"))


def test_nobody_asks_himself(read) -> None:
    assert "REQUEST" not in kinds(read("Eritrea urged Eritrea to leave Badme."))
    assert "REQUEST" in kinds(read("Ethiopia urged Eritrea to leave Badme."))


def test_an_opposition_that_acts_is_no_act_of_opposing(read) -> None:
    assert kinds(read("Syria's opposition has accused Russia of lying.")) == ["ACCUSE"]
    assert "REJECT" in kinds(read("Chad's opposition to the treaty is firm."))


def test_who_an_attack_is_blamed_on_did_it(read) -> None:
    [event] = [e for e in read("Two bombings attributed to the rebels killed nine people.") if e.type == "ASSAULT"]
    assert [p.text for p in event.actors] == ["the rebels"]
    [event] = [e for e in read("Norway condemned an attack blamed on the militia.") if e.type == "ASSAULT"]
    assert [p.text for p in event.actors] == ["the militia"]


def test_the_toll_is_of_the_last_violence_told_also_when_something_else_is_told_between(read) -> None:
    found = read("Russian jets bombed Idlib on Monday. Norway condemned Russia. Nine people were killed.")
    assert kinds(found) == ["ASSAULT", "ACCUSE"]
    assert [p.text for p in found[0].recipients] == ["Idlib", "Nine people"]


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Chad gave no sign of withdrawing its troops from Mali.", "RETREAT", "negated"),
        ("Riot police responded with volleys of tear gas.", "COERCE", "happened"),
    ],
)
def test_further_ways_of_telling(read, text: str, type_: str, status: str) -> None:
    assert (type_, status) in [(e.type, e.status) for e in read(text)]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Oman was calling for talks and urging pressure on the rebels.", "CONSULT"),
        ("The decree stops the work of aid groups.", "PROTEST"),
    ],
)
def test_what_is_not_told(read, text: str, type_: str) -> None:
    assert type_ not in kinds(read(text))


def test_to_agree_with_somebody_to_do_harm_to_others_is_no_threat_to_him(read) -> None:
    assert "THREATEN" not in kinds(read("Spain agreed with Morocco to deport the smugglers."))


@pytest.mark.parametrize(
    ("text", "type_", "status", "actor"),
    [
        ("The Taliban claimed responsibility for the attack on the convoy.", "ASSAULT", "happened", "The Taliban"),
        ("The Kremlin denied any role in the killing of the poet.", "ASSAULT", "denied", "The Kremlin"),
        ("French President Nicolas Sarkozy said Laurent Gbagbo must go.", "RETREAT", "demanded", "Laurent Gbagbo"),
        ("Russia has threatened a veto of the draft.", "VOTE", "threatened", "Russia"),
        ("Jordan shared intelligence on the smugglers with Iraq.", "COOPERATE", "happened", "Jordan"),
        ("Turkey has been sending food and blankets to Jordan.", "AID", "ongoing", "Turkey"),
        ("Fighting between the army and the rebels broke out in Goma.", "ASSAULT", "happened", "the army"),
    ],
)
def test_who_does_it_is_found_by_the_verb_that_carries_the_act(read, text, type_, status, actor) -> None:
    assert (type_, status, actor) in [(e.type, e.status, e.actors[0].text if e.actors else None) for e in read(text)]


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("U.S. Secretary of State John Kerry is due in Cairo on Monday.", "CONSULT", "announced"),
        ("The Czech government approved the delivery of tanks to Kiev.", "AID", "happened"),
        ("Beijing wants Manila to leave the shoal.", "REQUEST", "happened"),
        ("Envoys of the Taliban are locked in talks with the American delegation.", "CONSULT", "happened"),
    ],
)
def test_words_of_the_front_page(read, text: str, type_: str, status: str) -> None:
    assert (type_, status) in [(e.type, e.status) for e in read(text)]
