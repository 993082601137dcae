"""The positions that one page shows: of one holder, or the latest of many holders on many issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.desk.chronology import day_text
from dragoman.desk.positions import OTHER, SIDES, Shift, shifts, sign_of
from dragoman.model import Interval
from dragoman.record import Record

Row = dict[str, Any]

MOST_ROWS = 240
MOST_HOLDERS = 24
MOST_ISSUES = 9
EACH_CELL = 12
"""Of a holder on an issue so many positions are looked at, the newest."""

# Written as the index `positions_stood` has it, so that sums are read from that index alone.
_STATE_KEY = (
    "CASE WHEN holder_country IS NOT NULL AND (holder_sector IS NULL OR holder_sector IN "
    "('COP', 'GOV', 'JUD', 'LEG', 'MIL', 'SPY')) THEN 'state:' || holder_country ELSE holder_id END"
)
_HELD = """
SELECT {key} AS key, holder_id, holder_name, holder_country, issue_kind, issue_about, issue_label, stance, date_from,
       date_to, confidence, sentence, evidence, position_id, article_id, reported_by, {teller} AS teller
FROM (SELECT * FROM positions WHERE {where} ORDER BY {order} LIMIT ?) p
"""
_TELLER = (
    "CASE WHEN p.reported_by IS NOT NULL THEN coalesce((SELECT coalesce(s.speaker_name, s.source_text) FROM statements "
    "s WHERE s.article_id = p.article_id AND s.statement_id = p.reported_by), 'an unnamed source') END"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A holder on an issue: the latest position, how many there are, the last change of side if there was one."""

    latest: Row
    count: int
    shift: Shift | None

    @property
    def side(self) -> str:
        """`for`, `open` or `against`."""
        return SIDES[sign_of(self.latest)]


@dataclass(frozen=True, slots=True)
class Standings:
    """Holders by issues, the busiest first. `issues` are (kind, ISO3 or what else it is about); `rows` all positions
    that were looked at."""

    issues: tuple[tuple[str, str | None], ...]
    holders: tuple[tuple[str, str], ...]
    """Key and name."""
    cells: dict[tuple[str, str, str | None], Cell]
    rows: tuple[Row, ...]
    left_out: int
    """Positions of holders or on issues that did not find room, or on matters of no known kind."""


def held_by(record: Record, actor_id: str, *, limit: int = MOST_ROWS) -> list[Row]:
    """An actor's positions, the newest first; of a state also those of its officials. As the desk's positions are."""
    key = _STATE_KEY if actor_id.startswith("state:") else "holder_id"
    order = 'date_to IS NULL, date_to DESC, article_id, "start", position_id'
    sql = _HELD.format(key="holder_id", teller=_TELLER, where=f"{key} = ?", order=order)
    rows = record.sql(f"{sql} ORDER BY {order}", (actor_id, limit))
    return [_told(r, r["holder_name"], r["holder_id"]) for r in rows]


def standings(
    record: Record,
    names: Sequence[tuple[str, str]] | dict[str, str],
    *,
    by_state: bool = True,
    issue: str | None = None,
    about: str | None = None,
    holder: str | None = None,
    first: str | None = None,
    last: str | None = None,
    most_issues: int = MOST_ISSUES,
    most_holders: int = MOST_HOLDERS,
) -> Standings:
    """The latest position of each holder on each issue.

    `by_state` puts officials under their state, whose name is looked up in `names`. `issue` is a kind, `about` an ISO3
    code, `holder` a key; `first` and `last` bound the days on which a position can be of.
    """
    known = dict(names)
    key = _STATE_KEY if by_state else "holder_id"
    low, high = Interval.parse(first).iso[0], Interval.parse(last).iso[1]
    where = (
        "WHERE (?1 IS NULL OR issue_kind = ?1) AND (?2 IS NULL OR issue_about = ?2) "
        "AND (?3 IS NULL OR (date_to IS NOT NULL AND date_to >= ?3)) "
        f"AND (?4 IS NULL OR (date_from IS NOT NULL AND date_from <= ?4)) AND (?5 IS NULL OR {key} = ?5)"
    )
    values = (issue, about, low, high, holder)
    groups = record.sql(
        f"SELECT {key} AS key, issue_kind AS kind, issue_about AS about, count(*) AS n FROM positions {where} "
        "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        values,
    )
    whole = sum(g["n"] for g in groups)
    groups = [g for g in groups if g["kind"] != OTHER and g["key"] is not None]
    issues = _most(groups, lambda g: (g["kind"], g["about"]), most_issues)
    groups = [g for g in groups if (g["kind"], g["about"]) in issues]
    holders = _most(groups, lambda g: g["key"], most_holders)
    chosen = [g for g in groups if g["key"] in set(holders)]
    told = [
        _told(row, known.get(row["key"]) or row["holder_name"], row["key"])
        for row in _newest(record, key, chosen, low, high)
    ]
    changes: dict[tuple[str, str, str | None], Shift] = {}
    for change in sorted(shifts(told), key=lambda s: s.after["date_from"]):
        changes[change.after["holder_id"], change.after["issue"], change.after["about"]] = change
    cells: dict[tuple[str, str, str | None], Cell] = {}
    counts = {(g["key"], g["kind"], g["about"]): g["n"] for g in groups}
    for row in told:
        at = (row["holder_id"], row["issue"], row["about"])
        if at not in cells:
            cells[at] = Cell(row, counts[at], changes.get(at))
    named = {r["holder_id"]: r["holder"] for r in told}
    shown = sum(counts[at] for at in cells)
    return Standings(
        tuple(issues), tuple((h, named[h]) for h in holders if h in named), cells, tuple(told), whole - shown
    )


def _newest(record: Record, key: str, groups: Sequence[Row], low: str | None, high: str | None) -> Iterator[Row]:
    """The newest positions of each group, group by group."""
    bounds = "(? IS NULL OR date_to >= ?) AND (? IS NULL OR date_from <= ?)"
    order = "date_to DESC, reported_by IS NOT NULL, confidence DESC, position_id"

    def asked(of: str) -> str:
        sql = _HELD.format(key=key, teller=_TELLER, where=f"{key} = ? AND {of} AND {bounds}", order=order)
        return f"{sql} ORDER BY {order}"

    days = (low, low, high, high)
    # A look-up a group is cheap by the index, and dear through the views that judgements lay before the table: there
    # the newest of a holder are read at once.
    at_once: dict[tuple[str, str, str | None], list[Row]] = {}
    if record.sql("SELECT 1 FROM judged LIMIT 1") or record.sql("SELECT 1 FROM amended LIMIT 1"):
        kinds = sorted({g["kind"] for g in groups})
        marks = ", ".join("?" * len(kinds))
        for holder in dict.fromkeys(g["key"] for g in groups):
            for row in record.sql(asked(f"issue_kind IN ({marks})"), (holder, *kinds, *days, 6 * MOST_ROWS)):
                at_once.setdefault((holder, row["issue_kind"], row["issue_about"]), []).append(row)
    for group in groups:
        found = at_once.get((group["key"], group["kind"], group["about"]))
        yield from (
            found[:EACH_CELL]
            if found
            else record.sql(
                asked("issue_kind = ? AND issue_about IS ?"),
                (group["key"], group["kind"], group["about"], *days, EACH_CELL),
            )
        )


def issues_of(record: Record) -> list[Row]:
    """`kind`, `positions`: what the record has positions on, the commonest first."""
    return record.sql("SELECT issue_kind AS kind, count(*) AS positions FROM positions GROUP BY 1 ORDER BY 2 DESC, 1")


def _most(groups: Sequence[Row], of: Any, most: int) -> list[Any]:
    """The values that stand for most positions, in that order; of as many the first in the alphabet."""
    sums: dict[Any, int] = {}
    for group in groups:
        sums[of(group)] = sums.get(of(group), 0) + group["n"]
    return sorted(sums, key=lambda value: (-sums[value], str(value)))[:most]


def _told(row: Row, holder: str | None, holder_id: str | None) -> Row:
    """A row as `desk.positions` gives them."""
    return {
        "date": day_text(row["date_from"], row["date_to"]), "holder": holder or "", "holder_id": holder_id or "",
        "holder_country": row["holder_country"], "said_by": row["holder_name"], "stance": row["stance"],
        "issue": row["issue_kind"], "about": row["issue_about"], "label": row["issue_label"],
        "own": row["reported_by"] is None, "reported_by": row["teller"],
        **{k: row[k] for k in ("sentence", "confidence", "date_from", "date_to", "evidence", "position_id",
                               "article_id")},
    }  # fmt: skip
