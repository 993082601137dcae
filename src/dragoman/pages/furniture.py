"""Page furniture: what a line of a captured page is when it is not journalism, by a reviewed list of patterns.

The list is `data/furniture.csv`: the kind of furniture, where the pattern must match (`whole` line, its `start`, `any`
place), whether a match is enough by itself (`certain`) or only a sign among others, and an example. Patterns are
matched against the folded line: lower case, plain spaces and quotes, no bullet.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

LONGEST_FURNITURE = 600
"""Only so many characters of a line are looked at: furniture is short, and a pattern must not read a 5 MB word."""

_FOLD = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u3000": " ", "\u200b": "", "\u200c": "", "\ufeff": "",
        "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2026": "...",
    }
)  # fmt: skip
_BULLET = re.compile(r"^[\s•‣▪●◦·*>»–—\-|]+")
_SPACES = re.compile(r"\s+")
_TAIL = " \t:.,!>»→›…|·•-"


def fold(line: str) -> str:
    """The line as the patterns see it: at most `LONGEST_FURNITURE` characters, lower case, plain spaces and quotes."""
    text = line[: LONGEST_FURNITURE * 2].translate(_FOLD)
    return _SPACES.sub(" ", _BULLET.sub("", text)).strip().lower()[:LONGEST_FURNITURE]


@lru_cache(maxsize=1)
def _patterns() -> dict[tuple[str, str, bool], re.Pattern[str]]:
    """One compiled alternation for each (kind, scope, certain)."""
    groups: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    source = files("dragoman.pages").joinpath("data/furniture.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(source.splitlines()):
        groups[row["kind"], row["scope"], row["certain"] == "yes"].append(row["pattern"])
    return {key: re.compile("|".join(f"(?:{p})" for p in found)) for key, found in groups.items()}


@lru_cache(maxsize=1)
def kinds() -> tuple[str, ...]:
    """Every kind of furniture, in the order of the list."""
    return tuple(dict.fromkeys(kind for kind, _, _ in _patterns()))


def furniture(folded: str) -> dict[str, bool]:
    """The kinds of furniture that a folded line shows, each with whether that is certain."""
    found: dict[str, bool] = {}
    if not folded:
        return found
    trimmed = folded.rstrip(_TAIL)
    for (kind, scope, certain), pattern in _patterns().items():
        if found.get(kind):
            continue
        if scope == "whole":
            hit = len(folded) <= 120 and (pattern.fullmatch(trimmed) or pattern.fullmatch(folded))
        elif scope == "start":
            hit = pattern.match(folded)
        else:
            hit = pattern.search(folded)
        if hit:
            found[kind] = certain or found.get(kind, False)
    return found
