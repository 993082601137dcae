"""What was counted, by date and claimant: which later figure supersedes one, and which contradict each other.

Nothing is averaged, and nothing is summed across claimants: two parties' numbers stand side by side.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dragoman.record import Record
from dragoman.record.columns import TABLES
from dragoman.record.filters import Some
from dragoman.reference.folding import fold

Row = dict[str, Any]

FIGURE_COLUMNS = (*(c.name for c in TABLES["figures"]), "superseded_by", "contradicts")
"""The record's own columns; then the id of the claimant's next figure of the same thing, and the ids of figures by
others that cannot both be right with this one."""

CUMULATIVE = "cumulative"
TOTALS_APART = 31
"""Days between the ends of two running totals up to which they are held against each other: a month."""


def figures(
    record: Record,
    *,
    measure: Some = None,
    place: str | None = None,
    actor: Some = None,
    about: str | None = None,
    scope: Some = None,
    first: str | None = None,
    last: str | None = None,
) -> list[Row]:
    """The figures that answer, by day, with what supersedes and contradicts them.

    `place` is a state (by name or ISO3: all places in it, and figures without a place whose sentence names it) or a
    place's name; `actor` the claimant; `scope` `incident`, `other incident`, `cumulative` or `rate`. What supersedes
    or contradicts a figure is looked for among those that answer.
    """
    rows = list(record.figures(type=measure, actor=actor, about=about, first=first, last=last).rows())
    if place:
        rows = _at(record, rows, place)
    wanted = {fold(s) for s in ([scope] if isinstance(scope, str) else scope or ())}
    if wanted:
        rows = [r for r in rows if fold(r["scope"] or "") in wanted]
    told = _days_told(record, rows)
    later = _superseded(rows, told)
    against = _contradicted([r for r in rows if _key(r) not in later])
    return [r | {"superseded_by": later.get(_key(r)), "contradicts": against.get(_key(r), [])} for r in rows]


def _at(record: Record, rows: Sequence[Row], place: str) -> list[Row]:
    named = fold(place.strip())
    states = record.sql(
        "SELECT DISTINCT country, actor_name FROM mentions WHERE actor_id GLOB 'state:*' AND country IS NOT NULL "
        "ORDER BY 1, 2"
    )
    codes = {r["country"] for r in states if named in {fold(r["country"]), fold(r["actor_name"] or "")}}
    spoken = _beside(record, codes)
    return [
        r
        for r in rows
        if fold(r["place_name"] or "") == named
        or r["place_country"] in codes
        or (r["place_name"] is None and _key(r) in spoken)
    ]


def _beside(record: Record, codes: set[str]) -> set[tuple[str, str]]:
    """The figures without a place in whose sentence one of these states, or somebody of it, is named."""
    found = record.sql(
        "SELECT DISTINCT f.article_id, f.figure_id FROM figures f JOIN sentences s ON s.article_id = f.article_id "
        'AND s."start" <= f."start" AND s."end" >= f."end" JOIN mentions m ON m.article_id = f.article_id '
        'AND m."start" >= s."start" AND m."end" <= s."end" '
        "WHERE f.place_name IS NULL AND m.country IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(codes)),),
    )
    return {(r["article_id"], r["figure_id"]) for r in found}


def _days_told(record: Record, rows: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """Article -> its first and last possible day; only of those of these figures that have both."""
    found = record.sql(
        "SELECT a.article_id, a.published_from, a.published_to FROM json_each(?) w CROSS JOIN articles a "
        "ON a.article_id = w.value WHERE a.published_from IS NOT NULL AND a.published_to IS NOT NULL",
        (json.dumps(sorted({r["article_id"] for r in rows})),),
    )
    return {r["article_id"]: (r["published_from"], r["published_to"]) for r in found}


def _key(row: Row) -> tuple[str, str]:
    return (row["article_id"], row["figure_id"])


def _kind(row: Row) -> tuple[str, bool, str, str]:
    """What a figure counts: measure, running total or not, of whom, where."""
    return (row["measure"], row["scope"] == CUMULATIVE, fold(row["who"] or ""), fold(row["place_name"] or ""))


def _superseded(rows: Sequence[Row], told: dict[str, tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Figure -> the next figure by the same claimant of the same thing, told later: of a running total any later one,
    of an incident one of the same days."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["claimant_id"] is None or row["part_of"] is not None or row["article_id"] not in told:
            continue
        days = None if row["scope"] == CUMULATIVE else (row["date_from"], row["date_to"])
        if days is None or None not in days:
            groups[(row["claimant_id"], *_kind(row), days)].append(row)
    found = {}
    for group in groups.values():
        group.sort(key=lambda r: (told[r["article_id"]], r["start"], r["figure_id"]))
        for before, after in pairwise(group):
            apart = told[before["article_id"]][1] < told[after["article_id"]][0]
            if apart and (before["low"], before["high"]) != (after["low"], after["high"]):
                found[_key(before)] = str(after["figure_id"])
    return found


def _contradicted(rows: Sequence[Row]) -> dict[tuple[str, str], list[str]]:
    """Figure -> figures by other claimants of the same thing whose bounds it cannot share."""
    groups: dict[tuple[str, bool, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["claimant_id"] is not None and row["part_of"] is None and row["date_to"] is not None:
            measure, total, _, where = _kind(row)
            groups[(measure, total, where)].append(row)
    found: dict[tuple[str, str], list[str]] = {}
    for group in groups.values():
        group.sort(key=lambda r: (r["date_to"], r["date_from"] or "", r["figure_id"]))
        for i, one in enumerate(group):
            for other in group[i + 1 :]:
                if not _meets(one, other):
                    break
                if one["claimant_id"] != other["claimant_id"] and _apart(one, other):
                    found.setdefault(_key(one), []).append(other["figure_id"])
                    found.setdefault(_key(other), []).append(one["figure_id"])
    return found


def _meets(one: Row, other: Row) -> bool:
    """True when two figures, the first of which ends first, are of the same days, or are totals up to about one day."""
    if one["scope"] == CUMULATIVE:
        return _days_between(one["date_to"], other["date_to"]) <= TOTALS_APART
    return bool(one["date_to"] == other["date_to"] and one["date_from"] == other["date_from"])


def _days_between(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days


def _apart(one: Row, other: Row) -> bool:
    """True when no number lies within both bounds; an open bound has no end."""
    for a, b in ((one, other), (other, one)):
        if a["high"] is not None and b["low"] is not None and a["high"] < b["low"]:
            return True
    return False
