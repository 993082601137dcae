"""Where holders stand: the predicates, the judgements, the issues, whose word it is."""

from __future__ import annotations

import pytest

from dragoman import Reader
from dragoman.extract.positions.lexicon import lexicon
from dragoman.model import Position


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


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
