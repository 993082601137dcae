"""Reports of pages whose day nobody knows: what joins them, and what does not. Sentences of our own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.model import Actor, Event, Interval, Participant, Place, Published, Reading, Span, Time
from dragoman.record import Record
from made_readings import DJIBOUTI, ERITREA, YOUSSOUF, reading

SALEH = Actor("person:Q2", "Osman Saleh", "ERI", "GOV", "foreign minister")
KENYA = Actor("state:KEN", "Kenya", "KEN", "GOV")
AUTUMN = Interval(dt.date(2012, 6, 20), dt.date(2013, 2, 14))
YEAR = Interval(dt.date(2012, 3, 1), dt.date(2013, 5, 1))
ACCUSED = ("Djibouti accused Eritrea of sinking ferries with fishermen aboard.", "ACCUSE", "accused", DJIBOUTI, ERITREA)
BLAMED = (
    "Djibouti has accused Asmara of sinking ferries in its hunt for smugglers.", "ACCUSE", "accused", DJIBOUTI, ERITREA
)  # fmt: skip
SPOKE = ("Youssouf spoke during talks with his counterpart Saleh.", "CONSULT", "talks", YOUSSOUF, SALEH)
MET = ("He met Foreign Minister Osman Saleh to urge restraint.", "CONSULT", "met", YOUSSOUF, SALEH)
Told = tuple[str, str, str, Actor, Actor]


def page(key: str, days: Interval, *told: Told, back: Interval | None = None, place: str = "") -> Reading:
    """A page of which only `days` is known; with `back` its last act is told of those days, by an expression."""
    text = " ".join(t[0] for t in told) + f" Paper {key} has {key * 9} more."
    published = Published(days, "inferred", ("so it is",))
    made = reading(key, publisher=f"Paper {key}", text=text)
    events: list[Event] = []
    spans: list[Span] = []
    at = 0
    for i, (sentence, kind, act, who, whom) in enumerate(told):
        start = at + sentence.index(act)
        spans.append(Span(at, at + len(sentence)))
        recalled = back is not None and i == len(told) - 1
        events.append(
            Event(
                f"{key}e{i}", kind, Span(start, start + len(act)), status="happened",
                actors=(Participant(Span(at, at + 2), "one", who),),
                recipients=(Participant(Span(at + 3, at + 5), "two", whom),),
                date=back if recalled and back is not None else days,
                place=Place(place, "ERI", 15.3, 38.9) if place and kind == "CONSULT" else None,
            )
        )  # fmt: skip
        at += len(sentence) + 1
    times = () if back is None else (Time(Span(at - 3, at - 2), "DATE", "2012-W36", back),)
    return replace(
        made, article=replace(made.article, published=published), published=published, events=tuple(events),
        sentences=tuple(spans), times=times, mentions=(), figures=(), statements=(), positions=(), ballots=(),
    )  # fmt: skip


def happenings(path: Path, *pages: Reading) -> dict[str, list[dict[str, object]]]:
    """By type, the happenings, those of most reports first."""
    with Record(path / "r.dragoman") as record:
        for one in pages:
            record.add(one)
        record.derive()
        found: dict[str, list[dict[str, object]]] = {}
        for row in record.sql("SELECT * FROM happenings ORDER BY reports DESC, happening_id"):
            found.setdefault(str(row["type"]), []).append(row)
        return found


def test_pages_that_tell_two_things_alike_tell_of_one_time(tmp_path: Path) -> None:
    found = happenings(tmp_path, page("a", AUTUMN, ACCUSED, SPOKE), page("b", YEAR, BLAMED, MET))
    for kind in ("ACCUSE", "CONSULT"):
        assert [(h["reports"], h["origins"]) for h in found[kind]] == [(2, 2)]
        assert (found[kind][0]["date_from"], found[kind][0]["date_to"]) == ("2012-06-20", "2013-02-14")


def test_the_same_two_things_in_other_words_or_years_tell_of_two(tmp_path: Path) -> None:
    other = ("Djibouti accused Eritrea of printing forged banknotes.", "ACCUSE", "accused", DJIBOUTI, ERITREA)
    found = happenings(tmp_path, page("a", AUTUMN, ACCUSED, SPOKE), page("b", YEAR, other, MET))
    assert [h["reports"] for h in found["ACCUSE"]] == [1, 1]
    assert [h["reports"] for h in found["CONSULT"]] == [1, 1]
    later = Interval(dt.date(2014, 1, 1), dt.date(2014, 12, 31))
    (tmp_path / "later").mkdir()
    found = happenings(tmp_path / "later", page("a", AUTUMN, ACCUSED, SPOKE), page("b", later, BLAMED, MET))
    assert [h["reports"] for h in found["ACCUSE"]] == [1, 1]


@pytest.mark.parametrize("days", [AUTUMN, YEAR])
def test_one_accusation_alone_does_not_tell_when_it_was(tmp_path: Path, days: Interval) -> None:
    found = happenings(tmp_path, page("a", days, ACCUSED), page("b", days, BLAMED))
    assert [h["reports"] for h in found["ACCUSE"]] == [1, 1]


def test_two_accusations_of_one_page_are_not_both_the_other_pages_one(tmp_path: Path) -> None:
    more = (
        "Djibouti accused Eritrea of sinking trawlers with fishermen aboard.",
        "ACCUSE",
        "accused",
        DJIBOUTI,
        ERITREA,
    )
    again = (more[0].replace("accused", "also accused"), *more[1:])
    found = happenings(tmp_path, page("a", AUTUMN, ACCUSED, SPOKE), page("b", YEAR, BLAMED, MET, again))
    assert max(int(str(h["reports"])) for h in found["ACCUSE"]) == 2
    assert sum(int(str(h["reports"])) for h in found["ACCUSE"]) <= 3


def test_a_recollection_finds_the_only_talks_it_can_mean_and_is_no_origin_of_them(tmp_path: Path) -> None:
    back = Interval(dt.date(2012, 7, 1), dt.date(2012, 12, 31))
    recalls = page("c", YEAR, (*SPOKE[:3], YOUSSOUF, ERITREA), back=back)
    pages = (page("a", AUTUMN, ACCUSED, SPOKE), page("b", YEAR, BLAMED, MET), recalls)
    (talks,) = happenings(tmp_path, *pages)["CONSULT"]
    assert (talks["reports"], talks["origins"]) == (3, 2)
    assert talks["first_article_id"] != "c"
    (tmp_path / "two").mkdir()
    second = Interval.parse("2012-08-03")
    found = happenings(tmp_path / "two", *pages, page("d", second, SPOKE))["CONSULT"]
    assert sorted(int(str(h["reports"])) for h in found) == [1, 1, 2]
    (tmp_path / "other").mkdir()
    other = page("c", YEAR, (*SPOKE[:3], YOUSSOUF, KENYA), back=back)
    found = happenings(tmp_path / "other", *pages[:2], other)["CONSULT"]
    assert sorted(int(str(h["reports"])) for h in found) == [1, 2]


def test_recollections_of_one_month_join_by_their_words_alone(tmp_path: Path) -> None:
    march = Interval.parse("2012-03")
    day = Interval.parse("2013-01-23")
    shut = (
        "In March Eritrea closed the strait to Djibouti with mines and chains.",
        "COERCE",
        "closed",
        ERITREA,
        DJIBOUTI,
    )
    like = ("Eritrea closed the strait to Djibouti with mines, nets and chains in March.", *shut[1:])
    other = ("Last March Eritrea expelled the fishing crews of Djibouti.", "COERCE", "expelled", ERITREA, DJIBOUTI)
    found = happenings(
        tmp_path, page("a", day, shut, back=march), page("b", day, like, back=march), page("c", day, other, back=march)
    )
    assert [h["reports"] for h in found["COERCE"]] == [2, 1]


def test_a_report_of_a_month_that_gives_only_the_parties_is_no_origin(tmp_path: Path) -> None:
    day, later, month = (Interval.parse(d) for d in ("2013-01-10", "2013-02-20", "2013-01"))
    bare = ("Earlier Djibouti had accused Asmara once more.", "ACCUSE", "accused", DJIBOUTI, ERITREA)
    full = ("In January Djibouti accused Eritrea of sinking ferries.", "ACCUSE", "accused", DJIBOUTI, ERITREA)
    (accused,) = happenings(
        tmp_path, page("a", day, ACCUSED), page("b", later, bare, back=month), page("c", later, full, back=month)
    )["ACCUSE"]
    assert (accused["reports"], accused["origins"], accused["date_from"]) == (3, 2, "2013-01-10")
    with Record(tmp_path / "r.dragoman") as record:
        joined = {r["article_id"]: r["joined"] for r in record.sql("SELECT * FROM happening_reports")}
    assert "the only one" in joined["b"]
    assert "the only one" not in joined["c"]


def test_the_first_report_is_one_whose_day_is_known(tmp_path: Path) -> None:
    day = Interval.parse("2012-09-05")
    (accused,) = happenings(tmp_path, page("a", AUTUMN, ACCUSED, SPOKE), page("b", day, BLAMED, MET))["ACCUSE"]
    assert (accused["reports"], accused["first_article_id"]) == (2, "b")
