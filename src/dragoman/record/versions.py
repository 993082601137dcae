"""Which of two readers is the newer."""

from __future__ import annotations


def supersedes(new: str, old: str) -> bool:
    """True when a reading by version `new` takes the place of one by `old`.

    `2` takes the place of `2+fast`, the same reader's reading without the encoder, and not the other way round.
    """
    return new != old and _order(new) >= _order(old)


def _order(version: str) -> tuple[tuple[int, ...], bool]:
    """The leading numbers of a version, and whether nothing was left out: `1.10+fast` is after `1.9`, before `1.10`."""
    numbers, _, less = version.partition("+")
    return tuple(int(n) if n.isdecimal() else -1 for n in numbers.split(".")), less != "fast"
