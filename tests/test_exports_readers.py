"""The sample's map and timeline, held against what their readers demand: RFC 7946, and TimelineJS's JSON format."""

from __future__ import annotations

import datetime as dt
import io
import json
from html.parser import HTMLParser
from typing import Any

import pytest

from dragoman.exports import geojson_features, timelinejs_events, write_geojson, write_timelinejs
from dragoman.model import BadInput
from dragoman.pages import read_pages
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.sample import PAGES

PARTS = ("year", "month", "day")
SLIDE = {"unique_id", "start_date", "end_date", "display_date", "text", "group", "media", "background", "autolink"}
"""Members of a slide that TimelineJS knows (Knight Lab, "TimelineJS JSON format")."""


@pytest.fixture(scope="module")
def sample(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(tmp_path_factory.mktemp("readers") / "sample.dragoman")
    for page in read_pages([PAGES]):
        assert not isinstance(page, BadInput)
        record.add(reader.read(page))
    record.derive()
    return record


def test_the_map_is_geojson(sample: Record) -> None:
    out = io.StringIO()
    write_geojson(geojson_features(sample), out)
    made = json.loads(out.getvalue())
    assert made["type"] == "FeatureCollection"
    assert set(made) == {"type", "features"}, (
        "RFC 7946, 7.1: no geometry, no coordinates beside the features; 4: no crs"
    )
    assert len(made["features"]) >= 5
    ids = [f["id"] for f in made["features"]]
    assert all(isinstance(i, str) for i in ids)
    assert len(set(ids)) == len(ids)
    for feature in made["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        assert feature["geometry"]["type"] == "Point"
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    doha = next(f for f in made["features"] if f["properties"]["place"] == "Doha")
    assert doha["geometry"]["coordinates"] == pytest.approx([51.5, 25.3], abs=0.1), "longitude stands first"


class _Markup(HTMLParser):
    """Which tags a text opens, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


def _day(parts: dict[str, Any]) -> dt.date:
    assert set(parts) <= set(PARTS)
    assert all(isinstance(parts[p], int) for p in parts)
    assert [p in parts for p in PARTS] == sorted((p in parts for p in PARTS), reverse=True), "no day without a month"
    return dt.date(parts["year"], parts.get("month", 1), parts.get("day", 1))


def test_the_timeline_is_what_timelinejs_loads(sample: Record) -> None:
    out = io.StringIO()
    write_timelinejs(timelinejs_events(sample), out)
    made = json.loads(out.getvalue())
    assert set(made) <= {"events", "title", "eras", "scale"}
    assert made["scale"] in {"human", "cosmological"}
    assert len(made["events"]) > 60
    ids = [slide["unique_id"] for slide in made["events"]]
    assert len(set(ids)) == len(ids)
    for slide in made["events"]:
        assert set(slide) <= SLIDE
        start = _day(slide["start_date"])
        assert start <= _day(slide.get("end_date", slide["start_date"]))
        assert set(slide["text"]) <= {"headline", "text"}
        assert slide["text"]["headline"].strip()
        markup = _Markup()
        markup.feed(slide["text"]["text"])
        assert markup.tags <= {"p", "a", "strong", "em", "ul", "li", "br", "blockquote"}
        assert all(link.startswith(("https://", "http://")) for link in markup.links)


def test_the_veto_is_on_the_timeline(sample: Record) -> None:
    slides = [s for s in timelinejs_events(sample, actor="RUS", type="VOTE") if s["start_date"].get("day") == 28]
    assert any("veto" in s["text"]["text"] for s in slides if s["start_date"]["month"] == 2)
