"""What one derivation has to do, kept in temporary tables: what a hundred thousand articles touch is not for memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from dragoman.record.happenings.loading import Key
from dragoman.record.happenings.profiles import Profile

BATCH = 500
MOST_REPORTS = 4_000
"""Reports that are held at once; a block of more is held whole."""

Placed = tuple[str, Profile]
"""The block of a core or of a loose report, and its profile."""

_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS work_blocks (block TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS work_loose (
  article_id TEXT NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (article_id, event_id)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS work_roots (root TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS work_changed (n INTEGER PRIMARY KEY, block TEXT NOT NULL, profile TEXT NOT NULL);
CREATE TEMP TABLE IF NOT EXISTS work_cores (
  block TEXT NOT NULL, core_id TEXT NOT NULL, steps INTEGER NOT NULL, PRIMARY KEY (block, core_id)
) WITHOUT ROWID;
"""


class Work:
    """Blocks to join, loose reports to place, cores whose roots are looked at, what changed, happenings to write."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for statement in _TABLES.split(";")[:-1]:
            connection.execute(statement)
        self.clear()

    def clear(self) -> None:
        """Leaves nothing to do."""
        for table in ("work_blocks", "work_loose", "work_roots", "work_changed", "work_cores"):
            self._connection.execute(f"DELETE FROM {table}")

    def add_blocks(self, blocks: Iterable[str]) -> None:
        """Blocks whose reports are joined anew."""
        self._many("INSERT OR IGNORE INTO work_blocks VALUES (?)", ((b,) for b in blocks))

    def add_loose(self, keys: Iterable[Key]) -> None:
        """Loose reports that look again for what they fit."""
        self._many("INSERT OR IGNORE INTO work_loose VALUES (?, ?)", keys)

    def add_roots(self, roots: Iterable[str | None]) -> None:
        """Happenings to write, by their roots; some may be gone."""
        self._many("INSERT OR IGNORE INTO work_roots VALUES (?)", ((r,) for r in roots if r is not None))

    def add_changed(self, block: str, profile: str) -> None:
        """A core that came, went or stands with another now, as others see it."""
        self._connection.execute("INSERT INTO work_changed (block, profile) VALUES (?, ?)", (block, profile))

    def add_cores(self, cores: Iterable[tuple[str, str]], *, steps: int = 0) -> None:
        """Cores (block, core_id) whose root is looked at again, so many steps from what changed."""
        self._many(
            "INSERT INTO work_cores VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET steps = steps | excluded.steps",
            ((*core, 1 << steps) for core in cores),
        )

    def _many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(sql, rows)

    def blocks(self, kind: str) -> Iterator[list[str]]:
        """The blocks of a kind (`x`, `w`, `copy`) in order, as many at once as have few reports enough."""
        last = f"{kind}|"
        while rows := self._connection.execute(
            "SELECT b.block, (SELECT count(*) FROM happening_members m WHERE m.block = b.block) FROM work_blocks b "
            "WHERE b.block > ? AND b.block < ? ORDER BY b.block LIMIT ?",
            (last, f"{kind}}}", BATCH),
        ).fetchall():
            batch: list[str] = []
            held = 0
            for block, reports in rows:
                if batch and held + reports > MOST_REPORTS:
                    yield batch
                    batch, held = [], 0
                batch.append(block)
                held += reports
            yield batch
            last = rows[-1][0]

    def loose(self) -> Iterator[list[Key]]:
        """The loose reports in order."""
        last = ("", "")
        while rows := self._connection.execute(
            "SELECT article_id, event_id FROM work_loose WHERE (article_id, event_id) > (?, ?) "
            "ORDER BY article_id, event_id LIMIT ?",
            (*last, BATCH),
        ).fetchall():
            yield [(row[0], row[1]) for row in rows]
            last = rows[-1][0], rows[-1][1]

    def roots(self) -> Iterator[list[str]]:
        """The roots in order."""
        last = ""
        while rows := self._connection.execute(
            "SELECT root FROM work_roots WHERE root > ? ORDER BY root LIMIT ?", (last, BATCH)
        ).fetchall():
            yield [row[0] for row in rows]
            last = rows[-1][0]

    def changed(self, kind: str) -> Iterator[list[Placed]]:
        """What changed among the cores of blocks of a kind."""
        last = 0
        while rows := self._connection.execute(
            "SELECT n, block, profile FROM work_changed WHERE n > ? AND block >= ? AND block < ? ORDER BY n LIMIT ?",
            (last, f"{kind}|", f"{kind}}}", BATCH),
        ).fetchall():
            yield [(row[1], Profile.from_json(row[2])) for row in rows]
            last = rows[-1][0]

    def cores(self, kind: str, *, steps: int | None = None) -> Iterator[list[tuple[str, str]]]:
        """The cores (block, core_id) of blocks of a kind in order; with `steps` those found so many steps away."""
        last = (f"{kind}|", "")
        wanted = -1 if steps is None else 1 << steps
        while rows := self._connection.execute(
            "SELECT block, core_id FROM work_cores WHERE (block, core_id) > (?, ?) AND block < ? AND steps & ? "
            f"ORDER BY block, core_id LIMIT {BATCH}",
            (*last, f"{kind}}}", wanted),
        ).fetchall():
            yield [(row[0], row[1]) for row in rows]
            last = rows[-1][0], rows[-1][1]
