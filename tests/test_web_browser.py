"""The desk in a real browser: every page in both themes and at three widths, by keyboard, without JavaScript, for axe.

Screenshots of every page are left in `build/web/`. The browser is the Chromium of the machine (`tests/browser.sh` sees
to one); where there is none these tests are skipped, and fail in CI.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dragoman.record import Record
from dragoman.web import Records, make_app
from dragoman.web.views import NAVIGATION
from made_readings import reading
from served import record_of

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
SHOTS = Path(__file__).resolve().parent.parent / "build" / "web"

if CHROMIUM is None and os.environ.get("CI") != "true":
    pytest.skip(
        "there is no Chromium on this machine, so the desk was not tried in a browser; tests/browser.sh installs one",
        allow_module_level=True,
    )

LOOKS = ((360, "light", True), (360, "dark", False), (1440, "light", True), (1440, "dark", True), (2560, "light", False))
"""Widths and themes, and where axe is asked: its answer does not change from there to the others."""


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """A desk that really listens; gives its address."""
    with Records(path) as records, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        port = listening.getsockname()[1]
        config = uvicorn.Config(make_app(records, port=port), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            running.join(5)


@pytest.fixture(scope="module")
def home(sample: Path) -> Iterator[str]:
    with serving(sample) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    assert CHROMIUM is not None, "there is no Chromium, and CI wants one: tests/browser.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page at 1440 px whose script errors fail the test."""
    with opened(chromium, width=1440) as one:
        yield one


@contextmanager
def opened(chromium: Browser, *, width: int, theme: str = "light", scripts: bool = True) -> Iterator[Page]:
    """A page of a fresh browser session; anything that the browser complains of fails."""
    context: BrowserContext = chromium.new_context(
        viewport={"width": width, "height": 800 if width < 600 else 1000}, java_script_enabled=scripts,
        color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce",
    )  # fmt: skip
    one = context.new_page()
    one.set_default_timeout(8000)
    complaints: list[str] = []
    one.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    one.on("pageerror", lambda e: complaints.append(f"uncaught: {e}"))
    one.on("dialog", lambda d: (complaints.append(f"dialog: {d.message}"), d.dismiss()))
    yield one
    context.close()
    expected = ("404",)  # a page that is not there is asked for on purpose
    assert [c for c in complaints if not any(x in c for x in expected)] == []


@pytest.fixture(scope="module")
def addresses(sample: Path) -> dict[str, str]:
    """Every kind of page by a name for its screenshots."""
    with Record(sample, read_only=True) as record:
        (nested,) = record.sql(
            "SELECT article_id, count(*) AS n FROM statements WHERE within IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1"
        )
        (entry,) = record.sql(
            "SELECT event_id FROM events WHERE article_id = ? ORDER BY event_id LIMIT 1", (nested["article_id"],)
        )
        (joined,) = record.sql("SELECT happening_id FROM happenings ORDER BY reports DESC, happening_id LIMIT 1")
        (story,) = record.sql("SELECT story_id FROM stories ORDER BY articles DESC, story_id LIMIT 1")
        (repeated,) = record.sql("SELECT utterance_id FROM utterances ORDER BY origins DESC, utterance_id LIMIT 1")
    found = {word.lower(): path for word, path in NAVIGATION}
    found |= {
        "timeline-narrowed": "/timeline?actor=DJI&status=happened&q=ferry",
        "timeline-nothing": "/timeline?q=zeppelin",
        "article": f"/article/{nested['article_id']}",
        "article-entry": f"/article/{nested['article_id']}?layers=said+done+counted+stood+timed+named#{entry['event_id']}",
        "why": f"/why/{entry['event_id']}",
        "happening": f"/happening/{joined['happening_id']}",
        "actor": "/actor/state:RUS",
        "compare": f"/compare?happening={joined['happening_id']}",
        "story": f"/story/{story['story_id']}",
        "utterances": "/utterances",
        "utterance": f"/utterance/{repeated['utterance_id']}",
        "judge-entry": f"/judge/entry/{entry['event_id']}",
        "judge-actor": "/judge/actor/state:RUS?q=a",
        "tour": "/tour",
        "tour-step": "/timeline?tour=1",
        "not-there": "/nothing",
    }
    return found


@pytest.mark.parametrize(("width", "theme", "asked"), LOOKS)
def test_every_page_fits_is_accessible_and_complains_of_nothing(
    chromium: Browser, home: str, addresses: dict[str, str], width: int, theme: str, asked: bool
) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    axe = Axe()
    wrong: list[str] = []
    with opened(chromium, width=width, theme=theme) as page:
        for name, path in addresses.items():
            page.goto(home + path, wait_until="load")
            if "#" in path:
                page.locator("[data-detail] [data-evidence]").first.wait_for()
            page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png")
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append(f"{name}: {wide} px wide at {width}")
            if asked:
                found = axe.run(page)
                wrong += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found.response["violations"]]
    assert wrong == []


def test_the_timeline_by_keyboard(page: Page, home: str) -> None:
    page.goto(f"{home}/timeline")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    here = page.locator(".entry.here")
    assert here.count() == 1
    assert here.get_attribute("id") == page.locator(".entry").first.get_attribute("id")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/timeline\?q=ferry$"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/happening/"))


def test_more_of_the_timeline_comes_in_place(page: Page, home: str) -> None:
    page.goto(f"{home}/timeline")
    before = page.locator(".entry").count()
    page.get_by_role("link", name="Show the next").click()
    page.locator(".entry").nth(before).wait_for()
    ids = page.locator(".entry").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_a_click_on_marked_words_shows_their_entry_beside_the_text(
    page: Page, home: str, addresses: dict[str, str]
) -> None:
    page.goto(home + addresses["article"])
    mark = page.locator(".body a.done-act").first
    ids = (mark.get_attribute("data-e") or "").split()
    mark.click()
    detail = page.locator("[data-detail] [data-evidence]")
    detail.first.wait_for()
    assert detail.first.get_attribute("data-evidence") == ids[0]
    assert page.url.endswith(f"#{ids[0]}")
    assert page.locator(f'[data-e~="{ids[0]}"].lit').count() > 0
    page.reload()
    page.locator("[data-detail] [data-evidence]").first.wait_for()
    page.locator("[data-detail] summary", has_text="Cite").click()
    assert page.get_by_role("button", name="Copy as citation").is_visible()


def test_layers_are_switched_and_stay_in_the_address(page: Page, home: str, addresses: dict[str, str]) -> None:
    page.goto(home + addresses["article"])
    content = page.locator(".body .said-content").first
    marked = content.evaluate("e => getComputedStyle(e).backgroundColor")
    page.get_by_label("Statements").uncheck()
    assert content.evaluate("e => getComputedStyle(e).backgroundColor") != marked
    assert "said" not in page.url.split("layers=")[1]
    page.reload()
    assert not page.get_by_label("Statements").is_checked()


def test_the_theme_switch_holds_from_page_to_page(page: Page, home: str) -> None:
    page.goto(f"{home}/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.wait_for_selector("html[data-theme=dark]")
    page.goto(f"{home}/timeline")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.get_by_role("button", name="Light").click()
    page.wait_for_selector("html[data-theme=light]")


def test_without_scripts_everything_is_read_and_filtered(
    chromium: Browser, home: str, addresses: dict[str, str]
) -> None:
    with opened(chromium, width=1440, scripts=False) as page:
        page.goto(f"{home}/timeline")
        page.locator('input[name="q"]').fill("ferry")
        page.get_by_role("button", name="Show", exact=True).click()
        assert "q=ferry" in page.url
        assert "of " in (page.locator(".summary").text_content() or "")
        page.goto(f"{home}/timeline")
        page.get_by_role("link", name="Show the next").click()
        assert "after=" in page.url
        assert page.locator(".entry").count() > 0
        page.goto(home + addresses["article"])
        mark = page.locator(".body a.done-act").first
        target = (mark.get_attribute("href") or "").removeprefix("#")
        mark.click()
        assert page.locator(f'.card[id="{target}"]').is_visible()
        page.locator(f'.card[id="{target}"] a').first.click()
        assert page.url.endswith(f"/why/{target}")


def test_the_skip_link_is_the_first_stop_and_focus_is_seen(page: Page, home: str) -> None:
    page.goto(f"{home}/timeline")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_hostile_pages_run_nothing_and_break_no_layout(chromium: Browser, tmp_path: Path) -> None:
    evil = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
    made = reading(extra=f"\n{evil} {'A' * 200_000}", publisher=evil)
    made = replace(made, article=replace(made.article, title=evil + "B" * 5000, byline=evil, url="javascript:alert(3)"))
    with serving(record_of(tmp_path / "r.dragoman", [made])) as home, opened(chromium, width=360) as page:
        for path in ("/", "/timeline", "/articles", "/statements", "/article/a1", f"/why/{made.events[0].id}"):
            page.goto(home + path, wait_until="load")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
            assert page.locator("main img").count() == 0
            assert page.locator('a[href^="javascript"]').count() == 0
