"""Whether an act happened: 250 sentences of our own, and the constructions that the rules were made for."""

from __future__ import annotations

from collections import Counter

import pytest
from status import Row, is_of, rows

from dragoman import reference
from dragoman.actors import find_actors
from dragoman.extract import events
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import Article, Event, Interval, Status

DAY = Interval.parse("2013-03-14")
STATUSES: tuple[Status, ...] = (
    "happened", "ongoing", "announced", "threatened", "demanded", "proposed", "hypothetical", "denied", "negated",
    "recalled",
)  # fmt: skip


@pytest.fixture(scope="module")
def read(parser: Parser):
    """Text -> its events as of the day of the sentences."""
    facts = reference.load()

    def run(text: str) -> tuple[Event, ...]:
        analysis = analyse(text, parser)
        times = find_times(analysis, published=DAY)
        cast = find_actors(analysis, published=DAY, reference=facts, article=Article("a", "test", text))
        return events.extract(analysis, cast, times, (), published=DAY, text_id="t", reference=facts)

    return run


@pytest.fixture(scope="module")
def answers(read) -> list[tuple[Row, Event | None]]:
    """Every labelled sentence with the event of its type that stands nearest to the labelled word."""
    out = []
    for row in rows():
        at = row.text.index(row.anchor)
        ours = sorted(
            (e for e in read(row.text) if is_of(e, row.types)), key=lambda e: (abs(e.anchor.start - at), e.id)
        )
        out.append((row, ours[0] if ours else None))
    return out


def test_the_set_is_whole() -> None:
    labelled = rows()
    assert Counter(r.status for r in labelled) == dict.fromkeys(STATUSES, 25)
    assert [r.line for r in labelled] == list(range(1, 251))
    assert len({r.text for r in labelled}) == 250
    assert all(r.anchor in r.text for r in labelled)
    assert {s for r in labelled if r.kept for s in [r.status]} == set(STATUSES)


def test_the_floor_of_status_over_all(answers) -> None:
    right = sum(event is not None and event.status == row.status for row, event in answers)
    assert right >= 0.85 * len(answers)


def test_the_floor_of_status_where_the_act_is_found(answers) -> None:
    for kept in (False, True):
        found = [(row, event) for row, event in answers if event is not None and row.kept == kept]
        wrong = [f"{row.line} {event.status}: {row.text}" for row, event in found if event.status != row.status]
        assert len(wrong) <= 0.06 * len(found), wrong


def test_the_floor_of_acts_found_in_the_half_kept_aside(answers) -> None:
    kept = [event for row, event in answers if row.kept]
    assert sum(event is not None for event in kept) >= 0.78 * len(kept)


PAIRS = [
    ("Peru ruled out sending warships to Chile.", "MOBILIZE", "negated"),
    ("Peru sent warships to Chile.", "MOBILIZE", "happened"),
    ("Chile decided against expelling the consul.", "SANCTION", "negated"),
    ("Chile decided to expel the consul.", "SANCTION", "announced"),
    ("Oman has no intention of expelling the diplomats.", "SANCTION", "negated"),
    ("Oman has the intention of expelling the diplomats.", "SANCTION", "announced"),
    ("Niger dropped plans to impose sanctions on Benin.", "COERCE", "negated"),
    ("Niger announced plans to impose sanctions on Benin.", "COERCE", "announced"),
    ("Bulgaria has yet to recognize the government.", "SUPPORT", "negated"),
    ("Bulgaria has recognized the government.", "SUPPORT", "happened"),
    ("Not one Omani soldier attacked the embassy.", "ASSAULT", "negated"),
    ("One Omani soldier attacked the embassy.", "ASSAULT", "happened"),
    ("Iraqi officers dismissed reports that soldiers had shot demonstrators.", "ASSAULT", "denied"),
    ("Iraqi officers confirmed reports that soldiers had shot demonstrators.", "ASSAULT", "happened"),
    ("Malian soldiers denied accusations of torturing prisoners.", "ASSAULT", "denied"),
    ("There is no evidence that Chad attacked the village.", "ASSAULT", "hypothetical"),
    ("Bolivia is thinking of expelling the envoy.", "SANCTION", "hypothetical"),
    ("If Chad were to invade Niger, the bloc would respond.", "ASSAULT", "hypothetical"),
    ("Had Chad invaded Niger, the bloc would have responded.", "ASSAULT", "hypothetical"),
    ("Chad had invaded Niger.", "ASSAULT", "recalled"),
    ("Chad said it had attacked Niger.", "ASSAULT", "happened"),
    ("Talks between Mali and Niger are possible.", "CONSULT", "hypothetical"),
    ("Talks between Mali and Niger are under way.", "CONSULT", "ongoing"),
    ("Attacks on aid workers by the militia have continued.", "ASSAULT", "ongoing"),
    ("The militia has been shelling the village.", "ASSAULT", "ongoing"),
    ("The militia had been shelling the village.", "ASSAULT", "recalled"),
    ("Libya wants Malta to release the sailors.", "RETREAT", "demanded"),
    ("Libya wants to release the sailors.", "RETREAT", "proposed"),
    ("Mali has to withdraw its troops.", "RETREAT", "demanded"),
    ("Mali had to withdraw its troops.", "RETREAT", "happened"),
    ("Tehran warned that it would expel the diplomats.", "SANCTION", "threatened"),
    ("Tehran said that it would expel the diplomats.", "SANCTION", "announced"),
    ("Tehran warned that Cairo would expel the diplomats.", "SANCTION", "announced"),
    ("Seoul suggested that officials of both sides meet at Panmunjom.", "CONSULT", "proposed"),
    ("Veterans commemorated the battle in which Japan attacked the port.", "ASSAULT", "recalled"),
    ("Veterans described the battle in which Japan attacked the port.", "ASSAULT", "happened"),
    ("During the Cold War, Moscow armed the Ethiopian junta.", "AID", "recalled"),
    ("During the cold weather, Moscow armed the Ethiopian junta.", "AID", "happened"),
    ("Ten years ago this week, gunmen attacked the embassy.", "ASSAULT", "recalled"),
    ("This week, gunmen attacked the embassy.", "ASSAULT", "happened"),
    ("A panel agreed to investigate who attacked the embassy.", "ASSAULT", "happened"),
    ("Under a plan by Qatar, the Arab League would expel Syria.", "SANCTION", "announced"),
    ("Britain must hold off until Kofi Annan visits Moscow.", "CONSULT", "hypothetical"),
    ("Moscow did not support the sanctions.", "SUPPORT", "negated"),
    ("Sudan accused Chad of shelling the port, a charge Chad denies.", "ASSAULT", "denied"),
    ("Sudan accused Chad of shelling the port, a charge Chad denies.", "ACCUSE", "happened"),
    ("Sudan accused Chad of shelling the port, but the claim was denied.", "ASSAULT", "denied"),
    ("Sudan accused Chad of shelling the port, but the claim was repeated.", "ASSAULT", "happened"),
    ("Russia made clear it would expel the envoy.", "SANCTION", "announced"),
    ("The Russian and Omani ministers meet in Geneva next week.", "CONSULT", "announced"),
    ("The Russian and Omani ministers met in Geneva last week.", "CONSULT", "happened"),
    ("Talks between Oman and Yemen next week are welcome.", "CONSULT", "announced"),
    ("Talks between Oman and Yemen would resume on 20 March 2013.", "CONSULT", "announced"),
    ("Talks between Oman and Yemen would resume if the siege ended.", "CONSULT", "hypothetical"),
]
"""Sentence, type, status: each construction beside one that differs from it in a word or two."""


@pytest.mark.parametrize(("text", "type_", "status"), PAIRS)
def test_constructions(read, text: str, type_: str, status: Status) -> None:
    found = [(e.type, e.status) for e in read(text)]
    assert (type_, status) in found, found


def test_what_is_not_supported_is_no_threat(read) -> None:
    assert not [e for e in read("Moscow did not support the sanctions.") if e.type == "THREATEN"]


def test_attacks_that_are_asked_to_end_go_on(read) -> None:
    found = read("Ban Ki-moon demanded an end to attacks on civilians by Sudanese soldiers.")
    assert [e.status for e in found if e.type == "ASSAULT"] == ["ongoing"]
