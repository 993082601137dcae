"""Happenings: reports of one event, joined."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from dragoman.model import Figure, Interval, Span, content_id
from dragoman.record import Record
from made_readings import TEXT, reading


def _happenings(path: Path, *readings: object) -> list[dict[str, object]]:
    with Record(path) as record:
        for one in readings:
            record.add(one)  # type: ignore[arg-type]
        record.derive()
        return list(record.happenings())


def test_a_copy_is_no_second_origin(tmp_path: Path) -> None:
    other = "Another story of the same day tells of it in its own way, at some length and with other words."
    (happening,) = _happenings(
        tmp_path / "r.dragoman",
        reading("a1", publisher="Meridian"),
        reading("a2", publisher="Tribune", published="2013-01-24"),
        replace(
            reading("a3", publisher="Courier"),
            article=replace(reading("a3", publisher="Courier").article, text=TEXT[:90] + other),
            sentences=(),
        ),
    )
    assert happening["reports"] == 3
    assert happening["origins"] == 2
    assert happening["first_article_id"] == "a1"


def test_reports_of_other_days_or_places_stay_apart(tmp_path: Path) -> None:
    def at(key: str, day: str, place: str) -> object:
        made = reading(key, published=day, publisher=key, extra=_other_words(key))
        done = made.events[0]
        assert done.place is not None
        return replace(made, events=(replace(done, place=replace(done.place, name=place)),))

    first = at("a", "2013-01-23", "x")
    for name, second, reports in (
        ("days", at("b", "2013-01-25", "x"), [1, 1]),
        ("places", at("b", "2013-01-23", "y"), [1, 1]),
        ("same", at("b", "2013-01-23", "x"), [2]),
    ):
        assert [h["reports"] for h in _happenings(tmp_path / name, first, second)] == reports


def _other_words(key: str) -> str:
    return " ".join(content_id(key, i) for i in range(400))


def test_an_inexact_day_joins_the_exact_one_that_it_allows(tmp_path: Path) -> None:
    made = reading("b", publisher="b", extra=_other_words("b"))
    week = Interval(dt.date(2013, 1, 20), dt.date(2013, 1, 26))
    loose = replace(made, events=(replace(made.events[0], date=week),))
    (happening,) = _happenings(tmp_path / "r", loose, reading("a"))
    assert (happening["date_from"], happening["date_to"]) == ("2013-01-23", "2013-01-23")


def _with(key: str, sentence: str, **changes: object) -> object:
    """The report of paper `key`, in its own words, in an article that is no copy."""
    made = reading(key, publisher=key, text=TEXT + "\n" + sentence + " " + _other_words(key))
    at = Span(len(TEXT) + 1, len(TEXT) + 1 + len(sentence))
    done = replace(made.events[0], anchor=Span(at.start, at.start + 4), place=None, **changes)
    return replace(made, events=(done,), sentences=(at,))


def test_a_vote_is_one_whatever_it_was_cast_against(tmp_path: Path) -> None:
    one = _with("a", "Russia vetoed the draft that France had tabled.", type="VOTE", mode="veto", recipients=())
    other = _with("b", "Moscow blocked it with its veto.", type="VOTE", mode="veto")
    (happening,) = _happenings(tmp_path / "r", one, other)
    assert (happening["reports"], happening["origins"]) == (2, 2)


def test_reports_that_agree_on_whom_in_part_join_by_their_words(tmp_path: Path) -> None:
    whole = _with("a", "Djibouti condemned the shelling of its crowded ferry by Eritrea.")
    part = _with("b", "Djibouti condemned the shelling of the crowded ferry.", recipients=())
    other = _with("c", "Djibouti deplored remarks made in Cairo.", recipients=())
    assert sorted(h["reports"] for h in _happenings(tmp_path / "r", whole, part, other)) == [1, 2]


def test_what_an_article_credits_to_another_it_has_from_that_one(tmp_path: Path) -> None:
    sentence = "At least 14 people were killed near Obock, the minister told AFP."
    text = f"{TEXT[:93]}Ferry: 14 dead.\n{sentence}"
    told = reading("a1", publisher="Meridian")
    events = tuple(
        replace(
            told.events[0], id=f"e{i}", type="ASSAULT", mode=None, actors=(), recipients=(),
            anchor=Span(text.index(act), text.index(act) + len(act)),
        )
        for i, act in enumerate(("dead", "killed"))
    )  # fmt: skip
    headline = Span(text.index("Ferry: 14"), text.index("dead") + 5)
    whole = Span(text.index(sentence), len(text))
    figures = tuple(
        Figure(f"f{i}", "killed", 14, 14, Span(at, at + 2), scope="incident")
        for i, at in enumerate((text.index("14 dead"), text.index("14 people")))
    )
    one = replace(
        told, article=replace(told.article, text=text), events=events, figures=figures, sentences=(headline, whole),
        mentions=(), times=(), statements=(), positions=(), ballots=(),
    )  # fmt: skip
    (happening,) = _happenings(tmp_path / "r.dragoman", one)
    assert (happening["reports"], happening["origins"]) == (1, 1)
    with Record(tmp_path / "r.dragoman") as record:
        assert {r["origin"] for r in record.sql("SELECT origin FROM happening_reports")} == {"AFP"}
