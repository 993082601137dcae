"""What speaks for a construction beside what the labelled articles teach (`lexicon/priors.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of


@dataclass(frozen=True, slots=True)
class Prior:
    """One row: every field that it has must fit."""

    frames: tuple[str, ...]
    classes: frozenset[str]
    lemmas: frozenset[str]
    note: str
    source: bool
    value: float


def prior_of(c: Candidate) -> float:
    """The log-odds that the candidate's construction gets: those of the first row that fits, 0 where none does."""
    rows = _by_frame(c.frame)
    if not rows:
        return 0.0
    cue_class = cue_class_of(c) or ""
    for row in rows:
        if (
            (not row.classes or cue_class in row.classes)
            and (not row.note or row.note in c.marks)
            and (not row.lemmas or c.tree.stem[c.head] in row.lemmas)
            and (not row.source or c.source)
        ):
            return row.value
    return 0.0


@lru_cache(maxsize=2000)
def _by_frame(frame: str) -> tuple[Prior, ...]:
    return tuple(row for row in priors() if any(_fits(frame, name) for name in row.frames))


def _fits(frame: str, name: str) -> bool:
    """A frame fits a name that is its own or, up to a sign, its start: `q` fits `q<>`, `paren` fits `paren-bare`."""
    return frame.startswith(name) and not frame[len(name) :][:1].isalpha() and not frame[len(name) :].startswith("+")


@cache
def priors() -> tuple[Prior, ...]:
    """All rows, in the order of the file."""
    text = (files(__package__) / "lexicon" / "priors.yaml").read_text(encoding="utf-8")
    return tuple(
        Prior(
            tuple(str(name) for name in row["frames"]),
            frozenset(row.get("classes", ())),
            frozenset(row.get("lemmas", ())),
            row.get("note", ""),
            bool(row.get("source", False)),
            float(row["prior"]),
        )
        for row in yaml.safe_load(text)
    )
