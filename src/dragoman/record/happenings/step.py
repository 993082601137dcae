"""The step that brings the tables of happenings to the record as it stands.

What is joined is a function of the whole record, but a local one, so that an article that comes or goes changes little:
  1. the reports of one exact day, family of types and kind of status are joined into cores (`joining`), block by block;
  2. a core leans on a surer one of the day before or after that tells the same (`Cores.root`), one step only;
  3. reports of a longer Interval, recollections and denials go to the one event that they fit, without influence on it;
     where there is none, those of the same Interval are joined among themselves;
  4. a copied report stands where the one that it copies stands.
Each stage is made again only for what the one before it changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from dragoman.model import content_id
from dragoman.record.happenings.cores import Cores, loose_near, near
from dragoman.record.happenings.joining import cores_of
from dragoman.record.happenings.loading import Key, batched, load_articles, load_reports
from dragoman.record.happenings.placing import block_of, copied_words, core_tokens, days_sought, hashed, prefix_of
from dragoman.record.happenings.profiles import JOINING, Profile, profile_of
from dragoman.record.happenings.reports import Report
from dragoman.record.happenings.writing import write_roots

BATCH = 500
"""Articles, or blocks, that are held at once."""

Placed = tuple[str, Profile]
"""The block of a core or of a loose report, and its profile."""


def derive_happenings(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Joins anew what the touched articles reach; gives them and the articles whose happenings changed."""
    reach = sorted(touched | _outdated(connection) | _copies_of(connection, touched))
    if not reach:
        return touched
    cores = Cores(connection)
    blocks, roots = _taken_out(connection, reach)
    loose: set[Key] = set()
    for batch in batched(reach, BATCH):
        placed, loose_ones = _placed(connection, batch)
        blocks |= placed
        loose |= loose_ones
    copied = {block for block in blocks if block[:5] == "copy|"}
    changed = _cores_anew(connection, cores, {b for b in blocks if b[:2] == "x|"})
    roots |= changed.roots
    moved = _roots_anew(connection, cores, near(connection, changed.profiles) | changed.written)
    roots |= moved.roots
    loose |= loose_near(connection, [*changed.profiles, *moved.profiles])
    attached = _loose_anew(connection, cores, loose)
    roots |= attached.roots
    blocks |= attached.blocks
    rest = _cores_anew(connection, cores, {b for b in blocks if b[:2] == "w|"})
    roots |= rest.roots | rest.written | _roots_of(connection, map(_original, copied))
    return touched | write_roots(connection, sorted(roots))


class _Changed:
    """What a stage changed: roots whose happenings are to be written, blocks to join, profiles that others look at."""

    def __init__(self) -> None:
        self.roots: set[str] = set()
        self.blocks: set[str] = set()
        self.written: set[str] = set()
        self.profiles: list[Placed] = []


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


def _taken_out(connection: sqlite3.Connection, reach: Sequence[str]) -> tuple[set[str], set[str]]:
    """Takes the reports of these articles out; gives the blocks that they were in and the roots they stood under."""
    blocks: set[str] = set()
    roots: set[str] = set()
    for batch in batched(reach, BATCH):
        wanted = (json.dumps(batch),)
        for row in connection.execute(
            "SELECT m.block, c.root FROM json_each(?) j JOIN happening_members m ON m.article_id = j.value "
            "LEFT JOIN happening_cores c ON c.core_id = m.core_id",
            wanted,
        ):
            blocks.add(row[0])
            if row[1] is not None:
                roots.add(row[1])
        copied = {block for block in blocks if block[:5] == "copy|"}
        blocks -= copied
        roots |= _roots_of(connection, map(_original, copied))
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
    return blocks, roots


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


def _placed(connection: sqlite3.Connection, articles: Sequence[str]) -> tuple[set[str], set[Key]]:
    """Puts the reports of these articles into their blocks; gives the blocks and the loose reports."""
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
    return blocks, loose


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


def _cores_anew(connection: sqlite3.Connection, cores: Cores, blocks: set[str]) -> _Changed:
    """Joins the reports of these blocks (of loose ones those that fit no core) and writes what is not as it was."""
    out = _Changed()
    for block, reports in _by_block(connection, sorted(blocks)):
        old = {
            row[0]: (row[1], row[2])
            for row in connection.execute(
                "SELECT core_id, root, profile FROM happening_cores WHERE block = ?", (block,)
            )
        }
        members = {
            (row[0], row[1]): row[2]
            for row in connection.execute(
                "SELECT article_id, event_id, core_id FROM happening_members WHERE block = ?", (block,)
            )
        }
        made = {content_id(block, core.id): core for core in cores_of(reports)}
        for core_id, (root, profile) in old.items():
            kept = made.get(core_id)
            if kept is None or kept.profile.json != profile:
                out.roots.add(root)
                out.profiles.append((block, Profile.from_json(profile)))
                cores.remove(core_id)
        for core_id, core in made.items():
            same = core_id in old and core.profile.json == old[core_id][1]
            if not same:
                cores.write(core_id, block, core.profile)
                out.profiles.append((block, core.profile))
            fresh = [m for m in core.members if members.get((m[0], m[1])) != core_id]
            if fresh or not same:
                out.written.add(core_id)
            connection.executemany(
                "UPDATE happening_members SET core_id = ?, joined = ? WHERE article_id = ? AND event_id = ?",
                ((core_id, why, article, event) for article, event, why in core.members),
            )
    return out


def _by_block(connection: sqlite3.Connection, blocks: Sequence[str]) -> Iterator[tuple[str, list[Report]]]:
    """The reports of each block, without those loose ones that stand with a core of a day."""
    for batch in batched(blocks, BATCH):
        rows = connection.execute(
            "SELECT m.block, m.article_id, m.event_id FROM json_each(?) j "
            "JOIN happening_members m ON m.block = j.value LEFT JOIN happening_cores c ON c.core_id = m.core_id "
            "WHERE c.block IS NULL OR c.block = m.block",
            (json.dumps(batch),),
        ).fetchall()
        where = {(row[1], row[2]): row[0] for row in rows}
        found: dict[str, list[Report]] = {block: [] for block in batch}
        for report in load_reports(connection, where):
            found[where[report.article_id, report.event_id]].append(report)
        yield from found.items()


def _roots_anew(connection: sqlite3.Connection, cores: Cores, core_ids: set[str]) -> _Changed:
    """Finds the roots of these cores again; `roots` are those that lost or won one."""
    out = _Changed()
    for core_id in sorted(core_ids):
        held = cores.get(core_id)
        row = connection.execute("SELECT root FROM happening_cores WHERE core_id = ?", (core_id,)).fetchone()
        if held is None or row is None:
            continue
        root = cores.root(core_id)
        if root != row[0]:
            connection.execute("UPDATE happening_cores SET root = ? WHERE core_id = ?", (root, core_id))
            out.profiles.append(held)
        out.roots |= {root, row[0]}
    return out


def _loose_anew(connection: sqlite3.Connection, cores: Cores, keys: set[Key]) -> _Changed:
    """Looks again for the one event that each of these loose reports fits."""
    out = _Changed()
    for report in load_reports(connection, sorted(keys)):
        key = report.article_id, report.event_id
        block, was, root = connection.execute(
            "SELECT m.block, m.core_id, c.root FROM happening_members m LEFT JOIN happening_cores c USING (core_id) "
            "WHERE m.article_id = ? AND m.event_id = ?",
            key,
        ).fetchone()
        fit = cores.fitting(block, profile_of(report))
        core_id, why = fit if fit is not None else (None, None)
        if core_id == was and was is not None:
            continue
        if core_id is None and was is not None:
            held = cores.get(was)
            if held is not None and held[0] == block:
                continue
        connection.execute(
            "UPDATE happening_members SET core_id = ?, joined = ? WHERE article_id = ? AND event_id = ?",
            (core_id, why, *key),
        )
        out.blocks.add(block)
        out.roots |= {r for r in (root, core_id and cores.root(core_id)) if r is not None}
    return out
