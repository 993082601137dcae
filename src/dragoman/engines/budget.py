"""How long one page may take: a page that takes longer is named and left, and the pages after it are read."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MAX_SECONDS = 30.0
"""Seconds that a page may take. The longest articles take some two; fifteen times that is a page made to stop us."""


class OutOfTime(BaseException):
    """Stops the reading of a page; no `Exception`, so that no rule that expects failures takes it for one."""


@contextmanager
def at_most(seconds: float | None) -> Iterator[None]:
    """Raises `OutOfTime` in the block after so many seconds, where that can be done: in the main thread of a process,
    on systems with alarms. Elsewhere, and with `None`, the block takes as long as it takes."""
    if seconds is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
