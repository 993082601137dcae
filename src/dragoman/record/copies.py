"""Copies: wire pick-ups, syndicated and updated versions; which older article each repeats, where that chain begins.

An article repeats the older one that it is most like (`likeness`); its origin is the origin of that one, as long as it
still shares something with it. The record keeps whom each article is like, so that an article that comes, changes or
goes is compared with those that share its shingles, and with nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from dragoman.record.holders import about, at_places, enter, first_of, place_of, reached, shingles_of
from dragoman.record.likeness import Like, Sketched, Sketches, share_of
from dragoman.record.sketches import MADE, age, marks_of, sketch

STILL_SHARED = 0.2
"""An article that has less than this in common with the origin of the one that it repeats (a digest of two reports, an
account that was written over from day to day) goes back to the one that it repeats."""
ANEW, FEW = 1 / 4, 1 / 64
"""When more of the record than the first is to be compared, all of it is; when less than the second, only what shares
something with it is read: the same result, and faster."""
_COLUMNS = "article_id, age, words_key, hashes"


def derive_copies(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Brings `copies` to the record as it stands; gives the touched articles with those whose origin changed."""
    _sketch_missing(connection, touched)
    enter(connection)
    came = {row[0] for row in connection.execute("SELECT article_id FROM sketches WHERE share IS NULL")}
    gone = connection.execute("SELECT article_id, age, words_key, hashes FROM sketches_gone").fetchall()
    if not came and not gone:
        return touched
    articles = about(connection)
    asked = None if len(came) + len(gone) > ANEW * articles else _asked(connection, came, gone)
    if asked is None or len(asked) > FEW * articles:
        sketches = Sketches(_sketched(connection))
        if asked is None or len(asked) > ANEW * articles:
            asked = set(sketches.ids)
    else:
        sketches = Sketches(_beside(connection, asked))
    all_of_them = len(asked) == len(sketches.ids)
    found = sketches.likes(None if all_of_them else sorted(sketches.index[key] for key in asked))
    likes = {sketches.ids[i]: (sketches.ids[like.other], like.share) for i, like in found.items()}
    del sketches, found
    changed = _keep_likes(connection, asked, likes)
    return touched | changed | _keep_origins(connection, changed | came)


def find_copies(articles: Iterable[Sketched]) -> dict[str, str]:
    """Of these articles alone: the origin of every one that repeats another, by their ids."""
    sketches = Sketches(articles)
    likes = sketches.likes()
    origins: dict[int, int] = {}
    for i in sorted(likes):
        origins[i] = _origin(sketches, i, likes[i], origins)
    return {sketches.ids[i]: sketches.ids[origin] for i, origin in origins.items()}


def _origin(sketches: Sketches, i: int, like: Like, origins: Mapping[int, int]) -> int:
    """The origin of an article that is like another, when the origins of all older ones that repeat any are known."""
    root = origins.get(like.other, like.other)
    near = root == like.other or like.same or sketches.share(i, root) >= STILL_SHARED
    return root if near else like.other


def _sketched(connection: sqlite3.Connection) -> Iterator[Sketched]:
    for row in connection.execute("SELECT article_id, age, words_key, hashes FROM sketches"):
        yield Sketched(*row)


def _sketch_missing(connection: sqlite3.Connection, touched: frozenset[str]) -> None:
    """Sketches for the articles of an older record, which has none or others."""
    other = connection.execute("SELECT article_id FROM sketches WHERE made < ?1 OR made > ?1", (MADE,))
    old = {row[0] for row in other}
    connection.executemany("DELETE FROM sketches WHERE article_id = ?", ((key,) for key in old))
    for article_id in sorted(touched | old):
        row = connection.execute(
            "SELECT 1 FROM articles a WHERE article_id = ? AND NOT EXISTS "
            "(SELECT 1 FROM sketches s WHERE s.article_id = a.article_id)",
            (article_id,),
        ).fetchone()
        if row is not None:
            keep_sketch(connection, article_id)


def keep_sketch(connection: sqlite3.Connection, article_id: str) -> None:
    """Writes the sketch of an article that the record holds; with whom it is like is found out later."""
    day, publisher, agency, text = connection.execute(
        "SELECT published_from, publisher, agency, text FROM articles WHERE article_id = ?", (article_id,)
    ).fetchone()
    sentences = connection.execute('SELECT "start", text FROM sentences WHERE article_id = ?', (article_id,))
    made = sketch(text)
    connection.execute(
        "INSERT INTO sketches (article_id, made, age, words_key, hashes, marks) VALUES (?, ?, ?, ?, ?, ?)",
        (article_id, MADE, age(day, publisher, agency), made.words_key, made.hashes, marks_of(sentences)),
    )


def _asked(connection: sqlite3.Connection, came: set[str], gone: Iterable[sqlite3.Row]) -> set[str]:
    """The articles to compare: those that came, and all for which they, or those that went, may make a difference."""
    changed: list[tuple[int, list[int]]] = []
    keys: set[int] = set()
    asked = set(came)
    for row in gone:
        changed.append((place_of(row["age"], row["article_id"]), shingles_of(row["hashes"])))
        keys.add(row["words_key"])
        rows = connection.execute("SELECT article_id FROM sketches WHERE like_id = ?", (row["article_id"],))
        asked |= {r[0] for r in rows}
    for key in came:
        place, words_key, hashes = connection.execute(
            "SELECT place, words_key, hashes FROM sketches WHERE article_id = ?", (key,)
        ).fetchone()
        changed.append((place, shingles_of(hashes)))
        keys.add(words_key)
    for words_key in keys - {0}:
        asked |= {r[0] for r in connection.execute("SELECT article_id FROM sketches WHERE words_key = ?", (words_key,))}
    return asked | {row[0] for row in at_places(connection, reached(connection, changed), "article_id")}


def _beside(connection: sqlite3.Connection, asked: set[str]) -> list[Sketched]:
    """The sketches of the asked articles and of all that may be what one of them is like or tell a frame in it."""
    found: dict[str, Sketched] = {}
    hashes: set[int] = set()
    for key in asked:
        row = connection.execute(f"SELECT {_COLUMNS} FROM sketches WHERE article_id = ?", (key,)).fetchone()
        found[key] = Sketched(*row)
        hashes.update(shingles_of(row["hashes"]))
        first = connection.execute(
            f"SELECT {_COLUMNS} FROM sketches WHERE words_key = ? ORDER BY age, article_id LIMIT 1", (row["words_key"],)
        ).fetchone()
        found[first["article_id"]] = Sketched(*first)
    for row in at_places(connection, first_of(connection, hashes), _COLUMNS):
        found[row["article_id"]] = Sketched(*row)
    return list(found.values())


def _keep_likes(connection: sqlite3.Connection, asked: set[str], likes: Mapping[str, tuple[str, float]]) -> set[str]:
    """Writes whom the asked articles are like; gives those for whom that changed."""
    changed = set()
    for key in sorted(asked):
        held = connection.execute("SELECT like_id, share FROM sketches WHERE article_id = ?", (key,)).fetchone()
        new = likes.get(key, (None, 0.0))
        if new != tuple(held):
            changed.add(key)
            connection.execute("UPDATE sketches SET like_id = ?, share = ? WHERE article_id = ?", (*new, key))
    return changed


def _keep_origins(connection: sqlite3.Connection, changed: set[str]) -> set[str]:
    """Writes the origins of the changed articles and of those that repeat them; gives those whose origin changed."""
    waiting, reached_ = list(changed), set(changed)
    while waiting:
        for row in connection.execute("SELECT article_id FROM sketches WHERE like_id = ?", (waiting.pop(),)):
            if row[0] not in reached_:
                reached_.add(row[0])
                waiting.append(row[0])
    moved = set()
    ages = {}
    for key in reached_:
        (ages[key],) = connection.execute("SELECT age FROM sketches WHERE article_id = ?", (key,)).fetchone()
    for key in sorted(reached_, key=lambda key: (ages[key], key)):
        row = _origin_of(connection, key)
        held = connection.execute("SELECT origin_id, how FROM copies WHERE article_id = ?", (key,)).fetchone()
        if row != (None if held is None else tuple(held)):
            moved.add(key)
            connection.execute("DELETE FROM copies WHERE article_id = ?", (key,))
            if row is not None:
                connection.execute("INSERT INTO copies VALUES (?, ?, ?)", (key, *row))
    return moved


def _origin_of(connection: sqlite3.Connection, key: str) -> tuple[str, str] | None:
    """Origin of an article and how that is known, when those of all older ones are written; `None` for no copy."""
    row = connection.execute(_LIKE, (key,)).fetchone()
    if row is None:
        return None
    other, share, same, root = row
    if root == other or same or _shared(connection, key, root) >= STILL_SHARED:
        other = root
    return other, "the same words" if same else f"{share:.0%} of its shingles"


_LIKE = """
SELECT s.like_id, s.share, s.words_key <> 0 AND s.words_key = o.words_key, coalesce(c.origin_id, s.like_id)
FROM sketches s JOIN sketches o ON o.article_id = s.like_id LEFT JOIN copies c ON c.article_id = s.like_id
WHERE s.article_id = ?
"""


def _shared(connection: sqlite3.Connection, one: str, other: str) -> float:
    """The share of the smaller sketch of two articles in the other."""
    rows = connection.execute("SELECT hashes FROM sketches WHERE article_id IN (?, ?)", (one, other))
    return share_of(*(np.frombuffer(row[0], dtype="<u4") for row in rows))
