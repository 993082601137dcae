"""Ways out: what leaves the record is what is in it, and is nothing but data."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.exports import defused, json_line, reading_to_json, write_csv, write_jsonl, write_parquet
from dragoman.model import Reading, text_sha256
from dragoman.record import TABLES, Record
from made_readings import TEXT, any_reading, reading


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    made = Record(tmp_path_factory.mktemp("exports") / "r.dragoman")
    made.add(reading("a1"))
    made.add(reading("a2", published=None))
    made.reject("x.bin", "=cmd|' /C calc'!A0")
    made.derive()
    return made


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_leaves_in_every_format(record: Record, name: str) -> None:
    table = record.table(name)
    columns = [c.name for c in table.columns]
    rows = list(table.rows())
    text = io.StringIO(newline="")
    assert write_csv(table.rows(), columns, text) == len(rows)
    text.seek(0)
    read_back = list(csv.DictReader(text))
    assert [list(r) for r in read_back] == [columns] * len(rows)
    lines = io.StringIO()
    assert write_jsonl(table.rows(), columns, lines) == len(rows)
    assert [json.loads(line) for line in lines.getvalue().splitlines()] == rows
    packed = io.BytesIO()
    assert write_parquet(table, packed) == len(rows)
    arrow = pq.read_table(packed)
    assert arrow.schema.equals(table.schema)
    assert arrow.num_rows == len(rows)
    assert arrow.equals(table.arrow())


def test_csv_holds_lists_as_json_and_unknown_as_nothing(record: Record) -> None:
    out = io.StringIO(newline="")
    table = record.events()
    write_csv(table.rows(), [c.name for c in table.columns], out)
    out.seek(0)
    first, second = csv.DictReader(out)
    assert json.loads(first["actor_ids"]) == ["state:DJI"]
    assert first["latitude"] == "11.96"
    assert first["cameo"] == second["date_from"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "  ="])
def test_no_cell_is_a_formula(start: str) -> None:
    assert defused(f"{start}1+1") == f"'{start}1+1"


def test_what_is_no_formula_is_left_alone() -> None:
    assert defused(-3.5) == -3.5
    assert defused("5-1") == "5-1"
    assert defused(True) == "true"
    assert defused(None) is None


@given(st.text())
def test_any_text_survives_csv_defused(text: str) -> None:
    out = io.StringIO(newline="")
    write_csv([{"a": text}], ["a"], out)
    out.seek(0)
    _, row = csv.reader(out)
    cell = row[0] if row else ""
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    out.getvalue().encode("utf-8")


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_any_object_is_one_line_of_json(value: dict[str, object]) -> None:
    line = json_line(value)
    assert json.loads(line) == value
    assert len(line.splitlines()) == 1
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in line)
    line.encode("utf-8")


DESIGN = {
    "": [
        "id", "text_sha256", "statements", "events", "figures", "positions", "ballots", "times", "mentions",
        "published",
    ],
    "statements": [
        "id", "kind", "source", "cue", "content", "speaker", "addressee", "said", "within", "occasion", "confidence",
    ],
    "events": [
        "id", "type", "mode", "contexts", "cameo", "anchor", "spans", "actors", "recipients", "date", "place", "status",
        "reported_by", "how", "confidence",
    ],
    "figures": [
        "id", "measure", "low", "high", "qualifier", "who", "span", "claimant", "date", "place", "headline",
        "scope", "part_of", "cause", "by",
    ],
    "positions": ["id", "holder", "issue", "stance", "date", "evidence", "span", "reported_by", "confidence"],
    "ballots": ["id", "draft", "member", "vote", "date", "span"],
    "times": ["start", "end", "type", "value"],
    "mentions": ["span", "actor"],
}  # fmt: skip


def test_annotate_writes_what_was_agreed() -> None:
    written = reading_to_json(reading(), 17)
    assert list(written) == DESIGN[""]
    for kind in list(DESIGN)[1:]:
        assert list(written[kind][0]) == DESIGN[kind], kind
    assert written["id"] == 17
    assert written["text_sha256"] == text_sha256(TEXT)
    assert written["statements"][0]["said"] == ["2013-01-23", "2013-01-23"]
    event = written["events"][0]
    assert list(event["actors"][0]) == ["span", "text", "id", "name", "country", "sector", "office"]
    assert event["place"] == {"name": "Obock", "country": "DJI", "lat": 11.96, "lon": 43.29}
    assert event["anchor"] == [57, 64]
    assert written["positions"][0]["issue"] == {"kind": "sanctions", "about": "ERI", "label": "sanctions on Eritrea"}
    assert written["ballots"][0]["draft"] == {"label": "the draft", "symbol": "S/2013/1"}
    assert written["published"] == {
        "from": "2013-01-23", "to": "2013-01-23", "basis": "given", "reasons": ["it was given"],
    }  # fmt: skip


def test_unknown_is_null() -> None:
    made = reading(published=None)
    nobody = replace(made.events[0], actors=(replace(made.events[0].actors[0], actor=None),), place=None)
    written = reading_to_json(replace(made, events=(nobody,)), None)
    assert written["events"][0]["place"] is None
    assert written["events"][0]["actors"][0]["id"] is None
    assert written["events"][0]["date"] == written["statements"][0]["said"] == [None, None]
    assert written["figures"][0]["claimant"] is None
    assert written["figures"][0]["high"] is None


@given(any_reading())
def test_any_reading_can_be_written(made: Reading) -> None:
    assert json.loads(json_line(reading_to_json(made, "x")))["text_sha256"] == text_sha256(made.article.text)


def test_an_export_to_a_file_is_whole_or_not_there(record: Record, tmp_path: Path) -> None:
    from dragoman.cli.exporting import written_aside

    target = tmp_path / "events.csv"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError):
        written_aside(target, lambda out: out.write("half") // 0)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
    assert written_aside(target, lambda out: out.write("new")) == 3
    assert target.read_text() == "new"
