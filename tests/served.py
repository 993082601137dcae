"""The desk for tests: over the sample crisis, read once a session, or over a record of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from dragoman.engines import read_all
from dragoman.model import Reading
from dragoman.pages.captures import read_pages
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.record.intake import take_in
from dragoman.sample import PAGES
from dragoman.web import Records, make_app

PORT = 8747
HOME = f"http://127.0.0.1:{PORT}"


def sample_record(reader: Reader, path: Path) -> Path:
    """The sample crisis as a record at a path."""
    with Record(path) as record:
        take_in(record, read_pages([PAGES]), lambda pages: read_all(pages, reader=reader), version=reader.version)
        record.derive()
    return path


def record_of(path: Path, readings: Iterable[Reading]) -> Path:
    """A record of readings that were made by hand."""
    with Record(path) as record:
        for one in readings:
            record.add(one)
        record.derive()
    return path


def desk(path: Path, **options: Any) -> TestClient:
    """A browser at the desk of a record."""
    return TestClient(make_app(Records(path), port=PORT, **options), base_url=HOME, follow_redirects=False)


def own(path: Path, tmp_path: Path) -> Path:
    """A copy of a record, to be written into."""
    return Path(shutil.copy(path, tmp_path / "own.dragoman"))


def word(browser: TestClient) -> str:
    """What forms of this browser's session carry."""
    page = browser.get("/read").text
    return page.split('name="csrf" value="')[1].split('"')[0]
