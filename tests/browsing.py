"""A real browser at the desk for tests: where Chromium is, a desk that really listens, pages that fail when it complains.

Everything waits for what it wants to see, with much patience: a slow machine is no fault. `wait_for_function` is not
for these pages: it evaluates strings inside them, which their Content-Security-Policy forbids.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from served import CHROMIUM as CHROMIUM
from served import serving as serving

SHOTS = Path(__file__).resolve().parent.parent / "build" / "web"
"""Where screenshots are left."""

PATIENCE = 60_000
"""Milliseconds that anything may take: far more than it does, for machines that do much else."""

NOT_DRAWN = ".plot:not([hidden]):not(:has(.plot-drawing svg, .plot-failed))"
"""Charts of a page that are still to come."""

if CHROMIUM is None and os.environ.get("CI") != "true":
    pytest.skip(
        "there is no Chromium on this machine, so the desk was not tried in a browser; tests/browser.sh installs one",
        allow_module_level=True,
    )

expect.set_options(timeout=PATIENCE)


@contextmanager
def launched() -> Iterator[Browser]:
    """The machine's Chromium."""
    assert CHROMIUM is not None, "there is no Chromium, and CI wants one: tests/browser.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"], timeout=3 * PATIENCE
        )
        yield browser
        browser.close()


@contextmanager
def opened(chromium: Browser, *, width: int, theme: str = "light", scripts: bool = True) -> Iterator[Page]:
    """A page of a fresh browser session; anything that the browser complains of fails."""
    context: BrowserContext = chromium.new_context(
        viewport={"width": width, "height": 800 if width < 600 else 1000}, java_script_enabled=scripts,
        color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    one = context.new_page()
    complaints: list[str] = []
    one.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    one.on("pageerror", lambda e: complaints.append(f"uncaught: {e}"))
    one.on("dialog", lambda d: (complaints.append(f"dialog: {d.message}"), d.dismiss()))
    yield one
    context.close()
    expected = ("404",)  # a page that is not there is asked for on purpose
    assert [c for c in complaints if not any(x in c for x in expected)] == []


def wait_drawn(page: Page) -> None:
    """Until every chart of the page is drawn."""
    expect(page.locator(NOT_DRAWN)).to_have_count(0)


def wide(page: Page) -> int:
    """How many pixels the page takes from left to right."""
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found
