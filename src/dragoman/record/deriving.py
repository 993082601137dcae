"""The derived tables: what only the whole record can say. They may be emptied and made again at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from dragoman.record.activity import derive_activity
from dragoman.record.amendments import amended_days
from dragoman.record.copies import derive_copies
from dragoman.record.days import derive_days
from dragoman.record.dyads import derive_dyads
from dragoman.record.happenings.step import derive_happenings
from dragoman.record.origins import derive_origins
from dragoman.record.stories import derive_stories
from dragoman.record.utterances import derive_utterances
from dragoman.reference.packaged import hold_lexicons

CACHE = 128 << 10
"""Kilobytes of the record that are held in memory while it is derived: SQLite's own two megabytes are read and written
over and over in one large transaction."""


def is_stale(connection: sqlite3.Connection) -> bool:
    """True when an article came or went since the derived tables were made."""
    return bool(connection.execute("SELECT stale FROM derived").fetchone()[0])


def mark_stale(connection: sqlite3.Connection) -> None:
    """Notes that the derived tables are no longer of the record as it stands."""
    connection.execute("UPDATE derived SET stale = 1 WHERE stale = 0")


Touched = frozenset[str]
"""Ids of articles whose rows, read or derived, changed since the derived tables were made; some may be gone."""

Step = Callable[[sqlite3.Connection, Touched], Touched]
"""Brings one derived table (or several) to the record as it stands, given what is touched, and gives the ids of the
articles for which it changed something. What it leaves must be what a derivation of everything anew would leave."""


def derive(connection: sqlite3.Connection) -> None:
    """Brings the derived tables to the record as it stands. Call it inside a transaction."""
    hold_lexicons()
    (cache,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    try:
        touched = frozenset(row[0] for row in connection.execute("SELECT article_id FROM touched"))
        for step in STEPS:
            touched |= step(connection, touched)
        connection.execute("DELETE FROM touched")
        connection.execute("UPDATE derived SET stale = 0")
    finally:
        connection.execute(f"PRAGMA cache_size = {cache}")


STEPS: tuple[Step, ...] = (
    derive_copies, derive_origins, derive_days, amended_days, derive_happenings, derive_activity, derive_dyads,
    derive_stories, derive_utterances,
)  # fmt: skip
"""In the order in which each needs what the others leave."""
