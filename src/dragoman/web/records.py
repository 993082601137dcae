"""Connections to the record for reading, lent out one to a request, and what is remembered of a record between them."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from starlette.requests import Request

from dragoman.model import DragomanError, RecordError
from dragoman.record import Record
from dragoman.record.opening import explained

CONNECTIONS = 6
"""Requests that may ask the record at once; others wait. More only crowd each other on a laptop."""

BESIDE = 2
"""Of these so many may be used beside the pages."""

KEPT = 256
"""Answers remembered at most."""

PATIENCE = 5.0
"""An answer that took a second is given for so many seconds after the record changed, while it is being read into."""

LOOK = 2.0
"""Seconds for which pages may show a record as it was, while something else writes into it without pause: of what is
remembered, everything would be made anew for every request."""

QUICK = 0.25
"""Seconds in which an answer is made while one waits; a costlier one is made anew beside the pages."""

SOON = 300
"""Articles read since the last derivation that are worked in before the first page; more of them beside the pages."""

T = TypeVar("T")


class Records:
    """A pool of read-only `Record`s of one file. Raises `RecordError` when there is none there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._free: list[tuple[Record, bool]] = []
        self._places = threading.BoundedSemaphore(CONNECTIONS)
        self._two = threading.Lock()
        self._lent = 0.0
        self.beside = threading.BoundedSemaphore(BESIDE)
        """To be held by what asks the record for long beside the pages, so that connections are left for these."""
        self._lock = threading.Lock()
        self.behind = not bring_up_to_date(path)
        """True when so much was read since the last derivation that pages show the record as it was before."""
        self._watch = Record(path, read_only=True)
        self._version = -1
        self._look_again = 0.0
        self._remembered: OrderedDict[Hashable, _Answer] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def lend(self) -> Iterator[Record]:
        """A Record that nobody else uses meanwhile; never write with it."""
        with self._places:
            record = self._take()
            self._lent = time.monotonic()
            try:
                yield record
            finally:
                self._lent = time.monotonic()
                with self._lock:
                    self._free.append((record, _is_judged(record)))

    @contextmanager
    def lend_two(self) -> Iterator[tuple[Record, Record]]:
        """Two at once, for a question that is asked in two halves."""
        with ExitStack() as lent:
            # Those who want two come one after another: else each might hold one and wait for another for ever.
            with self._two:
                one, other = (lent.enter_context(self.lend()) for _ in range(2))
            yield one, other

    def wait_for_quiet(self, seconds: float, *, most: float) -> None:
        """Waits until nobody has asked the record anything for so many seconds; no longer than `most`."""
        until = time.monotonic() + most
        while (now := time.monotonic()) < until and now - self._lent < seconds:
            time.sleep(min(seconds, 0.1))

    @property
    def version(self) -> int:
        """A number that changes when anything in the file does; while changes come thick and fast, every `LOOK`
        seconds."""
        with self._lock:
            now = time.monotonic()
            if now >= self._look_again:
                (row,) = self._watch.sql("PRAGMA data_version")
                if row["data_version"] != self._version:
                    self._look_again = now + LOOK if self._version >= 0 else 0.0
                    self._version = int(row["data_version"])
            return self._version

    def renew(self) -> None:
        """What the desk itself has written is to be seen at once."""
        with self._lock:
            self._look_again = 0.0

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each version of the record.

        While a record is being written, an answer that was costly is given a little longer than it is true.
        """
        version = self.version
        with self._lock:
            answer = self._remembered.get(key)
            if answer is None:
                answer = self._remembered[key] = _Answer()
            self._remembered.move_to_end(key)
            while len(self._remembered) > KEPT:
                self._remembered.popitem(last=False)
        return cast(T, answer.at(version, make))

    def holds(self, key: Hashable, make: Callable[[], Any]) -> bool:
        """Whether `remember` has an answer at hand, of whatever version; if not, one is begun beside the pages."""
        with self._lock:
            answer = self._remembered.get(key)
        if answer is not None and answer.version is not None:
            return True
        if answer is None:
            threading.Thread(target=self._beside, args=(key, make), daemon=True).start()
        return False

    def _beside(self, key: Hashable, make: Callable[[], Any]) -> None:
        with suppress(DragomanError):
            self.remember(key, make)

    def close(self) -> None:
        """Ends all connections."""
        with self._lock:
            for record, _ in self._free:
                record.close()
            self._free.clear()
            self._watch.close()

    def _take(self) -> Record:
        with self._lock:
            record, judged = self._free.pop() if self._free else (None, False)
        if record is not None and _is_judged(record) != judged:
            # The views by which judgements are shown are laid when a Record is opened.
            record.close()
            record = None
        return record or Record(self.path, read_only=True)


@dataclass(slots=True)
class _Answer:
    """One remembered answer; whoever comes while it is being made waits, or takes the last one."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    version: int | None = None
    value: Any = None
    cost: float = 0.0
    until: float = 0.0

    def at(self, version: int, make: Callable[[], Any]) -> Any:
        """The answer for this version, or the last one while a costly one is made anew."""
        if self.version == version or (self.version is not None and time.monotonic() < self.until):
            return self.value
        if self.version is None or self.cost < QUICK:
            with self.lock:
                if self.version != version:
                    self._make(version, make)
        elif self.lock.acquire(blocking=False):
            threading.Thread(target=self._anew, args=(version, make), daemon=True).start()
        return self.value

    def _anew(self, version: int, make: Callable[[], Any]) -> None:
        try:
            # The record may be gone or the desk closed meanwhile: then nobody waits for this.
            with suppress(DragomanError):
                self._make(version, make)
        finally:
            self.lock.release()

    def _make(self, version: int, make: Callable[[], Any]) -> None:
        begun = time.monotonic()
        self.value = make()
        ended = time.monotonic()
        self.version, self.cost, self.until = version, ended - begun, ended + PATIENCE * (ended - begun)


def records_of(request: Request) -> Records:
    """The pool of the application that answers a request."""
    return cast(Records, request.app.state.records)


def record_of(request: Request) -> AbstractContextManager[Record]:
    """A Record for a request: `with record_of(request) as record: …`"""
    return records_of(request).lend()


def tuples(record: Record, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query as bare tuples, one after another: for those of which there may be very many."""
    cursor = record.table("articles").connection.cursor()
    cursor.row_factory = None
    with explained(record.path):
        yield from cursor.execute(sql, parameters)


def bring_up_to_date(path: Path) -> bool:
    """Makes what is derived anew when a little was read since; when it can't be, it is shown as it was. False when so
    much came that nobody would wait for it."""
    with Record(path, read_only=True) as record:
        if record.is_derived:
            return True
        if len(record.sql("SELECT 1 FROM touched LIMIT ?", (SOON + 1,))) > SOON:
            return False
    with suppress(RecordError), Record(path, wait=2.0) as record:
        record.derive()
    return True


def _is_judged(record: Record) -> bool:
    return bool(record.sql("SELECT 1 FROM judged UNION ALL SELECT 1 FROM amended LIMIT 1"))
