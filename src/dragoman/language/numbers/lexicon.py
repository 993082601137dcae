"""The words that numbers are made of, from `words.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Words:
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
    raw = yaml.safe_load((files(__package__) / "words.yaml").read_text("utf-8"))

    def pairs(name: str) -> dict[str, tuple[int, int]]:
        return {k: (v[0], v[1]) for k, v in raw[name].items()}

    return Words(
        raw["units"],
        raw["tens"],
        raw["multipliers"],
        pairs("bounds"),
        pairs("bounds_of"),
        {tuple(k.split()): v for k, v in pairs("vague").items()},
        {tuple(k.split()): v for k, v in raw["before"].items()},
        {tuple(k.split()): v for k, v in raw["after"].items()},
    )
