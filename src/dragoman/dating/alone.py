"""The day of one page by itself: read as far as its day needs, and no further."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors import find_actors
from dragoman.dating import date_article
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import Article
from dragoman.reference import Reference, load


class Alone:
    """Dates articles one by one; the parser and the reference data are loaded with the first that needs them."""

    def __init__(self) -> None:
        self._parser: Parser | None = None
        self._reference: Reference | None = None

    def date(self, article: Article) -> Article:
        """The article with the Interval of its day: a page that gives its day is believed, any other is read for it."""
        by_marks = date_article(article, text=article.text)
        if by_marks.interval.is_day or article.language not in {"en", None} or not article.text.strip():
            return replace(article, published=by_marks)
        if self._parser is None or self._reference is None:
            self._parser, self._reference = Parser(), load()
        day = article.published.interval
        analysis = analyse(article.text, self._parser, zones=article.zones)
        cast = find_actors(analysis, published=day, reference=self._reference, article=article)
        times = find_times(analysis, published=day)
        found = date_article(article, mentions=cast.mentions, times=times, text=article.text, reference=self._reference)
        return replace(article, published=found)
