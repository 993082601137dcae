"""Drafts and ballots: how members of the Security Council vote, or say that they will, on which draft resolution."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.extract.drafts.clauses import speaker_of
from dragoman.extract.drafts.lexicon import load_lexicon
from dragoman.extract.drafts.linking import linked, resolution
from dragoman.extract.drafts.texts import Text, Texts, sought_in
from dragoman.extract.drafts.votes import LEANING, casts_of
from dragoman.extract.drafts.votes import Cast as Told
from dragoman.extract.within import Contents
from dragoman.language.analysis import Analysis, Sentence
from dragoman.language.times.attach import time_of
from dragoman.model import Actor, Ballot, Draft, Event, Interval, Span, Statement, Time, content_id
from dragoman.reference import Reference

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

__all__ = ["extract"]

_FIRST_PERSON = frozenset({"i", "we", "us"})
_SPEAKS_FOR = frozenset({"GOV", "MIL", "LEG", "SPY"})
NEAR = 2
"""A vote whose clause names no draft is on one spoken of at most so many sentences before."""
_SURE = {"cast": 0.9, "announced": 0.8, "expected": 0.5, "sponsor": 0.7, "stance": 0.6, "undeclared": 0.6}


@dataclass(slots=True)
class _Found:
    member: str
    vote: str
    text: Text
    told: Told
    sentence: Sentence
    day: Interval | None


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
) -> tuple[Ballot, ...]:
    """The ballots of an article in text order, each with its Draft; of one member, draft and vote the first telling.

    `vote` is `yes`, `no`, `abstain`, `veto` (cast, or announced as certain), `leaning` one of them (threatened,
    promised, expected; who tables a draft leans to yes), or `undeclared` (courted, not won). Members are ISO3 codes of
    states that sat on the Council on the article's day; where the day is not known, of the permanent ones alone, and
    of those that sat in every year that it can be. `how` names the rule, and `cast` where the vote is over. A draft
    bears the official symbol where exactly one vote fits (`linking`).
    """
    lexicon = load_lexicon()
    low = analysis.text.lower()
    if not any(word in low for word in lexicon.sets["gate"]):
        return ()
    members = _Members(reference, published)
    texts = Texts(cast, lexicon, _agenda(cast, members))
    contents = Contents(statements)
    found: list[_Found] = []
    last_draft = -NEAR - 1
    council = re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in sorted(lexicon.sets['context']))})\b")
    for sentence in analysis.sentences:
        if not sentence.text.strip():
            continue
        near = sentence.index - last_draft <= NEAR
        in_council = near or bool(council.search(sentence.text.lower()))
        named: dict[int, Text] = {}
        for token in sentence.tokens:
            known = texts.numbered(token) if in_council else None
            if known is not None:
                named[token.i] = known
            elif texts.is_draft(sentence, token, in_council=in_council):
                named[token.i] = text = texts.named(sentence, token)
                last_draft = sentence.index
                found += _sponsors(text, token, sentence, members)
        if texts.all and in_council:
            texts.all[-1].sought = sought_in(sentence.text, lexicon) or texts.all[-1].sought
        if sentence.text.rstrip().endswith("?") or not (in_council or named):
            continue
        for told in casts_of(sentence.tokens, lexicon):
            voted = _text_of(told, named, texts, near=sentence.index - last_draft <= NEAR)
            if voted is None and told.rule == "veto" and told.done and "security council" in sentence.text.lower():
                voted, last_draft = texts.unnamed(), sentence.index
            if voted is None or (voted.number is not None and not told.done):
                continue
            found += _ballots(told, voted, sentence, cast, contents, members, times, published)
    return _written(found, texts, published=published, text_id=text_id, reference=reference)


def _sponsors(text: Text, noun: Token, sentence: Sentence, members: _Members) -> list[_Found]:
    """The ballots of members that a draft's own phrase names as its sponsors ("a Danish-led draft")."""
    told = Told(noun, (), LEANING + "yes", noun, "sponsor", False, noun)
    fresh = [s for s in text.sponsors if s not in text.told and members.sat(s)]
    text.told.update(fresh)
    return [_Found(member, LEANING + "yes", text, told, sentence, None) for member in fresh]


def _text_of(told: Told, named: dict[int, Text], texts: Texts, *, near: bool) -> Text | None:
    """The draft that a vote is on: its object; else the sentence's, else the last one spoken of."""
    if told.text is not None:
        if told.text.i in named:
            return named[told.text.i]
        if told.rule.startswith(("stance", "sponsor")) and not (told.text.lower_ == "it" and named):
            return None
        if told.text.tag_ not in {"PRP", "DT"} and not named and told.rule.startswith("veto"):
            return None
    elif told.rule.startswith(("stance", "sponsor")) or (told.rule == "reservations" and not named):
        return None
    if named:
        before = [i for i in named if i <= told.word.i]
        return named[max(before)] if before else named[min(named)]
    return texts.all[-1] if texts.all and near else None


def _ballots(
    told: Told,
    text: Text,
    sentence: Sentence,
    cast: Cast,
    contents: Contents,
    members: _Members,
    times: Sequence[Time],
    published: Interval,
) -> list[_Found]:
    attached = time_of(sentence, told.word, times, published)
    day = attached[0] if attached is not None and attached[1] in {"", "by"} else None
    out = []
    for token in told.voters:
        for actor in _actors(token, told, sentence, cast, contents):
            member = _member(actor)
            if member is None or not members.sat(member):
                continue
            vote = told.vote
            if vote in {"veto", LEANING + "veto"} and member not in members.permanent:
                continue
            if told.rule.startswith("sponsor") and member not in text.sponsors:
                text.sponsors.append(member)
                text.told.add(member)
            out.append(_Found(member, vote, text, told, sentence, day))
    return out


def _actors(token: Token, told: Told, sentence: Sentence, cast: Cast, contents: Contents) -> tuple[Actor, ...]:
    """Whom a word for a member means: a name, "it" of who speaks, "we" of a quotation's speaker."""
    low = token.lower_
    at = sentence.span_of(token)
    if low in _FIRST_PERSON:
        statement = contents.innermost(at)
        actor = statement.speaker if statement is not None else None
        return (actor,) if actor is not None else ()
    exact = tuple(m.actor for m in cast.around(at) if m.span == at)
    found = cast.actors_of(sentence, token) or exact
    if not found and low in {"it", "they", "its"}:
        speaker = speaker_of(told.clause)
        return _actors(speaker, told, sentence, cast, contents) if speaker is not None and speaker.lower_ != low else ()
    if not found and token.dep_ in {"amod", "compound", "nmod", "poss"}:
        return tuple(m.actor for m in cast.around(at) if m.span.start == at.start)[-1:]
    return found


def _member(actor: Actor) -> str | None:
    """The state for which an actor votes: itself, or the one in whose office it is."""
    if actor.id.startswith("state:"):
        return actor.country
    return actor.country if actor.sector in _SPEAKS_FOR else None


class _Members:
    """Who sat on the Council in every year that the article's day can lie in."""

    def __init__(self, reference: Reference, published: Interval) -> None:
        first, last = published.first, published.last
        council = reference.council
        self.permanent = frozenset({"CHN", "FRA", "GBR", "RUS", "USA"})
        if first is None or last is None:
            self._sat = self.permanent
            return
        years = [frozenset(s.member for s in council.seats.get(y, ())) for y in range(first.year, last.year + 1)]
        self._sat = self.permanent.union(frozenset.intersection(*years) if years else frozenset())

    def sat(self, member: str) -> bool:
        """True for a member."""
        return member in self._sat


def _agenda(cast: Cast, members: _Members) -> str | None:
    """The state off the Council that the article speaks of most: what its draft is likely about."""
    counts = Counter(
        m.actor.country
        for m in cast.mentions
        if m.actor.country and m.actor.id.startswith(("state:", "person:")) and not members.sat(m.actor.country)
    )
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    return ranked[0][0] if ranked else None


def _written(
    found: list[_Found], texts: Texts, *, published: Interval, text_id: str, reference: Reference
) -> tuple[Ballot, ...]:
    drafts: dict[int, tuple[Draft, Interval | None]] = {}
    for text in texts.all:
        own = [f for f in found if f.text is text]
        over = [f for f in own if f.told.done]
        days = next((f.day for f in over if f.day is not None), None)
        if text.number is not None:
            vote = resolution(reference, text.number, published)
        else:
            cast = {f.member: f.vote for f in over}
            vote = linked(reference, agenda=text.agenda, cast=cast, told=days, published=published)
        fate = text.fate or ("vetoed" if any(f.vote == "veto" for f in over) else None)
        drafts[id(text)] = (
            Draft(text.label, vote.symbol if vote else None, tuple(text.sponsors), text.agenda, fate, text.sought),
            Interval.day(vote.date) if vote else None,
        )
    out: dict[tuple[int, str, str], Ballot] = {}
    settled = {(id(f.text), f.member) for f in found if f.vote != "undeclared"}
    for f in found:
        if f.vote == "undeclared" and (id(f.text), f.member) in settled:
            continue
        draft, official = drafts[id(f.text)]
        key = (id(f.text), f.member, f.vote)
        span = _span(f)
        if key in out:
            continue
        rule = f.told.rule + (", cast" if f.told.done else "")
        out[key] = Ballot(
            content_id(text_id, "ballot", span.start, span.end, f.member, f.vote),
            draft,
            f.member,
            f.vote,
            span,
            date=(official if f.told.done else None) or f.day or published,
            how=rule,
            confidence=_confidence(f.told),
        )
    return tuple(sorted(out.values(), key=lambda b: (b.span.start, b.span.end, b.member, b.vote)))


def _span(found: _Found) -> Span:
    """From the first to the last of the member's words and the word that tells its vote."""
    tokens = sorted((found.told.word, *found.told.voters), key=lambda t: t.i)
    first = tokens[0]
    if found.told.text is first and len(tokens) == 1:
        first = first.doc[min(t.i for t in first.subtree)]
    return found.sentence.span_of(first, tokens[-1])


def _confidence(told: Told) -> float:
    if told.done:
        return _SURE["cast"]
    kind = told.rule.partition(", ")[2]
    if kind:
        return _SURE.get(kind, 0.5)
    return _SURE.get(told.rule, _SURE["undeclared"])
