"""Judgements applied: temporary views that stand before the tables and show each row with its actors as judged.

An unqualified name finds a temporary view before the table of that name, so every query of the connection, also one by
hand, sees the judged rows; `main.events` is the table as it was read. Rows without a judged actor come from the table
as they are and by its indexes; the others are looked up in `judged`, a few rows that follow from the judgements alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from dragoman.record.amendments import FIELDS
from dragoman.record.columns import ID_COLUMN, TABLES

SLOTS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "mentions": (
        {"id": "actor_id", "name": "actor_name", "country": "country", "sector": "sector", "office": "office"},
    ),
    "participants": ({"id": "actor_id", "name": "name", "country": "country", "sector": "sector", "office": "office"},),
    "statements": (
        {part: f"speaker_{part}" for part in ("id", "name", "country", "sector", "office")},
        {part: f"addressee_{part}" for part in ("id", "name", "country")},
    ),
    "figures": ({part: f"claimant_{part}" for part in ("id", "name", "country")},),
    "positions": ({part: f"holder_{part}" for part in ("id", "name", "country", "sector", "office")},),
}
"""The columns of each table that hold an actor, by what they hold of it; those of events follow their participants."""

_CONCERNED = (
    "EXISTS (SELECT 1 FROM main.participants c WHERE c.article_id = t.article_id AND c.event_id = t.event_id "
    "AND c.actor_id IN (SELECT actor_id FROM main.judged))"
)
_LISTS = {"ids": "actor_id", "names": "name", "countries": "country", "sectors": "sector"}


def lay(connection: sqlite3.Connection) -> None:
    """Puts the views before the tables of this connection when there are judgements in force, and lays them anew when
    what they must show has changed. Cheap enough for every question."""
    amended = connection.execute("SELECT DISTINCT table_name, field FROM main.amended ORDER BY 1, 2").fetchall()
    judged = connection.execute("SELECT 1 FROM main.judged LIMIT 1").fetchone() is not None
    wanted = json.dumps([judged, [list(pair) for pair in amended]]) if amended or judged else ""
    (there,) = connection.execute("SELECT count(*) FROM temp.sqlite_master WHERE name = 'laid'").fetchone()
    if (connection.execute("SELECT shows FROM temp.laid").fetchone()[0] if there else "") == wanted:
        return
    (locked,) = connection.execute("PRAGMA query_only").fetchone()
    # Temporary views lie beside the record, also beside one that may only be read.
    connection.execute("PRAGMA query_only = OFF")
    for (name,) in connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'view'").fetchall():
        connection.execute(f"DROP VIEW temp.{name}")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS laid (shows TEXT NOT NULL)")
    connection.execute("DELETE FROM temp.laid")
    connection.execute("INSERT INTO temp.laid VALUES (?)", (wanted,))
    if wanted:
        fields = {(table, field) for table, field in amended}
        for table in dict.fromkeys([*SLOTS, *FIELDS]):
            connection.execute(f"CREATE TEMP VIEW {table} AS {_view(table, fields, judged=judged)}")
        for (sql,) in connection.execute("SELECT sql FROM main.sqlite_master WHERE type = 'view'").fetchall():
            connection.execute(sql.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    connection.execute(f"PRAGMA query_only = {locked}")


def _view(table: str, amended: set[tuple[str, str]], *, judged: bool) -> str:
    """One plain SELECT, which SQLite folds into the questions asked of it: only columns that some judgement touches are
    worked out, all others are the table's own and found by its indexes."""
    slots = SLOTS.get(table, ()) if judged else ()
    shown = {column: _shown(part, column, i) for i, slot in enumerate(slots) for part, column in slot.items()}
    if table == "events" and judged:
        shown |= _lists()
    shown |= {c: _otherwise(table, c) for t, c in amended if t == table and c}
    left_out = []
    if table == "mentions" and judged:
        # A mention of nobody is none; the rows of the other tables stay, with the actor unknown.
        left_out.append("(j0.actor_id IS NULL OR j0.shown_id IS NOT NULL)")
    owner = "events" if table == "participants" else table
    if (owner, "") in amended:
        left_out.append(f"t.{ID_COLUMN[owner]} NOT IN ({_amended(owner)} AND field = '')")
    joins = " ".join(_joined(slot["id"], i) for i, slot in enumerate(slots))
    where = f" WHERE {' AND '.join(left_out)}" if left_out else ""
    return f"SELECT {_columns(table, shown)} FROM main.{table} t {joins}{where}"


def _amended(table: str) -> str:
    return f"SELECT entry_id FROM main.amended WHERE table_name = '{table}'"


def _otherwise(table: str, column: str) -> str:
    """The value that a person gave (also when it is null), else the one read."""
    one = f"table_name = '{table}' AND entry_id = t.{ID_COLUMN[table]} AND field = '{column}'"
    return (
        f"CASE WHEN EXISTS (SELECT 1 FROM main.amended WHERE {one}) "
        f'THEN (SELECT value FROM main.amended WHERE {one}) ELSE t."{column}" END'
    )


def _columns(table: str, shown: Mapping[str, str]) -> str:
    return ", ".join(f'{shown[c.name]} AS "{c.name}"' if c.name in shown else f't."{c.name}"' for c in TABLES[table])


def _joined(id_column: str, i: int, of: str = "t") -> str:
    own = f"{of}.{id_column}"
    here = f"SELECT h.article_id FROM main.judged h WHERE h.actor_id = {own} AND h.article_id = {of}.article_id"
    return f"LEFT JOIN main.judged j{i} ON j{i}.actor_id = {own} AND j{i}.article_id = coalesce(({here}), '')"


def _shown(part: str, column: str, i: int, of: str = "t") -> str:
    own = f"CASE WHEN j{i}.kept IS NOT 0 THEN {of}.{column} END"
    if part == "office":
        return own
    return f"coalesce(j{i}.{'shown_id' if part == 'id' else part}, {own})"


def _lists() -> dict[str, str]:
    """The lists of an event's actors and recipients, made anew from its participants."""
    lists = {}
    for side in ("actor", "recipient"):
        for many, one in _LISTS.items():
            ordered = (
                f"SELECT {_shown(one.removeprefix('actor_'), one, 0, 'p')} AS value "
                f"FROM main.participants p {_joined('actor_id', 0, 'p')} "
                f"WHERE p.article_id = t.article_id AND p.event_id = t.event_id AND p.side = '{side}' "
                "ORDER BY p.position"
            )
            made = f"(SELECT json_group_array(value) FROM ({ordered}))"
            lists[f"{side}_{many}"] = f"CASE WHEN {_CONCERNED} THEN {made} ELSE t.{side}_{many} END"
    return lists
