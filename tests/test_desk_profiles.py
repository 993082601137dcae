"""The sums that the desk's pages ask for: who is where, who did what to whom by week; and what is made of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dragoman.desk import dyads, network, places, profiles, standings
from dragoman.record import Record
from dragoman.record.dyads import party_key, quad_of, week_of
from dragoman.reference import load
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


@pytest.fixture(scope="module")
def crisis(sample: Path) -> Iterator[Record]:
    """The sample crisis."""
    with Record(sample, read_only=True) as record:
        yield record


def test_actors_are_found_by_the_beginnings_of_their_names(crisis: Record) -> None:
    by_activity = profiles.actors(crisis)
    assert [a["articles"] for a in by_activity] == sorted((a["articles"] for a in by_activity), reverse=True)
    assert {"Sergey Lavrov"} == {a["name"] for a in profiles.actors(crisis, search="lavr serg")}
    assert profiles.actors(crisis, search="avrov") == []
    assert profiles.actors(crisis, search='"; DROP TABLE activity; --') == []
    assert all(a["actor_id"].startswith("org:") for a in profiles.actors(crisis, kind="org"))
    assert profiles.actors(crisis, after=2, limit=1) == by_activity[2:3]


def test_a_profile_tells_offices_and_the_source_of_the_id(crisis: Record) -> None:
    minister = profiles.profile(crisis, load(), "person:Q58217")
    assert minister is not None
    assert "Minister of Foreign Affairs of Russia" in [o["title"] for o in minister.offices]
    assert minister.source == "item Q58217 of Wikidata"
    state = profiles.profile(crisis, load(), "state:RUS")
    assert state is not None
    assert "Sergey Lavrov" in [o["person"] for o in state.offices]
    assert state.actor.sector is None
    assert profiles.profile(crisis, load(), "person:Q0") is None


def test_a_state_says_what_its_officials_say_and_others_name_it(crisis: Record) -> None:
    said = profiles.said_by(crisis, "state:RUS")
    assert "Sergey Lavrov" in {s["speaker"] for s in said}
    days = [s["said_to"] or "" for s in said]
    assert days == sorted(days, reverse=True)
    own = profiles.said_by(crisis, "person:Q58217")
    assert {s["speaker_id"] for s in own} == {"person:Q58217"}
    of = profiles.said_of(crisis, "person:Q58217")
    assert of
    assert all(s["speaker_id"] != "person:Q58217" for s in of)
    assert any("Lavrov" in s["content"] for s in of)


def test_names_and_days_are_those_of_the_texts(crisis: Record) -> None:
    names = profiles.named_as(crisis, "person:Q58217")
    assert ("Lavrov", "name:bare") in {(n["text"], n["how"]) for n in names}
    days = profiles.mentions_by_day(crisis, "state:ERI", first="2013-02-01", last="2013-02-28")
    assert days
    assert all("2013-02-01" <= d["day"] <= "2013-02-28" for d in days)


def test_counterparts_are_of_both_directions(crisis: Record) -> None:
    djibouti = {r["key"]: r for r in profiles.counterparts(crisis, "state:DJI")}
    eritrea = {r["key"]: r for r in profiles.counterparts(crisis, "state:ERI")}
    assert djibouti["state:ERI"]["happenings"] == eritrea["state:DJI"]["happenings"]
    assert djibouti["state:ERI"]["to_3"] == eritrea["state:DJI"]["by_3"] > 0
    assert profiles.counterparts(crisis, "person:Q58217") == []


def test_an_officials_own_dealings_come_from_its_articles(record: Record) -> None:
    assert profiles.dealings(record, "state:DJI")[0]["key"] == "state:ERI"
    assert profiles.dealings(record, "person:Q1") == []


def test_weeks_happenings_and_totals_of_a_pair_agree(crisis: Record) -> None:
    (pair,) = [p for p in dyads.busiest(crisis) if (p["one"], p["other"]) == ("state:DJI", "state:ERI")]
    totals = dyads.totals(crisis, "state:DJI", "state:ERI")
    between = dyads.between(crisis, "state:DJI", "state:ERI")
    assert sum(t["happenings"] for t in totals) == pair["happenings"] == len(between)
    weeks = dyads.weeks(crisis, "state:DJI", "state:ERI")
    assert sum(w["happenings"] for w in weeks) == pair["happenings"]
    assert all(w["intensity"] == round(w["score"] / w["happenings"], 2) for w in weeks)
    january = dyads.between(crisis, "state:DJI", "state:ERI", first="2013-01", last="2013-01", quad=(3,))
    assert january
    assert all(h["quad"] == 3 and h["day"].startswith("2013-01") for h in january)


@pytest.mark.parametrize(
    ("who", "key"),
    [("DJI", "state:DJI"), ("djibouti", "state:DJI"), ("org:AU", "org:AU"), ("Lavrov", "person:Q58217"), ("Zog", None)],
)
def test_who_is_meant_by_words(crisis: Record, who: str, key: str | None) -> None:
    assert dyads.key_of(crisis, load(), who) == key


def test_a_network_is_drawn_the_same_each_time(crisis: Record) -> None:
    one, two = (network.network(crisis, load()) for _ in range(2))
    assert one == two
    assert all(0 <= n["x"] <= 1 and 0 <= n["y"] <= 1 for n in one.nodes)
    keys = {n["key"] for n in one.nodes}
    assert all(e["one"] in keys and e["other"] in keys for e in one.edges)
    few = network.network(crisis, load(), most=3)
    assert len(few.nodes) <= 3
    assert few.left_out > 0
    assert network.network(crisis, load(), first="1999", last="1999").nodes == ()


def test_groups_apart_do_not_lie_over_each_other() -> None:
    keys = ["a", "b", "c", "d", "x", "y"]
    places = network.layout(keys, [("a", "b", 3), ("b", "c", 1), ("c", "d", 1), ("x", "y", 1)])
    assert max(places[k][0] for k in "abcd") < min(places[k][0] for k in "xy")
    assert network.layout([], []) == {}


def test_places_are_where_the_gazetteer_has_them(crisis: Record) -> None:
    found = {p["place"]: p for p in places.places(crisis, load())}
    assert (round(found["Asmara"]["latitude"]), round(found["Asmara"]["longitude"])) == (15, 39)
    assert found["Asmara"]["exact"]
    assert not found["Somalia"]["exact"]
    assert all(p["happenings"] > 0 for p in places.places(crisis, load(), type="CONSULT"))
    assert places.named_states(crisis)["ERI"] > 5


def test_the_latest_position_of_each_and_its_shift(crisis: Record) -> None:
    told = standings.standings(crisis, {"state:RUS": "Russia"})
    russia = told.cells["state:RUS", "draft resolution", None]
    assert russia.shift is not None
    assert (russia.shift.before["stance"], russia.side) == ("opposes", "for")
    alone = standings.standings(crisis, {}, by_state=False)
    assert {h for h, _ in alone.holders} <= {r["holder_id"] for r in alone.rows}
    one = standings.standings(crisis, {}, issue="draft resolution", holder="state:FRA")
    assert {r["holder_id"] for r in one.rows} == {"state:FRA"}
    assert standings.standings(crisis, {}, first="1999", last="1999").cells == {}
    assert len(standings.held_by(crisis, "state:RUS")) >= len(standings.held_by(crisis, "person:Q58217"))


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 240])
def test_the_newest_positions_are_the_first_of_all(crisis: Record, limit: int) -> None:
    holders = [
        r["actor_id"] for r in crisis.sql("SELECT DISTINCT actor_id FROM article_actors WHERE country IS NOT NULL")
    ]
    found = {who: standings.held_by(crisis, who, limit=10_000) for who in holders}
    assert max(len(rows) for rows in found.values()) > 3
    for who, rows in found.items():
        assert standings.held_by(crisis, who, limit=limit) == rows[:limit]


def test_judged_records_answer_the_same(sample: Path, tmp_path: Path) -> None:
    from dragoman.record import Judgement

    with Record(shutil.copy(sample, tmp_path / "judged.dragoman")) as record:
        before = standings.standings(record, {})
        record.judge(Judgement("merge", "group:docker", "2013-05-01", "group:worker", name="workers"))
        record.derive()
        after = standings.standings(record, {})
        assert {k: c.latest["position_id"] for k, c in after.cells.items()} == {
            k: c.latest["position_id"] for k, c in before.cells.items()
        }
        assert not any(p["one"] == "group:docker" for p in dyads.busiest(record))
        assert dyads.between(record, "group:worker", "state:KEN")
