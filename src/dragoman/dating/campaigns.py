"""Who runs for which office: nominees and their running mates by the days on which they were named, rivals by name."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.dating.evidence import Evidence
from dragoman.dating.lexicon import elections, read, words
from dragoman.dating.surroundings import quoted, sentence_around
from dragoman.dating.titles import CANDIDATE, SLACK_DAYS, may_have_title, told, until_the_vote
from dragoman.model import Interval, Mention, Span
from dragoman.reference import Reference

LEAST_RACE_WORDS = 2
"""Words of a race that a text has at least where its rivals are taken to be running."""
_HEAD = 4
"""Words between "nominee" and the name, or between the name and "running mate", at most."""
BEFORE, AFTER = 70, 90
"""Characters around "nominee" in which the name is looked for."""
_YEAR = dt.timedelta(days=358)
"""A vote in November is called so from the week after the last November's elections on."""
_THIS_YEAR = re.compile(
    r"\bthis\s+year['’]s\s+(?:\w+\s+){0,2}(?:elections?|race|campaign|convention|nominee|contest|primar(?:y|ies))\b"
    r"|\bthis\s+(?:presidential\s+)?election\s+year\b",
    re.IGNORECASE,
)
_IN_NOVEMBER = re.compile(
    r"(?:\b(?:will|would|could|can|win|beat|defeat|vote\w*|lose|elect|prevail|against)\b[^.!?\n]{0,60}\b(?:in|this|come)\s+November\b"
    r"|\bthe\s+November\s+(?:\w+\s+)?(?:election|vote|ballot)\b)(?!\s+(?:\d|of\b|when\b))",
    re.IGNORECASE,
)
_WON = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a party's ticket: who has it, from when it was sure and formal, until the election."""

    name: str
    mate: bool
    sure: dt.date
    named: dt.date
    election: dt.date


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[Place, ...]]:
    """The places on tickets by the lower-case surname of who had them, earliest first."""
    found: dict[str, list[Place]] = {}
    for race in read("campaigns.yaml"):
        for t in race["tickets"]:
            for called in t["called"]:
                found.setdefault(called, []).append(Place(t["name"], False, t["sure"], t["named"], race["election"]))
            for called in t.get("mate_called", ()):
                day = t["mate_named"]
                found.setdefault(called, []).append(Place(t["mate"], True, day, day, race["election"]))
    return {called: tuple(places) for called, places in found.items()}


@lru_cache(maxsize=1)
def _nominees() -> re.Pattern[str]:
    """ "nominee Donald Trump", "running mate Gov. Mike Pence", "Trump, the Republican nominee"."""
    names = "|".join(sorted(_places()))
    other = "and|or|who|that|said|if|but|against|over|than|to|for|like|as|is|was|of|in|by|with|would|not|when"
    near = rf"(?:[\s,]+(?!(?:{other})\b)[\w.'’-]+){{0,{_HEAD}}}?[\s,]+"
    return re.compile(
        rf"(?:(?P<elder>presumptive|likely|presumed|eventual|former|future|potential|possible|onetime|a|any|next)[\s,]+(?:\w+[\s,]+){{0,2}})?"
        rf"(?P<title>(?P<vice>vice[\s-]presidential\s+)?nominee|running\s+mate)\b{near}(?P<who>{names})\b(?!['’]s?\s+running)"
        rf"|\b(?P<who2>{names}),\s+the\s+(?P<pre2>presumptive\s+)?(?:\w+\s+){{0,3}}?nominee\b",
        re.IGNORECASE,
    )


def from_nominees(text: str) -> list[Evidence]:
    """Evidence from "nominee" and "running mate" beside a name: from the naming until the election."""
    if not words("nominations").search(text):
        return []
    out: list[Evidence] = []
    for m in _named(text):
        said = m.group("elder")
        if said and said.lower() != "presumptive":
            continue
        span = Span(*m.span())
        if words("not_nominees").search(sentence_around(text, span).of(text)):
            continue
        vice = bool(m.group("vice") or (m.group("title") or "").lower().startswith("running"))
        early = bool(said or m.group("pre2"))
        places = [p for p in _places()[(m.group("who") or m.group("who2")).lower()] if p.mate == vice]
        if places:
            out.append(_nominated(quoted(text, span), places, early=early))
    return out


def _named(text: str) -> Iterator[re.Match[str]]:
    """Where "nominee" or "running mate" stands beside a name."""
    end = 0
    for word in words("nominations").finditer(text):
        m = _nominees().search(text, max(word.start() - BEFORE, end), word.end() + AFTER)
        if m is not None:
            end = m.end()
            yield m


def _nominated(said: str, places: Sequence[Place], *, early: bool) -> Evidence:
    days = tuple(
        Interval(
            p.sure,
            (p.named if early and p.named > p.sure else p.election) + _WON,
        )
        for p in places
    )
    who = " or ".join(dict.fromkeys(p.name for p in places))
    what = "for the second place " if places[0].mate else ""
    reason = f"“{said}”: {who} was named {what}on {', '.join(str(p.named) for p in places)}"
    kind = "mate" if places[0].mate else "nominee"
    return Evidence(days, reason, lasting=False, source=f"{kind} {who} {early}")


def from_races(text: str, mentions: Sequence[Mention], reference: Reference) -> list[Evidence]:
    """The two rivals most spoken of, in a text about a race, are named from when both run until the last of them stops.

    Who has stopped is spoken of as long as the others run.
    """
    named = Counter(m.actor.id for m in mentions if m.actor.id.startswith("person:") and may_have_title(m))
    runs = {
        person.name: [o.held for o in person.offices if o.role == CANDIDATE and "candidate" in o.title]
        for person_id, _ in named.most_common()
        if (person := reference.person(person_id)) is not None
    }
    rivals = [(name, held) for name, held in runs.items() if held][:2]
    if len(rivals) < 2 or not _is_race(text):
        return []
    (name, ours), (other, theirs) = rivals
    both = [
        until_the_vote(Interval(shared.first, max((i.last for i in (a, b) if i.last is not None), default=None)))
        for a in ours
        for b in theirs
        if (shared := a.intersect(b)) is not None
    ]
    days = tuple(i.shift(-SLACK_DAYS, SLACK_DAYS) for i in both)
    if not days:
        return []
    reason = f"{name} and {other} run for office {told(days)}"
    return [Evidence(days, reason, lasting=False, weight=0.8, source="race"), *_of_election(text, both)]


def _of_election(text: str, runs: Sequence[Interval]) -> Iterable[Evidence]:
    """ "In November", "this year's election" beside two who run: within the year before the vote, or in its year."""
    votes = [day for day in elections() if any(i.contains(day) or i.contains(day - _YEAR) for i in runs)]
    if not votes:
        return
    m = _THIS_YEAR.search(text)
    if m is not None:
        days = tuple(Interval(dt.date(v.year, 1, 1), v + _WON) for v in votes)
        reason = f"“{quoted(text, Span(*m.span()))}” is that of {', '.join(str(v) for v in votes)}"
        yield Evidence(days, reason, lasting=False, weight=0.7, source="election this year")
    m = _IN_NOVEMBER.search(text)
    if m is not None:
        days = tuple(Interval(v - _YEAR, v + _WON) for v in votes)
        reason = f"“{quoted(text, Span(*m.span()))}” is ahead: the vote is on {', '.join(str(v) for v in votes)}"
        yield Evidence(days, reason, lasting=False, weight=0.7, source="election ahead")


def _is_race(text: str) -> bool:
    found: Iterable[re.Match[str]] = words("race").finditer(text)
    return sum(1 for _, _ in zip(range(LEAST_RACE_WORDS), found, strict=False)) == LEAST_RACE_WORDS
