"""Positions: where states, organisations and groups stand on an issue, by what they say and do.

A Position is read from one sentence: a predicate that tells a stance (`stances.yaml`) with its subject and its issue
(`issues.yaml`), or a judgement in somebody's own words ("must", "is unacceptable"). Who speaks in office speaks for the
state or body. What another says of a holder's position carries that statement's id as `reported_by`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dragoman.actors.cast import Cast
from dragoman.extract.positions.about import Abouts
from dragoman.extract.positions.claims import Claim
from dragoman.extract.positions.clauses import is_verb
from dragoman.extract.positions.holders import Holders
from dragoman.extract.positions.judgements import judgements_of
from dragoman.extract.positions.lexicon import ISSUES_FILE, Lexicon, lexicon
from dragoman.extract.positions.predicates import claims_of
from dragoman.extract.positions.targets import OTHER
from dragoman.extract.positions.theme import THEME_SURE, theme_of, tone_of
from dragoman.extract.within import Contents
from dragoman.language.analysis import Analysis, Sentence
from dragoman.language.times.attach import time_of
from dragoman.model import Event, Interval, Issue, Position, Span, Statement, Time, content_id
from dragoman.reference import Reference

__all__ = ["ISSUES_FILE", "extract", "issue_kinds"]

LABEL_WORDS = 14
"""An issue's label is cut after this many words."""


def issue_kinds(reference: Reference) -> tuple[str, ...]:
    """The kinds of issue that are known, a user's included; what none names is `other`."""
    return (*lexicon(reference.folder).kinds, OTHER)


def extract(
    analysis: Analysis,
    cast: Cast,
    times: Sequence[Time],
    statements: Sequence[Statement],
    events: Sequence[Event],
    *,
    published: Interval,
    text_id: str,
    reference: Reference,
) -> tuple[Position, ...]:
    """The positions of an article in text order: of each sentence, holder and issue the surest one.

    `span` is the clause that shows the stance, `evidence` the statement or event that it rests on, `date` the day on
    which it was said or done.
    """
    words = lexicon(reference.folder)
    desk = _Desk(analysis, cast, times, statements, events, published, text_id, reference)
    out: list[Position] = []
    for sentence in analysis.sentences:
        if sentence.text.rstrip().endswith("?"):
            continue
        out.extend(desk.positions(sentence, words))
    out.extend(desk.of_theme(out, theme_of(analysis.sentences, words), words))
    return tuple(sorted(out, key=lambda p: (p.span.start, p.span.end, p.id)))


class _Desk:
    """One article's positions: what its sentences claim, put together with its cast, statements and events."""

    def __init__(
        self,
        analysis: Analysis,
        cast: Cast,
        times: Sequence[Time],
        statements: Sequence[Statement],
        events: Sequence[Event],
        published: Interval,
        text_id: str,
        reference: Reference,
    ) -> None:
        self._analysis, self._statements = analysis, statements
        self._text, self._times, self._published, self._text_id = analysis.text, times, published, text_id
        self._holders = Holders(cast, published, text_id, reference)
        self._abouts = Abouts(analysis, cast)
        self._contents = Contents(statements)
        self._cues = sorted(((c, s.id) for s in statements for c in s.cue), key=lambda p: (p[0], p[1]))
        self._cue_starts = [c.start for c, _ in self._cues]
        self._anchors = sorted(((e.anchor, e.id) for e in events), key=lambda a: (a[0], a[1]))
        self._anchor_starts = [a.start for a, _ in self._anchors]

    def positions(self, sentence: Sentence, words: Lexicon) -> list[Position]:
        """The positions of one sentence, one a holder and issue."""
        tokens = sentence.tokens
        best: dict[tuple[str, str, str], Position] = {}
        for claim in (*claims_of(tokens, words), *judgements_of(tokens, words)):
            for position in self._made(sentence, claim):
                label = position.issue.label if position.issue.kind == OTHER else ""
                key = (position.holder.id, position.issue.kind, label)
                if key not in best or position.confidence > best[key].confidence:
                    best[key] = position
        return list(best.values())

    def of_theme(self, found: Sequence[Position], theme: str | None, words: Lexicon) -> Iterator[Position]:
        """Direct quotations that are plainly good or bad and tell no position yet, in an article that turns on one
        issue; one a statement."""
        if theme is None:
            return
        told = sorted(p.span for p in found)
        starts = [span.start for span in told]
        for statement in self._statements:
            holder = self._holders.of_speaker(statement)
            if statement.kind == "indirect" or holder is None or holder.id.startswith(("person:", "group:~")):
                continue
            for part in statement.content:
                i = bisect_right(starts, part.end) - 1
                if i >= 0 and told[i].overlaps(part):
                    continue
                tones = [
                    (s, tone)
                    for s in self._analysis.sentences_in(part)
                    if (tone := tone_of(s, part.start, part.end, words))
                ]
                if not tones or len({tone for _, tone in tones}) > 1:
                    continue
                sentence, tone = tones[0]
                span = Span(max(part.start, sentence.span.start), min(part.end, sentence.span.end))
                stance = "supports" if tone > 0 else "opposes"
                yield Position(
                    id=content_id(self._text_id, "position", holder.id, theme, stance, span.start, span.end),
                    holder=holder,
                    issue=Issue(theme, self._abouts.of(span, sentence.span, holder), theme),
                    stance=stance,
                    span=span,
                    date=statement.said,
                    evidence=statement.id,
                    how=f"theme {theme}",
                    confidence=THEME_SURE,
                )
                break

    def _made(self, sentence: Sentence, claim: Claim) -> Iterator[Position]:
        at = sentence.span_of(claim.at)
        span = sentence.span_of(claim.first, claim.last)
        statement = self._contents.innermost(at)
        speaker = self._holders.of_speaker(statement)
        if claim.who:
            holders = [h for head in claim.who for h in self._holders.of_phrase(sentence, head, statement)]
            if not holders and claim.rule.startswith(("verb", "adjective")):
                clause = claim.at if is_verb(claim.at) else claim.at.head
                holders = self._holders.of_neighbour(sentence, clause)
            if claim.rule.startswith("intent"):
                holders = [h for h in holders if speaker is not None and h.id == speaker.id]
        else:
            holders = [speaker] if speaker is not None else []
        if (
            claim.stance == "demands"
            and claim.target.kind == OTHER
            and self._holders.is_named(sentence, claim.target.head)
        ):
            return
        target = sentence.span_of(claim.target.first, claim.target.last)
        for holder in {h.id: h for h in holders}.values():
            own = statement is None or (speaker is not None and speaker.id == holder.id)
            about = self._abouts.of(target, sentence.span, holder, holders)
            issue = Issue(claim.target.kind, about, _label(self._text, target))
            yield Position(
                id=content_id(self._text_id, "position", holder.id, issue.kind, claim.stance, span.start, span.end),
                holder=holder,
                issue=issue,
                stance=claim.stance,
                span=span,
                date=self._date(sentence, claim, statement),
                evidence=self._evidence(at, statement),
                reported_by=None if own or statement is None else statement.id,
                how=claim.rule,
                confidence=claim.confidence,
            )

    def _date(self, sentence: Sentence, claim: Claim, statement: Statement | None) -> Interval:
        if claim.who:
            found = time_of(sentence, claim.at, self._times, self._published)
            if found is not None and found[1] in {"", "during", "within"}:
                return found[0]
        return statement.said if statement is not None else self._published

    def _evidence(self, at: Span, statement: Statement | None) -> str | None:
        """The statement whose cue the predicate is, the event that it is the act of, else the statement around it."""
        found = _overlapping(self._cues, self._cue_starts, at) or _overlapping(self._anchors, self._anchor_starts, at)
        if found is not None:
            return found
        return statement.id if statement is not None else None


def _overlapping(spans: list[tuple[Span, str]], starts: list[int], at: Span) -> str | None:
    """The id that belongs to the last span that begins before the end of `at`, when it overlaps `at`."""
    i = bisect_right(starts, at.end - 1) - 1
    return spans[i][1] if i >= 0 and spans[i][0].overlaps(at) else None


def _label(text: str, span: Span) -> str:
    """The issue in the text's words, in one line, without a leading article and cut at `LABEL_WORDS`."""
    words = span.of(text).split()
    while len(words) > 1 and words[0].lower() in {"the", "a", "an", "any", "that", "to"}:
        words.pop(0)
    return " ".join(words[:LABEL_WORDS])
