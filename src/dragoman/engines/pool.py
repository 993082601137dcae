"""Whole pages sharded over processes, one reader each; results come back in the order of the pages."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from dragoman.engines.budget import MAX_SECONDS, OutOfTime, at_most
from dragoman.model import Article, BadInput, DragomanError, Page, Reading
from dragoman.reader import Reader

AHEAD = 4
"""Pages handed out ahead of the one that is awaited, for each worker: enough to keep all busy, few enough that memory
stays flat."""

_reader: Reader | None = None
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
    """
    if workers <= 1:
        mine = reader or Reader(fast=fast, reference_folder=reference_folder)
        for page in pages:
            yield page if isinstance(page, BadInput) else read_one(mine, page, max_seconds=max_seconds)
        return
    with (
        one_thread_each(),
        ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(fast, reference_folder, max_seconds),
        ) as pool,
    ):
        waiting: deque[Future[Reading | BadInput] | BadInput] = deque()
        for page in pages:
            waiting.append(page if isinstance(page, BadInput) else pool.submit(_work, page))
            if len(waiting) > workers * AHEAD:
                yield _settled(waiting.popleft())
        while waiting:
            yield _settled(waiting.popleft())


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


def _settled(result: Future[Reading | BadInput] | BadInput) -> Reading | BadInput:
    return result if isinstance(result, BadInput) else result.result()


def _begin(fast: bool, reference_folder: Path | None, max_seconds: float | None) -> None:
    global _reader, _max_seconds
    _max_seconds = max_seconds
    _reader = Reader(fast=fast, reference_folder=reference_folder)


def _work(page: Page | Article) -> Reading | BadInput:
    assert _reader is not None
    return read_one(_reader, page, max_seconds=_max_seconds)
