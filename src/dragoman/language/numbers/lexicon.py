"""The words that numbers are made of, from `words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the file by what they do in a number, in lower case; `opening` finds where a number may start."""

    opening: re.Pattern[str]
    units: Mapping[str, int]
    tens: Mapping[str, int]
    multipliers: Mapping[str, int]
    bounds: Mapping[str, tuple[int, int]]
    bounds_of: Mapping[str, tuple[int, int]]
    vague: Mapping[tuple[str, ...], tuple[int, int]]
    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The words; read from the package's data at the first call."""
    raw = yaml.safe_load((files(__package__) / "words.yaml").read_text("utf-8"))

    def pairs(name: str) -> dict[str, tuple[int, int]]:
        return {k: (v[0], v[1]) for k, v in raw[name].items()}

    alone = {*raw["units"], *raw["tens"], *raw["bounds"], *raw["multipliers"], "half", "several"}
    after_a = {*raw["multipliers"], "half", *(phrase.split()[1] for phrase in raw["vague"] if " " in phrase)}
    opening = re.compile(rf"\d+|\b(?:{_any(alone)}|a(?=\s+(?:{_any(after_a)})\b))\b", re.IGNORECASE)
    return Words(
        opening,
        raw["units"],
        raw["tens"],
        raw["multipliers"],
        pairs("bounds"),
        pairs("bounds_of"),
        {tuple(k.split()): v for k, v in pairs("vague").items()},
        {tuple(k.split()): v for k, v in raw["before"].items()},
        {tuple(k.split()): v for k, v in raw["after"].items()},
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))
