"""Two reports side by side: sentences aligned, what only one says marked, fields held against each other."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.record import Record
from dragoman.web.comparing import Compared, side_by_side
from made_readings import reading
from served import desk, record_of

SCRIPT = "</mark><script>alert(1)</script>\u202e"


def only(pieces: tuple[object, ...]) -> list[str]:
    return [p.text for p in pieces if p.only]  # type: ignore[attr-defined]


def test_sentences_are_paired_wherever_they_stand_and_only_what_one_has_is_marked() -> None:
    left = ["A ferry sank off Obock on Monday.", "The minister blamed the navy for the loss."]
    right = ["The Minister blamed the coast guard for the loss.", "On Tuesday a ferry sank off Obock!"]
    one, other = side_by_side(left, right)
    assert [only(p) for p in one] == [["Monday"], ["navy"]]
    assert [only(p) for p in other] == [["coast guard"], ["Tuesday"]]
    assert ["".join(p.text for p in pieces) for pieces in (*one, *other)] == [*left, *right]


def test_a_sentence_without_its_like_is_marked_whole() -> None:
    one, other = side_by_side(["Nine sailors were saved.", "…"], ["Prices of fish rose in the capital."])
    assert only(one[0]) == ["Nine sailors were saved."]
    assert only(one[1]) == []
    assert only(other[0]) == ["Prices of fish rose in the capital."]
    assert side_by_side([], ["Alone."]) == ([], other[:0] + side_by_side(["Alone."], [])[0])


def test_how_two_values_stand() -> None:
    assert [Compared("day", *v).verdict for v in (("a", "a"), ("a", "b"), ("a", ""), ("", "b"))] == [
        "same", "differ", "only the left", "only the right",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    made = [reading("a1"), reading("a2", publisher=f"Post {SCRIPT}", extra=f" Ports {SCRIPT} were closed.")]
    path = record_of(tmp_path_factory.mktemp("compare") / "r.dragoman", made)
    return desk(path)


def happening(browser: TestClient) -> str:
    with Record(browser.app.app.state.records.path, read_only=True) as record:  # type: ignore[attr-defined]
        (row,) = record.sql("SELECT happening_id FROM happenings WHERE reports = 2")
    return str(row["happening_id"])


def test_the_happening_leads_to_its_reports_side_by_side(browser: TestClient) -> None:
    id_ = happening(browser)
    assert f'href="/compare?happening={id_}"' in browser.get(f"/happening/{id_}").text
    page = browser.get(f"/compare?happening={id_}").text
    assert page.count("<article aria-labelledby=") == 2
    assert "the same" in page
    assert "as evidence they count once" in page
    assert "only the left has it" in page
    assert "<script>alert" not in page
    assert "\u202e" not in page
    swap = html.unescape(re.findall(r'href="(/compare[^"]+)">Swap', page)[0])
    chosen = [re.findall(r'value="(\w+)" selected', text) for text in (page, browser.get(swap).text)]
    assert chosen == [["a1", "a2"], ["a2", "a1"]]


def test_odd_addresses_are_answered(browser: TestClient) -> None:
    id_ = happening(browser)
    assert browser.get("/compare").status_code == 404
    assert browser.get(f"/compare?happening={SCRIPT}").status_code == 404
    for left, right in (("a1", "a1"), ("zz", "a1"), (SCRIPT, SCRIPT), ("a2", "")):
        answer = browser.get("/compare", params={"happening": id_, "left": left, "right": right})
        assert answer.status_code == 200
        assert answer.text.count("<article aria-labelledby=") == 2


def test_one_report_alone_is_said_to_be(tmp_path: Path) -> None:
    path = record_of(tmp_path / "r.dragoman", [reading("a1")])
    browser = desk(path)
    with Record(path, read_only=True) as record:
        (row,) = record.sql("SELECT happening_id FROM happenings")
    assert "One article alone" in browser.get(f"/compare?happening={row['happening_id']}").text
    assert "/compare" not in browser.get(f"/happening/{row['happening_id']}").text
