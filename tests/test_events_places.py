"""Where an act was, and that blows at two places are two events. All sentences are our own."""

from __future__ import annotations

import pytest

from acting import reads_events
from dragoman.language.parser import Parser
from dragoman.model import Event

FILLER = " ".join(
    f"The harvest in the valley was poor for the {n} year."
    for n in ("third", "fourth", "fifth", "sixth", "seventh", "eighth")
)


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


def where(found: tuple[Event, ...], type_: str = "ASSAULT") -> list[tuple[str, str | None] | None]:
    return [(e.place.name, e.place.country) if e.place else None for e in found if e.type == type_]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Gunmen killed nine herders in the town of Dhoblei.", [("Dhoblei", None)]),
        ("Gunmen killed nine herders near Dhoblei on Monday.", [("Dhoblei", None)]),
        ("Libyan jets bombed the Chadian port of Marsa on Monday.", [("Marsa", None)]),
        ("Syrian troops shelled Homs and killed nine people.", [("Homs", "SYR")]),
        ("Gunmen killed nine herders in Operation Sunrise.", [None]),
        ("Gunmen killed Osama on Monday.", [None]),
        ("The police fired on Hazaras in Ramadan.", [None]),
        ("Gunmen attacked the port.", [None]),
    ],
)
def test_a_town_that_no_reference_knows_is_named_as_written(read, text: str, places: list) -> None:
    assert where(read(text)) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Libyan jets bombed Marsa and shelled Dhoblei.", [("Marsa", None), ("Dhoblei", None)]),
        ("Libyan jets bombed Marsa. Two hours later Libyan jets bombed Dhoblei.", [("Marsa", None), ("Dhoblei", None)]),
        (
            "Rebels stormed the barracks in Marsa and killed nine soldiers in Tadjoura.",
            [("Marsa", None), ("Tadjoura", None)],
        ),
        ("Rebels attacked Marsa, killing two people and wounding five.", [None]),
        ("Libyan jets bombed Marsa and killed two people.", [("Marsa", None)]),
    ],
)
def test_blows_at_two_towns_are_two_events_and_a_blow_and_its_toll_are_one(read, text: str, places: list) -> None:
    assert where(read(text)) == places


def test_what_a_state_denies_is_told_in_a_long_article_too(read) -> None:
    found = read(f"Chad denied that its army had raided villages. {FILLER}", said="its army had raided villages")
    assert [(e.type, e.status) for e in found] == [("ASSAULT", "denied")]


def test_what_nobody_known_might_do_is_not(read) -> None:
    said = "a militia might raid villages"
    assert read(f"A shopkeeper said {said}. {FILLER}", said=said) == ()
