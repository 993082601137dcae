"""Makes the README's pictures of the desk: the sample crisis, in Chromium, in the light theme, always the same size.

Run it as `make screenshots` (needs Chromium: `sh tests/browser.sh`). The pictures are written to `docs/images/`; the
same code, fonts and browser give the same pictures. Look at them before you commit them.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from dragoman.engines import read_all
from dragoman.pages.captures import read_pages
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.record.intake import take_in
from dragoman.sample import PAGES

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from served import CHROMIUM, serving

IMAGES = Path(__file__).resolve().parent / "images"
SIZE = {"width": 1120, "height": 620}
MOST = 400_000
"""Bytes of all pictures together: who clones the project pays for them."""


def sample(folder: Path) -> Path:
    """The sample crisis as a record in a folder, read from there, so that no picture shows where it was made."""
    shutil.copytree(PAGES, folder / "pages")
    os.chdir(folder)
    reader, path = Reader(), folder / "strait.dragoman"
    with Record(path) as record:
        pages = read_pages([Path("pages")])
        take_in(record, pages, lambda some: read_all(some, reader=reader), version=reader.version)
        record.derive()
    return path


def views(path: Path) -> dict[str, str]:
    """Addresses on the desk, by the name of their picture."""
    with Record(path, read_only=True) as record:
        (said,) = record.sql(
            "SELECT article_id, statement_id FROM statements JOIN articles USING (article_id)"
            " WHERE speaker_name LIKE '%Youssouf%' AND kind <> 'indirect' AND within IS NULL"
            " ORDER BY source, start LIMIT 1"
        )
    return {
        "timeline": "/timeline?q=jets&from=2013-04-01",
        "article": f"/article/{said['article_id']}?layers=said+done+counted+stood#{said['statement_id']}",
        "council": "/council?about=Eritrea&on=2013-02-20",
    }


def shoot(page: Page, home: str, name: str, address: str) -> int:
    """Writes one picture; gives its size in bytes."""
    page.goto(home + address, wait_until="networkidle")
    if "#" in address:
        page.locator("[data-detail] [data-evidence]").first.wait_for()
    page.wait_for_timeout(500)  # charts settle
    top = "h2" if name == "council" else "body"
    page.evaluate("top => scrollTo(0, document.querySelector(top).getBoundingClientRect().top + scrollY - 16)", top)
    page.wait_for_timeout(100)
    return len(page.screenshot(path=IMAGES / f"{name}.png"))


def main() -> None:
    """Reads, serves, shoots."""
    if CHROMIUM is None:
        sys.exit("There is no Chromium on this machine: sh tests/browser.sh installs Debian's.")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        record = sample(Path(folder))
        addresses = views(record)
        with serving(record) as home, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce", device_scale_factor=1)
            sizes = {name: shoot(page, home, name, address) for name, address in addresses.items()}
            browser.close()
    for name, size in sizes.items():
        print(f"docs/images/{name}.png  {size / 1000:.0f} kB")
    if sum(sizes.values()) > MOST:
        sys.exit(f"The pictures have {sum(sizes.values()):,} bytes together; at most {MOST:,} are wanted.")


if __name__ == "__main__":
    main()
