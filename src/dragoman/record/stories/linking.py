"""Which articles are compared, and the links between those that are alike, kept in the record.

Two articles are compared when two of each one's weightiest words are the same and they may be at most `SPAN` days
apart. Whether a pair is linked hangs on the two alone, and where one has no day on which pages are the first with these
words, so that the order in which articles come is no matter.
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
FIRST = 64
"""A page without a day is compared with so many dated and so many undated ones, the first, for each two of its words:
else every page of a year would be compared with every other."""
HELD = 4096
"""Profiles that are kept unpacked."""

_WANTED = """
SELECT iif(d.article_id IS NULL, a.published_from, d.published_from),
       iif(d.article_id IS NULL, a.published_to, d.published_to), d.article_id IS NOT NULL, a.text
FROM articles a LEFT JOIN article_days d USING (article_id)
WHERE a.article_id = ? AND a.skipped IS NULL AND NOT EXISTS (SELECT 1 FROM copies c WHERE c.article_id = a.article_id)
"""
_DATED, _UNDATED = "day >= 0", f"day = {UNDATED}"

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
        looked = self._keys(moved) if self._any() else set[int]()
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

    def _keys(self, moved: Iterable[str]) -> set[int]:
        """The keys that articles have, and will have, which are to be made anew."""
        found: set[int] = set()
        for key in moved:
            found |= {r[0] for r in self._connection.execute("SELECT key FROM story_keys WHERE article_id = ?", (key,))}
            if (row := self._wanted(key)) is not None:
                found.update(Profile.unpack(row[3]).keys())
        return found

    def _firsts(self, keys: Iterable[int]) -> dict[tuple[int, str], set[str]]:
        """Of each key, among dated and among undated pages: the first that have it, where others have it, too."""
        found = {}
        for key in keys:
            for which in (_DATED, _UNDATED):
                rows = self._holders(key, which, FIRST + 1)
                if len(rows) > FIRST:
                    found[key, which] = set(rows[:FIRST])
        return found

    def _holders(self, key: int, which: str, most: int = -1) -> list[str]:
        rows = self._connection.execute(
            f"SELECT article_id FROM story_keys WHERE key = ? AND {which} ORDER BY day, article_id LIMIT ?", (key, most)
        )
        return [row[0] for row in rows]

    def _turned(self, keys: Iterable[int], before: dict[tuple[int, str], set[str]]) -> set[str]:
        """The pages that are among the first with one of these keys and were not, or were and are not."""
        found: set[str] = set()
        after = self._firsts(keys)
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
                found.update(self._holders(k, _DATED, FIRST))
                first = self._holders(k, _UNDATED, FIRST)
                found.update(self._holders(k, _UNDATED) if key in first else first)
            return found
        listed = json.dumps(keys)
        sql = (
            "SELECT k.article_id FROM json_each(?) w CROSS JOIN story_keys k "
            "ON k.key = w.value AND k.day BETWEEN ? AND ?"
        )
        days = (max(one.first - SPAN - DATED, 0), one.last + SPAN)
        found.update(row[0] for row in self._connection.execute(sql, (listed, *days)))
        sql = f"SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM story_keys WHERE key = value AND {_UNDATED})"
        for (k,) in self._connection.execute(sql, (listed,)).fetchall():
            before = self._connection.execute(
                "SELECT count(*) FROM (SELECT 1 FROM story_keys WHERE key = ? AND day >= 0 "
                "AND (day, article_id) < (?, ?) LIMIT ?)",
                (k, one.first, key, FIRST),
            ).fetchone()
            if before[0] < FIRST:
                found.update(self._holders(k, _UNDATED))
        return found


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
