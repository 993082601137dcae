"""The happenings of a record as columns of numbers, so that filters and their counts are answered at once.

Everything that is counted beside the timeline (types, statuses, places, publishers, actors) is held as codes in the
order of the chronology; of a happening itself only its row is kept, and its words are fetched when it is shown.
About 60 bytes a happening. Made once for each version of the record.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Interval
from dragoman.record import Record
from dragoman.web.asking import Filters
from dragoman.web.records import tuples

Positions = NDArray[np.int32]
"""Places in the chronology, rising."""

FACETS = ("status", "type", "actor", "recipient", "place", "publisher")
SHOWN = 8
"""Values of a facet that are listed at first; the rest is behind "more", up to `MOST`."""
MOST = 60

_OPEN_FIRST, _OPEN_LAST, _NO_DAY = 0, dt.date.max.toordinal() + 1, -1

@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a facet offers: how many have it (`None`: not counted), and whether it is chosen."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class _Codes:
    """Values of one facet, some of which happenings have: `owner[i]` has `code[i]`."""

    names: Sequence[str]
    index: Mapping[str, int]
    owner: NDArray[np.int32]
    code: NDArray[np.int32]

    def having(self, values: Iterable[str], size: int) -> NDArray[np.bool_]:
        """Which happenings have any of the values."""
        wanted = [self.index[v] for v in values if v in self.index]
        mask = np.zeros(size, dtype=bool)
        mask[self.owner[np.isin(self.code, wanted)]] = True
        return mask

    def counts(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of the happenings in the mask have each value."""
        return np.bincount(self.code[mask[self.owner]], minlength=len(self.names))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where in the chronology each row of `happenings` stands."""

    rows: NDArray[np.int64]
    by_row: NDArray[np.int64]

    def of(self, row: int) -> int | None:
        """The place of a row; `None` when the row came later."""
        at = int(np.searchsorted(self.rows, row, sorter=self.by_row))
        place = int(self.by_row[at]) if at < len(self.rows) else -1
        return place if place >= 0 and int(self.rows[place]) == row else None


@dataclass(frozen=True, slots=True)
class Chronicle:
    """All happenings, in order."""

    rows: NDArray[np.int64]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    disputed: NDArray[np.bool_]
    codes: Mapping[str, _Codes]
    labels: Mapping[str, str]
    places: _Places

    @property
    def size(self) -> int:
        """How many happenings there are."""
        return len(self.rows)

    def found(self, record: Record, filters: Filters) -> NDArray[np.bool_]:
        """Which happenings have all that is asked."""
        mask = np.ones(self.size, dtype=bool)
        for name in FACETS:
            values = getattr(filters, name)
            if not values:
                continue
            known = [v for v in values if v in self.codes[name].index]
            mine = self.codes[name].having(known, self.size)
            for value in values:
                if value not in self.codes[name].index and name in ("actor", "recipient"):
                    mine |= self._of_rows(record, **{name: value})
            mask &= mine
        if filters.about:
            mask &= self._of_rows(record, about=filters.about)
        if filters.first or filters.last:
            low = Interval.parse(filters.first).first or dt.date.min
            high = Interval.parse(filters.last).last or dt.date.max
            mask &= (self.first != _NO_DAY) & (self.last >= low.toordinal()) & (self.first <= high.toordinal())
        return mask

    def choices(self, name: str, mask: NDArray[np.bool_], chosen: Sequence[str]) -> list[Choice]:
        """The values of a facet among the happenings in the mask, the commonest first, the chosen ones always."""
        codes = self.codes[name]
        counts = codes.counts(mask)
        order = np.argsort(-counts, kind="stable")[:MOST]
        listed = [codes.names[int(i)] for i in order if counts[i]]
        listed += [v for v in chosen if v not in listed]
        return [
            Choice(v, self.labels.get(v, v), int(counts[codes.index[v]]) if v in codes.index else 0, v in chosen)
            for v in listed
        ]

    def span(self, mask: NDArray[np.bool_]) -> tuple[int, int] | None:
        """First and last day (ordinals) of the happenings in the mask whose days are known to the year."""
        known = mask & (self.first > _OPEN_FIRST) & (self.last < _OPEN_LAST) & (self.last - self.first <= 366)
        if not known.any():
            return None
        return int(self.first[known].min()), int(self.last[known].max())

    def _of_rows(self, record: Record, **asked: Any) -> NDArray[np.bool_]:
        """Those that the record finds by itself: parts of names, words of sentences."""
        table = record.happenings(**asked)
        rows = tuples(
            record,
            "SELECT h.rowid FROM main.happenings h WHERE h.happening_id IN "
            f"(SELECT happening_id FROM ({table.sql}))",
            tuple(table.parameters),
        )
        return np.isin(self.rows, np.fromiter((row for (row,) in rows), dtype=np.int64))


def chronicle_of(record: Record) -> Chronicle:
    """Reads the chronicle of a record; a few seconds for half a million happenings."""
    rows, first, last, disputed = array("q"), array("i"), array("i"), array("b")
    columns = {name: _Coder() for name in FACETS}
    for place, (row, low, high, contested, *values) in enumerate(
        tuples(
            record,
            "SELECT rowid, date_from, date_to, disputed <> '[]', type, status, coalesce(place_name, place_country) "
            "FROM happenings ORDER BY sort_key",
        )
    ):
        rows.append(row)
        first.append(_ordinal(low, high, _OPEN_FIRST))
        last.append(_ordinal(high, low, _OPEN_LAST))
        disputed.append(contested)
        for name, value in zip(("type", "status", "place"), values, strict=True):
            columns[name].add(place, value)
    numbers = np.array(rows, dtype=np.int64)
    places = _Places(numbers, np.argsort(numbers, kind="stable"))
    for row, side, key in tuples(
        record,
        "SELECT DISTINCT h.rowid, p.side, coalesce(p.country, iif(p.actor_id LIKE '%:~%', NULL, p.actor_id)) AS who "
        "FROM happening_reports r CROSS JOIN main.happenings h ON h.happening_id = r.happening_id "
        "CROSS JOIN participants p ON p.article_id = r.article_id AND p.event_id = r.event_id "
        "WHERE who IS NOT NULL ORDER BY who, 2, 1",
    ):
        columns[side].add(places.of(row), key)
    for row, publisher in tuples(
        record,
        "SELECT DISTINCT h.rowid, coalesce(a.publisher, a.agency) AS told_by FROM happening_reports r "
        "JOIN main.happenings h ON h.happening_id = r.happening_id JOIN articles a ON a.article_id = r.article_id "
        "WHERE told_by IS NOT NULL ORDER BY told_by, 1",
    ):
        columns["publisher"].add(places.of(row), publisher)
    labels = {
        actor_id.removeprefix("state:"): name
        for actor_id, name in tuples(record, "SELECT actor_id, name FROM activity WHERE name IS NOT NULL")
        if actor_id.removeprefix("state:") in columns["actor"].index
        or actor_id.removeprefix("state:") in columns["recipient"].index
    }
    return Chronicle(
        numbers,
        np.array(first, dtype=np.int32),
        np.array(last, dtype=np.int32),
        np.array(disputed, dtype=bool),
        {name: coder.codes() for name, coder in columns.items()},
        labels,
        places,
    )


class _Coder:
    """Gathers the values of a facet."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self._owner, self._code = array("i"), array("i")

    def add(self, place: int | None, value: str | None) -> None:
        """The happening at `place` has this value."""
        if value is not None and place is not None:
            self._owner.append(place)
            self._code.append(self.index.setdefault(value, len(self.index)))

    def codes(self) -> _Codes:
        """What was gathered."""
        owner, code = np.array(self._owner, dtype=np.int32), np.array(self._code, dtype=np.int32)
        return _Codes(tuple(self.index), self.index, owner, code)


def _ordinal(day: str | None, other: str | None, open_end: int) -> int:
    if day is None:
        return _NO_DAY if other is None else open_end
    return dt.date.fromisoformat(day).toordinal()
