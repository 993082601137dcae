"""The positions that one page shows: of one holder, or the latest of many holders on many issues."""

from __future__ import annotations

import json
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
    where, values = f"{key} = ?", [actor_id]
    if not _is_judged(record):
        # By the index alone, the day from which on there are so many: only rows of such days are then looked up.
        day = f"SELECT date_to FROM positions WHERE {where} ORDER BY date_to IS NULL, date_to DESC LIMIT 1 OFFSET ?"
        for row in record.sql(day, (actor_id, limit - 1)):
            if row["date_to"] is not None:
                where, values = f"{where} AND date_to >= ?", [actor_id, row["date_to"]]
    sql = _HELD.format(key="holder_id", teller=_TELLER, where=where, order=order)
    rows = record.sql(f"{sql} ORDER BY {order}", (*values, limit))
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
    if not _is_judged(record):
        for g in groups:
            values = (g["key"], g["kind"], g["about"], *days, EACH_CELL)
            yield from record.sql(asked("issue_kind = ? AND issue_about IS ?"), values)
        return
    # A look-up a group is cheap by the index, but a walk of the whole table through the views that judgements lay
    # before it: there one walk finds the newest of all groups, and each of these is then looked up.
    wanted = json.dumps(sorted({g["key"] for g in groups}))
    walk = (
        f"SELECT article_id, position_id FROM (SELECT article_id, position_id, {key} AS key, issue_kind AS kind, "
        f"issue_about AS about, row_number() OVER (PARTITION BY {key}, issue_kind, issue_about ORDER BY {order}) "
        f"AS place FROM positions WHERE issue_kind IN (SELECT value FROM json_each(?)) AND {bounds}) "
        "WHERE place <= ? AND key IN (SELECT value FROM json_each(?)) ORDER BY key, kind, about, place"
    )
    kinds = json.dumps(sorted({g["kind"] for g in groups}))
    one = _HELD.format(key=key, teller=_TELLER, where="article_id = ? AND position_id = ?", order="position_id")
    of: dict[tuple[str, str, str | None], list[Row]] = {}
    for at in record.sql(walk, (kinds, *days, EACH_CELL, wanted)):
        for row in record.sql(one, (at["article_id"], at["position_id"], 1)):
            of.setdefault((row["key"], row["issue_kind"], row["issue_about"]), []).append(row)
    for g in groups:
        yield from of.get((g["key"], g["kind"], g["about"]), [])


def _is_judged(record: Record) -> bool:
    """Whether judgements lay views before the tables: these are walked whole for what an index would find."""
    return bool(record.sql("SELECT 1 FROM judged UNION ALL SELECT 1 FROM amended LIMIT 1"))


def issues_of(record: Record) -> list[Row]:
    """`kind`, `positions`: what the record has positions on, the commonest first."""
    # Of the table as it was read, but for those rejected, for no judgement changes an issue: the index alone answers.
    rows = record.sql("SELECT issue_kind AS kind, count(*) AS positions FROM main.positions GROUP BY 1")
    if record.sql("SELECT 1 FROM main.amended WHERE table_name = 'positions' AND field = '' LIMIT 1"):
        rejected = record.sql(
            "SELECT issue_kind AS kind, count(*) AS n FROM main.positions WHERE position_id IN "
            "(SELECT entry_id FROM main.amended WHERE table_name = 'positions' AND field = '') GROUP BY 1"
        )
        left_out = {r["kind"]: r["n"] for r in rejected}
        rows = [r | {"positions": r["positions"] - left_out.get(r["kind"], 0)} for r in rows]
    return sorted((r for r in rows if r["positions"]), key=lambda r: (-r["positions"], r["kind"]))


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
