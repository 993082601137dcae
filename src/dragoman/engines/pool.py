"""Whole pages sharded over processes, one reader each; results come back in the order of the pages."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from dragoman.engines.budget import MAX_SECONDS, OutOfTime, at_most
from dragoman.model import Article, BadInput, DragomanError, Page, Reading
from dragoman.reader import Reader

AHEAD = 4
"""Pages handed out ahead of the one that is awaited, for each worker: enough to keep all busy, few enough that memory
stays flat."""

MOST_ENDED = 3
"""Pages in a row that may end the process that reads them, before it is believed that none can be read here."""

_Settings = tuple[bool, Path | None, float | None]

_reader: Reader | DragomanError | None = None
_max_seconds: float | None = MAX_SECONDS

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""A worker is one thread: the processes are as many as there are cores to use."""


def read_all(
    pages: Iterable[Page | Article | BadInput],
    *,
    workers: int = 1,
    fast: bool = False,
    reference_folder: Path | None = None,
    reader: Reader | None = None,
    max_seconds: float | None = MAX_SECONDS,
) -> Iterator[Reading | BadInput]:
    """The Reading of each page in turn, or the BadInput that says why there is none.

    One worker reads in this process (with `reader`, when one is given). A page that makes the reader fail in a way
    that nobody foresaw, or that takes longer than `max_seconds`, becomes a BadInput too: the pages after it are read.
    So does one that ends the process of its worker; when none stays alive, `DragomanError` is raised.
    """
    if workers <= 1:
        mine = reader or Reader(fast=fast, reference_folder=reference_folder)
        for page in pages:
            yield page if isinstance(page, BadInput) else read_one(mine, page, max_seconds=max_seconds)
        return
    with one_thread_each(), closing(_Workers(workers, (fast, reference_folder, max_seconds))) as pool:
        waiting: deque[_Handed | BadInput] = deque()
        for page in pages:
            waiting.append(page if isinstance(page, BadInput) else pool.hand_out(page))
            if len(waiting) > workers * AHEAD:
                yield pool.settled(waiting.popleft())
        while waiting:
            yield pool.settled(waiting.popleft())


class _Handed(NamedTuple):
    """A page that is being read, and by which pool."""

    page: Page | Article
    future: Future[Reading | BadInput]
    pool: ProcessPoolExecutor


class _Workers:
    """Processes that read. When one of them is killed, the others are begun anew, and the pages that were in hand are
    read again, each alone, so that a page that ends its process is named and costs no other."""

    def __init__(self, workers: int, settings: _Settings) -> None:
        self._workers, self._settings = workers, settings
        self._pool = self._begun(workers)
        self._single: ProcessPoolExecutor | None = None
        self._ended = 0

    def hand_out(self, page: Page | Article) -> _Handed:
        """Gives a page to whoever is free."""
        try:
            return _Handed(page, self._pool.submit(_work, page), self._pool)
        except BrokenProcessPool:
            self._renew(self._pool)
            return _Handed(page, self._pool.submit(_work, page), self._pool)

    def settled(self, handed: _Handed | BadInput) -> Reading | BadInput:
        """What became of a page, when that is known. Raises `DragomanError` when no process stays alive."""
        if isinstance(handed, BadInput):
            return handed
        try:
            return handed.future.result()
        except BrokenProcessPool:
            self._renew(handed.pool)
            return self._read_alone(handed.page)

    def close(self) -> None:
        """Ends the processes; what they have in hand is lost when the reading was stopped."""
        for pool in (self._pool, self._single):
            if pool is not None:
                pool.shutdown(cancel_futures=True)

    def _read_alone(self, page: Page | Article) -> Reading | BadInput:
        self._single = self._single or self._begun(1)
        try:
            result = self._single.submit(_work, page).result()
        except BrokenProcessPool:
            self._single.shutdown()
            self._single = None
            self._ended += 1
            if self._ended == MOST_ENDED:
                raise DragomanError(
                    "the processes that read are killed again and again (out of memory?); use fewer --workers and run "
                    "the same command again: what was read is kept"
                ) from None
            return BadInput(page.source, "ended the process that read it (out of memory?); please report it")
        self._ended = 0
        return result

    def _renew(self, broken: ProcessPoolExecutor) -> None:
        if broken is self._pool:
            broken.shutdown()
            self._pool = self._begun(self._workers)

    def _begun(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=self._settings
        )


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Processes that are begun meanwhile do their algebra in one thread, unless the environment says otherwise."""
    added = {name: "1" for name in _ONE_THREAD if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def read_one(reader: Reader, page: Page | Article, *, max_seconds: float | None = MAX_SECONDS) -> Reading | BadInput:
    """The page's Reading, or why there is none; never raises for what a page holds.

    Damaged model files or reference data are no page's fault: those errors go through.
    """
    try:
        with at_most(max_seconds):
            return reader.read(page)
    except OutOfTime:
        return BadInput(page.source, f"took longer than {max_seconds:g} seconds; raise --max-seconds to read it")
    except BadInput as problem:
        return problem
    except DragomanError:
        raise
    except Exception as problem:
        what = f"the reader failed ({type(problem).__name__}: {problem}); please report it with this page"
        return BadInput(page.source, what)


def end_with_parent() -> None:
    """Ends this process when the one that began it is gone, killed perhaps: nobody would give it another page."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _begin(fast: bool, reference_folder: Path | None, max_seconds: float | None) -> None:
    global _reader, _max_seconds
    end_with_parent()
    _max_seconds = max_seconds
    try:
        _reader = Reader(fast=fast, reference_folder=reference_folder)
    except DragomanError as problem:
        _reader = problem


def _work(page: Page | Article) -> Reading | BadInput:
    if isinstance(_reader, DragomanError):
        raise _reader
    assert _reader is not None
    return read_one(_reader, page, max_seconds=_max_seconds)
