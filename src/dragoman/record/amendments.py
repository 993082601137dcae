"""Amendments: a person's judgements on entries. An entry is none, or a field of it is otherwise; what was read stays.

An amendment keeps the id of its entry and where it stands. When a newer reader finds the same thing under another id,
the entry of the same table at the same Span is meant.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from dragoman.model import DragomanError, Interval, content_id
from dragoman.model.reading import StatementKind, Status
from dragoman.record.columns import ID_COLUMN, TABLES
from dragoman.record.rows import storable

AmendmentKind = Literal["reject", "amend"]

_PLACE = ("place_name", "place_country")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "statements": ("kind", "said"),
    "events": ("type", "mode", "status", "date", *_PLACE),
    "figures": ("measure", "low", "high", "qualifier", "scope", "date", *_PLACE),
    "positions": ("stance", "date"),
    "ballots": ("vote", "date"),
}
"""What may be amended of the entries of each table. `date` (`said` of a statement) is an Interval: an ISO day, month or
year, or `first/last` with `..` for an open end."""

_DAYS = ("date", "said")
_KNOWN: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("statements", "kind"): get_args(StatementKind),
    ("events", "status"): get_args(Status),
}
_NUMBERS = ("low", "high")
SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Amendment:
    """One decision on one entry, made on a day (ISO), for a reason.

    `reject`: the entry is none. `amend`: its `field` is `value` (`None`: unknown), where `was` was read.
    """

    kind: AmendmentKind
    table_name: str
    entry_id: str
    article_id: str
    start: int
    end: int
    date: str
    field: str | None = None
    value: str | None = None
    was: str | None = None
    reason: str | None = None
    active: bool = True

    @property
    def id(self) -> str:
        """A hash of what is decided and the day: the same decision has the same id in any record."""
        about = (self.kind, self.table_name, self.entry_id, self.field or "", self.value or "")
        return content_id("amendment", *about, self.date)

    def __str__(self) -> str:
        entry = f"{self.table_name.removesuffix('s')} {self.entry_id}"
        return f"reject {entry}" if self.kind == "reject" else f"amend {entry}: {self.field} {self.was} → {self.value}"


def amendment_of(
    connection: sqlite3.Connection,
    entry_id: str,
    *,
    field: str | None = None,
    value: str | None = None,
    date: str,
    reason: str | None = None,
) -> Amendment:
    """The amendment of the entry of that id (or the one whose id starts so): rejected when no `field` is named.

    Raises `DragomanError` when there is no such entry, or no such field, or the value can't be one of it.
    """
    table, row = _entry(connection, entry_id.strip().lower())
    where = (table, row[ID_COLUMN[table]], row["article_id"], row["start"], row["end"])
    try:
        dt.date.fromisoformat(date)
    except ValueError:
        raise DragomanError(f"{date!r} is no day in ISO form (2012-02-04)") from None
    if field is None:
        return Amendment("reject", *where, date, reason=reason)
    if field not in FIELDS[table]:
        raise DragomanError(f"{field!r} of {table} can't be amended; these can: {', '.join(FIELDS[table])}")
    value = _checked(table, field, value, {**dict(row), "type": _type_now(connection, row)} if field == "mode" else row)
    was = _read_days(row, field) if field in _DAYS else row[field]
    return Amendment("amend", *where, date, field, value, None if was is None else str(was), reason)


def amendments_of(connection: sqlite3.Connection) -> list[Amendment]:
    """All amendments, also those undone, by day and in the order in which they were made."""
    names = [c.name for c in TABLES["amendments"][1:]]
    rows = connection.execute("SELECT * FROM amendments ORDER BY date, rowid")
    return [replace(Amendment(**{n: row[n] for n in names}), active=bool(row["active"])) for row in rows]


def amend(connection: sqlite3.Connection, amendments: Iterable[Amendment]) -> None:
    """Writes them; one that was made before is made again (and holds again). Inside a transaction."""
    for amendment in amendments:
        connection.execute("DELETE FROM amendments WHERE amendment_id = ?", (amendment.id,))
        values = [amendment.id, *(getattr(amendment, c.name) for c in TABLES["amendments"][1:])]
        connection.execute(
            f"INSERT INTO amendments ({', '.join(_quoted(c.name) for c in TABLES['amendments'])}) "
            f"VALUES ({', '.join('?' * len(values))})",
            [storable(v) if isinstance(v, str) else v for v in values],
        )
        _touch(connection, amendment)
    apply(connection)


def undo(connection: sqlite3.Connection, amendment: Amendment) -> Amendment:
    """Takes it out of force. Inside a transaction."""
    connection.execute("UPDATE amendments SET active = 0 WHERE amendment_id = ?", (amendment.id,))
    _touch(connection, amendment)
    apply(connection)
    return replace(amendment, active=False)


def apply(connection: sqlite3.Connection) -> None:
    """Makes `amended` anew from the amendments in force, the newest of several of one field counting."""
    made: dict[tuple[str, str, str], Any] = {}
    for amendment in amendments_of(connection):
        if not amendment.active:
            continue
        for entry_id in _meant(connection, amendment):
            for column, value in _columns(amendment):
                made[amendment.table_name, entry_id, column] = value
    connection.execute("DELETE FROM amended")
    connection.executemany("INSERT INTO amended VALUES (?, ?, ?, ?)", ((*key, value) for key, value in made.items()))


def amended_days(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """A derivation's step: days that a person gave stand before those that the rest of the record gives."""
    given = "SELECT table_name, entry_id FROM amended WHERE field IN ('date_from', 'said_from')"
    # Where nobody gave a day the table is not looked through for one.
    if connection.execute(f"{given} LIMIT 1").fetchone() is not None:
        connection.execute(f"DELETE FROM entry_days WHERE (table_name, entry_id) IN ({given})")
    return touched


def _columns(amendment: Amendment) -> Sequence[tuple[str, Any]]:
    field = amendment.field
    if field is None:
        return [("", None)]
    if field in _DAYS:
        first, last = Interval.parse((amendment.value or "").replace("..", "")).iso
        return [(f"{field}_from", first), (f"{field}_to", last)]
    return [(field, int(amendment.value) if field in _NUMBERS and amendment.value is not None else amendment.value)]


def _meant(connection: sqlite3.Connection, amendment: Amendment) -> list[str]:
    """The ids of the entry as it is read now: its own, else those at its place in its article."""
    id_column, table = ID_COLUMN[amendment.table_name], amendment.table_name
    own = connection.execute(f"SELECT 1 FROM main.{table} WHERE {id_column} = ? LIMIT 1", (amendment.entry_id,))
    if own.fetchone():
        return [amendment.entry_id]
    there = connection.execute(
        f'SELECT {id_column} FROM main.{table} WHERE article_id = ? AND "start" = ? AND "end" = ? ORDER BY 1',
        (amendment.article_id, amendment.start, amendment.end),
    )
    return [row[0] for row in there]


def _touch(connection: sqlite3.Connection, amendment: Amendment) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO touched SELECT article_id FROM articles WHERE article_id = ?", (amendment.article_id,)
    )
    connection.execute("UPDATE derived SET stale = 1 WHERE stale = 0")


def _entry(connection: sqlite3.Connection, wanted: str) -> tuple[str, sqlite3.Row]:
    if len(wanted) < SHORTEST_PREFIX:
        raise DragomanError(f"{wanted!r} is too short; give at least {SHORTEST_PREFIX} characters of the entry's id")
    found = []
    for table in FIELDS:
        id_column = ID_COLUMN[table]
        rows = connection.execute(
            f"SELECT * FROM main.{table} WHERE {id_column} >= ? AND {id_column} < ? ORDER BY {id_column} LIMIT 9",
            (wanted, wanted + "\uffff"),
        )
        found += [(table, row) for row in rows]
    exact = [(t, row) for t, row in found if row[ID_COLUMN[t]] == wanted]
    if len(found) != 1 and not exact:
        listed = ", ".join(f"{row[ID_COLUMN[t]]} ({t})" for t, row in found)
        raise DragomanError(
            f"{wanted!r} may mean several entries: {listed}" if found else f"there is no entry {wanted!r} to judge; "
            "the tables print the ids of statements, events, figures, positions and ballots"
        )  # fmt: skip
    return (exact or found)[0]


def _type_now(connection: sqlite3.Connection, row: sqlite3.Row) -> str:
    """The type of an event as a person amended it, else as it was read: its modes are those of that type."""
    found = connection.execute(
        "SELECT value FROM main.amended WHERE table_name = 'events' AND entry_id = ? AND field = 'type'",
        (row["event_id"],),
    ).fetchone()
    return str(found[0] if found else row["type"])


def _checked(table: str, field: str, value: str | None, row: sqlite3.Row | Mapping[str, Any]) -> str | None:
    value = (value or "").strip() or None
    if field in _DAYS:
        try:
            return str(Interval.parse((value or "").replace("..", "")))
        except ValueError as error:
            raise DragomanError(f"{value!r} is no day, month, year or Interval in ISO form: {error}") from None
    if value is None:
        if field in ("kind", "type", "status", "measure", "stance", "vote"):
            raise DragomanError(f"{field} can't be unknown; reject the entry if it is none")
        return None
    if field in _NUMBERS:
        if not value.isascii() or not value.isdecimal() or len(value) > 15:
            raise DragomanError(f"{value!r} is no whole number")
        return str(int(value))
    known = _KNOWN.get((table, field)) or _types(table, field, row)
    if known and value not in known:
        raise DragomanError(f"{value!r} is no {field} of {table}; there are {', '.join(known)}")
    if field == "place_country" and not (len(value) == 3 and value.isascii() and value.isupper()):
        raise DragomanError(f"{value!r} is no ISO 3166-1 alpha-3 code")
    return value


def _read_days(row: sqlite3.Row, field: str) -> str:
    return str(Interval(Interval.parse(row[f"{field}_from"]).first, Interval.parse(row[f"{field}_to"]).last))


def _types(table: str, field: str, row: sqlite3.Row | Mapping[str, Any]) -> tuple[str, ...]:
    from dragoman.extract.events.codes import event_types

    if (table, field) == ("events", "type"):
        return tuple(event_types())
    if (table, field) == ("events", "mode"):
        return event_types()[row["type"]].modes
    return ()


def _quoted(name: str) -> str:
    return f'"{name}"'
