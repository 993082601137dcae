"""Drafts and ballots in the news: every sentence of the table, with its negatives, and how drafts are told apart."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman.model import Ballot
from dragoman.reader import Reader

ROWS = list(csv.DictReader((Path(__file__).parent / "data" / "council_ballots.csv").open(encoding="utf-8")))
DAY = "2012-06-20"


def told(ballots: tuple[Ballot, ...]) -> set[str]:
    return {f"{b.member} {b.vote}" for b in ballots}


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["why"])
def test_each_sentence_gives_its_ballots(reader: Reader, row: dict[str, str]) -> None:
    reading = reader.read(row["text"], published=DAY)
    assert told(reading.ballots) == {e for e in row["expected"].split("|") if e}


def test_a_cast_ballot_is_linked_to_the_one_vote_that_fits(reader: Reader) -> None:
    text = (
        "China and Russia vetoed a Security Council resolution on Syria on Tuesday. Brazil and Lebanon abstained. "
        "The text had been sponsored by Britain and Portugal. Syria welcomed the outcome."
    )
    ballots = reader.read(text, published="2011-10-05").ballots
    assert {b.draft.symbol for b in ballots} == {"S/2011/612"}
    assert {b.date.iso[0] for b in ballots if "cast" in b.how} == {"2011-10-04"}
    assert ballots[0].draft.agenda == "SYR"
    assert ballots[0].draft.fate == "vetoed"
    assert set(ballots[0].draft.sponsors) == {"GBR", "PRT"}


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("China and France vetoed a Security Council resolution on Syria on Tuesday.", "2011-10-05"),
        ("China and Russia vetoed a Security Council resolution on Syria.", "2011-09-20"),
        ("China and Russia vetoed a Security Council resolution on Syria.", None),
        ("Russia threatened to veto a Security Council resolution on Syria.", "2011-10-02"),
    ],
    ids=["other ballots", "no vote by that day", "no day", "not cast"],
)
def test_what_does_not_fit_one_vote_has_no_symbol(reader: Reader, text: str, published: str | None) -> None:
    ballots = reader.read(text, published=published).ballots
    assert ballots
    assert {b.draft.symbol for b in ballots} == {None}


def test_a_rival_draft_is_another_draft(reader: Reader) -> None:
    text = (
        "Germany and Portugal submitted a draft resolution on Yemen to the Security Council. "
        "Russia has circulated a rival draft resolution to the Council. Togo supports the German draft resolution."
    )
    ballots = reader.read(text, published=DAY).ballots
    drafts = {b.member: b.draft for b in ballots}
    assert drafts["RUS"].sponsors == ("RUS",)
    assert drafts["DEU"] == drafts["TGO"]
    assert drafts["DEU"].sponsors == ("DEU", "PRT")
    assert drafts["RUS"].fate == "circulated"
    assert drafts["DEU"].fate == "tabled"


def test_sponsors_that_are_no_states_are_kept_in_words(reader: Reader) -> None:
    text = "Russia vetoed a Security Council draft resolution backed by African and Nordic countries."
    (ballot,) = reader.read(text, published=DAY).ballots
    assert ballot.draft.sponsors == ("African and Nordic countries",)


def test_without_a_day_only_permanent_members_can_be_told(reader: Reader) -> None:
    text = "Russia and Guatemala voted against the draft resolution in the Security Council."
    assert told(reader.read(text).ballots) == {"RUS no"}


@pytest.mark.parametrize("text", ["", "veto", "Security Council veto veto draft.", "The draft \U0001f600 veto \ud800"])
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    for ballot in reader.read(text).ballots:
        assert ballot.span.of(text)


@pytest.mark.parametrize(
    ("told", "sought"),
    [
        ("Its sponsors need ten votes to go ahead.", 10),
        ("They hope for at least 12 of the 15 votes.", 12),
        ("It won 13 votes.", None),
        ("They need two more weeks.", None),
    ],
)
def test_the_votes_that_are_sought(reader: Reader, told: str, sought: int | None) -> None:
    text = f"Russia threatened to veto a draft resolution in the Security Council. {told}"
    assert {b.draft.sought for b in reader.read(text, published=DAY).ballots} == {sought}


def test_an_older_resolution_is_not_the_draft(reader: Reader) -> None:
    text = (
        "Russia opposes a Danish-led draft resolution in the Security Council on Yemen. It says that the Security Council "
        "resolution that authorised the raids in Libya was abused. China is undecided about the draft. "
        "The text has nothing of the Libya resolution, Denmark told the Council."
    )
    ballots = reader.read(text, published=DAY).ballots
    assert told(ballots) == {"RUS leaning no", "CHN undeclared"}
    assert {b.draft.agenda for b in ballots} == {"YEM"}


@pytest.mark.parametrize(
    ("told_of_it", "fate"),
    [
        ("France put the draft to a vote.", "put to the vote"),
        ("France withdrew the draft.", "withdrawn"),
        ("The draft was adopted.", "adopted"),
        ("Experts negotiated the draft.", "negotiated"),
        ("France will put the draft to a vote.", "circulated"),
        ("The draft was not adopted.", "circulated"),
    ],
)
def test_what_became_of_a_draft(reader: Reader, told_of_it: str, fate: str) -> None:
    text = f"France circulated a draft resolution on Yemen in the Security Council. {told_of_it}"
    assert {b.draft.fate for b in reader.read(text, published=DAY).ballots} == {fate}
