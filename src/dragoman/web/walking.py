"""The first happenings that filters leave, asked of the record itself: before those of a large record are counted.

What is told of few, or with rare words, is found by the indexes and sorted. All else is looked for happening by
happening in their order, so many at a time, and what was found so far is always the beginning of what there is.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from dragoman.model import DragomanError, Interval
from dragoman.record import Record
from dragoman.record.filters import Conditions, states_named, taking_part
from dragoman.web.asking import Filters
from dragoman.web.lists import RARE, quoted
from dragoman.web.records import Records
from dragoman.web.words import LOOSE, Mask, last_sentence, mark, searched, told_in

OFTEN = 1_500
"""Events up to which those of an actor are all looked up for the first of them."""
STRIDE, LONG_STRIDE = 1_000, 20_000
"""Happenings that are looked at in one go: where parties or words are looked up for each, and where its row tells."""
PATIENCE = 0.15
"""Seconds for which a page waits for more to be found."""
ABANDONED = 3.0
"""Seconds after which nothing more is looked for when nobody asked again."""
_RECORDS_OWN = ("about", "first", "last", "actor", "recipient", "type", "status")
"""What the record itself can be asked; the other filters are conditions of this file."""
_LISTED = "(SELECT value FROM json_each(?))"
_FIRST, _LOOSE, _END = "0|", "1|", "2"
"""What keys of the order begin with: of what is known to the year, and of all else."""


class Look:
    """A look through the happenings. `rows` are those found so far, in order; `done` says that there are no more, or
    as many as were wanted."""

    def __init__(self, filters: Filters, size: int, *, after: str | None = None) -> None:
        self.rows: list[int] = []
        self.done = False
        self._filters, self._size, self._after = filters, size, after
        self._begun = False
        self._few = False
        self._often: list[tuple[str, Sequence[str]]] = []
        self._common: list[tuple[Mask, list[str]]] = []
        self._ranges: list[tuple[str, str]] = []

    def go_on(self, record: Record) -> None:
        """Looks at the next happenings."""
        if not self._begun:
            self._begin(record)
        if self.done:
            return
        low, high = self._ranges[0]
        plain = not (self._often or self._common or self._filters.publisher)
        days = self._days(high)
        last = high if self._few else _key_at(record, low, high, days, LONG_STRIDE if plain else STRIDE)
        found = self._found(record, low, last, days)
        self.rows += found[: self._size - len(self.rows)]
        self._ranges[0] = (last, high)
        if last == high:
            self._ranges.pop(0)
        self.done = not self._ranges or len(self.rows) >= self._size

    def _begin(self, record: Record) -> None:
        """Decides what is looked up at once and what happening by happening."""
        asked = self._filters
        for side in ("actor", "recipient"):
            who = getattr(asked, side)
            if _often(record, who):
                self._often.append((side, who))
                asked = asked.without(side)
        rare = []
        for query, word in searched(record, asked.about):
            codes = states_named(record.table("happenings").connection, word)
            if _often(record, codes) or _is_common(record, query):
                mask = np.zeros(last_sentence(record) + 1, dtype=bool)
                mark(mask, record, query)
                self._common.append((mask, codes))
            else:
                rare.append(quoted(word))
        self._filters = replace(asked, about=" ".join(rare))
        self._few = bool(rare or self._filters.actor or self._filters.recipient)
        key = record.sql("SELECT sort_key FROM main.happenings WHERE happening_id = ?", (self._after or "",))
        begin = key[0]["sort_key"] if key else ""
        self._ranges = [(max(low, begin), high) for low, high in _ranges(asked) if high > begin]
        self.done, self._begun = not self._ranges, True

    def _days(self, high: str) -> Conditions:
        """The last day of a happening as its key has it: so that the index alone tells which are of older days."""
        asked, first = Conditions(), Interval.parse(self._filters.first).first
        if first is not None and high <= _LOOSE:
            asked.add("substr(sort_key, 14, 10) >= ?", first.isoformat())
        return asked

    def _found(self, record: Record, low: str, high: str, days: Conditions) -> list[int]:
        """The rows after the key `low` and up to `high` that have all that is asked; not all of them when there are
        more than wanted."""
        asked = Conditions(list(days.sql), list(days.parameters))
        for side, who in self._often:
            taking_part(who, asked, record.table("happenings").connection, side=side)
        if self._filters.place:
            asked.add(f"coalesce(place_name, place_country) IN {_LISTED}", json.dumps(self._filters.place))
        if self._filters.publisher:
            asked.add(
                "EXISTS (SELECT 1 FROM happening_reports r CROSS JOIN main.articles a ON a.article_id = r.article_id "
                f"WHERE r.happening_id = happenings.happening_id AND coalesce(a.publisher, a.agency) IN {_LISTED})",
                json.dumps(self._filters.publisher),
            )
        asked.add("sort_key > ? AND sort_key <= ?", low, high)
        table = record.happenings(**self._filters.options(*_RECORDS_OWN))
        most = -1 if self._common else self._size - len(self.rows)
        found = record.sql(
            f"SELECT happening_id FROM ({table.sql}) happenings{asked.where} ORDER BY sort_key LIMIT ?",
            (*table.parameters, *asked.parameters, most),
        )
        rows = record.sql(
            "SELECT m.rowid AS row FROM json_each(?) w CROSS JOIN main.happenings m ON m.happening_id = w.value "
            "ORDER BY m.sort_key",
            (json.dumps([f["happening_id"] for f in found]),),
        )
        left = [row["row"] for row in rows]
        for mask, codes in self._common:
            having = _with_words(record, left, mask, codes)
            left = [row for row in left if row in having]
        return left


class Walk:
    """A look that goes on beside the pages for as long as they ask for it, and `until` says that it is not needed."""

    def __init__(self, records: Records, look: Look, *, until: Callable[[], bool]) -> None:
        self._records, self._look, self._until = records, look, until
        self._changed = threading.Condition()
        self._working = False
        self._asked = 0.0
        self._waiting = 0
        self._trouble: DragomanError | None = None

    def found(self, *, patience: float | None = None) -> tuple[list[int], bool]:
        """What was found within `patience` seconds, and whether that is all that was wanted. Raises what the look
        raised."""
        with self._changed:
            self._waiting += 1
            if not self._look.done and not self._working:
                self._working = True
                threading.Thread(target=self._work, daemon=True, name="dragoman-walk").start()
            self._changed.wait_for(lambda: not self._working, timeout=PATIENCE if patience is None else patience)
            self._waiting, self._asked = self._waiting - 1, time.monotonic()
            if self._trouble is not None:
                raise self._trouble
            return list(self._look.rows), self._look.done

    def _is_wanted(self) -> bool:
        return self._waiting > 0 or time.monotonic() - self._asked < ABANDONED

    def _work(self) -> None:
        try:
            while not self._look.done and self._is_wanted() and not self._until():
                with self._records.beside, self._records.lend() as record:
                    self._look.go_on(record)
        except DragomanError as problem:
            self._trouble = problem
        finally:
            with self._changed:
                self._working = False
                self._changed.notify_all()


def first_rows(record: Record, filters: Filters, size: int, *, after: str | None = None) -> list[int]:
    """The first rows of `happenings` that the filters leave, after the happening of that id, however long it takes."""
    look = Look(filters, size, after=after)
    while not look.done:
        look.go_on(record)
    return look.rows


def _ranges(filters: Filters) -> Iterator[tuple[str, str]]:
    """Between which keys of the order there can be anything of the days that are asked for."""
    low, high = Interval.parse(filters.first).first, Interval.parse(filters.last).last
    begin, end = _FIRST, _LOOSE
    if low is not None and low.toordinal() > LOOSE:
        # What may be of the first day begins at most so long before it.
        begin = f"{_FIRST}{(low - dt.timedelta(days=LOOSE)).isoformat()}"
    if high is not None:
        end = f"{_FIRST}{high.isoformat()}~"
    if begin < end:
        yield begin, end
    yield _LOOSE, _END


def _key_at(record: Record, low: str, high: str, days: Conditions, distance: int) -> str:
    """The key so many happenings further."""
    asked = Conditions([*days.sql, "sort_key > ? AND sort_key <= ?"], [*days.parameters, low, high])
    rows = record.sql(
        f"SELECT sort_key FROM main.happenings{asked.where} ORDER BY sort_key LIMIT 1 OFFSET ?",
        (*asked.parameters, distance - 1),
    )
    return str(rows[0]["sort_key"]) if rows else high


def _often(record: Record, who: Sequence[str]) -> bool:
    """Whether more than `OFTEN` are told of any of these that is a state or is named by its id."""
    ids = [one.removeprefix("state:") for one in who]
    (row,) = record.sql(
        "SELECT coalesce(max(events), 0) AS most FROM (SELECT sum(events) AS events FROM activity "
        "WHERE country IN (SELECT value FROM json_each(?1)) GROUP BY country UNION ALL SELECT events FROM activity "
        "WHERE actor_id IN (SELECT value FROM json_each(?1)))",
        (json.dumps(ids),),
    )
    return int(row["most"]) > OFTEN


def _is_common(record: Record, query: str) -> bool:
    (row,) = record.sql(
        f"SELECT count(*) AS n FROM (SELECT 1 FROM sentences_fts WHERE sentences_fts MATCH ? LIMIT {RARE + 1})",
        (query,),
    )
    return int(row["n"]) > RARE


def _with_words(record: Record, rows: Sequence[int], mask: Mask, codes: Sequence[str]) -> set[int]:
    """Which of these happenings stand in a sentence of the mask, or have a party of one of these states."""
    having = {
        row
        for row, *standing in told_in(record, rows)
        if any(one is not None and one < len(mask) and mask[one] for one in standing)
    }
    if codes:
        taking = record.sql(
            "SELECT DISTINCT h.rowid AS row FROM json_each(?) w CROSS JOIN main.happenings h ON h.rowid = w.value "
            "CROSS JOIN happening_reports r ON r.happening_id = h.happening_id CROSS JOIN participants p "
            "ON p.article_id = r.article_id AND p.event_id = r.event_id WHERE p.country IN (SELECT value FROM "
            "json_each(?))",
            (json.dumps([row for row in rows if row not in having]), json.dumps(list(codes))),
        )
        having |= {row["row"] for row in taking}
    return having
