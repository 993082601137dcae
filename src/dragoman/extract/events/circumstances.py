"""When and where an act was, and who reports it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.extract.events.match import Match
from dragoman.language.analysis import Analysis, Sentence
from dragoman.model import Interval, Place, Span, Statement, Time
from dragoman.reference import Reference


class Circumstances:
    """What an article says around its acts: its times, its statements, its places."""

    def __init__(
        self, analysis: Analysis, times: Sequence[Time], statements: Sequence[Statement], published: Interval, reference: Reference
    ) -> None:
        self._analysis, self._times, self._published, self._reference = analysis, times, published, reference
        contents = [(part, s) for s in statements for part in s.content]
        self._contents = sorted(contents, key=lambda pair: (pair[0].start, -pair[0].end))

    def date(self, sentence: Sentence, match: Match) -> Interval:
        """The Interval of the act: that of the time in its clause, else the article's day."""
        return self._published

    def place(self, sentence: Sentence, match: Match) -> Place | None:
        """Where the act was, when its clause says so and the gazetteer knows it."""
        return None

    def reporter(self, anchor: Span) -> str | None:
        """The id of the innermost statement whose content holds the anchor."""
        best: tuple[int, str] | None = None
        for part, statement in self._contents:
            if part.start > anchor.start:
                break
            if part.contains(anchor):
                size = part.end - part.start
                if best is None or size < best[0]:
                    best = (size, statement.id)
        return best[1] if best else None
