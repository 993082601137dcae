"""The nouns: spans, Intervals, ids, errors."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import UNKNOWN, BadInput, DateMark, Interval, Span, content_id, text_sha256

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
INTERVALS = st.tuples(DAYS, DAYS).map(lambda pair: Interval(min(pair), max(pair)))


def test_a_span_is_what_it_covers() -> None:
    text = "Lavrov met Kerry"
    assert Span(11, 16).of(text) == "Kerry"
    assert Span(0, 6).overlaps(Span(5, 9))
    assert not Span(0, 6).overlaps(Span(6, 9))
    assert Span(0, 16).contains(Span(11, 16))


@pytest.mark.parametrize(
    ("given_value", "first", "last"),
    [
        ("2012-02-08", "2012-02-08", "2012-02-08"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012", "2012-01-01", "2012-12-31"),
        ("2011-03/2012-02-04", "2011-03-01", "2012-02-04"),
        ("2012-02-08T19:06:00Z", "2012-02-08", "2012-02-08"),
    ],
)
def test_intervals_are_read_from_iso_forms(given_value: str, first: str, last: str) -> None:
    assert Interval.parse(given_value).iso == [first, last]


def test_an_unknown_day_is_open_at_both_ends() -> None:
    assert Interval.parse(None) == Interval.parse("") == UNKNOWN
    assert not UNKNOWN.is_known
    assert UNKNOWN.days is None


@pytest.mark.parametrize("wrong", ["yesterday", "2012-13", "2012-02-30", "8.2.2012"])
def test_what_is_no_date_is_named(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        Interval.parse(wrong)


def test_an_interval_never_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Interval(dt.date(2012, 2, 8), dt.date(2012, 2, 7))


@given(INTERVALS, INTERVALS)
def test_a_day_is_in_the_intersection_when_it_is_in_both(a: Interval, b: Interval) -> None:
    both = a.intersect(b)
    assert both == b.intersect(a)
    assert a.first is not None
    for day in (a.first, a.last, b.first, b.last):
        assert day is not None
        assert (both is not None and both.contains(day)) == (a.contains(day) and b.contains(day))


@given(INTERVALS, INTERVALS)
def test_the_hull_holds_both(a: Interval, b: Interval) -> None:
    hull = a.hull(b)
    assert hull.intersect(a) == a
    assert hull.intersect(b) == b


def test_a_mark_without_a_year_allows_any_day() -> None:
    assert DateMark("dateline", "May 28", month=5, day=28).interval == UNKNOWN
    assert DateMark("header", "May 2013", year=2013, month=5).interval.days == 31
    assert DateMark("header", "Feb 30, 2013", year=2013, month=2, day=30).interval == UNKNOWN


def test_ids_depend_on_the_parts_and_on_their_borders() -> None:
    assert content_id("a", "bc") != content_id("ab", "c")
    assert content_id("a", 1) == content_id("a", "1")
    assert len(content_id("x")) == 16


@given(st.text(st.characters(codec=None), max_size=50))
def test_every_text_has_a_hash(text: str) -> None:
    assert len(text_sha256(text)) == 64
    assert len(content_id(text)) == 16


def test_bad_input_travels_between_processes() -> None:
    problem = pickle.loads(pickle.dumps(BadInput("a.txt", "is empty")))
    assert str(problem) == "a.txt: is empty"
    assert (problem.source, problem.reason) == ("a.txt", "is empty")
