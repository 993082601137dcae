"""The cue lexicon: which verbs, nouns and adjectives can be cues, their class, and PLOVER and CAMEO codes of the class.

`cues.csv` has a row a lemma (with the particle or preposition that gives it another class), `classes.csv` a row a class
with the constructions that its cues take. Reviewed data: written by hand, then checked against counts on PolNeAR's
training articles.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class CueClass:
    """A class of cues; `plover` and `cameo` where a cue of the class is such an act by itself."""

    name: str
    plover: str | None
    cameo: str | None
    frames: tuple[str, ...]


@cache
def cue_classes() -> dict[str, CueClass]:
    """All classes by name."""
    return {
        row["cue_class"]: CueClass(
            row["cue_class"], row["plover"] or None, row["cameo"] or None, tuple(row["frames"].split())
        )
        for row in _rows("classes.csv")
    }


@cache
def _classes() -> dict[tuple[str, str], dict[str, str]]:
    """Part of speech and lemma -> what may stand beside it (or nothing) -> class."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in _rows("cues.csv"):
        found.setdefault((row["pos"], row["lemma"]), {})[row["with"]] = row["cue_class"]
    return found


def class_of(part: str, lemma: str, beside: str = "") -> str | None:
    """The class of a lemma as verb (`v`), noun (`n`) or adjective (`j`); `None` when it is no cue.

    `beside` is a particle or preposition that may change it: "call" describes, "call for" asks.
    """
    rows = _classes().get((part, lemma))
    if rows is None:
        return None
    return (rows.get(beside) if beside else None) or rows.get("")


@cache
def silences() -> tuple[tuple[str, str], ...]:
    """Pairs of a cue's lemma and the start of what then is no content ("decline", "to comment")."""
    return tuple((row["cue"], row["content"]) for row in _rows("silence.csv"))


@cache
def acts() -> dict[str, tuple[tuple[str, bool], ...]]:
    """Lemma of a verb that tells no attribution -> (start of the frame, only where nobody is named as the source)."""
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for row in _rows("acts.csv"):
        found[row["lemma"]] = (*found.get(row["lemma"], ()), (row["frame"], row["source"] == "none"))
    return found


@cache
def recalled() -> frozenset[str]:
    """Lemmas of nouns for those whom a state calls home: to recall them is no memory."""
    return frozenset(row["noun"] for row in _rows("recalled.csv"))


@cache
def speaking_nouns() -> frozenset[str]:
    """Lemmas of nouns for those who speak in headlines: "Talks must go on: minister"."""
    return frozenset(row["noun"] for row in _rows("speakers.csv"))


@cache
def documents() -> frozenset[str]:
    """Lemmas of nouns for writings that ask, condemn and say: "a resolution that condemns"."""
    return frozenset(row["noun"] for row in _rows("documents.csv"))


@cache
def occasions() -> dict[str, tuple[tuple[frozenset[str], str], ...]]:
    """Noun -> (words of which one must stand before it, the occasion), in the order of the file."""
    found: dict[str, tuple[tuple[frozenset[str], str], ...]] = {}
    for row in _rows("occasions.csv"):
        found[row["noun"]] = (*found.get(row["noun"], ()), (frozenset(row["with"].split()), row["occasion"]))
    return found


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files(__package__) / name).read_text(encoding="utf-8").splitlines()))
