"""Articles made by script, as many as asked: the lengths, copies, shared background and entries of a real record, none
of its words. The n-th article is the same whatever stands before it, but for copies, which repeat an earlier one.

Three in ten repeat an article of the days before (cut, under a new headline, or whole), one in ten has a background
sentence that others have too, one in twenty knows its day to a year only.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from dragoman.model import (
    Actor,
    Article,
    Event,
    Figure,
    Interval,
    Mention,
    Participant,
    Place,
    Published,
    Reading,
    Span,
    Statement,
    Time,
)  # fmt: skip

COPIED, BACKGROUND, UNDATED = 0.3, 0.1, 0.05
FIRST_DAY = dt.date(2011, 1, 1)
A_DAY = 90
_STATES = [
    ("SYR", "Syria"), ("RUS", "Russia"), ("USA", "United States"), ("FRA", "France"), ("TUR", "Turkey"),
    ("IRN", "Iran"), ("GBR", "Britain"), ("CHN", "China"), ("SAU", "Saudi Arabia"), ("QAT", "Qatar"), ("IRQ", "Iraq"),
    ("ISR", "Israel"), ("LBN", "Lebanon"), ("JOR", "Jordan"), ("EGY", "Egypt"), ("DEU", "Germany"), ("ITA", "Italy"),
    ("IND", "India"), ("PAK", "Pakistan"), ("UKR", "Ukraine"), ("POL", "Poland"), ("KOR", "South Korea"),
    ("PRK", "North Korea"), ("JPN", "Japan"), ("BRA", "Brazil"), ("ZAF", "South Africa"), ("NGA", "Nigeria"),
    ("SDN", "Sudan"), ("LBY", "Libya"), ("TUN", "Tunisia"), ("YEM", "Yemen"), ("AFG", "Afghanistan"),
]  # fmt: skip
_TYPES = ["CONSULT", "STATEMENT", "ACCUSE", "ASSAULT", "SUPPORT", "REQUEST", "THREATEN", "SANCTION", "AID", "REJECT"]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_PAPERS = [f"Paper {n}" for n in range(60)]
_AGENCIES = ["AFP", "Reuters", "AP", None, None, None]


def _words() -> tuple[list[str], list[float]]:
    chance = random.Random(1)
    parts = [c + v for c in "bcdfghjklmnprstvwz" for v in "aeiou"]
    words = ["".join(chance.choice(parts) for _ in range(chance.choice([1, 2, 2, 3, 3, 4]))) for _ in range(30_000)]
    return words, list(accumulate(1 / (n + 10) for n in range(len(words))))


WORDS, WEIGHTS = _words()
_FRAME = random.Random(2)
BACKGROUNDS = [" ".join(_FRAME.choices(WORDS, cum_weights=WEIGHTS, k=22)).capitalize() + "." for _ in range(400)]


@dataclass(frozen=True, slots=True)
class Story:
    """The text of an article, where its sentences are, and what stands around it."""

    key: str
    sentences: tuple[str, ...]
    day: dt.date
    publisher: str
    agency: str | None

    @property
    def text(self) -> str:
        """All sentences."""
        return "\n".join(self.sentences)


def stories(count: int) -> Iterator[Story]:
    """So many articles, day by day."""
    before: list[Story] = []
    for n in range(count):
        chance = random.Random(n)
        day = FIRST_DAY + dt.timedelta(days=n // A_DAY)
        agency = chance.choice(_AGENCIES)
        if before and chance.random() < COPIED:
            source = chance.choice(before)
            kept = source.sentences[1:]
            kept = kept[: max(len(kept) * chance.choice([5, 7, 10]) // 10, 3)]
            sentences = (_sentence(chance, 8), *kept)
            agency = source.agency
        else:
            sentences = (_sentence(chance, 8), *_body(chance, day))
        story = Story(f"{n:08x}{chance.getrandbits(64):016x}", sentences, day, chance.choice(_PAPERS), agency)
        before.append(story)
        del before[: -3 * A_DAY]
        yield story


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=words)).capitalize() + "."


def _body(chance: random.Random, day: dt.date) -> Iterator[str]:
    for _ in range(chance.choice([6, 10, 14, 18, 18, 24, 30, 50])):
        if chance.random() < BACKGROUND / 10:
            yield chance.choice(BACKGROUNDS)
            continue
        told = day - dt.timedelta(days=chance.choice([0, 0, 1, 1, 2, 5]))
        (_, one), (_, other) = chance.choices(_STATES, k=2)
        tail = " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=chance.randrange(6, 26)))
        yield f"{one} met {other} on {_WEEKDAYS[told.weekday()]} {tail}."


def reading(story: Story, n: int) -> Reading:
    """What a reader may find in a story: entries of every kind with days, actors and places."""
    text = story.text
    chance = random.Random(text)
    loose = random.Random(n).random() < UNDATED
    year = Interval(dt.date(story.day.year, 1, 1), dt.date(story.day.year, 12, 31))
    published = year if loose else Interval.day(story.day)
    names = {name: code for code, name in _STATES}
    sentences, mentions, times, events, figures, statements = [], [], [], [], [], []
    at = 0
    for i, sentence in enumerate(story.sentences):
        span = Span(at, at + len(sentence))
        sentences.append(span)
        at += len(sentence) + 1
        if " met " not in sentence:
            continue
        one, rest = sentence.split(" met ", 1)
        other, rest = rest.split(" on ", 1)
        said = rest.split()[0]
        weekday = _WEEKDAYS.index(said)
        told = story.day - dt.timedelta(days=(story.day.weekday() - weekday) % 7)
        date = year if loose else Interval.day(told)
        parties = []
        for name, start in ((one, span.start), (other, span.start + len(one) + 5)):
            actor = Actor(f"state:{names[name]}", name, names[name], "GOV")
            where = Span(start, start + len(name))
            parties.append(Participant(where, name, actor))
            mentions.append(Mention(where, actor, "name"))
        on = span.start + len(one) + len(other) + 9
        meant = f'{{"kind":"weekday","grain":"day","weekday":{weekday + 1},"tense":"past","sentence":{i}}}'
        value = told.isoformat() if not loose else f"XXXX-WXX-{weekday + 1}"
        times.append(Time(Span(on, on + len(said)), "DATE", value, date, meant))
        anchor = Span(span.start + len(one) + 1, span.start + len(one) + 4)
        place = Place(f"Town {chance.randrange(300)}", names[other], 35.0, 37.0) if chance.random() < 0.5 else None
        if chance.random() < 0.3:
            kind = chance.choice(_TYPES)
            events.append(
                Event(f"{story.key}e{i}", kind, anchor, None, (), None, (parties[0],), (parties[1],), date, place)
            )
        if chance.random() < 0.3:
            statements.append(
                Statement(f"{story.key}s{i}", "direct", (parties[0].span,), (anchor,), (Span(on, span.end),),
                          speaker=parties[0].actor, said=date)
            )  # fmt: skip
        if chance.random() < 0.08:
            dead = chance.choice([12, 14, 17, 23, 31, 40, 100])
            figures.append(
                Figure(f"{story.key}f{i}", "killed", dead, dead, anchor, who="people", date=date, place=place,
                       scope="incident")
            )  # fmt: skip
    dated = Published(published, "header")
    article = Article(story.key, f"made/{story.key}.txt", text, title=story.sentences[0], publisher=story.publisher,
                      agency=story.agency, published=dated, language="en")  # fmt: skip
    return Reading(article, dated, "1", tuple(sentences), tuple(mentions), tuple(times), tuple(statements),
                   tuple(events), tuple(figures))  # fmt: skip
