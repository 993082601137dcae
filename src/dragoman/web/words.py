"""Searching the sentences of a record: which happenings the words that were found speak of."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.record import Record
from dragoman.record.filters import Conditions, about_condition
from dragoman.web.places import Places
from dragoman.web.records import tuples

_PARTS = re.compile(r'"([^"]*)"|(\S+)')


def searched(record: Record, about: str) -> Iterator[tuple[str, str]]:
    """(query of the full-text index, words) of each part of what is searched: a word, or words in double quotes."""
    for quoted, word in _PARTS.findall(about):
        condition = Conditions()
        about_condition("articles", f'"{quoted}"' if quoted else word, condition, record.table("articles").connection)
        if condition.parameters:
            yield condition.parameters[0], quoted or word


@dataclass(frozen=True, slots=True)
class Words:
    """Which happenings the sentences of the record speak of: those that stand in the sentence, and for a headline all
    that its article tells."""

    sentences: NDArray[np.int64]
    places: NDArray[np.int32]

    def having(self, record: Record, query: str, size: int) -> NDArray[np.bool_]:
        """The happenings in whose sentences or headlines a query of the full-text index (FTS5) finds something."""
        rows = tuples(record, "SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?", (query,))
        found = np.fromiter((row for (row,) in rows), dtype=np.int64)
        mask = np.zeros(size, dtype=bool)
        mask[self.places[np.isin(self.sentences, found)]] = True
        return mask


def words_of(record: Record, happenings: Places) -> Words:
    """Reads which sentences the happenings stand in."""
    sentences, rows = array("q"), array("q")
    for sentence, headline, row in tuples(
        record,
        'SELECT (SELECT s.rowid FROM sentences s WHERE s.article_id = e.article_id AND s."start" <= e."start" '
        'ORDER BY s."start" DESC LIMIT 1), '
        '(SELECT s.rowid FROM sentences s WHERE s.article_id = e.article_id AND s."start" = 0), h.rowid '
        "FROM happening_reports r CROSS JOIN main.happenings h ON h.happening_id = r.happening_id "
        "CROSS JOIN main.events e ON e.article_id = r.article_id AND e.event_id = r.event_id",
    ):
        for one in (sentence, headline):
            if one is not None:
                sentences.append(one)
                rows.append(row)
    places, there = happenings.of_all(np.array(rows, dtype=np.int64))
    return Words(np.array(sentences, dtype=np.int64)[there], places)
