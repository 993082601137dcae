"""The one figure of an article that is its own toll of its own incident."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.extract.figures.scope import Toll

ORDER = ("killed", "wounded", "casualties", "missing", "kidnapped", "detained", "captured", "convicted", "besieged",
         "displaced", "fled", "evacuated")  # fmt: skip
"""Deaths come first; where nobody is counted as killed, the weightiest other toll is the article's."""


def headline_of(tolls: Sequence[Toll], wholes: Sequence[float]) -> Toll | None:
    """The headline among an article's tolls; `wholes` is, for each, how likely it is the incident's whole toll
    (deaths only; 0 for others). `None` when the article counts nobody."""
    killed = [(share, toll) for share, toll in zip(wholes, tolls, strict=True) if toll.count.measure == ORDER[0]]
    if killed:
        return max(killed, key=lambda pair: (pair[0], -pair[1].index))[1]
    for measure in ORDER[1:]:
        of_measure = [t for t in tolls if t.count.measure == measure and not t.count.given]
        whole = [t for t in of_measure if t.count.whole is None and not t.cumulative]
        if of_measure:
            return (whole or of_measure)[0]
    return None
