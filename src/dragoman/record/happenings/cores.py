"""Cores in the record: kept with their tokens, found again by them, tied to those of neighbouring days."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Sequence

from dragoman.record.happenings.agreeing import agree
from dragoman.record.happenings.placing import core_tokens, days_sought, hashed, merging_tokens, prefix_of
from dragoman.record.happenings.profiles import Profile

MOST_NEIGHBOURS = 16
MOST_FITTING = 32


class Cores:
    """The cores of a record, read when they are asked for and kept while one derivation lasts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._profiles: dict[str, tuple[str, Profile] | None] = {}
        self._best: dict[str, str] = {}

    def get(self, core_id: str) -> tuple[str, Profile] | None:
        """(block, profile) of a core that is there."""
        if core_id not in self._profiles:
            if len(self._profiles) > 100_000:
                self._profiles.clear()
            row = self._connection.execute(
                "SELECT block, profile FROM happening_cores WHERE core_id = ?", (core_id,)
            ).fetchone()
            self._profiles[core_id] = (row[0], Profile.from_json(row[1])) if row else None
        return self._profiles[core_id]

    def write(self, core_id: str, block: str, profile: Profile) -> None:
        """Keeps a core, its own root at first."""
        self._connection.execute(
            "INSERT INTO happening_cores VALUES (?, ?, ?, ?)", (core_id, block, core_id, profile.json)
        )
        if block[:2] == "x|":
            prefix, day = prefix_of(block), profile.first
            self._connection.executemany(
                "INSERT OR IGNORE INTO happening_tokens (token, first, last, core_id) VALUES (?, ?, ?, ?)",
                (
                    (token, day, day, core_id)
                    for token in hashed(prefix, (*core_tokens(profile), *merging_tokens(profile)))
                ),
            )
        self._profiles[core_id] = (block, profile)

    def remove(self, core_id: str) -> None:
        """Forgets a core."""
        self._connection.execute("DELETE FROM happening_tokens WHERE core_id = ?", (core_id,))
        self._connection.execute("DELETE FROM happening_cores WHERE core_id = ?", (core_id,))
        self._profiles[core_id] = None

    def beside(self, block: str, profile: Profile) -> list[str]:
        """The cores of the day before and after that share a token, those that share most first."""
        days = _days_beside(profile.first)
        rows = self._connection.execute(
            "SELECT t.core_id, count(*) AS shared FROM json_each(?) j JOIN happening_tokens t ON t.token = j.value "
            "WHERE t.first IN (?, ?) GROUP BY t.core_id ORDER BY shared DESC, t.core_id LIMIT ?",
            (json.dumps(hashed(prefix_of(block), merging_tokens(profile))), *days, MOST_NEIGHBOURS),
        )
        return [row[0] for row in rows]

    def root(self, core_id: str) -> str:
        """The core that stands for the event: itself, or the surer one of a neighbouring day that tells the same.

        One step only: a core that leans on another is no support for a third, so that what a report changes stays
        within two days of it.
        """
        best = self._lean(core_id)
        return best if best == core_id or self._lean(best) == best else core_id

    def _lean(self, core_id: str) -> str:
        if core_id not in self._best:
            self._best[core_id] = self._leaning(core_id)
        return self._best[core_id]

    def _leaning(self, core_id: str) -> str:
        here = self.get(core_id)
        if here is None or here[0][:2] != "x|":
            return core_id
        block, profile = here
        best, best_rank = core_id, profile.rank
        for other_id in self.beside(block, profile):
            other = self.get(other_id)
            if other is None or other[1].rank >= best_rank:
                continue
            # Two reports that both name their day rarely mean one event, unless it was an attack: those last the night.
            if profile.family != "violence" and not (profile.rank[0] or other[1].rank[0]):
                continue
            if agree(profile, other[1], sure=True) is not None:
                best, best_rank = other_id, other[1].rank
        return best

    def fitting(self, block: str, profile: Profile) -> tuple[str, str] | None:
        """(core, why) of the one event that a loose report fits; `None` where there is none, or more than one."""
        first, last, by_sentence = days_sought(block)
        tokens = hashed(prefix_of(block), (t for t in core_tokens(profile) if not by_sentence or t[:2] == "k:"))
        rows = self._connection.execute(
            "SELECT t.core_id, count(*) AS shared FROM json_each(?) j JOIN happening_tokens t ON t.token = j.value "
            "WHERE t.first BETWEEN ? AND ? GROUP BY t.core_id ORDER BY shared DESC, t.core_id LIMIT ?",
            (json.dumps(tokens), first, last, MOST_FITTING),
        ).fetchall()
        fits: list[tuple[str, str]] = []
        for core_id, _ in rows:
            held = self.get(core_id)
            # What is blamed on somebody has its day from a report that gives one.
            if held is None or ("|blamed|" in block and held[1].rank[0]):
                continue
            why = agree(held[1], profile)
            if why is not None:
                fits.append((core_id, why))
        same = [f for f in fits if f[1] == "the same sentence"]
        fits = same or fits
        roots = {self.root(core_id) for core_id, _ in fits}
        return min(fits) if len(roots) == 1 else None


def _days_beside(day: str) -> tuple[str, str]:
    here = dt.date.fromisoformat(day)
    before = here if here == dt.date.min else here - dt.timedelta(days=1)
    after = here if here == dt.date.max else here + dt.timedelta(days=1)
    return before.isoformat(), after.isoformat()


def near(connection: sqlite3.Connection, changed: Iterable[tuple[str, Profile]]) -> set[str]:
    """The cores whose root may hang on changed ones (block and profile, old or new): within two steps of a day."""
    found: set[str] = set()
    frontier: Sequence[tuple[str, Profile]] = list(changed)
    for _ in range(2):
        reached: dict[str, tuple[str, Profile]] = {}
        for block, profile in frontier:
            if block[:2] != "x|":
                continue
            for row in connection.execute(
                "SELECT DISTINCT c.core_id, c.block, c.profile FROM json_each(?) j "
                "JOIN happening_tokens t ON t.token = j.value JOIN happening_cores c ON c.core_id = t.core_id "
                "WHERE t.first IN (?, ?)",
                (json.dumps(hashed(prefix_of(block), merging_tokens(profile))), *_days_beside(profile.first)),
            ):
                if row[0] not in found:
                    reached[row[0]] = (row[1], Profile.from_json(row[2]))
        found |= reached.keys()
        frontier = list(reached.values())
    return found


def loose_near(connection: sqlite3.Connection, cores: Iterable[tuple[str, Profile]]) -> set[tuple[str, str]]:
    """The loose reports (article_id, event_id) that may look at these cores."""
    found: set[tuple[str, str]] = set()
    for block, profile in cores:
        if block[:2] != "x|":
            continue
        tokens = hashed(f"loose|{prefix_of(block)}", core_tokens(profile))
        for row in connection.execute(
            "SELECT DISTINCT t.core_id FROM json_each(?) j JOIN happening_tokens t ON t.token = j.value "
            "WHERE t.first <= ? AND t.last >= ?",
            (json.dumps(tokens), profile.first, profile.first),
        ):
            article_id, event_id = row[0].split("/", 1)
            found.add((article_id, event_id))
    return found
