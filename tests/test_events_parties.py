"""Events: who takes part beyond the clause's subject and object, and acts that are nobody's. Sentences of our own."""

from __future__ import annotations

import pytest

from dragoman import reference
from dragoman.actors import find_actors
from dragoman.extract import events
from dragoman.extract.events.codes import as_plover
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import Article, Event, Interval, Span, Statement

DAY = Interval.parse("2012-03-05")


@pytest.fixture(scope="module")
def read(parser: Parser):
    """Text -> its events, with the cast and the times, as the reader puts them together."""
    data = reference.load()

    def run(text: str, *, quoted: str | None = None, by: str = "") -> tuple[Event, ...]:
        analysis = analyse(text, parser)
        cast = find_actors(analysis, published=DAY, reference=data, article=Article("a", "test", text))
        said: tuple[Statement, ...] = ()
        if quoted is not None:
            speaker = next(m.actor for m in cast.mentions if m.span.of(text).endswith(by))
            start = text.index(quoted)
            said = (Statement("s", "direct", (), (), (Span(start, start + len(quoted)),), speaker),)
        times = find_times(analysis, published=DAY)
        return events.extract(analysis, cast, times, said, published=DAY, text_id="t", reference=data)

    return run


def _only(found: tuple[Event, ...], type_: str) -> Event:
    mine = [e for e in found if e.type == type_]
    assert len(mine) == 1, found
    return mine[0]


def _parties(event: Event) -> tuple[list[str], list[str]]:
    return [p.text for p in event.actors], [p.text for p in event.recipients]


WHO = [
    # a meeting in whose clause somebody acts, and the plural owner of one
    ("Lavrov spoke of a truce during talks with his Greek counterpart.", "CONSULT", ["Lavrov", "his Greek counterpart"], []),
    ("Lavrov and Kerry announced a plan after their talks in Malta.", "CONSULT", ["Lavrov", "Kerry"], []),
    # an act that is the subject of a verb of happening
    ("Fighting broke out between the army and the rebels.", "ASSAULT", ["the army"], ["the rebels"]),
    # what is given from somebody; the clause's subject undergoes it
    ("Macron kept to his plan despite objections from Norway.", "REJECT", ["Norway"], ["Macron"]),
    # a phrase that the parser hung elsewhere
    ("Denmark returned a canoe carved with the head of a bird to Greenland.", "RETREAT", ["Denmark"], ["Greenland"]),
    # arrests are made by the state in which they are made
    ("Two bloggers were arrested in Belarus on Monday.", "COERCE", ["Belarus"], ["Two bloggers"]),
    # what a march demands before where it goes
    ("Students marched through the old town to denounce the president.", "PROTEST", ["Students"], ["the president"]),
    # demands and charges made of one's own state; a failure is a charge, and so is a bad name
    ("Norwegian teachers said the Norwegian government must reopen the schools.", "REQUEST", ["Norwegian teachers"], ["the Norwegian government"]),
    ("The envoy said the Maltese ministry had failed to protect the sailors.", "ACCUSE", ["The envoy"], ["the Maltese ministry"]),
    ("Iran said the pilot was a spy.", "ACCUSE", ["Iran"], ["the pilot"]),
    # a visit is not what has an object of its own
    ("The charity flew ten tons of medicine into Afghanistan.", "AID", ["The charity"], ["Afghanistan"]),
    # what is demanded is an act of its own
    ("Azerbaijan demanded the withdrawal of Armenian forces.", "RETREAT", ["Armenian forces"], []),
    # who moves before where from; whom a protest defies or wants something of before where it is
    ("Norway demanded the withdrawal of Serbian forces from Kosovo.", "REQUEST", ["Norway"], ["Serbian forces"]),
    ("Farmers blocked streets in Oslo in defiance of the police.", "PROTEST", ["Farmers"], ["the police"]),
    ("Nurses began a hunger strike outside the museum to denounce the minister.", "PROTEST", ["Nurses"], ["the minister"]),
    # whom a complaint is about, not to whom it is made
    ("Malta complained to the council over two Libyan raids.", "ACCUSE", ["Malta"], ["two Libyan raids"]),
    # what stands far off, after what the measure is about
    ("Norway imposed new sanctions over the fish crisis, including new rules, on Maltese officers.", "COERCE", ["Norway"], ["Maltese officers"]),
    # one of a people by trade
    ("Police arrested a Chilean upholsterer.", "COERCE", ["Police"], ["a Chilean upholsterer"]),
    # a call that is a visit
    ("A delegation of farmers called on the king to discuss the harvest.", "CONSULT", ["A delegation of farmers"], ["the king"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "actors", "recipients"), WHO)
def test_who_takes_part(read, text: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    assert _parties(_only(read(text), type_)) == (actors, recipients)


@pytest.mark.parametrize(
    "text",
    [
        "The guard shot himself in the foot.",
        "He entered with a plan and executed it.",
        "The woman disputes the idea that she was ill.",
        "The company fired the employees.",
        "Her concern over the soup grew.",
        "Our support for jazz is not abstract.",
    ],
)
def test_acts_of_nobody_known_and_among_private_persons_are_no_events(read, text: str) -> None:
    assert read(text) == ()


def test_in_an_officials_quoted_words_we_is_the_speaker(read) -> None:
    text = 'Norwegian Prime Minister Jens Stoltenberg said: "We condemn the junta in Mali."'
    quoted = "We condemn the junta in Mali."
    event = _only(read(text, quoted=quoted, by="Stoltenberg"), "ACCUSE")
    assert [p.actor and p.actor.country for p in event.actors] == ["NOR"]
    assert not [e for e in read(text) if e.type == "ACCUSE"]


def test_a_commander_stands_for_the_movement_whose_name_stands_before(read) -> None:
    event = _only(read("Hamas commanders denounced Egypt."), "ACCUSE")
    assert [p.actor and p.actor.name for p in event.actors] == ["Hamas"]


def test_an_agreement_signed_and_sanctions_imposed_are_coded_as_plovers_table_has_them(read) -> None:
    signed = _only(read("Norway and Russia signed a treaty."), "SUPPORT")
    assert (signed.cameo, as_plover(signed)) == ("057", "SUPPORT")
    imposed = _only(read("Norway imposed sanctions on Belarus."), "COERCE")
    assert (imposed.cameo, imposed.mode, as_plover(imposed)) == ("163", "restrict", "COERCE")
    agreed = _only(read("Norway agreed to help Mali."), "AGREE")
    assert as_plover(agreed) == "AGREE"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mali accused foreign states of arresting envoys of Benin.", ["foreign states"]),
        ("Mali slammed Niger for arresting envoys of Benin.", ["Niger"]),
        ("After arresting envoys of Benin, Mali slammed Niger.", ["Mali"]),
        ("Mali rebuked Niger before arresting envoys of Benin.", ["Mali"]),
    ],
)
def test_what_one_is_blamed_for_is_the_blamed_one_s_act(read, text: str, who: list[str]) -> None:
    assert _parties(_only(read(text), "COERCE"))[0] == who
