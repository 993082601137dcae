"""The happenings of a record as columns of numbers, so that filters and their counts are answered at once.

Everything that is counted beside the timeline (types, statuses, places, publishers, actors) is held as codes in the
order of the chronology; of a happening itself only its row is kept, and its words are fetched when it is shown.
About 50 bytes a happening. Made once for each version of the record.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Interval
from dragoman.record import Record
from dragoman.record.filters import states_named
from dragoman.web.asking import Filters
from dragoman.web.facets import Facet, Gathered
from dragoman.web.places import Numbers, Places
from dragoman.web.records import tuples
from dragoman.web.words import Told, Words

Positions = NDArray[np.int32]
"""Places in the chronology, rising."""

_ONE = ("type", "status", "place")
"""The facets of which a happening has one value at most."""
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
class Chronicle:
    """All happenings, in order."""

    rows: Numbers
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    disputed: NDArray[np.bool_]
    codes: Mapping[str, Facet]
    labels: Mapping[str, str]
    places: Places

    @property
    def size(self) -> int:
        """How many happenings there are."""
        return len(self.rows)

    def found(self, record: Record, filters: Filters, words: Words, told: Told | None = None) -> NDArray[np.bool_]:
        """Which happenings have all that is asked; `words` are what a search of the sentences needs, `told` what it
        gave if that is known."""
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
        for sentences, word in words.told(record, filters.about) if told is None else told:
            mine = words.happenings.having(sentences, mask)
            # As in the record's own search, the name of a state also finds what it took part in.
            for code in states_named(record.table("happenings").connection, word):
                mine |= self.codes["actor"].having((code,), self.size)
                mine |= self.codes["recipient"].having((code,), self.size)
            mask &= mine
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
        """Those that the record finds by itself: parts of names."""
        table = record.happenings(**asked)
        rows = tuples(
            record,
            f"SELECT h.rowid FROM main.happenings h WHERE h.happening_id IN (SELECT happening_id FROM ({table.sql}))",
            tuple(table.parameters),
        )
        return np.isin(self.rows, np.fromiter((row for (row,) in rows), dtype=np.int64))


def chronicle_of(record: Record) -> Chronicle:
    """Reads the chronicle of a record; some seconds for half a million happenings."""
    rows, first, last, disputed = array("q"), array("i"), array("i"), array("b")
    columns = {name: Gathered() for name in FACETS}
    for row, low, high, contested, *values in tuples(
        record,
        "SELECT rowid, date_from, date_to, disputed <> '[]', type, status, coalesce(place_name, place_country) "
        "FROM happenings ORDER BY sort_key",
    ):
        rows.append(row)
        first.append(_ordinal(low, high, _OPEN_FIRST))
        last.append(_ordinal(high, low, _OPEN_LAST))
        disputed.append(contested)
        for name, value in zip(_ONE, values, strict=True):
            columns[name].add(row, value)
    judged = judged_keys(record)
    for row, side, article, actor_id, country in tuples(
        record,
        "SELECT h.rowid, p.side, p.article_id, p.actor_id, p.country "
        "FROM happening_reports r CROSS JOIN main.happenings h ON h.happening_id = r.happening_id "
        "CROSS JOIN main.participants p ON p.article_id = r.article_id AND p.event_id = r.event_id "
        "WHERE p.actor_id IS NOT NULL OR p.country IS NOT NULL",
    ):
        if actor_id in judged:
            of = judged[actor_id]
            actor_id, country = of.get(article) or of.get("") or (actor_id, country)
        if country or (actor_id and ":~" not in actor_id):
            columns[side].add(row, country or actor_id)
    told_by = dict(
        tuples(record, "SELECT article_id, coalesce(publisher, agency) AS told_by FROM articles "
                       "WHERE told_by IS NOT NULL")
    )  # fmt: skip
    for row, article in tuples(
        record,
        "SELECT h.rowid, r.article_id FROM happening_reports r "
        "CROSS JOIN main.happenings h ON h.happening_id = r.happening_id",
    ):
        columns["publisher"].add(row, told_by.get(article))
    places = Places.of_rows(np.frombuffer(rows, dtype=np.int64))
    named = {*columns["actor"].index, *columns["recipient"].index}
    labels = {
        short: name
        for actor_id, name in tuples(record, "SELECT actor_id, name FROM activity WHERE name IS NOT NULL")
        if (short := actor_id.removeprefix("state:")) in named
    }
    return Chronicle(
        places.rows,
        np.array(first, dtype=np.int32),
        np.array(last, dtype=np.int32),
        np.array(disputed, dtype=bool),
        {name: held.one(places) if name in _ONE else held.some(places) for name, held in columns.items()},
        labels,
        places,
    )


def judged_keys(record: Record) -> dict[str, dict[str, tuple[str | None, str | None]]]:
    """Of each actor that was judged, in which article ("" in all others) it is shown as whom, and of which country."""
    found: dict[str, dict[str, tuple[str | None, str | None]]] = {}
    for row in record.sql(
        "SELECT j.actor_id, j.article_id, j.shown_id, coalesce(j.country, (SELECT country FROM main.participants p "
        "WHERE p.actor_id = j.actor_id AND j.kept AND p.country IS NOT NULL LIMIT 1)) AS country FROM judged j"
    ):
        found.setdefault(row["actor_id"], {})[row["article_id"]] = (row["shown_id"], row["country"])
    return found


def _ordinal(day: str | None, other: str | None, open_end: int) -> int:
    if day is None:
        return _NO_DAY if other is None else open_end
    return dt.date.fromisoformat(day).toordinal()
