"""The desk: what the questions answer, and what an answer rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.desk import Unknown, timeline, who, why
from dragoman.desk.chronology import TIMELINE_COLUMNS, day_text, source_text
from dragoman.model import Interval, Mention, RecordError, Statement
from dragoman.pages import article_from_text
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.reference import load
from made_readings import DJIBOUTI, reading, span


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    made = Record(tmp_path_factory.mktemp("desk") / "r.dragoman")
    made.add(reading("a1"))
    made.add(reading("a2", published="2013-01-24", publisher="Tribune", agency="Meridian"))
    made.add(replace(reading("a3", published=None, publisher=None, extra=" x" * 300), sentences=()))
    made.derive()
    return made


def test_the_timeline_counts_origins_and_puts_the_undated_last(record: Record) -> None:
    dated, undated = timeline(record)
    assert tuple(sorted(dated)) == tuple(sorted(TIMELINE_COLUMNS))
    assert (dated["date"], dated["who"], dated["to_whom"]) == ("2013-01-23", ["Djibouti"], ["Eritrea"])
    assert (dated["what"], dated["status"]) == ("ACCUSE/allege: accused", "happened")
    assert (dated["origins"], dated["reports"], dated["source"]) == (1, 2, "Meridian")
    assert undated["date"] == ""
    assert undated["source"] == "ferry.txt"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2012-02-04", "2012-02-04", "2012-02-04"),
        ("2012-02-01", "2012-02-29", "2012-02"),
        ("2012-02-01", "2012-02-28", "2012-02-01/2012-02-28"),
        ("2012-01-01", "2012-12-31", "2012"),
        (None, "2012-02-07", "../2012-02-07"),
        ("2012-02-07", None, "2012-02-07/.."),
        (None, None, ""),
    ],
)
def test_days_are_shown_as_far_as_they_are_known(first: str | None, last: str | None, shown: str) -> None:
    assert day_text(first, last) == shown


def test_a_source_names_publisher_and_agency() -> None:
    article = {"publisher": "Tribune", "agency": "AFP", "source": "a.txt"}
    assert source_text(article) == "Tribune (AFP)"
    assert source_text(article | {"publisher": "afp.example"}) == "afp.example"
    assert source_text(article | {"publisher": None}) == "AFP"
    assert source_text({"publisher": None, "agency": None, "source": "a.txt"}) == "a.txt"


@pytest.mark.parametrize(
    ("table", "labels", "words"),
    [
        ("statements", ["source", "cue", "content"], ["Foreign Minister", "told", "accident"]),
        ("events", ["act", "actor", "recipient", "date"], ["accused", "Djibouti", "Eritrea", "Wednesday"]),
        ("figures", ["number"], ["14"]),
        ("positions", ["stance"], ["accused"]),
        ("ballots", ["ballot"], ["accident"]),
        ("articles", [], []),
    ],
)
def test_why_shows_the_sentence_and_its_spans(record: Record, table: str, labels: list[str], words: list[str]) -> None:
    row = next(r for r in record.table(table) if r["article_id"] == "a1")
    id_ = row[next(iter(row))]
    (entry,) = why(record, id_ if table == "articles" else id_[:8])
    assert [m.label for m in entry.marks] == labels
    for mark, word in zip(entry.marks, words, strict=True):
        assert word in mark.text
        assert mark.span.of(entry.article["text"]) == mark.text
        assert mark.text in entry.text
    assert entry.passage.of(entry.article["text"]) == entry.text
    assert entry.published == "2013-01-23 (given)"
    assert entry.article["published_reasons"] == ["it was given"]
    assert entry.row.get("how") == row.get("how")
    assert entry.as_row()["id"] == id_


def test_why_of_an_event_marks_its_place_names_the_rule_and_tells_it_again(tmp_path: Path) -> None:
    text = "Norway slams Belarus over arrests\n\nOSLO, March 5, 2012 - Norway criticised Belarus in Minsk on Monday.\n"
    made = Record(tmp_path / "r.dragoman")
    made.add(Reader().read(article_from_text(text)))
    (row,) = made.sql("SELECT event_id FROM events WHERE type = 'ACCUSE'")
    (entry,) = why(made, row["event_id"])
    marks = {m.label: (m.text, m.means) for m in entry.marks}
    assert marks["place"] == ("Minsk", "BLR")
    assert marks["date"] == ("Monday", "2012-03-05")
    others = {o.relation: (o.id, o.words) for o in entry.others}
    assert others["told again"][1] == "Norway slams Belarus over arrests"
    assert others["rule"][0] == "accuse/A criticise R"


def test_why_of_a_happening_lists_its_reports(record: Record) -> None:
    happening = next(iter(record.happenings()))
    (entry,) = why(record, happening["happening_id"])
    assert [o.relation for o in entry.others] == ["report", "report"]
    assert "copy of a1" in entry.others[1].words
    assert entry.row["origins"] == 1


def test_why_of_an_article_names_its_copies(record: Record) -> None:
    (entry,) = why(record, "a2")
    assert [(o.relation, o.id) for o in entry.others] == [("copy of", "a1")]
    (entry,) = why(record, "a1")
    assert [(o.relation, o.id) for o in entry.others] == [("copied by", "a2")]


def test_why_names_the_statement_that_holds_another(tmp_path: Path) -> None:
    made = reading()
    inner = replace(made.statements[0], id="1nner", within=made.statements[0].id)
    with Record(tmp_path / "r.dragoman") as record:
        record.add(replace(made, statements=(made.statements[0], inner)))
        (entry,) = why(record, "1nner")
        assert [(o.relation, o.words) for o in entry.others] == [("within", "Mahamoud Ali Youssouf told")]


def test_why_says_when_an_id_is_unknown_or_not_enough(record: Record) -> None:
    with pytest.raises(RecordError, match="nothing has the id 'zzzz'"):
        why(record, "zzzz")
    with Record(record.path.parent / "many.dragoman") as many:
        made = reading()
        twins = tuple(replace(made.statements[0], id=f"abcd{n}") for n in range(12))
        many.add(replace(made, statements=twins))
        with pytest.raises(RecordError, match=r"may mean abcd0 \(statements\).* and 4 more"):
            why(many, "abcd")
        assert why(many, "abcd3")[0].id == "abcd3"


def test_a_statement_with_nothing_but_content_can_be_explained(tmp_path: Path) -> None:
    with Record(tmp_path / "r.dragoman") as record:
        floating = Statement("f10at", "direct", (), (), (span("“This was no accident,”"),))
        record.add(replace(reading(), statements=(floating,)))
        (entry,) = why(record, "f10at")
        assert [m.label for m in entry.marks] == ["content"]


DAY = Interval.day(dt.date(2012, 2, 4))


def test_who_knows_an_office_on_a_day() -> None:
    found = who("Lavrov", load(), on=DAY)
    assert isinstance(found, list)
    assert found[0]["actor_id"] == "person:Q58217"
    assert found[0]["office"] == "Minister of Foreign Affairs of Russia"
    assert found[0]["country"] == "RUS"


@pytest.mark.parametrize("name", ["France", "FRA", "fra", "state:FRA", "FRANCE"])
def test_who_knows_a_state_and_its_offices(name: str) -> None:
    found = who(name, load(), on=DAY)
    assert isinstance(found, list)
    assert found[0]["actor_id"] == "state:FRA"
    assert "Nicolas Sarkozy" in [o["person"] for o in found[0]["offices"]]


def test_who_knows_an_organisation_by_its_name() -> None:
    found = who("NATO", load())
    assert isinstance(found, list)
    assert found[0]["actor_id"] == "org:NATO"
    assert "NOR" in found[0]["members"]


def test_who_counts_what_the_record_has(record: Record) -> None:
    found = who("Djibouti", load(), record=record)
    assert isinstance(found, list)
    assert found[0]["actor_id"] == "state:DJI"
    assert found[0]["mentions"] == 3
    assert found[0]["events"] == 3


def test_who_finds_a_person_that_only_the_record_knows(tmp_path: Path) -> None:
    stranger = replace(DJIBOUTI, id="person:~1", name="Zuqbert Okopnik")
    with Record(tmp_path / "r.dragoman") as record:
        record.add(replace(reading(), mentions=(Mention(span("Mahamoud Ali Youssouf"), stranger),)))
        found = who("Okopnik", load(), record=record)
        assert isinstance(found, list)
        assert [row["actor_id"] for row in found] == ["person:~1"]


def test_who_offers_names_that_are_alike() -> None:
    found = who("Frnace", load())
    assert isinstance(found, Unknown)
    assert "France" in found.alike
