"""What can be seen of each line of a captured page: its own look, its neighbours, its place, the page around it.

`features(lines)` gives one row of numbers a line, named by `NAMES`. No rule here decides; the weights do
(`data/line_model.json`, trained by `training/lines/train.py`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.pages.furniture import fold, furniture, kinds

FloatArray = npt.NDArray[np.float64]

LONGEST_LOOKED_AT = 2000
"""Only so many characters of a line are counted over: the rest of a longer line looks the same."""

_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?…。؟।][\"'”’»)\]]*\s*$")
_INNER_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]*[^\W\d_a-zа-я]")
_BULLET = re.compile(r"\s*[•‣▪●◦·*]\s")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s")
_GLUED = re.compile(r"[a-zà-ÿ][A-Z][a-z]")
_URL = re.compile(r"https?://|www\.|[\w.]+@[\w.]+|\b\w+\.(?:com|org|net|co\.uk)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|"
    r"sep|oct|nov|dec)|\b\d{4}-\d\d-\d\d|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}:\d\d\b|\b\d+ \w+ ago\b"
)
_FUNCTION = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
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
        "be",
        "been",
        "are",
        "were",
        "not",
        "but",
        "which",
        "who",
        "this",
        "an",
        "their",
        "or",
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
        "i",
        "de",
        "la",
        "el",
        "en",
        "que",
        "los",
        "las",
        "un",
        "una",
        "por",
        "con",
        "del",
        "se",
        "no",
        "es",
        "der",
        "die",
        "das",
        "und",
        "den",
        "von",
        "zu",
        "ist",
        "mit",
        "im",
        "ein",
        "eine",
        "auf",
        "für",
        "nicht",
        "dem",
        "des",
        "le",
        "les",
        "des",
        "et",
        "du",
        "dans",
        "pour",
        "est",
        "une",
        "qui",
        "il",
        "di",
        "e",
        "che",
        "per",
        "il",
        "non",
        "sono",
        "del",
        "della",
        "o",
        "da",
        "do",
        "em",
        "um",
        "com",
        "não",
        "и",
        "в",
        "на",
        "не",
        "что",
        "с",
        "по",
        "как",
        "yang",
        "dan",
        "di",
        "itu",
        "ini",
        "untuk",
        "dengan",
    ]
)


def _own(line: str) -> tuple[list[float], int, bool, str, list[str]]:
    """A line's own look: numbers, length, whether it reads as prose, its folded form, its words."""
    text = line[:LONGEST_LOOKED_AT]
    folded = fold(text)
    words = _WORD.findall(text)
    count = len(words)
    length = len(text)
    stop = bool(_STOP.search(text[-12:]))
    capital = sum(1 for w in words if w[0].isupper()) / count if count else 0.0
    function = sum(1 for w in words if w.lower() in _FUNCTION) / count if count else 0.0
    found = furniture(folded)
    first = text.lstrip(" \t•-*\"'“‘«(")[:1]
    prose = count >= 8 and length >= 50 and (stop or length >= 160) and capital < 0.7
    numbers = [
        math.log1p(length),
        math.log1p(count),
        float(length < 25),
        float(25 <= length < 50),
        float(50 <= length < 100),
        float(100 <= length < 200),
        float(length >= 200),
        float(stop),
        float(text.rstrip().endswith(":")),
        float(text.rstrip().endswith((",", ";"))),
        float(text.rstrip().endswith("...") or text.rstrip().endswith("…")),
        float(text.rstrip().endswith("?")),
        min(3.0, float(len(_INNER_STOP.findall(text)))),
        float(bool(_BULLET.match(text))),
        float(bool(_NUMBERED.match(text))),
        float(first.islower()),
        float(text.lstrip(" •")[:1] in {'"', "“", "‘", "«"}),
        capital,
        function,
        float(function >= 0.3),
        float(bool(words) and text.isupper()),
        min(1.0, len(_GLUED.findall(text)) / 3),
        min(1.0, 4 * len(_DIGIT.findall(text)) / max(1, length)),
        float(bool(_URL.search(text))),
        float(bool(_DATE.search(folded)) and length < 120),
        float("|" in text or "»" in text or " > " in text),
        min(1.0, text.count(",") * 10 / max(10, length)),
        float(count == 0),
        sum(len(w) for w in words) / count / 6 if count else 0.0,
        float(prose),
        *(1.0 if found.get(kind) else 0.5 if kind in found else 0.0 for kind in kinds()),
    ]
    return numbers, length, prose, folded, words


_OWN = (
    "log_length", "log_words", "length<25", "length<50", "length<100", "length<200", "length>=200", "stop", "colon", "comma",
    "ellipsis", "question", "inner_stops", "bullet", "numbered", "lower_start", "quote_start", "capitals", "function_words",
    "many_function_words", "all_capitals", "glued", "digits", "address", "date", "bars", "commas", "no_words", "word_length", "prose",
)  # fmt: skip


def own_names() -> tuple[str, ...]:
    return _OWN + kinds()


def features(lines: Sequence[str]) -> tuple[FloatArray, tuple[str, ...]]:
    """One row a line, and the names of the columns."""
    rows: list[list[float]] = []
    lengths: list[int] = []
    prose: list[bool] = []
    folded: list[str] = []
    words: list[list[str]] = []
    for line in lines:
        numbers, length, is_prose, fold_, found = _own(line)
        rows.append(numbers)
        lengths.append(length)
        prose.append(is_prose)
        folded.append(fold_)
        words.append(found)
    own = np.asarray(rows, dtype=np.float64)
    n = len(lines)
    names = list(own_names())
    p = np.asarray(prose, dtype=np.float64)
    size = np.asarray(lengths, dtype=np.float64)
    mass = p * np.minimum(size, 600)
    cols: list[FloatArray] = []

    def add(name: str, values: FloatArray) -> None:
        names.append(name)
        cols.append(values)

    index = np.arange(n, dtype=np.float64)
    add("place", index / max(1, n - 1))
    add("log_lines", np.full(n, math.log1p(n)))
    total = mass.sum() or 1.0
    before = np.concatenate(([0.0], np.cumsum(mass)[:-1])) / total
    add("prose_before", before)
    add("no_prose_before", (before == 0).astype(float))
    add("no_prose_after", (before + mass / total >= 1 - 1e-9).astype(float))
    for k in (1, 2, 4, 8, 16):
        kernel_before = _window(p, k, back=True)
        kernel_after = _window(p, k, back=False)
        add(f"prose_last_{k}", kernel_before)
        add(f"prose_next_{k}", kernel_after)
    add("prose_share", np.full(n, p.sum() / n))
    add("mass_share", np.full(n, mass.sum() / max(1.0, size.sum())))
    add("log_mass", np.full(n, math.log1p(mass.sum()) / 10))
    # The main block: the stretch of lines with the greatest sum of prose minus a price for every other line.
    first, last = main_block(p, size, folded)
    inside = ((index >= first) & (index <= last)).astype(float)
    add("in_block", inside)
    add("before_block", np.clip((first - index) / 10, 0, 3))
    add("after_block", np.clip((index - last) / 10, 0, 3))
    add("after_block_near", ((index > last) & (index <= last + 3)).astype(float))
    add("before_block_near", ((index < first) & (index >= first - 3)).astype(float))
    kind_at = {name: i for i, name in enumerate(own_names())}
    enders = (own[:, kind_at["ending"]] >= 1).astype(float) + (own[:, kind_at["comment"]] >= 1)
    center = index[np.argmax(np.cumsum(mass * inside) >= 0.5 * (mass * inside).sum())] if n else 0
    run = np.cumsum(enders)
    since = np.where(index > first, run - run[int(first)] if n else run, 0.0)
    add("endings_since_block_start", np.log1p(np.clip(since, 0, 20)))
    after = np.where(index <= center, run[int(center)] - run if n else run, 0.0)
    add("endings_until_center", np.log1p(np.clip(after, 0, 20)))
    comments = np.cumsum(own[:, kind_at["comment"]] > 0)
    add("comments_before", np.log1p(np.clip(comments, 0, 20)))
    counts = Counter(folded)
    add("repeated", np.asarray([min(3, counts[f] - 1) for f in folded], dtype=np.float64))
    add("seen_before", _seen(folded))
    vocabulary = Counter(
        w.lower() for i in range(n) if first <= i <= last and prose[i] for w in set(words[i]) if len(w) > 3
    )
    overlap = np.zeros(n)
    for i in range(n):
        content = [w.lower() for w in words[i] if len(w) > 3]
        if content:
            me = 1 if prose[i] and first <= i <= last else 0
            overlap[i] = sum(1 for w in content if vocabulary.get(w, 0) > me) / len(content)
    add("shared_words", overlap)
    add("shared_words_short", overlap * (1 - p))
    short = ((size < 60) & (p == 0)).astype(float)
    add("short_run_before", np.log1p(_run(short)))
    add("short_run_after", np.log1p(_run(short[::-1])[::-1]))
    bullet = own[:, kind_at["bullet"]]
    add("bullet_run", np.log1p(_run(bullet) + _run(bullet[::-1])[::-1]) * bullet)
    for name in (
        "log_length",
        "stop",
        "prose",
        "bullet",
        "capitals",
        "date",
        "share",
        "ending",
        "comment",
        "caption",
        "more",
        "nav",
        "header",
        "promo",
        "advert",
    ):
        column = own[:, kind_at[name]]
        for by in (-2, -1, 1, 2):
            add(f"{name}@{by:+d}", _shift(column, by))
    for name in ("prose", "function_words", "bullet"):
        add(f"{name}*in_block", own[:, kind_at[name]] * inside)
        add(f"{name}*out_block", own[:, kind_at[name]] * (1 - inside))
    add("stop*short*in_block", own[:, kind_at["stop"]] * short * inside)
    add("short*in_block", short * inside)
    return np.column_stack([own, *cols]), tuple(names)


def main_block(prose: FloatArray, size: FloatArray, folded: Sequence[str]) -> tuple[int, int]:
    """First and last line of the stretch that holds the most prose for the fewest other lines (maximum sum)."""
    best = (-1e9, 0, len(prose) - 1)
    start, total = 0, 0.0
    for i in range(len(prose)):
        gain = min(3.0, size[i] / 100) if prose[i] else -0.5
        if total <= 0:
            start, total = i, 0.0
        total += gain
        if total > best[0]:
            best = (total, start, i)
    return best[1], best[2]


def _window(values: FloatArray, k: int, *, back: bool) -> FloatArray:
    padded = np.concatenate((np.zeros(k), values, np.zeros(k)))
    total = np.concatenate(([0.0], np.cumsum(padded)))
    n = len(values)
    start = np.arange(n) + (0 if back else k + 1)
    return np.asarray((total[start + k] - total[start]) / k)


def _shift(values: FloatArray, by: int) -> FloatArray:
    """The value `by` lines further on; zero beyond the page."""
    out = np.zeros_like(values)
    if abs(by) >= len(values):
        return out
    if by > 0:
        out[:-by] = values[by:]
    else:
        out[-by:] = values[:by]
    return out


def _run(flags: FloatArray) -> FloatArray:
    """How many flagged lines stand without a break just before each line."""
    out = np.zeros_like(flags)
    run = 0.0
    for i, flag in enumerate(flags):
        out[i] = run
        run = run + 1 if flag else 0.0
    return out


def _seen(folded: Sequence[str]) -> FloatArray:
    seen: set[str] = set()
    out = np.zeros(len(folded))
    for i, text in enumerate(folded):
        if text in seen:
            out[i] = 1.0
        seen.add(text)
    return out
