"""How long one page may take: a page that takes longer is named and left, and the pages after it are read."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MAX_SECONDS = 30.0
"""Seconds of processor time that a page may take. The longest articles take some two; fifteen times that is a page made
to stop us."""

BY_THE_CLOCK = 10
"""How many times as long it may take by the clock: on a machine that does much else, nothing else is read than on one
that does not."""

AGAIN = 1.0
"""Seconds after which a page is stopped again, should the first time have been lost (inside a C library's callback)."""


class OutOfTime(BaseException):
    """Stops the reading of a page; no `Exception`, so that no rule that expects failures takes it for one."""


@contextmanager
def at_most(seconds: float | None) -> Iterator[None]:
    """Raises `OutOfTime` in the block after so many seconds of processor time, where that can be done: in the main
    thread of a process, on systems with alarms. Elsewhere, and with `None`, the block takes as long as it takes."""
    if seconds is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    most, over = seconds, False
    began, clock = time.thread_time(), time.perf_counter()

    def stop(_: int, __: FrameType | None) -> None:
        if over:
            return
        left = min(most - (time.thread_time() - began), BY_THE_CLOCK * most - (time.perf_counter() - clock))
        signal.setitimer(signal.ITIMER_REAL, AGAIN if left <= 0 else max(left, 0.01))
        if left <= 0:
            raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        try:
            yield
        finally:
            over = True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
