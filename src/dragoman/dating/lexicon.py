"""The words and the well-known days that dating goes by, read once from `words.yaml` and `events.yaml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Title:
    """Words of a title and the classes of office that they stand for."""

    pattern: re.Pattern[str]
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownDay:
    """Something whose day is known: how it is named, and where and what it was, for "30 years ago" beside it."""

    day: dt.date
    what: str
    named: re.Pattern[str]
    place: re.Pattern[str] | None
    about: re.Pattern[str] | None
    keys: frozenset[str] | None
    """Lower-case words of which a text has one where it names the thing; `None` when that cannot be told."""


@lru_cache(maxsize=4)
def read(name: str) -> Any:
    """A YAML file of this room."""
    return yaml.safe_load((files(__package__) / name).read_text("utf-8"))


def any_of(words: list[str]) -> re.Pattern[str]:
    """Matches any of the words or phrases, whole, in any case; longest first."""
    listed = sorted((re.escape(w).replace("\\ ", r"\s+") for w in words), key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def titles() -> tuple[Title, ...]:
    """Titles in the order in which they are tried."""
    return tuple(Title(any_of(entry["words"]), frozenset(entry["roles"])) for entry in read("words.yaml")["titles"])


@lru_cache(maxsize=16)
def words(name: str) -> re.Pattern[str]:
    """A list of `words.yaml` by its name."""
    return any_of(read("words.yaml")[name])


@lru_cache(maxsize=1)
def known_days() -> tuple[KnownDay, ...]:
    """The well-known days, earliest first."""
    out = [
        KnownDay(
            entry["day"],
            entry["what"],
            re.compile(rf"(?<!\w)(?:{'|'.join(w.replace(' ', _GAP) for w in entry['named'])})(?!\w)", re.IGNORECASE),
            any_of([entry["place"]]) if "place" in entry else None,
            re.compile(entry["about"], re.IGNORECASE) if "about" in entry else None,
            key_words(entry["named"]),
        )
        for entry in read("events.yaml")
    ]
    return tuple(sorted(out, key=lambda e: e.day))


_GAP = r"\s"
_GROUP = re.compile(r"\([^()]*\)[?*+]?")
_WHOLE_WORD = re.compile(r"(?<![\w?*+|.\\\x00])[a-z]{3,}(?![\w?*+|.\\\x00])")


def key_words(patterns: Sequence[str]) -> frozenset[str] | None:
    """For each pattern its longest word that stands in it as it is: a text without any of them need not be searched."""
    found = []
    for pattern in patterns:
        while _GROUP.search(pattern):
            pattern = _GROUP.sub("\0", pattern)
        whole = _WHOLE_WORD.findall(pattern)
        if not whole:
            return None
        found.append(max(whole, key=lambda w: (len(w), w)))
    return frozenset(found)
