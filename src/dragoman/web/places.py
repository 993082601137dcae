"""Where each row of a table stands in an order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Places:
    """Where in the chronology each row of `happenings` stands."""

    rows: NDArray[np.int64]
    by_row: NDArray[np.int64]

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
        return places[there].astype(np.int32), there
