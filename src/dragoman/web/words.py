"""Searching the sentences of a record: which happenings, statements and articles the words that were found stand in.

Which rows of the three tables a sentence leads to is held as numbers, in the order in which they are listed, so that a
word that stands in millions of sentences is counted, and its first rows are found, without looking a row up.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from dragoman.record import Record
from dragoman.record.filters import Conditions, about_condition
from dragoman.web.places import Places
from dragoman.web.records import tuples

LOOSE = 366
"""What is not known to so many days has no place among the days, as in the chronology."""
_PARTS = re.compile(r'"([^"]*)"|(\S+)')

Mask = NDArray[np.bool_]
Told = list[tuple[Mask, str]]
"""Of each part of what is searched the sentences in which it stands, and its words."""


def searched(record: Record, about: str) -> Iterator[tuple[str, str]]:
    """(query of the full-text index, words) of each part of what is searched: a word, or words in double quotes."""
    for quoted, word in _PARTS.findall(about):
        condition = Conditions()
        about_condition("articles", f'"{quoted}"' if quoted else word, condition, record.table("articles").connection)
        if condition.parameters:
            yield condition.parameters[0], quoted or word


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows in an order, and the sentences in which each stands: `sentences[i]` leads to the row at `places[i]`."""

    rows: NDArray[np.int64]
    sentences: NDArray[np.int64] | NDArray[np.int32]
    places: NDArray[np.int32]

    def having(self, told: Mask) -> Mask:
        """Which of the rows stand in the sentences of the mask."""
        mask = np.zeros(len(self.rows), dtype=bool)
        mask[self.places[told[self.sentences]]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Runs:
    """Rows in an order, each with runs of sentences that follow each other: one from `starts[i]` to before the next
    start belongs to the row at `places[i]`. For articles, of which every sentence is one's own."""

    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    places: NDArray[np.int32]

    def having(self, told: Mask) -> Mask:
        """Which of the rows have a sentence of the mask."""
        mask = np.zeros(len(self.rows), dtype=bool)
        if len(self.starts):
            mask[self.places[np.logical_or.reduceat(told, self.starts)]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Words:
    """What the sentences of the record lead to. A happening, and a statement, stands in its own sentence and in the
    headline of its article; of an article all sentences count. `last` is the last sentence known."""

    happenings: Lines
    statements: Lines
    articles: Runs
    last: int

    def told(self, record: Record, about: str) -> Told:
        """The sentences (by row) in which each part of what is searched stands, with the words of the part."""
        return [(sentences_having(record, query, last=self.last), word) for query, word in searched(record, about)]


def sentences_having(record: Record, query: str, *, last: int | None = None) -> Mask:
    """Which sentences a query of the full-text index finds; those after the `last` are left out."""
    if last is None:
        (newest,) = record.sql("SELECT coalesce(max(rowid), 0) AS n FROM sentences")
        last = int(newest["n"])
    # As one text they come five times as fast as row by row.
    (row,) = record.sql("SELECT group_concat(rowid) AS found FROM sentences_fts WHERE sentences_fts MATCH ?", (query,))
    found = np.fromstring(row["found"] or "", dtype=np.int64, sep=",")
    mask = np.zeros(last + 1, dtype=bool)
    mask[found[found <= last]] = True
    return mask


def first_of(lines: Lines | Runs, told: Told, size: int) -> tuple[list[int], int]:
    """The first rows that have all that is searched, in their order, and how many there are."""
    parts = [lines.having(mask) for mask, _ in told]
    places = np.flatnonzero(reduce(np.logical_and, parts)) if parts else np.arange(len(lines.rows))
    return [int(row) for row in lines.rows[places[:size]]], len(places)


def words_of(record: Record, happenings: Places) -> Words:
    """Reads which sentences lead where; of happenings the places in their chronology."""
    (row,) = record.sql("SELECT coalesce(max(rowid), 0) AS n FROM sentences")
    last = int(row["n"])
    told = _of_happenings(record, happenings, last)
    return Words(told, _of_statements(record, last), _of_articles(record, last), last)


_STANDING = """
SELECT h.rowid, (SELECT s.rowid FROM sentences s WHERE s.article_id = e.article_id AND s."start" <= e."start"
                 ORDER BY s."start" DESC LIMIT 1),
       (SELECT s.rowid FROM sentences s WHERE s.article_id = e.article_id AND s."start" = 0)
"""
_REPORT = "CROSS JOIN main.events e ON e.article_id = r.article_id AND e.event_id = r.event_id"


def told_in(record: Record, rows: Sequence[int]) -> Iterator[tuple[int, int | None, int | None]]:
    """Of the happenings in these rows each report: the row, the sentence (by row) and the headline of its article."""
    yield from tuples(
        record,
        f"{_STANDING} FROM json_each(?) w CROSS JOIN main.happenings h ON h.rowid = w.value "
        f"CROSS JOIN happening_reports r ON r.happening_id = h.happening_id {_REPORT}",
        (json.dumps(list(rows)),),
    )


def _of_happenings(record: Record, happenings: Places, last: int) -> Lines:
    sentences, rows = array("q"), array("q")
    for row, sentence, headline in tuples(
        record,
        f"{_STANDING} FROM happening_reports r CROSS JOIN main.happenings h ON h.happening_id = r.happening_id "
        f"{_REPORT}",
    ):
        for one in (sentence, headline):
            if one is not None and one <= last:
                sentences.append(one)
                rows.append(row)
    return _lines(happenings, sentences, rows)


def _of_statements(record: Record, last: int) -> Lines:
    order = _numbers(
        record,
        f'SELECT rowid FROM (SELECT rowid, {_loose("said")} AS loose, said_from AS day, article_id, "start" AS at, '
        "statement_id AS id FROM main.statements) "
        "ORDER BY loose, iif(loose, NULL, day), article_id, iif(loose, NULL, at), id",
    )
    sentences, rows = array("q"), array("q")
    for sentence, row in tuples(
        record,
        "SELECT s.rowid, t.rowid FROM main.statements t CROSS JOIN sentences s ON s.article_id = t.article_id "
        'AND s."start" < t."end" AND (s."end" > t."start" OR s."start" = 0)',
    ):
        if sentence <= last:
            sentences.append(sentence)
            rows.append(row)
    return _lines(_places(order), sentences, rows)


def _of_articles(record: Record, last: int) -> Runs:
    order = _numbers(
        record,
        f"SELECT rowid FROM (SELECT rowid, {_loose('published')} AS loose, published_from AS day, article_id "
        "FROM main.articles) ORDER BY loose, iif(loose, NULL, day), article_id",
    )
    starts, rows = array("q"), array("q")
    for first, end, count, article, row in tuples(
        record,
        "SELECT min(s.rowid), max(s.rowid), count(*), s.article_id, (SELECT a.rowid FROM main.articles a "
        "WHERE a.article_id = s.article_id) FROM sentences s GROUP BY s.article_id",
    ):
        # The sentences of an article were written one after another; where they were not, each is a run.
        asked = "SELECT rowid FROM sentences WHERE article_id = ?"
        for one in [first] if end - first + 1 == count else [n for (n,) in tuples(record, asked, (article,))]:
            if one <= last and row is not None:
                starts.append(one)
                rows.append(row)
    places, there = _places(order).of_all(np.array(rows, dtype=np.int64))
    begins = np.array(starts, dtype=np.int64)[there]
    rising = np.argsort(begins, kind="stable")
    return Runs(order, begins[rising], places[rising])


def _lines(order: Places, sentences: Sequence[int], rows: Sequence[int]) -> Lines:
    """Of so many sentences the rows to which they lead; those that are not in the order are left out."""
    places, there = order.of_all(np.array(rows, dtype=np.int64))
    leading = np.array(sentences, dtype=np.int64)[there]
    fit = not len(leading) or int(leading.max()) <= np.iinfo(np.int32).max
    return Lines(order.rows, leading.astype(np.int32) if fit else leading, places)


def _loose(day: str) -> str:
    return f"coalesce(julianday({day}_to) - julianday({day}_from) > {LOOSE}, 1)"


def _numbers(record: Record, sql: str) -> NDArray[np.int64]:
    return np.fromiter((row for (row,) in tuples(record, sql)), dtype=np.int64)


def _places(order: NDArray[np.int64]) -> Places:
    return Places(order, np.argsort(order, kind="stable"))
