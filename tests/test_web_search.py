"""One search over everything, and the page of a happening."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.desk.happenings import happening
from dragoman.record import Record
from served import desk


@pytest.fixture(scope="module")
def browser(sample: Path) -> TestClient:
    return desk(sample)


@pytest.fixture(scope="module")
def record(sample: Path) -> Iterator[Record]:
    with Record(sample, read_only=True) as record:
        yield record


def test_a_search_finds_actors_happenings_statements_and_articles(browser: TestClient, record: Record) -> None:
    text = browser.get("/search?q=ferry").text
    (row,) = record.sql("SELECT count(DISTINCT article_id) AS n FROM sentences WHERE text LIKE '%ferry%'")
    assert f"All {row['n']} articles" in text
    assert 'href="/timeline?q=ferry"' in text
    assert 'href="/statements?q=ferry"' in text
    assert 'href="/actor/person:Q58217"' in browser.get("/search?q=lavrov").text


def test_a_search_that_finds_nothing_says_so_and_how_words_are_taken(browser: TestClient) -> None:
    text = browser.get("/search?q=zeppelin").text
    assert "Nothing in the record has these words" in text
    assert "Search the record" in browser.get("/search").text


def test_an_entrys_id_leads_to_the_entry(browser: TestClient, record: Record) -> None:
    (event,) = record.sql("SELECT event_id, article_id FROM events ORDER BY 1 LIMIT 1")
    answer = browser.get(f"/search?q={event['event_id']}")
    assert answer.headers["location"] == f"/why/{event['event_id']}"
    assert browser.get(f"/search?q={event['article_id']}").headers["location"] == f"/article/{event['article_id']}"
    assert browser.get("/search?q=0123456789abcdef").status_code == 200


def test_a_happening_shows_every_report_in_its_words_and_what_they_differ_on(
    browser: TestClient, record: Record
) -> None:
    (row,) = record.sql("SELECT happening_id FROM happenings WHERE disputed <> '[]' ORDER BY reports DESC LIMIT 1")
    whole = happening(record, row["happening_id"])
    text = html.unescape(browser.get(f"/happening/{row['happening_id']}").text)
    for report in whole["reports_told"]:
        assert f'href="/article/{report["article_id"]}#{report["event_id"]}"' in text
        assert report["sentence"][:60] in text
    assert text.count('class="differs"') == len(whole["disputed"])
    for value in whole["fields"][whole["disputed"][0]]:
        assert f"<bdi>{value['value']}</bdi></td>" in text


def test_a_happening_is_found_by_how_its_id_begins_and_a_wrong_one_is_none(browser: TestClient, record: Record) -> None:
    (row,) = record.sql("SELECT happening_id FROM happenings ORDER BY 1 LIMIT 1")
    assert row["happening_id"] in browser.get(f"/happening/{row['happening_id'][:10]}").text
    assert browser.get("/happening/ffffffffffffffff").status_code == 404


def test_actors_that_narrow_a_view_are_shown_by_name(browser: TestClient) -> None:
    text = browser.get("/timeline?actor=DJI&recipient=person:Q58217").text
    chosen = text.split('aria-label="Filters in force"')[1].split("</ul>")[0]
    assert "<bdi>Djibouti</bdi>" in chosen
    assert "<bdi>Sergey Lavrov</bdi>" in chosen
