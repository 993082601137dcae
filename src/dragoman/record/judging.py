"""Judgements kept: rows of their own beside what was read, and what they come to together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dragoman.model import DragomanError
from dragoman.record import amendments
from dragoman.record.amendments import Amendment
from dragoman.record.columns import TABLES
from dragoman.record.deriving import mark_stale
from dragoman.record.judgements import Judged, Judgement, check
from dragoman.record.overlay import SLOTS
from dragoman.record.rows import storable

SHORTEST_PREFIX = 4


def judgements_of(connection: sqlite3.Connection) -> list[Judgement]:
    """All judgements, also those undone, by day and in the order in which they were made."""
    rows = connection.execute("SELECT * FROM judgements ORDER BY date, rowid")
    return [
        Judgement(
            kind=row["kind"],
            actor_id=row["actor_id"],
            date=row["date"],
            into_id=row["into_id"],
            article_id=row["article_id"],
            name=row["name"],
            country=row["country"],
            sector=row["sector"],
            actor_name=row["actor_name"],
            reason=row["reason"],
            active=bool(row["active"]),
        )
        for row in rows
    ]


def make(connection: sqlite3.Connection, judgements: Iterable[Judgement]) -> None:
    """Writes the judgements; one that was made before is made again (and holds again). Inside a transaction."""
    made = {j.id: j for j in judgements_of(connection)}
    for judgement in judgements:
        check(judgement, list(made.values()))
        made.pop(judgement.id, None)
        made[judgement.id] = judgement
        connection.execute("DELETE FROM judgements WHERE judgement_id = ?", (judgement.id,))
        values = [judgement.id, *(getattr(judgement, c.name) for c in TABLES["judgements"][1:])]
        connection.execute(
            f"INSERT INTO judgements VALUES ({', '.join('?' * len(values))})",
            [storable(v) if isinstance(v, str) else v for v in values],
        )
    _apply(connection)


def undo(connection: sqlite3.Connection, judgement_id: str) -> Judgement | Amendment:
    """Takes the judgement of that id (or the one whose id starts so) out of force. Inside a transaction."""
    wanted = judgement_id.strip().lower()
    made: list[Judgement | Amendment] = [*judgements_of(connection), *amendments.amendments_of(connection)]
    found = [j for j in made if j.id == wanted or (len(wanted) >= SHORTEST_PREFIX and j.id.startswith(wanted))]
    if len(found) != 1:
        listed = "; ".join(f"{j.id} ({j})" for j in found or made if j.active)
        problem = "may mean several judgements" if found else "is the id of no judgement"
        raise DragomanError(f"{judgement_id!r} {problem}; in force: {listed or 'none'}")
    one = found[0]
    if isinstance(one, Amendment):
        return amendments.undo(connection, one)
    connection.execute("UPDATE judgements SET active = 0 WHERE judgement_id = ?", (one.id,))
    _apply(connection)
    return replace(one, active=False)


def _apply(connection: sqlite3.Connection) -> None:
    before: set[tuple[Any, ...]] = {tuple(row) for row in connection.execute("SELECT * FROM judged")}
    after: set[tuple[Any, ...]] = {
        (actor_id, article_id, s.id, s.name, s.country, s.sector, int(s.kept))
        for actor_id, article_id, s in Judged(judgements_of(connection)).table()
    }
    connection.execute("DELETE FROM judged")
    connection.executemany("INSERT INTO judged VALUES (?, ?, ?, ?, ?, ?, ?)", _in_order(after))
    _touch(connection, sorted({str(row[0]) for row in before ^ after}))
    mark_stale(connection)


def _in_order(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1])))


def _touch(connection: sqlite3.Connection, actor_ids: Iterable[str]) -> None:
    """Notes the articles in which any of these actors stands."""
    places = [(table, slot["id"]) for table, slots in SLOTS.items() for slot in slots]
    there = " UNION ".join(f"SELECT article_id FROM main.{table} WHERE {column} = ?1" for table, column in places)
    for actor_id in actor_ids:
        connection.execute(f"INSERT OR IGNORE INTO touched {there}", (actor_id,))
