"""Who holds which office: a person called by a title is named while, or after, the office was held."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import elections, titles, words
from dragoman.dating.surroundings import quoted, sentence_around
from dragoman.model import Interval, Mention, Span
from dragoman.reference import Person, Reference, fold

SLACK_DAYS = 7
"""The sources err by up to five days at the ends of an office."""
CANDIDATE = "candidate"
ELECT_DAYS = 160
"""Between an election and the office, at most (Mexico: five months)."""
FORMER = 0.7
"""What a former office weighs: "former" may belong to another word."""
_HEAD_OF_STATE = frozenset({"head_of_state"})
_RUNNING = frozenset({CANDIDATE})
_ELECT = re.compile(r"[\s-]elect\b", re.IGNORECASE)
_ELECT_BEFORE = re.compile(r"(?<!vice[\s-])\bpresident[\s-]elect\s+$", re.IGNORECASE)
_FEW_WORDS = re.compile(r"[\s-]+(?:[A-Z][\w.'’-]*\s+){0,2}")
_OF_THOUGHT = re.compile(
    r"\b(?:an?|any|enter|if|under|possible|potential|future|next|would-be)\s+(?:new\s+)?$", re.IGNORECASE
)
"""What stands before a title that nobody bears: "under a President Brown"."""
_RUNS = re.compile(r"\s+(?:candidate|hopeful|nominee|contender|campaign|race|bid)\b", re.IGNORECASE)
_BEFORE = 24
"""Characters before a mention in which "former" may stand."""


def from_titles(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """One piece of evidence a person and title; what is told as history bounds the day from below only.

    A former office bounds it from below by the end of the office, "President-elect" from both sides by its beginning.
    """
    out: list[Evidence] = []
    for mention in mentions:
        if not mention.actor.id.startswith("person:") or not may_have_title(mention):
            continue
        titled = _titles(text, mention)
        elect = _ELECT_BEFORE.search(text, max(mention.span.start - _BEFORE, 0), mention.span.start) is not None
        person = reference.person(mention.actor.id) if titled or elect else None
        if person is None:
            continue
        if elect:
            out.extend(_elected(text, mention, person))
            continue
        over = _is_over(text, mention)
        history = _is_history(text, mention) if not over else False
        namesakes = _namesakes(text, mention, person, reference)
        for span, roles in titled:
            held = [o.held for p in namesakes for o in p.offices if o.role in roles and o.held.is_known]
            if roles == _RUNNING:
                held = [until_the_vote(i) for i in held]
            if not held:
                continue
            if not over:
                out.append(_held(text, mention, person, roles, _spared(held), history=history))
            elif _follows("former", text, span):
                out.extend(_was_held(text, mention, person, roles, held))
            elif roles == _HEAD_OF_STATE and _ELECT.match(text, span.end):
                out.extend(_elected(text, mention, person))
    return out


def _held(
    text: str, mention: Mention, person: Person, roles: frozenset[str], days: tuple[Interval, ...], *, history: bool
) -> Evidence:
    reason = f"“{quoted(text, mention.span)}”: {person.name} held the office {told(days)}"
    about = f"{person.id} {'/'.join(sorted(roles))}"
    if not history:
        return Evidence(days, reason, lasting=False, source=about)
    first = min((i.first for i in days if i.first is not None), default=None)
    return Evidence.between(first, None, reason, source=f"{about} since")


def _was_held(
    text: str, mention: Mention, person: Person, roles: frozenset[str], held: Sequence[Interval]
) -> Iterable[Evidence]:
    """ "Former President …": not before the first time that the office ended."""
    ended = min((i.last for i in held if i.last is not None and i.last < dt.date.max), default=None)
    if ended is not None:
        said = quoted(text, mention.span)
        said = said if words("former").search(said) else f"former {said}"
        reason = f"“{said}”: {person.name} left the office on {ended}"
        about = f"{person.id} {'/'.join(sorted(roles))} former"
        yield Evidence.between(ended - dt.timedelta(days=SLACK_DAYS), None, reason, weight=FORMER, source=about)


def _elected(text: str, mention: Mention, person: Person) -> Iterable[Evidence]:
    """ "President-elect …": in the months before the office began."""
    began = [o.held.first for o in person.offices if o.role in _HEAD_OF_STATE and o.held.first is not None]
    if began:
        days = tuple(Interval.day(first).shift(-ELECT_DAYS, SLACK_DAYS) for first in began)
        told = ", ".join(str(first) for first in began)
        reason = f"“president-elect {quoted(text, mention.span)}”: {person.name} took office on {told}"
        yield Evidence(days, reason, lasting=False, source=f"{person.id} elect")


def _follows(list_name: str, text: str, span: Span) -> bool:
    """True where a word of the list stands before `span`, with names of its country at most between."""
    start = max(span.start - 2 * _BEFORE, 0)
    last = None
    for m in words(list_name).finditer(text, start, span.start):
        last = m
    return last is not None and _FEW_WORDS.fullmatch(text, last.end(), span.start) is not None


def until_the_vote(run: Interval) -> Interval:
    """A candidacy as far as the first vote in it: the records of some go on until the office begins."""
    vote = next((v for v in elections() if run.first is not None and v > run.first), None)
    return run.intersect(Interval(None, vote)) or run


def may_have_title(mention: Mention) -> bool:
    """True for a name or an apposition: a bare description tells no title."""
    return mention.how.startswith("name") or mention.how == "apposition"


def _titles(text: str, mention: Mention) -> list[tuple[Span, frozenset[str]]]:
    """Each title before the name and its classes of office; none for a description or a bare name."""
    said = mention.span.of(text)
    name = (mention.actor.name.split() or ["?"])[-1].lower()
    out: list[tuple[Span, frozenset[str]]] = []
    for title in titles():
        m = title.pattern.search(said)
        if m is None or any(Span(*m.span()).overlaps(taken) for taken, _ in out):
            continue
        if _RUNS.match(said, m.end()) or _OF_THOUGHT.search(said, 0, m.start()):
            continue
        rest = said[m.end() :].lower()
        if mention.how == "apposition" or name[:4] in rest or " " in rest.strip():
            out.append((Span(*m.span()), title.roles))
    at = mention.span.start
    if _OF_THOUGHT.search(text, max(at - _BEFORE, 0), at):
        return []
    return [(Span(at + span.start, at + span.end), roles) for span, roles in out if roles]


def _namesakes(text: str, mention: Mention, person: Person, reference: Reference) -> list[Person]:
    """Whom a title and a bare surname may mean: "President Bush" is one of two until the day is known."""
    given = fold(person.name.split()[0])
    if given in fold(mention.span.of(text)):
        return [person]
    surname = fold(person.name.split()[-1])
    others = (p for p in reference.persons_by_surname(surname) if p.id != person.id)
    return [person, *(p for p in others if p.country == person.country)]


def _spared(held: Iterable[Interval]) -> tuple[Interval, ...]:
    return tuple(i.shift(-SLACK_DAYS, SLACK_DAYS) for i in held)


def _is_over(text: str, mention: Mention) -> bool:
    """True where the title is a former or future one, or another person's ("brother of President …")."""
    start = max(mention.span.start - _BEFORE, 0)
    return words("not_in_office").search(text, start, mention.span.end) is not None


def _is_history(text: str, mention: Mention) -> bool:
    """True where the sentence tells of the past."""
    return bool(words("history").search(sentence_around(text, mention.span).of(text)))


def told(days: tuple[Interval, ...]) -> str:
    """The stretches in words, without the days to spare."""
    out = []
    for interval in days:
        inner = interval.shift(SLACK_DAYS, -SLACK_DAYS)
        first = inner.first.isoformat() if inner.first else "…"
        last = inner.last.isoformat() if inner.last and inner.last < dt.date.max else "today"
        out.append(f"from {first} to {last}")
    return ", ".join(out)
