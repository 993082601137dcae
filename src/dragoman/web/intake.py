"""Reading from the browser: what was pasted or dropped is read in the background by a process of its own.

One job at a time, one reader, which goes when there is nothing to read for a while. What was brought is held as bytes
with a name: no path is ever made of that name.
"""

from __future__ import annotations

import io
import itertools
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from pathlib import Path, PurePosixPath

from dragoman.engines.pool import end_with_parent, read_one
from dragoman.model import BadInput, DragomanError, Page, Reading
from dragoman.pages.captures import KNOWN, read_named
from dragoman.reader import Reader, reader_version
from dragoman.record import Record
from dragoman.record.intake import Intake, take_in
from dragoman.record.opening import LONG_WAIT

NICE = 10
MOST_WAITING = 8
"""Jobs that wait; more are refused."""
MOST_PAGES = 5_000
"""Pages of one job; what is more is left, and said to be."""
KEPT = 12
"""Jobs that are remembered when they are over."""
IDLE = 180.0
"""Seconds after which a reader that has nothing to do goes, with its models."""
LISTED = 40

_reader: Reader | None = None


@dataclass(slots=True)
class Job:
    """Something brought to be read, and what became of it. `state` is waiting, reading, done or failed."""

    number: int
    label: str
    brought: Sequence[tuple[str, bytes] | Page]
    files: int = 1
    """How many things were brought; each holds one page or more."""
    state: str = "waiting"
    pages: int = 0
    articles: list[tuple[str, str]] = field(default_factory=list)
    """(article_id, title) of what was read, the first `LISTED`."""
    found: dict[str, int] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """(source, reason), the first `LISTED`."""
    trouble: str = ""

    @property
    def is_over(self) -> bool:
        """True when nothing more will become of it."""
        return self.state in ("done", "failed")


class Full(DragomanError):
    """Too much waits to be read already."""


class Intakes:
    """The jobs of one record, read one after another by a thread that waits for a reading process."""

    def __init__(self, path: Path, *, fast: bool = False, changed: Callable[[], None] = lambda: None) -> None:
        """`changed` is called when a job is over."""
        self.path = path
        self._changed = changed
        self.fast = fast
        self._jobs: list[Job] = []
        self._waiting: queue.Queue[Job] = queue.Queue()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def bring(self, label: str, brought: Sequence[tuple[str, bytes] | Page]) -> Job:
        """Adds a job. Raises `Full` when too many wait."""
        with self._lock:
            if sum(not job.is_over for job in self._jobs) >= MOST_WAITING:
                raise Full("Too much waits to be read already; come back when it is done.")
            job = Job(next(self._numbers), label, brought, len(brought))
            over = [j for j in self._jobs if j.is_over]
            for old in over[: max(0, len(over) - KEPT)]:
                self._jobs.remove(old)
            self._jobs.append(job)
            self._waiting.put(job)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True, name="dragoman-intake")
                self._thread.start()
        return job

    def jobs(self) -> list[Job]:
        """All jobs, the newest first."""
        with self._lock:
            return self._jobs[::-1]

    def _work(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            # The process that this thread starts inherits it: Ctrl-C ends the desk, and the desk ends its reader.
            # (The tracker of multiprocessing unblocks it when it starts: that comes first.)
            resource_tracker.ensure_running()
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        pool = ProcessPoolExecutor(
            1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(self.fast,)
        )
        with pool:
            while True:
                try:
                    job = self._waiting.get(timeout=IDLE)
                except queue.Empty:
                    with self._lock:
                        if self._waiting.empty():
                            self._thread = None
                            return
                    continue
                self._read(job, pool)

    def _read(self, job: Job, pool: ProcessPoolExecutor) -> None:
        job.state = "reading"
        try:
            with Record(self.path, wait=LONG_WAIT) as record:
                intake = take_in(
                    record, _pages(job.brought), lambda pages: _readings(pages, pool, job),
                    version=reader_version(fast=self.fast), step=lambda so_far: _note(job, so_far),
                )  # fmt: skip
                _note(job, intake)
                job.skipped += [(source, reason) for reason, source in intake.examples.items()][:LISTED]
                record.derive()
            self._changed()
            job.state = "done"
        except (DragomanError, BrokenExecutor, OSError) as problem:
            job.trouble = str(problem) or "the reader stopped"
            job.state = "failed"
            self._changed()
        finally:
            job.brought = ()


def named(name: str | None, *, number: int) -> str:
    """A name for what was dropped: the last part of its own, without what a path or a page would act on."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    clean = "".join(c for c in last if c.isprintable() and c not in "/\\:").strip(". ")[-120:]
    return clean or f"file-{number}"


def is_read(name: str) -> bool:
    """Whether files named so are read."""
    path = PurePosixPath(name.lower().removesuffix(".gz"))
    return path.suffix in KNOWN


def _pages(brought: Sequence[tuple[str, bytes] | Page]) -> Iterator[Page | BadInput]:
    left = MOST_PAGES
    for one in brought:
        found: Iterable[Page | BadInput] = [one] if isinstance(one, Page) else read_named(io.BytesIO(one[1]), one[0])
        for page in found:
            if not left:
                reason = f"was left: {MOST_PAGES:,} pages are read at once; `dragoman read` reads more"
                yield BadInput("the rest", reason)
                return
            left -= 1
            yield page


def _readings(
    pages: Iterable[Page | BadInput], pool: ProcessPoolExecutor, job: Job
) -> Iterator[Reading | BadInput]:
    for page in pages:
        if isinstance(page, BadInput):
            yield page
            continue
        result = pool.submit(_one, page).result()
        if isinstance(result, Reading) and len(job.articles) < LISTED:
            job.articles.append((result.article.article_id, result.article.title or "Without a title"))
        yield result


def _note(job: Job, intake: Intake) -> None:
    job.pages = intake.pages
    job.found = {
        "articles": intake.articles, "known already": intake.known, "statements": intake.statements,
        "events": intake.events, "figures": intake.figures,
    }  # fmt: skip


def _begin(fast: bool) -> None:
    global _reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    if hasattr(os, "nice"):
        # Who looks at a page goes before what is read meanwhile.
        os.nice(NICE)
    _reader = Reader(fast=fast)


def _one(page: Page) -> Reading | BadInput:
    assert _reader is not None
    return read_one(_reader, page)
