"""Which statement holds a span: what its speaker claims is never written down as if it were known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.model import Span, Statement


class Contents:
    """The contents of an article's statements, looked up by span in logarithmic time."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        parts = [(part, s) for s in statements for part in s.content]
        self._parts = sorted(parts, key=lambda p: (p[0].start, -p[0].end))
        self._starts = [part.start for part, _ in self._parts]
        self._reach: list[int] = []
        for part, _ in self._parts:
            self._reach.append(max(part.end, self._reach[-1] if self._reach else 0))

    def innermost(self, span: Span) -> Statement | None:
        """The statement with the smallest part of content that holds the whole span; `None` where none does."""
        best: tuple[int, Statement] | None = None
        for i in range(bisect_right(self._starts, span.start) - 1, -1, -1):
            if self._reach[i] < span.end:
                break
            part, statement = self._parts[i]
            if part.contains(span) and (best is None or part.end - part.start < best[0]):
                best = (part.end - part.start, statement)
        return best[1] if best else None
