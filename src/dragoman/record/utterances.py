"""Utterances: what one speaker said once, as several articles quote it; a step of what the record derives.

A statement is compared with those of the same speaker that are of about the same day or share quoted words. What an
article changes is looked at again with all that is connected with it, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from dragoman.model import content_id
from dragoman.record.alignment import APART, Said, agreement, aligned, days_of, utterances
from dragoman.record.happenings.leaning import tied_pages
from dragoman.record.origins import Origins
from dragoman.reference.folding import fold

HELD = 2_000
"""Articles whose statements are kept in memory."""
BATCH = 500
Key = tuple[str, str]

_SAID = """
SELECT s.article_id, s.statement_id, s.kind, s.speaker_id, s.speaker_name, s.source_text, s.content,
       iif(d.entry_id IS NULL, s.said_from, d.date_from), iif(d.entry_id IS NULL, s.said_to, d.date_to),
       iif(s.speaker_id LIKE 'state:%' OR s.speaker_sector IN ('GOV', 'MIL', 'COP', 'JUD', 'LEG', 'SPY'),
           s.speaker_country, NULL)
FROM statements s LEFT JOIN entry_days d
  ON d.article_id = s.article_id AND d.table_name = 'statements' AND d.entry_id = s.statement_id
WHERE s.article_id = ? AND s.content IS NOT NULL
"""
_NOBODY = frozenset(
    ("he", "she", "they", "it", "we", "i", "you", "who", "this", "that", "some", "many", "others", "officials",
     "sources", "source", "official")
)  # fmt: skip
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")


class _Statements:
    """The comparable statements of a record, read by article."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.of_article = lru_cache(maxsize=HELD)(self._of_article)

    def _of_article(self, article_id: str) -> dict[str, Said]:
        found = {}
        beside: frozenset[str] | None = None
        for row in self._connection.execute(_SAID, (article_id,)).fetchall():
            speaker = speaker_key(row[3], row[4], row[5])
            if speaker is None:
                continue
            days = days_of(row[7], row[8])
            if beside is None and (row[7] is None or row[7] != row[8]):
                beside = frozenset(tied_pages(self._connection, [article_id], most=0))
            said = Said(row[0], row[1], row[2], speaker, row[6], *days, row[9], beside or frozenset())
            if said.is_comparable:
                found[said.statement_id] = said
        return found

    def get(self, key: Key) -> Said:
        """One of them."""
        return self.of_article(key[0])[key[1]]

    def near(self, said: Said) -> list[Said]:
        """All that align with it."""
        rows = self._connection.execute(
            "SELECT DISTINCT k.article_id, k.statement_id FROM json_each(?) w CROSS JOIN utterance_keys k "
            "ON k.key = w.value",
            (json.dumps(said.marks(around=APART)),),
        ).fetchall()
        others = (self.get((row[0], row[1])) for row in rows if (row[0], row[1]) != said.key)
        return [other for other in others if aligned(said, other)]


def derive_utterances(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Brings `utterances` and `utterance_reports` to the record as it stands; gives the touched articles and those
    whose utterances changed."""
    statements = _Statements(connection)
    changed: set[str] = set(touched)
    _waiting(connection)
    ordered = sorted(touched)
    for articles in (ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)):
        changed |= _dropped(connection, _utterances_of(connection, articles))
        _wait(connection, _marked(connection, statements, articles))
    for seed in _seeds(connection):
        if seed[1] not in statements.of_article(seed[0]):
            continue
        part = _connected(statements, seed)
        keys = {said.key for said in part}
        changed |= _dropped(connection, _utterances_of(connection, {key[0] for key in keys}, keys))
        connection.executemany("INSERT OR REPLACE INTO waiting_said VALUES (?, ?, 1)", sorted(keys))
        for group in utterances(part):
            if len({said.article_id for said in group}) > 1:
                changed |= _write(connection, group)
    connection.execute("DELETE FROM waiting_said")
    return frozenset(changed)


def _marked(connection: sqlite3.Connection, statements: _Statements, articles: Sequence[str]) -> set[Key]:
    """The comparable statements of these articles, by whose marks others find them from now on."""
    listed = json.dumps(articles)
    connection.execute("DELETE FROM utterance_keys WHERE article_id IN (SELECT value FROM json_each(?))", (listed,))
    found: set[Key] = set()
    for article_id in articles:
        for said in statements.of_article(article_id).values():
            found.add(said.key)
            rows = ((key, *said.key) for key in said.marks())
            connection.executemany("INSERT INTO utterance_keys VALUES (?, ?, ?)", rows)
    return found


def _waiting(connection: sqlite3.Connection) -> None:
    """The statements whose utterance is looked for, and whether it was: in a table, for they may be all of a record."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS waiting_said (article_id TEXT NOT NULL, statement_id TEXT NOT NULL, "
        "done INTEGER NOT NULL, PRIMARY KEY (article_id, statement_id)) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM waiting_said")


def _wait(connection: sqlite3.Connection, keys: Iterable[Key]) -> None:
    connection.executemany("INSERT OR IGNORE INTO waiting_said VALUES (?, ?, 0)", sorted(keys))


def _seeds(connection: sqlite3.Connection) -> Iterator[Key]:
    """The statements that are waiting, in order, as long as nobody has found theirs."""
    last = ("", "")
    while (
        row := connection.execute(
            "SELECT article_id, statement_id FROM waiting_said WHERE (article_id, statement_id) > (?, ?) "
            "AND NOT done ORDER BY article_id, statement_id LIMIT 1",
            last,
        ).fetchone()
    ) is not None:
        last = row[0], row[1]
        yield last


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


def speaker_key(actor_id: str | None, name: str | None, words: str | None) -> str | None:
    """What is the same for all statements of one speaker: the actor; for one whom no reference knows the name or words;
    `None` where these say nobody in particular."""
    if actor_id is not None and ":~" not in actor_id:
        return actor_id
    plain = _ARTICLE.sub("", " ".join(fold(name or words or "").split()))
    return None if not plain or plain in _NOBODY else f"words:{plain}"


def _connected(statements: _Statements, seed: Key) -> list[Said]:
    """The statements that are connected with the seed by alignment."""
    found: dict[Key, Said] = {}
    looked: set[tuple[object, ...]] = set()
    waiting = [statements.get(seed)]
    while waiting:
        said = waiting.pop()
        if said.key not in found:
            found[said.key] = said
            if said.wording not in looked:
                looked.add(said.wording)
                waiting += statements.near(said)
    return [found[key] for key in sorted(found)]


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
