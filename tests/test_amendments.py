"""Judgements on entries: rejected or amended, every answer follows, the reading stays."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from commands import Run, runner
from dragoman.desk import timeline, why
from dragoman.model import DragomanError
from dragoman.reader import Reader
from dragoman.record import Record
from made_readings import reading

DAY = "2014-03-01"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = Record(tmp_path / "r.dragoman")
    made.add(reading("a1"))
    made.add(reading("a2", published="2013-01-24", extra=" Ports were closed."))
    made.derive()
    return made


def _read(record: Record, table: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(record.path) as plain:
        return plain.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def _ids(record: Record, table: str) -> list[str]:
    return [row[f"{table[:-1]}_id"] for row in record.table(table)]


@pytest.mark.parametrize("table", ["statements", "events", "figures", "positions", "ballots"])
def test_a_rejected_entry_is_left_out_of_every_answer_and_stays_in_the_reading(record: Record, table: str) -> None:
    before, ids = _read(record, table), _ids(record, table)
    made = record.amend(ids[0][:10], date=DAY, reason="a misreading")
    assert (made.kind, made.table_name, made.entry_id) == ("reject", table, ids[0])
    assert _ids(record, table) == [i for i in ids if i != ids[0]]
    assert _ids(Record(record.path, read_only=True), table) == [i for i in ids if i != ids[0]]
    assert _read(record, table) == before
    record.undo(made.id)
    assert _ids(record, table) == ids
    assert [a.active for a in record.amendments()] == [False]


def test_a_rejected_event_has_no_participants_and_makes_no_happening(record: Record) -> None:
    happened = len(record.happenings())
    for event in list(record.events()):
        record.amend(event["event_id"], date=DAY)
    assert not record.table("participants")
    record.derive()
    assert happened
    assert not record.happenings()
    assert not list(timeline(record))
    for amendment in record.amendments():
        record.undo(amendment.id)
    record.derive()
    assert len(record.happenings()) == happened


def test_an_amended_field_is_found_and_shown_as_judged(record: Record) -> None:
    event = next(iter(record.events()))
    made = record.amend(event["event_id"], field="status", value="denied", date=DAY, reason="he denied it")
    assert made.was == event["status"] == "happened"
    (shown,) = record.events(status="denied")
    assert shown == {**event, "status": "denied"}
    record.amend(event["event_id"], field="date", value="2013-01", date=DAY)
    assert [e["event_id"] for e in record.events(status="denied", first="2013-01-30")] == [event["event_id"]]
    record.amend(event["event_id"], field="place_name", value="", date=DAY)
    (shown,) = record.events(status="denied")
    assert (shown["date_from"], shown["date_to"], shown["place_name"]) == ("2013-01-01", "2013-01-31", None)
    record.derive()
    (happening,) = record.happenings(status="denied")
    assert (happening["date_from"], happening["date_to"]) == ("2013-01-01", "2013-01-31")


def test_the_newest_amendment_of_a_field_counts(record: Record) -> None:
    figure = _ids(record, "figures")[0]
    record.amend(figure, field="low", value="15", date=DAY)
    made = record.amend(figure, field="low", value="16", date="2014-03-02")
    assert next(f["low"] for f in record.figures() if f["figure_id"] == figure) == 16
    record.undo(made.id)
    assert next(f["low"] for f in record.figures() if f["figure_id"] == figure) == 15


def test_a_judgement_holds_for_what_a_newer_reader_finds_at_the_same_place(record: Record) -> None:
    event = next(e for e in record.events() if e["article_id"] == reading("a1").article.article_id)
    record.amend(event["event_id"], date=DAY)
    newer = reading("a1", version="2")
    newer = replace(newer, events=tuple(replace(e, id="f" * 16) for e in newer.events))
    assert record.add(newer) == "superseded"
    record.derive()
    assert "f" * 16 in {row[0] for row in _read(record, "events")}
    assert "f" * 16 not in _ids(record, "events")


def test_entries_of_nobody_elses_are_untouched_and_found_by_their_index(record: Record) -> None:
    record.amend(_ids(record, "events")[0], date=DAY)
    plan = record.sql("EXPLAIN QUERY PLAN SELECT * FROM events WHERE date_from = '2013-01-24'")
    assert any("events_date" in step["detail"] for step in plan)


@pytest.mark.parametrize(
    ("entry", "field", "value", "said"),
    [
        ("nothing00", None, None, "there is no entry"),
        ("abc", None, None, "too short"),
        ("event", "status", "done", "there are happened"),
        ("event", "sentence", "x", "these can: type"),
        ("event", "date", "soon", "no day, month, year"),
        ("event", "type", "", "reject the entry"),
        ("event", "place_country", "Yemen", "alpha-3"),
        ("figure", "low", "many", "no whole number"),
    ],
)
def test_what_cannot_be_judged_is_said_and_nothing_is_written(
    record: Record, entry: str, field: str | None, value: str | None, said: str
) -> None:
    entry = _ids(record, f"{entry}s")[0] if entry in ("event", "figure") else entry
    with pytest.raises(DragomanError, match=said):
        record.amend(entry, field=field, value=value, date=DAY)
    assert not record.amendments()


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


def test_entries_from_the_command_line(record: Record, run: Run) -> None:
    event, path = _ids(record, "events")[0], str(record.path)
    record.close()
    out = run("entries", "amend", event, "status", "recalled", "--reason", "told as history", "--record", path)
    assert out.exit_code == 0
    assert "happened → recalled" in out.stdout
    listed = run("entries", "list", "--format", "csv", "--record", path).stdout
    assert "told as history" in listed
    assert run("entries", "undo", out.stdout.split()[0], "--record", path).exit_code == 0
    assert "told as history" not in run("entries", "list", "--format", "csv", "--record", path).stdout
    wrong = run("entries", "reject", "0000nosuch", "--record", path)
    assert wrong.exit_code == 1
    assert "there is no entry" in wrong.output


def test_why_tells_what_was_read_and_what_was_judged(record: Record, run: Run) -> None:
    event = next(iter(record.events()))["event_id"]
    record.amend(event, field="status", value="denied", date=DAY, reason="he denied it")
    record.amend(event, field="place_name", value="", date=DAY)
    undone = record.amend(event, field="mode", value="", date=DAY)
    record.undo(undone.id)
    (entry,) = why(record, event)
    assert [o.words for o in entry.others if o.relation == "judgement"] == [
        f"status: read as happened, judged denied, {DAY}: he denied it",
        f"place_name: read as Obock, judged unknown, {DAY}",
    ]
    assert entry.row["status"] == "denied"
    record.amend(event, field="status", value="recalled", date="2014-03-02")
    (entry,) = why(record, event)
    assert [o.words.split(",")[1] for o in entry.others if o.words.startswith("status")] == [" judged recalled"]
    told = run("why", event, "--record", str(record.path)).stdout
    assert "read as happened, judged recalled" in " ".join(told.split())


@pytest.mark.parametrize("table", ["statements", "events", "figures", "positions", "ballots"])
def test_why_still_explains_what_was_rejected(record: Record, table: str) -> None:
    id_ = _ids(record, table)[0]
    (before,) = why(record, id_)
    record.amend(id_, date=DAY, reason="a misreading")
    (entry,) = why(record, id_[:10])
    assert (entry.id, entry.text, entry.marks) == (id_, before.text, before.marks)
    assert [o.words for o in entry.others if o.relation == "judgement"] == [f"rejected, {DAY}: a misreading"]


def test_why_of_a_happening_whose_first_report_was_just_rejected(record: Record) -> None:
    happening = next(iter(record.happenings()))["happening_id"]
    (before,) = why(record, happening)
    for event in list(record.events()):
        record.amend(event["event_id"], date=DAY)
    assert why(record, happening)[0].text == before.text


def test_a_judgement_on_an_older_reading_is_told_of_the_newer(record: Record) -> None:
    event = next(e for e in record.events() if e["article_id"] == reading("a1").article.article_id)
    record.amend(event["event_id"], field="status", value="denied", date=DAY)
    newer = reading("a1", version="2")
    record.add(replace(newer, events=tuple(replace(e, id="f" * 16) for e in newer.events)))
    record.derive()
    (entry,) = why(record, "f" * 16)
    assert entry.row["status"] == "denied"
    assert [o.words for o in entry.others if o.relation == "judgement"] == [
        f"status: read as happened, judged denied, {DAY}"
    ]


def test_a_mode_is_one_of_the_type_as_amended(record: Record) -> None:
    event = next(iter(record.events()))["event_id"]
    with pytest.raises(DragomanError, match="no mode of events"):
        record.amend(event, field="mode", value="aerial", date=DAY)
    record.amend(event, field="type", value="ASSAULT", date=DAY)
    record.amend(event, field="mode", value="aerial", date=DAY)
    (shown,) = record.events(type="ASSAULT")
    assert shown["mode"] == "aerial"
