"""Judging in a real browser, with scripts and without, in both themes. Skipped where there is no Chromium, never in CI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from browsing import SHOTS, launched, opened, serving, wide
from dragoman.record import Record
from served import own


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def record(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample, to be judged."""
    return own(sample, tmp_path)


def an_event(path: Path) -> tuple[str, str]:
    with Record(path, read_only=True) as record:
        (row,) = record.sql("SELECT event_id, article_id FROM events WHERE actor_ids LIKE '%state:ERI%' ORDER BY 1 LIMIT 1")
    return row["event_id"], row["article_id"]


def test_an_entry_is_rejected_beside_the_text_and_had_back(chromium: Browser, record: Path) -> None:
    event, article = an_event(record)
    with serving(record) as home, opened(chromium, width=1440) as page:
        page.goto(f"{home}/article/{article}#{event}")
        detail = page.locator("[data-detail] [data-evidence]")
        detail.wait_for()
        detail.locator("summary", has_text="Judge").click()
        detail.get_by_label("It is none, because").fill("it says no such thing")
        detail.get_by_role("button", name="Reject this event").click()
        expect(page.get_by_role("status")).to_contain_text("is rejected")
        page.wait_for_load_state("load")
        expect(page.locator(f'.card[id="{event}"]')).to_have_count(0)
        page.goto(f"{home}/judgements")
        expect(page.locator(".judgement")).to_contain_text("it says no such thing")
        page.get_by_role("button", name="Undo").click()
        page.locator(".judgement.undone").wait_for()
        page.goto(f"{home}/article/{article}")
        expect(page.locator(f'.card[id="{event}"]')).to_have_count(1)


def test_everything_is_judged_without_scripts(chromium: Browser, record: Path) -> None:
    event, _ = an_event(record)
    with serving(record) as home, opened(chromium, width=1440, scripts=False) as page:
        page.goto(f"{home}/why/{event}")
        page.locator("summary", has_text="Judge").click()
        page.get_by_role("link", name="Put a field right").click()
        page.get_by_label("status").select_option("denied")
        page.locator(".amend").get_by_label("Why").fill("they deny it")
        page.get_by_role("button", name="Keep the change").click()
        expect(page.locator(".evidence")).to_contain_text("judged denied")
        page.goto(f"{home}/actor/state:ERI")
        page.get_by_role("link", name="Merge, split or rename").click()
        page.get_by_label("Name or id of the other").fill("djibouti")
        page.get_by_role("button", name="Find").click()
        page.locator('input[value="state:DJI"]').check()
        page.get_by_role("button", name="Merge", exact=True).click()
        page.wait_for_url(re.compile("/judge/actor/state:DJI$"))
        page.goto(f"{home}/judgements")
        expect(page.locator(".judgement")).to_have_count(2)
        for i in range(2):
            page.get_by_role("button", name="Undo").first.click()
            page.locator(".judgement.undone").nth(i).wait_for()
        expect(page.get_by_role("button", name="Put in force")).to_have_count(2)


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1440, "light"), (1440, "dark")])
def test_what_was_judged_fits_and_is_accessible(chromium: Browser, record: Path, width: int, theme: str) -> None:
    event, article = an_event(record)
    with Record(record) as store:
        store.amend(event, field="status", value="denied", date="2014-03-01", reason="they deny it " * 20)
        store.undo(store.amend(event, field="date", value="2013", date="2014-03-02", reason="n" * 300).id)
    SHOTS.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    with serving(record) as home, opened(chromium, width=width, theme=theme) as page:
        for name, path in {
            "judgements-made": "/judgements", "judge-entry-made": f"/judge/entry/{event}", "why-judged": f"/why/{event}",
            "article-judged": f"/article/{article}#{event}",
        }.items():  # fmt: skip
            page.goto(home + path, wait_until="load")
            if "#" in path:
                page.locator("[data-detail] [data-evidence]").first.wait_for()
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png", full_page=True)
            if (found_wide := wide(page)) > width:
                wrong.append(f"{name}: {found_wide} px wide at {width}")
            found = Axe().run(page).response["violations"]
            wrong += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]
    assert wrong == []
