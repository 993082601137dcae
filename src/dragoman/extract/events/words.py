"""The word classes that events are read with, loaded once from the lexicon's YAML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml

from dragoman.model import Status


def load_yaml(name: str) -> Any:
    """A file of the lexicon folder, parsed by YAML's safe loader."""
    text = files("dragoman.extract.events").joinpath("lexicon", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@dataclass(frozen=True, slots=True)
class Words:
    """Lemma classes: `kinds` from nouns.yaml (a lemma may have several), `syntax` from syntax.yaml, and the status
    that a verb, noun or adjective above an act gives it (status.yaml)."""

    kinds: dict[str, frozenset[str]]
    syntax: dict[str, frozenset[str]]
    verb_status: dict[str, Status]
    noun_status: dict[str, Status]
    adjective_status: dict[str, Status]

    def kinds_of(self, kind: str) -> frozenset[str]:
        """The lemmas of one class of nouns.yaml."""
        return _lemmas_of(kind)


@cache
def words() -> Words:
    """The word classes; read from disk on the first call."""
    kinds: dict[str, set[str]] = {}
    for kind, listed in load_yaml("nouns.yaml").items():
        for lemma in str(listed).split():
            kinds.setdefault(lemma, set()).add(kind)
    syntax = {name: frozenset(str(listed).split()) for name, listed in load_yaml("syntax.yaml").items()}
    status = load_yaml("status.yaml")
    return Words(
        {lemma: frozenset(found) for lemma, found in kinds.items()},
        syntax,
        *({lemma: cast(Status, name) for name, listed in status[part].items() for lemma in str(listed).split()}
          for part in ("verbs", "nouns", "adjectives")),
    )  # fmt: skip


@cache
def _lemmas_of(kind: str) -> frozenset[str]:
    return frozenset(lemma for lemma, found in words().kinds.items() if kind in found)
