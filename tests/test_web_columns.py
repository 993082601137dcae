"""The columns of numbers by which the desk counts: each answers as a search through plain rows would."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import numpy as np
import pytest

from dragoman.record import Record
from dragoman.web import Records, words
from dragoman.web.apart import whole
from dragoman.web.facets import Gathered
from dragoman.web.places import Places, fit, small
from dragoman.web.words import Told, told_in


def test_facets_have_and_count_what_rows_have() -> None:
    chance = Random(5)
    rows = [7, 3, 12, 5, 9]
    places = Places.of_rows(np.array(rows))
    for many in (False, True):
        held = Gathered()
        had: dict[int, set[str]] = {}
        for row in (*rows, 40):
            for name in chance.sample("abcdef", 3 if many else 1):
                held.add(row, name if row != 40 else "only of a row that came later")
                had.setdefault(row, set()).add(name)
        held.add(3, None)
        facet = held.some(places) if many else held.one(places)
        names = sorted(set().union(*(had[row] for row in rows)))
        assert list(facet.names) == names
        assert facet.index == {name: i for i, name in enumerate(names)}
        for chosen in (names[:1], names[1:3], ["z"], []):
            assert facet.having(chosen, 5).tolist() == [bool(had[row] & set(chosen)) for row in rows]
        for mask in (np.ones(5, dtype=bool), np.zeros(5, dtype=bool), np.array([True, False, True, False, False])):
            counts = [sum(bool(on and name in had[row]) for on, row in zip(mask, rows, strict=True)) for name in names]
            assert facet.counts(mask).tolist() == counts


def test_a_facet_that_nobody_has_is_empty() -> None:
    places = Places.of_rows(np.array([2, 1]))
    for facet in (Gathered().one(places), Gathered().some(places)):
        assert list(facet.names) == []
        assert facet.counts(np.ones(2, dtype=bool)).tolist() == []
        assert facet.having(("a",), 2).tolist() == [False, False]


def test_numbers_take_no_more_room_than_they_need() -> None:
    assert [np.dtype(small(n)).itemsize for n in (0, 127, 128, 32_767, 32_768)] == [1, 1, 2, 2, 4]
    assert fit(np.array([1, 2])).dtype == np.int32
    assert fit(np.array([1, 1 << 33])).tolist() == [1, 1 << 33]
    assert fit(np.empty(0, dtype=np.int64)).dtype == np.int32


@pytest.mark.parametrize("far", [0, 2, 255])
@pytest.mark.parametrize("at_once", [3, 1 << 20])
def test_happenings_stand_in_their_sentences_and_headlines(
    sample: Path, monkeypatch: pytest.MonkeyPatch, far: int, at_once: int
) -> None:
    monkeypatch.setattr(words, "FAR", far)
    monkeypatch.setattr(words, "AT_ONCE", at_once)
    monkeypatch.setattr(words, "SLICE", at_once)
    chance = np.random.default_rng(3)
    with Record(sample, read_only=True) as record:
        chronicle, found = whole(record)
        standing: dict[int, set[int]] = {}
        for row, *at in told_in(record, [int(row) for row in chronicle.rows]):
            standing.setdefault(row, set()).update(one for one in at if one is not None)
    assert len(standing) == chronicle.size
    for share in (0.0, 0.02, 0.3, 1.0):
        told = chance.random(found.last + 1) < share
        wanted = [bool(told[list(standing[int(row)])].any()) for row in chronicle.rows]
        assert found.happenings.having(told).tolist() == wanted
        for kept in (0.0, 0.1, 0.9):
            among = chance.random(chronicle.size) < kept
            both = [bool(one and other) for one, other in zip(wanted, among, strict=True)]
            assert found.happenings.having(told, among).tolist() == both
        for lines in (found.articles, found.statements):
            all_told = lines.having(told)
            assert all_told.any() == (share > 0)
            for kept in (0.0, 0.1, 0.9):
                among = chance.random(len(lines.rows)) < kept
                np.testing.assert_array_equal(lines.having(told, among), all_told & among)


def test_the_rarest_word_is_looked_at_first(sample: Path) -> None:
    with Record(sample, read_only=True) as record:
        _, found = whole(record)
        told: Told = found.told(record, "the ferry")
    assert [word for _, word in told] == ["ferry", "the"]


@pytest.mark.parametrize("about", ["the ferry", '"the ferry"', "Djib"])
def test_a_search_in_two_halves_finds_what_one_finds(sample: Path, monkeypatch: pytest.MonkeyPatch, about: str) -> None:
    with Records(sample) as records, records.lend_two() as (record, other):
        _, found = whole(record)
        wanted = found.told(record, about)
        monkeypatch.setattr(words, "HALVED", 0)
        halved = found.told(record, about, other=other)
    assert [word for _, word in halved] == [word for _, word in wanted] != []
    for (mask, _), (other_mask, _) in zip(halved, wanted, strict=True):
        assert mask.any()
        np.testing.assert_array_equal(mask, other_mask)


def test_connections_are_lent_by_twos_to_many_at_once(sample: Path) -> None:
    with Records(sample) as records, ThreadPoolExecutor(12) as many:

        def ask() -> bool:
            with records.lend_two() as (one, other):
                return one is not other and bool(one.sql("SELECT 1")) and bool(other.sql("SELECT 1"))

        assert all(asked.result(300) for asked in [many.submit(ask) for _ in range(60)])


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_an_article_whose_sentences_do_not_follow_each_other_is_found_by_any(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(words, "AT_ONCE", at_once)
    runs = words.Runs(np.array([10, 20]), np.array([1, 4, 6]), np.array([0, 1, 0], dtype=np.int32))
    for told, wanted in ((2, [True, False]), (4, [False, True]), (7, [True, False]), (0, [False, False])):
        mask = np.zeros(9, dtype=bool)
        mask[told] = True
        assert runs.having(mask).tolist() == wanted
        for place in (0, 1):
            among = np.arange(2) == place
            assert runs.having(mask, among).tolist() == [w and p == place for p, w in enumerate(wanted)]
