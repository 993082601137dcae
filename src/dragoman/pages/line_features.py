"""What can be seen of each line of a captured page: its own look, its neighbours, the prose and the markers around it.

`features(lines)` gives one row of numbers a line. No rule here decides; the weights do (`data/line_model.json`, made by
`training/lines/train.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.pages import line_look
from dragoman.pages.line_look import Look

FloatArray = npt.NDArray[np.float64]

WINDOWS = (1, 2, 4, 8, 16)
"""Lines before and after over which prose is counted."""
DATES_WITHIN = 6
"""Lines before and after in which dates are counted: comments and teasers come with one each, paragraphs do not."""
NEIGHBOURS = [
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
]


@dataclass(frozen=True, slots=True)
class Table:
    """One row a line; `ending` marks the lines that certainly end an article or open its comments."""

    values: FloatArray
    names: tuple[str, ...]
    sizes: FloatArray
    ending: npt.NDArray[np.bool_]


def features(lines: Sequence[str]) -> Table:
    """The table of the page's lines (at least one, none empty)."""
    looks = [line_look.look(line) for line in lines]
    names = list(line_look.names())
    at = {name: i for i, name in enumerate(names)}
    own = np.asarray([x.numbers for x in looks], dtype=np.float64)
    prose = np.asarray([x.prose for x in looks], dtype=np.float64)
    sizes = np.asarray([x.length for x in looks], dtype=np.float64)
    ending = (own[:, at["ending"]] >= 1) | (own[:, at["comment"]] >= 1)
    columns: list[FloatArray] = [own]

    def add(name: str, values: npt.NDArray[np.generic]) -> None:
        names.append(name)
        columns.append(np.asarray(values, dtype=np.float64)[:, None])

    mass = prose * np.minimum(sizes, 600)
    total = mass.sum() or 1.0
    before = np.concatenate(([0.0], np.cumsum(mass)[:-1])) / total
    add("prose_before", before)
    add("no_prose_before", before == 0)
    add("no_prose_after", before + mass / total >= 1 - 1e-9)
    for k in WINDOWS:
        add(f"prose_last_{k}", _mean_around(prose, k, back=True))
        add(f"prose_next_{k}", _mean_around(prose, k, back=False))

    first, last = _main_block(prose, sizes)
    index = np.arange(len(lines))
    inside = (index >= first) & (index <= last)
    add("in_block", inside)
    add("before_block", np.clip((first - index) / 10, 0, 3))
    add("after_block", np.clip((index - last) / 10, 0, 3))
    add("after_block_near", (index > last) & (index <= last + 3))
    add("before_block_near", (index < first) & (index >= first - 3))

    run = np.cumsum(ending.astype(np.float64) + (own[:, at["comment"]] >= 1) * (own[:, at["ending"]] >= 1))
    center = int(np.argmax(np.cumsum(mass * inside) >= 0.5 * (mass * inside).sum()))
    add("endings_since_block_start", np.log1p(np.clip(np.where(index > first, run - run[first], 0), 0, 20)))
    add("endings_until_center", np.log1p(np.clip(np.where(index <= center, run[center] - run, 0), 0, 20)))
    add("comments_before", np.log1p(np.clip(np.cumsum(own[:, at["comment"]] > 0), 0, 20)))
    dated = np.maximum(own[:, at["date"]], own[:, at["clock"]])
    dates = DATES_WITHIN * (
        _mean_around(dated, DATES_WITHIN, back=True) + _mean_around(dated, DATES_WITHIN, back=False)
    )
    add("dates_near", dates)
    add("dates_near_short_line", dates * (sizes < 200))
    shared = _shared_words(looks, first, last)
    add("shared_words", shared)
    add("shared_words_no_prose", shared * (1 - prose))
    for name in NEIGHBOURS:
        for by in (-2, -1, 1, 2):
            add(f"{name}@{by:+d}", _shifted(own[:, at[name]], by))
    return Table(np.hstack(columns), tuple(names), sizes, ending)


def _main_block(prose: FloatArray, sizes: FloatArray) -> tuple[int, int]:
    """First and last line of the stretch that holds the most prose for the fewest other lines (maximum sum)."""
    return best_stretch(np.where(prose > 0, np.minimum(3.0, sizes / 100), -0.5))


def best_stretch(gains: FloatArray, fresh: FloatArray | None = None) -> tuple[int, int]:
    """First and last index of the stretch with the greatest sum; `fresh` is what a stretch starts with there (0)."""
    best, first, last = float("-inf"), 0, len(gains) - 1
    start, total = 0, 0.0
    starts = [0.0] * len(gains) if fresh is None else fresh.tolist()
    for i, gain in enumerate(gains.tolist()):
        if total <= starts[i]:
            start, total = i, starts[i]
        total += gain
        if total > best:
            best, first, last = total, start, i
    return first, last


def _shared_words(looks: Sequence[Look], first: int, last: int) -> FloatArray:
    """For each line the share of its longer words that the main block's other prose has too."""
    vocabulary = Counter(w for i, x in enumerate(looks) if first <= i <= last and x.prose for w in x.words)
    out = np.zeros(len(looks))
    for i, x in enumerate(looks):
        if x.words:
            own = 1 if x.prose and first <= i <= last else 0
            out[i] = sum(1 for w in x.words if vocabulary[w] > own) / len(x.words)
    return out


def _mean_around(values: FloatArray, k: int, *, back: bool) -> FloatArray:
    """The mean of the `k` values before, or after, each; beyond the page there are zeros."""
    padded = np.concatenate((np.zeros(k), values, np.zeros(k)))
    total = np.concatenate(([0.0], np.cumsum(padded)))
    start = np.arange(len(values)) + (0 if back else k + 1)
    return np.asarray((total[start + k] - total[start]) / k)


def _shifted(values: FloatArray, by: int) -> FloatArray:
    """The value `by` lines further on; zero beyond the page."""
    out = np.zeros_like(values)
    if abs(by) < len(values):
        if by > 0:
            out[:-by] = values[by:]
        else:
            out[-by:] = values[:by]
    return out
