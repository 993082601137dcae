"""Copies: wire pick-ups, syndicated and updated versions; which older article each repeats, where that chain begins.

An article repeats the older one that it is most like (`likeness`); its origin is the origin of that one, as long as it
still shares something with it. The record keeps whom each article is like, so that an article that comes, changes or
goes is compared with those that share its shingles, and with nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from dragoman.record.likeness import Like, Sketched, Sketches
from dragoman.record.sketches import MADE, age, marks_of, sketch

STILL_SHARED = 0.2
"""An article that has less than this in common with the origin of the one that it repeats (a digest of two reports, an
account that was written over from day to day) goes back to the one that it repeats."""
ANEW = 1 / 4
"""When more of the record than this is to be compared, all of it is: the same result, and faster."""


def derive_copies(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Brings `copies` to the record as it stands; gives the touched articles with those whose origin changed."""
    _sketch_missing(connection)
    came = [row[0] for row in connection.execute("SELECT article_id FROM sketches WHERE share IS NULL")]
    gone = list(_sketched(connection, "sketches_gone"))
    if not came and not gone:
        return touched
    sketches = Sketches(_sketched(connection))
    asked = _asked(connection, sketches, came, gone)
    found = sketches.likes(None if len(asked) > ANEW * len(sketches.ids) else sorted(asked))
    if len(asked) > ANEW * len(sketches.ids):
        asked = set(range(len(sketches.ids)))
    changed = _keep_likes(connection, sketches, asked, found)
    changed |= _keep_origins(connection, sketches, changed | {sketches.index[key] for key in came})
    return touched | {sketches.ids[i] for i in changed}


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


def _sketched(connection: sqlite3.Connection, table: str = "sketches") -> Iterator[Sketched]:
    for row in connection.execute(f"SELECT article_id, age, words_key, hashes FROM {table}"):
        yield Sketched(*row)


def _sketch_missing(connection: sqlite3.Connection) -> None:
    """Sketches for the articles of an older record, which has none or others."""
    connection.execute("DELETE FROM sketches WHERE made <> ?", (MADE,))
    (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    (sketched,) = connection.execute("SELECT count(*) FROM sketches").fetchone()
    if articles == sketched:
        return
    missing = connection.execute(
        "SELECT article_id FROM articles WHERE article_id NOT IN (SELECT article_id FROM sketches)"
    ).fetchall()
    for (article_id,) in missing:
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


def _asked(
    connection: sqlite3.Connection, sketches: Sketches, came: Iterable[str], gone: list[Sketched]
) -> set[int]:
    """The articles to compare: those that came, and all for which they, or those that went, may make a difference."""
    new = [sketches.index[key] for key in came]
    keys = {int(sketches.keys[i]) for i in new} | {article.words_key for article in gone}
    asked = set(new) | {i for i, key in enumerate(sketches.keys.tolist()) if key and key in keys}
    if not gone:
        return asked | sketches.reached(new)
    # As it was and as it is, in one: whoever came or went has a place among the others.
    marked = [Sketched(f"{g.article_id}\0{n}", g.age, g.words_key, g.hashes) for n, g in enumerate(gone)]
    both = Sketches([*_sketched(connection), *marked])
    reached = both.reached([both.index[a.article_id] for a in marked] + [both.index[key] for key in came])
    asked |= {sketches.index[both.ids[i]] for i in reached if both.ids[i] in sketches.index}
    for article in gone:
        rows = connection.execute("SELECT article_id FROM sketches WHERE like_id = ?", (article.article_id,))
        asked |= {sketches.index[row[0]] for row in rows}
    return asked


def _keep_likes(
    connection: sqlite3.Connection, sketches: Sketches, asked: set[int], found: dict[int, Like]
) -> set[int]:
    """Writes whom the asked articles are like; gives those for whom that changed."""
    held = {}
    for row in connection.execute("SELECT article_id, like_id, share FROM sketches"):
        i = sketches.index[row[0]]
        if i in asked:
            held[i] = (row[1], row[2])
    new = {i: (sketches.ids[like.other], like.share) if (like := found.get(i)) else (None, 0.0) for i in asked}
    changed = {i for i in asked if new[i] != held[i]}
    connection.executemany(
        "UPDATE sketches SET like_id = ?, share = ? WHERE article_id = ?",
        ((*new[i], sketches.ids[i]) for i in sorted(changed)),
    )
    return changed


def _keep_origins(connection: sqlite3.Connection, sketches: Sketches, changed: set[int]) -> set[int]:
    """Writes the origins of the changed articles and of those that repeat them; gives those whose origin changed."""
    likes: dict[int, Like] = {}
    repeated: dict[int, list[int]] = {}
    for article_id, like_id, share in connection.execute(
        "SELECT article_id, like_id, share FROM sketches WHERE like_id IS NOT NULL"
    ):
        i, other = sketches.index[article_id], sketches.index[like_id]
        likes[i] = Like(other, share, same=bool(sketches.keys[i] and sketches.keys[i] == sketches.keys[other]))
        repeated.setdefault(other, []).append(i)
    waiting, reached = list(changed), set(changed)
    while waiting:
        for i in repeated.get(waiting.pop(), ()):
            if i not in reached:
                reached.add(i)
                waiting.append(i)
    held = {r[0]: (r[1], r[2]) for r in connection.execute("SELECT article_id, origin_id, how FROM copies")}
    known = {
        i: sketches.index[held[sketches.ids[i]][0]] for i in likes if i not in reached and sketches.ids[i] in held
    }
    return _write_origins(connection, sketches, likes, reached, known, held)


def _write_origins(
    connection: sqlite3.Connection,
    sketches: Sketches,
    likes: dict[int, Like],
    reached: set[int],
    known: dict[int, int],
    held: dict[str, tuple[str, str]],
) -> set[int]:
    changed = set()
    for i in sorted(reached):
        key, like = sketches.ids[i], likes.get(i)
        row = None
        if like is not None:
            known[i] = _origin(sketches, i, like, known)
            how = "the same words" if like.same else f"{like.share:.0%} of its shingles"
            row = (sketches.ids[known[i]], how)
        if row != held.get(key):
            changed.add(i)
            connection.execute("DELETE FROM copies WHERE article_id = ?", (key,))
            if row is not None:
                connection.execute("INSERT INTO copies VALUES (?, ?, ?)", (key, *row))
    return changed
