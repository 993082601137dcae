"""Persons' names: the common form, other spellings, the surname forms."""

from __future__ import annotations

import re
from itertools import product

from dragoman.reference.folding import fold

from building.sources import Row

_PEERAGE = re.compile(r",\s+(?:\d+\w*\s+)?(?:Baron|Baroness|Earl|Viscount|Lord|Marquess|Duke)\b.*$")
_SUFFIX = re.compile(r",?\s+(?:Jr\.?|Sr\.?|I{2,3}|IV)$")
_PARTICLES = frozenset(
    (
        "al el bin ibn bint ben van von der den ter ten de da do dos das di del della du la le y e abu ould mint"
        " zu af av al- ul"
    ).split()
)
_FAMILY_FIRST = frozenset("CHN KOR PRK TWN VNM KHM SGP".split())
_GIVEN_USED = frozenset("ETH ERI THA ISL VNM MNG".split())
_HISPANIC = frozenset("ESP MEX ARG CHL COL PER VEN ECU BOL URY PRY CRI GTM HND SLV NIC PAN CUB DOM PRI GNQ".split())
_MOST = 16


def clean_name(label: str) -> str:
    """A Wikidata label without a peerage, with a plain "Jr." and single spaces."""
    name = _PEERAGE.sub("", label.replace("’", "'"))
    name = re.sub(r",\s*(Jr|Sr)\.?$", r" \1.", name)
    return re.sub(r"\s+", " ", name).strip()


def _tokens(name: str) -> list[str]:
    return _SUFFIX.sub("", name).split()


def surnames_of(name: str, country: str) -> list[str]:
    """The forms by which a later mention may call a person, the fullest first."""
    name = re.sub(r"\s+of\s+(?:the\s+)?[A-Z].*$", "", name)
    tokens = _tokens(name)
    if len(tokens) < 2:
        return tokens
    if country in _FAMILY_FIRST and "al-" not in name.lower():
        found = [tokens[0]]
        if country in _GIVEN_USED:
            found.insert(0, tokens[-1])
        return found
    last = tokens[-1]
    found = []
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1].lower() in _PARTICLES:
        start -= 1
    if start < len(tokens) - 1:
        found.append(" ".join(tokens[start:]))
    elif country in _HISPANIC and len(tokens) >= 4:
        found += [" ".join(tokens[-2:]), tokens[-2]]
    found.append(last)
    bare = re.sub(r"^(?:al|el|ash|as|ad|an|ar|at)[-‑](?=.)", "", last, flags=re.IGNORECASE)
    if bare != last:
        found += [f"al-{bare}", f"al {bare}", bare[:1].upper() + bare[1:]]
    if country in _GIVEN_USED:
        found.append(tokens[0])
    return [f for f in dict.fromkeys(found) if len(f) > 1 and not f.endswith(".")]


def aliases_of(name: str, country: str, spellings: list[Row]) -> list[str]:
    """Other spellings of a name: transliterations, the Arabic article's forms, without a middle initial."""
    variants = {fold(v): row["spellings"].split("|") for row in spellings for v in row["spellings"].split("|")}
    choices: list[list[str]] = []
    for token in name.split():
        options = [token, *(v for v in variants.get(fold(token), ()) if fold(v) != fold(token))]
        article = re.match(r"(?i)(al|el|ash|as|ad|an|ar|at)-(.+)$", token)
        if article and len(article.group(2)) > 2:
            bare = article.group(2)[:1].upper() + article.group(2)[1:]
            options = [token, bare, f"al {bare}", f"el-{bare}", f"al-{bare}"]
            options += [v for s in variants.get(fold(bare), ()) for v in (f"al-{s}", s)]
        choices.append(list(dict.fromkeys(options)))
    found = [" ".join(c) for c, _ in zip(product(*choices), range(_MOST), strict=False)]
    found += [re.sub(r"\s[A-Z]\.(?=\s)", "", f) for f in found]
    found += [_SUFFIX.sub("", f) for f in found]
    found += [f.replace("-", " ") for f in found if "-" in f and "al-" not in f.lower()]
    found += [f.replace("'", "") for f in found if "'" in f]
    found += [re.sub("đ", "dj", re.sub("Đ", "Dj", f)) for f in found if "đ" in f.lower()]
    kept: dict[str, str] = {}
    for alias in found:
        if len(alias.split()) > 1:
            kept.setdefault(fold(alias), alias)
    kept.pop(fold(name), None)
    return list(kept.values())[: 2 * _MOST]
