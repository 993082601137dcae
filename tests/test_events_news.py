"""Acts in the words of the news: 400 sentences of our own (`data/event_news.csv`), and what was learnt from them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from status import is_of

from acting import reads_events
from dragoman.language.parser import Parser
from dragoman.model import Event

TABLE = Path(__file__).parent / "data" / "event_news.csv"
NEAR = 60


@pytest.fixture(scope="module")
def read(parser: Parser):
    return reads_events(parser)


def met(found: tuple[Event, ...], row: dict[str, str]) -> Event | None:
    """The event of a labelled type that stands nearest to the labelled words."""
    at = row["text"].index(row["anchor"])
    types = tuple(row["type"].split("/"))
    ours = sorted((e for e in found if is_of(e, types)), key=lambda e: (abs(e.anchor.start - at), e.id))
    return next((e for e in ours if abs(e.anchor.start - at) < NEAR), None)


def test_nine_in_ten_acts_of_the_table_are_found_and_most_with_their_status(read) -> None:
    rows = list(csv.DictReader(TABLE.open(encoding="utf-8", newline="")))
    weaker = {"ongoing", "hypothetical", "denied", "negated"}
    assert Counter(r["status"] for r in rows) == {s: 55 if s in weaker else 30 for s in {r["status"] for r in rows}}
    found = [(r, met(read(r["text"]), r)) for r in rows]
    assert sum(e is not None for _, e in found) / len(rows) >= 0.88
    assert sum(e is not None and e.status == r["status"] for r, e in found) / len(rows) >= 0.85


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("The envoy demanded that President Riek Machar step down.", "RETREAT", "demanded"),
        ("Unions in Lima plan to march on parliament on Friday.", "PROTEST", "announced"),
        (
            "The Swedish foreign minister held three hours of talks with the Syrian vice president.",
            "CONSULT",
            "happened",
        ),
        ("An ambush by separatist gunmen stunned the garrison town.", "ASSAULT", "happened"),
        ("The Uzbek police denied the torture of the prisoners.", "ASSAULT", "denied"),
        ("Ankara keeps up its crackdown on the Kurdish press.", "COERCE", "ongoing"),
        ("The army's offensive against the insurgents is still going on.", "ASSAULT", "ongoing"),
        ("The nurses' strike against the ministry has entered its third week.", "PROTEST", "ongoing"),
        ("Should Chad invade Sudan, the African Union would have to respond.", "ASSAULT", "hypothetical"),
        ("A Danish journalist remains detained in Iran.", "COERCE", "happened"),
        ("The Houthis threatened Kuwait with a blockade.", "COERCE", "threatened"),
        ("Islamists threatened a boycott of the election in Niger.", "PROTEST", "threatened"),
        ("Tokyo announced a loan to Mongolia.", "AID", "announced"),
        ("Minsk proposed a treaty with Kiev.", "AGREE", "proposed"),
        ("The emir offered constitutional reforms.", "CONCEDE", "proposed"),
    ],
)
def test_general_ways_of_telling_an_act(read, text: str, type_: str, status: str) -> None:
    assert (type_, status) in [(e.type, e.status) for e in read(text)]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Pyongyang threatened a missile strike on Guam.", "PROTEST"),
        ("The presidency denied any contacts with the Taliban.", "SANCTION"),
        ("Should the council meet on Monday?", "ASSAULT"),
        ("He spent three hours on the road to work.", "CONSULT"),
        ("The plan to march was his brother's.", "PROTEST"),
    ],
)
def test_what_only_looks_like_them(read, text: str, type_: str) -> None:
    assert type_ not in [e.type for e in read(text)]


def test_a_coalition_or_force_is_called_after_who_leads_or_backs_it(read) -> None:
    [event] = read("Iranian-backed militias shelled Tikrit.")
    assert [p.actor and p.actor.name for p in event.actors] == ["Iranian-backed militias"]
    [event] = read("The NATO-led force arrested two smugglers.")
    assert [(p.actor.name, p.actor.country) for p in event.actors if p.actor] == [("NATO-led force", None)]
    [event] = read("Russian troops shelled Tikrit.")
    assert [p.actor.country for p in event.actors if p.actor] == ["RUS"]


def test_what_is_threatened_is_done_by_who_threatens_it_to_whom_he_threatens(read) -> None:
    [act] = [e for e in read("The Houthis threatened Kuwait with a blockade.") if e.type == "COERCE"]
    assert [p.text for p in act.actors] == ["The Houthis"]
    assert [p.text for p in act.recipients] == ["Kuwait"]
