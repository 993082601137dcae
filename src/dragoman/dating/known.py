"""Happenings and inventions that every reader knows the day of: what names one was not written before it."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import KnownDay, known_days
from dragoman.dating.surroundings import quoted
from dragoman.model import Span

_WORD = re.compile(r"[a-z]{3,}")


@lru_cache(maxsize=1)
def _by_key() -> tuple[dict[str, list[int]], list[int]]:
    """Places in the list of known days by key word, and those that have none and are searched in every text."""
    by_key: dict[str, list[int]] = {}
    always = []
    for i, known in enumerate(known_days()):
        if known.keys is None:
            always.append(i)
        for key in sorted(known.keys or ()):
            by_key.setdefault(key, []).append(i)
    return by_key, always


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, as key words are looked up."""
    return set(_WORD.findall(text.lower()))


def within_reach(text: str) -> list[KnownDay]:
    """The known days whose key words a text has, earliest first."""
    by_key, always = _by_key()
    found = set(always)
    for word in words_of(text) & by_key.keys():
        found.update(by_key[word])
    days = known_days()
    return [days[i] for i in sorted(found)]


def from_known_days(text: str) -> list[Evidence]:
    """Evidence from happenings and inventions that the text names."""
    out = []
    for known in within_reach(text):
        m = known.named.search(text)
        if m is not None:
            reason = f"“{quoted(text, Span(*m.span()))}”: {known.what} is of {known.day}"
            out.append(Evidence.between(known.day, None, reason, source=known.what))
    return out
