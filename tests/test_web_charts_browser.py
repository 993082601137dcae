"""Charts in a real browser: drawn under the desk's policy, in both themes, told again when the room changes; a table for
everybody else. Skipped where there is no Chromium, never in CI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import launched, opened, serving, wait_drawn, wide

PAGES = (
    "/actor/state:ERI", "/dyad?actor=DJI&recipient=ERI", "/positions", "/council?on=2013-02-20&about=Syria", "/figures",
    "/map", "/network",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(sample: Path) -> Iterator[str]:
    with serving(sample) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, width=1300) as one:
        yield one


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (360, "light"), (1440, "dark"), (1440, "light")])
def test_every_chart_is_drawn_under_the_strict_policy(chromium: Browser, home: str, width: int, theme: str) -> None:
    with opened(chromium, width=width, theme=theme) as page:
        for path in PAGES:
            page.goto(home + path)
            wait_drawn(page)
            assert page.locator(".plot-drawing svg").count() >= 1, path
            assert page.locator(".plot-failed").count() == 0, path
            assert wide(page) <= width, path
            widths = page.locator(".plot-drawing svg").evaluate_all("all => all.map(s => s.clientWidth)")
            assert max(widths) <= width, path
            assert len(page.locator(".plot-drawing text").all_text_contents()) > 3, path


def test_a_chart_follows_the_room_and_tells_the_pointer(page: Page, home: str) -> None:
    page.goto(f"{home}/network")
    wait_drawn(page)
    page.set_viewport_size({"width": 500, "height": 900})
    expect(page.locator('[data-plot][data-drawn^="4"] .plot-drawing svg')).to_be_visible()
    expect(page.locator(".plot-drawing svg")).to_have_attribute("width", re.compile(r"^[34]\d\d(\.|$)"))
    mark = page.locator(".plot-drawing .mark-symbol path").first
    tip = page.locator(".plot-tip")
    for _ in range(50):  # a page that still scrolls takes what the pointer is told away again
        mark.hover(force=True)
        if tip.is_visible():
            break
        page.mouse.move(0, 0)
        page.wait_for_timeout(100)
    expect(tip).to_be_visible()
    expect(tip).to_have_text(re.compile(r"\w"))


def test_without_scripts_the_tables_say_it_all(chromium: Browser, home: str) -> None:
    with opened(chromium, width=1300, scripts=False) as page:
        for path in PAGES:
            page.goto(home + path)
            assert page.locator("main table").count() >= 1, path
            assert not page.locator(".plot-drawing").first.is_visible(), path
        page.goto(f"{home}/council?vote=S/2012/77")
        expect(page.locator("svg.with-names .seat").first).to_be_visible()


def test_a_click_in_the_matrix_and_in_a_chart_leads_to_the_words(page: Page, home: str) -> None:
    page.goto(f"{home}/positions")
    page.locator("td.cell a").first.click()
    page.wait_for_url("**/positions?**#evidence")
    expect(page.locator("td.words").first).to_be_visible()
    wait_drawn(page)
    page.locator(".plot-drawing .mark-symbol path").first.click(force=True)
    page.wait_for_url("**/article/**")
    page.goto(f"{home}/network")
    wait_drawn(page)
    page.locator(".plot-drawing .mark-symbol path").first.click(force=True)
    page.wait_for_url("**/actor/**")
