"""A candidate attribution: one reading of one possible cue, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.extract.statements.tree import Range, Tree
from dragoman.model import Span


@dataclass(slots=True)
class Candidate:
    """A cue (its head token and its stretch), who is the source, and what would be the content, in one sentence.

    `frame` names the construction (`clause`, `to`, `obj`, `for`, `paren` …) that decides what is content. `quotes`
    are the numbers of whole quotations that are content, in this sentence or others.
    """

    tree: Tree
    head: int
    frame: str
    cue: list[Range]
    source: list[Range]
    content: list[Range]
    source_head: int | None = None
    source_how: str = ""
    content_head: int | None = None
    quotes: list[int] = field(default_factory=list)
    score: float = 0.0
    extra: list[Span] = field(default_factory=list)
    """Whole quotations that are content, in this sentence or others."""
    notes: list[str] = field(default_factory=list)
    """What the rule that made it has to say to the judge."""
    marks: tuple[str, ...] = ()
    """What the rule that made it has to say of the construction, for its prior."""
    prior: float = 0.0
    """Log-odds that the construction gets beside what the judge has learned."""

    @property
    def content_spans(self) -> tuple[Span, ...]:
        """The content in text order: stretches of this sentence and what lies in others."""
        found = sorted({*self.spans(self.content), *self.extra})
        out: list[Span] = []
        for span in found:
            if out and span.start <= out[-1].end:
                out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
            else:
                out.append(span)
        return tuple(out)

    @property
    def mask(self) -> int:
        """The content as bits: one a token, and for whole quotations outside the sentence as many as they are long."""
        bits = 0
        for first, last in self.content:
            bits |= (1 << (last + 1)) - (1 << first)
        at = len(self.tree)
        for number, span in zip(self.quotes, self.extra, strict=False):
            for i, q in enumerate(self.tree.quote):
                if q == number:
                    bits |= 1 << i
            if span.start < self.tree.sentence.span.start or span.end > self.tree.sentence.span.end:
                bits |= ((1 << min(60, 1 + (span.end - span.start) // 8)) - 1) << (at + 64 * (number % 16))
        return bits

    def spans(self, ranges: list[Range]) -> tuple[Span, ...]:
        """Ranges as Spans of the text, in order, the trimmed-away ones left out."""
        out = []
        for first, last in sorted(ranges):
            kept = self.tree.trimmed(first, last)
            if kept is not None:
                first, last = kept
                words = self.tree.words
                if last + 1 < len(words) and words[last + 1] == ")" and "(" in words[first : last + 1]:
                    last += 1
                out.append(self.tree.span(first, last))
        return tuple(out)
