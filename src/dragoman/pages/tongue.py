"""The language of a text, among those that news is written in; `None` where there is too little of it to tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

CANDIDATES = (
    "en", "fr", "de", "es", "pt", "it", "nl", "pl", "cs", "sv", "no", "da", "fi", "ro", "hu", "el", "bg", "sr",
    "hr", "ru", "uk",
    "tr", "az", "ar", "fa", "ur", "he", "hi", "bn", "id", "ms", "vi", "th", "zh", "ja", "ko", "sw", "am", "ps", "ka",
    "hy", "kk",
)  # fmt: skip
ENOUGH_LETTERS = 60
"""Fewer letters, and a headline of names in any language looks like any other."""
SAMPLE = 3000
ENGLISH_SHARE = 0.2
"""Share of English function words from which no model is asked: English news has 0.3 to 0.45, others under 0.1."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "at",
        "from",
        "it",
        "he",
        "his",
        "her",
        "they",
        "have",
        "has",
        "had",
        "been",
        "be",
        "are",
        "were",
        "not",
        "but",
        "which",
        "who",
        "this",
        "an",
        "their",
        "its",
        "after",
        "said",
        "would",
        "will",
        "more",
        "about",
        "than",
        "into",
        "over",
        "when",
        "there",
        "also",
        "we",
        "you",
    ]
)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = {str(label) for label in made.nb_classes}
    made.set_languages([code for code in CANDIDATES if code in known])
    return made


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language that most of the first `SAMPLE` characters are in."""
    sample = text[:SAMPLE]
    words = _WORD.findall(sample)
    if sum(len(w) for w in words) < ENOUGH_LETTERS:
        return None
    if sum(1 for w in words if w.lower() in _ENGLISH) >= ENGLISH_SHARE * len(words):
        return "en"
    return str(_identifier().classify(" ".join(words))[0])
