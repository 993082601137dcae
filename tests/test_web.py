"""The desk in a browser: what its pages show is what the record holds, in the record's order, and links lead somewhere."""

from __future__ import annotations

import csv
import html
import io
import re
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dragoman.model import Event, Interval
from dragoman.record import Judgement, Record
from dragoman.web import Records
from dragoman.web.asking import Filters
from dragoman.web.marks import Layer, depths, paragraphs
from dragoman.web.summary import chart_of
from dragoman.web.views import routes
from dragoman.web.wording import active, control_name, day_words
from made_readings import DJIBOUTI, reading, span
from served import desk, own, record_of, word

LINK = re.compile(r'href="(/[^"#]*)')
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def browser(sample: Path) -> TestClient:
    return desk(sample)


@pytest.fixture(scope="module")
def record(sample: Path) -> Iterator[Record]:
    with Record(sample, read_only=True) as opened:
        yield opened


def words_of(page: str) -> str:
    """A page's words, on one line."""
    return " ".join(html.unescape(TAG.sub(" ", page)).split())


def test_every_link_of_every_page_leads_to_a_page(browser: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    kinds: Counter[str] = Counter()
    rooms = {route.path.split("/")[1] for route in routes()} | {"static"}
    while waiting:
        path = waiting.pop()
        kind = re.sub(r"(?<=/)[^/?]*\d[^/?]*|\?.*", "*", path)
        # A picture of nothing is not there; charts have tests of their own.
        if path in seen or kinds[kind] >= 4 or re.search(r"/chart\.(png|svg)", path):
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = browser.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {words_of(answer.text)[:300]}"
        if "html" in answer.headers["content-type"]:
            waiting += [x for x in map(html.unescape, LINK.findall(answer.text)) if x.split("/")[1].split("?")[0] in rooms]
    assert len(kinds) > 20


def test_the_overview_counts_what_the_record_holds(browser: TestClient, record: Record) -> None:
    page = words_of(browser.get("/").text)
    counts = record.counts()
    for table in ("articles", "happenings", "statements", "events", "figures"):
        assert f"{table} {counts[table]:,}" in page
    assert "Everything was read." in page


def test_the_overview_of_an_empty_record_says_how_to_fill_it(tmp_path: Path) -> None:
    page = desk(record_of(tmp_path / "empty.dragoman", [])).get("/")
    assert page.status_code == 200
    assert "The record is empty" in page.text


def test_what_could_not_be_read_is_named_with_its_reason(tmp_path: Path) -> None:
    path = record_of(tmp_path / "r.dragoman", [reading(skipped="language is fr; only English is read")])
    with Record(path) as store:
        store.reject("old.pdf", "is a PDF")
    page = words_of(desk(path).get("/").text)
    assert "is a PDF 1 old.pdf" in page
    assert "language is fr; only English is read" in page


def test_the_timeline_pages_through_every_happening_in_the_records_order(browser: TestClient, record: Record) -> None:
    shown: list[str] = []
    address = "/timeline"
    while address:
        page = browser.get(address, headers={"HX-Request": "true"} if "after" in address else {}).text
        shown += re.findall(r'id="h-([0-9a-f]+)"', page)
        more = re.search(r'hx-get="([^"]+)"', page)
        address = html.unescape(more[1]) if more else ""
    assert shown == [row["happening_id"] for row in record.happenings().rows()]


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("actor=RUS", {"actor": "RUS"}),
        ("actor=Lavrov", {"actor": "Lavrov"}),
        ("actor=DJI&recipient=ERI", {"actor": "DJI", "recipient": "ERI"}),
        ("status=threatened&status=denied", {"status": ["threatened", "denied"]}),
        ("type=ASSAULT&from=2013-02", {"type": "ASSAULT", "first": "2013-02"}),
        ("q=ferry", {"about": "ferry"}),
        ("from=2013-01-20&to=2013-01-31", {"first": "2013-01-20", "last": "2013-01-31"}),
        ("q=no+such+word+anywhere", {"about": "no such word anywhere"}),
    ],
)
def test_the_timelines_filters_are_those_of_the_record(
    browser: TestClient, record: Record, query: str, asked: dict[str, object]
) -> None:
    wanted = [row["happening_id"] for row in record.happenings(**asked).rows()]  # type: ignore[arg-type]
    page = browser.get(f"/timeline?{query}").text
    assert re.findall(r'id="h-([0-9a-f]+)"', page) == wanted[:40]
    summary = words_of(page.split('class="soft summary"')[1].split("</p>")[0])
    assert f"{len(wanted):,} of" in summary


def test_facets_count_what_choosing_them_would_show(browser: TestClient, record: Record) -> None:
    page = browser.get("/timeline?actor=DJI").text
    found = re.findall(r'name="(\w+)" value="([^"]+)"[^>]*> <bdi>.*?class="soft n">([\d,]+)<', page)
    assert {name for name, *_ in found} >= {"status", "type", "actor", "recipient"}
    for name, value, number in found:
        if name in ("status", "type"):
            assert len(record.happenings(actor="DJI", **{name: html.unescape(value)})) == int(number)  # type: ignore[arg-type]


def test_a_day_that_is_none_is_said_to_be_left_out(browser: TestClient) -> None:
    page = browser.get("/timeline?from=yesterday")
    assert page.status_code == 200
    assert "is no day, month or year" in page.text


def test_the_article_shows_every_character_of_its_text(browser: TestClient, record: Record) -> None:
    for row in record.articles().rows():
        page = browser.get(f"/article/{row['article_id']}").text
        title = page.split('<h1 id="title"')[1].split(">", 1)[1].split("</h1>")[0]
        body = page.split('<div class="body words">')[1].split("</div>")[0]
        lines = re.findall(r'<p dir="auto">(.*?)</p>', body, re.S)
        if row["title"] and row["text"].startswith(row["title"]):
            lines = [title, *lines]
        assert [html.unescape(TAG.sub("", line)) for line in lines] == [x for x in row["text"].split("\n") if x]


def test_the_article_lists_all_its_entries_each_with_an_anchor(browser: TestClient, record: Record) -> None:
    for row in list(record.articles().rows())[:6]:
        page = browser.get(f"/article/{row['article_id']}").text
        for table in ("statement", "event", "figure", "position", "ballot"):
            for entry in record.sql(f"SELECT {table}_id AS id FROM {table}s WHERE article_id = ?", (row["article_id"],)):
                assert f'id="{entry["id"]}"' in page


def test_a_long_article_comes_in_parts(tmp_path: Path) -> None:
    path = record_of(tmp_path / "r.dragoman", [reading(extra="\n" + "x" * 300_000 + " the end")])
    browser = desk(path)
    first = browser.get("/article/a1").text
    assert "the end" not in first
    assert "The text goes on" in first
    assert "the end" in browser.get("/article/a1?at=240000").text
    assert browser.get("/article/a1?at=-1").status_code == 200
    assert browser.get("/article/a1?at=9999999999999").status_code == 200


def test_there_is_no_article_of_another_id(browser: TestClient) -> None:
    assert browser.get("/article/nothing").status_code == 404
    assert browser.get("/why/zzzz").status_code == 404


def test_why_shows_the_rule_the_confidence_and_a_citation(browser: TestClient, record: Record) -> None:
    (event, *_) = record.sql("SELECT * FROM events e JOIN articles USING (article_id) WHERE url IS NOT NULL LIMIT 1")
    page = browser.get(f"/why/{event['event_id']}").text
    told = words_of(page)
    assert event["how"] in told
    assert f"confidence {event['confidence']:.2f}" in told
    cited = html.unescape(page.split("data-citation")[1].split(">", 1)[1].split("</pre>")[0])
    for part in (event["publisher"], event["title"], event["url"], event["event_id"]):
        assert part in cited
    panel = browser.get(f"/why/{event['event_id']}", headers={"HX-Request": "true"}).text
    assert "<html" not in panel
    assert event["event_id"] in panel


def test_an_event_says_where_else_it_is_reported(browser: TestClient, record: Record) -> None:
    (joined, *_) = record.sql(
        "SELECT r.event_id, r.article_id, r.happening_id FROM happening_reports r JOIN happenings h USING (happening_id) "
        "WHERE h.reports > 1 ORDER BY r.article_id LIMIT 1"
    )
    others = record.sql(
        "SELECT article_id FROM happening_reports WHERE happening_id = ? AND article_id <> ?",
        (joined["happening_id"], joined["article_id"]),
    )
    page = browser.get(f"/why/{joined['event_id']}").text
    assert "Also reported" in page
    for other in others:
        assert f"/article/{other['article_id']}#" in page


@pytest.mark.parametrize("name", ["articles", "statements"])
def test_lists_page_through_all_rows_once(browser: TestClient, record: Record, name: str) -> None:
    shown: list[str] = []
    address = f"/{name}"
    while address:
        page = browser.get(address, headers={"HX-Request": "true"} if "after" in address else {}).text
        shown += re.findall(r'data-open="/article/([^"]+)"', page)
        more = re.search(r'hx-get="([^"]+)"', page)
        address = html.unescape(more[1]) if more else ""
    key = "article_id" if name == "articles" else "statement_id"
    assert len(shown) == len(set(shown))
    assert {s.rpartition("#")[2] for s in shown} == {row[key] for row in record.table(name).rows()}


def test_lists_page_through_a_day_with_more_rows_than_a_page_and_rows_without_a_day(tmp_path: Path) -> None:
    made = [reading(f"a{i:03}", published="2013-01-23" if i < 90 else None, source=f"{i}.txt") for i in range(130)]
    browser = desk(record_of(tmp_path / "r.dragoman", made))
    shown: list[str] = []
    address = "/articles"
    while address:
        page = browser.get(address).text
        shown += re.findall(r'data-open="/article/([^"]+)"', page)
        more = re.search(r'hx-get="([^"]+)"', page)
        address = html.unescape(more[1]) if more else ""
    assert shown == [f"a{i:03}" for i in range(130)]


def test_a_view_leaves_as_the_rows_that_it_shows(browser: TestClient, record: Record) -> None:
    wanted = list(record.happenings(actor="DJI", status="happened").rows())
    answer = browser.get("/export/happenings.csv?actor=DJI&status=happened")
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["happening_id"] for row in rows] == [row["happening_id"] for row in wanted]
    table = pq.read_table(io.BytesIO(browser.get("/export/statements.parquet?actor=RUS").content))
    assert table.column("statement_id").to_pylist() == [r["statement_id"] for r in record.statements(actor="RUS").rows()]
    lines = browser.get("/export/articles.jsonl?publisher=Meridian").text.splitlines()
    assert len(lines) == len(record.sql("SELECT 1 FROM articles WHERE coalesce(publisher, agency) = 'Meridian'"))
    assert browser.get("/export/passwords.csv").status_code == 404
    assert browser.get("/export/articles.exe").status_code == 404


def test_a_brief_quotes_each_entry_with_its_source(browser: TestClient, record: Record) -> None:
    text = browser.get("/export/happenings.md?actor=RUS").text
    assert text.startswith("# Happenings\n")
    for row in record.happenings(actor="RUS").rows():
        assert f"`{row['happening_id']}`" in text
    assert browser.get("/export/statements.md").text.count("\n- ") == len(record.statements())


def test_reading_from_the_browser_puts_the_article_into_the_record(sample: Path, tmp_path: Path) -> None:
    path = own(sample, tmp_path)
    browser = desk(path)
    browser.app.app.state.intakes.fast = True  # type: ignore[attr-defined]
    before = browser.get("/articles").text
    assert "Norway accuses Iceland" not in before
    text = "Norway accuses Iceland of overfishing\n\nOSLO - Norway accused Iceland of overfishing on Tuesday."
    form = {"csrf": word(browser), "text": text, "published": "2013-05-09", "publisher": "Tromso Post"}
    page = b"<html><title>x</title><body><p>SUVA - Fiji asked Tonga for help after the storm.</p></body></html>"
    answer = browser.post("/read", data=form, files=[("files", ("../../etc/storm.html", page, "text/html"))])
    assert (answer.status_code, answer.headers["location"]) == (303, "/read")
    for _ in range(2400):
        jobs = browser.get("/read", headers={"HX-Request": "true"}).text
        if "waiting" not in jobs and "reading" not in jobs:
            break
        time.sleep(0.25)
    assert "done" in jobs, words_of(jobs)
    article = re.findall(r'href="/article/(\w+)"', jobs)
    assert "accused" in browser.get(f"/article/{article[0]}").text
    assert "Norway accuses Iceland" in browser.get("/articles?publisher=Tromso+Post").text
    with Record(path, read_only=True) as record:
        assert record.sql("SELECT source FROM articles WHERE article_id = ?", (article[1],)) == [{"source": "storm.html"}]
        assert record.is_derived


def test_the_theme_is_kept_in_a_cookie_and_drawn_by_the_server(sample: Path) -> None:
    browser = desk(sample)
    assert "data-theme" not in browser.get("/").text
    answer = browser.post("/theme", data={"csrf": word(browser), "theme": "dark", "back": "/timeline?actor=RUS"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/timeline?actor=RUS")
    assert 'data-theme="dark"' in browser.get("/").text


def test_pages_show_what_was_judged_since_the_desk_was_opened(sample: Path, tmp_path: Path) -> None:
    path = own(sample, tmp_path)
    browser = desk(path)
    assert "Nobody-at-all" not in browser.get("/statements?actor=RUS").text
    with Record(path) as record:
        record.judge(Judgement("rename", "state:RUS", "2013-06-01", name="Nobody-at-all"))
    assert "Nobody-at-all" in browser.get("/statements?actor=RUS").text


def test_statements_are_found_by_who_their_speaker_was_judged_to_be(sample: Path, tmp_path: Path) -> None:
    path = own(sample, tmp_path)
    with Record(path) as record:
        record.judge(Judgement("rename", "state:RUS", "2013-06-01", name="Nobody-at-all"))
        record.judge(Judgement("ignore", "state:ERI", "2013-06-01"))
        wanted = {
            who: {row["statement_id"] for row in record.statements(actor=who).rows()}
            for who in ("Nobody-at-all", "Russia", "RUS", "ERI", "Lavrov")
        }
    assert wanted["Nobody-at-all"]
    for who, ids in wanted.items():
        page = desk(path).get(f"/statements?actor={who}").text
        assert set(re.findall(r'data-open="/article/[^"#]*#(\w+)"', page)) == ids, who


def test_an_answer_is_made_once_for_a_version_of_the_record(tmp_path: Path) -> None:
    path = record_of(tmp_path / "r.dragoman", [reading()])
    with Records(path) as records:
        made: list[int] = []
        for _ in range(3):
            records.remember("key", lambda: made.append(1))
        assert len(made) == 1
        with Record(path) as record:
            record.reject("x", "y")
        records.remember("key", lambda: made.append(1))
        assert len(made) == 2


def test_the_pool_lends_each_connection_to_one_at_a_time(tmp_path: Path) -> None:
    with Records(record_of(tmp_path / "r.dragoman", [reading()])) as records:
        with records.lend() as one, records.lend() as two:
            assert one is not two
        with records.lend() as again:
            assert again in (one, two)


@example("a\x1f", [(0, 1, "s"), (0, 2, "s")], 0)
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("sef")), max_size=8),
    st.integers(0, 60),
)
def test_whatever_the_spans_the_text_stays_what_it_is(text: str, spans: list[tuple[int, int, str]], begin: int) -> None:
    layers = [Layer(min(a, b), max(a, b), "said", "content", f"{kind}{i}") for i, (a, b, kind) in enumerate(spans)]
    begin = min(begin, len(text))
    shown = [html.unescape(TAG.sub("", line)) for line in paragraphs(text, layers, start=begin)]
    wanted = ["".join(control_name(c) if active(c) else c for c in x) for x in text[begin:].split("\n") if x]
    assert shown == wanted


def test_spans_that_overlap_nest_and_come_in_pieces_keep_their_own_marks() -> None:
    text = "He said she denied it, he added."
    layers = [
        Layer(8, 21, "said", "content", "outer"), Layer(19, 21, "said", "content", "inner"),
        Layer(23, 25, "said", "source", "outer"), Layer(12, 20, "done", "act", "event"),
    ]  # fmt: skip
    (line,) = paragraphs(text, layers)
    pieces = re.findall(r'<a class="m ([^"]*)" href="#(\w+)" data-e="([^"]*)"', line)
    assert pieces == [
        ("said-content opens", "outer", "outer"),
        ("done-act said-content", "event", "event outer"),
        ("said-content done-act d2 opens", "inner", "inner event outer"),
        ("said-content d2 closes", "inner", "inner outer"),
        ("said-source", "outer", "outer"),
    ]


def test_statements_in_statements_lie_deeper_and_a_ring_of_them_ends() -> None:
    assert depths({"a": None, "b": "a", "c": "b", "d": "gone"}) == {"a": 1, "b": 2, "c": 3, "d": 1}
    assert set(depths({"a": "b", "b": "a"}).values()) <= {1, 2}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2012-02-04", "2012-02-04", "4 February 2012"), ("2012-02-01", "2012-02-29", "February 2012"),
        ("2012-01-01", "2012-12-31", "2012"), ("2011-01-01", "2012-12-31", "2011–2012"),
        ("2012-02-01", "2012-02-07", "1–7 February 2012"), ("2012-01-30", "2012-02-02", "30 January – 2 February 2012"),
        ("2011-12-30", "2012-01-02", "30 December 2011 – 2 January 2012"), (None, "2012-02-07", "by 7 February 2012"),
        ("2012-02-04", None, "from 4 February 2012"), (None, None, "day unknown"),
        ("9999-12-01", "9999-12-31", "1–31 December 9999"),
    ],
)  # fmt: skip
def test_days_in_words(first: str | None, last: str | None, words: str) -> None:
    assert day_words(first, last) == words


def test_a_chart_of_many_years_has_few_bars_and_loses_nothing() -> None:
    days = [(f"{year}-{month:02}-15", 3) for year in range(1950, 2020) for month in range(1, 13)]
    chart = chart_of(days)
    assert chart is not None
    assert len(chart.columns) <= 121
    assert sum(c.count for c in chart.columns) == 3 * len(days)
    assert all(a.x < b.x for a, b in pairwise(chart.columns))
    assert chart_of([]) is None


def test_filters_come_back_from_the_address_that_they_make() -> None:
    from starlette.datastructures import QueryParams

    asked = Filters.of(QueryParams("q=ferry+%22two+words%22&actor=RUS&actor=RUS&actor=&type=ASSAULT&from=2012&place=%00x"))
    assert (asked.about, asked.actor, asked.first, asked.place) == ('ferry "two words"', ("RUS",), "2012", ("x",))
    assert Filters.of(QueryParams(asked.query())) == asked
    assert asked.without("actor", "RUS").actor == ()
    assert asked.adding("actor", "SYR").actor == ("RUS", "SYR")
    assert len(Filters.of(QueryParams("&".join(f"actor={i}" for i in range(999)))).actor) < 20


def test_an_event_without_a_day_or_an_actor_has_its_place_at_the_end(tmp_path: Path) -> None:
    bare = Event("bare0000", "CONSULT", span("told"), date=Interval(None, None))
    dated = Event("dated000", "CONSULT", span("accused"), actors=(), date=Interval.parse("2013-01-20/2013-01-25"))
    from dataclasses import replace

    path = record_of(tmp_path / "r.dragoman", [replace(reading(), events=(bare, dated))])
    page = words_of(desk(path).get("/timeline").text)
    assert page.index("20–25 January 2013") < page.index("day unknown")
    assert DJIBOUTI.name in words_of(desk(path).get("/articles").text)
