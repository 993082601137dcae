"""The desk in a real browser: every page in both themes and at three widths, by keyboard, without JavaScript, for axe.

Screenshots of every page are left in `build/web/`. The browser is the Chromium of the machine (`tests/browser.sh` sees
to one); where there is none these tests are skipped, and fail in CI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browsing import SHOTS, launched, opened, serving, wait_drawn, wide
from dragoman.record import Record
from dragoman.web.views import NAVIGATION
from made_readings import reading
from served import record_of

LOOKS = (
    (360, "light", True), (360, "dark", True), (768, "light", False), (1120, "dark", False), (1440, "light", True),
    (1440, "dark", True), (2560, "light", False),
)  # fmt: skip
"""Widths and themes, and where axe is asked: its answer does not change from there to the others."""


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
    """A page at 1440 px whose script errors fail the test."""
    with opened(chromium, width=1440) as one:
        yield one


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
        entries = {
            table: record.sql(f"SELECT {table[:-1]}_id AS id FROM {table} ORDER BY 1 LIMIT 1")[0]["id"]
            for table in ("statements", "figures", "positions", "ballots")
        }
        named = {
            kind: record.sql(
                "SELECT actor_id FROM activity WHERE actor_id GLOB ? ORDER BY articles DESC, actor_id LIMIT 1", (f"{kind}:*",)
            )[0]["actor_id"]
            for kind in ("person", "org", "group")
        }
    found = {word.lower(): path for word, path in NAVIGATION}
    found |= {
        "timeline-narrowed": "/timeline?actor=DJI&status=happened&q=ferry",
        "timeline-nothing": "/timeline?q=zeppelin",
        "article": f"/article/{nested['article_id']}",
        "article-entry": f"/article/{nested['article_id']}?layers=said+done+counted+stood+timed+named#{entry['event_id']}",
        "why": f"/why/{entry['event_id']}",
        "happening": f"/happening/{joined['happening_id']}",
        "actor": "/actor/state:RUS",
        "search": "/search?q=ferry",
        "compare": f"/compare?happening={joined['happening_id']}",
        "story": f"/story/{story['story_id']}",
        "utterances": "/utterances",
        "utterance": f"/utterance/{repeated['utterance_id']}",
        "judge-entry": f"/judge/entry/{entry['event_id']}",
        "judge-actor": "/judge/actor/state:RUS?q=a",
        "tour": "/tour",
        "tour-step": "/timeline?tour=1",
        "not-there": "/nothing",
        "nobody": "/actor/state:XYZ",
        "timeline-wrong": "/timeline?from=someday",
        "search-empty": "/search",
        "search-nothing": "/search?q=zeppelin",
        "stories-nothing": "/stories?q=zeppelin",
        "statements-nothing": "/statements?q=zeppelin",
        "figures-nothing": "/figures?type=killed&from=1950&to=1951",
        "pairs": "/dyad",
        "dyad": "/dyad?actor=DJI&recipient=ERI",
        "positions-cell": "/positions?issue=draft+resolution&holder=state:RUS",
        "council-day": "/council?about=Eritrea&on=2013-02-20",
        "council-vote": "/council?vote=S/2012/77",
        "map-world": "/map?region=world",
    }
    found |= {f"actor-{kind}": f"/actor/{actor}" for kind, actor in named.items()}
    found |= {f"why-{table}": f"/why/{one}" for table, one in entries.items()}
    found |= {f"judge-{table}": f"/judge/entry/{one}" for table, one in entries.items() if table != "statements"}
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
            wait_drawn(page)
            page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png")
            if (found_wide := wide(page)) > width:
                wrong.append(f"{name}: {found_wide} px wide at {width}")
            if asked:
                found = axe.run(page)
                wrong += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:160]}" for v in found.response["violations"]]
    assert wrong == []


def test_the_timeline_by_keyboard(page: Page, home: str) -> None:
    page.goto(f"{home}/timeline")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".entry").first.get_attribute("id")
    expect(page.locator(".entry.here")).to_have_count(1)
    expect(page.locator(".entry.here")).to_have_id(first or "")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator('main [data-keys="search"]')).to_be_focused()
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/timeline\?q=ferry$"))
    page.keyboard.press("j")
    expect(page.locator(".entry.here")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/happening/"))


def test_more_of_the_timeline_comes_in_place(page: Page, home: str) -> None:
    page.goto(f"{home}/timeline")
    before = page.locator(".entry").count()
    page.get_by_role("link", name="Show the next").click()
    page.locator(".entry").nth(before).wait_for()
    assert page.url == f"{home}/timeline"
    ids = page.locator(".entry").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_a_click_on_marked_words_shows_their_entry_beside_the_text(
    page: Page, home: str, addresses: dict[str, str]
) -> None:
    page.goto(home + addresses["article"])
    mark = page.locator(".body a.done-act").first
    ids = (mark.get_attribute("data-e") or "").split()
    mark.click()
    detail = page.locator("[data-detail] [data-evidence]").first
    expect(detail).to_have_attribute("data-evidence", ids[0])
    page.wait_for_url(re.compile(f"#{ids[0]}$"))
    expect(page.locator(f'[data-e~="{ids[0]}"].lit').first).to_be_visible()
    page.reload()
    expect(detail).to_have_attribute("data-evidence", ids[0])
    page.locator("[data-detail] summary", has_text="Cite").click()
    expect(page.get_by_role("button", name="Copy as citation")).to_be_visible()


def test_on_a_narrow_page_the_entry_opens_over_the_text_and_closes_again(
    chromium: Browser, home: str, addresses: dict[str, str]
) -> None:
    with opened(chromium, width=360) as page:
        page.goto(home + addresses["article"], wait_until="load")
        mark = page.locator(".body a.done-act").last
        mark.click()
        detail = page.locator("[data-detail]")
        expect(detail.locator("[data-evidence]")).to_be_visible()
        expect(detail).to_be_in_viewport()
        expect(mark).to_be_in_viewport()
        foot, head = mark.bounding_box(), detail.bounding_box()
        assert foot is not None
        assert head is not None
        assert foot["y"] + foot["height"] <= head["y"]
        detail.get_by_role("button", name="Close").click()
        expect(detail).to_be_hidden()
        expect(mark).to_be_focused()
        mark.press("Enter")
        expect(detail.locator("[data-evidence]")).to_be_visible()
        page.keyboard.press("Escape")
        expect(detail).to_be_hidden()


def test_from_the_overview_to_the_sentence_in_one_click(page: Page, home: str) -> None:
    page.goto(f"{home}/")
    words = page.locator(".brief .entry .words a").first
    sentence = words.inner_text()
    words.click()
    page.wait_for_url(re.compile(r"/article/\w+#\w+$"))
    expect(page.locator("[data-detail] .passage")).to_contain_text(sentence.split(".")[0])
    expect(page.locator(".text .m.lit").first).to_be_in_viewport()


def test_layers_are_switched_and_stay_in_the_address(page: Page, home: str, addresses: dict[str, str]) -> None:
    page.goto(home + addresses["article"])
    content = page.locator(".body .said-content").first
    marked = content.evaluate("e => getComputedStyle(e).backgroundColor")
    page.get_by_label("Statements").uncheck()
    expect(content).not_to_have_css("background-color", marked)
    page.wait_for_url(re.compile(r"layers="))
    assert "said" not in page.url.split("layers=")[1]
    page.reload()
    expect(page.get_by_label("Statements")).not_to_be_checked()


def test_the_theme_switch_holds_from_page_to_page(page: Page, home: str) -> None:
    page.goto(f"{home}/")
    light = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.locator("html[data-theme=dark] footer").wait_for()
    page.wait_for_load_state("load")
    page.goto(f"{home}/timeline")
    expect(page.locator("body")).not_to_have_css("background-color", light)
    page.get_by_role("button", name="Light").click()
    page.locator("html[data-theme=light] footer").wait_for()


def test_without_scripts_everything_is_read_and_filtered(
    chromium: Browser, home: str, addresses: dict[str, str]
) -> None:
    with opened(chromium, width=1440, scripts=False) as page:
        page.goto(f"{home}/timeline")
        page.locator('.filters input[name="q"]').fill("ferry")
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_url(re.compile("q=ferry"))
        expect(page.locator(".summary")).to_contain_text("of ")
        page.goto(f"{home}/timeline")
        page.get_by_role("link", name="Show the next").click()
        page.wait_for_url(re.compile("after="))
        expect(page.locator(".entry").first).to_be_visible()
        page.goto(home + addresses["article"])
        mark = page.locator(".body a.done-act").first
        target = (mark.get_attribute("href") or "").removeprefix("#")
        mark.click()
        expect(page.locator(f'.card[id="{target}"]')).to_be_visible()
        page.locator(f'.card[id="{target}"] a').first.click()
        page.wait_for_url(re.compile(f"/why/{target}$"))


def test_the_skip_link_is_the_first_stop_and_focus_is_seen(page: Page, home: str) -> None:
    page.goto(f"{home}/timeline")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#content$"))
    page.keyboard.press("Tab")
    focused = page.locator("main :focus")
    expect(focused).to_have_count(1)
    expect(focused).not_to_have_css("outline-style", "none")


def test_hostile_pages_run_nothing_and_break_no_layout(chromium: Browser, tmp_path: Path) -> None:
    evil = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
    made = reading(extra=f"\n{evil} {'A' * 200_000}", publisher=evil)
    made = replace(made, article=replace(made.article, title=evil + "B" * 5000, byline=evil, url="javascript:alert(3)"))
    with serving(record_of(tmp_path / "r.dragoman", [made])) as home, opened(chromium, width=360) as page:
        for path in ("/", "/timeline", "/articles", "/statements", "/search?q=<img>", "/search?q=script", "/article/a1", f"/why/{made.events[0].id}"):
            page.goto(home + path, wait_until="load")
            assert wide(page) <= 360, path
            assert page.locator("main img").count() == 0
            assert page.locator('a[href^="javascript"]').count() == 0
