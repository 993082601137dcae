"""When and where an act was, and who reports it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.cast import Cast
from dragoman.actors.places import INSIDE, Whereabouts
from dragoman.extract.events.match import Match
from dragoman.extract.within import Contents
from dragoman.language.analysis import Sentence
from dragoman.language.times.attach import time_of, times_in
from dragoman.model import Interval, Place, Span, Statement, Time
from dragoman.reference import Reference

_CLAUSAL = {"ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp"}


class Circumstances:
    """What an article says around its acts: its times, its statements, its places."""

    def __init__(
        self,
        cast: Cast,
        times: Sequence[Time],
        statements: Sequence[Statement],
        published: Interval,
        reference: Reference,
    ) -> None:
        self._times, self._published = times, published
        self._contents, self._where = Contents(statements), Whereabouts(cast, reference)

    def date(self, sentence: Sentence, match: Match) -> Interval:
        """The Interval of the act: that of the time that syntax ties to it, else of the time that opens a sentence of
        one clause ("In June 2008 troops clashed"), else the article's day."""
        for token in (match.head, match.support):
            found = time_of(sentence, token, self._times, self._published) if token is not None else None
            if found is not None:
                return found[0]
        return self._opening(sentence, match) or self._published

    def _opening(self, sentence: Sentence, match: Match) -> Interval | None:
        times = [t for t in times_in(sentence, self._times) if t.type in {"DATE", "TIME"} and t.interval.is_known]
        if len(times) != 1:
            return None
        before = sentence.text[: times[0].span.start - sentence.span.start].strip().lower()
        if before not in {"", "in", "on", "during", "early", "late", "early in", "late in"}:
            return None
        verb = match.support or match.head
        root = verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
        return times[0].interval if root or verb.dep_ not in _CLAUSAL else None

    def place(self, sentence: Sentence, match: Match) -> Place | None:
        """Where the act was, when its clause says so and the gazetteer knows it."""
        others = () if match.support is None else (match.support,)
        return self._where.beside(sentence, match.head, *others, opened_by=INSIDE)

    def reporter(self, anchor: Span) -> str | None:
        """The id of the innermost statement whose content holds the anchor."""
        holding = self._contents.innermost(anchor)
        return holding.id if holding else None
