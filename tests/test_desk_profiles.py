"""The sums that the desk's pages ask for: who is where, who did what to whom by week; and what is made of them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from dragoman.record import Record
from dragoman.record.dyads import party_key, quad_of, week_of
from made_readings import reading

SUMS = ("article_actors", "activity", "dyad_happenings", "dyads", "dyad_totals")


def sums(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """The tables of sums, row by row."""
    return {t: sorted((tuple(r.values()) for r in record.sql(f"SELECT * FROM {t}")), key=repr) for t in SUMS}


def anew(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """The same tables after everything was derived anew."""
    record._connection.execute("UPDATE derived SET stale = 1")
    for table in SUMS:
        record._connection.execute(f"DELETE FROM {table}")
    record._connection.execute("INSERT OR IGNORE INTO touched SELECT article_id FROM articles")
    record._connection.execute("INSERT OR IGNORE INTO happenings_touched SELECT happening_id FROM happenings")
    record.derive()
    return sums(record)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Two articles of different days, derived."""
    made = Record(tmp_path / "r.dragoman")
    made.add(reading("a1", published="2013-01-23"))
    made.add(reading("a2", published="2013-02-06", extra="\nNothing else happened."))
    made.derive()
    return made


def test_activity_counts_what_an_actor_does_in_the_record(record: Record) -> None:
    (minister,) = record.sql("SELECT * FROM activity WHERE actor_id = 'person:Q1'")
    assert (minister["articles"], minister["statements"]) == (2, 2)
    assert (minister["first_day"], minister["last_day"]) == ("2013-01-23", "2013-02-06")
    assert record.sql("SELECT rowid FROM activity_fts WHERE activity_fts MATCH 'mahamoud'")


def test_pairs_are_summed_by_week_and_quad_class(record: Record) -> None:
    rows = record.sql("SELECT * FROM dyads ORDER BY week")
    assert [(r["actor"], r["recipient"], r["quad"]) for r in rows] == [("state:DJI", "state:ERI", 3)] * 2
    assert [r["week"] for r in rows] == ["2013-01-21", "2013-02-04"]
    (total,) = record.sql("SELECT * FROM dyad_totals")
    assert (total["happenings"], total["score"]) == (2, -12)


def test_sums_are_those_of_a_count_of_everything(tmp_path: Path) -> None:
    chance, keys = Random(5), [f"k{i}" for i in range(8)]
    for turn in range(4):
        record = Record(tmp_path / f"{turn}.dragoman")
        for step in range(6):
            key = chance.choice(keys)
            day = f"2013-01-{chance.randint(1, 28):02d}"
            record.add(reading(key, published=day, version=str(step + 1), extra="\n" + "More was said. " * step))
            if chance.random() < 0.3:
                gone = chance.choice(keys)
                record._connection.execute("DELETE FROM articles WHERE article_id LIKE ?", (f"%{gone}%",))
                record._connection.execute("UPDATE derived SET stale = 1")
            if chance.random() < 0.7:
                record.derive()
        record.derive()
        stepwise = sums(record)
        assert stepwise["activity"]
        assert stepwise == anew(record)


def test_the_order_of_reading_changes_no_sum(tmp_path: Path) -> None:
    found = []
    for name, order in (("a", (0, 1, 2)), ("b", (2, 0, 1))):
        record = Record(tmp_path / f"{name}.dragoman")
        for i in order:
            record.add(reading(f"k{i}", published=f"2013-01-{10 + i}"))
            if name == "b":
                record.derive()
        record.derive()
        found.append(sums(record))
    assert found[0] == found[1]


def test_an_article_that_goes_takes_its_sums_along(record: Record) -> None:
    record._connection.execute("DELETE FROM articles")
    record._connection.execute("UPDATE derived SET stale = 1")
    record.derive()
    assert sums(record) == {table: [] for table in SUMS}
    assert not record.sql("SELECT rowid FROM activity_fts WHERE activity_fts MATCH 'mahamoud'")


def test_a_merged_actor_is_counted_as_the_one_it_is(record: Record) -> None:
    from dragoman.record import Judgement

    record.judge(
        Judgement("merge", "person:Q1", "2013-03-01", "person:Q2", name="M. A. Youssouf", country="DJI", sector="GOV")
    )
    record.derive()
    assert not record.sql("SELECT 1 FROM activity WHERE actor_id = 'person:Q1'")
    assert record.sql("SELECT name, statements FROM activity WHERE actor_id = 'person:Q2'")[0]["statements"] == 2


@pytest.mark.parametrize(
    ("who", "key"),
    [
        (("person:Q1", "DJI", "GOV"), "state:DJI"),
        (("state:DJI", "DJI", None), "state:DJI"),
        (("group:ERI-opposition", "ERI", "OPP"), "group:ERI-opposition"),
        (("org:UN", None, "IGO"), "org:UN"),
        (("person:~abc", None, None), None),
        ((None, None, None), None),
    ],
)
def test_an_official_stands_for_the_state(who: tuple[str | None, str | None, str | None], key: str | None) -> None:
    assert party_key(*who) == key


@pytest.mark.parametrize(
    ("act", "coded"),
    [
        (("ASSAULT", None, "happened", None), (4, -18)),
        (("ASSAULT", None, "threatened", None), (3, -7)),
        (("ASSAULT", None, "denied", None), None),
        (("CONSULT", "visit", "announced", None), (1, 5)),
        (("STATEMENT", None, "happened", None), None),
        (("VOTE", "veto", "happened", None), (3, -4)),
        (("VOTE", "abstain", "happened", None), None),
    ],
)
def test_what_is_counted_is_what_plover_codes(act: tuple[str, str | None, str, str | None], coded: object) -> None:
    assert quad_of(*act) == coded


def test_weeks_begin_on_monday() -> None:
    assert week_of("2013-01-23") == week_of("2013-01-27") == "2013-01-21"
    assert week_of("2013-01-21") == "2013-01-21"
    assert week_of("0001-01-02") == "0001-01-01"
    assert week_of("") == ""
