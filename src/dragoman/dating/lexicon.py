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
    begins: bool
    """True for the beginning of a war or rising that goes on."""
    keys: frozenset[str]
    """Lower-case words of which a text has one where it names the thing."""


@lru_cache(maxsize=4)
def read(name: str) -> Any:
    """A YAML file of this room."""
    return yaml.safe_load((files(__package__) / name).read_text("utf-8"))


@lru_cache(maxsize=1)
def elections() -> tuple[dt.date, ...]:
    """The days of the votes in `campaigns.yaml`, earliest first."""
    return tuple(race["election"] for race in read("campaigns.yaml"))


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
            any_of(entry["place"].split("|")) if "place" in entry else None,
            re.compile(entry["about"], re.IGNORECASE) if "about" in entry else None,
            bool(entry.get("begins")),
            frozenset(entry["keys"]) if "keys" in entry else key_words(entry["named"]),
        )
        for entry in read("events.yaml")
    ]
    return tuple(sorted(out, key=lambda e: e.day))


_GAP = r"\s"
_GROUP = re.compile(r"\([^()]*\)[?*+]?")
_WHOLE_WORD = re.compile(r"(?<![\w?*+|.\\\x00\]-])[a-z0-9]{2,}(?![\w?*+|.\\\x00\[])")


def key_words(patterns: Sequence[str]) -> frozenset[str]:
    """For each pattern its longest word that stands in it as it is: a text without any of them need not be searched.

    Raises `ValueError` for a pattern without such a word; its entry then names `keys` of its own.
    """
    found = []
    for pattern in patterns:
        plain = pattern
        while _GROUP.search(plain):
            plain = _GROUP.sub("\0", plain)
        whole = _WHOLE_WORD.findall(plain)
        if not whole:
            raise ValueError(f"no word of {pattern!r} stands as it is: give `keys`")
        found.append(max(whole, key=lambda w: (len(w), w)))
    return frozenset(found)
