"""The words of time expressions, read once from `lexicon.yaml`, `phrases.yaml` and `holidays.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from dragoman.model.reading import TimexType

Words = Mapping[str, Mapping[str, Any]]


def read(name: str) -> Any:
    """One of the YAML files beside the code."""
    return yaml.safe_load((files(__package__) / name).read_text("utf-8"))


@lru_cache(maxsize=1)
def word_classes() -> Words:
    """Class -> word -> value; a class that is a plain list has each word for its own value."""
    out: dict[str, Mapping[str, Any]] = {}
    for name, words in read("lexicon.yaml").items():
        out[name] = words if isinstance(words, dict) else {word: word for word in words}
    return out


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[TimexType, str]]:
    """Fixed phrases -> TIMEX3 type and value."""
    return {
        phrase: (kind, value)
        for kind, values in read("phrases.yaml").items()
        for value, listed in values.items()
        for phrase in listed
    }


@lru_cache(maxsize=1)
def holidays() -> Mapping[str, Mapping[str, Any]]:
    """Names of feasts and holidays -> how their day is found."""
    return {name: entry for entry in read("holidays.yaml") for name in entry["names"]}
