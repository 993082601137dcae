"""Page furniture: what a line of a captured page is when it is not journalism, by a reviewed list of patterns.

The list is `data/furniture.csv`: the kind of furniture; where the pattern must match (the `whole` line, its `start` or
`end`, `any` place); whether a match is enough by itself (`certain`) or only a sign among others; for patterns that are
searched, the strings of which one must be there (`needs`, parted by "|"), which saves the search; and an example.
Patterns are matched against the folded line: lower case, plain spaces and quotes, no bullet.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import ahocorasick_rs

LONGEST_FURNITURE = 600
"""Only so many characters of a line are looked at: furniture is short, and a pattern must not read a 5 MB word."""
LONGEST_WHOLE = 120
"""Characters of a line that is furniture as a whole by a `whole` pattern."""
END = 180
"""Characters of a line's end that `end` patterns see."""

_FOLD = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\u2007\u3000", " ")
    | dict.fromkeys("\u200b\u200c\ufeff", "")
    | dict.fromkeys("‘’", "'")
    | dict.fromkeys("“”", '"')
    | dict.fromkeys("–—", "-")
    | {"…": "..."}
)
_HALF = re.compile("[\ud800-\udfff]")
"""Half characters (lone surrogates): no string matcher takes them."""
_BULLET = " \t•‣▪●◦·*>»-|"
_TAIL = " \t:.,!>»→›…|·•-"


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    scope: str
    certain: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules that every line is tried with, and those that wait for a string they need."""

    always: tuple[_Rule, ...]
    waiting: tuple[_Rule, ...]
    strings: ahocorasick_rs.AhoCorasick
    wakes: tuple[int, ...]
    """For each of `strings` the index in `waiting` that it wakes."""


def fold(line: str) -> str:
    """The line as the patterns see it: at most `LONGEST_FURNITURE` characters, lower case, plain spaces and quotes."""
    text = line[: LONGEST_FURNITURE * 2]
    if not text.isascii():
        text = _HALF.sub("\ufffd", text.translate(_FOLD))
    return " ".join(text.split()).lstrip(_BULLET).lower()[:LONGEST_FURNITURE]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    groups: dict[tuple[str, str, bool, str], list[str]] = defaultdict(list)
    source = files("dragoman.pages").joinpath("data/furniture.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(source.splitlines()):
        groups[row["kind"], row["scope"], row["certain"] == "yes", row["needs"]].append(row["pattern"])
    always: list[_Rule] = []
    waiting: list[_Rule] = []
    strings: list[str] = []
    wakes: list[int] = []
    for (kind, scope, certain, needs), patterns in groups.items():
        rule = _Rule(kind, scope, certain, re.compile("|".join(f"(?:{p})" for p in patterns)))
        if needs:
            strings.extend(needs.split("|"))
            wakes.extend([len(waiting)] * len(needs.split("|")))
            waiting.append(rule)
        else:
            always.append(rule)
    return _Rules(tuple(always), tuple(waiting), ahocorasick_rs.AhoCorasick(strings), tuple(wakes))


@lru_cache(maxsize=1)
def kinds() -> tuple[str, ...]:
    """Every kind of furniture, in alphabetical order."""
    rules = _rules()
    return tuple(sorted({rule.kind for rule in (*rules.always, *rules.waiting)}))


@lru_cache(maxsize=4096)
def furniture(folded: str) -> Mapping[str, bool]:
    """The kinds of furniture that a folded line shows, each with whether that is certain."""
    found: dict[str, bool] = {}
    if not folded:
        return MappingProxyType(found)
    trimmed = folded.rstrip(_TAIL)
    rules = _rules()
    awake = {rules.wakes[i] for i, _, _ in rules.strings.find_matches_as_indexes(folded, overlapping=True)}
    for rule in (*rules.always, *(rules.waiting[i] for i in sorted(awake))):
        if not found.get(rule.kind) and _matches(rule, folded, trimmed):
            found[rule.kind] = rule.certain or found.get(rule.kind, False)
    return MappingProxyType(found)


def _matches(rule: _Rule, folded: str, trimmed: str) -> bool:
    if rule.scope == "whole":
        if len(folded) > LONGEST_WHOLE:
            return False
        whole = rule.pattern.fullmatch
        return whole(trimmed) is not None or (trimmed != folded and whole(folded) is not None)
    if rule.scope == "start":
        return rule.pattern.match(folded) is not None
    if rule.scope == "end":
        return len(folded) < LONGEST_FURNITURE and rule.pattern.search(folded[-END:]) is not None
    return rule.pattern.search(folded) is not None
