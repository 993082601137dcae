"""Taking pages into a record: what is there already is not read again, what can't be read is kept aside."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from dragoman.model import BadInput, Page, Reading
from dragoman.record.record import PageMark, Record
from dragoman.record.versions import supersedes

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
    """Reads every page that the record does not hold by this version of the reader or a better one, and writes each
    article when it is read.

    `step` is called after each page. Stopped at any moment, everything finished is in the record, and the same call
    goes on where it stopped. The derived tables are left to `Record.derive`.
    """
    intake = Intake()
    waiting: deque[PageMark] = deque()

    def fresh() -> Iterator[Page | BadInput]:
        for page in pages:
            intake.pages += isinstance(page, Page)
            if isinstance(page, BadInput):
                _reject(record, page, intake)
            else:
                mark = PageMark.of(page)
                held = record.page_version(mark)
                if held is None or supersedes(version, held):
                    waiting.append(mark)
                    yield page
                    continue
                record.met(mark)
                intake.known += 1
            if step:
                step(intake)

    unread = fresh()
    for first in unread:
        # Models are loaded only when there is something to read.
        for result in read_all(chain([first], unread)):
            _settle(record, result, waiting.popleft(), intake)
            if step:
                step(intake)
    return intake


def _settle(record: Record, result: Reading | BadInput, mark: PageMark, intake: Intake) -> None:
    if isinstance(result, BadInput):
        _reject(record, result, intake)
        return
    outcome = record.add(result, page=mark)
    if outcome == "known":
        intake.known += 1
        return
    intake.articles += outcome == "added"
    intake.superseded += outcome == "superseded"
    intake.statements += len(result.statements)
    intake.events += len(result.events)
    intake.figures += len(result.figures)
    if result.skipped is not None:
        intake.skip(result.article.source, result.skipped)


def _reject(record: Record, problem: BadInput, intake: Intake) -> None:
    record.reject(problem.source, problem.reason)
    intake.skip(problem.source, problem.reason)
