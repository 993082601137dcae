"""Cores in the record: kept with the tokens by which they are found again."""

from __future__ import annotations

import datetime as dt
import sqlite3
from functools import lru_cache

from dragoman.record.happenings.placing import (
    core_tokens,
    hashed,
    merging_tokens,
    only_tokens,
    prefix_of,
    struck_tokens,
)
from dragoman.record.happenings.profiles import Profile
from dragoman.record.happenings.working import Placed

HELD = 10_000
"""Profiles that are kept in memory."""


class Cores:
    """The cores of a record, read when they are asked for; the latest are kept while one derivation lasts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read = lru_cache(maxsize=HELD)(self._fetch)

    def get(self, core_id: str) -> Placed | None:
        """(block, profile) of a core that is there."""
        return self._read(core_id)

    def _fetch(self, core_id: str) -> Placed | None:
        row = self._connection.execute(
            "SELECT block, profile FROM happening_cores WHERE core_id = ?", (core_id,)
        ).fetchone()
        return (row[0], Profile.from_json(row[1])) if row else None

    def write(self, core_id: str, block: str, profile: Profile) -> None:
        """Keeps a core, its own root at first; what was read before is forgotten."""
        self._connection.execute(
            "INSERT INTO happening_cores (core_id, block, root, profile) VALUES (?, ?, ?, ?)",
            (core_id, block, core_id, profile.json),
        )
        if block[:2] == "x|":
            tokens = hashed(prefix_of(block), (*core_tokens(profile), *merging_tokens(profile)))
            self._keep(core_id, tokens, profile.first, profile.first)
        self._keep(core_id, struck_tokens(block, profile)[0], profile.first, profile.last)
        only = only_tokens(block, profile)
        if only is not None:
            self._keep(core_id, only.own, only.first, only.last)

    def _keep(self, core_id: str, tokens: list[int], first: str, last: str) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO happening_tokens (token, first, last, core_id) VALUES (?, ?, ?, ?)",
            ((token, first, last, core_id) for token in tokens),
        )

    def remove(self, core_id: str) -> None:
        """Forgets a core."""
        self._connection.execute("DELETE FROM happening_tokens WHERE core_id = ?", (core_id,))
        self._connection.execute("DELETE FROM happening_cores WHERE core_id = ?", (core_id,))

    def forget(self) -> None:
        """What was read may be another now."""
        self._read.cache_clear()


def days_beside(day: str) -> tuple[str, str]:
    """The day before and the day after."""
    here = dt.date.fromisoformat(day)
    before = here if here == dt.date.min else here - dt.timedelta(days=1)
    after = here if here == dt.date.max else here + dt.timedelta(days=1)
    return before.isoformat(), after.isoformat()


def days_after(day: str, count: int) -> str:
    """The day so many days after one (before it, where negative), or the nearest that there is."""
    here = dt.date.fromisoformat(day).toordinal() + count
    return dt.date.fromordinal(min(max(here, 1), dt.date.max.toordinal())).isoformat()
