"""What pages say once: reasons, days, the same words, the same contradiction, a copy's nameless holder."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.desk.standings import Cell, Standings
from dragoman.exports.charts import positions_chart
from dragoman.web.pages import day, states_named
from dragoman.web.views.actors import told_once
from dragoman.web.views.figures import against
from dragoman.web.views.positions import without_copies
from dragoman.web.wording import reason_words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("given with the page says 2013-03-02: 2013-03-02", "given with the page"),
        ("the dateline says 2013-02-13: GENEVA, Feb 13, 2013 (Meridian) -", "the dateline: “GENEVA, Feb 13, 2013 (Meridian) -”"),
        ("2013-05-28 is a Tuesday, the day after “late on Monday”", "2013-05-28 is a Tuesday, the day after “late on Monday”"),
        ("what she says in 2013: nothing", "what she says in 2013: nothing"),
    ],
)  # fmt: skip
def test_a_reason_does_not_repeat_the_day_that_stands_beside_it(reason: str, words: str) -> None:
    assert reason_words(reason) == words


def test_codes_of_states_are_named_but_not_within_quotations() -> None:
    assert states_named("CHN and RUS voted no") == "China and Russia voted no"
    assert states_named("XYZ, BRA; “CHN said”") == "XYZ, Brazil; “CHN said”"


def test_the_two_ends_of_an_interval_are_not_broken() -> None:
    words = str(day("2013-02-19", "2014-02-19"))
    assert words.count('<span class="day-words">') == 2
    assert "19 February 2013</span> – <span" in words


def _said(key: str, article: str, content: str, first: str, last: str, speaker: str = "state:KEN") -> dict[str, Any]:
    return {"statement_id": key, "article_id": article, "content": content, "sentence": content, "said_from": first,
            "said_to": last, "speaker_id": speaker, "speaker": "Kenya"}  # fmt: skip


def test_the_same_words_of_one_speaker_are_told_once_and_newest_first() -> None:
    rows = [
        _said("s1", "a1", "“The port stays shut,”", "2013-02-01", "2014-02-01"),
        _said("s2", "a2", "The port stays shut", "2013-03-05", "2013-03-05"),
        _said("s3", "a3", "The port stays shut", "2013-03-05", "2013-03-05", "state:UGA"),
        _said("s4", "a2", "The port opens again", "2013-03-04", "2013-03-04"),
    ]
    told = told_once(rows)
    assert [(r["statement_id"], r["told_in"]) for r in told] == [("s2", 2), ("s3", 1), ("s4", 1)]


def test_a_contradicting_number_is_named_once_for_each_claimant() -> None:
    def figure(key: str, low: int, who: str | None, *contradicts: str) -> dict[str, Any]:
        return {"figure_id": key, "article_id": "a" + key, "low": low, "high": low, "claimant_name": who,
                "contradicts": list(contradicts)}  # fmt: skip

    known = {f["figure_id"]: f for f in (figure("1", 3, "a doctor"), figure("2", 3, "a doctor"), figure("3", 4, None))}
    found = against(figure("9", 9, "the ministry", "1", "2", "3", "77777777777"), known)
    assert [(c["number"], c["claimant"]) for c in found] == [("3", "a doctor"), ("4", ""), ("77777777", "")]
    assert found[0]["link"] == "/article/a1#1"


def _position(holder: str, name: str, stance: str, first: str, last: str, key: str) -> dict[str, Any]:
    return {"holder_id": holder, "holder": name, "issue": "draft resolution", "about": None, "stance": stance,
            "date_from": first, "date_to": last, "own": True, "position_id": key, "article_id": "a" + key,
            "label": None}  # fmt: skip


def test_a_nameless_holder_that_a_copy_tells_again_has_one_row() -> None:
    rows = [
        _position("group:~1", "Nine members", "supports", "2013-03-28", "2013-03-28", "1"),
        _position("group:~2", "Nine members", "supports", "2013-03-29", "2013-03-29", "2"),
        _position("group:~3", "Nine members", "opposes", "2013-03-29", "2013-03-29", "3"),
        _position("state:KEN", "Kenya", "supports", "2013-03-29", "2013-03-29", "4"),
    ]
    cells = {(r["holder_id"], r["issue"], r["about"]): Cell(r, 1, None) for r in rows}
    told = Standings((("draft resolution", None),), tuple((r["holder_id"], r["holder"]) for r in rows), cells, tuple(rows), 5)
    once = without_copies(told)
    assert [h for h, _ in once.holders] == ["group:~1", "group:~3", "state:KEN"]
    assert [r["position_id"] for r in once.rows] == ["1", "3", "4"]
    assert once.left_out == 6
    assert ("group:~2", "draft resolution", None) not in once.cells


def test_a_position_of_no_known_year_does_not_press_the_others_together() -> None:
    rows = [
        _position("state:KEN", "Kenya", "supports", "2013-02-01", "2013-02-01", "1"),
        _position("state:KEN", "Kenya", "opposes", "2013-03-01", "2013-03-01", "2"),
        _position("state:KEN", "Kenya", "conditions", "2011-01-01", "2015-01-01", "3"),
    ]
    spec = positions_chart(rows)
    ribbons, spans, dots = (layer["data"]["values"] for layer in spec["layer"])
    assert {d["end"] for d in dots} == {"2013-02-01", "2013-03-01"}
    assert max(r["to"] for r in ribbons) == "2013-03-01"
    assert [(s["begin"] > "2013-01-01", s["end"], s["first"], s["day"]) for s in spans] == [
        (True, "2013-03-01", "2011-01-01", "2015-01-01")
    ]
