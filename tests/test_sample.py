"""The sample crisis gives the record that was reviewed line by line (`tests/golden/sample.txt`)."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from dragoman.desk.brief import brief
from dragoman.desk.chronology import timeline
from dragoman.exports.brief import render
from dragoman.model import BadInput
from dragoman.pages import read_pages
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.sample import PAGES
from golden import GOLDEN, record_lines


@pytest.fixture(scope="module")
def sample(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(tmp_path_factory.mktemp("sample") / "sample.dragoman")
    for page in read_pages([PAGES]):
        assert not isinstance(page, BadInput)
        record.add(reader.read(page))
    record.derive()
    return record


def test_the_sample_gives_its_golden_record(reader: Reader) -> None:
    made = record_lines(reader)
    expected = GOLDEN.read_text(encoding="utf-8").splitlines()
    changed = list(difflib.unified_diff(expected, made, "golden", "made", lineterm="", n=1))
    assert not changed, "\n".join(
        ["the record of the sample changed; review it, then: python tests/golden.py", *changed[:80]]
    )


def test_the_sample_holds_what_it_is_for(reader: Reader) -> None:
    golden = GOLDEN.read_text(encoding="utf-8")
    assert golden.count("=== ") >= 16
    for kind in ("[threatened]", "[negated]", "[denied]", "[recalled]", "[direct", "[mixed", "[indirect", "HEADLINE"):
        assert kind in golden, f"the sample has no {kind}"


def test_the_timeline_names_who_claims_what(reader: Reader, tmp_path: Path) -> None:
    text = (
        "OSLO (NTB) - Norway accused Iceland on Monday of shelling a trawler. Norway expelled the Icelandic ambassador."
    )
    with Record(tmp_path / "r.dragoman") as record:
        record.add(reader.read(text, published="2012-05-09"))
        record.derive()
        rows = {r["type"]: r for r in timeline(record)}
    assert rows["ASSAULT"]["who"] == ["Iceland"]
    assert rows["ASSAULT"]["said_by"] == ["Norway"]
    assert rows["SANCTION"]["said_by"] == []


def test_errors_that_are_known_are_still_made(reader: Reader) -> None:
    lines = {line.strip() for line in GOLDEN.read_text(encoding="utf-8").splitlines()}
    listed = GOLDEN.with_name("known_errors.txt").read_text(encoding="utf-8").splitlines()
    mended = [row for row in listed if not row.startswith("#") and row.split(" | ")[0] not in lines]
    assert not mended, f"take these out of known_errors.txt: {mended}"


def _copies(record: Record) -> dict[str, str]:
    """Number of a page -> number of the page that it repeats."""
    rows = record.sql(
        "SELECT a.source AS one, b.source AS other FROM copies c JOIN articles a ON a.article_id = c.article_id "
        "JOIN articles b ON b.article_id = c.origin_id"
    )
    return {Path(row["one"]).name[:2]: Path(row["other"]).name[:2] for row in rows}


def _told_in(record: Record, happening_id: str) -> set[str]:
    rows = record.sql(
        "SELECT a.source FROM happening_reports r JOIN articles a USING (article_id) WHERE r.happening_id = ?",
        (happening_id,),
    )
    return {Path(row["source"]).name[:2] for row in rows}


def test_the_wire_is_copied_in_every_way(sample: Record) -> None:
    copies = _copies(sample)
    assert copies["17"] == "16", "word for word"
    assert copies["18"] == "16", "a new headline and a new lead"
    assert copies["21"] == "16", "within a longer page"
    assert copies["23"] in {"19", "22"}, "two papers pasted together"
    assert not {"19", "20", "24"} & set(copies), "who tells it in his own words is no copy"


def test_one_raid_is_told_by_several_and_recalled(sample: Record) -> None:
    raids = [
        r for r in timeline(sample, type="ASSAULT", first="2013-04-17", last="2013-04-17") if r["who"] == ["Eritrea"]
    ]
    obock = next(r for r in raids if {"16", "19", "24"} <= _told_in(sample, r["happening_id"]))
    assert obock["origins"] >= 2
    told = _told_in(sample, obock["happening_id"])
    assert {"17", "20", "21"} <= told, "its toll as it rose, and what an official blames somebody for"
    assert "14" in obock["disagreements"]
    assert "19" in obock["disagreements"]
    assert "18" not in told, "a copy that has the second raid only"


def test_two_raids_of_one_day_on_two_towns_that_no_gazetteer_has_are_two(sample: Record) -> None:
    (tadjoura,) = [
        r for r in timeline(sample, type="ASSAULT", first="2013-04-17", last="2013-04-17") if "Tadjoura" in r["to_whom"]
    ]
    told = _told_in(sample, tadjoura["happening_id"])
    assert {"16", "18"} <= told
    assert not {"19", "20"} & told
    assert tadjoura["origins"] == 1


def test_two_raids_of_one_day_in_two_cities_are_two(sample: Record) -> None:
    raids = timeline(sample, first="2013-04-19", last="2013-04-19", actor="KEN")
    cities = {r["place_name"]: r["happening_id"] for r in raids if r["place_name"]}
    assert cities["Mombasa"] != cities["Nairobi"]


def test_the_accusation_of_an_official_is_that_of_his_state(sample: Record) -> None:
    accused = [r for r in timeline(sample, type="ACCUSE", first="2013-04-19") if "Eritrea" in r["to_whom"]]
    (accusation,) = [r for r in accused if {"20", "24"} <= _told_in(sample, r["happening_id"])]
    assert accusation["origins"] == 2


def test_one_utterance_in_two_wordings(sample: Record) -> None:
    said = sample.sql("SELECT DISTINCT content FROM statements WHERE content LIKE '%asked for bread%' ORDER BY 1")
    assert len({row["content"].strip("“”,") for row in said}) == 2


def test_two_stories_of_the_same_days(sample: Record) -> None:
    (raids,) = sample.sql(
        "SELECT story_id FROM story_articles JOIN articles USING (article_id) WHERE source LIKE '%16-%'"
    )
    strike = sample.sql("SELECT DISTINCT story_id FROM story_articles JOIN articles USING (article_id) "
                        "WHERE source LIKE '%22-%'")  # fmt: skip
    assert raids["story_id"] not in {row["story_id"] for row in strike}


def test_the_brief_of_the_sample_reads_as_a_chronology(sample: Record) -> None:
    text = render(brief(sample, about="Obock", first="2013-04"), "md")
    assert "## Wednesday, 17 April 2013" in text
    assert "Two independent sources" in text
    assert "The Horn Monitor, 21 April 2013" in text
    assert "accused Eritrea of bombing Obock" in text
    assert not any(code in text for code in ("ASSAULT", "ACCUSE", "ERI", "happened", "None"))
