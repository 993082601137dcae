"""Figures: the numbers that an article claims, what they measure, of whom, by whom, when and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.extract.figures.acts import Acts
from dragoman.extract.figures.circumstances import Circumstances
from dragoman.extract.figures.counts import Count, find_counts
from dragoman.extract.figures.headline import ORDER, headline_of
from dragoman.extract.figures.lexicon import Lexicon, load_lexicon
from dragoman.extract.figures.measures import measure_counts
from dragoman.extract.figures.scope import Toll, own_shares, rate_of, toll_of
from dragoman.language.analysis import Analysis
from dragoman.language.times.attach import times_in
from dragoman.model import Actor, Event, Figure, Interval, Place, Span, Statement, Time, content_id
from dragoman.reference import Reference

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

__all__ = ["MANY_TOLLS", "OWN_SHARE", "SCOPES", "extract"]

INCIDENT, OTHER_INCIDENT, CUMULATIVE, RATE = SCOPES = ("incident", "other incident", "cumulative", "rate")
"""Of one incident (the article's own, where it tells several); of another told beside it; over a period or a whole
war; a day or year on average."""
OWN_SHARE = 0.25
"""A count of deaths less likely than this to be of the article's own incident is of another. On FA-KES' development
rows, fitted on one half and measured on the other: FOUND 92, PRECISE 72; at 0.35 they are 89 and 76."""
FEW = 5
"""So few dead are too often another incident's to be taken for a rival toll."""
RIVAL_FACTOR = 2
"""Two parties' tolls of one incident differ at most so many times."""
MANY_TOLLS = 4
"""Counts of deaths from which an article is a report of tolls; with fewer, each is kept as the article's own."""
POINTS_BACK = 10
"""Up to this many parties to anything, after "the", are pointed back to ("the two leaders") and not counted."""
_CONFIDENCE = {
    "object": 0.9, "after": 0.9, "noun": 0.9, "nominal": 0.9, "adjective": 0.85, "does": 0.85, "passive": 0.85,
    "toll": 0.85, "part": 0.8, "state": 0.8, "among": 0.8, "whole": 0.8, "clause": 0.75, "lives": 0.75, "shared": 0.7,
    "lose": 0.7, "elided": 0.6,
}  # fmt: skip


def extract(
    analysis: Analysis,
    cast: Cast,
    times: Sequence[Time],
    statements: Sequence[Statement],
    *,
    published: Interval,
    text_id: str,
    reference: Reference | None,
    events: Sequence[Event] = (),
) -> tuple[Figure, ...]:
    """The figures of an article in text order, one a mention; exactly one is its `headline` when it tells a toll.

    `measure` is `killed`, `wounded`, `casualties` (killed or wounded), `missing`, `detained`, `captured`, `kidnapped`,
    `convicted`, `displaced`, `fled`, `besieged`, `evacuated`, `expelled`, `released`, `troops`, `observers`, `money`,
    `goods`, `other`. `how` names the rule, and says `per day` of a rate. `scope`, `part_of`, `by` and `cause` are given
    for what is done to people, `None` for money, goods and the like. `times` are in text order, `statements` and
    `events` those of this article.
    """
    lexicon = load_lexicon()
    acts = Acts(cast, events, lexicon)
    around = Circumstances(analysis.text, cast, times, statements, published, reference)
    counts: list[tuple[int, Count]] = []
    for sentence in analysis.sentences:
        found = find_counts(sentence, sentence.span.of(analysis.text), lexicon, times_in(sentence, times))
        measure_counts(found, lexicon)
        counts.extend((sentence.index, count) for count in found if _is_told(count, lexicon))
    said = [around.said_date(count) for _, count in counts]
    tolls = [toll_of(count, index, lexicon, date, published) for (index, count), date in zip(counts, said, strict=True)]
    deaths = [t for t in tolls if t.count.measure == "killed"]
    shares = own_shares(deaths, len(analysis.text), lexicon)
    whole = {id(t): share for t, (_, share) in zip(deaths, shares, strict=True)}
    headline = headline_of(tolls, [whole.get(id(t), 0.0) for t in tolls])
    beside: set[int] = set()
    own_tolls = [t for t, (own, _) in zip(deaths, shares, strict=True) if own >= OWN_SHARE and not t.cumulative]
    largest = max(own_tolls, key=lambda t: (t.value, -t.index), default=headline)
    if len(deaths) >= MANY_TOLLS:
        for toll, (own, _) in zip(deaths, shares, strict=True):
            if own < OWN_SHARE and toll is not headline and toll.count.rule != "toll":
                if largest is not None and _is_rival(toll, largest, around):
                    continue
                beside.add(id(toll.count))
    ids = {id(t.count): _identify(t.count, text_id) for t in tolls}
    out = []
    for toll, date in zip(tolls, said, strict=True):
        count = toll.count
        whole_count = count.whole
        rate = rate_of(count, lexicon)
        cause, means = acts.cause(count) if count.measure in ORDER else (None, None)
        out.append(
            _figure(
                toll,
                ids[id(count)],
                who=_who(count, lexicon),
                claimant=around.claimant(count, _span(count)),
                date=around.date(date, cumulative=toll.cumulative),
                place=around.place(count),
                headline=toll is headline,
                part_of=ids.get(id(whole_count)) if whole_count is not None else None,
                rate=rate,
                scope=_scope(toll, rate, beside=id(count) in beside),
                cause=cause,
                by=acts.by(count, means) if count.measure in ORDER else None,
            )
        )
    return tuple(out)


def _is_rival(toll: Toll, headline: Toll, around: Circumstances) -> bool:
    """True for another party's toll of the headline's incident: claimed by somebody else, of a like size, of the same
    day and place as far as either is told, of nobody in particular where the headline is of people."""
    if toll.elsewhere or toll.cumulative or headline.cumulative or toll.count.whole is not None or toll.value <= FEW:
        return False
    if toll.before is not None and headline.before is not None and toll.before != headline.before:
        return False
    if not headline.value <= RIVAL_FACTOR * toll.value or not toll.value <= RIVAL_FACTOR * headline.value:
        return False
    mine, theirs = (around.claimant(t.count, _span(t.count)) for t in (toll, headline))
    if mine is None or (theirs is not None and mine.id == theirs.id):
        return False
    here, there = around.place(toll.count), around.place(headline.count)
    return here is None or there is None or here == there


def _scope(toll: Toll, rate: str | None, *, beside: bool) -> str | None:
    if toll.count.measure not in ORDER:
        return None
    if rate is not None:
        return RATE
    if toll.cumulative:
        return CUMULATIVE
    return OTHER_INCIDENT if beside else INCIDENT


def _is_told(count: Count, lexicon: Lexicon) -> bool:
    """True for what becomes a Figure: every toll, money, goods, and whatever else is counted by a number of its own."""
    if count.measure is not None:
        return True
    if count.kind == "money":
        count.measure, count.rule = "money", "currency"
        return True
    if count.given or count.noun is None or (count.number.form == "bounds" and (count.number.high or 0) < 10):
        return False
    noun = lexicon.noun(count.noun)
    before = count.doc[count.start - 1].lower_ if count.start else ""
    if lexicon.has("definite", before) and lexicon.has("parties", noun) and (count.number.high or 0) <= POINTS_BACK:
        return False
    if noun in lexicon.sets["weapons"]:
        return False
    count.measure, count.rule = ("goods" if noun in lexicon.sets["weights"] else "other"), "counted"
    return True


def _span(count: Count) -> Span:
    """From the number's qualifier to the end of its noun phrase; with the sign or code of a currency before it."""
    doc, first = count.doc, count.start
    if count.kind == "money" and count.first and count.start == count.first:
        first = count.first - 1 if doc[count.first - 1].tag_ in {"$", "NN", "NNS", "NNP", "SYM"} else first
    return count.sentence.span_of(doc[first], doc[max(count.end - 1, count.last)])


def _identify(count: Count, text_id: str) -> str:
    span = _span(count)
    return content_id(text_id, "figure", span.start, span.end, count.measure)


def _who(count: Count, lexicon: Lexicon) -> str | None:
    """Of whom, as the text has it, without the number: "Syrian soldiers"; `None` for "20", "20 others"."""
    if count.noun is None or count.kind == "money":
        return None
    doc, first = count.doc, count.last + 1
    while first < count.noun.i and _is_no_name(doc[first], lexicon):
        first += 1
    text = doc.stretch(first, count.noun.i + 1)
    return None if text.lower() in lexicon.sets["filler"] or text.lower() in lexicon.participles else text


def _is_no_name(token: Token, lexicon: Lexicon) -> bool:
    return lexicon.has("filler", token.lower_) or token.lower_ == "of" or token.tag_ in {"DT", "PRP$", "HYPH"}


def _figure(
    toll: Toll,
    figure_id: str,
    *,
    who: str | None,
    claimant: Actor | None,
    date: Interval,
    place: Place | None,
    headline: bool,
    part_of: str | None,
    rate: str | None,
    scope: str | None,
    cause: str | None,
    by: Actor | None,
) -> Figure:
    count = toll.count
    how = [count.rule, *([rate] if rate is not None else [])]
    return Figure(
        figure_id,
        count.measure or "other",
        count.number.low,
        count.number.high,
        _span(count),
        qualifier=count.number.qualifier,
        who=who,
        claimant=claimant,
        date=date,
        place=place,
        headline=headline,
        how="; ".join(how),
        confidence=_CONFIDENCE.get(count.rule, 0.5),
        scope=scope,
        part_of=part_of,
        cause=cause,
        by=by,
    )
