"""Attacks that are looked back on without their day: they stand with the only one they can mean, and are no origin."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.model import Actor, Event, Figure, Interval, Participant, Reading, Span, Time
from dragoman.record import Record
from dragoman.record.happenings.agreeing import STRUCK
from dragoman.record.happenings.words import is_known, is_rising, struck
from made_readings import DJIBOUTI, ERITREA, reading


def page(
    key: str, published: str, sentence: str, act: str, *, day: str | None = None, toll: int | None = None,
    beside: str | None = None, who: Actor | None = None,
) -> Reading:  # fmt: skip
    """A paper's article of one attack: of `day` where the sentence gives one, else of the article's own; `beside` is
    what else the sentence tells, an accusation."""
    made = reading(key, publisher=f"Paper {key}", published=published, text=f"{sentence} {key} wrote so.")
    when = Interval.day(dt.date.fromisoformat(day)) if day else made.published.interval
    at, other = sentence.index(act), sentence.index(beside) if beside else 0
    whole = Span(0, len(sentence))
    parties = (Participant(Span(0, 3), "it", who),) if who else ()
    events = [Event(f"{key}e", "ASSAULT", Span(at, at + len(act)), actors=parties, date=when)]
    if beside:
        events.append(
            Event(
                f"{key}x", "ACCUSE", Span(other, other + len(beside)), date=when,
                actors=(Participant(Span(0, 3), "one", DJIBOUTI),),
            )
        )  # fmt: skip
    times = (Time(Span(0, 2), "DATE", day, when),) if day else ()
    found = sentence.find(str(toll)) if toll else -1
    figures = () if found < 0 else (
        Figure(f"{key}f", "killed", toll, toll, Span(found, found + len(str(toll))), scope="incident"),
    )  # fmt: skip
    return replace(
        made, events=tuple(events), figures=figures, sentences=(whole,), mentions=(), times=times, statements=(),
        positions=(), ballots=(),
    )  # fmt: skip


def attacks(path: Path, *pages: Reading) -> list[tuple[list[str], int]]:
    """The papers and the origins of each happening of an attack."""
    with Record(path) as record:
        for one in pages:
            record.add(one)
        record.derive()
        rows = record.sql("SELECT happening_id, origins FROM happenings WHERE type = 'ASSAULT' ORDER BY sort_key")
        found = []
        for row in rows:
            reports = record.sql(
                "SELECT article_id, joined FROM happening_reports WHERE happening_id = ? ORDER BY article_id",
                [row["happening_id"]],
            )
            assert row["origins"] == sum(r["joined"] != STRUCK for r in reports)
            found.append(([r["article_id"] for r in reports], row["origins"]))
        return found


FIRST = page(
    "a", "2013-01-23", "On Tuesday shells sank a trawler off Obock in Djibouti and killed 14, a doctor in Asmara said.", "shells",
    day="2013-01-22", toll=14,
)  # fmt: skip
LATER = page("b", "2013-02-20", "Underwriters asked who fired when the trawler was shelled near Djibouti.", "shelled")


def test_the_only_attack_on_such_a_thing_is_the_one_that_is_looked_back_on(tmp_path: Path) -> None:
    assert attacks(tmp_path / "r", FIRST, LATER) == [(["a", "b"], 1)]


def test_of_two_such_attacks_none_is_meant(tmp_path: Path) -> None:
    twin = page(
        "c", "2013-01-30", "On Tuesday rockets sank a trawler at Tadjoura in Djibouti and killed 3.", "rockets",
        day="2013-01-29", toll=3,
    )  # fmt: skip
    assert sorted(attacks(tmp_path / "r", FIRST, LATER, twin)) == [(["a"], 1), (["b"], 1), (["c"], 1)]


@pytest.mark.parametrize(
    "other",
    [
        page("b", "2013-02-20", "Gunmen shelled a trawler off Eritrea.", "shelled"),
        page("b", "2013-02-20", "Guns killed 5 when a trawler was shelled in Djibouti.", "shelled", toll=5),
        page("b", "2013-02-20", "A trawler was shelled at a pier in London, bound for Djibouti.", "shelled"),
        page("b", "2013-02-20", "A bakery was shelled in Djibouti.", "shelled"),
        page("b", "2013-06-20", "Nobody asked again how the trawler was shelled in Djibouti.", "shelled"),
        page("b", "2013-01-20", "A trawler was shelled in Djibouti.", "shelled"),
    ],
    ids=["another country", "another toll", "another town", "another thing", "months later", "before it"],
)
def test_another_attack_is_another(tmp_path: Path, other: Reading) -> None:
    assert sorted(attacks(tmp_path / "r", FIRST, other)) == [(["a"], 1), (["b"], 1)]


def test_the_day_of_who_answers_is_not_the_attacks(tmp_path: Path) -> None:
    answered = page(
        "b", "2013-02-21", "Eritrea on Wednesday condemned the shelling of a trawler off Djibouti.", "shelling",
        day="2013-02-20", beside="condemned",
    )  # fmt: skip
    assert attacks(tmp_path / "r", FIRST, answered) == [(["a", "b"], 1)]
    alone = page(
        "b", "2013-02-21", "On Wednesday shelling of a trawler off Djibouti went on.", "shelling", day="2013-02-20",
        who=ERITREA,
    )  # fmt: skip
    assert sorted(attacks(tmp_path / "other", FIRST, alone)) == [(["a"], 1), (["b"], 1)]


def test_what_was_struck_and_how_it_is_called() -> None:
    assert struck("Shells hit two ferries and a mosque in Kell.") == ("mosque:kell",)
    assert struck("The Kellish ferry sank off Osk on Monday.") == ("ferry:kell",)
    assert struck("Shells hit a house in Kell.") == ()
    assert struck("") == ()
    assert is_known("Paris condemned the deadly shelling of a mosque.", "shelling")
    assert not is_known("Paris accused Kell of shelling a mosque.", "shelling")
    assert not is_known("Kell said the shelling went on.", "shelling")
    assert not is_known("Paris condemned it.", "shelling")
    assert is_rising("Divers found three more, bringing the number of people killed to at least 30.")
    assert not is_rising("The bus was bringing 30 pilgrims to Kell.")
