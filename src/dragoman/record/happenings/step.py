"""The step that brings the tables of happenings to the record as it stands.

What is joined is a function of the whole record, but a local one, so that an article that comes or goes changes little:
  1. the reports of one exact day, family of types and kind of status are joined into cores (`joining`), block by block;
  2. a core leans on a surer one of the day before or after that tells the same (`leaning`), one step only;
  3. reports of a longer Interval, recollections and denials go to the one event that they fit, without influence on it;
     where there is none, those of the same Interval are joined among themselves;
  4. these lean on those of pages of about the same days, and recollections of talks on the only ones;
  5. a copied report stands where the one that it copies stands.
Each stage (`stages`) is made again only for what the one before it changed. What there is to do is kept in tables
(`working`) and done in parts, so that memory does not grow with the record.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from dragoman.record.happenings.cores import Cores
from dragoman.record.happenings.loading import Key, batched, load_articles
from dragoman.record.happenings.placing import block_of, copied_words, core_tokens, days_sought, hashed, prefix_of
from dragoman.record.happenings.profiles import JOINING, profile_of
from dragoman.record.happenings.stages import Stages
from dragoman.record.happenings.working import Work
from dragoman.record.happenings.writing import write_roots

BATCH = 500
"""Articles that are held at once."""


def derive_happenings(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Joins anew what the touched articles reach; gives them and the articles whose happenings changed."""
    reach = sorted(touched | _outdated(connection) | _copies_of(connection, touched))
    if not reach:
        return touched
    work = Work(connection)
    for batch in batched(reach, BATCH):
        _take_out(connection, work, batch)
    for batch in batched(reach, BATCH):
        _place(connection, work, batch)
    stages = Stages(connection, work, Cores(connection), touched=len(reach))
    stages.join("x")
    stages.lean("x")
    stages.place_loose()
    stages.join("w")
    stages.lean("w")
    stages.look_back()
    for blocks in work.blocks("copy"):
        work.add_roots(_roots_of(connection, map(_original, blocks)))
    changed = set(touched)
    for roots in work.roots():
        changed |= write_roots(connection, roots)
    work.clear()
    return frozenset(changed)


def _outdated(connection: sqlite3.Connection) -> set[str]:
    """All articles, and nothing left of what was joined, where an older version joined it; else none."""
    row = connection.execute("SELECT profile FROM happening_cores LIMIT 1").fetchone()
    if row is None or row[0].startswith(f"[{JOINING},"):
        return set()
    for table in ("happening_members", "happening_cores", "happening_tokens", "happenings"):
        connection.execute(f"DELETE FROM {table}")
    return {row[0] for row in connection.execute("SELECT article_id FROM articles")}


def _copies_of(connection: sqlite3.Connection, touched: frozenset[str]) -> set[str]:
    """The articles that copy a touched one now, or did."""
    found: set[str] = set()
    for batch in batched(sorted(touched), BATCH):
        wanted = json.dumps(batch)
        found.update(
            row[0]
            for row in connection.execute(
                "SELECT o.article_id FROM origins o WHERE o.origin_id IN (SELECT value FROM json_each(?)) UNION "
                "SELECT m.article_id FROM json_each(?) j JOIN happening_members m "
                "ON m.block >= 'copy|' || j.value || '|' AND m.block < 'copy|' || j.value || '}'",
                (wanted, wanted),
            )
        )
    return found


def _take_out(connection: sqlite3.Connection, work: Work, articles: Sequence[str]) -> None:
    """Takes the reports of these articles out of the blocks that they are in and the happenings they stand under."""
    wanted = (json.dumps(articles),)
    blocks: set[str] = set()
    roots: set[str] = set()
    for row in connection.execute(
        "SELECT m.block, c.root FROM json_each(?) j JOIN happening_members m ON m.article_id = j.value "
        "LEFT JOIN happening_cores c ON c.core_id = m.core_id",
        wanted,
    ):
        blocks.add(row[0])
        if row[1] is not None:
            roots.add(row[1])
    copied = {block for block in blocks if block[:5] == "copy|"}
    work.add_blocks(blocks - copied)
    work.add_roots(roots | _roots_of(connection, map(_original, copied)))
    connection.execute(
        "DELETE FROM happening_tokens WHERE core_id IN (SELECT m.article_id || '/' || m.event_id "
        "FROM json_each(?) j JOIN happening_members m ON m.article_id = j.value "
        "WHERE m.block >= 'w|' AND m.block < 'w}')",
        wanted,
    )
    connection.execute("DELETE FROM happening_members WHERE article_id IN (SELECT value FROM json_each(?))", wanted)
    connection.execute(
        "DELETE FROM happenings WHERE happening_id IN (SELECT r.happening_id FROM json_each(?) j "
        "JOIN happening_reports r ON r.article_id = j.value)",
        wanted,
    )


def _original(block: str) -> Key:
    """The report that the reports of a `copy` block copy."""
    _, article_id, event_id = block.split("|", 2)
    return article_id, event_id


def _roots_of(connection: sqlite3.Connection, keys: Iterable[Key]) -> set[str]:
    found = set()
    for key in keys:
        row = connection.execute(
            "SELECT c.root FROM happening_members m JOIN happening_cores c USING (core_id) "
            "WHERE m.article_id = ? AND m.event_id = ?",
            key,
        ).fetchone()
        if row is not None:
            found.add(row[0])
    return found


def _place(connection: sqlite3.Connection, work: Work, articles: Sequence[str]) -> None:
    """Puts the reports of these articles into their blocks."""
    blocks: set[str] = set()
    loose: set[Key] = set()
    reports = list(load_articles(connection, articles))
    originals = _originals(connection, sorted({r.root for r in reports if r.root != r.article_id}))
    for report in reports:
        block = block_of(report)
        if report.root != report.article_id:
            words = copied_words(report.type, report.sentence, report.act)
            copied = originals.get((report.root, words))
            block = f"copy|{report.root}|{copied}" if copied is not None else block
        key = report.article_id, report.event_id
        connection.execute("INSERT INTO happening_members VALUES (?, ?, ?, NULL, NULL)", (*key, block))
        blocks.add(block)
        if block[:2] == "w|":
            loose.add(key)
            first, last, by_sentence = days_sought(block)
            sought = [t for t in core_tokens(profile_of(report)) if not by_sentence or t[:2] == "k:"]
            connection.executemany(
                "INSERT OR IGNORE INTO happening_tokens (token, first, last, core_id) VALUES (?, ?, ?, ?)",
                ((t, first, last, "/".join(key)) for t in hashed(f"loose|{prefix_of(block)}", sought)),
            )
    work.add_blocks(blocks)
    work.add_loose(loose)


def _originals(connection: sqlite3.Connection, roots: Sequence[str]) -> dict[tuple[str, str], str]:
    """The events of original articles, by what their copies have in common with them: the first of each."""
    found: dict[tuple[str, str], str] = {}
    for row in connection.execute(
        "SELECT e.article_id, e.event_id, e.type, e.sentence, e.act FROM json_each(?) j "
        'JOIN events e ON e.article_id = j.value ORDER BY e.article_id, e."start", e.event_id',
        (json.dumps(roots),),
    ):
        found.setdefault((row["article_id"], copied_words(row["type"], row["sentence"], row["act"])), row["event_id"])
    return found
