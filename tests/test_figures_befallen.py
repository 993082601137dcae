"""Figures: what befell people, told by more words than one, and what is told of them only by chance."""

from __future__ import annotations

import pytest

from dragoman.reader import Reader


@pytest.mark.parametrize(
    ("text", "measure", "low"),
    [
        ("The war has driven two million weavers from their homes.", "displaced", 2_000_000),
        ("Hundreds of thousands of people have been driven out of their homes.", "displaced", 100_000),
        ("The army expelled 4,000 villagers from their homes.", "displaced", 4000),
        ("The fighting has forced 5,000 people to leave their homes.", "displaced", 5000),
        ("Twenty thousand people left their homes.", "displaced", 20_000),
        ("At least 300 families abandoned their villages.", "displaced", 300),
        ("Some 40,000 people were made homeless.", "displaced", 40_000),
        ("The flood made 40,000 people homeless.", "displaced", 40_000),
        ("More than 5,000 people were forced to flee.", "fled", 5000),
        ("Fighting forced hundreds of families to flee to the hills.", "fled", 100),
        ("Some 10,000 people have sought refuge in Jordan.", "fled", 10_000),
        ("Norway expelled three diplomats.", "expelled", 3),
        ("The ministry said that two pilots had been expelled.", "expelled", 2),
        ("The expulsion of 12 envoys angered Oslo.", "expelled", 12),
        ("Raiders took 60 people hostage.", "kidnapped", 60),
        ("More than 60 were taken hostage.", "kidnapped", 60),
        ("At least 45 soldiers were taken prisoner.", "captured", 45),
        ("Eleven people remain missing.", "missing", 11),
        ("Two people went missing.", "missing", 2),
        ("The number of refugees in Norway has topped 24,000.", "displaced", 24_000),
        ("Rebels freed 48 Norwegian hostages.", "released", 48),
        ("Three hostages were killed.", "killed", 3),
        # the negatives
        ("Rebels hold 48 Norwegian hostages.", "kidnapped", 48),
        ("More than half of the 400 detainees were released.", "other", 400),
        ("All of the 400 detainees were released.", "released", 400),
        ("Norway expelled three diplomats from the country.", "expelled", 3),
        ("Police drove 300 protesters from the square.", "other", 300),
        ("The talks forced 40 envoys to leave the hall.", "other", 40),
        ("Three soldiers left the village at noon.", "other", 3),
        ("Some 500 workers left the factory.", "other", 500),
        ("Twelve ministers left the country for talks.", "other", 12),
        ("Some 40 students were taken to hospital.", "other", 40),
        ("Some 200 people remain in the hall.", "other", 200),
        ("The board removed 400 houses from the list.", "other", 400),
    ],
)  # fmt: skip
def test_what_befell_people(reader: Reader, text: str, measure: str, low: int) -> None:
    assert [(f.measure, f.low) for f in reader.read(text, published="2012-05-09").figures] == [(measure, low)]


def test_some_of_those_just_counted_are_a_part(reader: Reader) -> None:
    text = "Shells killed 62 people on Friday, 30 of them in Oslo."
    figures = reader.read(text, published="2012-05-09").figures
    assert [(f.measure, f.low) for f in figures] == [("killed", 62), ("killed", 30)]
    assert figures[1].part_of == figures[0].id
    other = reader.read("Norway sent 62 lorries on Friday, 30 of them by sea.", published="2012-05-09").figures
    assert not [f for f in other if f.measure == "killed"]


def test_a_count_of_ships_is_none_of_people(reader: Reader) -> None:
    text = "The number of ships in Norway has topped 24,000."
    assert not [f for f in reader.read(text, published="2012-05-09").figures if f.measure == "displaced"]
