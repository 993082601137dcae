"""Who holds which office: a person called by a title is named while, or after, the office was held."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import titles, words
from dragoman.dating.surroundings import quoted, sentence_around
from dragoman.model import Interval, Mention, Office, Span
from dragoman.reference import Person, Reference, fold

SLACK_DAYS = 7
"""The sources err by up to five days at the ends of an office."""
CANDIDATE = "candidate"
LEAST_RACE_WORDS = 2
"""Words of a race that a text has at least where its rivals are taken to be running."""
_BEFORE = 24
"""Characters before a mention in which "former" may stand."""


def from_titles(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """One piece of evidence a person and title; what is told as history bounds the day from below only."""
    out: list[Evidence] = []
    for mention in mentions:
        if not mention.actor.id.startswith("person:") or not _may_have_title(mention):
            continue
        titled = _roles(text, mention)
        person = reference.person(mention.actor.id) if titled else None
        if person is None or _is_over(text, mention):
            continue
        history = _is_history(text, mention)
        namesakes = _namesakes(text, mention, person, reference)
        for roles in titled:
            days = _days(o for p in namesakes for o in p.offices if o.role in roles)
            if days:
                out.append(_held(text, mention, person, roles, days, history=history))
    return out


def _held(
    text: str, mention: Mention, person: Person, roles: frozenset[str], days: tuple[Interval, ...], *, history: bool
) -> Evidence:
    reason = f"“{quoted(text, mention.span)}”: {person.name} held the office {_told(days)}"
    about = f"{person.id} {'/'.join(sorted(roles))}"
    if not history:
        return Evidence(days, reason, lasting=False, source=about)
    first = min((i.first for i in days if i.first is not None), default=None)
    return Evidence.between(first, None, reason, source=f"{about} since")


def from_races(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """The two rivals most spoken of, in a text about a race, are named while both run, or after."""
    named = Counter(m.actor.id for m in mentions if m.actor.id.startswith("person:") and _may_have_title(m))
    runs = {
        person.name: [o.held for o in person.offices if o.role == CANDIDATE]
        for person_id, _ in named.most_common()
        if (person := reference.person(person_id)) is not None
    }
    rivals = [(name, held) for name, held in runs.items() if held][:2]
    if len(rivals) < 2 or len(words("race").findall(text)) < LEAST_RACE_WORDS:
        return []
    (name, ours), (other, theirs) = rivals
    both = [shared for a in ours for b in theirs if (shared := a.intersect(b)) is not None]
    days = tuple(shared.shift(-SLACK_DAYS, SLACK_DAYS) for shared in both)
    reason = f"{name} and {other} both run for office {_told(days)}"
    return [Evidence(days, reason, lasting=False, weight=0.8, source="race")] if days else []


def _may_have_title(mention: Mention) -> bool:
    return mention.how.startswith("name") or mention.how == "apposition"


def _roles(text: str, mention: Mention) -> list[frozenset[str]]:
    """The classes of office of each title before the name; none for a description or a bare name."""
    said = mention.span.of(text)
    name = mention.actor.name.split()[-1].lower()
    out: list[tuple[Span, frozenset[str]]] = []
    for title in titles():
        m = title.pattern.search(said)
        if m is None or any(Span(*m.span()).overlaps(taken) for taken, _ in out):
            continue
        rest = said[m.end() :].lower()
        if mention.how == "apposition" or name[:4] in rest or " " in rest.strip():
            out.append((Span(*m.span()), title.roles))
    return [roles for _, roles in out if roles]


def _namesakes(text: str, mention: Mention, person: Person, reference: Reference) -> list[Person]:
    """Whom a title and a bare surname may mean: "President Bush" is one of two until the day is known."""
    given = fold(person.name.split()[0])
    if given in fold(mention.span.of(text)):
        return [person]
    surname = fold(person.name.split()[-1])
    others = (p for p in reference.persons_by_surname(surname) if p.id != person.id)
    return [person, *(p for p in others if p.country == person.country)]


def _days(offices: Iterable[Office]) -> tuple[Interval, ...]:
    return tuple(o.held.shift(-SLACK_DAYS, SLACK_DAYS) for o in offices if o.held.is_known)


def _is_over(text: str, mention: Mention) -> bool:
    """True where the title is a former or future one, or another person's ("brother of President …")."""
    start = max(mention.span.start - _BEFORE, 0)
    return words("not_in_office").search(text, start, mention.span.end) is not None


def _is_history(text: str, mention: Mention) -> bool:
    """True where the sentence tells of the past."""
    return bool(words("history").search(sentence_around(text, mention.span).of(text)))


def _told(days: tuple[Interval, ...]) -> str:
    told = []
    for interval in days:
        inner = interval.shift(SLACK_DAYS, -SLACK_DAYS)
        first = inner.first.isoformat() if inner.first else "…"
        last = inner.last.isoformat() if inner.last and inner.last < dt.date.max else "today"
        told.append(f"from {first} to {last}")
    return ", ".join(told)
