"""What a toll is a toll of: the article's own incident, a part of it, a running total, or something told beside it.

An article that reports an attack goes on to tell of other attacks and of the war's dead. `own_shares` estimates, for
each count of deaths, how likely it is one of the article's own incident, with a logistic model over what a reader goes
by: where it stands, whether the number is told again, words such as "meanwhile" and "since", how it is dated. Its
weights (`own.yaml`) are fitted by `training/tolls/train.py` on FA-KES (Abu Salem et al. 2019, CC BY 4.0).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from dragoman.extract.figures.counts import Count
from dragoman.extract.figures.lexicon import Lexicon
from dragoman.model import Interval
from dragoman.reference.packaged import packaged_text

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

CLAUSE = 22
"""Tokens around a number that are read for words of period and of another incident."""
RATE_REACH = 6
"""Tokens from a count to "a day"."""
LONG_AGO = 7
"""Days before publication from which a dated toll is no news of the article's day."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A count with a measure, and what its sentence says of its scope. `before` is days before publication."""

    count: Count
    index: int
    """Its place among the article's sentences."""
    cumulative: bool
    elsewhere: bool
    before: int | None = None

    @property
    def value(self) -> int:
        """The number as a point: its lower bound, or its upper where that is all there is."""
        number = self.count.number
        return number.low if number.low is not None else number.high or 0


def toll_of(count: Count, index: int, lexicon: Lexicon, date: Interval | None, published: Interval) -> Toll:
    """A Toll from a measured count; `date` is what the text says of when, `None` when it says nothing."""
    before = None
    if date is not None and date.last is not None and published.last is not None:
        before = (published.last - date.last).days
    return Toll(count, index, is_cumulative(count, lexicon), _told_beside(count, lexicon), before)


def is_cumulative(count: Count, lexicon: Lexicon) -> bool:
    """A total over a period or a war, not of one incident: "since March", "in 11 months", "the conflict has killed"."""
    doc = count.doc
    lo, hi = max(0, count.start - CLAUSE), min(len(doc), count.end + CLAUSE)
    for k in range(lo, hi):
        low = doc[k].lower_
        if low == "since":
            return True
        if low == "far" and k and doc[k - 1].lower_ == "so":
            return True
        if lexicon.has("over", low) and _is_long(count, k, lexicon):
            return True
        if low in {"year", "month"} and k >= 2 and doc[k - 1].text in "-–" and _names_war(doc[k + 1 : k + 5], lexicon):
            return True
    subject = list(doc[max(0, count.start - 6) : count.start])
    return _names_war(subject, lexicon) and any(t.tag_.startswith("V") for t in subject)


def _is_long(count: Count, k: int, lexicon: Lexicon) -> bool:
    """ "in 11 months", "over the past two years", "during the conflict"."""
    words = [t.lower_ for t in count.doc[k + 1 : k + 6]]
    for i, word in enumerate(words):
        if lexicon.has("long_periods", word):
            return words[i + 1 : i + 2] != ["ago"] and words[i + 1 : i + 2] != ["earlier"]
        if lexicon.has("wars", word) and i <= 3 and count.doc[k].lower_ == "during":
            return True
    return False


def _names_war(tokens: Iterable[Token], lexicon: Lexicon) -> bool:
    return any(lexicon.has("wars", lexicon.noun(t)) for t in tokens)


def rate_of(count: Count, lexicon: Lexicon) -> str | None:
    """ "20 people a day" gives "per day"; `None` for a plain count."""
    doc = count.doc
    for k in range(count.end, min(len(doc) - 1, count.end + RATE_REACH)):
        if doc[k].lower_ in {"a", "per", "every", "each"} and lexicon.has("rate_units", doc[k + 1].lower_):
            return None if doc[k - 1].tag_ == "IN" else f"per {doc[k + 1].lower_}"
        if doc[k].lower_ == "daily":
            return "per day"
        if doc[k].tag_ == "CD":
            return None
    return None


def _told_beside(count: Count, lexicon: Lexicon) -> bool:
    """Another incident's: "Meanwhile", "elsewhere", "in a separate attack", "another 10"."""
    doc = count.doc
    return any(lexicon.has("beside", t.lower_) for t in doc[max(0, count.start - CLAUSE) : count.end])


def article_features(tolls: Sequence[Toll], length: int, lexicon: Lexicon) -> list[dict[str, float]]:
    """What the model reads of each toll of deaths of an article; `length` is the text's, in characters."""
    if not tolls:
        return []
    whole = next((t for t in tolls if t.count.whole is None), tolls[0])
    repeated = Counter(t.value for t in tolls)
    spread = math.log(len(tolls))
    return [
        {
            **_features(toll, tolls[0], whole, length, lexicon),
            "tolls": spread,
            "told_again": math.log(repeated[toll.value]),
        }
        for toll in tolls
    ]


def _features(toll: Toll, first: Toll, whole: Toll, length: int, lexicon: Lexicon) -> dict[str, float]:
    count = toll.count
    noun = lexicon.noun(count.noun) if count.noun is not None else ""
    start = count.sentence.span.start + count.number.span.start
    words = {t.lower_ for t in count.doc[count.last + 1 : count.end]}
    return {
        "position": start / max(1, length),
        "distance": min(toll.index - first.index, 12) / 4,
        "same_sentence": float(toll.index == first.index),
        "as_first": float(toll.value == first.value),
        "as_whole": float(toll.value == whole.value),
        "same_day": float(toll.before is not None and toll.before == whole.before),
        "other_day": float(toll.before is not None and whole.before is not None and toll.before != whole.before),
        "beside": float(toll.elsewhere),
        "more": float(bool(words & {"more", "other", "others"})),
        "article": float(count.given),
        "small": float(toll.value <= 2),
        "large": float(toll.value >= 1000),
        "much_larger": float(toll.value >= 5 * max(1, whole.value)),
        "cumulative": float(toll.cumulative),
        "long_ago": float(toll.before is not None and toll.before >= LONG_AGO),
        "toll": float(count.rule == "toll"),
        "noun": float(count.rule == "noun"),
        "among": float(count.rule == "among"),
        "part": float(count.whole is not None),
        "children_women": float(lexicon.has("minors_women", noun)),
    }


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Mapping[str, float]]:
    raw: dict[str, dict[str, float]] = yaml.safe_load(packaged_text("extract/figures/own.yaml"))
    return raw


def own_shares(tolls: Sequence[Toll], length: int, lexicon: Lexicon) -> list[tuple[float, float]]:
    """For each toll of deaths of an article: how likely it tells of the article's own incident, and how likely it is
    that incident's whole toll; both between 0 and 1."""
    weights = _weights()
    return [
        (_logistic(found, weights["own"]), _logistic(found, weights["whole"]))
        for found in article_features(tolls, length, lexicon)
    ]


def _logistic(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = weights["intercept"] + sum(value * weights[name] for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
