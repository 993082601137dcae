"""Judgements applied: temporary views that stand before the tables and show each row with its actors as judged.

An unqualified name finds a temporary view before the table of that name, so every query of the connection, also one by
hand, sees the judged rows; `main.events` is the table as it was read. Rows without a judged actor come from the table
as they are and by its indexes; the others are looked up in `judged`, a few rows that follow from the judgements alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from dragoman.record.columns import TABLES

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

_LISTS = {"ids": "actor_id", "names": "name", "countries": "country", "sectors": "sector"}
_TOUCHED = (
    "EXISTS (SELECT 1 FROM main.participants p WHERE p.article_id = t.article_id AND p.event_id = t.event_id "
    "AND p.actor_id IN (SELECT actor_id FROM main.judged))"
)


def lay(connection: sqlite3.Connection) -> None:
    """Puts the views before the tables of this connection when there are judgements in force; once is enough."""
    (there,) = connection.execute("SELECT count(*) FROM temp.sqlite_master WHERE name = 'events'").fetchone()
    if there or connection.execute("SELECT 1 FROM judged LIMIT 1").fetchone() is None:
        return
    (locked,) = connection.execute("PRAGMA query_only").fetchone()
    # Temporary views lie beside the record, also beside one that may only be read.
    connection.execute("PRAGMA query_only = OFF")
    for table in SLOTS:
        connection.execute(f"CREATE TEMP VIEW {table} AS {_view(table)}")
    connection.execute(f"CREATE TEMP VIEW events AS {_events_view()}")
    for (sql,) in connection.execute("SELECT sql FROM main.sqlite_master WHERE type = 'view'").fetchall():
        connection.execute(sql.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    connection.execute(f"PRAGMA query_only = {locked}")


def _view(table: str) -> str:
    slots = SLOTS[table]
    shown = {column: _shown(part, column, i) for i, slot in enumerate(slots) for part, column in slot.items()}
    joins = " ".join(_joined(slot["id"], i) for i, slot in enumerate(slots))
    # A mention of nobody is none; the rows of the other tables stay, with the actor unknown.
    named = " WHERE j0.actor_id IS NULL OR j0.shown_id IS NOT NULL" if table == "mentions" else ""
    return f"SELECT {_columns(table, shown)} FROM main.{table} t {joins}{named}"


def _columns(table: str, shown: Mapping[str, str]) -> str:
    return ", ".join(f'{shown[c.name]} AS "{c.name}"' if c.name in shown else f't."{c.name}"' for c in TABLES[table])


def _joined(id_column: str, i: int) -> str:
    here = f"SELECT h.article_id FROM main.judged h WHERE h.actor_id = t.{id_column} AND h.article_id = t.article_id"
    return f"LEFT JOIN main.judged j{i} ON j{i}.actor_id = t.{id_column} AND j{i}.article_id = coalesce(({here}), '')"


def _shown(part: str, column: str, i: int) -> str:
    own = f"CASE WHEN j{i}.kept IS NOT 0 THEN t.{column} END"
    if part == "office":
        return own
    return f"coalesce(j{i}.{'shown_id' if part == 'id' else part}, {own})"


def _events_view() -> str:
    """Lists are made anew from the participants, of those events only that have a judged one."""
    lists = {}
    for side in ("actor", "recipient"):
        for many, one in _LISTS.items():
            ordered = (
                f"SELECT p.{one} AS value FROM temp.participants p WHERE p.article_id = t.article_id "
                f"AND p.event_id = t.event_id AND p.side = '{side}' ORDER BY p.position"
            )
            made = f"(SELECT json_group_array(value) FROM ({ordered}))"
            lists[f"{side}_{many}"] = f"CASE WHEN {_TOUCHED} THEN {made} ELSE t.{side}_{many} END"
    return f"SELECT {_columns('events', lists)} FROM main.events t"
