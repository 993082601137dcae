"""Origins: where an article comes from, and the sentences in it that come from elsewhere.

An article's origin is that of the one where its chain of copies begins: the agency, else the publisher. A sentence that
credits another agency or outlet with what it tells ("told AFP", "SANA news agency said") comes from that one, and a
sentence that an older article already has in the same words from where that article has it.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.record.credits import credited, may_credit
from dragoman.record.holders import about, at_places, first_of, marks_of, place_of, reached
from dragoman.record.passages import HELD, Marks, alike, marks_in

AGENCIES = "agencies"
"""The origin of an article that is "by agencies": of some of them, nobody knows which."""
_BY_AGENCIES = re.compile(r"\b(?:news )?agencies\b|\bwire (?:services|reports)\b", re.IGNORECASE)

ANEW, FEW = 1 / 2, 1 / 64
"""When more of the record than the first is touched, all of it is derived; when less than the second is to be derived,
only the marks of what shares some with it are read: the same result, and faster."""
AT_ONCE = 20_000
"""Articles whose shared sentences are looked for at once."""

Passage = tuple[int, int, str, str | None, str]
"""Start and end of a sentence, its origin, the article that it repeats, and how that is known."""


class Origins:
    """The origins of articles (`None`: of all of the record) and of what they say, read at once."""

    def __init__(self, connection: sqlite3.Connection, article_ids: Iterable[str] | None = None) -> None:
        self._of: dict[str, str] = {}
        self._passages: dict[str, list[tuple[int, int, str]]] = {}
        if article_ids is None:
            self._read(connection, "", ())
        else:
            for key in sorted(set(article_ids)):
                self._read(connection, " WHERE article_id = ?", (key,))

    def _read(self, connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> None:
        self._of.update(connection.execute(f"SELECT article_id, origin FROM origins{where}", values).fetchall())
        for article_id, start, end, origin in connection.execute(
            f'SELECT article_id, "start", "end", origin FROM passages{where} ORDER BY article_id, "start"', values
        ):
            self._passages.setdefault(article_id, []).append((start, end, origin))

    def at(self, article_id: str, start: int) -> str:
        """The origin of what an article says at a place; the article's id for one whose origin is not derived."""
        passages = self._passages.get(article_id, [])
        place = bisect_right(passages, start, key=lambda p: p[0]) - 1
        if place >= 0 and start < passages[place][1]:
            return passages[place][2]
        return self._of.get(article_id, article_id)


def origin_of(connection: sqlite3.Connection, article_id: str, start: int, end: int | None = None) -> str:
    """The origin of one place of one article; `end` is for those who have a Span, the sentence at `start` counts."""
    return Origins(connection, [article_id]).at(article_id, start)


def derive_origins(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Brings `origins` and `passages` to the record as it stands; `copies` must be. Gives the touched articles with
    those of which an origin changed."""
    asked = _reached(connection, touched)
    connection.execute("DELETE FROM sketches_gone")
    few = len(asked) <= FEW * about(connection)
    marks = Marks(_beside(connection, asked) if few else marks_in(connection))
    ranks = sorted(marks.index[key] for key in asked)
    texts = _Sentences(connection)
    labels = _Labels(connection)
    changed = set()
    for begin in range(0, len(ranks), AT_ONCE):
        for i, shared in _shared(marks, ranks[begin : begin + AT_ONCE]):
            if _derive_one(connection, marks.ids[i], [(s, marks.ids[j], t) for s, j, t in shared], labels, texts):
                changed.add(marks.ids[i])
    return touched | changed


def _reached(connection: sqlite3.Connection, touched: frozenset[str]) -> set[str]:
    """The touched articles that the record holds, and those in which a sentence may be shared with another now."""
    if len(touched) > ANEW * about(connection):
        return {row[0] for row in connection.execute("SELECT article_id FROM sketches")}
    changed = [
        (place_of(row["age"], row["article_id"]), marks_of(row["marks"]))
        for row in connection.execute("SELECT article_id, age, marks FROM sketches_gone")
    ]
    asked = set()
    for key in touched:
        row = connection.execute("SELECT place, marks FROM sketches WHERE article_id = ?", (key,)).fetchone()
        if row is not None:
            asked.add(key)
            changed.append((row["place"], marks_of(row["marks"])))
    return asked | {row[0] for row in at_places(connection, reached(connection, changed), "article_id")}


def _beside(connection: sqlite3.Connection, asked: set[str]) -> Iterator[tuple[str, int, bytes]]:
    """What `Marks` is made from, of the asked articles and the oldest that have marks in common with them."""
    places, held = set(), set()
    for key in asked:
        row = connection.execute("SELECT place, marks FROM sketches WHERE article_id = ?", (key,)).fetchone()
        places.add(row["place"])
        held.update(marks_of(row["marks"]))
    for row in at_places(connection, places | first_of(connection, held), "article_id, age, marks"):
        yield row[0], row[1], row[2]


def _shared(marks: Marks, asked: list[int]) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
    """Each asked article with its sentences that may stand in older ones: start, the older one, start there."""
    pairs = marks.shared(asked)
    waiting = next(pairs, None)
    for i in asked:
        found = []
        while waiting is not None and waiting[0] == i:
            found.append(waiting[1:])
            waiting = next(pairs, None)
        yield i, found


class _Labels:
    """Root, origin and reason of each article, looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._held: dict[str, tuple[str, str, str]] = {}

    def of(self, article_id: str) -> tuple[str, str, str]:
        """The article's root, the label of its origin, and why."""
        if article_id not in self._held:
            row = self._connection.execute(
                "SELECT c.how AS copied, r.article_id AS root, r.publisher, r.agency, r.byline FROM articles a "
                "LEFT JOIN copies c ON c.article_id = a.article_id "
                "JOIN articles r ON r.article_id = coalesce(c.origin_id, a.article_id) WHERE a.article_id = ?",
                (article_id,),
            ).fetchone()
            origin, how = label_of(row["root"], row["publisher"], row["agency"], row["byline"])
            self._held[article_id] = (row["root"], origin, how if row["copied"] is None else f"copy: {how}")
        return self._held[article_id]


class _Sentences:
    """Sentences by article and start."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.at = lru_cache(maxsize=HELD)(self._at)

    def of(self, article_id: str) -> list[tuple[int, int, str]]:
        """Start, end and text of all sentences of an article, in their order."""
        rows = self._connection.execute(
            'SELECT "start", "end", text FROM sentences WHERE article_id = ? ORDER BY "start"', (article_id,)
        )
        return [tuple(row) for row in rows]

    def _at(self, article_id: str, start: int) -> str:
        """The text of one sentence."""
        row = self._connection.execute(
            'SELECT text FROM sentences WHERE article_id = ? AND "start" = ?', (article_id, start)
        ).fetchone()
        return str(row[0])


def _derive_one(
    connection: sqlite3.Connection,
    article_id: str,
    shared: list[tuple[int, str, int]],
    labels: _Labels,
    texts: _Sentences,
) -> bool:
    """Writes the origin of an article and its passages; true when anything changed."""
    root, origin, how = labels.of(article_id)
    held = connection.execute(
        "SELECT article_id, origin, origin_id, how FROM origins WHERE article_id = ?", (article_id,)
    ).fetchall()
    passages = connection.execute(
        'SELECT * FROM passages WHERE article_id = ? ORDER BY "start"', (article_id,)
    ).fetchall()
    row = (article_id, origin, root, how)
    found = [(article_id, *p) for p in _passages(article_id, shared, labels, texts)]
    if [tuple(r) for r in held] == [row] and [tuple(r) for r in passages] == found:
        return False
    if held:
        connection.execute("DELETE FROM origins WHERE article_id = ?", (article_id,))
        connection.execute("DELETE FROM passages WHERE article_id = ?", (article_id,))
    connection.execute("INSERT INTO origins VALUES (?, ?, ?, ?)", row)
    connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", found)
    return True


def _passages(
    article_id: str, shared: list[tuple[int, str, int]], labels: _Labels, texts: _Sentences
) -> Iterator[Passage]:
    """The sentences of an article that come from elsewhere: by their own credit, else from the oldest that has them."""
    root, own, _ = labels.of(article_id)
    older: dict[int, list[tuple[str, int]]] = {}
    for start, other, there in shared:
        older.setdefault(start, []).append((other, there))
    sentences = texts.of(article_id)
    names_any = may_credit("\n".join(text for _, _, text in sentences))
    for start, end, text in sentences:
        found = credited(text) if names_any else None
        if found is not None:
            if found[0] != own:
                yield start, end, found[0], None, f"credits “{found[1]}”"
            continue
        for other, there in older.get(start, ()):
            said = texts.at(other, there)
            if alike(text, said):
                # Who said it first decides: in a copy that is mostly the article that it copies.
                if labels.of(other)[0] == root:
                    break
                named = credited(said)
                origin = named[0] if named else labels.of(other)[1]
                if origin != own:
                    yield start, end, origin, other, "shared sentence"
                break


def label_of(article_id: str, publisher: str | None, agency: str | None, byline: str | None) -> tuple[str, str]:
    """How the origin of an article is called, and why: agency, "agencies", publisher, else the article's own id."""
    if agency:
        return agency, "agency"
    if byline and _BY_AGENCIES.search(byline):
        return AGENCIES, "byline"
    return (publisher, "publisher") if publisher else (article_id, "article")
