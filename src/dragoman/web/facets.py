"""What happenings can be narrowed by, as columns of numbers as small as they may be."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dragoman.web.places import Places, small

AT_ONCE = 1 << 18
"""Happenings that are counted in one go."""

Mask = NDArray[np.bool_]


class Facet(Protocol):
    """The values of one facet. Every one of the `names` is had by some happening."""

    @property
    def names(self) -> Sequence[str]:
        """The values, in the order of their names."""

    @property
    def index(self) -> Mapping[str, int]:
        """Where each value stands in `names`."""

    def having(self, values: Iterable[str], size: int) -> Mask:
        """Which happenings have any of the values."""

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """How many of the happenings in the mask have each value."""


@dataclass(frozen=True, slots=True)
class One:
    """A facet of which a happening has one value at most: `code[i]` is that of the i-th, -1 for none."""

    names: Sequence[str]
    index: Mapping[str, int]
    code: NDArray[np.signedinteger]

    def having(self, values: Iterable[str], size: int) -> Mask:
        """Which happenings have any of the values."""
        # The last place is that of -1.
        wanted = np.zeros(len(self.names) + 1, dtype=bool)
        wanted[[self.index[v] for v in values if v in self.index]] = True
        found: Mask = wanted[self.code]
        return found

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """How many of the happenings in the mask have each value."""
        counts = np.zeros(len(self.names), dtype=np.int64)
        # A little at a time: a count makes numbers of eight bytes of all that it counts.
        for begin in range(0, len(self.code), AT_ONCE):
            here = self.code[begin : begin + AT_ONCE][mask[begin : begin + AT_ONCE]]
            counts += np.bincount(here[here >= 0], minlength=len(self.names))
        return counts


@dataclass(frozen=True, slots=True)
class Some:
    """A facet of which a happening may have several values: those that have the n-th stand from `starts[n]` to before
    the next start of `owners`."""

    names: Sequence[str]
    index: Mapping[str, int]
    starts: NDArray[np.int64]
    owners: NDArray[np.int32]

    def having(self, values: Iterable[str], size: int) -> Mask:
        """Which happenings have any of the values."""
        mask = np.zeros(size, dtype=bool)
        for value in values:
            if (at := self.index.get(value)) is not None:
                end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.owners)
                mask[self.owners[self.starts[at] : end]] = True
        return mask

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """How many of the happenings in the mask have each value."""
        if not len(self.starts):
            return np.zeros(0, dtype=np.int64)
        having = np.empty(len(self.owners), dtype=bool)
        for begin in range(0, len(having), AT_ONCE):
            having[begin : begin + AT_ONCE] = mask[self.owners[begin : begin + AT_ONCE]]
        counts: NDArray[np.int64] = np.add.reduceat(having, self.starts, dtype=np.int64)
        return counts


class Gathered:
    """Gathers the values of a facet, by the rows of `happenings` that have them."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self._rows, self._codes = array("q"), array("i")

    def add(self, row: int, value: str | None) -> None:
        """The happening in this row has this value; to say so twice is to say it once."""
        if value is not None:
            self._rows.append(row)
            self._codes.append(self.index.setdefault(value, len(self.index)))

    def one(self, places: Places) -> One:
        """What was gathered, when it is one value a row."""
        names, owners, codes = self._in_order(places)
        column = np.full(len(places.rows), -1, dtype=small(len(names)))
        column[owners] = codes
        return One(names, {name: i for i, name in enumerate(names)}, column)

    def some(self, places: Places) -> Some:
        """What was gathered, when it may be several values a row."""
        names, owners, codes = self._in_order(places)
        pairs = np.unique(codes.astype(np.int64) << 32 | owners)
        starts = np.searchsorted(pairs, np.arange(len(names), dtype=np.int64) << 32)
        return Some(names, {name: i for i, name in enumerate(names)}, starts, (pairs & 0xFFFFFFFF).astype(np.int32))

    def _in_order(self, places: Places) -> tuple[list[str], NDArray[np.int32], NDArray[np.int32]]:
        """The values that some happening has, in the order of their names; who has them, and which of them."""
        owners, there = places.of_all(np.frombuffer(self._rows, dtype=np.int64))
        codes = np.frombuffer(self._codes, dtype=np.int32)[there]
        had = np.bincount(codes, minlength=len(self.index)) > 0
        names = sorted(name for name, code in self.index.items() if had[code])
        order = np.full(len(self.index), -1, dtype=np.int32)
        for new, name in enumerate(names):
            order[self.index[name]] = new
        return names, owners, order[codes]
