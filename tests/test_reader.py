"""The pipeline: a text, an article or a page in; a Reading out."""

from __future__ import annotations

import datetime as dt

import pytest

from dragoman.model import Article, BadInput, Interval, Page
from dragoman.reader import READER_VERSION, Reader

TEXT = (
    "Norway on Tuesday accused Iceland of overfishing. “They take what is ours,” Prime Minister Jens Stoltenberg said."
)


def test_a_text_is_read_as_it_is_given(reader: Reader) -> None:
    reading = reader.read("  " + TEXT + "\n", published="2012-05-09")
    assert reading.article.text == "  " + TEXT + "\n"
    assert reading.published.interval == Interval.day(dt.date(2012, 5, 9))
    assert reading.published.basis == "given"
    assert reading.reader_version == READER_VERSION
    assert [s.of(reading.article.text)[:6] for s in reading.sentences] == ["Norway", "“They "]


def test_a_day_may_be_a_date_or_an_interval(reader: Reader) -> None:
    one = reader.read(TEXT, published=dt.date(2012, 5, 9))
    other = reader.read(TEXT, published=Interval.day(dt.date(2012, 5, 9)))
    assert one == other


def test_what_is_no_day_is_refused(reader: Reader) -> None:
    with pytest.raises(ValueError, match="not a date"):
        reader.read(TEXT, published="last spring")


def test_a_given_day_outranks_the_page(reader: Reader) -> None:
    page = Page("a.txt", b"May 3, 2010\n\n" + TEXT.encode(), "text")
    assert reader.read(page, published="2012-05-09").published.interval.first == dt.date(2012, 5, 9)


def test_another_language_is_kept_and_not_read(reader: Reader) -> None:
    article = Article("x", "a", "Der Minister hat gesagt, dass er nichts sagt.", language="de")
    reading = reader.read(article)
    assert reading.skipped is not None
    assert "de" in reading.skipped
    assert not reading.statements


@pytest.mark.parametrize("empty", ["", "   \n\n ", "\u200b"])
def test_an_empty_text_gives_an_empty_reading(reader: Reader, empty: str) -> None:
    reading = reader.read(empty)
    assert not reading.statements
    assert not reading.events


def test_a_page_without_content_is_bad_input(reader: Reader) -> None:
    with pytest.raises(BadInput, match=r"a\.txt"):
        reader.read(Page("a.txt", b"", "text"))


def test_the_same_text_gives_the_same_reading(reader: Reader) -> None:
    assert reader.read(TEXT) == reader.read(TEXT)
