"""Stories, repeated statements and the guided tour in the browser."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.record import Record
from dragoman.web.tour import sample_names
from dragoman.web.views.stories import days_of
from made_readings import reading
from served import desk, own, record_of, word

SCRIPT = "</bdi><script>alert(1)</script>\u202e"


@pytest.fixture(scope="module")
def browser(sample: Path) -> TestClient:
    return desk(sample)


def test_stories_lead_to_their_articles_by_day_with_copies_folded(browser: TestClient, sample: Path) -> None:
    listed = browser.get("/stories").text
    ids = re.findall(r'class="head words"><a href="/story/(\w+)"', listed)
    with Record(sample, read_only=True) as record:
        rows = record.sql("SELECT story_id, articles FROM stories WHERE articles > 1")
        copied = record.sql(
            "SELECT s.story_id, c.article_id FROM copies c JOIN story_articles s USING (article_id) "
            "JOIN story_articles o ON o.article_id = c.origin_id AND o.story_id = s.story_id LIMIT 1"
        )[0]
    assert sorted(ids) == sorted(row["story_id"] for row in rows)
    page = browser.get(f"/story/{copied['story_id']}").text
    folded = re.findall(r'<details class="copies"[^>]*>.*?</details>', page, re.S)
    assert any(copied["article_id"] in fold for fold in folded)
    assert page.count('href="/happening/') > 0
    assert 'class="actor"' in page
    assert browser.get("/stories?alone=yes").text.count("data-open") > len(ids)


def test_stories_are_narrowed_and_odd_addresses_answered(browser: TestClient) -> None:
    assert "Mombasa" not in browser.get("/stories?actor=DJI&from=2013-01&to=2013-02").text
    assert "No story is like that" in browser.get("/stories?q=zeppelin").text
    assert "is no day" in browser.get("/stories?from=soon").text
    for path in ("/stories?after=nothing", "/story/nothing00", "/utterances?after=nothing", "/utterance/nothing00"):
        assert browser.get(path).status_code == 404
    assert days_of("2013-01-01/..") == ("2013-01-01", None)
    assert days_of("soon") == days_of(None) == (None, None)


def test_wordings_stand_side_by_side_with_what_they_leave_out(browser: TestClient, sample: Path) -> None:
    with Record(sample, read_only=True) as record:
        (row,) = record.sql("SELECT * FROM utterances ORDER BY origins DESC, reports DESC, utterance_id LIMIT 1")
    listed = browser.get("/utterances?least=2").text
    assert f"/utterance/{row['utterance_id']}" in listed
    assert f"{row['reports']} reports, {row['origins']} origins" in listed
    page = browser.get(f"/utterance/{row['utterance_id']}").text
    assert page.count('class="words wording"') == row["reports"]
    assert "Word for word" in page
    assert "Left out:" in page or 'class="only right"' in page


def test_hostile_titles_and_words_stand_as_text(tmp_path: Path) -> None:
    made = [reading("a1", publisher=SCRIPT, extra=f" {SCRIPT}"), reading("a2", publisher=SCRIPT, extra=f" Also {SCRIPT}")]
    browser = desk(record_of(tmp_path / "r.dragoman", made))
    pages = ["/stories", "/utterances", f"/stories?q={SCRIPT}&actor={SCRIPT}", f"/utterances?q={SCRIPT}"]
    texts = [browser.get(path).text for path in pages]
    more = {html.unescape(x) for text in texts for x in re.findall(r'href="(/(?:story|utterance)/[^"]+)"', text)}
    assert more
    for text in [*texts, *(browser.get(path).text for path in more)]:
        assert "<script>alert" not in text
        assert "\u202e" not in text


def test_the_tour_leads_through_seven_real_views(browser: TestClient) -> None:
    assert "Take the tour" in browser.get("/").text
    listed = re.findall(r'<li><a href="([^"]+)">', browser.get("/tour").text.split("tour-steps")[1])
    assert len(listed) == 7
    for number, path in enumerate(map(html.unescape, listed), 1):
        answer = browser.get(path.partition("#")[0])
        assert answer.status_code == 200, path
        assert f"{number} of 7" in answer.text
        assert ("Done" in answer.text) == (number == 7)
    assert "of 7" not in browser.get("/timeline?tour=8").text
    assert "of 7" not in browser.get("/timeline?tour=x").text


def test_who_declines_the_tour_is_not_asked_again(sample: Path) -> None:
    browser = desk(sample)
    browser.get("/")
    assert browser.post("/tour/done", data={"back": "/"}).status_code == 403
    assert browser.post("/tour/done", data={"csrf": word(browser), "back": "//evil.example"}).headers["location"] == "/"
    assert "Take the tour" not in browser.get("/").text
    assert "2 of 7" in browser.get("/timeline?tour=2").text


def test_the_tour_is_of_the_sample_only(sample: Path, tmp_path: Path) -> None:
    mine = desk(record_of(tmp_path / "r.dragoman", [reading("a1")]))
    assert "Take the tour" not in mine.get("/").text
    assert "This record is your own" in mine.get("/tour").text
    assert "of 7" not in mine.get("/timeline?tour=1").text
    mine.get("/")
    assert mine.post("/tour/sample", data={"csrf": word(mine)}).status_code == 409
    grown = own(sample, tmp_path)
    with Record(grown) as record:
        for i in range(40):
            record.add(reading(f"b{i}", extra=f" Number {i}."))
    assert "Take the tour" not in desk(grown).get("/").text


def test_an_empty_record_offers_to_read_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = desk(record_of(tmp_path / "r.dragoman", []))
    assert "Read the sample crisis" in browser.get("/").text
    brought: list[tuple[str, list[tuple[str, bytes]]]] = []
    intakes = browser.app.app.state.intakes  # type: ignore[attr-defined]
    monkeypatch.setattr(intakes, "bring", lambda label, pages: brought.append((label, pages)))
    assert browser.post("/tour/sample").status_code == 403
    answer = browser.post("/tour/sample", data={"csrf": word(browser)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/read")
    ((label, pages),) = brought
    assert label == "The sample crisis"
    assert {name for name, _ in pages} == sample_names()
