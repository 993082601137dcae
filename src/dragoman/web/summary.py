"""What the first page tells of a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.record import Record

BARS = 120
"""Bars of the chart of articles by day, at most; a longer time is shown by weeks, months or years."""
LISTED = 8
_STEPS = ((1, "day"), (7, "week"), (30, "month"), (91, "quarter"), (365, "year"), (3650, "decade"))

_DATED = (
    "(SELECT published_from, coalesce(julianday(published_to) - julianday(published_from) <= 31, 0) AS exact "
    "FROM articles)"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One bar: the days it stands for, how many articles, and its place in a drawing 1000 wide and 100 high."""

    first: str
    last: str
    count: int
    x: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Articles by day, or by what `step` says; `undated` have no day to the month."""

    columns: tuple[Column, ...]
    step: str
    most: int
    undated: int

    @property
    def first(self) -> str:
        """The first day of the first bar."""
        return self.columns[0].first

    @property
    def last(self) -> str:
        """The last day of the last bar."""
        return self.columns[-1].last


def summary_of(record: Record) -> dict[str, Any]:
    """Counts, the chart, the most active, what could not be read."""
    tables = ("articles", "statements", "events", "happenings", "figures", "positions", "ballots")
    (counts,) = record.sql("SELECT " + ", ".join(f"(SELECT count(*) FROM main.{t}) AS {t}" for t in tables))
    return {
        "counts": counts,
        "chart": chart_of(
            [(r["day"], r["n"]) for r in record.sql(
                f"SELECT published_from AS day, count(*) AS n FROM {_DATED} WHERE exact GROUP BY 1"
            )],
            undated=record.sql(f"SELECT count(*) AS n FROM {_DATED} WHERE NOT exact")[0]["n"],
        ),
        "disputed_count": record.sql("SELECT count(*) AS n FROM happenings WHERE disputed <> '[]'")[0]["n"],
        "disputed": [r["row"] for r in record.sql(
            "SELECT rowid AS row FROM main.happenings WHERE disputed <> '[]' "
            "ORDER BY json_array_length(disputed) DESC, origins DESC, sort_key DESC LIMIT ?",
            (LISTED,),
        )],
        "rejected": record.sql(
            "SELECT reason, count(*) AS n, min(source) AS example FROM rejects GROUP BY reason ORDER BY n DESC LIMIT ?",
            (LISTED,),
        ),
        "skipped": record.sql(
            "SELECT skipped AS reason, count(*) AS n, min(article_id) AS example FROM articles "
            "WHERE skipped IS NOT NULL GROUP BY skipped ORDER BY n DESC LIMIT ?",
            (LISTED,),
        ),
        "copies": record.sql("SELECT count(*) AS n FROM copies")[0]["n"],
        **glance_of(record),
    }  # fmt: skip


def glance_of(record: Record) -> dict[str, Any]:
    """What of a summary the sums and indexes give at once, however large the record is."""
    return {
        "actors": record.sql(
            "SELECT actor_id, name, articles, mentions, statements, events FROM activity "
            "ORDER BY articles DESC, mentions DESC, actor_id LIMIT ?",
            (LISTED,),
        ),
        "dyads": _dyads(record),
        "newest": [r["row"] for r in record.sql(
            "SELECT rowid AS row FROM main.happenings WHERE date_from IS NOT NULL AND date_from = date_to "
            "AND status IN ('happened', 'ongoing') ORDER BY date_from DESC, sort_key DESC LIMIT ?",
            (LISTED,),
        )],
        "derived": record.is_derived,
    }  # fmt: skip


def _dyads(record: Record) -> list[dict[str, Any]]:
    rows = record.sql(
        "SELECT actor, recipient, sum(happenings) AS n, sum(iif(quad <= 2, happenings, 0)) AS cooperation, "
        "sum(iif(quad > 2, happenings, 0)) AS conflict FROM dyad_totals "
        "WHERE (actor, recipient) IN (SELECT actor, recipient FROM dyad_totals ORDER BY happenings DESC LIMIT 60) "
        "GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT ?",
        (LISTED,),
    )
    for row in rows:
        for side in ("actor", "recipient"):
            found = record.sql("SELECT name FROM activity WHERE actor_id = ?", (row[side],))
            row[f"{side}_name"] = found[0]["name"] if found else row[side]
    return rows


def chart_of(days: Sequence[tuple[str, int]], *, undated: int = 0) -> Chart | None:
    """The chart of articles by day; `None` when none has a day."""
    counted = [(dt.date.fromisoformat(day).toordinal(), n) for day, n in days]
    if not counted:
        return None
    low, high = min(d for d, _ in counted), max(d for d, _ in counted)
    length, step = next(((n, name) for n, name in _STEPS if (high - low) // n < BARS), _STEPS[-1])
    bins = [0] * ((high - low) // length + 1)
    for day, n in counted:
        bins[(day - low) // length] += n
    most, wide = max(bins), 1000 / max(len(bins), 24)
    columns = tuple(
        Column(
            dt.date.fromordinal(low + i * length).isoformat(),
            dt.date.fromordinal(min(low + (i + 1) * length - 1, dt.date.max.toordinal())).isoformat(),
            n, round(i * wide, 2), round(wide * 0.86, 2), round(100 * n / most, 1),
        )
        for i, n in enumerate(bins)
        if n
    )  # fmt: skip
    return Chart(columns, step, most, undated)
