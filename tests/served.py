"""The desk for tests: over the sample crisis, read once a session, or over a record of one's own."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
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
_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in _NAMES if (found := shutil.which(name))), None)
"""The machine's browser."""


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
            running.join(10)


def own(path: Path, tmp_path: Path) -> Path:
    """A copy of a record, to be written into."""
    return Path(shutil.copy(path, tmp_path / "own.dragoman"))


def word(browser: TestClient) -> str:
    """What forms of this browser's session carry."""
    page = browser.get("/read").text
    return page.split('name="csrf" value="')[1].split('"')[0]
