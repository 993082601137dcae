"""Dated facts: what is known to have happened or begun on a day cannot be named before it."""

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
_NUMBER = re.compile(r"(?i:\bresolutions?)\s+(\d{1,4})\b(?!\s*(?:-|members|states|votes))")
_COUNCIL = re.compile(r"\bSecurity Council\b|\bU\.?N\.?S\.?C\.?\b")
_ASSEMBLY = re.compile(r"\bGeneral Assembly\b|\bHuman Rights Council\b")
_SPEAKS = re.compile(r"(?:\s+\w+){0,3}\s+(?:said|says|told|announced|warned|declared|agreed|insisted)\b")
EARLIEST = 1945
"""Older beginnings tell nothing of an article."""
BEGUN = 0.6
"""What the beginning of a body weighs: names are older than charters now and then."""


def from_bodies(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """Evidence from organisations, groups and states named: none is named before it began."""
    out = []
    for mention in mentions:
        kind = mention.actor.id.partition(":")[0]
        if not mention.how.startswith("name") or kind not in {"org", "group"}:
            continue
        body = reference.org(mention.actor.id) or reference.groups.get(mention.actor.id)
        first = body.exists.first if body is not None else None
        if body is not None and first is not None and first.year >= EARLIEST:
            reason = f"“{quoted(text, mention.span)}”: {body.name} began on {first}"
            out.append(Evidence.between(first, None, reason, weight=BEGUN, source=body.id))
    return out


def from_states(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """A state that is no more ("the Soviet Foreign Ministry said") speaks while it is."""
    out = []
    for mention in mentions:
        if not mention.actor.id.startswith("state:") or not mention.how.startswith("name"):
            continue
        state = reference.state(mention.actor.id[6:])
        if state is None or state.exists.last is None:
            continue
        if _SPEAKS.match(text, mention.span.end) and not words("history").search(
            sentence_around(text, mention.span).of(text)
        ):
            reason = f"“{quoted(text, mention.span)}” speaks: the state ended on {state.exists.last}"
            out.append(Evidence((state.exists,), reason, lasting=False, source=f"{state.iso3} speaks"))
    return out


def from_council(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """Evidence from the Security Council's record: resolutions by number, drafts by symbol, members that vote."""
    if not _COUNCIL.search(text):
        return []
    out: list[Evidence] = []
    for m in _SYMBOL.finditer(text):
        out.extend(_adopted(text, Span(*m.span()), m.group().replace(" ", ""), reference))
    for m in _NUMBER.finditer(text):
        out.extend(_adopted(text, Span(*m.span()), int(m[1]), reference))
    out.extend(_members(text, mentions, reference))
    return out


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
