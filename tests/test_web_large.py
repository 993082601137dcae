"""The desk of a large record, and of one that something else writes into."""

from __future__ import annotations

import html
import importlib
import re
import threading
import time
from pathlib import Path

import pytest

from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.web import Records, make_app
from dragoman.web.apart import is_large, whole, whole_apart
from dragoman.web.asking import Filters
from dragoman.web.intake import Job
from dragoman.web.lists import ARTICLES, STATEMENTS, listed
from dragoman.web.naming import named, state_code
from dragoman.web.views.timeline import chronicle
from dragoman.web.walking import first_rows
from dragoman.web.warming import warm
from dragoman.web.words import first_of
from made_readings import reading
from served import desk, record_of

SHOWN = re.compile(r'id="h-(\w+)"')
ENTRY = re.compile(r'data-open="/article/([\w#]+)"')
SUMMARY = re.compile(r'<p class="soft summary">(.*?)<')
SECRET = re.compile(r"\b[0-9a-f]{64}\b")
COUNTS = re.compile(r'<span class="soft n">([\d,]+)')


def test_a_record_that_changes_without_pause_is_looked_at_every_so_often_and_at_once_when_the_desk_wrote(
    tmp_path: Path,
) -> None:
    path = record_of(tmp_path / "r.dragoman", [reading()])
    with Records(path) as records, Record(path) as record:
        seen = [records.version]
        for i in range(3):
            record.reject(f"x{i}", "y")
            seen.append(records.version)
        assert seen[0] != seen[1]
        assert seen[1] == seen[2] == seen[3]
        records.renew()
        assert records.version != seen[3]


def test_the_timeline_of_a_large_record_is_shown_before_it_is_counted(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("/timeline", "/timeline?actor=DJI&status=happened", "/timeline?q=ferry")
    wanted = {address: desk(sample).get(address).text for address in asked}
    may_go_on = threading.Event()
    monkeypatch.setattr("dragoman.web.apart.LARGE", 0)
    monkeypatch.setattr(
        "dragoman.web.views.timeline.whole_apart", lambda path: may_go_on.wait(300) and whole_apart(path)
    )
    browser = desk(sample)
    for address in asked:
        early = browser.get(address).text
        assert "being counted" in early
        assert "delay:2s" in early
        assert COUNTS.findall(early) == []
        assert SHOWN.findall(early) == SHOWN.findall(wanted[address])
    first = browser.get("/timeline").text
    following = re.search(r'href="(/timeline\?after=\w+)"', first)
    assert following is not None
    with Record(sample, read_only=True) as record:
        order = [row["happening_id"] for row in record.happenings().rows()]
    assert SHOWN.findall(first) + SHOWN.findall(browser.get(following[1]).text) == order[:80]
    assert "All happenings" in browser.get("/search?q=ferry").text
    may_go_on.set()
    late = first
    until = time.monotonic() + 300
    while "being counted" in late and time.monotonic() < until:
        time.sleep(0.1)
        late = browser.get("/timeline").text
    assert COUNTS.findall(late) == COUNTS.findall(wanted["/timeline"])


def test_of_a_large_record_the_overview_and_the_articles_come_before_they_are_counted(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = desk(sample)
    wanted = {address: small.get(address).text for address in ("/", "/articles")}
    monkeypatch.setattr("dragoman.web.apart.LARGE", 0)
    may_go_on = threading.Event()
    for made in ("overview._told", "lists._publishers"):
        view, name = made.split(".")
        later = getattr(importlib.import_module(f"dragoman.web.views.{view}"), name)
        monkeypatch.setattr(
            f"dragoman.web.views.{made}", lambda records, later=later: may_go_on.wait(300) and later(records)
        )
    browser = desk(sample)
    early = {address: browser.get(address).text for address in wanted}
    for text in early.values():
        assert "being counted" in text
        assert "delay:2s" in text
    for part in ("who", "pairs", "newest"):
        section = re.compile(rf'aria-labelledby="{part}">(.*?)</section>', re.DOTALL)
        assert section.findall(early["/"]) == section.findall(wanted["/"]) != []
    assert "Articles by" not in early["/"]
    assert ENTRY.findall(early["/articles"]) == ENTRY.findall(wanted["/articles"]) != []
    may_go_on.set()
    until = time.monotonic() + 300
    for address, text in wanted.items():
        while "being counted" in (late := browser.get(address).text) and time.monotonic() < until:
            time.sleep(0.1)
        assert SECRET.sub("", late) == SECRET.sub("", text)


def test_where_no_process_can_be_had_the_desk_counts_by_itself(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise RecordError("no process")

    monkeypatch.setattr("dragoman.web.apart.LARGE", 0)
    monkeypatch.setattr("dragoman.web.views.timeline.whole_apart", refused)
    with Records(sample) as records:
        assert chronicle(records)[0].size > 100


def test_what_first_visitors_would_wait_for_is_made_when_the_desk_starts(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.web.warming.QUIET", 0.0)
    with Records(sample) as records:
        warm(make_app(records).app).join(600)
        for key in ("overview", "publishers", "chronicle"):
            assert records.holds(key, lambda: pytest.fail("was not made"))


def test_what_is_made_beside_the_pages_waits_until_nobody_asks(sample: Path) -> None:
    with Records(sample) as records:
        records.wait_for_quiet(0.0, most=300)
        with records.lend() as record:
            record.sql("SELECT 1")
        began = time.monotonic()
        records.wait_for_quiet(600, most=0.2)
        assert time.monotonic() - began >= 0.2
        records.wait_for_quiet(0.01, most=600)


def test_ids_and_codes_are_read_as_names_and_names_as_codes(sample: Path) -> None:
    with Records(sample) as records:
        ids = ("DJI", "state:ERI", "person:Q58217", "nobody-known")
        assert named(records, ids) == dict(
            zip(ids, ("Djibouti", "Eritrea", "Sergey Lavrov", "nobody-known"), strict=True)
        )
    assert [state_code(words) for words in ("eritrea", "DJI", "dji", "Atlantis")] == ["ERI", "DJI", "DJI", "Atlantis"]


def test_a_job_of_many_files_tells_how_far_it_is(sample: Path) -> None:
    browser = desk(sample)
    job = Job(1, "a.txt and 39 more", (), 40, state="reading", pages=10)
    browser.app.app.state.intakes._jobs.append(job)  # type: ignore[attr-defined]
    text = browser.get("/read").text
    assert "25 % of 40 files" in text
    assert '<progress max="40" value="10" aria-label="a.txt and 39 more">' in text
    job.state = "done"
    assert "<progress" not in browser.get("/read").text


@pytest.mark.parametrize("about", ["ferry", "the", "the ferry", '"the ferry"', "said Djibouti", "nowhere"])
def test_a_search_of_a_counted_record_finds_what_the_lists_find(sample: Path, about: str) -> None:
    with Record(sample, read_only=True) as record:
        _, words = whole(record)
        told = words.told(record, about)
        for listing, lines in ((ARTICLES, words.articles), (STATEMENTS, words.statements)):
            rows, _ = listed(record, listing, Filters(about=about), after=None, size=10_000)
            first, count = first_of(lines, told, 10_000)
            shown, _ = listed(record, listing, Filters(), after=None, size=10_000, rows=first)
            assert [row[listing.id] for row in shown] == [row[listing.id] for row in rows]
            assert count == len(rows)
            again, _ = listed(record, listing, Filters(), after=None, size=3, rows=first_of(lines, told, 3)[0])
            assert again == rows[:3]


def test_a_search_for_common_words_before_the_record_is_counted_shows_some_and_no_number(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.web.lists.FEW", 0)
    monkeypatch.setattr("dragoman.web.views.search.at_hand", lambda records: False)
    text = desk(sample).get("/search?q=ferry").text
    for table in ("happenings", "statements", "articles"):
        assert f">All {table}</a>" in text
        assert f'id="{table}"' in text
    with Record(sample, read_only=True) as record:
        with_it = {row["article_id"] for row in record.articles(about="ferry").rows()}
    shown = re.findall(r'href="/article/(\w+)"', text.partition('id="articles"')[2])
    assert shown
    assert set(shown) <= with_it


@pytest.mark.parametrize(
    "asked", [{"actor": ("DJI",)}, {"recipient": ("DJI",)}, {"actor": ("DJI", "FRA"), "status": ("happened",)}]
)
def test_one_of_whom_much_is_told_is_found_happening_by_happening_as_by_sorting(
    sample: Path, monkeypatch: pytest.MonkeyPatch, asked: dict[str, tuple[str, ...]]
) -> None:
    with Record(sample, read_only=True) as record:
        found = {}
        for often in (-1, 1 << 40):
            monkeypatch.setattr("dragoman.web.walking.OFTEN", often)
            found[often] = first_rows(record, Filters(**asked), 1000)
        walked, sorted_ = found.values()
        assert walked == sorted_
        assert walked


@pytest.mark.parametrize("most", [0, 5_000])
@pytest.mark.parametrize("name", ["articles", "statements"])
@pytest.mark.parametrize("asked", ["q=said", "q=the+ferry", "q=nowhere", "q=the&from=2008-06", "q=said&from=2009"])
def test_lists_with_words_of_a_counted_large_record_are_those_of_a_small_one(
    sample: Path, monkeypatch: pytest.MonkeyPatch, name: str, asked: str, most: int
) -> None:
    monkeypatch.setattr("dragoman.web.views.lists.PAGE", 7)
    # Counted here: a process for each of these tests takes longer than all of them.
    monkeypatch.setattr("dragoman.web.views.timeline.is_large", lambda record: False)
    monkeypatch.setattr("dragoman.web.views.lists.MOST_ROWS", most)
    pages = []
    for large in (1 << 40, 0):
        monkeypatch.setattr("dragoman.web.apart.LARGE", large)
        browser = desk(sample)
        with browser.app.app.state.records.lend() as record:  # type: ignore[attr-defined]
            assert is_large(record) == (large == 0)
        chronicle(browser.app.app.state.records)  # type: ignore[attr-defined]
        shown = []
        address: str | None = f"/{name}?{asked}"
        while address is not None:
            text = browser.get(address).text
            more = re.search(rf'href="(/{name}\?[^"]*after=[^"]*)"', text)
            address = html.unescape(more[1]) if more is not None else None
            shown.append((SUMMARY.findall(text), ENTRY.findall(text)))
        pages.append(shown)
    assert pages[0] == pages[1]
    assert any(entries for _, entries in pages[0]) or "nowhere" in asked or "2009" in asked
    assert len(pages[0]) > 1 or asked != "q=said"


@pytest.mark.parametrize("name", ["articles", "statements"])
def test_lists_with_common_words_show_some_before_a_large_record_is_counted(
    sample: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("dragoman.web.apart.LARGE", 0)
    monkeypatch.setattr("dragoman.web.lists.FEW", 0)
    monkeypatch.setattr("dragoman.web.views.lists.at_hand", lambda records: False)
    text = desk(sample).get(f"/{name}?q=said").text
    assert "Some of those with these words" in text
    assert "delay:2s" in text
    shown = [entry.partition("#")[0] for entry in ENTRY.findall(text)]
    with Record(sample, read_only=True) as record:
        with_it = {row["article_id"] for row in record.table(name).rows()} & {
            row["article_id"] for row in record.articles(about="said").rows()
        }
    assert shown
    assert set(shown) <= with_it
