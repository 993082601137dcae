"""Bringing what is derived to the record as it stands after a judgement, beside the pages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request

from dragoman.model import DragomanError
from dragoman.record import Record

WAIT = 60.0
"""Seconds that a derivation waits for who writes into the record, such as a reading."""
PATIENCE = 2.0
"""Seconds that who judged waits for happenings and sums to follow; what takes longer goes on in the background."""


class Derivings:
    """Derivations of one record, one at a time; those asked for meanwhile are one."""

    def __init__(self, path: Path, *, changed: Callable[[], None] = lambda: None) -> None:
        """`changed` is called when one is over."""
        self.path = path
        self._over = changed
        self.trouble = ""
        self._changed = threading.Condition()
        self._asked = 0
        self._done = 0
        self._working = False

    @property
    def busy(self) -> bool:
        """True while one is under way."""
        return self._working

    def ask(self, *, patience: float = PATIENCE) -> bool:
        """Has the derived tables follow; true when they did within `patience` seconds."""
        with self._changed:
            self._asked += 1
            number = self._asked
            if not self._working:
                self._working = True
                threading.Thread(target=self._work, daemon=True, name="dragoman-derive").start()
            return self._changed.wait_for(lambda: self._done >= number, timeout=patience)

    def _work(self) -> None:
        while True:
            with self._changed:
                if self._done >= self._asked:
                    self._working = False
                    return
                number = self._asked
            trouble = ""
            try:
                with Record(self.path, wait=WAIT) as record:
                    record.derive()
            except DragomanError as problem:
                trouble = str(problem).removeprefix(f"{self.path}: ")
            self._over()
            with self._changed:
                self.trouble, self._done = trouble, number
                self._changed.notify_all()


def derivings_of(request: Request) -> Derivings:
    """Those of the application that answers a request."""
    made: Derivings = request.app.state.derivings
    return made
