"""The General Assembly's voting as one number a state and year, and the groups in which states sit on the Council.

Ideal points: Bailey, Strezhnev and Voeten, Journal of Conflict Resolution 61 (2), 2017; higher is nearer to the United
States. The source ends in 2019.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.reference.tables import Row


@dataclass(frozen=True)
class Assembly:
    """Ideal points by ISO3, from the first year on (`None` for a year without votes), and the states' groups."""

    points: Mapping[str, tuple[int, tuple[float | None, ...]]]
    groups: Mapping[str, str]
    """`african`, `arab`, `asia_pacific`, `eastern_european`, `latin_american_caribbean`, `western_european_others`."""

    @classmethod
    def from_rows(cls, rows: Iterable[Row]) -> Assembly:
        """From the table `ideal_points`."""
        points, groups = {}, {}
        for row in rows:
            if row["group"]:
                groups[row["iso3"]] = row["group"]
            if row["first_year"]:
                cells = row["points"].split("|")
                points[row["iso3"]] = (int(row["first_year"]), tuple(float(c) if c else None for c in cells))
        return cls(points, groups)

    def point(self, iso3: str, year: int) -> float | None:
        """The state's ideal point in that year or the last year before it that has one; `None` when none has."""
        first, known = self.points.get(iso3, (0, ()))
        return next((p for p in reversed(known[: max(year - first + 1, 0)]) if p is not None), None)
