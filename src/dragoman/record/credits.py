"""Credits: whom a sentence names as the source that reported it ("told AFP", "SANA news agency said").

The agencies are those of `pages/data/agencies.csv`, everything else stands in `data/credits.yaml`. Names of four
letters and fewer count in capitals only; names that mean other things too only with "agency" beside them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from dragoman.pages.publishers import agencies_written

BEHIND = 80
"""Characters before and behind a name that are looked at."""
_SHORT = 4
_WORDS = re.compile(r"\w+")
_SMALL = frozenset(("the", "al", "of", "agency", "news"))
"""Words of names that need no capital."""
_NAMES = re.compile(r"\b(?:[^\W\da-z_]\w*|dpa)")
"""Words that may be of a name; looked at first, since few sentences name any agency."""


class _Rules(NamedTuple):
    names: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    agency: re.Pattern[str]
    labels: dict[str, str]
    words: frozenset[str]
    """The longest word of each name."""
    unsure: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = yaml.safe_load(files("dragoman.record").joinpath("data/credits.yaml").read_text(encoding="utf-8"))
    labels = dict(agencies_written())
    labels |= {written: name for name, forms in data["outlets"].items() for written in forms}

    def any_of(words: list[str]) -> str:
        return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))

    gap = r"[\s,\"“”‘’']+"
    fillers, own = any_of(data["fillers"]), any_of(data["own_words"])
    return _Rules(
        re.compile(rf"(?<![\w-])(?:{any_of(list(labels))})(?![\w-])", re.IGNORECASE),
        re.compile(rf"\b(?:{any_of(data['before'])}){gap}(?:(?:{fillers}){gap}){{0,6}}$", re.IGNORECASE),
        re.compile(
            rf"^(?:['’]s)?{gap}(?:(?:{own}){gap}){{0,5}}(?:{any_of(data['verbs'])})\b"
            rf"|^(?:['’]s)?\s+(?:{any_of(data['people'])})\b",
            re.IGNORECASE,
        ),
        re.compile(r"\bagency\b", re.IGNORECASE),
        labels,
        frozenset(max(_told_apart(written), key=lambda word: (len(word), word)) for written in labels),
        frozenset(data["unsure"]),
    )


def _told_apart(written: str) -> list[str]:
    """The words of a name that are written with a capital, or all where there is none."""
    words = _WORDS.findall(written)
    return [w for w in words if w not in _SMALL and not w[0].isdigit()] or words


def may_credit(text: str) -> bool:
    """False for a text in which no sentence can name an agency or outlet: most can't."""
    words = _rules().words
    return any(w.lower() in words for w in set(_NAMES.findall(text)))


def credited(sentence: str) -> tuple[str, str] | None:
    """The first agency or outlet that the sentence credits with what it tells: its name and the words that say so."""
    if not may_credit(sentence):
        return None
    rules = _rules()
    for m in rules.names.finditer(sentence):
        name = " ".join(m.group().lower().replace("’", "'").split())
        if not _is_name(m.group()):
            continue
        left, right = sentence[max(m.start() - BEHIND, 0) : m.start()], sentence[m.end() : m.end() + BEHIND]
        if name in rules.unsure and not (rules.agency.search(left[-25:]) or rules.agency.match(right.lstrip()[:20])):
            if not re.match(r"\s+(?:news\s+)?agency\b", right, re.IGNORECASE):
                continue
        said, follows = rules.before.search(left), rules.behind.match(right)
        if said or follows:
            words = (said.group() if said else "") + m.group() + (follows.group() if follows else "")
            return rules.labels[name], " ".join(words.split())
    return None


def _is_name(written: str) -> bool:
    letters = [c for c in written if c.isalpha()]
    if len(letters) <= _SHORT:
        return written.isupper() or written == "dpa"
    words = [w for w in re.split(r"[\s-]+", written) if w.lower() not in _SMALL]
    return all(w[0].isupper() or w[0].isdigit() for w in words if w)
