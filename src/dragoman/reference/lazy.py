"""A mapping whose values are made when they are first asked for: most of the reference is never looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

Raw = TypeVar("Raw")
Made = TypeVar("Made")


class Lazy(Mapping[str, Made], Generic[Raw, Made]):
    """Raw values by key, and the function that makes a value of one. Every value is made once."""

    def __init__(self, raw: Mapping[str, Raw], make: Callable[[Raw], Made]) -> None:
        self._raw = raw
        self._make = make
        self._made: dict[str, Made] = {}

    def __getitem__(self, key: str) -> Made:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(self._raw[key])
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)
