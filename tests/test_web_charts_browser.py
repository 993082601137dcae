"""Charts in a real browser: drawn under the desk's policy, in both themes, told again when the room changes; a table for
everybody else. Skipped where there is no Chromium, never in CI."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dragoman.web import Records, make_app

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)

if CHROMIUM is None and os.environ.get("CI") != "true":
    pytest.skip("there is no Chromium on this machine, so no chart was drawn in a browser", allow_module_level=True)

PAGES = (
    "/actor/state:ERI", "/dyad?actor=DJI&recipient=ERI", "/positions", "/council?on=2013-02-20&about=Syria", "/figures",
    "/map", "/network",
)  # fmt: skip
DRAWN = "[...document.querySelectorAll('[data-plot]')].every(p => p.hidden || p.querySelector('.plot-drawing svg'))"


@pytest.fixture(scope="module")
def home(sample: Path) -> Iterator[str]:
    with Records(sample) as records, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        port = listening.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(make_app(records, port=port), log_level="warning", lifespan="off"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        running.join(5)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    assert CHROMIUM is not None, "there is no Chromium, and CI wants one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def wait_drawn(page: Page) -> None:
    """Until every chart of the page is drawn; asks from outside, for the page itself may evaluate nothing."""
    for _ in range(80):
        if page.evaluate(DRAWN):
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate("[...document.querySelectorAll('.plot-failed')].map(p => p.textContent)"))


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (360, "light"), (1440, "dark"), (1440, "light")])
def test_every_chart_is_drawn_under_the_strict_policy(chromium: Browser, home: str, width: int, theme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    for path in PAGES:
        page.goto(home + path)
        wait_drawn(page)
        assert page.locator(".plot-drawing svg").count() >= 1, path
        assert page.locator(".plot-failed").count() == 0, path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        wide = page.evaluate("Math.max(...[...document.querySelectorAll('.plot-drawing svg')].map(s => s.clientWidth))")
        assert wide <= width, path
        labels = page.locator(".plot-drawing text").all_text_contents()
        assert len(labels) > 3, path
    context.close()
    assert complaints == []


def test_a_chart_follows_the_room_and_tells_the_pointer(chromium: Browser, home: str) -> None:
    page = chromium.new_page(viewport={"width": 1300, "height": 900})
    page.goto(f"{home}/network")
    wait_drawn(page)
    before = page.locator(".plot-drawing svg").first.bounding_box()
    page.set_viewport_size({"width": 500, "height": 900})
    page.wait_for_timeout(700)
    after = page.locator(".plot-drawing svg").first.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] < before["width"]
    page.locator(".plot-drawing .mark-symbol path").first.hover(force=True)
    page.wait_for_timeout(200)
    assert page.locator(".plot-tip").is_visible()
    page.close()


def test_without_scripts_the_tables_say_it_all(chromium: Browser, home: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(home + path)
        assert page.locator("main table").count() >= 1, path
        assert not page.locator(".plot-drawing").first.is_visible(), path
    page.goto(f"{home}/council?vote=S/2012/77")
    assert page.locator("svg.with-names .seat").first.is_visible()
    context.close()


def test_a_click_in_the_matrix_and_in_a_chart_leads_to_the_words(chromium: Browser, home: str) -> None:
    page = chromium.new_page(viewport={"width": 1300, "height": 900})
    page.goto(f"{home}/positions")
    page.locator("td.cell a").first.click()
    page.wait_for_url("**/positions?**#evidence")
    assert page.locator("td.words").count() >= 1
    wait_drawn(page)
    page.locator(".plot-drawing .mark-symbol path").first.click(force=True)
    page.wait_for_url("**/article/**")
    page.close()
