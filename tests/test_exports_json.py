"""The map and the timeline: GeoJSON and TimelineJS."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from dragoman.exports import geojson_features, timelinejs_events, write_geojson, write_timelinejs
from dragoman.model import Actor, Interval, Participant, Reading
from dragoman.record import Record
from made_readings import any_reading, reading, span


def record_of(folder: Path, *readings: Reading) -> Record:
    record = Record(folder / "r.dragoman")
    for made in readings:
        record.add(made)
    record.derive()
    return record


def geojson(record: Record, **asked: object) -> dict:
    out = io.StringIO()
    count = write_geojson(geojson_features(record, **asked), out)
    made = json.loads(out.getvalue())
    assert len(made["features"]) == count
    return made


def timelinejs(record: Record, **asked: object) -> list[dict]:
    out = io.StringIO()
    count = write_timelinejs(timelinejs_events(record, **asked), out)
    made = json.loads(out.getvalue())["events"]
    assert len(made) == count
    return made


def dated(key: str, date: Interval) -> Reading:
    made = reading(key)
    return replace(made, events=(replace(made.events[0], id=f"{key}-event", date=date),))


def test_a_point_a_report_longitude_first(tmp_path: Path) -> None:
    made = geojson(record_of(tmp_path, reading("a1")))
    assert made["type"] == "FeatureCollection"
    (feature,) = made["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [43.29, 11.96]}
    told = feature["properties"]
    assert (told["type"], told["status"], told["actors"], told["recipients"]) == (
        "ACCUSE", "happened", ["Djibouti"], ["Eritrea"],
    )  # fmt: skip
    assert told["date_from"] == "2013-01-23"


def test_what_has_no_place_is_on_no_map(tmp_path: Path) -> None:
    made = reading("a1")
    nowhere = replace(made, events=(replace(made.events[0], place=None),))
    assert geojson(record_of(tmp_path, nowhere))["features"] == []


def test_the_map_takes_filters(tmp_path: Path) -> None:
    record = record_of(tmp_path, reading("a1"))
    assert len(geojson(record, actor=["DJI"], limit=1)["features"]) == 1
    assert geojson(record, actor=["FRA"])["features"] == []


def test_a_slide_a_happening(tmp_path: Path) -> None:
    (slide,) = timelinejs(record_of(tmp_path, reading("a1")))
    assert slide["start_date"] == {"year": 2013, "month": 1, "day": 23}
    assert "end_date" not in slide
    assert slide["text"]["headline"] == "Djibouti ACCUSE (happened) Eritrea"
    assert "1 independent origin." in slide["text"]["text"]


def test_days_of_slides(tmp_path: Path) -> None:
    for i, (text, start, end) in enumerate(
        [
            ("2013-02", {"year": 2013, "month": 2}, None),
            ("2012", {"year": 2012}, None),
            ("2013-01-02/2013-01-05", {"year": 2013, "month": 1, "day": 2}, {"year": 2013, "month": 1, "day": 5}),
        ]
    ):
        first, _, last = text.partition("/")
        day = Interval.parse(first)
        when = Interval(day.first, Interval.parse(last).last) if last else day
        folder = tmp_path / str(i)
        folder.mkdir()
        (slide,) = timelinejs(record_of(folder, dated("a1", when)))
        assert (slide["start_date"], slide.get("end_date")) == (start, end)
    folder = tmp_path / "open"
    folder.mkdir()
    assert timelinejs(record_of(folder, dated("a1", Interval(None, Interval.parse("2012").last)))) == []


def test_a_page_puts_no_html_on_the_timeline(tmp_path: Path) -> None:
    made = reading("a1", publisher="<img src=x>")
    bad = Participant(span("Djibouti", start=35), "Djibouti", Actor("person:~x", "<script>alert(1)</script>"))
    made = replace(made, events=(replace(made.events[0], actors=(bad,)),))
    made = replace(made, article=replace(made.article, url='javascript:alert(1)"'))
    (slide,) = timelinejs(record_of(tmp_path, made))
    shown = slide["text"]["headline"] + slide["text"]["text"]
    assert "<script" not in shown
    assert "<img" not in shown
    assert "href" not in shown
    assert "&lt;script&gt;" in shown


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_reading())
def test_any_reading_is_json(tmp_path_factory, made: Reading) -> None:
    record = record_of(tmp_path_factory.mktemp("any"), made)
    geojson(record)
    for slide in timelinejs(record):
        assert slide["text"]["text"].replace("<p>", "").replace("</p>", "").count("<") <= 2
    record.close()


def test_what_cannot_be_asked_or_written_is_said(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dragoman.cli import app

    record_of(tmp_path, reading("a1")).close()
    path = str(tmp_path / "r.dragoman")
    for wrong in (
        ["pages", "--actor", "FRA"], ["geojson", "--format", "csv"], ["gdelt", "--all-statuses"],
        ["events", "--all-statuses"], ["timelinejs", "--min-confidence", "0.5"], ["events", "--format", "json"], ["no"],
    ):  # fmt: skip
        done = CliRunner().invoke(app, ["export", *wrong, "--record", path])
        assert done.exit_code == 2, wrong
    asked = ["--actor", "DJI", "--from", "2013-01-23", "--to", "2013-01-23", "--limit", "1", "--record", path]
    for what in ("events", "happenings", "polecat", "gdelt", "geojson", "timelinejs"):
        done = CliRunner().invoke(app, ["export", what, *asked])
        assert done.exit_code == 0, done.output
        assert "ACCUSE" in done.output or "ERITREA" in done.output
