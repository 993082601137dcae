"""What a browser holds: sent again only when it has changed, and never kept where a token is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.record import Record
from made_readings import reading
from served import desk, own, record_of, word


@pytest.mark.parametrize("path", ["/", "/timeline", "/articles", "/actor/state:RUS", "/network/chart.json", "/why/zz"])
def test_what_a_browser_holds_is_not_sent_again(sample: Path, path: str) -> None:
    browser = desk(sample)
    browser.get("/")  # a session is begun
    first = browser.get(path)
    if first.status_code != 200:
        assert "etag" not in first.headers
        assert first.headers["cache-control"] == "no-store"
        return
    assert first.headers["cache-control"] == "private, no-cache"
    tag = first.headers["etag"]
    again = browser.get(path, headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "default-src 'none'" in again.headers["content-security-policy"]
    assert browser.get(path, headers={"if-none-match": '"other"'}).content == first.content


def test_what_was_judged_is_sent_at_once(sample: Path, tmp_path: Path) -> None:
    path = own(sample, tmp_path)
    with Record(path) as record:
        (event,) = record.sql("SELECT event_id, article_id FROM events ORDER BY event_id LIMIT 1")
    browser = desk(path)
    csrf = word(browser)
    article = f"/article/{event['article_id']}"
    held = browser.get(article)
    asked = {"if-none-match": held.headers["etag"]}
    assert browser.get(article, headers=asked).status_code == 304
    sent = {"act": "reject", "reason": "none", "csrf": csrf, "back": article}
    assert browser.post(f"/judge/entry/{event['event_id']}", data=sent).status_code == 303
    after = browser.get(article, headers=asked)
    assert after.status_code == 200
    assert after.content != held.content


def test_the_theme_and_another_session_have_answers_of_their_own(tmp_path: Path) -> None:
    path = record_of(tmp_path / "r.dragoman", [reading()])
    browser = desk(path)
    browser.get("/")
    light = browser.get("/timeline").headers["etag"]
    browser.cookies.set("dragoman-theme", "dark")
    assert browser.get("/timeline", headers={"if-none-match": light}).status_code == 200
    assert desk(path).get("/timeline", headers={"if-none-match": light}).status_code == 200


def test_nothing_is_kept_where_a_token_is_needed(tmp_path: Path) -> None:
    browser = desk(record_of(tmp_path / "r.dragoman", [reading()]), token="sesame")
    assert browser.get("/?token=sesame").status_code == 303
    assert browser.get("/").headers["cache-control"] == "no-store"


def test_own_files_are_kept_for_good_at_their_version_only(sample: Path) -> None:
    browser = desk(sample)
    address = browser.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    kept = browser.get(address)
    assert "immutable" in kept.headers["cache-control"]
    assert browser.get(address, headers={"if-none-match": kept.headers["etag"]}).status_code == 304
    other = browser.get(address.partition("?")[0] + "?v=older")
    assert other.content == kept.content
    assert other.headers["cache-control"] == "private, no-cache"
