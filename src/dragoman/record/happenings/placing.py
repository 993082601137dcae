"""Where a report belongs before it is compared: its block, and the tokens by which cores and loose reports are found.

Blocks are of three kinds. `x`: reports of one exact day, joined among themselves. `w`: reports of a longer Interval, or
denials, which look for the one core that fits and are joined among themselves where there is none. `copy`: reports of
an article that copies another, which stand wherever the report that they copy stands.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from dragoman.record.happenings.profiles import FAMILIES, Profile
from dragoman.record.happenings.reports import Report
from dragoman.reference.folding import fold

WEEK = 7
"""Days of an Interval in which who and whom tell an event, as they do on one day."""
WIDEST = 31
"""Days of the longest Interval that finds a core by anything else than the same sentence."""
TOLD_AFTER = 7
"""A denial, or an accusation that names no day, is told so many days after what it is about, at most."""
RECALLED = 366
"""Days of the longest Interval in which talks that are told without their day are the only ones."""
NAMES = 8
"""Names by which an attack is found."""
TOLL_TELLS = 5
"""Smaller tolls are alike by chance."""

_BEFORE = frozenset({"denied", "blamed"})
_TOLD = frozenset({"happened", "ongoing", "recalled"})
_EARLIEST, _LATEST = "0001-01-01", "9999-12-31"
_WORD = re.compile(r"\w+")


def block_of(report: Report) -> str:
    """The block of a report that copies none."""
    family = "vote" if report.official else FAMILIES.get(report.type, report.type)
    kind = _kind(report.status)
    first, last = report.date.iso
    if report.blamed and not report.dated and report.date.is_day and kind == "fact":
        kind = "blamed"
    if report.date.is_day and kind not in _BEFORE:
        return f"x|{family}|{kind}|{first}"
    return f"w|{family}|{kind}|{first or ''}/{last or ''}"


def copied_words(report_type: str, sentence: str, act: str) -> str:
    """What a copied report has in common with its original."""
    return " ".join([report_type, *_WORD.findall(fold(sentence)), "|", fold(act)])


def width_of(block: str) -> int | None:
    """The days of a block's Interval; `None` where an end is open."""
    first, _, last = block.split("|", 3)[3].partition("/")
    if block[:2] == "x|":
        return 1
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days + 1 if first and last else None


def prefix_of(block: str) -> str:
    """What the tokens of cores begin with that a report of this block may join: family and kind of status."""
    _, family, kind, _ = block.split("|", 3)
    return f"{family}|{'fact' if kind in _BEFORE else kind}|"


def days_sought(block: str) -> tuple[str, str, bool]:
    """First and last ISO day on which a loose report looks for its core, and whether by its sentence alone."""
    _, _, kind, days = block.split("|", 3)
    first, _, last = days.partition("/")
    if not first or not last:
        return first or _EARLIEST, last or _LATEST, True
    low, high = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if kind in _BEFORE:
        low = max(low, dt.date.min + dt.timedelta(days=TOLD_AFTER)) - dt.timedelta(days=TOLD_AFTER)
    return low.isoformat(), last, (high - low).days >= WIDEST


def core_tokens(profile: Profile) -> Iterator[str]:
    """By what a core is found by loose reports, and they by it."""
    yield from (f"o:{symbol}" for symbol in profile.official)
    yield from (f"k:{key}" for key in profile.keys)
    if profile.family == "violence":
        yield from (f"n:{name}" for name in _names(profile))
        return
    if profile.family == "talk":
        known = sorted(profile.parties)[:4]
        pairs = [f"p:{a}+{b}" for i, a in enumerate(known) for b in known[i + 1 :]]
    else:
        pairs = [f"p:{a}>{b}" for a in profile.actors[:3] for b in profile.recipients[:3]]
    yield from pairs or (f"a:{doer}" for doer in (profile.actors or profile.recipients)[:2])


def merging_tokens(profile: Profile) -> Iterator[str]:
    """By what a core is found by those of the day before and after."""
    yield from (f"k:{key}" for key in profile.keys)
    if profile.family == "violence":
        tolls = sorted({low or high or 0 for low, high in profile.tolls})
        yield from (f"m:{toll}:{name}" for toll in tolls[:4] if toll >= TOLL_TELLS for name in _names(profile))
        return
    said = sorted({w for wording in profile.wordings for w in wording}, key=lambda w: (-len(w), w))[:4]
    pairs = [t for t in core_tokens(profile) if t[:2] == "p:"]
    yield from (f"m:{pair}:{word}" for pair in pairs[:2] for word in said)


def struck_tokens(block: str, profile: Profile) -> tuple[list[int], list[int]]:
    """Of an attack on a day: the tokens by which it is found and those by which it seeks. One whose day is its page's
    own seeks one that a report gives a day, which seeks such; both are empty for all that is no attack of a day."""
    _, family, kind, _ = block.split("|", 3)
    if family != "violence" or kind not in ("fact", "blamed") or profile.first != profile.last or not profile.first:
        return [], []
    dated, loose = hashed("struck|", profile.struck), hashed("again|", profile.struck)
    return (loose, dated) if profile.rank[0] else (dated, loose)


class Only(NamedTuple):
    """Talks that a recollection may mean, or such a recollection: the tokens by which it is found, those by which it
    seeks talks (`None` for what is no recollection) or recollections (`None` for one), and the ISO days of it."""

    own: list[int]
    seeks: list[int] | None
    looked_for: list[int] | None
    first: str
    last: str


def only_tokens(block: str, profile: Profile) -> Only | None:
    """By what talks and recollections of them find each other; `None` for anything else."""
    if block[1:].split("|")[1:3] != ["talk", "fact"] or not profile.meets:
        return None
    first, last = profile.first or _EARLIEST, profile.last or _LATEST
    met, looks = hashed("meets|", profile.meets), hashed("looks|", profile.meets)
    if block[:2] == "x|" or profile.rank[0]:
        return Only(met, None, looks, first, last)
    if not profile.first or not profile.last:
        return None
    days = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    return Only(looks, met, None, first, last) if days <= RECALLED else None


def hashed(prefix: str, tokens: Iterable[str]) -> list[int]:
    """The tokens as they are kept: 63-bit numbers, each once."""
    found = (blake2b(f"{prefix}{t}".encode("utf-8", "replace"), digest_size=8).digest() for t in tokens)
    return list(dict.fromkeys(int.from_bytes(h, "big") >> 1 for h in found))


def _names(profile: Profile) -> list[str]:
    return sorted({*profile.places, *profile.names})[:NAMES]


def _kind(status: str) -> str:
    return "fact" if status in _TOLD else status
