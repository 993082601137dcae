"""Where each row of a table stands in an order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32] | NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """Rows of a table in an order: that of `rows[i]` is the i-th; `by_row` are the places in the order of the rows."""

    rows: Numbers
    by_row: NDArray[np.int32]

    @classmethod
    def of_rows(cls, rows: NDArray[np.int64]) -> Places:
        """Of all rows of a table, in the order in which they are shown."""
        return cls(fit(rows), np.argsort(rows, kind="stable").astype(np.int32))

    def of(self, row: int) -> int | None:
        """The place of a row; `None` when the row came later."""
        at = int(np.searchsorted(self.rows, row, sorter=self.by_row))
        place = int(self.by_row[at]) if at < len(self.rows) else -1
        return place if place >= 0 and int(self.rows[place]) == row else None

    def of_all(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """The places of many rows, and which of them have one: those that came later have none."""
        if not len(self.rows):
            return np.empty(0, dtype=np.int32), np.zeros(len(rows), dtype=bool)
        at = np.minimum(np.searchsorted(self.rows, rows, sorter=self.by_row), len(self.rows) - 1)
        places = self.by_row[at]
        there = self.rows[places] == rows
        return places[there], there


def fit(numbers: NDArray[np.int64]) -> Numbers:
    """The numbers in half the room, where that is enough for all of them."""
    if len(numbers) and int(numbers.max()) > np.iinfo(np.int32).max:
        return numbers
    return numbers.astype(np.int32)


def small(values: int) -> type[np.int8] | type[np.int16] | type[np.int32]:
    """The smallest type for the numbers from -1 to before so many."""
    return np.int8 if values <= 127 else np.int16 if values <= 32_767 else np.int32
