"""Which of two readers is the newer."""

from __future__ import annotations


def supersedes(new: str, old: str) -> bool:
    """True when a reading by version `new` takes the place of one by `old`."""
    return new != old and _order(new) >= _order(old)


def _order(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: `1.10+fast` is after `1.9`."""
    numbers = version.partition("+")[0].split(".")
    return tuple(int(n) if n.isdecimal() else -1 for n in numbers)
