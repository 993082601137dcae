"""The pipeline: a page, an article or a text in; a Reading out. The only room that knows all the extractors."""

from __future__ import annotations

import datetime as dt
import gc
from dataclasses import replace
from pathlib import Path

from threadpoolctl import ThreadpoolController

from dragoman import reference
from dragoman.actors import find_actors
from dragoman.dating import date_article
from dragoman.extract import drafts, events, figures, positions, statements
from dragoman.language.analysis import analyse
from dragoman.language.encoder import Encoder
from dragoman.language.parser import Parser
from dragoman.language.times import read_times, resolve, with_datelines
from dragoman.model import Article, Interval, Page, Published, Reading
from dragoman.pages import article_from_text, clean
from dragoman.reference.packaged import hold_lexicons

READER_VERSION = "6"
"""Counts up whenever the same page may give another record; a newer reading supersedes an older one."""


def reader_version(*, fast: bool = False) -> str:
    """What a reading is marked with; one without the encoder never supersedes one with it."""
    return f"{READER_VERSION}+fast" if fast else READER_VERSION


READ_LANGUAGES = {"en"}


class Reader:
    """Reads articles. Loads the language model and the reference data once; make one a process and keep it.

    What is loaded, here and by the first reading, is frozen out of the garbage collector's way, and the collector waits
    until a reading is done: its walks over loaded tables and half-read articles cost a quarter of a reading. Algebra is
    done in one thread: more would wait for one another over small matrices, and sum in another order.

    `fast` leaves the encoder out: statements are then chosen by syntax and the linear judge alone. `reference_folder`
    holds a user's own CSVs, which add to the packaged reference data or override it (see `docs/reference.md`).
    """

    def __init__(self, *, fast: bool = False, reference_folder: Path | None = None) -> None:
        self.fast = fast
        self.version = reader_version(fast=fast)
        hold_lexicons()
        self.reference = reference.load(reference_folder)
        self._parser = Parser()
        self._encoder = None if fast else Encoder()
        self._threads = ThreadpoolController()
        self._has_read = False
        gc.collect()
        gc.freeze()

    def read(self, what: Page | Article | str, *, published: str | dt.date | Interval | None = None) -> Reading:
        """Everything found in one page, cleaned article or plain text.

        A `str` is an article's text and is never altered: spans index it as given. `published` is an ISO date, month
        or year (or a date, or an Interval); it outranks what the page says of itself. Raises `BadInput` when a page
        holds nothing that can be read, `ValueError` when `published` is no date.
        """
        given = Interval.parse(published)
        if isinstance(what, str):
            article = article_from_text(what)
        elif isinstance(what, Page):
            article = clean(what)
        else:
            article = what
        if given.is_known:
            article = _dated(article, given)
        collects = gc.isenabled()
        gc.disable()
        try:
            with self._threads.limit(limits=1, user_api="blas"):
                return self._read(article)
        finally:
            if not self._has_read:
                self._has_read = True
                gc.collect()
                gc.freeze()
            if collects:
                gc.enable()

    def _read(self, article: Article) -> Reading:
        if article.language not in READ_LANGUAGES and article.language is not None:
            why = f"language is {article.language}; only English is read"
            return Reading(article, article.published, self.version, skipped=why)
        if not article.text.strip():
            return Reading(article, article.published, self.version, skipped="no journalism found")
        analysis = analyse(article.text, self._parser, zones=article.zones)
        day = article.published.interval
        expressions = read_times(analysis)
        times = resolve(expressions, published=day)
        cast = find_actors(analysis, published=day, reference=self.reference, article=article)
        published = date_article(
            article, mentions=cast.mentions, times=times, text=article.text, reference=self.reference
        )
        if published.interval != day:
            day = published.interval
            times = resolve(expressions, published=day)
            cast = find_actors(analysis, published=day, reference=self.reference, article=article)
        text_id = article.article_id
        said = statements.extract(analysis, cast, times, published=day, text_id=text_id, encoder=self._encoder)
        done = events.extract(
            analysis,
            cast,
            times,
            said,
            published=day,
            text_id=text_id,
            reference=self.reference,
            encoder=self._encoder,
        )
        counted = figures.extract(
            analysis, cast, times, said, published=day, text_id=text_id, reference=self.reference, events=done
        )
        held = positions.extract(
            analysis, cast, times, said, done, published=day, text_id=text_id, reference=self.reference
        )
        voted = drafts.extract(
            analysis, cast, times, said, done, published=day, text_id=text_id, reference=self.reference
        )
        times = with_datelines(times, analysis, published=day)
        for sentence in analysis.sentences:
            sentence.doc.release()
        return Reading(
            article,
            published,
            self.version,
            sentences=tuple(s.span for s in analysis.sentences),
            mentions=cast.mentions,
            times=times,
            statements=said,
            events=done,
            figures=counted,
            positions=held,
            ballots=voted,
        )


def _dated(article: Article, day: Interval) -> Article:
    return replace(article, published=Published(day, "given", (f"published {day} was given",)))
