"""The words and the well-known days that dating goes by, read once from `words.yaml` and `events.yaml`."""

from __future__ import annotations

import datetime as dt
import re
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


def _read(name: str) -> Any:
    return yaml.safe_load((files(__package__) / name).read_text("utf-8"))


def any_of(words: list[str]) -> re.Pattern[str]:
    """Matches any of the words or phrases, whole, in any case; longest first."""
    listed = sorted((re.escape(w) for w in words), key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def titles() -> tuple[Title, ...]:
    """Titles in the order in which they are tried."""
    return tuple(Title(any_of(entry["words"]), frozenset(entry["roles"])) for entry in _read("words.yaml")["titles"])


@lru_cache(maxsize=16)
def words(name: str) -> re.Pattern[str]:
    """A list of `words.yaml` by its name."""
    return any_of(_read("words.yaml")[name])


@lru_cache(maxsize=1)
def known_days() -> tuple[KnownDay, ...]:
    """The well-known days, earliest first."""
    out = [
        KnownDay(
            entry["day"],
            entry["what"],
            re.compile(rf"(?<!\w)(?:{'|'.join(entry['named'])})(?!\w)", re.IGNORECASE),
            any_of([entry["place"]]) if "place" in entry else None,
            re.compile(entry["about"], re.IGNORECASE) if "about" in entry else None,
        )
        for entry in _read("events.yaml")
    ]
    return tuple(sorted(out, key=lambda e: e.day))
