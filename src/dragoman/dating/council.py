"""The Security Council's record as evidence: resolutions and drafts by name, vetoes, members that vote or sit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import words
from dragoman.dating.surroundings import quoted, sentence_around
from dragoman.model import Interval, Mention, Span
from dragoman.reference import Reference

_SYMBOL = re.compile(r"\bS/(?:RES/)?\d{1,4}(?:\s?\((\d{4})\)|/\d{1,4})")
_SYMBOL_YEAR = re.compile(r"S/((?:19|20)\d\d)/\d+")
_NUMBER = re.compile(r"(?i:\bresolutions?)\s+(\d{1,4})\b(?!\s*(?:-|members|states|votes))")
_COUNCIL = re.compile(r"\bSecurity\s+Council\b|\bU\.?N\.?S\.?C\.?\b")
_ASSEMBLY = re.compile(r"\bGeneral\s+Assembly\b|\bHuman\s+Rights\s+Council\b")
_VETOED = re.compile(
    r"\b(?:vetoed|cast (?:its|their|a|the) veto(?:es)?|used (?:its|their) veto(?:es)?)\b", re.IGNORECASE
)
_NOT_YET = re.compile(
    r"\b(?:would have|will|would|could|might|may|not|never|if|threaten\w*|to be|be|being|get|if it)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_ELECTED = re.compile(
    r"\b(?:non-?permanent|rotating|elected|temporary)\s+members?\b|"
    r"\bholds? a (?:rotating|temporary|non-?permanent) seat\b",
    re.IGNORECASE,
)
_PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
RECENT = dt.timedelta(days=3 * 365)
"""How long a veto is news; later it may be told as history."""
BESIDE = 30
"""Characters between a state and what it is called."""
_FORMER_OR_FUTURE = re.compile(
    r"\b(?:former|bid|elected as|campaign|candidate|seeking|was|were|become|join)\b", re.IGNORECASE
)


def from_council(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """Evidence from the Security Council's record: resolutions by number, drafts by symbol, members that vote."""
    if not _COUNCIL.search(text):
        return []
    out: list[Evidence] = []
    for m in _SYMBOL.finditer(text):
        out.extend(_adopted(text, Span(*m.span()), m.group().replace(" ", ""), reference))
    for m in _NUMBER.finditer(text):
        out.extend(_adopted(text, Span(*m.span()), int(m[1]), reference))
    for m in _SYMBOL_YEAR.finditer(text):
        year = dt.date(int(m[1]), 1, 1)
        out.append(Evidence.between(year, None, f"“{m.group()}” is a document of {m[1]}", source=f"symbol {m[1]}"))
    out.extend(_vetoed(text, mentions, reference))
    out.extend(_seated(text, mentions, reference))
    out.extend(_members(text, mentions, reference))
    return out


def _vetoed(text: str, mentions: Sequence[Mention], reference: Reference) -> Iterable[Evidence]:
    """ "Russia vetoed a draft on Syria": when that was news, or later as history."""
    for m in _VETOED.finditer(text):
        sentence = sentence_around(text, Span(*m.span()))
        if _NOT_YET.search(text, sentence.start, m.start()) or _ASSEMBLY.search(sentence.of(text)):
            continue
        named = [x for x in mentions if x.actor.id.startswith("state:") and sentence.contains(x.span)]
        before = [x.actor.id[6:] for x in named if x.span.end <= m.start()]
        permanent = [s for s in dict.fromkeys(reversed(before)) if s in _PERMANENT]
        others = [
            s for s in dict.fromkeys(x.actor.id[6:] for x in named if x.span.start > m.end()) if s not in _PERMANENT
        ]
        for member in permanent[:1]:
            for other in others[:1]:
                state = reference.state(other)
                votes = reference.council.vetoes(by=member, about=[state.name, *state.demonyms]) if state else []
                if votes:
                    days = tuple(Interval(v.date, v.date + RECENT) for v in votes)
                    told = ", ".join(str(v.date) for v in votes[-3:])
                    reason = (
                        f"“{quoted(text, Span(*m.span()))}”: {member} vetoed drafts on {other} (the last on {told})"
                    )
                    yield Evidence(days, reason, weight=0.8, lasting=False, source=f"veto {member} {other}")


def _seated(text: str, mentions: Sequence[Mention], reference: Reference) -> Iterable[Evidence]:
    """ "Pakistan, a non-permanent member of the Security Council": in the years of its seat."""
    for m in _ELECTED.finditer(text):
        sentence = sentence_around(text, Span(*m.span()))
        said = sentence.of(text)
        if not _COUNCIL.search(said):
            continue
        near = [
            x
            for x in mentions
            if x.actor.id.startswith("state:") and 0 <= m.start() - x.span.end <= BESIDE and sentence.contains(x.span)
        ]
        if not near or _FORMER_OR_FUTURE.search(text, max(near[-1].span.start - BESIDE, sentence.start), m.end()):
            continue
        member = near[-1].actor.id[6:]
        years = [y for y, seats in reference.council.seats.items() if any(s.member == member for s in seats)]
        if years and member not in _PERMANENT:
            days = tuple(Interval(dt.date(a, 1, 1), dt.date(b, 12, 31)) for a, b in _runs(years))
            reason = f"“{quoted(text, near[-1].span)}” is called a {m.group().lower()} of the Security Council"
            yield Evidence(days, reason, source=f"seat {member}")


def _adopted(text: str, span: Span, what: str | int, reference: Reference) -> Iterable[Evidence]:
    votes = reference.council.find(what)
    if len(votes) == 1:
        vote = votes[0]
        reason = f"“{quoted(text, span)}” was put to the vote on {vote.date}"
        yield Evidence.between(vote.date, None, reason, source=vote.vote_id)


def _members(text: str, mentions: Sequence[Mention], reference: Reference) -> Iterable[Evidence]:
    """Two or more elected members that vote in one sentence sit in the Council together."""
    states = [m for m in mentions if m.actor.id.startswith("state:")]
    done: set[Span] = set()
    for mention in states:
        sentence = sentence_around(text, mention.span)
        if sentence in done:
            continue
        done.add(sentence)
        said = sentence.of(text)
        if not words("council_votes").search(said) or _ASSEMBLY.search(said):
            continue
        named = {m.actor.id[6:] for m in states if sentence.contains(m.span)}
        years = _years_together(named, reference)
        if years:
            days = tuple(Interval(dt.date(a, 1, 1), dt.date(b, 12, 31)) for a, b in _runs(years))
            names = ", ".join(sorted(named & _elected(reference)))
            yield Evidence(days, f"{names} vote together in the Security Council", weight=0.8, source=names)


def _years_together(named: set[str], reference: Reference) -> list[int]:
    elected = named & _elected(reference)
    if len(elected) < 2:
        return []
    return [year for year, seats in reference.council.seats.items() if elected <= {s.member for s in seats}]


def _elected(reference: Reference) -> set[str]:
    """States that have ever sat in the Council without a permanent seat."""
    seats = [s for year in reference.council.seats.values() for s in year]
    return {s.member for s in seats} - {s.member for s in seats if s.permanent}


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of following years."""
    out: list[tuple[int, int]] = []
    for year in sorted(years):
        if out and out[-1][1] == year - 1:
            out[-1] = (out[-1][0], year)
        else:
            out.append((year, year))
    return out
