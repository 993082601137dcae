"""A candidate attribution: one reading of one possible cue, before it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.extract.statements.tree import Range, Tree
from dragoman.model import Span


@dataclass(slots=True)
class Candidate:
    """A cue (its head token and its stretch), who is the source, and what would be the content, in one sentence.

    `frame` names the construction (`clause`, `to`, `obj`, `for`, `paren` …) that decides what is content. `quotes`
    are the numbers of whole quotations that are content, in this sentence or others. The rule that makes a candidate
    may still change it; once it is judged it stays as it is, and what is asked of it twice is kept.
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
    quotes: Sequence[int] = ()
    score: float = 0.0
    extra: Sequence[Span] = ()
    """Whole quotations that are content, in this sentence or others."""
    notes: Sequence[str] = ()
    """What the rule that made it has to say to the judge."""
    marks: tuple[str, ...] = ()
    """What the rule that made it has to say of the construction, for its prior."""
    prior: float = 0.0
    """Log-odds that the construction gets beside what the judge has learned."""
    classed: tuple[str | None] | None = field(default=None, compare=False)
    """The cue's class (`cue_class_of`), once it was asked for."""
    _spans: tuple[Span, ...] | None = field(default=None, init=False, repr=False, compare=False)
    _mask: int | None = field(default=None, init=False, repr=False, compare=False)

    def with_content(self, content: list[Range], notes: list[str]) -> Candidate:
        """The same with another content, all of it in this sentence, and further notes."""
        return Candidate(
            self.tree, self.head, self.frame, self.cue, self.source, content, self.source_head, self.source_how,
            self.content_head, (), self.score, (), [*self.notes, *notes], self.marks, self.prior, self.classed,
        )  # fmt: skip

    @property
    def content_spans(self) -> tuple[Span, ...]:
        """The content in text order: stretches of this sentence and what lies in others."""
        if self._spans is None:
            self._spans = merged(self.spans(self.content), self.extra)
        return self._spans

    @property
    def source_spans(self) -> tuple[Span, ...]:
        """The source in text order."""
        return self.spans(self.source)

    @property
    def mask(self) -> int:
        """The content as bits: one a token, and for whole quotations outside the sentence as many as they are long."""
        if self._mask is None:
            self._mask = self._bits()
        return self._mask

    def _bits(self) -> int:
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
        stretch = self.tree.stretch
        if len(ranges) == 1:
            span = stretch(*ranges[0])
            return (span,) if span is not None else ()
        return tuple([span for first, last in sorted(ranges) if (span := stretch(first, last)) is not None])


def merged(spans: tuple[Span, ...], extra: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches in text order, those that overlap or touch put together."""
    if len(spans) <= 1 and not extra:
        return spans
    out: list[Span] = []
    for span in sorted({*spans, *extra}):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
