"""The classes of cues: reviewed data, with PLOVER and CAMEO codes where they correspond."""

from __future__ import annotations

import pytest

from dragoman.extract.statements.lexicon import class_of, cue_classes
from dragoman.extract.statements.prior import priors
from dragoman.reader import Reader
from saying import said_in

PLOVER = {
    "ACCUSE", "AGREE", "APPEAL", "CONCEDE", "REJECT", "REQUEST", "STATEMENT", "SUPPORT", "THREATEN",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "plover", "cameo"),
    [
        ("accuse", "ACCUSE", "112"),
        ("criticize", "ACCUSE", "111"),
        ("ask", "APPEAL", "020"),
        ("demand", "REQUEST", "100"),
        ("promise", "AGREE", "030"),
        ("threaten", "THREATEN", "130"),
        ("reject", "REJECT", "120"),
        ("praise", "SUPPORT", "051"),
        ("deny", "STATEMENT", "016"),
        ("say", "STATEMENT", "010"),
        ("want", None, None),
    ],
)
def test_codes(name: str, plover: str | None, cameo: str | None) -> None:
    found = cue_classes()[name]
    assert (found.plover, found.cameo) == (plover, cameo)


def test_every_code_is_one_of_plovers_and_every_cameo_code_has_three_digits() -> None:
    for found in cue_classes().values():
        assert found.plover is None or found.plover in PLOVER
        assert (found.plover is None) == (found.cameo is None)
        assert found.cameo is None or (found.cameo.isdigit() and len(found.cameo) == 3)


@pytest.mark.parametrize(
    ("part", "lemma", "beside", "name"),
    [
        ("v", "accuse", "", "accuse"),
        ("v", "call", "", "describe"),
        ("v", "call", "for", "ask"),
        ("v", "rule", "", "decide"),
        ("v", "rule", "out", "reject"),
        ("v", "warn", "against", "warn"),
        ("v", "vow", "", "promise"),
        ("n", "hope", "", "hope"),
        ("v", "walk", "", None),
        ("v", "walk", "back", "deny"),
        ("n", "bridge", "", None),
    ],
)
def test_a_particle_can_change_the_class(part: str, lemma: str, beside: str, name: str | None) -> None:
    assert class_of(part, lemma, beside) == name


def test_priors_speak_of_classes_that_there_are() -> None:
    assert {name for row in priors() for name in row.classes} <= cue_classes().keys()
    assert all(row.frames and row.value > 0 for row in priors())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sudan accused Chad of arming the rebels.", "accuse"),
        ("Brazil called on Iran to open its plants.", "ask"),
        ("Pakistan demanded that the raids end.", "demand"),
        ("Peru ruled out sending troops.", "reject"),
        ("Turkey expressed hope that the lira would recover.", "hope"),
        ("Denmark warned against a rush to judgment.", "warn"),
        ("Finland promised to pay its share.", "promise"),
        ("According to officials, the port is closed.", "say"),
    ],
)
def test_the_class_of_a_statement(reader: Reader, text: str, name: str) -> None:
    assert [s.cue_class for s in said_in(reader, text)] == [name]
