"""Stories: the articles of a record that tell of the same happenings, each article in one; copies go with their origin.

`profiles` says by what an article is compared, `likeness` how alike two are, `linking` which are compared at all,
`grouping` how pairs become groups; here the tables are brought to the record as it stands.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable

import numpy as np

from dragoman.model import content_id
from dragoman.record.stories.grouping import Parts, grouped, medoid
from dragoman.record.stories.linking import Links

MOST_ACTORS = 6
"""Main actors of a story that are kept."""
NAMED = "name <> lower(name) AND sector IS NOT 'MED'"
"""Of `article_actors`: those that have a name of their own ("dockers" have none); agencies and papers aside."""
ONE_ACTOR = "iif(instr(actor_id, ':~'), name, actor_id)"
"""An actor whom no reference knows has an id in each article, and is the same in a story by name."""
_UNDATED = "zzzz"

Made = dict[str, tuple[list[str], str]]
"""Stories to be written, by their first article: all their articles but copies, and the one most like the others."""


def derive_stories(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Brings `stories` and `story_articles` to the record as it stands; gives the touched articles and those whose
    story changed."""
    links = Links(connection)
    before = _stories_of(connection, touched)
    moved, reached = links.refresh(touched)
    before |= _stories_of(connection, moved)
    main: Made = {}
    every, seen = Parts(links.of), set[str]()
    for key in _asked(connection, reached):
        if key in seen:
            continue
        part = every.of(key)
        seen.update(part)
        mark = hashlib.blake2b("\n".join(part).encode(), digest_size=8).hexdigest()
        if not moved.isdisjoint(part) or any(_part_of(connection, key) != mark for key in part):
            before |= _stories_of(connection, part)
            _group(connection, links, part, main)
            connection.executemany(
                "UPDATE story_profiles SET part = ? WHERE article_id = ?", ((mark, key) for key in part)
            )
    _regain(connection, before, touched, main)
    changed = {row[0] for story in sorted(before) for row in connection.execute(_MEMBERS, (story,))}
    for story in sorted(before):
        connection.execute("DELETE FROM story_articles WHERE story_id = ?", (story,))
        connection.execute("DELETE FROM stories WHERE story_id = ?", (story,))
    for members, middle in main.values():
        changed |= _write(connection, members, middle)
    return touched | changed


_MEMBERS = "SELECT article_id FROM story_articles WHERE story_id = ?"


def _group(connection: sqlite3.Connection, links: Links, part: list[str], main: Made) -> None:
    """The stories of one connected part, by their first article: their articles in order, and the one in the middle."""
    ordered = sorted(part, key=lambda key: _age(connection, key))
    rows = np.zeros((len(ordered), len(ordered)))
    for i, key in enumerate(ordered[:-1]):
        rows[i, i + 1 :] = rows[i + 1 :, i] = links.scores(key, ordered[i + 1 :])
    for group in grouped(rows):
        middle = medoid(group, rows)
        main[ordered[group[0]]] = ([ordered[i] for i in group], ordered[middle])


def _regain(connection: sqlite3.Connection, before: set[str], touched: Iterable[str], main: Made) -> None:
    """Adds the stories that keep their members but are written again: a copy came or went, an actor was judged."""
    covered = {key for members, _ in main.values() for key in members}
    waiting = set(before)
    for key in touched:
        row = connection.execute("SELECT origin_id FROM copies WHERE article_id = ?", (key,)).fetchone()
        if row is not None:
            waiting |= _stories_of(connection, [row[0]])
    for story in sorted(waiting):
        row = connection.execute("SELECT main_article_id FROM stories WHERE story_id = ?", (story,)).fetchone()
        members = [r[0] for r in connection.execute(_MEMBERS, (story,)) if _is_held(connection, r[0])]
        if row is None or not members or covered.intersection(members):
            continue
        members.sort(key=lambda key: _age(connection, key))
        main[members[0]] = (members, row[0])
    before |= waiting


def _write(connection: sqlite3.Connection, members: list[str], middle: str) -> set[str]:
    """One story, its copies with it; gives the ids of all its articles."""
    story = content_id("story", members[0])
    listed = json.dumps(members)
    articles = connection.execute(
        "SELECT article_id, url FROM articles WHERE article_id IN (SELECT value FROM json_each(?1)) OR article_id IN "
        "(SELECT article_id FROM copies WHERE origin_id IN (SELECT value FROM json_each(?1))) "
        "ORDER BY published_from IS NULL, published_from, article_id",
        (listed,),
    ).fetchall()
    ids = [row[0] for row in articles]
    first, last = connection.execute(
        "SELECT min(first), max(last) FROM story_profiles WHERE article_id IN (SELECT value FROM json_each(?))",
        (listed,),
    ).fetchone()
    (origins,) = connection.execute(
        "SELECT count(DISTINCT origin) FROM origins WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    ).fetchone()
    connection.execute(
        "INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            story, _title(connection, middle), _iso(first), _iso(last), _json(ids),
            _json([row[1] for row in articles if row[1]]),
            _json(_actors(connection, listed)), len(ids), origins, middle,
        ),
    )  # fmt: skip
    connection.executemany("INSERT INTO story_articles VALUES (?, ?)", ((key, story) for key in ids))
    return set(ids)


def _title(connection: sqlite3.Connection, article_id: str) -> str | None:
    title, text = connection.execute("SELECT title, text FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    return title or next((line.strip() for line in text.splitlines() if line.strip()), None)


def _actors(connection: sqlite3.Connection, members: str) -> list[str]:
    """The names of the actors that most of the articles name."""
    rows = connection.execute(
        "SELECT max(name) FROM article_actors WHERE article_id IN (SELECT value FROM json_each(?)) "
        f"AND {NAMED} GROUP BY {ONE_ACTOR} ORDER BY count(*) DESC, sum(mentions) DESC, min(actor_id) LIMIT ?",
        (members, MOST_ACTORS),
    )
    return [row[0] for row in rows]


def _asked(connection: sqlite3.Connection, reached: Iterable[str]) -> list[str]:
    """The articles whose connected part may be another now: those reached, and all that were of a part with one."""
    listed = json.dumps(sorted(reached))
    rows = connection.execute(
        "SELECT p.article_id FROM json_each(?1) j JOIN story_profiles p ON p.article_id = j.value UNION "
        "SELECT o.article_id FROM json_each(?1) j JOIN story_profiles p ON p.article_id = j.value "
        "JOIN story_profiles o ON o.part = p.part",
        (listed,),
    )
    return sorted(row[0] for row in rows)


def _stories_of(connection: sqlite3.Connection, keys: Iterable[str]) -> set[str]:
    found = connection.execute(
        "SELECT DISTINCT story_id FROM story_articles WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(keys)),),
    )
    return {row[0] for row in found}


def _is_held(connection: sqlite3.Connection, key: str) -> bool:
    return connection.execute("SELECT 1 FROM story_profiles WHERE article_id = ?", (key,)).fetchone() is not None


def _part_of(connection: sqlite3.Connection, key: str) -> str | None:
    part: str | None = connection.execute("SELECT part FROM story_profiles WHERE article_id = ?", (key,)).fetchone()[0]
    return part


def _age(connection: sqlite3.Connection, key: str) -> tuple[str, str]:
    (first,) = connection.execute("SELECT first FROM story_profiles WHERE article_id = ?", (key,)).fetchone()
    return (_iso(first) or _UNDATED, key)


def _iso(ordinal: int | None) -> str | None:
    return None if ordinal is None else dt.date.fromordinal(ordinal).isoformat()


def _json(values: list[str]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
