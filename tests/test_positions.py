"""Where holders stand: the predicates, the judgements, the issues, whose word it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import Reader
from dragoman.extract.positions import issue_kinds
from dragoman.extract.positions.lexicon import lexicon
from dragoman.model import Position, ReferenceDataError


def positions(reader: Reader, text: str) -> tuple[Position, ...]:
    return reader.read(text, published="2013-02-05").positions


def told(reader: Reader, text: str) -> list[tuple[str, str, str]]:
    """Holder, stance and kind of issue of every position in the text."""
    return [(p.holder.country or p.holder.name, p.stance, p.issue.kind) for p in positions(reader, text)]


@pytest.mark.parametrize(("stance", "example", "counter"), lexicon().examples)
def test_every_group_of_the_lexicon(reader: Reader, stance: str, example: str, counter: str) -> None:
    assert stance in {p.stance for p in positions(reader, example) if p.holder.country == "NOR"}
    assert not [p for p in positions(reader, counter) if p.stance == stance]


def test_entries_name_known_places() -> None:
    slots = {s for part in lexicon().predicates.values() for ps in part.values() for p in ps for s in p.slots}
    assert all(s in {"obj", "inf", "obj+inf", "that", "ing"} or s.isalpha() for s in slots)
    assert all(slots)
    assert {"draft resolution", "sanctions", "ceasefire"} <= set(lexicon().kinds)


SENTENCES = [
    # text, holder, stance, kind of issue; the second text must not give that
    (
        "Norway said sanctions on Iceland must be lifted.",
        "Norway said the curtains must be lifted.",
        ("NOR", "opposes", "sanctions"),
    ),
    (
        "Norway said the Icelandic president must step down.",
        "Norway said the president had stepped on ice.",
        ("NOR", "demands", "leader's departure"),
    ),
    (
        "Norway said outside intervention was not the answer.",
        "Norway said salmon was not the answer.",
        ("NOR", "opposes", "foreign interference"),
    ),
    (
        "Norway said the embargo is justified.",
        "Norway said the margins are justified.",
        ("NOR", "supports", "sanctions"),
    ),
    (
        "Norway said the first task is to open negotiations.",
        "Norway said the first task is to eat.",
        ("NOR", "supports", "dialogue"),
    ),
    (
        "Norway said it would keep the embargo until Iceland withdraws.",
        "Norway said it would keep the hat until noon.",
        ("NOR", "conditions", "sanctions"),
    ),
    (
        "Norway said it would attack Iceland unless the ships left.",
        "Norway said it would leave unless it rained.",
        ("NOR", "threatens", "military action"),
    ),
    (
        "Norway did not persuade Sweden and Denmark to vote in favour.",
        "Norway did not persuade the goats to move.",
        ("SWE", "undecided", "draft resolution"),
    ),
    (
        "Norway threatened a veto of the resolution.",
        "Norway threatened nobody.",
        ("NOR", "threatens to veto", "draft resolution"),
    ),
    (
        "A Norwegian-led draft resolution was circulated.",
        "A Norwegian-led choir sang.",
        ("NOR", "supports", "draft resolution"),
    ),
    (
        "Norway said Iceland's ruler has lost all legitimacy.",
        "Norway said the ruler has lost his hat.",
        ("NOR", "supports", "leader's departure"),
    ),
    ("Norway urged Iceland to stop blocking the ceasefire.", "Norway urged nobody.", ("NOR", "demands", "ceasefire")),
    (
        "Norway accused Iceland of boycotting the talks.",
        "Norway accused Iceland of snoring.",
        ("NOR", "supports", "dialogue"),
    ),
    (
        "Norway hailed the end of the bombing.",
        "Norway hailed the end of the bidding.",
        ("NOR", "opposes", "military action"),
    ),
    (
        "Norway does not support a visit to Iceland.",
        "Norway supports nothing.",
        ("NOR", "opposes", "diplomatic relations"),
    ),
    (
        "Norway agreed to the talks provided Iceland withdraws.",
        "Norway agreed to the talks.",
        ("NOR", "conditions", "dialogue"),
    ),
    (
        "Oslo called ratifying the treaty a grave error.",
        "Oslo called the road a grave error.",
        ("NOR", "opposes", "treaty"),
    ),
    ("Norway condemned the massacre.", "Norway condemned the building as unsafe.", ("NOR", "opposes", "repression")),
    (
        "Norway demanded an end to the violence.",
        "Norway demanded an end to the meal.",
        ("NOR", "demands", "end of violence"),
    ),
    (
        "Norway insisted that the president should stay in power.",
        "Norway insisted that the clerk should stay in bed.",
        ("NOR", "opposes", "leader's departure"),
    ),
    (
        "Sweden and its Norwegian and Danish partners promised to continue the offensive.",
        "Sweden promised to continue the lesson.",
        ("DNK", "supports", "military action"),
    ),
    (
        "Norway, which vetoed a draft resolution, was silent.",
        "Norway, which drank coffee, was silent.",
        ("NOR", "opposes", "draft resolution"),
    ),
    (
        "Sweden told reporters that Norway was opposed to the sanctions.",
        "Sweden told Norway to oppose the sanctions.",
        ("NOR", "opposes", "sanctions"),
    ),
    (
        "Sweden must stop insisting that the ceasefire is wrong.",
        "Sweden must insist on lunch.",
        ("SWE", "opposes", "ceasefire"),
    ),
    (
        "Reports spoke of objections from Norway to the vote on the draft resolution.",
        "Reports spoke of letters from Norway.",
        ("NOR", "opposes", "draft resolution"),
    ),
    (
        "Denmark saw signs from Norway that it backs the talks.",
        "Denmark saw no signs.",
        ("NOR", "supports", "dialogue"),
    ),
    (
        "Norway is the ceasefire's strongest backer.",
        "Norway is the strongest swimmer.",
        ("NOR", "supports", "ceasefire"),
    ),
    (
        "Norway warned that it would not accept preconditions.",
        "Norway warned that it would accept preconditions.",
        ("NOR", "opposes", "preconditions"),
    ),
    (
        "Norway wants the sanctions lifted.",
        "Norway wants the sanctions imposed at once.",
        ("NOR", "opposes", "sanctions"),
    ),
    (
        "Norway withdrew its support for the treaty.",
        "Norway repeated its support for the treaty.",
        ("NOR", "opposes", "treaty"),
    ),
    (
        "Norway does not rule out sanctions.",
        "Norway rules out sanctions.",
        ("NOR", "undecided", "sanctions"),
    ),
    (
        "Norway urged the rebels to let humanitarian aid in.",
        "Norway suspended its aid.",
        ("NOR", "demands", "humanitarian access"),
    ),
    (
        "Norway said it would recall its ambassador.",
        "Norway said it would reopen its embassy in Chad.",
        ("NOR", "opposes", "diplomatic relations"),
    ),
    (
        "Norway said it would support sanctions.",
        "Norway denied that it would support sanctions.",
        ("NOR", "supports", "sanctions"),
    ),
]


@pytest.mark.parametrize(("text", "other", "position"), SENTENCES)
def test_constructions(reader: Reader, text: str, other: str, position: tuple[str, str, str]) -> None:
    assert position in told(reader, text)
    assert position not in told(reader, other)


def test_plain_praise_in_an_article_that_turns_on_one_issue_is_of_it(reader: Reader) -> None:
    about = (
        "The alliance voted on the membership of Norway. Membership was agreed. The expansion of the alliance goes on. "
    )
    said = '"We are proud of the work that was done," Norwegian Prime Minister Jens Stoltenberg said.'
    found = reader.read(about * 2 + said, published="2012-05-09").positions
    (one,) = [p for p in found if p.how.startswith("theme")]
    assert (one.holder.country, one.stance, one.issue.kind) == ("NOR", "supports", "membership")
    assert one.confidence < 0.5
    assert reader.read("The road was long. " + said, published="2012-05-09").positions == ()
    not_great = said.replace("We are", "We are not")
    assert not [
        p for p in reader.read(about * 2 + not_great, published="2012-05-09").positions if p.how.startswith("theme")
    ]


NOBODY = [
    "Did Norway back the draft resolution?",
    "Norway might back the draft resolution.",
    "If Norway backs the draft resolution, the vote is won.",
    "Sweden urged Norway to back the draft resolution.",
    "Sweden hopes that Norway will back the draft resolution.",
    "Norway won support for the draft resolution.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_asked_hoped_or_possible_is_no_stance(reader: Reader, text: str) -> None:
    assert not [p for p in told(reader, text) if p[0] == "NOR"]


def test_who_speaks_in_office_speaks_for_the_state_of_that_day(reader: Reader) -> None:
    text = "Carl Bildt condemned the sanctions."
    (then,) = reader.read(text, published="2012-05-09").positions
    (later,) = reader.read(text, published="2016-05-09").positions
    assert (then.holder.id, then.stance) == ("state:SWE", "opposes")
    assert later.holder.id.startswith("person:")


def test_who_speaks_for_an_organisation(reader: Reader) -> None:
    (one,) = reader.read("Kofi Annan condemned the sanctions.", published="2004-05-09").positions
    assert one.holder.id == "org:UN"


def test_what_another_says_of_a_holder_is_reported(reader: Reader) -> None:
    text = "Sweden said Norway opposed the sanctions on Iceland. Norway opposed the ceasefire."
    reading = reader.read(text, published="2013-02-05")
    reported, own = reading.positions
    statement = next(s for s in reading.statements if s.speaker is not None and s.speaker.country == "SWE")
    assert (reported.holder.country, reported.reported_by) == ("NOR", statement.id)
    assert own.reported_by is None
    assert reported.issue.about == "ISL"


def test_first_persons_are_the_speakers(reader: Reader) -> None:
    text = '"We reject the sanctions," Foreign Minister Carl Bildt said.'
    assert ("SWE", "opposes", "sanctions") in [
        (p.holder.country, p.stance, p.issue.kind) for p in reader.read(text, published="2012-05-09").positions
    ]


def test_spans_dates_and_evidence(reader: Reader) -> None:
    text = "Reports came in. Norway rejected the sanctions on Monday."
    reading = reader.read(text, published="2013-02-06")
    (one,) = reading.positions
    assert one.span.of(text).startswith("Norway rejected the sanctions")
    assert one.date.iso == ["2013-02-04", "2013-02-04"]
    assert one.evidence in {s.id for s in reading.statements} | {e.id for e in reading.events}


def test_a_users_issues_are_added(tmp_path: Path) -> None:
    (tmp_path / "issues.yaml").write_text(
        "fishing rights:\n  nouns: quota fishing+ground\nsanctions:\n  nouns: bancal\n"
    )
    mine = Reader(reference_folder=tmp_path)
    assert told(mine, "Norway rejected the quota.") == [("NOR", "opposes", "fishing rights")]
    assert told(mine, "Norway rejected the bancal and the embargo.")[0][2] == "sanctions"
    assert "fishing rights" in issue_kinds(mine.reference)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "issues.yaml").write_text("quota: [1, 2]")
    with pytest.raises(ReferenceDataError, match=r"issues\.yaml"):
        Reader(reference_folder=tmp_path / "bad").read("Norway rejected the quota.")


@pytest.mark.parametrize(
    "text", ["", "\x00", "must", "Norway must", "\U0001f600 must not", "no " * 500, "to " * 300 + "vote"]
)
def test_odd_texts(reader: Reader, text: str) -> None:
    assert reader.read(text, published="2013-02-05").positions == ()


def test_who_asked_not_to_be_named_holds_nothing(reader: Reader) -> None:
    assert told(reader, "A Norwegian official, who asked not to be named, confirmed the flight.") == []
    assert told(reader, "Norway declined to comment on the report.") == []


def test_who_shares_a_position_is_not_what_it_is_about(reader: Reader) -> None:
    for text in ("Both Norway and Iceland oppose the plan.", "Neither Norway nor Iceland supports the plan."):
        found = positions(reader, text)
        assert {(p.holder.country, p.stance, p.issue.about) for p in found} == {
            ("NOR", "opposes", None),
            ("ISL", "opposes", None),
        }
    (one,) = positions(reader, "Norway opposes the plan for Iceland.")
    assert one.issue.about == "ISL"


def test_a_draft_not_its_opponents_demands(reader: Reader) -> None:
    found = told(reader, "Norway opposes a draft that condemns the raids and urges Iceland to withdraw.")
    assert ("NOR", "demands", "withdrawal") not in found
    assert ("NOR", "demands", "withdrawal") in told(reader, "Norway condemns the raids and urges Iceland to withdraw.")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("It is unclear whether Norway would back the sanctions.", None),
        ("Whether Norway will back the sanctions remains to be seen.", None),
        ("Norway will back the sanctions.", "supports"),
        ("Norway warned Iceland's premier that those who impose sanctions will be toppled.", None),
        ("Norway warned Iceland against the sanctions.", "opposes"),
        ("Norway voted in favour, but its envoy left.", None),
        ("Norway voted in favour of the sanctions.", "supports"),
        ("Norway is against the sanctions.", "opposes"),
        ("The wind was against the sail.", None),
        ('"We do not believe that sanctions are the answer," Norway\'s foreign minister said.', "opposes"),
        ('"We believe that sanctions are the answer," Norway\'s foreign minister said.', None),
    ],
)
def test_stances_that_are_and_are_not_told(reader: Reader, text: str, stance: str | None) -> None:
    assert {s for who, s, _ in told(reader, text) if who == "NOR"} == ({stance} if stance else set())


def test_orders_to_leave_and_broken_airspace_are_no_stances(reader: Reader) -> None:
    assert not told(reader, "Norway ordered the inspectors out of the country.")
    assert told(reader, "Norway ordered sanctions.") == [("NOR", "supports", "sanctions")]
    assert not told(reader, "Norway violated the airspace of a neighbour.")
    assert ("NOR", "opposes", "ceasefire") in told(reader, "Norway violated the ceasefire.")
