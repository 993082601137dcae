"""Positions asked of a record: filters, the matrix, shifts, the charts, the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands import runner
from dragoman.desk import positions as desk
from dragoman.exports.charts import ChartError, draw, positions_chart
from dragoman.reader import Reader
from dragoman.record import Record

ARTICLES = (
    ("2013-01-10", "Norway rejected the draft resolution on Eritrea. Sweden welcomed the draft resolution on Eritrea."),
    ("2013-02-14", "Sweden said Norway supports the draft resolution on Eritrea."),
    (
        "2013-03-05",
        "Norway backed the draft resolution on Eritrea on Tuesday. Norway called for a ceasefire in Eritrea.",
    ),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reader, where = Reader(), tmp_path_factory.mktemp("positions") / "fjord.dragoman"
    with Record(where) as record:
        for day, text in ARTICLES:
            record.add(reader.read(text, published=day))
        record.derive()
    return where


def asked(path: Path, **what: Any) -> list[dict[str, Any]]:
    with Record(path, read_only=True) as record:
        return desk.positions(record, **what)


def test_the_filters(path: Path) -> None:
    on_draft = asked(path, about="Eritrea", issue="draft resolution")
    assert [(r["holder"], r["stance"], r["own"]) for r in on_draft] == [
        ("Norway", "opposes", True), ("Sweden", "supports", True), ("Norway", "supports", False),
        ("Norway", "supports", True),
    ]  # fmt: skip
    assert {r["issue"] for r in asked(path, issue="ceasefire")} == {"ceasefire"}
    assert asked(path, issue="ceasefire", actor="Sweden") == []
    assert asked(path, about="Iceland") == []
    assert all(r["own"] for r in asked(path, own=True))
    assert [r["reported_by"] for r in on_draft] == [None, None, "Sweden", None]
    assert len(asked(path, issue="draft resolution", first="2013-03")) == 1


def test_the_matrix_has_a_line_a_holder_and_a_column_a_date(path: Path) -> None:
    table = desk.matrix(asked(path, issue="draft resolution"))
    assert table.dates == ("2013-01-10", "2013-02-14", "2013-03-05")
    assert [(line.holder, [len(c) for c in line.cells]) for line in table.lines] == [
        ("Norway", [1, 1, 1]), ("Sweden", [1, 0, 0]),
    ]  # fmt: skip


def test_a_shift_shows_both_sentences_and_is_surer_when_more_tell_it(path: Path) -> None:
    (shift,) = desk.shifts(asked(path, issue="draft resolution"))
    assert (shift.before["stance"], shift.after["stance"]) == ("opposes", "supports")
    assert shift.before["sentence"].startswith("Norway rejected")
    assert shift.after["sentence"].startswith("Norway backed")
    (alone,) = desk.shifts(asked(path, issue="draft resolution", own=True))
    assert 0 < alone.sure < shift.sure < 1
    assert desk.shifts(asked(path, actor="Sweden")) == []


def test_no_shift_where_days_overlap_or_are_unknown(path: Path) -> None:
    rows = asked(path, issue="draft resolution", own=True)
    vague = [dict(r, date_from="2013-01-01", date_to="2013-12-31") if r["stance"] == "supports" else r for r in rows]
    assert desk.shifts(vague) == []
    assert desk.shifts([dict(r, date_from=None, date_to=None) for r in rows]) == []
    assert [line.cells for line in desk.matrix([]).lines] == []


@pytest.mark.parametrize("ending", [".svg", ".png"])
def test_the_same_rows_draw_the_same_picture(path: Path, tmp_path: Path, ending: str) -> None:
    pytest.importorskip("vl_convert")
    chart = positions_chart(asked(path, issue="draft resolution"))
    json.dumps(chart)
    for name in ("one", "two"):
        draw(chart, tmp_path / f"{name}{ending}")
    assert (tmp_path / f"one{ending}").read_bytes() == (tmp_path / f"two{ending}").read_bytes()
    if ending == ".svg":
        assert "Norway" in (tmp_path / "one.svg").read_text(encoding="utf-8")


def test_a_chart_of_nothing_and_of_no_known_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match=r"\.svg or \.png"):
        draw(positions_chart([]), tmp_path / "x.gif")
    with pytest.raises(ChartError, match="nothing to draw"):
        draw(positions_chart([]), tmp_path / "x.svg")


def test_the_command(path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runner(reader, monkeypatch)
    shown = run("positions", "--record", path, "--issue", "draft resolution")
    assert shown.exit_code == 0
    assert "(supports)" in shown.stdout
    assert "Norway rejected the draft resolution on Eritrea." in shown.stdout
    assert "shift of" in shown.stdout
    lines = run("positions", "--record", path, "--shifts", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["holder"] for line in lines] == ["Norway"]
    none = run("positions", "--record", path, "--issue", "whaling")
    assert "ceasefire" in none.stderr
