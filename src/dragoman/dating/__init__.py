"""The Interval in which an article must have been written, and the reasons in words.

A page that gives its day is believed. Any other is dated by what it tells: offices held, days
and years named, happenings known, members of the Security Council, lengths of a war, weekdays beside a day without a
year. The narrowest Interval that this proves is given; reasons that disagree are named, not averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.dating import marks as of_marks
from dragoman.dating.campaigns import from_nominees, from_races
from dragoman.dating.compared import from_comparisons
from dragoman.dating.council import from_council
from dragoman.dating.evidence import Evidence, Verdict, weigh
from dragoman.dating.facts import from_bodies, from_states
from dragoman.dating.known import from_known_days
from dragoman.dating.lengths import from_anniversaries, from_lengths, from_since
from dragoman.dating.opening import opening_date
from dragoman.dating.stated import from_stated_days
from dragoman.dating.titles import from_titles
from dragoman.dating.weekdays import choose, from_named_weekdays
from dragoman.model import Article, DateMark, Interval, Mention, Published, Time
from dragoman.reference import Reference

__all__ = ["Evidence", "Verdict", "date_article", "find_evidence", "weigh"]

SURE = 0.7
"""What evidence weighs at least to contradict a day that the page gives: 5 false alarms in 900 dated articles."""
MOST_REASONS = 8
"""Reasons that are told at most; the others say the same."""


def date_article(
    article: Article,
    *,
    mentions: Sequence[Mention] = (),
    times: Sequence[Time] = (),
    text: str = "",
    reference: Reference | None = None,
) -> Published:
    """The Interval of an article's day, what it rests on, and why.

    `times` and `mentions` are the article's, read without a day; `text` is what they point into. A day given, in the
    metadata, a header, a full dateline or the URL is believed; what the text names that began after it is told as in
    conflict. Else the marks that there are bound the day, and
    the text narrows it (basis `inferred`); `unknown` when nothing bounds it.
    """
    page = of_marks.said_by(article.published, article.marks)
    text = text or article.text
    if page.interval.is_day:
        read = find_evidence(text, mentions=mentions, times=times, reference=reference) if mentions or times else ()
        return replace(page, reasons=(*page.reasons, *_too_early(page.interval, read)))
    opening = opening_date(text)
    if opening is not None and page.interval.intersect(opening[0].interval) is not None:
        return opening[0]
    verdict = weigh(find_evidence(text, mentions=mentions, times=times, reference=reference), page.interval)
    interval, why = verdict.interval, [e.reason for e in verdict.reasons if _narrows(e, verdict.interval)]
    mark = of_marks.without_year(article.marks)
    if mark is not None:
        interval, found = _of_the_year(mark, interval, text, times)
        why = found + why
    conflicts = tuple(f"in conflict: {e.reason}" for e in verdict.conflicts)
    if not interval.is_known:
        return Published(interval, "unknown", (*page.reasons, *conflicts))
    basis = page.basis if interval == page.interval else "inferred"
    return Published(interval, basis, (*page.reasons, *why[:MOST_REASONS], *conflicts))


def find_evidence(
    text: str, *, mentions: Sequence[Mention] = (), times: Sequence[Time] = (), reference: Reference | None = None
) -> list[Evidence]:
    """All evidence that a text gives for its day, in no order of weight."""
    out = [
        *from_stated_days(text, times), *from_known_days(text), *from_lengths(text, times),
        *from_since(text, times), *from_comparisons(text),
        *from_anniversaries(text, times), *from_named_weekdays(text, times), *from_nominees(text),
    ]  # fmt: skip
    if reference is not None:
        out += from_titles(text, mentions, reference)
        out += from_races(text, mentions, reference)
        out += from_bodies(text, mentions, reference)
        out += from_states(text, mentions, reference)
        out += from_council(text, mentions, reference)
    return out


def _too_early(day: Interval, evidence: Iterable[Evidence]) -> Iterable[str]:
    """What a page of that day could not have named yet, in words."""
    for e in evidence:
        later = all(i.first is not None and day.last is not None and i.first > day.last for i in e.days)
        if e.weight >= SURE and later:
            yield f"in conflict: {e.reason}"


def _narrows(piece: Evidence, interval: Interval) -> bool:
    """True when the result touches a bound of the evidence: it is one of those that made it so narrow."""
    return any(
        (i.first is not None and i.first == interval.first) or (i.last is not None and i.last == interval.last)
        for i in piece.days
    )


def _of_the_year(mark: DateMark, interval: Interval, text: str, times: Sequence[Time]) -> tuple[Interval, list[str]]:
    """The days of `interval` that bear the mark's month and day, less those that the weekdays forbid."""
    if interval.first is None or interval.last is None or mark.month is None or mark.day is None:
        return interval, []
    days = [
        d.first
        for year in range(interval.first.year, interval.last.year + 1)
        if (d := DateMark(mark.kind, "", year, mark.month, mark.day).interval).first is not None
    ]
    days = [d for d in days if d is not None and interval.contains(d)]
    if not days:
        return interval, [f"in conflict: {mark.kind} “{mark.text}” lies on no day of {interval}"]
    suiting = choose(days, text, times)
    why = [f"{mark.kind} “{' '.join(mark.text.split())}”", *(reason for _, reason in suiting)]
    return Interval(suiting[0][0], suiting[-1][0]), why
