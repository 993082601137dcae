"""The lexicons of the actors' room: nouns for people and bodies, titles, given names, and word lists; loaded once."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

import yaml

from dragoman.reference.folding import fold

Kind = Literal["office", "person", "organ", "group", "people"]
"""What a common noun names: an office's holder, a person, a body of a state, a body of others, a population."""

_BRITISH = {
    "defence": "defense", "labour": "labor", "organisation": "organization", "neighbour": "neighbor",
    "programme": "program", "centre": "center", "organisations": "organizations", "neighbours": "neighbors",
    "armour": "armor", "counsellor": "counselor", "traveller": "traveler", "labourer": "laborer",
    "programmes": "programs", "travellers": "travelers", "labourers": "laborers", "organiser": "organizer",
    "organisers": "organizers", "defences": "defenses", "parliamentry": "parliamentary",
}  # fmt: skip
_IRREGULAR = {"person": "persons", "child": "children", "wife": "wives", "thief": "thieves", "staff": "staff"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A reading of a noun phrase by its head: the words that must stand before the head (`before`) and after it
    (`after`), what it names, its PLOVER sector, the reference's role, the gender that the word itself tells."""

    head: str
    before: frozenset[str]
    after: tuple[str, ...]
    kind: Kind
    sector: str | None
    role: str | None
    gender: str | None
    plural: str | None

    @property
    def weight(self) -> int:
        """How many words the reading asks for: the most particular reading wins."""
        return len(self.before) + len(self.after)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the room knows of English words. Keys are lower case, in American spelling."""

    nouns: Mapping[str, tuple[tuple[Noun, bool], ...]]
    """Readings by head word, the most particular first, with True for a plural form."""
    given_names: Mapping[str, str]
    honorifics: Mapping[str, Mapping[str, str]]
    org_words: Mapping[str, str | None]
    words: Mapping[str, frozenset[str]]
    only: Mapping[str, str]
    """Offices that only one state has under that name, with its ISO3."""
    regions: Mapping[str, tuple[tuple[str, str, str], ...]]
    """By adjective: the list of plural nouns that it goes with, the key and the name of the group of states."""

    def readings(self, word: str) -> tuple[tuple[Noun, bool], ...]:
        """The readings of a head word in lower case, most particular first; empty for a word not known."""
        return self.nouns.get(_BRITISH.get(word, word), ())


def american(word: str) -> str:
    """The American spelling of a lower-case word that the lexicon spells so."""
    return _BRITISH.get(word, word)


def plural_of(noun: str) -> str:
    """The regular English plural of a noun, and the irregular ones that the lexicon holds."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("man") and noun not in {"german", "ottoman", "roman"}:
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    return noun + "s"


def _read(name: str) -> str:
    return (files("dragoman.actors") / "data" / name).read_text(encoding="utf-8")


def _nouns() -> dict[str, tuple[tuple[Noun, bool], ...]]:
    found: dict[str, list[tuple[Noun, bool]]] = {}
    for row in csv.DictReader(io.StringIO(_read("nouns.csv"))):
        words = row["phrase"].lower().split()
        at = next((i for i, w in enumerate(words) if w in {"of", "for", "to", "at", "in", "on"}), len(words)) - 1
        noun = Noun(
            words[at],
            frozenset(words[:at]),
            tuple(words[at + 1 :]),
            cast(Kind, row["kind"]),
            row["sector"] or None,
            row["role"] or None,
            row["gender"] or None,
            row["plural"] or None,
        )
        found.setdefault(noun.head, []).append((noun, False))
        many = plural_of(noun.head)
        if many != noun.head:
            found.setdefault(many, []).append((noun, True))
    return {
        head: tuple(sorted(readings, key=lambda r: (-r[0].weight, r[0].kind != "people")))
        for head, readings in found.items()
    }


@cache
def lexicon() -> Lexicon:
    """The packaged lexicons (about 30 ms, once a process)."""
    words: dict[str, Any] = yaml.safe_load(_read("words.yaml"))
    given = {"m": "male", "f": "female", "": ""}
    names = {r["name"]: given[r["gender"]] for r in csv.DictReader(io.StringIO(_read("given_names.csv")))}
    regions: dict[str, list[tuple[str, str, str]]] = {}
    for r in csv.DictReader(io.StringIO(_read("regions.csv"))):
        regions.setdefault(r["adjective"], []).append((r["heads"], r["key"], r["name"]))
    return Lexicon(
        nouns=_nouns(),
        given_names=names,
        honorifics=words.pop("honorifics"),
        org_words=words.pop("org_words"),
        only=words.pop("only"),
        words={key: frozenset(value) for key, value in words.items()},
        regions={adjective: tuple(rows) for adjective, rows in regions.items()},
    )


def gender_of_given_name(name: str) -> str | None:
    """ "male" or "female" by a given name, `None` when it is not known or is borne by both."""
    return lexicon().given_names.get(fold(name)) or None


def sector_of_seat(folded: str) -> str:
    """The sector for which a capital, seat of government, ministry or parliament stands."""
    words = lexicon().words
    if folded in words["legislatures"]:
        return "LEG"
    return "MIL" if folded in words["militaries"] else "GOV"
