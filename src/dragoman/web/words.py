"""Searching the sentences of a record: which happenings, statements and articles the words that were found stand in.

Which rows of the three tables a sentence leads to is held as numbers, in the order in which they are listed, so that a
word that stands in millions of sentences is counted, and its first rows are found, without looking a row up.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.record import Record
from dragoman.record.filters import Conditions, about_condition
from dragoman.web.places import Numbers, Places, fit
from dragoman.web.records import tuples

LOOSE = 366
"""What is not known to so many days has no place among the days, as in the chronology."""
FAR = 255
"""Sentences between a report and its headline that are held with it; those further away are held by themselves."""
AT_ONCE, FEW = 1 << 17, 4
"""Rows that are looked at in one go; when less than this part of them is wanted, only these are looked at."""
SLICE = 1 << 20
"""Bytes of text that are read as numbers in one go."""
HALVED = 1_000_000
"""Sentences from which on a search of them is halved: below it takes less time than a thread takes to begin."""
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
class Reports:
    """Happenings in their order, each with its reports: those of the one at `places[i]` stand from `starts[i]` to
    before `starts[i + 1]`. Each is told in a sentence (`sentences`) and in the headline, so many sentences before."""

    rows: Numbers
    places: NDArray[np.int32]
    starts: Numbers
    sentences: Numbers
    back: NDArray[np.uint8]

    def having(self, told: Mask, among: Mask | None = None) -> Mask:
        """Which of the happenings stand in the sentences of the mask; of `among` only, where that is given."""

        def are(here: NDArray[np.int64] | slice) -> Mask:
            sentences = self.sentences[here]
            found: Mask = told[sentences] | told[sentences - self.back[here]]
            return found

        return _any_of(len(self.rows), self.places, self.starts, are, among)


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows in an order, and the sentences in which each stands: `sentences[i]` leads to the row at `places[i]`."""

    rows: Numbers
    sentences: Numbers
    places: NDArray[np.int32]

    def having(self, told: Mask, among: Mask | None = None) -> Mask:
        """Which of the rows stand in the sentences of the mask."""
        mask = np.zeros(len(self.rows), dtype=bool)
        mask[self.places[told[self.sentences]]] = True
        return mask if among is None else mask & among


@dataclass(frozen=True, slots=True)
class Runs:
    """Rows in an order, each with runs of sentences that follow each other: one from `starts[i]` to before the next
    start belongs to the row at `places[i]`. For articles, of which every sentence is one's own."""

    rows: Numbers
    starts: Numbers
    places: NDArray[np.int32]

    def having(self, told: Mask, among: Mask | None = None) -> Mask:
        """Which of the rows have a sentence of the mask."""
        return _any_of(len(self.rows), self.places, np.append(self.starts, len(told)), told.__getitem__, among)


def _any_of(
    size: int,
    places: NDArray[np.int32],
    starts: Numbers,
    are: Callable[[NDArray[np.int64] | slice], Mask],
    among: Mask | None,
) -> Mask:
    """Which of the places, of `among` only, has any of the numbers from its start to before the next of which `are`
    says that they are."""
    mask = np.zeros(size, dtype=bool)
    # So many places at a time: what is worked out between is then never large.
    for begin in range(0, len(places), AT_ONCE):
        here, bounds = places[begin : begin + AT_ONCE], starts[begin : begin + AT_ONCE + 1]
        wanted = None if among is None else np.flatnonzero(among[here])
        if wanted is None or FEW * len(wanted) > len(here):
            mask[here[np.logical_or.reduceat(are(slice(bounds[0], bounds[-1])), bounds[:-1] - bounds[0])]] = True
        elif len(wanted):
            numbers, begins = _within(bounds[wanted], bounds[wanted + 1])
            mask[here[wanted][np.logical_or.reduceat(are(numbers), begins)]] = True
    return mask if among is None else mask & among


def _within(starts: Numbers, ends: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers from each start to before its end, one after another, and where those of each begin."""
    lengths = ends.astype(np.int64) - starts
    after = np.cumsum(lengths)
    begins = after - lengths
    return np.arange(after[-1]) + np.repeat(starts - begins, lengths), begins


@dataclass(frozen=True, slots=True)
class Words:
    """What the sentences of the record lead to. A happening, and a statement, stands in its own sentence and in the
    headline of its article; of an article all sentences count. `last` is the last sentence known."""

    happenings: Reports
    statements: Lines
    articles: Runs
    last: int

    def told(self, record: Record, about: str, *, other: Record | None = None) -> Told:
        """The sentences (by row) in which each part of what is searched stands, with the words of the part. With an
        `other` connection to the record each of both finds half of them, at the same time."""
        told = [(self._having(record, other, query), word) for query, word in searched(record, about)]
        # The rarest first: of common words only what has that one is then looked at.
        return sorted(told, key=lambda part: int(np.count_nonzero(part[0])))

    def _having(self, record: Record, other: Record | None, query: str) -> Mask:
        mask = np.zeros(self.last + 1, dtype=bool)
        if other is None or self.last < HALVED:
            mark(mask, record, query)
            return mask
        half = self.last // 2
        with ThreadPoolExecutor(1) as beside:
            later = beside.submit(mark, mask, other, query, first=half + 1, last=self.last)
            mark(mask, record, query, last=half)
            later.result()
        return mask


def mark(mask: Mask, record: Record, query: str, *, first: int = 0, last: int | None = None) -> None:
    """Sets which sentences, from the `first` row to the `last` one that the mask has, a query of the full-text index
    finds."""
    # As one text they come five times as fast as row by row; as bytes it is not copied to be read.
    (row,) = record.sql(
        "SELECT CAST(group_concat(rowid) AS BLOB) AS found FROM sentences_fts WHERE sentences_fts MATCH ? "
        "AND rowid BETWEEN ? AND ?",
        (query, first, len(mask) - 1 if last is None else last),
    )
    text, begin = row["found"] or b"", 0
    while begin < len(text):
        end = text.find(b",", begin + SLICE)
        end = len(text) if end < 0 else end
        mask[np.fromstring(text[begin:end], dtype=np.int64, sep=",")] = True
        begin = end + 1


def places_of(lines: Reports | Lines | Runs, told: Told) -> NDArray[np.int64]:
    """Where in their order the rows stand that have all that is searched."""
    left: Mask | None = None
    for mask, _ in told:
        left = lines.having(mask, left)
    return np.arange(len(lines.rows)) if left is None else np.flatnonzero(left)


def first_of(lines: Reports | Lines | Runs, told: Told, size: int) -> tuple[list[int], int]:
    """The first rows that have all that is searched, in their order, and how many there are."""
    places = places_of(lines, told)
    return lines.rows[places[:size]].tolist(), len(places)


def words_of(record: Record, happenings: Places) -> Words:
    """Reads which sentences lead where; of happenings the places in their chronology."""
    last = last_sentence(record)
    told = _of_happenings(record, happenings, last)
    return Words(told, _of_statements(record, last), _of_articles(record, last), last)


def last_sentence(record: Record) -> int:
    """The highest row of a sentence."""
    (row,) = record.sql("SELECT coalesce(max(rowid), 0) AS n FROM sentences")
    return int(row["n"])


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


def _of_happenings(record: Record, happenings: Places, last: int) -> Reports:
    sentences, back, rows = array("q"), array("B"), array("q")
    for row, own, headline in tuples(
        record,
        f"{_STANDING} FROM happening_reports r CROSS JOIN main.happenings h ON h.happening_id = r.happening_id "
        f"{_REPORT}",
    ):
        known = [one for one in (own, headline) if one is not None and one <= last]
        beside = len(known) == 2 and 0 <= known[0] - known[1] <= FAR
        # A headline that is too far from its sentence, or comes after it, is as good as a report of its own.
        for one in known[:1] if beside else known:
            sentences.append(one)
            back.append(known[0] - known[1] if beside else 0)
            rows.append(row)
    places, there = happenings.of_all(np.frombuffer(rows, dtype=np.int64))
    order = np.argsort(places, kind="stable")
    had, starts = np.unique(places[order], return_index=True)
    told = fit(np.frombuffer(sentences, dtype=np.int64)[there][order])
    near = np.frombuffer(back, dtype=np.uint8)[there][order]
    return Reports(happenings.rows, had, fit(np.append(starts, len(told))), told, near)


def _of_statements(record: Record, last: int) -> Lines:
    order = _places(
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
    places, there = order.of_all(np.frombuffer(rows, dtype=np.int64))
    return Lines(order.rows, fit(np.frombuffer(sentences, dtype=np.int64)[there]), places)


def _of_articles(record: Record, last: int) -> Runs:
    order = _places(
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
    places, there = order.of_all(np.frombuffer(rows, dtype=np.int64))
    begins = np.frombuffer(starts, dtype=np.int64)[there]
    rising = np.argsort(begins, kind="stable")
    return Runs(order.rows, fit(begins[rising]), places[rising])


def _loose(day: str) -> str:
    return f"coalesce(julianday({day}_to) - julianday({day}_from) > {LOOSE}, 1)"


def _places(record: Record, sql: str) -> Places:
    return Places.of_rows(np.fromiter((row for (row,) in tuples(record, sql)), dtype=np.int64))
