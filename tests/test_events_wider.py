"""Acts told by fewer words: talks of two peoples, parties called by what they last were called. Sentences of our own."""

from __future__ import annotations

import pytest

from acting import DAY, reads_events
from dragoman import reference
from dragoman.actors import find_actors
from dragoman.extract import events
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.model import Article, Event, Span, Statement


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


def speaking(parser: Parser, name: str):
    """A function from a text and its quoted part to its events, the part said by whoever the text calls `name`."""
    data = reference.load()

    def run(text: str, words: str) -> tuple[Event, ...]:
        analysis = analyse(text, parser)
        cast = find_actors(analysis, published=DAY, reference=data, article=Article("a", "test", text))
        at, by = text.index(words), text.index(name)
        source = Span(by, by + len(name))
        speaker = next(m.actor for m in cast.mentions if m.span == source)
        said = Statement("s", "direct", (source,), (), (Span(at, at + len(words)),), speaker)
        return events.extract(analysis, cast, (), (said,), published=DAY, text_id="t", reference=data)

    return run


def only(found: tuple[Event, ...], type_: str) -> Event:
    mine = [e for e in found if e.type == type_]
    assert len(mine) == 1, found
    return mine[0]


def names(event: Event) -> tuple[list[str | None], list[str | None]]:
    return (
        [p.actor.name if p.actor else None for p in event.actors],
        [p.actor.name if p.actor else None for p in event.recipients],
    )


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Greek-Turkish talks resumed in May.", ["Greece", "Turkey"]),
        ("In a letter issued after the talks, Angela Merkel and Vladimir Putin called for calm.", ["Angela Merkel", "Vladimir Putin"]),
        ("A team of the United Nations is on Malta for talks with Libya.", ["United Nations", "Libya"]),
        ("Angela Merkel stayed away pending talks with Vladimir Putin.", ["Angela Merkel", "Vladimir Putin"]),
        ("The leaders of Chad and Mali met in Oslo.", ["Chad", "Mali"]),
    ],
)  # fmt: skip
def test_who_meets(read, text: str, who: list[str]) -> None:
    assert names(only(read(text), "CONSULT"))[0] == who


@pytest.mark.parametrize(
    "text",
    [
        "Greek talks dragged on.",
        "In a book issued after the talks, Angela Merkel praised Vladimir Putin.",
        "Angela Merkel wrote a book for talks in schools.",
    ],
)
def test_one_alone_does_not_meet(read, text: str) -> None:
    assert "CONSULT" not in [e.type for e in read(text)]


def test_a_modifier_stands_for_who_was_last_called_so(read) -> None:
    told = only(read("The Syrian regime hailed the pact. A regime air strike hit Tikrit."), "ASSAULT")
    assert names(told)[0] == ["Syria"]
    told = only(read("The Saudi-led coalition met in Aden. Then coalition warplanes bombed Tikrit."), "ASSAULT")
    assert names(told)[0] == ["Saudi-led coalition"]
    alone = only(read("A regime air strike hit Tikrit."), "ASSAULT")
    assert names(alone)[0] == [None]


def test_each_of_those_called_by_one_phrase_is_named_once(read) -> None:
    told = only(
        read("Presidents Ion Iliescu of Romania and Vladimir Putin of Russia signed a trade treaty."), "SUPPORT"
    )
    assert names(told) == (["Ion Iliescu"], ["Vladimir Putin"])
    assert names(only(read("Kenya condemned Uganda."), "ACCUSE")) == (["Kenya"], ["Uganda"])


def test_another_blow_is_not_the_toll_of_the_first(read) -> None:
    blows = [
        e for e in read("Rebels shelled Tikrit. A police car was hit with stones in Basra.") if e.type == "ASSAULT"
    ]
    assert len(blows) == 2
    toll = [e for e in read("Rebels shelled Tikrit. Ten people were killed.") if e.type == "ASSAULT"]
    assert len(toll) == 1


def test_what_is_charged_in_a_clause_that_goes_on(read) -> None:
    assert names(only(read("Rwanda charged that Uganda was arming militias."), "ACCUSE")) == (["Rwanda"], ["Uganda"])
    found = read("The council has charged the envoys with showing that Iraq has kept its word.")
    assert [names(e)[1] for e in found if e.type == "ACCUSE"] != [["Iraq"]]


@pytest.mark.parametrize(
    ("text", "type_", "who", "whom"),
    [
        # a relative clause hung on the nearer noun
        ("A pact on tariffs, which Chad and Mali signed last May, expired.", "SUPPORT", ["Chad"], ["Mali"]),
        # who is to go, not where from
        ("Oslo called for Japan's withdrawal from Korea.", "REQUEST", ["Norway"], ["Japan"]),
        # whose troops they are
        ("Nigerian troops were deployed to Liberia.", "MOBILIZE", ["Nigeria"], ["Liberia"]),
        # the parser hangs "Yeltsin" on "Ukraine"
        (
            "President Boris Yeltsin of Russia and President Leonid Kuchma of Ukraine condemned Mali.",
            "ACCUSE",
            ["Boris Yeltsin", "Leonid Kuchma"],
            ["Mali"],
        ),
        ("Angela Merkel assured Vladimir Putin that Germany would not arm Mali.", "AGREE", ["Germany"], ["Vladimir Putin"]),
        ("Kenya said Uganda did not take the required steps.", "ACCUSE", ["Kenya"], ["Uganda"]),
        ("Two aides to Angela Merkel visited Chad.", "CONSULT", ["Germany"], ["Chad"]),
        ("Oslo spoke of signals from Chad that it wants to visit Mali.", "CONSULT", ["Chad"], ["Mali"]),
        ("Sudan let Uganda resume its flights.", "CONCEDE", ["Sudan"], ["Uganda"]),
        ("Poland became a full member of NATO.", "AGREE", ["Poland"], ["NATO"]),
        ("Kenya repeated charges that Uganda had shelled its coast.", "ACCUSE", ["Kenya"], ["Uganda"]),
        ("Kenya criticized how Uganda ran the poll.", "ACCUSE", ["Kenya"], ["Uganda"]),
        ("Rwandan officials voiced anger at the French decision.", "ACCUSE", ["Rwanda"], ["France"]),
        ("Kiev requested weapons from Washington.", "REQUEST", ["Ukraine"], ["United States"]),
        ("Thousands rallied against Belarus.", "PROTEST", [None], ["Belarus"]),
        # the parser took "killed" for what was done to a depot
        (
            "An attack on food trucks and a depot killed around 30 civilians on Friday.",
            "ASSAULT",
            [None],
            ["civilians"],
        ),
        ("Some 3,000 French troops in the Sahel will remain there.", "MOBILIZE", ["French army"], []),
    ],
)  # fmt: skip
def test_who_does_it_to_whom(read, text: str, type_: str, who: list[str], whom: list[str]) -> None:
    assert names(only(read(text), type_)) == (who, whom)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("A report on the pact, which Chad and Mali burned, was long.", "SUPPORT"),
        ("Kenya said Uganda might not take the necessary steps.", "ACCUSE"),
        ("Kenya said Uganda did not take the train.", "ACCUSE"),
        ("The gap let the air pass.", "CONCEDE"),
        ("Officials spoke at the French meeting.", "CONSULT"),
        ("Rwanda voiced anger at the window.", "ACCUSE"),
        ("Thousands of trees stood against the wind.", "PROTEST"),
        ("American troops will stay in Kuwait, the Pentagon said.", "THREATEN"),
        ("Serbia grew, taking in Chad and Mali.", "COERCE"),
        ("The council adopted a resolution on Mali.", "RETREAT"),
    ],
)
def test_what_is_not_done(read, text: str, type_: str) -> None:
    assert type_ not in [e.type for e in read(text)]


def test_those_who_agree_that_others_must_act_agree_alone(read) -> None:
    found = only(read("Chad and Mali agreed that the Libyan troops must leave."), "AGREE")
    assert names(found) == (["Chad", "Mali"], [])


def test_to_be_against_an_act_is_not_to_do_it(read) -> None:
    assert only(read("Britain is against lifting the sanctions on Iraq."), "RETREAT").status == "negated"
    assert only(read("Britain is close to lifting the sanctions on Iraq."), "RETREAT").status != "negated"


QUOTED = "All Western states must disarm"


def test_a_demand_in_quoted_words_is_the_speakers(parser: Parser) -> None:
    read = speaking(parser, "Angela Merkel")
    [event] = [e for e in read(f'"{QUOTED}," Angela Merkel was heard to say.', QUOTED) if e.type == "REQUEST"]
    assert [p.actor.name for p in event.actors if p.actor] == ["Angela Merkel"]
    assert [p.text for p in event.recipients] == ["All Western states"]
    assert event.reported_by is None


@pytest.mark.parametrize(
    "words",
    [
        "All Western states will disarm",
        "We must disarm",
        "This country must learn",
        "If all Western states must disarm there will be peace",
    ],
)
def test_not_all_quoted_words_are_demands(parser: Parser, words: str) -> None:
    read = speaking(parser, "Angela Merkel")
    assert "REQUEST" not in [e.type for e in read(f'"{words}," Angela Merkel was heard to say.', words)]
