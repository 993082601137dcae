"""Happenings and inventions that every reader knows the day of: what names one was not written before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import KnownDay, known_days
from dragoman.dating.surroundings import quoted
from dragoman.model import Span

BEFORE, AFTER = 60, 80
"""Characters around a key word in which its phrase is looked for."""
_WORD = re.compile(r"[a-z0-9]{2,}")


@lru_cache(maxsize=1)
def _by_key() -> dict[str, list[KnownDay]]:
    """The known days by their key words, earliest first."""
    by_key: dict[str, list[KnownDay]] = {}
    for known in known_days():
        for key in sorted(known.keys):
            by_key.setdefault(key, []).append(known)
    return by_key


def from_known_days(text: str) -> list[Evidence]:
    """Evidence from happenings and inventions that the text names."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change their length: no place would be right
        lowered = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    by_key = _by_key()
    found: dict[str, tuple[KnownDay, Span]] = {}
    for key in sorted(set(_WORD.findall(lowered)) & by_key.keys()):
        for at in _places(lowered, key):
            for known in by_key[key]:
                if known.what in found:
                    continue
                m = known.named.search(text, max(at - BEFORE, 0), at + len(key) + AFTER)
                if m is not None:
                    found[known.what] = (known, Span(*m.span()))
    out = []
    for known, span in sorted(found.values(), key=lambda f: (f[0].day, f[0].what)):
        reason = f"“{quoted(text, span)}”: {known.what} is of {known.day}"
        out.append(Evidence.between(known.day, None, reason, source=known.what))
    return out


def _places(lowered: str, key: str, most: int = 20) -> Iterator[int]:
    """Where the word stands, at most so many times."""
    at = lowered.find(key)
    while at >= 0 and most > 0:
        yield at
        most -= 1
        at = lowered.find(key, at + len(key))
