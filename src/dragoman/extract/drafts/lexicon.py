"""The reviewed words of `lexicon.yaml`, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets by their name in the file, and the maps from a verb to a ballot and to a draft's fate."""

    sets: Mapping[str, frozenset[str]]
    ballot: Mapping[str, str]
    """Verb with a draft as its object, to its subject's ballot."""
    fate: Mapping[str, str]
    """Verb done to a draft, to the draft's fate."""
    sponsor_fate: Mapping[str, str]

    def has(self, name: str, word: str) -> bool:
        """True when `word` is in the list called `name`."""
        return word in self.sets[name]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon; read from the package's data at the first call."""
    raw: dict[str, Any] = yaml.safe_load((files(__package__) / "lexicon.yaml").read_text("utf-8"))
    ballot = {verb: vote for vote, verbs in raw.pop("object").items() for verb in verbs}
    fate = {verb: fate for fate, verbs in raw.pop("fate").items() for verb in verbs}
    sponsor_fate = raw.pop("sponsor_fate")
    sets = {name: frozenset(str(word) for word in words) for name, words in raw.items()}
    return Lexicon(sets, ballot, fate, sponsor_fate)
