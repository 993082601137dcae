"""The statements of a record as they are compared: which wordings share a mark, and which of these are compared.

Statements of one wording are one node, however many papers have it. Of the wordings that share a mark (`Said.marks`)
the first `HEADS` are compared with all, the others with these only: what a thousand say in like words costs a thousand
times `HEADS`, not a million. The first are those with the smallest hashes: which they are hangs on what the record
holds, not on the order in which it came.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.record.alignment import Pair, Said, aligned, days_of
from dragoman.record.happenings.leaning import tied_pages
from dragoman.reference.folding import fold

HEADS = 8
"""Wordings that are compared with all that share a mark with them."""
HELD = 10_000
"""Statements that are kept in memory."""
HELD_MARKS = 50_000
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
_ONE = f"{_SAID.rstrip()} AND s.statement_id = ?"
_NOBODY = frozenset(
    ("he", "she", "they", "it", "we", "i", "you", "who", "this", "that", "some", "many", "others", "officials",
     "sources", "source", "official")
)  # fmt: skip
_ARTICLE = re.compile(r"^(?:the|a|an)\s+")


def speaker_key(actor_id: str | None, name: str | None, words: str | None) -> str | None:
    """What is the same for all statements of one speaker: the actor; for one whom no reference knows the name or words;
    `None` where these say nobody in particular."""
    if actor_id is not None and ":~" not in actor_id:
        return actor_id
    plain = _ARTICLE.sub("", " ".join(fold(name or words or "").split()))
    return None if not plain or plain in _NOBODY else f"words:{plain}"


class Wordings:
    """The comparable statements of a record, read by article, and the index of their marks."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.get = lru_cache(maxsize=HELD)(self._get)
        self._firsts = lru_cache(maxsize=HELD_MARKS)(self._first)

    def of_article(self, article_id: str, statement_id: str | None = None) -> list[Said]:
        """The comparable statements of an article, or one of them."""
        found = []
        beside: frozenset[str] | None = None
        asked = (_SAID, (article_id,)) if statement_id is None else (_ONE, (article_id, statement_id))
        for row in self._connection.execute(*asked).fetchall():
            speaker = speaker_key(row[3], row[4], row[5])
            if speaker is None:
                continue
            days = days_of(row[7], row[8])
            loose = row[7] is None or row[7] != row[8]
            if beside is None and loose:
                beside = frozenset(tied_pages(self._connection, [article_id], most=0))
            near = beside if loose and beside else frozenset[str]()
            said = Said(row[0], row[1], row[2], speaker, row[6], *days, row[9], near)
            if said.is_comparable:
                found.append(said)
        return found

    def _get(self, key: Key) -> Said | None:
        return next(iter(self.of_article(*key)), None)

    def _held(self, key: Key) -> Said:
        """One that is in the index."""
        said = self.get(key)
        if said is None:
            raise LookupError(f"{key}: in the index, and no comparable statement")
        return said

    def is_empty(self) -> bool:
        """True where nothing is in the index."""
        return self._connection.execute("SELECT 1 FROM utterance_keys LIMIT 1").fetchone() is None

    def put(self, articles: Sequence[str]) -> list[tuple[int, str, str]]:
        """Brings the index to these articles as they stand; gives their comparable statements, each with a number that
        those of one speaker and day have in common."""
        self._connection.execute(
            "DELETE FROM utterance_keys WHERE article_id IN (SELECT value FROM json_each(?))", (json.dumps(articles),)
        )
        found = []
        for article_id in articles:
            for said in self.of_article(article_id):
                found.append((said.place, *said.key))
                wording = said.wording_key
                rows = ((mark, wording, *said.key) for mark in said.marks())
                self._connection.executemany("INSERT INTO utterance_keys VALUES (?, ?, ?, ?)", rows)
        return found

    def marks(self, articles: Sequence[str], *, held: bool) -> set[int]:
        """The marks of these articles' statements: as the index has them, or as it should."""
        if held:
            listed = (json.dumps(articles),)
            sql = "SELECT DISTINCT key FROM utterance_keys WHERE article_id IN (SELECT value FROM json_each(?))"
            return {row[0] for row in self._connection.execute(sql, listed)}
        return {mark for key in articles for said in self.of_article(key) for mark in said.marks()}

    def crowded(self, mark: int) -> tuple[int, ...]:
        """The first wordings of a mark that more than `HEADS` share; none of any other."""
        found = self._distinct(mark, HEADS + 1)
        return tuple(found)[:HEADS] if len(found) > HEADS else ()

    def holders(self, mark: int) -> Iterator[tuple[int, Key]]:
        """The wordings that share a mark and their statements, in order."""
        rows = self._connection.execute(
            "SELECT wording, article_id, statement_id FROM utterance_keys WHERE key = ? "
            "ORDER BY wording, article_id, statement_id",
            (mark,),
        )
        return ((row[0], (row[1], row[2])) for row in rows.fetchall())

    def connected(self, seed: Key) -> tuple[list[list[Said]], list[Pair]]:
        """The statements that are connected with one by alignment: those of one wording together, the first of each
        before the others, and the pairs of firsts that align."""
        start = self._held(seed)
        waiting = [(start.wording_key, self._named(start)[0])]
        named = {waiting[0][0]: waiting[0][1]}
        looked: set[int] = set()
        pairs: list[Pair] = []
        while waiting:
            wording, said = waiting.pop()
            looked.add(wording)
            for other, key in self._compared(wording, said).items():
                if other in looked:
                    continue
                one = named.get(other) or self._held(key)
                if aligned(said, one):
                    pairs.append((said, one))
                    if other not in named:
                        named[other] = one
                        waiting.append((other, one))
        return [self._named(said) for _, said in sorted(named.items())], pairs

    def _compared(self, wording: int, said: Said) -> dict[int, Key]:
        """The wordings that one is compared with, and the first statement of each."""
        found: dict[int, Key] = {}
        for mark in said.marks():
            firsts = self._firsts(mark)
            if len(firsts) > HEADS and wording in list(firsts)[:HEADS]:
                for other, key in self.holders(mark):
                    found.setdefault(other, key)
            else:
                found.update(list(firsts.items())[:HEADS])
        found.pop(wording, None)
        return found

    def _first(self, mark: int) -> dict[int, Key]:
        return self._distinct(mark, HEADS + 1)

    def _distinct(self, mark: int, most: int) -> dict[int, Key]:
        """The first wordings of a mark, each with its first statement."""
        found: dict[int, Key] = {}
        last = -1
        while len(found) < most:
            rows = self._connection.execute(
                "SELECT wording, article_id, statement_id FROM utterance_keys WHERE key = ? AND wording > ? "
                "ORDER BY wording, article_id, statement_id LIMIT ?",
                (mark, last, 2 * most),
            ).fetchall()
            for row in rows:
                found.setdefault(row[0], (row[1], row[2]))
            if len(rows) < 2 * most:
                break
            last = rows[-1][0]
        return dict(list(found.items())[:most])

    def _named(self, said: Said) -> list[Said]:
        """The statements of one wording, in order."""
        rows = self._connection.execute(
            "SELECT article_id, statement_id FROM utterance_keys WHERE key = ? AND wording = ? "
            "ORDER BY article_id, statement_id",
            (said.marks()[0], said.wording_key),
        )
        return [self._held((row[0], row[1])) for row in rows.fetchall()]
