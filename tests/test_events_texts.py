"""Words of a text that others turn down, borrowed subjects, and what is no deed yet. All sentences are our own."""

from __future__ import annotations

import pytest

from acting import reads_events
from dragoman.language.parser import Parser
from dragoman.model import Event


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


def told(found: tuple[Event, ...], type_: str) -> list[tuple[list[str], str]]:
    """Actors' texts and status of the events of a type."""
    return [([a.text for a in e.actors], e.status) for e in found if e.type == type_]


@pytest.mark.parametrize(
    "text",
    [
        "Iceland vetoed a draft condemning Norway for the raid.",
        "Lawmakers rejected a motion condemning Norway for the raid.",
        "The council failed to adopt a statement condemning Norway.",
        "Iceland opposes a draft that demands a truce and condemns Norway for the raid.",
        "Iceland welcomed a statement condemning Norway for the raid.",
    ],
)
def test_who_does_not_make_a_text_his_own_does_not_condemn(read, text: str) -> None:
    assert not told(read(text), "ACCUSE")


@pytest.mark.parametrize(
    "text",
    [
        "Iceland circulated a statement condemning Norway for the raid.",
        "Iceland, which drafted the text, denounced the veto and condemned Norway for the raid.",
        "Iceland rejected a motion that praised the raid, and condemned Norway for the raid.",
    ],
)
def test_who_issues_it_does(read, text: str) -> None:
    assert (["Iceland"], "happened") in told(read(text), "ACCUSE")


def test_a_finite_verb_is_not_joined_to_an_infinitive(read) -> None:
    found = read("Norway calls on Chad to pull out its troops and condemns Belarus.")
    assert told(found, "ACCUSE") == [(["Norway"], "happened")]
    kept = read("Norway calls on Chad to pull out its troops and free the pilots.")
    assert ("demanded") in {e.status for e in kept if e.type == "RETREAT"}


def test_who_has_seen_a_text_does_not_speak_in_it(read) -> None:
    assert not told(read("The letter, obtained by the Associated Press, accuses Uganda of arming gangs."), "ACCUSE")
    assert told(read("A letter written by Norway accuses Uganda of arming gangs."), "ACCUSE")


def test_of_whom_it_is_said(read) -> None:
    found = told(read("Norway blames armed gangs it says have killed 20 soldiers."), "ASSAULT")
    assert found == [(["armed gangs"], "happened")]
    assert told(read("Norway says it has killed 20 militants."), "ASSAULT") == [(["Norway"], "happened")]


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Hungary was the first country to recognise the junta.", "SUPPORT", "happened"),
        ("Hungary plans to recognise the junta.", "SUPPORT", "announced"),
        ("The general became the latest official to resign.", "RETREAT", "happened"),
        ("The general made a decision to resign.", "RETREAT", "announced"),
        ("The rebels have until midnight to lay down their arms.", "RETREAT", "demanded"),
        ("The rebels have laid down their arms.", "RETREAT", "happened"),
        ("Police are searching for a man wanted for the murder of the envoy.", "ASSAULT", "happened"),
        ("The group called for the murder of the envoy.", "ASSAULT", "demanded"),
        ("Norway rejected as slander a report that it had bombed Reykjavik.", "ASSAULT", "denied"),
        ("Norway published as a warning a report that it had bombed Reykjavik.", "ASSAULT", "happened"),
        ("Ten years after NATO bombed Serbia, the two sides held drills.", "ASSAULT", "recalled"),
        ("A day after NATO bombed Serbia, the two sides held talks.", "ASSAULT", "happened"),
        ("Norway closed its embassy in Sanaa to protest the killing of a nurse.", "PROTEST", "happened"),
        ("Miners plan to march on Oslo to protest against the arrest of a nurse.", "PROTEST", "announced"),
        ("A draft resolution circulated by Denmark condemns Iceland.", "ACCUSE", "proposed"),
        ("Norway has opposed a Council draft that condemns Iceland and urges it to leave.", "ACCUSE", "proposed"),
        ("The Council adopted a draft resolution condemning Iceland for the raid.", "ACCUSE", "happened"),
        ("A Council resolution condemns Iceland.", "ACCUSE", "happened"),
        ("The bill imposes sanctions on Iceland.", "COERCE", "proposed"),
        ("The Council condemns Iceland for the seizure and demands that it release the crew.", "RETREAT", "demanded"),
        ("The Council condemns Iceland for the seizure and says that it released the crew.", "RETREAT", "happened"),
    ],
)
def test_status(read, text: str, type_: str, status: str) -> None:
    assert status in {s for _, s in told(read(text), type_)}


def test_stopping_short_is_no_visit(read) -> None:
    found = read("Turkey stopped short of recalling its ambassador to Israel.")
    assert [(e.type, e.status) for e in found] == [("SANCTION", "negated")]
    assert [(e.type, e.status) for e in read("Turkey recalled its ambassador to Israel.")] == [("SANCTION", "happened")]


def test_prisoners_exchanged_need_no_second_side(read) -> None:
    assert told(read("The two sides exchanged 15 prisoners under a deal."), "RETREAT")
    assert not told(read("The two sides exchanged 15 letters under a deal."), "RETREAT")
