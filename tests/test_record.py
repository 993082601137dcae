"""The record: what goes in comes out, once, whole, in the same order, whatever the order of reading."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from dragoman.model import Event, Page, Participant, RecordError, Span
from dragoman.record import READING_TABLES, TABLES, Record
from dragoman.record.opening import MIGRATIONS, SCHEMA_VERSION
from dragoman.record.record import PageMark
from dragoman.record.rows import rows_of
from made_readings import DJIBOUTI, TEXT, reading, span

ISSUE_COLUMNS = {
    "articles": "article_id, source, url, title, publisher, agency, byline, dateline_place, published_from, "
    "published_to, published_basis, language, text, text_sha256, reader_version",
    "statements": "statement_id, article_id, kind, source_text, cue, content, speaker_id, speaker_name, "
    "speaker_country, speaker_office, addressee_name, said_from, said_to, within, sentence, start, end, source_spans, "
    "cue_spans, content_spans, how, confidence",
    "events": "event_id, article_id, type, mode, contexts, cameo, actor_ids, actor_names, actor_countries, "
    "actor_sectors, recipient_ids, recipient_names, recipient_countries, recipient_sectors, date_from, date_to, "
    "place_name, place_country, latitude, longitude, status, reported_by, sentence, start, end, how, confidence",
    "figures": "figure_id, article_id, measure, low, high, qualifier, who, claimant_name, claimant_country, date_from, "
    "date_to, place_name, place_country, headline, sentence, start, end, how, confidence",
    "mentions": "article_id, start, end, text, actor_id, actor_name, country, sector, office",
}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = Record(tmp_path / "r.dragoman")
    made.add(reading())
    return made


def test_the_tables_have_the_promised_columns_first() -> None:
    for table, names in ISSUE_COLUMNS.items():
        promised = names.split(", ")
        assert [c.name for c in TABLES[table]][: len(promised)] == promised


def test_the_file_has_the_columns_that_the_code_names(record: Record) -> None:
    for table, columns in TABLES.items():
        assert [row["name"] for row in record.sql(f"PRAGMA table_info({table})")] == [c.name for c in columns]
    assert len(MIGRATIONS) == SCHEMA_VERSION


def test_a_reading_comes_back_as_rows(record: Record) -> None:
    (event,) = record.events().rows()
    assert event["actor_names"] == ["Djibouti"]
    assert event["recipient_countries"] == ["ERI"]
    assert event["sentence"] == "Djibouti on Wednesday accused Eritrea of shelling a ferry."
    assert (event["date_from"], event["date_to"]) == ("2013-01-23", "2013-01-23")
    (statement,) = record.statements().rows()
    assert statement["content"] == "“This was no accident,”"
    assert statement["speaker_name"] == "Mahamoud Ali Youssouf"
    assert statement["content_spans"] == [list(span("“This was no accident,”"))]
    (figure,) = record.figures().rows()
    assert (figure["low"], figure["high"], figure["headline"]) == (14, None, True)
    (article,) = record.articles().rows()
    assert article["text"] == TEXT
    assert article["published_reasons"] == ["it was given"]
    assert len(list(record.positions())) == len(list(record.ballots())) == 1
    assert len(record.mentions()) == 3


def test_what_is_not_sure_enough_is_left_out(record: Record) -> None:
    assert len(record.statements(min_confidence=0.9)) == 1
    assert len(record.statements(min_confidence=0.91)) == 0
    assert len(record.events(min_confidence=0.8, actor="DJI")) == 1
    assert len(record.events(min_confidence=0.9)) == 0


def test_a_statement_in_parts_is_shown_with_its_gaps() -> None:
    made = reading()
    parts = (span("no accident"), span("reporters"))
    rows = rows_of(replace(made, statements=(replace(made.statements[0], content=parts),)))
    assert rows["statements"][0]["content"] == "no accident … reporters"


def test_participants_without_an_actor_keep_their_place_in_the_lists(record: Record) -> None:
    unknown = Participant(span("reporters"), "reporters")
    known = Participant(span("Djibouti"), "Djibouti", DJIBOUTI)
    done = Event("e9", "CONSULT", span("told"), actors=(unknown, known))
    record.add(replace(reading("a2"), events=(done,)))
    event = next(row for row in record.events() if row["event_id"] == "e9")
    assert event["actor_names"] == [None, "Djibouti"]
    assert event["actor_ids"] == [None, "state:DJI"]
    assert event["actor_texts"] == ["reporters", "Djibouti"]
    assert event["recipient_ids"] == event["recipient_names"] == []


def test_the_same_article_adds_nothing(record: Record) -> None:
    before = record.counts()
    assert record.add(reading()) == "known"
    assert record.counts() == before


def test_a_newer_reading_takes_the_place_of_an_older(record: Record) -> None:
    assert record.add(replace(reading(version="2"), events=())) == "superseded"
    assert len(record.events()) == 0
    assert record.counts()["participants"] == 0
    assert record.sql("SELECT * FROM sentences_fts WHERE sentences_fts MATCH 'ferry'")
    assert record.add(reading(version="1")) == "known"
    assert record.reader_version_of("a1") == "2"
    assert record.add(reading(version="10")) == "superseded"


def test_the_full_text_index_follows_the_sentences(record: Record) -> None:
    record.add(replace(reading(version="2"), sentences=()))
    assert not record.sql("SELECT * FROM sentences_fts WHERE sentences_fts MATCH 'ferry'")
    with sqlite3.connect(record.path) as plain:
        plain.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({"actor": "DJI"}, 1),
        ({"actor": "dji"}, 1),
        ({"actor": "Djibouti"}, 1),
        ({"actor": "DJÍBOUTI"}, 1),
        ({"actor": "state:DJI"}, 1),
        ({"actor": "Djib"}, 1),
        ({"actor": "bouti"}, 0),
        ({"actor": "ERI"}, 0),
        ({"actor": ["ERI", "DJI"]}, 1),
        ({"recipient": "ERI", "actor": "DJI"}, 1),
        ({"recipient": "DJI"}, 0),
        ({"about": "ferry"}, 1),
        ({"about": "shell"}, 1),
        ({"about": '"shelling a ferry"'}, 1),
        ({"about": '"ferry shelling"'}, 0),
        ({"about": "Eritrea nothing"}, 0),
        ({"about": "Eritrea"}, 1),
        ({"about": "blames"}, 1),
        ({"first": "2013-01-23"}, 1),
        ({"first": "2013-01-24"}, 0),
        ({"last": "2013-01-22"}, 0),
        ({"first": "2013-01", "last": "2013"}, 1),
        ({"type": "accuse"}, 1),
        ({"type": ["CONSULT", "ACCUSE"], "status": "happened"}, 1),
        ({"status": "denied"}, 0),
        ({"limit": 1}, 1),
        ({"about": "'; DROP TABLE events; --"}, 0),
        ({"about": '" NEAR( *'}, 0),
        ({"actor": "%"}, 0),
    ],
)
def test_questions(record: Record, question: dict[str, object], found: int) -> None:
    record.derive()
    assert len(record.events(**question)) == found  # type: ignore[arg-type]
    assert len(list(record.happenings(**question))) == found  # type: ignore[arg-type]
    assert len(record.events()) == 1


def test_questions_to_the_other_tables(record: Record) -> None:
    assert len(record.statements(actor="DJI", about="accident", type="direct", first="2013")) == 1
    assert len(record.statements(actor="Youssouf")) == 1
    assert len(record.statements(actor="ERI")) == len(record.statements(recipient="ERI")) == 0
    assert len(record.figures(type="killed", about="Obock")) == 1
    assert len(record.mentions(actor="DJI")) == 2
    assert len(record.articles(about="ferry", first="2013-01", last="2013-01")) == 1
    assert len(record.positions(actor="DJI", type="supports")) == 1
    assert len(record.ballots(actor="FRA", type="yes")) == 1


def test_an_undated_row_is_not_of_any_day(tmp_path: Path) -> None:
    with Record(tmp_path / "r.dragoman") as record:
        record.add(reading(published=None))
        assert len(record.events()) == 1
        assert len(record.events(first="1900", last="2100")) == 0


def test_types_hold_also_when_a_table_is_empty(tmp_path: Path) -> None:
    with Record(tmp_path / "empty.dragoman") as record:
        for name in TABLES:
            table = record.table(name)
            assert table.arrow().schema == table.schema
            assert table.arrow().num_rows == len(table) == 0
            assert not table
            assert list(table.df().columns) == [c.name for c in table.columns]
            assert table.pl().columns == [c.name for c in table.columns]


def test_arrow_and_frames(record: Record) -> None:
    arrow = record.events(actor="DJI").arrow()
    assert arrow.schema.field("date_from").type == pa.date32()
    assert arrow.schema.field("actor_ids").type == pa.list_(pa.string())
    assert arrow.column("date_from").to_pylist() == [dt.date(2013, 1, 23)]
    assert arrow.column("actor_spans").to_pylist() == [[[35, 43]]]
    frame = record.events().df()
    assert list(frame[frame.date_from >= "2013-01-01"].type) == ["ACCUSE"]
    assert record.figures().pl()["headline"].to_list() == [True]


def test_an_unknown_table_names_those_there_are(record: Record) -> None:
    with pytest.raises(RecordError, match="there are articles, statements"):
        record.table("evnts")


def test_a_page_is_known_again_by_its_bytes_and_fields(record: Record) -> None:
    page = Page("b.txt", b"x", "text", {"url": "u"})
    assert PageMark.of(page)[:2] == PageMark.of(replace(page, source="a.txt"))[:2]
    assert PageMark.of(page).key != PageMark.of(replace(page, fields={})).key
    record.add(reading("a2", source="b.txt"), page=PageMark.of(page))
    assert record.page_version(PageMark.of(page)) == "1"
    record.met(PageMark.of(replace(page, source="a.txt")))
    assert [a["source"] for a in record.articles()] == ["pages/ferry.txt", "a.txt"]
    assert [p["source"] for p in record.table("pages")] == ["a.txt"]


def test_what_could_not_be_read_is_kept_aside(record: Record) -> None:
    record.reject("x.bin", "is no text")
    record.reject("x.bin", "is empty")
    record.reject("pages/ferry.txt", "was empty once")
    record.add(reading())
    assert list(record.table("rejects")) == [{"source": "x.bin", "reason": "is empty"}]


def test_numbers_that_no_file_can_hold_are_unknown(record: Record) -> None:
    made = reading("a2")
    record.add(replace(made, figures=(replace(made.figures[0], low=10**30, high=10**30),)))
    figure = next(f for f in record.figures() if f["article_id"] == "a2")
    assert figure["low"] is None


def test_odd_characters_keep_their_places(tmp_path: Path) -> None:
    odd = "\0\ud800\U0001f600" + TEXT
    with Record(tmp_path / "r.dragoman") as record:
        record.add(replace(reading(), article=replace(reading().article, text=odd, title="\udfff")))
        (article,) = record.articles()
        assert article["text"] == "��\U0001f600" + TEXT
        assert article["title"] == "�"


def test_a_reading_is_written_whole_or_not_at_all(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = record.counts()
    monkeypatch.setattr("dragoman.record.record.keep_sketch", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record.add(reading("a2"))
    assert record.counts() == before
    monkeypatch.undo()
    assert record.add(reading("a2")) == "added"


def test_another_connection_reads_while_one_writes(record: Record) -> None:
    with Record(record.path, read_only=True) as desk:
        assert len(desk.events()) == 1
        record.add(reading("a2"))
        assert len(desk.events()) == 2
        with pytest.raises(RecordError, match="read only"):
            desk.add(reading("a3"))


def test_a_read_only_folder_can_be_read(record: Record) -> None:
    record.close()
    record.path.chmod(0o444)
    record.path.parent.chmod(0o555)
    try:
        with Record(record.path, read_only=True) as desk:
            assert len(desk.events()) == 1
    finally:
        record.path.parent.chmod(0o755)


def test_the_views_open_in_any_tool(record: Record) -> None:
    record.derive()
    record.close()
    with sqlite3.connect(record.path) as plain:
        views = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY 1")]
        assert views == ["v_articles", "v_dyads", "v_figures", "v_statements", "v_timeline"]
        for view in views:
            assert len(plain.execute(f"SELECT * FROM {view}").fetchall()) == 1, view
        for table in READING_TABLES:
            assert plain.execute(f"SELECT count(*) FROM {table}").fetchone()[0] >= 1


def test_derived_tables_are_made_again_only_when_needed(record: Record) -> None:
    assert not record.is_derived
    record.derive()
    assert record.is_derived
    record.add(reading())
    assert record.is_derived
    record.add(reading("a2"))
    assert not record.is_derived


def test_nested_values_are_json_in_the_file(record: Record) -> None:
    (row,) = record.sql("SELECT actor_ids, actor_spans FROM events")
    assert json.loads(row["actor_ids"]) == ["state:DJI"]
    assert json.loads(row["actor_spans"]) == [list(Span(35, 43))]
