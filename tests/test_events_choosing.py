"""Events: which of the frames that a predicate meets is the act."""

from __future__ import annotations

from dragoman.actors.cast import Cast
from dragoman.extract.events.choose import choose, score
from dragoman.extract.events.match import match_verb
from dragoman.extract.events.participants import Scene
from dragoman.extract.events.roles import Match
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser


def _met(parser: Parser, text: str) -> Match | None:
    sentence = analyse(text, parser).sentences[0]
    scene = Scene(sentence, Cast(()))
    return match_verb(scene, next(t for t in sentence.doc if t.dep_ == "ROOT"))


def test_the_most_specific_frame_wins(parser: Parser) -> None:
    met = _met(parser, "Norway called for sanctions against Belarus.")
    assert met is not None
    assert met.frame.id.startswith("accuse/A call for {sanction")


def test_of_equals_the_first_is_taken_and_of_nothing_nothing(parser: Parser) -> None:
    assert choose([]) is None
    met = _met(parser, "Norway condemned Belarus.")
    assert met is not None
    twin = Match(met.frame, met.head, met.first, met.last, met.actors, met.recipients)
    assert score(twin) == score(met)
    assert choose([met, twin]) is met
    assert choose([twin, met]) is twin
