"""What a vote is about: its topic, a country or theme of a reviewed list (`data/topics.csv`), by words of its title."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from importlib.resources import files

from dragoman.reference import fold

OTHER = "other"
"""The topic of a vote whose title names none of the list's words."""

_PREAMBLE = re.compile(r"^security council resolution \d+ \(\d+\)")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = (files("dragoman.forecast") / "data" / "topics.csv").read_text(encoding="utf-8")
    return tuple((r["topic"], _pattern(r["words"])) for r in csv.DictReader(io.StringIO(text)))


def _pattern(words: str) -> re.Pattern[str]:
    """Any of the words or phrases; a star at the end stands for any ending."""
    parts = [re.escape(fold(w.rstrip("*"))) + (r"\w*" if w.endswith("*") else "") for w in words.split("|")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


@cache
def topic_of(title: str) -> str:
    """The first topic of the list that the title (or a user's words) names; `OTHER` when it names none."""
    folded = _PREAMBLE.sub("", fold(title))
    return next((topic for topic, pattern in _patterns() if pattern.search(folded)), OTHER)
