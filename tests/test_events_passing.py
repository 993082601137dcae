"""Acts told in passing, and one act told twice: what a long article's timeline leaves out. Sentences are our own."""

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


def who(found: tuple[Event, ...]) -> list[str]:
    return [p.text for e in found for p in e.actors]


def kinds(found: tuple[Event, ...]) -> list[str]:
    return [e.type for e in found]


@pytest.mark.parametrize(
    ("passing", "told", "type_"),
    [
        # what an act was meant to bring about
        ("Sudan sent envoys home to crush the mutiny.", "Sudan crushed the mutiny.", "COERCE"),
        # what tells who somebody is
        ("Gangs fighting the militia sang.", "Gangs fought the militia.", "ASSAULT"),
        # what is done again and again
        ("Kurdish workers march each July against Iraq.", "Kurdish workers marched on Monday against Iraq.", "PROTEST"),
        # harm asked for of nobody
        ("Chad wants the mutinous league disbanded.", "Chad disbanded the mutinous league.", "COERCE"),
    ],
)
def test_what_a_long_article_says_in_passing(read, passing: str, told: str, type_: str) -> None:
    opening = "Norway condemned Belarus on Tuesday."
    assert type_ not in kinds(read(f"{opening} {passing} {FILLER}"))
    assert type_ in kinds(read(f"{opening} {told} {FILLER}"))


def test_a_deed_announced_as_a_threat_is_told_once(read) -> None:
    opening = "Norway condemned Belarus on Tuesday."
    assert kinds(read(f"{opening} Chad said it would attack Libya. {FILLER}")) == ["ACCUSE", "THREATEN"]
    assert kinds(read(f"{opening} Chad attacked Libya. {FILLER}")) == ["ACCUSE", "ASSAULT"]


def test_words_to_the_press_are_no_event(read) -> None:
    assert kinds(read("Angela Merkel told reporters that the harvest was poor.")) == []
    assert kinds(read("Angela Merkel told Vladimir Putin that the harvest was poor.")) == ["STATEMENT"]


def test_arms_back_nobody(read) -> None:
    assert "SUPPORT" not in kinds(read("Malian soldiers backed by tanks entered Gao."))
    assert "SUPPORT" in kinds(read("Malian soldiers backed by France entered Gao."))


def test_an_act_of_a_kind_is_no_event(read) -> None:
    assert kinds(read("Bombing villagers is a crime.")) == []
    assert kinds(read("Chad is bombing villagers.")) == ["ASSAULT"]


def test_arms_of_ones_own_are_no_target(read) -> None:
    assert "ASSAULT" not in kinds(read("Libya destroyed its missiles."))
    assert "ASSAULT" in kinds(read("Libya destroyed the bridges of Chad."))


def test_a_task_is_no_charge(read) -> None:
    assert "ACCUSE" not in kinds(read("Norway charged the monitors with watching the border of Mali."))
    assert "ACCUSE" in kinds(read("Norway charged the monitors with selling the secrets of Mali."))


def test_to_hold_a_town_is_no_blow(read) -> None:
    assert kinds(read("The rebels control the town.")) == []
    assert kinds(read("The rebels captured the town.")) == ["ASSAULT"]


def test_a_neighbour_is_no_inspector(read) -> None:
    assert kinds(read("A boy inspects the ruins of an Iranian plant.")) == []
    assert kinds(read("The agency inspects an Iranian plant.")) == ["ACCUSE"]


def test_who_takes_sides_in_a_war_does_not_wage_it(read) -> None:
    assert who(read("Norway was taking sides in the war in Mali.")) == []
    assert who(read("Norway took part in the war in Mali.")) == ["Norway"]


def test_the_attack_is_the_one_just_told(read) -> None:
    told = read("Jets bombed a bus near Mekele on Monday. The attack killed ten villagers.")
    assert [(e.type, len(e.spans)) for e in told] == [("ASSAULT", 1)]
    assert [p.text for p in told[0].recipients] == ["a bus", "ten villagers"]
    assert len(read("Jets bombed a bus near Mekele on Monday. An attack killed ten villagers.")) == 2


def test_who_was_killed_when_somebody_shelled_a_town(read) -> None:
    (told,) = read("Two villagers were killed when Chadian troops shelled Gao.")
    assert [p.text for p in told.actors] == ["Chadian troops"]
    assert [p.text for p in told.recipients] == ["Two villagers", "Gao"]
    assert told.place is not None
    assert len(read("Two villagers were killed before Chadian troops shelled Gao.")) == 2


def test_an_act_is_not_by_whom_it_is_welcomed(read) -> None:
    assert who(read("A raid welcomed by Norway on Gao has ended.")) == ["Norway"]
    assert kinds(read("A raid welcomed by Norway on Gao has ended."))[-1] == "SUPPORT"
    assert who(read("A raid launched by Chad on Gao has ended.")) == ["Chad"]


def test_the_killed_do_not_intensify_the_strikes(read) -> None:
    found = read("Ten villagers were killed in intensifying strikes on Gao by Chad.")
    assert "Ten villagers" not in who(found)


def test_a_meeting_to_come_is_no_promise_beside(read) -> None:
    opening = "Norway condemned Belarus on Tuesday."
    assert kinds(read(f"{opening} Chad said it would meet Libya in May. {FILLER}")) == ["ACCUSE", "CONSULT"]
    assert "AGREE" in kinds(read(f"{opening} Chad assured Libya that it would not arm Mali. {FILLER}"))
