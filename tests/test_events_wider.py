"""Acts told by fewer words: talks of two peoples, parties called by what they last were called. Sentences of our own."""

from __future__ import annotations

import pytest

from acting import reads_events
from dragoman.language.parser import Parser
from dragoman.model import Event


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


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
        ("Kenya said Uganda did not take the necessary steps.", "ACCUSE", ["Kenya"], ["Uganda"]),
        ("Two aides to Angela Merkel visited Chad.", "CONSULT", ["Germany"], ["Chad"]),
        ("Oslo spoke of signals from Chad that it wants to visit Mali.", "CONSULT", ["Chad"], ["Mali"]),
        ("Sudan let Uganda resume its flights.", "CONCEDE", ["Sudan"], ["Uganda"]),
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
