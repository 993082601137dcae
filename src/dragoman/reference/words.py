"""Which words are too common to be anybody's name."""

from __future__ import annotations

import gzip
from functools import cache

from dragoman.reference.folding import fold
from dragoman.reference.packaged import packaged_bytes


@cache
def _common() -> frozenset[str]:
    data = packaged_bytes("reference/data/common_words.txt.gz")
    return frozenset(gzip.decompress(data).decode("utf-8").split())


def is_common_word(name: str) -> bool:
    """True when a name, however capitalised, is a single common English word.

    A name in capitals of two or more letters ("WHO", "US", "AU") is none: it is only found in capitals.
    """
    if " " in name or (len(name) > 1 and name.isupper()):
        return False
    return fold(name).strip(".") in _common()
