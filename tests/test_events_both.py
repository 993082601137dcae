"""What two do to each other, what is told twice, and what has not come yet. All sentences are our own."""

from __future__ import annotations

import pytest

from acting import reads_events
from dragoman.language.parser import Parser
from dragoman.model import Event


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


def pairs(found: tuple[Event, ...], type_: str) -> list[tuple[list[str], list[str]]]:
    """Actors' and recipients' texts of the events of a type."""
    return [([a.text for a in e.actors], [r.text for r in e.recipients]) for e in found if e.type == type_]


def test_each_other(read) -> None:
    assert pairs(read("Peru and Chile accused each other of lying."), "ACCUSE") == [(["Peru"], ["Chile"])]
    assert pairs(read("Both sides accused each other of lying."), "ACCUSE") == [(["Both sides"], [])]
    assert pairs(read("Peru and Chile accused one another of lying."), "ACCUSE") == [(["Peru"], ["Chile"])]
    assert pairs(read("Peru and Chile accused the other members of lying."), "ACCUSE")[0][0] == ["Peru", "Chile"]


def test_a_broken_truce_is_no_truce(read) -> None:
    assert not pairs(read("Peru accused Chile of violating the ceasefire along the river."), "RETREAT")
    assert pairs(read("Peru and Chile declared a ceasefire along the river."), "RETREAT")


def test_where_two_meet_is_no_party(read) -> None:
    found = pairs(read("Russian and Turkish envoys held talks in Geneva."), "CONSULT")
    assert [r for _, r in found] == [[]]
    assert pairs(read("The Turkish envoy joined talks in Geneva."), "CONSULT")[0][1] == ["Geneva"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The rebels demanded that Chad withdraw before the pilots are freed.", "announced"),
        ("The rebels demanded that Chad withdraw after the pilots were freed.", "happened"),
    ],
)
def test_before_and_the_present_is_still_to_come(read, text: str, status: str) -> None:
    assert [e.status for e in read(text) if e.mode == "release"] == [status]


def test_who_drowns_is_drowned_by_nobody(read) -> None:
    assert not pairs(read("At least 14 migrants drowned off Lampedusa."), "ASSAULT")
    assert pairs(read("Smugglers drowned 14 migrants off Lampedusa."), "ASSAULT")


def test_to_agree_on_harm_is_no_threat(read) -> None:
    found = read("The European Union agreed to extend its sanctions on Belarus.")
    assert [(e.type, e.status) for e in found] == [("AGREE", "happened"), ("COERCE", "announced")]
    assert pairs(read("The European Union vowed to extend its sanctions on Belarus."), "THREATEN")


def test_what_is_to_be_halted_is_nobody(read) -> None:
    found = read("Cuba condemned the bombing of Libya, and Peru called for an immediate halt to it.")
    assert pairs(found, "REQUEST") == [(["Peru"], [])]


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Peru warned that it would respond sternly to any provocation.", True),
        ("Peru said it would retaliate against Chile.", True),
        ('"We will hit back hard," the Chilean president said.', True),
        ("Peru said it would respond to the letter next week.", False),
        ("Peru said Chile would respond to the letter.", False),
        ("Peru said it would not retaliate.", False),
    ],
)
def test_to_say_that_one_will_hit_back_is_a_threat(read, text: str, threat: bool) -> None:
    said = text.split('"')[1] if '"' in text else None
    assert bool(pairs(read(text, said=said), "THREATEN")) is threat


def test_a_claim_that_is_denied_beside_it(read) -> None:
    found = read("The army said its men killed ten rebels, a claim the rebels denied.")
    assert [e.status for e in found if e.type == "ASSAULT"] == ["denied"]
    kept = read("The army said its men killed ten rebels and denied that it had shelled Arica.")
    assert {e.status for e in kept if e.type == "ASSAULT"} == {"happened", "denied"}


def test_a_truce_is_scrapped(read) -> None:
    assert [(e.type, e.mode) for e in read("Peru said it had scrapped the armistice.")] == [("SANCTION", "discontinue")]


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("An attack on Peru would be a disaster, the Chilean president said.", "ASSAULT", "hypothetical"),
        ("Strikes on Peru will be launched next week, the Chilean president said.", "ASSAULT", "announced"),
        ("A withdrawal of Chilean troops from Arica is essential.", "RETREAT", "demanded"),
        ("A withdrawal of Chilean troops from Arica is over.", "RETREAT", "happened"),
        ("Sanctions would have been imposed had Chile not freed the prisoners.", "RETREAT", "hypothetical"),
        ("Had the rebels captured the airport, the city would have fallen.", "ASSAULT", "hypothetical"),
        ("The rebels had captured the airport, and the city has fallen.", "ASSAULT", "recalled"),
    ],
)
def test_what_is_only_supposed_or_asked_for(read, text: str, type_: str, status: str) -> None:
    assert status in {e.status for e in read(text) if e.type == type_}


def test_headlines(read) -> None:
    assert pairs(read("Peru, Chile cut ties with Norway"), "SANCTION") == [(["Peru", "Chile"], ["Norway"])]
    assert pairs(read("In Lima, Chile condemned Norway"), "ACCUSE") == [(["Chile"], ["Norway"])]
    assert [e.status for e in read("Peru to send 500 troops to Chile") if e.type == "MOBILIZE"] == ["announced"]
    assert [e.status for e in read("Peru sends 500 troops to Chile") if e.type == "MOBILIZE"] == ["happened"]
    vetoed = read("Peru vetoed sanctions on Chile.")
    assert {e.status for e in vetoed if e.type == "COERCE"} <= {"negated"}


def test_who_is_threatened_is_the_it_of_the_condition(read) -> None:
    found = read("Peru threatened to bomb Chile if it did not free the pilots.")
    assert pairs(found, "RETREAT") == [(["Chile"], ["the pilots"])]
    own = read("Peru said it would free the pilots if Chile withdrew.")
    assert pairs(own, "RETREAT")[0][0] == ["Peru"]


def test_who_is_given_days_to_do_it(read) -> None:
    found = [e for e in read("Peru gave Chile ten days to withdraw its troops.") if e.mode == "withdraw"]
    assert [([a.text for a in e.actors], e.status) for e in found] == [(["Chile"], "demanded")]
    spent = [e for e in read("Peru took ten days to withdraw its troops.") if e.mode == "withdraw"]
    assert all([a.text for a in e.actors] == ["Peru"] for e in spent)


def test_what_is_said_beside_a_pluperfect_passive(read) -> None:
    found = read("Peru said its ships had been provoked and accused Chile of lying.")
    assert pairs(found, "ACCUSE") == [(["Peru"], ["Chile"])]
    one = read("Peru said its ships had been provoked and shelled.")
    assert not pairs(one, "ACCUSE")


def test_what_is_not_ruled_out_may_be(read) -> None:
    found = read("Peru has not ruled out using force against Chile.")
    assert [e.status for e in found if e.type == "ASSAULT"] == ["hypothetical"]
    done = read("Peru did not refrain from using force against Chile.")
    assert [e.status for e in done if e.type == "ASSAULT"] == ["happened"]


def test_neither_nor(read) -> None:
    found = read("Peru neither confirmed nor denied involvement.")
    assert {e.status for e in found if e.type == "REJECT"} <= {"negated"}
    assert {e.status for e in read("Peru denied involvement.") if e.type == "REJECT"} == {"happened"}


def test_demanded_and_decided(read) -> None:
    found = read("Peru demanded that all parties cease hostilities and decided to impose an arms embargo on Chile.")
    assert pairs(found, "COERCE") == [(["Peru"], ["Chile"])]


def test_which_of_an_act_in_a_place(read) -> None:
    found = read("Peru's offensive in Arica, which displaced 4,000 people, was over.")
    assert next(a for a, _ in pairs(found, "ASSAULT")) == ["Peru"]
    other = read("Peru signed a treaty with Chile, which displaced 4,000 people.")
    assert next(a for a, _ in pairs(other, "ASSAULT")) == ["Chile"]


def test_a_vote_is_on_a_text(read) -> None:
    found = read("Thirteen members voted for the Peruvian-drafted text, Russia and China abstained.")
    assert all("Russia" not in r for _, rs in pairs(found, "VOTE") for r in rs)
    assert pairs(read("Peru voted for the text."), "VOTE") == [(["Peru"], ["the text"])]
