"""From pairs of like articles to groups of articles: average linkage within each connected part of the graph.

Two groups merge as long as the average log-odds over all their pairs stay above `TOGETHER`; groups between which no
pair is above it never do, so that each connected part of the graph of such pairs can be grouped by itself, and an
article that comes changes its own part only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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


def parts(keys: Iterable[str], links: Links, *, least: float = TOGETHER) -> list[list[str]]:
    """The connected parts of the graph over `keys`, by links of at least `least`; none larger than `LARGEST`, which
    raising `least` sees to. Each part and the list of them are sorted."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for key in sorted(keys):
        if key in seen:
            continue
        part, waiting = [key], [key]
        seen.add(key)
        while waiting:
            for other, score in links.get(waiting.pop(), {}).items():
                if score >= least and other not in seen:
                    seen.add(other)
                    part.append(other)
                    waiting.append(other)
        if len(part) > LARGEST:
            found += parts(part, {k: links[k] for k in part}, least=least + STEP)
        else:
            found.append(sorted(part))
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
