"""From pairs of like articles to groups of articles: average linkage within each connected part of the graph.

Two groups merge as long as the average log-odds over all their pairs stay above `TOGETHER`; groups between which no
pair is above it never do, so that each connected part of the graph of such pairs can be grouped by itself, and an
article that comes changes its own part only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count

import numpy as np
import numpy.typing as npt

TOGETHER = -0.4
"""Average log-odds from which two groups are one; chosen on topics of ECB+ left out of the fit."""
LARGEST = 120
"""Articles of a connected part that are grouped at once; of a larger part the weakest links are cut first."""
STEP = 0.5
APART = -1e7
"""The score of a pair that must not be of one group (its days are too far apart)."""

Matrix = npt.NDArray[np.float64]
Links = Mapping[str, Mapping[str, float]]


class Parts:
    """The connected parts of a graph of articles, by links of at least `TOGETHER`; none larger than `LARGEST`: what
    would be is cut by asking for stronger links, `STEP` by `STEP`.

    The part of an article is found from its own surroundings alone, so that one that comes costs the same in a large
    record; `links` gives the articles that one is linked with (symmetric), and the scores.
    """

    def __init__(self, links: Callable[[str], Mapping[str, float]]) -> None:
        self._links = links
        self._large: list[set[str]] = []
        """By level: articles known to be in a part that is too large there."""

    def of(self, key: str) -> list[str]:
        """The part that holds an article, sorted."""
        least = TOGETHER
        for level in count():
            if level == len(self._large):
                self._large.append(set())
            found = self._within(key, least, self._large[level])
            if found is not None:
                return sorted(found)
            least += STEP
        raise AssertionError("an article without links is a part")

    def _within(self, key: str, least: float, large: set[str]) -> set[str] | None:
        """The articles connected with one by links of at least so much; `None` when they are too many."""
        if key in large:
            return None
        part, waiting = {key}, [key]
        while waiting:
            if len(part) > LARGEST:
                large |= part
                return None
            for other, score in self._links(waiting.pop()).items():
                if score >= least and other not in part:
                    if other in large:
                        large |= part
                        return None
                    part.add(other)
                    waiting.append(other)
        if len(part) > LARGEST:
            large |= part
            return None
        return part


def parts(keys: Iterable[str], links: Links) -> list[list[str]]:
    """The connected parts of the graph over `keys`; each part and the list of them are sorted."""
    every, seen, found = Parts(lambda key: links.get(key, {})), set[str](), []
    for key in sorted(keys):
        if key not in seen:
            found.append(every.of(key))
            seen.update(found[-1])
    return sorted(found)


def grouped(scores: Matrix, *, together: float = TOGETHER) -> list[list[int]]:
    """Groups of the rows of a symmetric matrix of scores, by average linkage. Of equal averages the pair with the
    lowest numbers merges first."""
    size = len(scores)
    sums = scores.copy()
    np.fill_diagonal(sums, 0.0)
    counts = np.ones(size)
    alive = np.ones(size, dtype=bool)
    members: list[list[int]] = [[i] for i in range(size)]
    average = sums.copy()
    np.fill_diagonal(average, -np.inf)
    while True:
        best = int(average.argmax())
        one, other = divmod(best, size)
        if average[one, other] < together:
            break
        sums[one] += sums[other]
        sums[:, one] += sums[:, other]
        counts[one] += counts[other]
        members[one] += members[other]
        alive[other] = False
        average[other] = average[:, other] = -np.inf
        row = np.where(alive, np.round(sums[one] / (counts[one] * counts), 6), -np.inf)
        row[one] = -np.inf
        average[one] = average[:, one] = row
    return sorted(sorted(members[i]) for i in range(size) if alive[i])


def medoid(group: Sequence[int], scores: Matrix) -> int:
    """The member that is most like all the others; the first of equals."""
    if len(group) < 3:
        return group[0]
    inside = list(group)
    return max(inside, key=lambda i: (round(float(scores[i, inside].sum() - scores[i, i]), 3), -i))
