"""How sure an event is: by who is known, by the clause that tells it, by whether it is done. Sentences are our own."""

from __future__ import annotations

import pytest

from acting import reads_events
from dragoman.language.parser import Parser


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


@pytest.mark.parametrize(
    ("text", "type_", "sure"),
    [
        ("Norway condemned Belarus.", "ACCUSE", 0.85),
        ("Norway condemned the attack.", "ACCUSE", 0.65),
        ("A town in Mali was bombed.", "ASSAULT", 0.6),
        ("Norway will visit Belarus.", "CONSULT", 0.5),
        ("A minister condemning Belarus left Norway.", "ACCUSE", 0.5),
        ("Norway, which condemned Belarus, has snow.", "ACCUSE", 0.5),
    ],
)
def test_how_sure_an_event_is(read, text: str, type_: str, sure: float) -> None:
    assert [e.confidence for e in read(text) if e.type == type_] == [sure]
