"""Which articles are compared, and the links between those that are alike, kept in the record.

Two articles are compared when two of each one's weightiest words are the same and they may be at most `SPAN` days
apart. Where many of one day (or of no day) have these words, `HEADS` of them are compared with all, the others with
such heads only: work and links grow with the articles, not with their pairs. Which are the heads hangs on what the
record holds, so that the order in which articles come is no matter.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from dragoman.record.stories.grouping import APART, TOGETHER
from dragoman.record.stories.likeness import Matrix, scores
from dragoman.record.stories.profiles import Profile, profile

SPAN = 7
"""Days: of a story no two articles are farther apart."""
PER_DAY = 0.5
"""Log-odds that each day between two articles beyond the first takes away (a choice, looked at on `fakes_dev`)."""
DATED = 31
"""An Interval of more days than this dates no article; it is compared with articles of any day, by its words alone."""
UNDATED = -1
HEADS = 6
"""Articles of one day, and such without one, that are compared with all that have two of their words."""
FIRST = 32
"""A page without a day is compared with so many dated ones, the first, for each two of its words."""
WINDOW = 256
"""Rows that are read at once of the days around an article's own; of more only the heads of each day are."""
HELD = 4096
"""Profiles that are kept unpacked."""

_WANTED = """
SELECT iif(d.article_id IS NULL, a.published_from, d.published_from),
       iif(d.article_id IS NULL, a.published_to, d.published_to), d.article_id IS NOT NULL, a.text
FROM articles a LEFT JOIN article_days d USING (article_id)
WHERE a.article_id = ? AND a.skipped IS NULL AND NOT EXISTS (SELECT 1 FROM copies c WHERE c.article_id = a.article_id)
"""
DATED_ANY = -2
"""In place of a day: any."""

Mark = tuple[int, int]
"""Two words, as a number, with a day, `UNDATED` or `DATED_ANY`."""

Row = tuple[int | None, int | None, int, bytes]
"""First and last day, whether these hang on other articles, and the packed profile."""


class Dated(NamedTuple):
    """An article's profile and the ordinals of its first and last possible day, `None` where they say too little."""

    profile: Profile
    first: int | None
    last: int | None


class Links:
    """The comparable articles of a record and the links between them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.dated = lru_cache(maxsize=HELD)(self._dated)
        self.of = lru_cache(maxsize=HELD)(self._of)

    def refresh(self, touched: Iterable[str]) -> tuple[set[str], set[str]]:
        """Makes profiles and links of the touched articles anew (those whose days moved are among them); gives the ids
        of those that came, changed or went, and these with all that were linked with them before or are now."""
        moved = {key for key in touched if (held := self._held(key)) is None or held != self._wanted(key)}
        looked = self._marks(moved) if self._any() else set[Mark]()
        before = self._firsts(looked)
        reached, coming = set(moved), []
        for key in sorted(moved):
            reached |= self._drop(key)
            if (row := self._wanted(key)) is not None:
                self._keep(key, row)
                coming.append(key)
        for key in sorted(self._turned(looked, before) - moved):
            reached |= {key, *self._unlink(key)}
            coming.append(key)
        later = set(coming)
        for key in coming:
            later.discard(key)
            reached |= self._link(key, later)
        self.of.cache_clear()
        return moved, reached

    def _of(self, key: str) -> dict[str, float]:
        """The articles that one is linked with, and the scores."""
        found = self._connection.execute("SELECT other_id, score FROM story_links WHERE article_id = ?", (key,))
        return {row[0]: row[1] for row in found}

    def scores(self, key: str, others: Sequence[str]) -> Matrix:
        """The scores of an article with others; `APART` where their days are too far apart."""
        one = self.dated(key)
        held = [self.dated(other) for other in others]
        both = [one.first is not None and other.first is not None for other in held]
        found = scores(one.profile, [other.profile for other in held], both)
        for i, other in enumerate(held):
            apart = gap(one, other)
            if apart > 1:
                found[i] = APART if apart > SPAN else round(found[i] - PER_DAY * (apart - 1), 3)
        return found

    def _dated(self, key: str) -> Dated:
        row = self._connection.execute(
            "SELECT profile, first, last FROM story_profiles WHERE article_id = ?", (key,)
        ).fetchone()
        return Dated(Profile.unpack(row[0]), row[1], row[2])

    def _drop(self, key: str) -> set[str]:
        linked = self._unlink(key)
        for table in ("story_keys", "story_profiles"):
            self._connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (key,))
        return linked

    def _unlink(self, key: str) -> set[str]:
        linked = set(self._of(key))
        marks = ((key, other) for other in linked)
        self._connection.executemany("DELETE FROM story_links WHERE article_id = ?2 AND other_id = ?1", marks)
        self._connection.execute("DELETE FROM story_links WHERE article_id = ?", (key,))
        return linked

    def _any(self) -> bool:
        return self._connection.execute("SELECT 1 FROM story_profiles LIMIT 1").fetchone() is not None

    def _marks(self, moved: Iterable[str]) -> set[Mark]:
        """The keys that articles have, and will have, which are to be made anew, each with its days."""
        found: set[Mark] = set()
        for key in moved:
            rows = self._connection.execute("SELECT key, day FROM story_keys WHERE article_id = ?", (key,))
            found.update((row[0], row[1]) for row in rows)
            if (row := self._wanted(key)) is not None:
                day = UNDATED if row[0] is None else row[0]
                found.update((k, day) for k in Profile.unpack(row[3]).keys())  # noqa: SIM118
        return found | {(k, DATED_ANY) for k, day in found if day != UNDATED}

    def _firsts(self, marks: Iterable[Mark]) -> dict[Mark, set[str]]:
        """Of each mark the first articles that have it, where others have it, too."""
        found = {}
        for mark in marks:
            most = FIRST if mark[1] == DATED_ANY else HEADS
            rows = self._holders(*mark, most + 1)
            if len(rows) > most:
                found[mark] = set(rows[:most])
        return found

    def _holders(self, key: int, day: int, most: int = -1) -> list[str]:
        """The articles that have a mark, in order, at most so many."""
        if day == DATED_ANY:
            sql = "SELECT article_id FROM story_keys WHERE key = ? AND day >= 0 ORDER BY day, article_id LIMIT ?"
            return [row[0] for row in self._connection.execute(sql, (key, most))]
        sql = "SELECT article_id FROM story_keys WHERE key = ? AND day = ? ORDER BY article_id LIMIT ?"
        return [row[0] for row in self._connection.execute(sql, (key, day, most))]

    def _turned(self, marks: Iterable[Mark], before: dict[Mark, set[str]]) -> set[str]:
        """The articles that are among the first with one of these marks and were not, or were and are not."""
        found: set[str] = set()
        after = self._firsts(marks)
        for at in {*before, *after}:
            if at in before and at in after:
                found |= before[at] ^ after[at]
            else:
                found |= set(self._holders(*at)) - (before.get(at) or after[at])
        return found

    def _wanted(self, key: str) -> Row | None:
        """What should be held of an article; `None` for one that is gone, was not read or is a copy."""
        row = self._connection.execute(_WANTED, (key,)).fetchone()
        return None if row is None else (*days_of(row[0], row[1]), row[2], profile(row[3]).pack())

    def _held(self, key: str) -> Row | None:
        row = self._connection.execute(
            "SELECT first, last, narrowed, profile FROM story_profiles WHERE article_id = ?", (key,)
        ).fetchone()
        return None if row is None else tuple(row)

    def _keep(self, key: str, row: Row) -> None:
        first, last, narrowed, packed = row
        self._connection.execute(
            "INSERT INTO story_profiles VALUES (?, ?, ?, ?, NULL, ?)", (key, first, last, narrowed, packed)
        )
        day, keys = UNDATED if first is None else first, Profile.unpack(packed).keys()
        self._connection.executemany("INSERT INTO story_keys VALUES (?, ?, ?)", ((k, day, key) for k in keys))

    def _link(self, key: str, later: set[str]) -> set[str]:
        """Links the article with all that are like it, but for those of `later`, which will be linked with it."""
        near = sorted(self._near(key) - later - {key})
        if not near:
            return set()
        odds = self.scores(key, near)
        linked = [(other, float(score)) for other, score in zip(near, odds, strict=True) if score >= TOGETHER]
        rows = (pair for other, score in linked for pair in ((key, other, score), (other, key, score)))
        self._connection.executemany("INSERT INTO story_links VALUES (?, ?, ?)", rows)
        return {other for other, _ in linked}

    def _near(self, key: str) -> set[str]:
        """The articles that share two of its weightiest words and may be of days that are near."""
        one = self.dated(key)
        keys = one.profile.keys()
        found: set[str] = set()
        if one.first is None or one.last is None:
            for k in keys:
                found.update(self._holders(k, DATED_ANY, FIRST))
                first = self._holders(k, UNDATED, HEADS)
                found.update(self._holders(k, UNDATED) if key in first else first)
            return found
        earlier: set[str] = set()
        for k in keys:
            for day, other in self._around(key, k, one.first, max(one.first - SPAN - DATED, 0), one.last + SPAN):
                (found if day >= one.first - SPAN else earlier).add(other)
        found |= self._reaching(earlier, one.first - SPAN)
        sql = (
            "SELECT value FROM json_each(?) WHERE EXISTS "
            f"(SELECT 1 FROM story_keys WHERE key = value AND day = {UNDATED})"
        )
        for (k,) in self._connection.execute(sql, (json.dumps(keys),)).fetchall():
            before = self._connection.execute(
                "SELECT count(*) FROM (SELECT 1 FROM story_keys WHERE key = ? AND day >= 0 "
                "AND (day, article_id) < (?, ?) LIMIT ?)",
                (k, one.first, key, FIRST),
            ).fetchone()
            if before[0] < FIRST:
                found.update(self._holders(k, UNDATED))
        return found

    def _around(self, article: str, key: int, day: int, low: int, high: int) -> Iterable[tuple[int, str]]:
        """The articles of these days, each with its day, with which one of a day is compared for the sake of a key."""
        sql = "SELECT day, article_id FROM story_keys WHERE key = ? AND day BETWEEN ? AND ? LIMIT ?"
        rows = self._connection.execute(sql, (key, low, high, WINDOW + 1)).fetchall()
        if len(rows) > HEADS and article in self._holders(key, day, HEADS):
            if len(rows) > WINDOW:
                rows = self._connection.execute(sql, (key, low, high, -1)).fetchall()
        elif len(rows) > WINDOW:
            return [(near, other) for near in range(low, high + 1) for other in self._holders(key, near, HEADS)]
        elif len(rows) > HEADS:
            held: dict[int, list[str]] = {}
            for row in rows:
                held.setdefault(row[0], []).append(row[1])
            return [(near, other) for near, of_day in held.items() for other in sorted(of_day)[:HEADS]]
        return [(row[0], row[1]) for row in rows]

    def _reaching(self, articles: set[str], day: int) -> set[str]:
        """Those of the articles whose last day is not before this one."""
        rows = self._connection.execute(
            "SELECT p.article_id FROM json_each(?) j CROSS JOIN story_profiles p ON p.article_id = j.value "
            "WHERE p.last >= ?",
            (json.dumps(sorted(articles)), day),
        )
        return {row[0] for row in rows}


def days_of(first: str | None, last: str | None) -> tuple[int | None, int | None]:
    """The ordinals of an Interval's ends (ISO days); `None` twice when it is open or too long to date an article."""
    if first is None or last is None:
        return None, None
    low, high = dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(last).toordinal()
    return (low, high) if high - low < DATED else (None, None)


def gap(one: Dated, other: Dated) -> int:
    """Days that two articles are apart at least; 0 when the days of either are not known."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0
    return max(0, one.first - other.last, other.first - one.last)
