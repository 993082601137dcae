"""Judgements applied: temporary views that stand before the tables and show each row with its actors as judged.

An unqualified name finds a temporary view before the table of that name, so every query of the connection, also one by
hand, sees the judged rows; `main.events` is the table as it was read. Rows without a judged actor come from the table
as they are and by its indexes; the others are looked up in `judged`, a few rows that follow from the judgements alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

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

_LISTS = {"ids": "actor_id", "names": "name", "countries": "country", "sectors": "sector"}


def lay(connection: sqlite3.Connection) -> None:
    """Puts the views before the tables of this connection when there are judgements in force; once is enough."""
    (there,) = connection.execute("SELECT count(*) FROM temp.sqlite_master WHERE name = 'events'").fetchone()
    if there or connection.execute("SELECT 1 FROM judged UNION ALL SELECT 1 FROM amended LIMIT 1").fetchone() is None:
        return
    (locked,) = connection.execute("PRAGMA query_only").fetchone()
    # Temporary views lie beside the record, also beside one that may only be read.
    connection.execute("PRAGMA query_only = OFF")
    for table in dict.fromkeys([*SLOTS, *FIELDS]):
        connection.execute(f"CREATE TEMP VIEW {table} AS {_view(table)}")
    for (sql,) in connection.execute("SELECT sql FROM main.sqlite_master WHERE type = 'view'").fetchall():
        connection.execute(sql.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    connection.execute(f"PRAGMA query_only = {locked}")


def _view(table: str) -> str:
    """The rows that no judgement concerns, as they are and by their indexes; then the others, as judged."""
    slots = SLOTS.get(table, ())
    shown = {column: _shown(part, column, i) for i, slot in enumerate(slots) for part, column in slot.items()}
    if table == "events":
        shown |= _lists()
    joins = " ".join(_joined(slot["id"], i) for i, slot in enumerate(slots))
    left_out = []
    if table == "mentions":
        # A mention of nobody is none; the rows of the other tables stay, with the actor unknown.
        left_out.append("(j0.actor_id IS NULL OR j0.shown_id IS NOT NULL)")
    if table in FIELDS:
        left_out.append(f"t.{ID_COLUMN[table]} NOT IN ({_amended(table)} AND field = '')")
        shown |= {c: _otherwise(table, c) for c in _columns_of(FIELDS[table])}
    elif table == "participants":
        left_out.append(f"t.event_id NOT IN ({_amended('events')} AND field = '')")
    concerned = " OR ".join(_concerned(table))
    plain = f"SELECT {_columns(table, {})} FROM main.{table} t WHERE NOT ({concerned})"
    judged = f"SELECT {_columns(table, shown)} FROM main.{table} t {joins} WHERE ({concerned})"
    return " AND ".join([f"{plain} UNION ALL {judged}", *left_out])


def _concerned(table: str) -> list[str]:
    """Conditions, true or false and never null, by which a judgement may change a row."""
    out = [
        f"(t.{slot['id']} IS NOT NULL AND t.{slot['id']} IN (SELECT actor_id FROM main.judged))"
        for slot in SLOTS.get(table, ())
    ]
    if table == "events":
        out.append(
            "EXISTS (SELECT 1 FROM main.participants p WHERE p.article_id = t.article_id AND p.event_id = t.event_id "
            "AND p.actor_id IN (SELECT actor_id FROM main.judged))"
        )
    if table in FIELDS:
        out.append(f"t.{ID_COLUMN[table]} IN ({_amended(table)})")
    elif table == "participants":
        out.append(f"t.event_id IN ({_amended('events')})")
    return out


def _amended(table: str) -> str:
    return f"SELECT entry_id FROM main.amended WHERE table_name = '{table}'"


def _columns_of(fields: Sequence[str]) -> list[str]:
    return [c for f in fields for c in ((f"{f}_from", f"{f}_to") if f in ("date", "said") else (f,))]


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
            # Over the table and not over its view: SQLite pushes no correlated condition into a union.
            ordered = (
                f"SELECT {_shown(one.removeprefix('actor_'), one, 0, 'p')} AS value "
                f"FROM main.participants p {_joined('actor_id', 0, 'p')} "
                f"WHERE p.article_id = t.article_id AND p.event_id = t.event_id AND p.side = '{side}' "
                "ORDER BY p.position"
            )
            lists[f"{side}_{many}"] = f"(SELECT json_group_array(value) FROM ({ordered}))"
    return lists
