"""Events: which of the frames that a predicate meets is the act, and a second opinion on it."""

from __future__ import annotations

from dragoman.actors.cast import Cast
from dragoman.extract.events.choose import choose, score
from dragoman.extract.events.frames import lexicon
from dragoman.extract.events.match import match_verb
from dragoman.extract.events.participants import Scene
from dragoman.extract.events.roles import Match
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser


def _met(parser: Parser, text: str, **opinion: float) -> Match | None:
    sentence = analyse(text, parser).sentences[0]
    scene = Scene(sentence, Cast(()), opinion=(lambda match: opinion) if opinion else None)
    return match_verb(scene, next(t for t in sentence.doc if t.dep_ == "ROOT"))


def test_the_most_specific_frame_wins(parser: Parser) -> None:
    met = _met(parser, "Norway called for sanctions against Belarus.")
    assert met is not None
    assert met.frame.id.startswith("accuse/A call for {sanction")


def test_a_second_opinion_can_turn_the_type_but_not_the_parties(parser: Parser) -> None:
    text = "The bloc suspended Guinea."
    plain, turned = _met(parser, text), _met(parser, text, COERCE=50.0, SANCTION=-50.0)
    assert plain is not None
    assert turned is not None
    types = {f.type for f in lexicon().verbs["suspend"]}
    assert plain.frame.type == "SANCTION"
    assert turned.frame.type in types
    assert [p.head.text for p in plain.recipients] == [p.head.text for p in turned.recipients] == ["Guinea"]


def test_of_equals_the_first_is_taken_and_of_nothing_nothing(parser: Parser) -> None:
    assert choose([]) is None
    met = _met(parser, "Norway condemned Belarus.")
    assert met is not None
    twin = Match(met.frame, met.head, met.first, met.last, met.actors, met.recipients)
    assert score(twin) == score(met)
    assert choose([met, twin]) is met
    assert choose([twin, met], lambda match: {"ACCUSE": 1.0}) is twin
