"""Taking pages into a record: what is there already is not read again, what can't be read is kept aside."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.model import BadInput, Page, Reading
from dragoman.record.record import PageMark, Record

ReadAll = Callable[[Iterable[Page | BadInput]], Iterator[Reading | BadInput]]
"""Reads pages in turn: for each, in the same order, its Reading or why there is none."""


@dataclass(slots=True)
class Intake:
    """What became of the pages so far. `skipped` counts reasons; `examples` names one page for each."""

    pages: int = 0
    articles: int = 0
    superseded: int = 0
    known: int = 0
    statements: int = 0
    events: int = 0
    figures: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def skip(self, source: str, reason: str) -> None:
        """One more page (or file) that was not read."""
        self.skipped[reason] += 1
        self.examples.setdefault(reason, source)


def take_in(
    record: Record,
    pages: Iterable[Page | BadInput],
    read_all: ReadAll,
    *,
    version: str,
    step: Callable[[Intake], None] | None = None,
) -> Intake:
    """Reads every page that the record does not hold by this reader version, and writes each article when it is read.

    `step` is called after each page. Stopped at any moment, everything finished is in the record, and the same call
    goes on where it stopped. The derived tables are left to `Record.derive`.
    """
    intake = Intake()
    waiting: deque[PageMark | None] = deque()

    def fresh() -> Iterator[Page | BadInput]:
        for page in pages:
            intake.pages += isinstance(page, Page)
            if isinstance(page, BadInput):
                waiting.append(None)
                yield page
                continue
            mark = PageMark.of(page)
            if record.page_version(mark) == version:
                record.met(mark)
                intake.known += 1
                if step:
                    step(intake)
                continue
            waiting.append(mark)
            yield page

    for result in read_all(fresh()):
        mark = waiting.popleft()
        if isinstance(result, BadInput):
            record.reject(result.source, result.reason)
            intake.skip(result.source, result.reason)
        else:
            _write(record, result, mark, intake)
        if step:
            step(intake)
    return intake


def _write(record: Record, reading: Reading, mark: PageMark | None, intake: Intake) -> None:
    outcome = record.add(reading, page=mark)
    if outcome == "known":
        intake.known += 1
        return
    intake.articles += outcome == "added"
    intake.superseded += outcome == "superseded"
    intake.statements += len(reading.statements)
    intake.events += len(reading.events)
    intake.figures += len(reading.figures)
    if reading.skipped is not None:
        intake.skip(reading.article.source, reading.skipped)
