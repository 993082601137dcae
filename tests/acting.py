"""Reading sentences for their events alone, with or without a statement around a part of them."""

from __future__ import annotations

from collections.abc import Callable

from dragoman import reference
from dragoman.actors import find_actors
from dragoman.extract import events
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import Article, Event, Interval, Span, Statement

DAY = Interval.parse("2013-03-14")


def reads_events(parser: Parser) -> Callable[..., tuple[Event, ...]]:
    """A function from a text to its events, read as of `DAY`; `said` is the part that somebody says."""
    known = reference.load()

    def run(text: str, *, said: str | None = None) -> tuple[Event, ...]:
        analysis = analyse(text, parser)
        times = find_times(analysis, published=DAY)
        cast = find_actors(analysis, published=DAY, reference=known, article=Article("a", "test", text))
        statements: tuple[Statement, ...] = ()
        if said is not None:
            at = text.index(said)
            statements = (Statement("s", "indirect", (), (), (Span(at, at + len(said)),)),)
        return events.extract(analysis, cast, times, statements, published=DAY, text_id="t", reference=known)

    return run
