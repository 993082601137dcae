"""To whom, on what occasion, on which day, and by whom something was said."""

from __future__ import annotations

import pytest

from dragoman.model import Statement
from dragoman.reader import Reader
from saying import parts, said_in


def only(reader: Reader, text: str) -> Statement:
    """The first statement of a text that has one, or one with others inside it."""
    made = [s for s in said_in(reader, text) if s.within is None]
    assert len(made) == 1, [parts(text, s) for s in made]
    return made[0]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Bildt told the French parliament's foreign affairs commission that Sweden would wait.", "state:FRA"),
        ("Brazil called on Iran to open its plants.", "state:IRN"),
        ("Chile said in a letter to the Security Council that the border was quiet.", "org:UNSC"),
        ("In a letter to the Security Council, Chile said the border was quiet.", "org:UNSC"),
        ("Norway assured Iceland that the fish would be shared.", "state:ISL"),
        ("Norway reminded Iceland that the fish were few.", "state:ISL"),
        ("Bildt told a news conference in Oslo that Sweden would wait.", None),
        ("Norway said that Iceland would wait.", None),
        ("Norway said after the vote that Iceland would wait.", None),
    ],
)
def test_to_whom(reader: Reader, text: str, addressee: str | None) -> None:
    made = only(reader, text).addressee
    assert (made.id if made else None) == addressee


def test_a_person_told_in_talks_or_by_telephone_is_the_addressee(reader: Reader) -> None:
    text = "Swedish Foreign Minister Carl Bildt said in talks with his Russian counterpart Sergey Lavrov that Sweden would wait."
    made = only(reader, text)
    assert made.speaker is not None
    assert made.addressee is not None
    assert (made.speaker.name, made.addressee.name) == ("Carl Bildt", "Sergey Lavrov")


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("Bildt told a news conference in Oslo that Sweden would wait.", "news conference"),
        ("Bildt said at a press conference that Sweden would wait.", "news conference"),
        ("“We are tired,” Bildt said in an interview with Al Jazeera.", "interview"),
        ("Bildt tweeted that the talks had failed.", "tweet"),
        ("Chile said in a letter to the Security Council that the border was quiet.", "letter"),
        ("In a letter to the Security Council, Chile said the border was quiet.", "letter"),
        ("Kenya said in a statement that one boat had been sunk.", "statement"),
        ("The army issued a statement saying that the road was open.", "statement"),
        ("Medvedev told Erdogan during a telephone conversation that the search should continue.", "telephone call"),
        ("The queen said in a speech on Sunday that the harvest had been good.", "speech"),
        ("The bridge will hold, the mayor said in a radio interview.", "interview"),
        ("Bildt said Iceland had cancelled a news conference.", None),
        ("Bildt said after a meeting with bankers that the plan was dead.", None),
        ("Bildt said that the plan was dead.", None),
        ("Talks must go on, Norway said.", None),
    ],
)
def test_on_what_occasion(reader: Reader, text: str, occasion: str | None) -> None:
    assert only(reader, text).occasion == occasion


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On Tuesday Norway said that the quota was fair.", "2012-05-08"),
        ("Norway announced on April 30 that the quota would rise in 2013.", "2012-04-30"),
        ("Norway said that the quota would rise on May 20.", "2012-05-09"),
        ("“The quota rose in March,” Norway said on Monday.", "2012-05-07"),
        ("The quota, Norway said on Monday, will rise in June.", "2012-05-07"),
        ("According to officials, the port was closed on Sunday.", "2012-05-09"),
        ("Bildt told a news conference in Oslo on Tuesday that Sweden would wait.", "2012-05-08"),
        ("Norway urged Iceland to reopen the port by Friday.", "2012-05-09"),
        ("The count from Sunday's vote has risen to 31, Norway said, up from 24 a day earlier.", "2012-05-09"),
    ],
)
def test_when_it_was_said_is_not_when_it_is_about(reader: Reader, text: str, said: str) -> None:
    assert str(only(reader, text).said) == said


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Norwegian government, which owns the pier, said that it would stay.", "Norway"),
        ("In Oslo, the Swedish ambassador said that nothing had been signed.", "Swedish ambassador"),
        ("The rebels sold arms to Chad, and Sergei Lavrov said Tuesday that the plan was dead.", "Sergey Lavrov"),
        (
            "Kenya said in a statement that one boat had been sunk. The statement said that a second was missing.",
            "Kenya",
        ),
        ("Norway's foreign ministry said that the ship was lost.", "Norway"),
        ("Both Chad and Niger said the road was safe.", "Chad"),
    ],
)
def test_the_speaker_is_the_actor_behind_the_source(reader: Reader, text: str, speaker: str) -> None:
    made = said_in(reader, text)
    assert {s.speaker.name if s.speaker else None for s in made if s.within is None} == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "The ministers said the road was safe.",
        "It was reported that the port had closed.",
        "The statement said that a second boat was missing.",
        "Some say the lake is haunted.",
        "The draft, seen by reporters, calls on both sides to stop firing.",
        "The court in The Hague said that the ship must be freed.",
    ],
)
def test_an_unknown_speaker_is_none(reader: Reader, text: str) -> None:
    assert {s.speaker for s in said_in(reader, text)} == {None}


def test_two_sources_are_one_source_span(reader: Reader) -> None:
    text = "Both Chad and Niger said the road was safe."
    assert parts(text, only(reader, text))[0] == "Both Chad and Niger"


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("Hague said Annan had assured him that the plan was alive.", "Hague", "Annan"),
        ("Hague said Annan assured him he was committed to the plan.", "Hague", "Annan"),
        ("Diplomats said that Kenya was still threatening to leave the union.", "Diplomats", "Kenya"),
        ("Kenya is hoping that the rebels will come to the table, Bildt said.", "Bildt", "Kenya"),
        ("Activists said that the army had announced a truce.", "Activists", "the army"),
        ("Bildt said that Norway had urged Iceland to reopen the port.", "Bildt", "Norway"),
        ("The envoy said Chad had accused Niger of arming the rebels.", "The envoy", "Chad"),
    ],
)
def test_what_another_says_inside_a_statement_is_one_within_it(
    reader: Reader, text: str, outer: str, inner: str
) -> None:
    by_source = {parts(text, s)[0]: s for s in said_in(reader, text)}
    assert {outer, inner} <= by_source.keys()
    assert by_source[outer].within is None
    assert by_source[inner].within == by_source[outer].id


def test_an_act_inside_a_statement_is_no_statement(reader: Reader) -> None:
    text = "Activists said security forces killed 20 people."
    assert [parts(text, s)[0] for s in said_in(reader, text)] == ["Activists"]
