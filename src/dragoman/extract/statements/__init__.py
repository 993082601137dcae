"""Statements: who is said to have said, thought or wanted what (after PARC and PolNeAR).

`propose` gives every reading of every possible cue by syntax, `judge` weighs them with weights learned on PolNeAR,
`choose` keeps the best, `speak` finds the actors and the day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.actors.cast import Cast
from dragoman.extract.statements.choose import choose
from dragoman.extract.statements.floating import Chosen
from dragoman.extract.statements.occasion import occasion_of
from dragoman.extract.statements.quoted import speeches
from dragoman.extract.statements.speak import addressee_of, document_of, issued, said_on, speaker_of, with_antecedent
from dragoman.language.analysis import Analysis
from dragoman.language.encoder import Encoder
from dragoman.model import Actor, Interval, Span, Statement, Time, content_id
from dragoman.model.reading import StatementKind

__all__ = ["extract"]

DIRECT = 0.97
"""The share of a content's characters in quotation marks from which it is direct speech."""


def extract(
    analysis: Analysis,
    cast: Cast,
    times: Sequence[Time],
    *,
    published: Interval,
    text_id: str,
    encoder: Encoder | None = None,
) -> tuple[Statement, ...]:
    """The statements of an article in text order.

    `text_id` (the article's id or its text's hash) is hashed into the ids. A statement inside another's content has
    that one's id as `within`. "Did not say", "declined to comment" and other cues without a content give none.
    Without `encoder` syntax's judge decides alone.
    """
    spoken = speeches(analysis.text, analysis.quotations)
    marked = sorted(span for speech in spoken for span in speech.spans)
    out: list[Statement] = []
    outer: list[Statement] = []
    issuers: dict[str, Actor] = {}
    kept = choose(analysis, spoken, encoder)
    for chosen in sorted(kept, key=lambda k: (_first(k), -_reach(k))):
        c = chosen.candidate
        source = with_antecedent(c)
        cue = () if chosen.floating else c.spans(c.cue)
        content = tuple(chosen.content)
        while outer and max(s.end for s in outer[-1].content) <= _first(chosen):
            outer.pop()
        within = next((o for o in reversed(outer) if _holds(o, chosen)), None)
        speaker = speaker_of(chosen, cast, within.speaker if within is not None else None)
        occasion, document = occasion_of(chosen), document_of(chosen)
        if speaker is None and document is not None:
            speaker = issuers.get(document)
        if speaker is not None:
            issuers.update(dict.fromkeys(issued(chosen, occasion), speaker))
        statement = Statement(
            id=content_id(text_id, "statement", source, cue, content),
            kind=_kind(content, marked),
            source=source,
            cue=cue,
            content=content,
            speaker=speaker,
            addressee=addressee_of(chosen, cast, speaker),
            said=said_on(chosen, times, published),
            within=within.id if within is not None else None,
            cue_class=chosen.cue_class or ("say" if c.frame.startswith(("according", "words")) else None),
            occasion=occasion,
            how=f"statements:{'floating' if chosen.floating else c.frame}",
            confidence=round(chosen.probability, 2),
        )
        out.append(statement)
        outer.append(statement)
    return tuple(sorted(out, key=lambda s: (*s.span, s.id)))


def _first(chosen: Chosen) -> int:
    parts = [*chosen.candidate.spans(chosen.candidate.cue), *chosen.content] if not chosen.floating else chosen.content
    return min(p.start for p in parts)


def _reach(chosen: Chosen) -> int:
    return max(s.end for s in chosen.content)


def _holds(outer: Statement, inner: Chosen) -> bool:
    """The inner statement's cue (or, floating, its content) stands in the outer one's content."""
    parts = inner.content if inner.floating else inner.candidate.spans(inner.candidate.cue)
    return bool(parts) and all(any(s.contains(p) for s in outer.content) for p in parts)


def _kind(content: Sequence[Span], marked: Sequence[Span]) -> StatementKind:
    """Direct when the content lies wholly in quotation marks, mixed when a part does; `marked` are the outer
    quotations in text order."""
    inside = 0
    for span in content:
        at = max(bisect_right(marked, span) - 1, 0)
        while at < len(marked) and marked[at].start < span.end:
            inside += max(0, min(span.end, marked[at].end) - max(span.start, marked[at].start))
            at += 1
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT * sum(s.end - s.start for s in content) else "mixed"
