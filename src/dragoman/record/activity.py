"""Who is in which article, and how active each actor is: the step that keeps both sums.

A row of `article_actors` is one actor in one article; `activity` adds these up. Only the articles that were touched are
counted anew, and what they gave before is taken away, so that the sums are those of a count of everything.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

AT_ONCE = 500
"""Articles that are counted in one query."""

_HERE = """
WITH wanted (article_id) AS (SELECT value FROM json_each(?1)),
found (actor_id, article_id, name, country, sector, mentions, statements, events) AS (
  SELECT m.actor_id, m.article_id, max(m.actor_name), max(m.country), max(m.sector), count(*), 0, 0
  FROM wanted w CROSS JOIN mentions m ON m.article_id = w.article_id GROUP BY 1, 2
  UNION ALL
  SELECT s.speaker_id, s.article_id, max(s.speaker_name), max(s.speaker_country), max(s.speaker_sector), 0, count(*), 0
  FROM wanted w CROSS JOIN statements s ON s.article_id = w.article_id WHERE s.speaker_id IS NOT NULL GROUP BY 1, 2
  UNION ALL
  SELECT p.actor_id, p.article_id, max(p.name), max(p.country), max(p.sector), 0, 0, count(DISTINCT p.event_id)
  FROM wanted w CROSS JOIN participants p ON p.article_id = w.article_id WHERE p.actor_id IS NOT NULL GROUP BY 1, 2
)
INSERT INTO article_actors
SELECT f.actor_id, f.article_id,
       CASE WHEN d.article_id IS NULL AND x.published_from = x.published_to THEN x.published_from
            WHEN d.published_from = d.published_to THEN d.published_from END,
       max(f.name), max(f.country), max(f.sector), sum(f.mentions), sum(f.statements), sum(f.events)
FROM found f CROSS JOIN articles x ON x.article_id = f.article_id
LEFT JOIN article_days d ON d.article_id = f.article_id
GROUP BY f.actor_id, f.article_id
"""

_SUMS = """
SELECT actor_id, count(*) AS articles, sum(mentions) AS mentions, sum(statements) AS statements, sum(events) AS events,
       max(name IS NOT NULL), max(country IS NOT NULL), max(sector IS NOT NULL)
FROM article_actors WHERE article_id IN (SELECT value FROM json_each(?)) GROUP BY actor_id
"""


_KNOWN = ("name", "country", "sector")
_FIRST = "SELECT {0} FROM article_actors WHERE actor_id = ? AND {0} IS NOT NULL ORDER BY article_id LIMIT 1"
"""One of these as the first article (by id) has it that has any."""
_DAYS = """
SELECT (SELECT day FROM article_actors WHERE actor_id = ?1 AND day IS NOT NULL ORDER BY day LIMIT 1),
       (SELECT day FROM article_actors WHERE actor_id = ?1 AND day IS NOT NULL ORDER BY day DESC LIMIT 1)
"""


def derive_activity(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Counts the touched articles anew, those that are gone among them; gives the touched articles back."""
    change: dict[str, list[int]] = {}
    told: dict[str, list[bool]] = {}
    for some in some_at_once(sorted(touched)):
        listed = json.dumps(some)
        _add(connection, listed, change, told, -1)
        connection.execute("DELETE FROM article_actors WHERE article_id IN (SELECT value FROM json_each(?))", (listed,))
        connection.execute(_HERE, (listed,))
        _add(connection, listed, change, told, 1)
    for actor_id in sorted(change):
        _sum(connection, actor_id, change[actor_id], told[actor_id])
    return touched


def _add(
    connection: sqlite3.Connection, listed: str, change: dict[str, list[int]], told: dict[str, list[bool]], sign: int
) -> None:
    """Adds to what changed, and to what is told of each actor: whether any of the articles has its name, country …"""
    for actor_id, *sums in connection.execute(_SUMS, (listed,)):
        held = change.setdefault(actor_id, [0] * 4)
        for i, number in enumerate(sums[:4]):
            held[i] += sign * number
        known = told.setdefault(actor_id, [False] * len(_KNOWN))
        for i, has in enumerate(sums[4:]):
            known[i] |= bool(has)


def _sum(connection: sqlite3.Connection, actor_id: str, change: list[int], told: list[bool]) -> None:
    """Brings an actor's row of `activity` to what it was and what changed."""
    old = connection.execute(
        "SELECT articles, mentions, statements, events, name, country, sector FROM activity WHERE actor_id = ?",
        (actor_id,),
    ).fetchone()
    sums = [was + more for was, more in zip(tuple(old)[:4] if old else (0, 0, 0, 0), change, strict=True)]
    found: list[str | None] = []
    for known, has in zip(_KNOWN, told, strict=True):
        # What none of all its articles had before, and none of the changed ones has, is not looked for in all of them.
        held = has or (old is not None and old[known] is not None)
        row = connection.execute(_FIRST.format(known), (actor_id,)).fetchone() if held else None
        found.append(row and row[0])
    name, country, sector = found
    first, last = connection.execute(_DAYS, (actor_id,)).fetchone()
    if old is not None and sums[0] and old["name"] == name:
        connection.execute(
            "UPDATE activity SET country = ?, sector = ?, articles = ?, mentions = ?, statements = ?, events = ?, "
            "first_day = ?, last_day = ? WHERE actor_id = ?",
            (country, sector, *sums, first, last, actor_id),
        )
        return
    if old is not None:
        connection.execute("DELETE FROM activity WHERE actor_id = ?", (actor_id,))
    if sums[0]:
        connection.execute(
            "INSERT INTO activity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (actor_id, name, country, sector, *sums, first, last),
        )


def some_at_once(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids, so many at once."""
    left = iter(ids)
    while some := list(islice(left, AT_ONCE)):
        yield some
