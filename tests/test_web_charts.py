"""The views with charts: actors, pairs, positions, the Council, figures, the map, the network; tables beside every chart."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from dragoman.exports import charts_space, shapes
from dragoman.exports.charts import ChartError, drawn
from dragoman.exports.look import DARK, LIGHT
from dragoman.record import Record
from dragoman.web import charting
from dragoman.web.horseshoe import horseshoe_of
from made_readings import reading
from served import desk, record_of

PAGES = (
    "/actors", "/actors?q=lav", "/actors?kind=org", "/actor/state:ERI", "/actor/person:Q58217", "/dyad",
    "/dyad?actor=DJI&recipient=Eritrea", "/positions", "/positions?holder=state:RUS", "/positions?by=holder&from=2013-02",
    "/council", "/council?on=2013-02-20&about=Syria&sponsor=FRA", "/council?vote=S/2012/77", "/figures",
    "/figures?type=wounded&scope=incident", "/map", "/map?region=world", "/map?region=QAT", "/network",
    "/network?from=2013-02&to=2013-03",
)  # fmt: skip
CHARTS = (
    "/actor/state:ERI/chart.{}?show=mentions", "/actor/state:ERI/chart.{}?show=offices",
    "/actor/state:RUS/chart.{}?show=positions", "/dyad/chart.{}?actor=state:DJI&recipient=state:ERI&show=out",
    "/dyad/chart.{}?actor=state:DJI&recipient=state:ERI&show=back",
    "/dyad/chart.{}?actor=state:DJI&recipient=state:ERI&show=intensity", "/positions/chart.{}",
    "/council/chart.{}?on=2013-02-20&about=Syria&show=chances", "/council/chart.{}?on=2013-02-20&about=Syria&show=yes",
    "/figures/chart.{}?type=killed", "/map/chart.{}", "/network/chart.{}",
)  # fmt: skip
TABLES = (
    "/actors.csv", "/actor/state:ERI/table.csv?show=statements", "/actor/state:ERI/table.csv?show=counterparts",
    "/actor/state:RUS/table.csv?show=positions", "/dyad/table.csv?actor=state:DJI&recipient=state:ERI",
    "/positions/table.csv", "/council/table.csv?on=2013-02-20&about=Syria", "/figures/table.csv", "/map/table.csv",
    "/network/table.csv",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(sample: Path) -> TestClient:
    return desk(sample)


@pytest.mark.parametrize("path", PAGES)
def test_every_view_answers_without_style_or_script_in_it(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert " style=" not in answer.text
    assert "<style" not in answer.text
    assert "<table" in answer.text
    scripts = answer.text.split("<script")[1:]
    assert all(s.lstrip().startswith("src=") for s in scripts)


@pytest.mark.parametrize("path", CHARTS)
def test_every_chart_is_a_specification_with_its_data(browser: TestClient, path: str) -> None:
    light, dark = (browser.get(path.format("json") + f"{'&' if '?' in path else '?'}theme={t}") for t in ("light", "dark"))
    assert light.status_code == 200
    spec = light.json()
    assert charting.has_data(spec)
    assert "url" not in json.dumps(spec.get("data", {}))
    assert spec["config"]["background"] == LIGHT.ground
    assert dark.json()["config"]["background"] == DARK.ground
    narrow = browser.get(path.format("json") + f"{'&' if '?' in path else '?'}width=300").json()
    assert narrow["config"]["legend"]["orient"] == "bottom"


@pytest.mark.parametrize("path", CHARTS)
def test_every_chart_can_be_drawn(browser: TestClient, path: str) -> None:
    pytest.importorskip("vl_convert")
    svg = browser.get(path.format("svg"))
    assert svg.status_code == 200
    assert svg.content.startswith(b"<svg")
    assert "attachment" in svg.headers["content-disposition"]


@pytest.mark.parametrize("path", TABLES)
def test_every_table_is_a_csv(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_charts_without_the_extra_are_saved_by_the_browser(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charting, "CAN_DRAW", False)
    one = desk(sample)
    assert 'class="plot-save"' in one.get("/network").text
    assert one.get("/network/chart.svg").status_code == 404
    assert one.get("/network/chart.json").status_code == 200


def test_the_picture_of_a_chart_with_nothing_to_show_says_so(browser: TestClient) -> None:
    if charting.CAN_DRAW:
        empty = "/dyad/chart.{}?actor=state:XXX&recipient=state:YYY"
        assert "Nothing in this record to draw" in browser.get(empty.format("svg")).text
        assert browser.get(empty.format("png")).content.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", [*TABLES, "/stories.csv", "/utterances.csv"])
def test_every_table_leaves_in_four_forms(browser: TestClient, path: str) -> None:
    def taken(kind: str) -> bytes:
        answer = browser.get(f"{path}{'&' if '?' in path else '?'}as={kind}")
        assert answer.headers["content-disposition"].endswith(f'.{kind}"')
        return answer.content

    rows = list(csv.DictReader(io.StringIO(browser.get(path).text)))
    assert rows
    lines = [json.loads(line) for line in taken("jsonl").splitlines()]
    assert len(lines) == len(rows)
    assert list(lines[0]) == list(rows[0])
    table = pq.read_table(io.BytesIO(taken("parquet")))
    assert (table.num_rows, table.column_names) == (len(rows), list(rows[0]))
    brief = taken("md").decode().splitlines()
    assert len(brief) == len(rows) + 2
    assert brief[0] == f"| {' | '.join(rows[0])} |"
    assert browser.get(f"{path}{'&' if '?' in path else '?'}as=exe").headers["content-type"].startswith("text/csv")


def test_only_what_can_be_drawn_is(browser: TestClient) -> None:
    assert browser.get("/network/chart.pdf").status_code == 404
    with pytest.raises(ChartError, match="plot"):
        without_vl_convert()


def without_vl_convert() -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "vl_convert", None)
        return drawn({}, ".svg")


def test_an_actor_page_says_what_it_rests_on(browser: TestClient) -> None:
    text = browser.get("/actor/person:Q58217").text
    assert "item Q58217 of Wikidata" in text
    assert 'acts for <a href="/actor/state:RUS">Russia</a>' in text
    assert "Minister of Foreign Affairs of Russia" in text
    assert browser.get("/actor/person:Q0").status_code == 404


def test_a_pair_is_found_by_code_name_or_id(browser: TestClient) -> None:
    pages = [browser.get(f"/dyad?actor={a}&recipient={b}").text for a, b in (("DJI", "ERI"), ("Djibouti", "state:ERI"))]
    assert all("Happenings between them" in p and "/happening/" in p for p in pages)
    assert "Nobody in this record is called “Atlantis”" in browser.get("/dyad?actor=Atlantis&recipient=ERI").text


def test_a_cell_of_the_matrix_leads_to_its_words(browser: TestClient) -> None:
    text = browser.get("/positions").text
    assert 'class="shifted"' in text
    chosen = browser.get("/positions?holder=state:RUS&issue=draft+resolution").text
    assert "Russia vetoed a U.N. Security Council resolution" in chosen
    assert "own word" in chosen
    assert "It has positions on" in browser.get("/positions?issue=whaling").text


def test_the_official_vote_is_shown_with_its_arithmetic(browser: TestClient) -> None:
    text = browser.get("/council?vote=S/2012/77").text
    assert "a permanent member&#39;s no is a veto" in text or "a permanent member's no is a veto" in text
    assert text.count('class="seat ') >= 30
    assert "has no vote on “S/1/2/3”" in browser.get("/council?vote=S/1/2/3").text
    assert "no day such as" in browser.get("/council?on=yesterday").text
    assert "does not know the members" in browser.get("/council?on=1700-01-01&about=Syria").text


def test_figures_tell_what_contradicts_them(browser: TestClient) -> None:
    text = browser.get("/figures?type=killed").text
    assert 'class="chip disagree"' in text
    assert "nobody named" in text
    assert "No figures like that" in browser.get("/figures?type=flown").text


def test_empty_records_say_so(tmp_path: Path) -> None:
    empty = desk(record_of(tmp_path / "empty.dragoman", []))
    for path, words in (
        ("/actors", "No actors in this record"), ("/dyad", "No pairs in this record"), ("/figures", "No figures in this record"),
        ("/positions", "No positions in this record"), ("/council", "No drafts in this record"),
        ("/map", "says where it was"), ("/network", "bind two actors"),
    ):  # fmt: skip
        answer = empty.get(path)
        assert answer.status_code == 200, path
        assert words in answer.text, path


HOSTILE = '"><script>alert(1)</script>\u202e'


def test_hostile_names_and_words_stay_text(tmp_path: Path) -> None:
    made = reading(publisher=HOSTILE, extra=f"\n{HOSTILE}")
    evil = replace(made.events[0].actors[0].actor, id="group:evil", name=HOSTILE, country=None, sector=None)
    event = replace(made.events[0], actors=(replace(made.events[0].actors[0], actor=evil),))
    mention = replace(made.mentions[0], actor=evil)
    made = replace(made, events=(event,), mentions=(mention, *made.mentions[1:]))
    one = desk(record_of(tmp_path / "evil.dragoman", [made]))
    for path in (
        "/actors", "/actor/group:evil", "/dyad", "/dyad?actor=group:evil&recipient=state:ERI", "/positions", "/figures",
        "/map", "/network", f"/actors?q={HOSTILE}", f"/council?about={HOSTILE}&on={HOSTILE}&vote={HOSTILE}",
        f"/positions?issue={HOSTILE}&holder={HOSTILE}", f"/map?region={HOSTILE}", f"/figures?type={HOSTILE}&place=%22",
        f"/dyad?actor={HOSTILE}&recipient={HOSTILE}",
    ):  # fmt: skip
        answer = one.get(path)
        assert answer.status_code == 200, path
        assert "<script>alert" not in answer.text, path
        assert "\u202e" not in answer.text, path
    saved = one.get("/dyad/chart.json?actor=group:evil&recipient=state:ERI&show=out&save=1")
    assert saved.headers["content-disposition"].isascii()


@pytest.mark.parametrize("number", ["-1", "9" * 40, "x", "१२"])
def test_odd_numbers_in_an_address_do_no_harm(browser: TestClient, number: str) -> None:
    for path in ("/actors?after=", "/actor/state:ERI?said=", "/dyad?actor=DJI&recipient=ERI&after=", "/map/chart.json?width="):
        assert browser.get(path + number).status_code == 200, path


def test_seats_stand_at_equal_distances_and_say_what_is_told() -> None:
    seats = [{"member": f"M{i:02d}", "name": f"Member {i}", "permanent": i < 5, "position": None} for i in range(15)]
    seats[0] |= {"position": "leaning veto"}
    seats[1] |= {"yes": 0.2, "abstain": 0.5, "no": 0.3}
    drawn_ = horseshoe_of(seats, of="position")
    apart = [((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for a, b in pairwise(drawn_)]
    assert min(apart) > 50
    assert (drawn_[0].letter, drawn_[0].side, drawn_[0].firm) == ("v", "veto", True)
    assert (drawn_[1].letter, drawn_[1].words, drawn_[1].firm) == ("a", "forecast: leans to abstain", False)
    assert drawn_[2].words == "nothing told"


def test_shapes_are_cut_to_their_frame_and_cross_no_date_line() -> None:
    frame = shapes.frame_of([(36.3, 33.5), (43.1, 11.6)])
    inside = dict(shapes.shapes(frame))
    assert {"SYR", "DJI", "ERI", "SAU"} <= set(inside)
    assert "BRA" not in inside
    for geometry in inside.values():
        for polygon in json.loads(geometry)["coordinates"]:
            for x, y in polygon[0]:
                assert -1 <= x <= shapes.ACROSS + 1
                assert y >= -1
    for polygon in json.loads(dict(shapes.shapes(shapes.WORLD))["RUS"])["coordinates"]:
        leaps = [abs(a[0] - b[0]) for a, b in pairwise(polygon[0])]
        assert max(leaps) < shapes.ACROSS / 4
    assert shapes.frame_of([]).is_world
    assert shapes.frame_of([(-74.0, 40.7), (116.4, 39.9)]).is_world


def test_a_place_of_which_only_the_state_is_known_lies_in_its_middle() -> None:
    row: dict[str, Any] = {
        "place": "Syria", "country": "SYR", "latitude": 33.5, "longitude": 36.3, "exact": False, "happenings": 1,
        "figures": 0, "conflict": 1,
    }  # fmt: skip
    spec = charts_space.map_chart([row], {"SYR": 3}, shapes.frame_of([(36.0, 34.0)]))
    (point,) = spec["layer"][2]["data"]["values"]
    damascus = shapes.frame_of([(36.0, 34.0)]).flat(36.3, 33.5)
    assert point["known"] == "the state only"
    assert (point["x"], point["y"]) != damascus


def test_the_views_read_no_more_than_they_show(sample: Path) -> None:
    with Record(sample, read_only=True) as record:
        plan = " ".join(
            row["detail"]
            for row in record.sql(
                "EXPLAIN QUERY PLAN SELECT actor_id FROM activity ORDER BY articles DESC, mentions DESC, actor_id LIMIT 50"
            )
        )
    assert "activity_order" in plan
    assert "TEMP B-TREE" not in plan
