"""Figures asked of a record: place, scope, what supersedes and contradicts; the chart, the command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commands import runner
from dragoman.desk import figures as desk
from dragoman.exports.charts import draw, figures_chart
from dragoman.model import Actor, Figure, Interval, Place
from dragoman.reader import Reader
from dragoman.record import Record
from made_readings import reading

UN, ERI = Actor("org:UN", "United Nations", None, "IGO"), Actor("state:ERI", "Eritrea", "ERI")
OBOCK = Place("Obock", "DJI", 11.96, 43.29)


def figure(made: Figure, key: str, low: int | None, high: int | None, who: Actor | None, **more: Any) -> Figure:
    return replace(made, id=key, low=low, high=high, claimant=who, place=more.pop("place", OBOCK), **more)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("figures") / "obock.dragoman"
    with Record(where) as record:
        for key, day, numbers in (
            ("a1", "2013-01-24", ((14, None, UN), (3, 3, ERI))),
            ("a2", "2013-01-27", ((30, 40, UN), (14, 14, None))),
        ):
            made = reading(key, published=day)
            (one,) = made.figures
            told = [
                figure(one, f"{key}{i}", low, high, who, scope="incident", date=Interval.parse("2013-01-23"))
                for i, (low, high, who) in enumerate(numbers)
            ]
            total = figure(one, f"{key}t", 900, 900, UN, scope="cumulative", place=None)
            record.add(replace(made, figures=(*told, total)))
        record.derive()
    return where


def asked(path: Path, **what: Any) -> dict[str, dict[str, Any]]:
    with Record(path, read_only=True) as record:
        return {r["figure_id"]: r for r in desk.figures(record, **what)}


def test_a_later_figure_of_the_same_claimant_supersedes(path: Path) -> None:
    rows = asked(path)
    assert rows["a10"]["superseded_by"] == "a20"
    assert rows["a20"]["superseded_by"] is None
    assert rows["a11"]["superseded_by"] is None
    assert rows["a1t"]["superseded_by"] is None  # told again, not changed


def test_what_cannot_both_be_right_contradicts(path: Path) -> None:
    rows = asked(path)
    assert rows["a11"]["contradicts"] == ["a20"]
    assert rows["a20"]["contradicts"] == ["a11"]
    assert rows["a10"]["contradicts"] == []  # superseded
    assert rows["a21"]["contradicts"] == []  # nobody claims it


def test_place_scope_and_measure(path: Path) -> None:
    assert set(asked(path, place="Obock")) == {"a10", "a11", "a20", "a21"}
    assert "a10" in asked(path, place="DJI")
    assert asked(path, place="Norway") == {}
    assert set(asked(path, scope="cumulative")) == {"a1t", "a2t"}
    assert asked(path, measure="wounded") == {}
    assert set(asked(path, actor="Eritrea")) == {"a11"}


def test_nothing_is_averaged_or_summed(path: Path) -> None:
    assert sorted((r["low"], r["high"]) for r in asked(path, scope="incident").values() if r["high"] is not None) == [
        (3, 3), (14, 14), (30, 40),
    ]  # fmt: skip


def test_the_chart(path: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    rows = list(asked(path).values())
    chart = figures_chart(rows)
    (bar,) = chart["layer"][0]["data"]["values"]
    assert (bar["low"], bar["high"], bar["claimant"]) == (30, 40, "United Nations")
    forms = {d["least"]: (d["form"], d["pale"]) for d in chart["layer"][1]["data"]["values"]}
    assert forms[14] == ("exact", 1) or forms[14] == ("at least", 0.35)
    assert forms[3] == ("exact", 1)
    draw(chart, tmp_path / "one.svg")
    draw(figures_chart(list(reversed(rows))), tmp_path / "two.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    draw(chart, tmp_path / "one.png")
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")


def test_the_command(path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runner(reader, monkeypatch)
    shown = run("figures", "killed", "--place", "Obock", "--record", path, columns=160)
    assert shown.exit_code == 0
    assert "superseded by a20" in shown.stdout
    assert "against a20" in shown.stdout
    lines = [json.loads(x) for x in run("figures", "--record", path, "--format", "jsonl").stdout.splitlines()]
    assert {tuple(line["contradicts"]) for line in lines} == {(), ("a20",), ("a11",)}
    assert "no measure drowned; the record has: killed" in run("figures", "drowned", "--record", path).stderr
    assert run("figures", "--record", path, "--scope", "rate").stdout == ""
