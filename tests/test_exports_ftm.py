"""FollowTheMoney: every entity is what the followthemoney package takes, points only at entities that are there."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.exports import ftm_entities
from dragoman.exports.ftm import entity_id, iso2, partial_date
from dragoman.model import Actor, Interval, Participant, Reading
from dragoman.record import Record
from dragoman.reference import Reference, load
from made_readings import any_reading, reading, span

ALIKE = {"bodyText", "language"}
"""Properties whose values followthemoney may hold in another form."""


@pytest.fixture(scope="module")
def facts() -> Reference:
    return load()


def record_of(folder: Path, *readings: Reading) -> Record:
    record = Record(folder / "r.dragoman")
    for made in readings:
        record.add(made)
    record.derive()
    return record


def validated(entities: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The entities by schema, after followthemoney has taken each as it is."""
    there = Counter(e["id"] for e in entities)
    assert max(there.values(), default=0) <= 1, "an entity is written twice"
    found: dict[str, list[dict[str, Any]]] = {}
    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate({"properties": entity["properties"]})
        proxy = model.make_entity(entity["schema"])
        proxy.id = entity["id"]
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert prop is not None, name
            assert len(values) == len(set(values)), f"{name} is told twice"
            for value in values:
                assert prop.type.validate(value), f"{name}: {value!r}"
                proxy.add(name, value)
                assert name in ALIKE or value in proxy.get(name), f"{name}: {value!r} became {proxy.get(name)}"
                if prop.type.name == "entity":
                    assert there[value] == 1, f"{name} points at {value}, which is not there"
        assert model.get_proxy(entity).to_dict()["properties"].keys() == entity["properties"].keys()
        found.setdefault(entity["schema"], []).append(entity["properties"] | {"id": [entity["id"]]})
    return found


def test_article_actors_mentions_and_the_event(tmp_path: Path, facts: Reference) -> None:
    made = reading("a1", publisher="The Port News", agency="Meridian")
    made = replace(made, article=replace(made.article, url="https://news.example/1", byline="A. Warsame"))
    found = validated(list(ftm_entities(record_of(tmp_path, made), facts)))
    (article,) = found["Article"]
    assert article["publishedAt"] == ["2013-01-23"]
    assert (article["publisher"], article["author"], article["sourceUrl"]) == (
        ["The Port News"], ["A. Warsame"], ["https://news.example/1"],
    )  # fmt: skip
    assert {p["name"][0]: p["country"] for p in found["PublicBody"]} == {"Djibouti": ["dj"], "Eritrea": ["er"]}
    (person,) = found["Person"]
    assert (person["name"], person["country"], person["wikidataId"]) == (["Mahamoud Ali Youssouf"], ["dj"], ["Q1"])
    assert {m["resolved"][0] for m in found["Mention"]} == {"state-DJI", "state-ERI", "person-Q1"}
    assert {m["document"][0] for m in found["Mention"]} == {"a1"}
    (event,) = found["Event"]
    assert (event["organizer"], event["involved"]) == (["state-DJI"], ["state-ERI"])
    assert (event["date"], event["location"], event["country"]) == (["2013-01-23"], ["Obock"], ["dj"])
    assert event["keywords"] == ["ACCUSE", "allege", "happened"]
    assert event["proof"] == ["a1"]
    assert event["name"] == ["Djibouti: accused - Eritrea (happened)"]
    assert event["summary"][0].startswith("Djibouti on Wednesday accused Eritrea")


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2012-02-04", "2012-02-04", "2012-02-04"),
        ("2012-02-01", "2012-02-29", "2012-02"),
        ("2012-02-03", "2012-02-10", "2012-02"),
        ("2012-01-30", "2012-02-10", "2012"),
        ("2011-12-30", "2012-01-02", None),
        (None, "2012-01-02", None),
        ("2012-01-02", None, None),
    ],
)
def test_an_inexact_day_is_a_month_or_a_year(first: str | None, last: str | None, written: str | None) -> None:
    assert partial_date(first, last) == written


def test_an_interval_is_told_whole_beside_its_partial_date(tmp_path: Path, facts: Reference) -> None:
    made = reading("a1")
    days = Interval(Interval.parse("2013-01-30").first, Interval.parse("2013-02-02").last)
    made = replace(made, events=(replace(made.events[0], date=days),))
    (event,) = validated(list(ftm_entities(record_of(tmp_path, made), facts)))["Event"]
    assert event["date"] == ["2013"]
    assert "Day: 2013-01-30/2013-02-02" in event["notes"]


def test_a_claim_and_a_denial_are_told_in_the_name(tmp_path: Path, facts: Reference) -> None:
    made = reading("a1")
    (said,), (done,) = made.statements, made.events
    claimed = replace(made, events=(replace(done, status="denied", reported_by=said.id),))
    (event,) = validated(list(ftm_entities(record_of(tmp_path, claimed), facts)))["Event"]
    assert event["name"] == ["Djibouti: accused - Eritrea (denied; says Mahamoud Ali Youssouf)"]
    assert "denied" in event["keywords"]


def test_copies_are_proof_and_no_origin(tmp_path: Path, facts: Reference) -> None:
    record = record_of(tmp_path, reading("a1"), reading("a2", published="2013-01-24", publisher="Tribune"))
    (event,) = validated(list(ftm_entities(record, facts)))["Event"]
    assert event["proof"] == ["a1", "a2"]
    assert "Independent origins: 1" in event["notes"]


def test_a_filter_leaves_what_it_leaves_whole(tmp_path: Path, facts: Reference) -> None:
    other = reading(
        "b1", text=reading().article.text.replace("Wednesday", "Thursday"), extra=" Other words stand here."
    )
    france = Actor("state:FRA", "France", "FRA", "GOV")
    done = replace(other.events[0], actors=(Participant(span("Djibouti", start=35), "Djibouti", france),))
    record = record_of(tmp_path, reading("a1"), replace(other, events=(done,)))
    everything = validated(list(ftm_entities(record, facts)))
    assert len(everything["Article"]) == 2
    found = validated(list(ftm_entities(record, facts, actor=["FRA"])))
    assert [a["id"] for a in found["Article"]] == [["b1"]]
    assert len(found["Event"]) == 1
    assert list(ftm_entities(record, facts, actor=["NOR"])) == []


def test_ids_are_those_that_followthemoney_takes() -> None:
    for id_ in (
        "person:Q1",
        "state:DJI",
        "person:~04a6bae4",
        "org:~x",
        "group:DJI-fisherman",
        "é:ü",
        ":",
        "a:b:c",
        "-",
    ):
        assert model.get("Person").get("parent").type.validate(entity_id(id_)), id_
    assert entity_id("person:Q1") == "person-Q1"
    assert len({entity_id(i) for i in ("org:~x", "org:-x", "org:x", "org:+x", "org:x-")}) == 5


def test_states_that_have_ended_have_no_code(facts: Reference) -> None:
    assert iso2("DJI", facts) == "dj"
    assert iso2("YUG", facts) is None
    assert iso2("ZZZ", facts) is None
    assert iso2(None, facts) is None


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_reading())
def test_any_reading_is_taken(tmp_path_factory: pytest.TempPathFactory, facts: Reference, made: Reading) -> None:
    with record_of(tmp_path_factory.mktemp("any"), made) as record:
        for entity in ftm_entities(record, facts):
            assert model.get_proxy(json.loads(json.dumps(entity))).schema.name == entity["schema"]
            assert model.get("Thing").get("proof").type.validate(entity["id"])


def test_the_command_writes_a_line_an_entity(tmp_path: Path) -> None:
    record_of(tmp_path, reading("a1")).close()
    out = tmp_path / "entities.ftm.json"
    done = CliRunner().invoke(app, ["export", "ftm", "--record", str(tmp_path / "r.dragoman"), "--out", str(out)])
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert Counter(e["schema"] for e in lines) == {"PublicBody": 2, "Person": 1, "Article": 1, "Mention": 3, "Event": 1}
