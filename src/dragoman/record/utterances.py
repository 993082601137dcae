"""Utterances: what one speaker said once, as several articles quote it; a step of what the record derives.

A statement is compared with those of the same speaker that are of about the same day or share quoted words, as far as
`wordings` has them compared. What an article changes is looked at again with all that is connected with it, and nothing
else.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from dragoman.model import content_id
from dragoman.record.alignment import Said, agreement, utterances
from dragoman.record.origins import Origins
from dragoman.record.wordings import Key, Wordings

BATCH = 500


def derive_utterances(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Brings `utterances` and `utterance_reports` to the record as it stands; gives the touched articles and those
    whose utterances changed."""
    wordings = Wordings(connection)
    changed: set[str] = set(touched)
    _waiting(connection)
    ordered = sorted(touched)
    batches = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
    anew = wordings.is_empty()
    before = {} if anew else _crowded(wordings, batches, held=True) | _crowded(wordings, batches, held=False)
    for articles in batches:
        changed |= _dropped(connection, _utterances_of(connection, articles))
        put = wordings.put(articles)
        connection.executemany("INSERT OR REPLACE INTO waiting_said VALUES (?, ?, ?, 0)", put)
    if not anew:
        after = _crowded(wordings, batches, held=False)
        for mark in sorted(before.keys() | after.keys()):
            if before.get(mark) != (after.get(mark) or wordings.crowded(mark)):
                keys = {key for _, key in wordings.holders(mark)}
                changed |= _dropped(connection, _utterances_of(connection, {key[0] for key in keys}, keys))
                _wait(connection, keys)
    for seed in _seeds(connection):
        if wordings.get(seed) is None:
            _found(connection, [seed])
            continue
        part, pairs = wordings.connected(seed)
        same = {first.key: [first, *others] for first, *others in part}
        keys = {said.key for named in part for said in named}
        changed |= _dropped(connection, _utterances_of(connection, {key[0] for key in keys}, keys))
        _found(connection, keys)
        for firsts in utterances((named[0] for named in part), pairs):
            group = [said for first in firsts for said in same[first.key]]
            if len({said.article_id for said in group}) > 1:
                changed |= _write(connection, group)
    connection.execute("DELETE FROM waiting_said")
    return frozenset(changed)


def _crowded(wordings: Wordings, batches: Iterable[Sequence[str]], *, held: bool) -> dict[int, tuple[int, ...]]:
    """Of the marks of these articles that too many share for all to be compared: who is."""
    found = {}
    for articles in batches:
        for mark in wordings.marks(articles, held=held):
            if mark not in found and (firsts := wordings.crowded(mark)):
                found[mark] = firsts
    return found


def _waiting(connection: sqlite3.Connection) -> None:
    """The statements whose utterance is looked for, and whether it was: in a table, for they may be all of a record.
    `place` has those of one speaker and day follow each other, which are then read once."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS waiting_said (place INTEGER NOT NULL, article_id TEXT NOT NULL, "
        "statement_id TEXT NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (article_id, statement_id)) WITHOUT ROWID"
    )
    connection.execute(
        "CREATE INDEX IF NOT EXISTS temp.waiting_in_place ON waiting_said (place, article_id, statement_id) "
        "WHERE NOT done"
    )
    connection.execute("DELETE FROM waiting_said")


def _wait(connection: sqlite3.Connection, keys: Iterable[Key]) -> None:
    connection.executemany("INSERT OR IGNORE INTO waiting_said VALUES (0, ?, ?, 0)", sorted(keys))


def _found(connection: sqlite3.Connection, keys: Iterable[Key]) -> None:
    connection.executemany("INSERT OR REPLACE INTO waiting_said VALUES (0, ?, ?, 1)", sorted(keys))


def _seeds(connection: sqlite3.Connection) -> Iterator[Key]:
    """The statements that are waiting, as long as nobody has found theirs; who begins to wait meanwhile comes, too."""
    while (
        row := connection.execute(
            "SELECT article_id, statement_id FROM temp.waiting_said WHERE NOT done "
            "ORDER BY place, article_id, statement_id LIMIT 1"
        ).fetchone()
    ) is not None:
        yield row[0], row[1]


def _dropped(connection: sqlite3.Connection, found: Iterable[str]) -> set[str]:
    """Takes utterances away; their statements wait for another. Gives the articles that they were of."""
    articles: set[str] = set()
    for utterance in sorted(found):
        keys = _reports(connection, utterance)
        articles.update(article_id for article_id, _ in keys)
        _wait(connection, keys)
        for table in ("utterance_reports", "utterances"):
            connection.execute(f"DELETE FROM {table} WHERE utterance_id = ?", (utterance,))
    return articles


def _utterances_of(connection: sqlite3.Connection, articles: Iterable[str], keys: set[Key] | None = None) -> set[str]:
    rows = connection.execute(
        "SELECT article_id, statement_id, utterance_id FROM utterance_reports "
        "WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(articles)),),
    )
    return {row[2] for row in rows if keys is None or (row[0], row[1]) in keys}


def _reports(connection: sqlite3.Connection, utterance: str) -> list[Key]:
    rows = connection.execute(
        "SELECT article_id, statement_id FROM utterance_reports WHERE utterance_id = ?", (utterance,)
    )
    return [(row[0], row[1]) for row in rows]


def _write(connection: sqlite3.Connection, group: Sequence[Said]) -> set[str]:
    rows = {}
    for said in group:
        rows[said.key] = connection.execute(
            "SELECT coalesce(a.published_from, '9999'), s.\"start\", s.speaker_id, s.speaker_name, s.source_text, "
            "s.speaker_country FROM statements s JOIN articles a USING (article_id) "
            "WHERE s.article_id = ? AND s.statement_id = ?",
            said.key,
        ).fetchone()
    ordered = sorted(group, key=lambda s: (rows[s.key][0], s.article_id, rows[s.key][1], s.statement_id))
    longest = max(ordered, key=lambda s: (s.words, s.kind == "direct", len(s.told)))
    origins = Origins(connection, {said.article_id for said in group})
    origin = {said.key: origins.at(said.article_id, rows[said.key][1]) for said in group}
    utterance = content_id("utterance", *ordered[0].key)
    first, last = _days(ordered)
    # A person is a closer answer to who said it than the state for which he spoke.
    persons = [said for said in ordered if not said.is_state]
    named = rows[max(persons or ordered, key=lambda s: (s.key == longest.key, s.words)).key]
    connection.execute(
        "INSERT INTO utterances VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            utterance, named[2], named[3] or named[4], named[5], first, last, longest.content, len(group),
            len(set(origin.values())), *longest.key,
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO utterance_reports VALUES (?, ?, ?, ?, ?)",
        ((utterance, *said.key, origin[said.key], agreement(said, longest)) for said in ordered),
    )
    return {said.article_id for said in group}


def _days(group: Sequence[Said]) -> tuple[str | None, str | None]:
    """The days on which all the reports agree, else all that any allows, as ISO days."""
    firsts = [said.first for said in group if said.first is not None]
    lasts = [said.last for said in group if said.last is not None]
    low, high = max(firsts, default=None), min(lasts, default=None)
    if low is not None and high is not None and low > high:
        low, high = min(low, high), max(low, high)
    return _iso(low), _iso(high)


def _iso(ordinal: int | None) -> str | None:
    return None if ordinal is None else dt.date.fromordinal(ordinal).isoformat()
