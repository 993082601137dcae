"""The first rows of the timeline of a large record, before its happenings are counted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.web import Records, walking
from dragoman.web.apart import whole
from dragoman.web.asking import Filters
from dragoman.web.chronicle import Chronicle
from dragoman.web.walking import Look, Walk, first_rows
from dragoman.web.words import Words
from served import desk

ASKED = [
    Filters(),
    Filters(actor=("DJI",)),
    Filters(actor=("DJI",), recipient=("ERI",)),
    Filters(actor=("DJI", "FRA"), status=("happened",)),
    Filters(first="2008-06-11", last="2008-06-12"),
    Filters(first="2008", type=("CONSULT",)),
    Filters(last="2007"),
    Filters(about="the ferry"),
    Filters(about='"the ferry"', actor=("DJI",)),
    Filters(about="Djibouti said"),
    Filters(about="nowhere"),
]


@pytest.fixture(scope="module")
def counted(sample: Path) -> Iterator[tuple[Record, Chronicle, Words]]:
    with Record(sample, read_only=True) as record:
        yield record, *whole(record)


def rows_of(counted: tuple[Record, Chronicle, Words], filters: Filters) -> list[int]:
    record, chronicle, words = counted
    return [int(row) for row in chronicle.rows[chronicle.found(record, filters, words)]]


@pytest.mark.parametrize("asked", ASKED, ids=lambda filters: filters.query() or "all")
@pytest.mark.parametrize("often", [-1, 1 << 40])
@pytest.mark.parametrize("rare", [0, 1 << 40])
def test_what_is_looked_for_is_what_the_counted_record_has(
    counted: tuple[Record, Chronicle, Words], monkeypatch: pytest.MonkeyPatch, asked: Filters, often: int, rare: int
) -> None:
    monkeypatch.setattr(walking, "OFTEN", often)
    monkeypatch.setattr(walking, "RARE", rare)
    monkeypatch.setattr(walking, "STRIDE", 7)
    monkeypatch.setattr(walking, "LONG_STRIDE", 19)
    wanted = rows_of(counted, asked)
    assert first_rows(counted[0], asked, 1000) == wanted
    assert first_rows(counted[0], asked, 3) == wanted[:3]


def test_places_and_publishers_narrow_before_the_count_too(counted: tuple[Record, Chronicle, Words]) -> None:
    record, chronicle, _ = counted
    for name in ("place", "publisher", "type"):
        value = chronicle.codes[name].names[0]
        asked = Filters(**{name: (value,)})  # type: ignore[arg-type]
        wanted = rows_of(counted, asked)
        assert 0 < len(wanted) < chronicle.size
        assert first_rows(record, asked, 1000) == wanted


def test_a_look_finds_the_beginning_first_and_goes_on_after_a_happening(
    counted: tuple[Record, Chronicle, Words], monkeypatch: pytest.MonkeyPatch
) -> None:
    record, asked = counted[0], Filters(actor=("DJI",))
    monkeypatch.setattr(walking, "OFTEN", 0)
    monkeypatch.setattr(walking, "STRIDE", 5)
    wanted = rows_of(counted, asked)
    look, sizes = Look(asked, 20), []
    while not look.done:
        look.go_on(record)
        sizes.append(len(look.rows))
        assert look.rows == wanted[: len(look.rows)]
    assert len(look.rows) == 20
    assert sizes[0] < 20
    (third,) = record.sql("SELECT happening_id FROM happenings WHERE rowid = ?", (wanted[2],))
    assert first_rows(record, asked, 10, after=third["happening_id"]) == wanted[3:13]


class Slow(Look):
    """Stands still until it is let go."""

    may_go_on = threading.Event()

    def go_on(self, record: Record) -> None:
        if self.rows:
            self.may_go_on.wait(300)
        super().go_on(record)


def test_a_page_shows_what_was_found_so_far_and_later_the_rest(
    sample: Path, counted: tuple[Record, Chronicle, Words], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "OFTEN", 0)
    monkeypatch.setattr(walking, "STRIDE", 5)
    monkeypatch.setattr(Slow, "may_go_on", threading.Event())
    wanted = rows_of(counted, Filters(actor=("DJI",)))[:41]
    with Records(sample) as records:
        walk = Walk(records, Slow(Filters(actor=("DJI",)), 41), until=lambda: False)
        found: list[int] = []
        while not found:
            found, done = walk.found()
            assert not done
        assert found == wanted[: len(found)]
        Slow.may_go_on.set()
        assert walk.found(patience=300) == (wanted, True)


def test_a_look_that_fails_says_so(sample: Path) -> None:
    class Broken(Look):
        def go_on(self, record: Record) -> None:
            raise RecordError("no more")

    with Records(sample) as records, pytest.raises(RecordError, match="no more"):
        Walk(records, Broken(Filters(), 1), until=lambda: False).found(patience=300)


def test_the_page_says_what_is_still_being_looked_for(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.views.timeline.at_hand", lambda records: False)
    shown: list[tuple[list[int], bool]] = []
    monkeypatch.setattr(Walk, "found", lambda self, **_: shown[-1])
    with Record(sample, read_only=True) as record:
        rows = [r["row"] for r in record.sql("SELECT rowid AS row FROM happenings ORDER BY sort_key LIMIT 2")]
    browser = desk(sample)

    def text(found: list[int], done: bool, **headers: Any) -> str:
        shown.append((found, done))
        return browser.get("/timeline?actor=DJI", headers=headers).text

    partly = text(rows, False)
    assert "being looked for" in partly
    assert "Show the next" in partly
    assert "None was found so far" in text([], False)
    assert "Nothing in the record" not in text([], False)
    assert "Nothing in the record" in text([], True)
    whole_page = text(rows, True)
    assert "looked for" not in whole_page
    assert "Show the next" not in whole_page
