"""Articles made by script, as many as asked: the lengths, copies, stories and entries of a real record, none of its
words.

A year of `A_DAY` articles a day from forty publishers. Stories of 1 to 60 articles run over days: their articles share
names, rarer words, incidents and words said, each tells them in words of its own. Fifteen in a hundred articles repeat
one of the days before (cut, under a new headline, or whole), one in ten has a background sentence that others have too,
one in twenty knows its day to a year only.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
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

COPIED, BACKGROUND, UNDATED = 0.15, 0.1, 0.05
FIRST_DAY = dt.date(2011, 1, 1)
A_DAY = 274
SEED = 0
"""Other articles for another number."""
_STATES = [
    ("SYR", "Syria"), ("RUS", "Russia"), ("USA", "United States"), ("FRA", "France"), ("TUR", "Turkey"),
    ("IRN", "Iran"), ("GBR", "Britain"), ("CHN", "China"), ("SAU", "Saudi Arabia"), ("QAT", "Qatar"), ("IRQ", "Iraq"),
    ("ISR", "Israel"), ("LBN", "Lebanon"), ("JOR", "Jordan"), ("EGY", "Egypt"), ("DEU", "Germany"), ("ITA", "Italy"),
    ("IND", "India"), ("PAK", "Pakistan"), ("UKR", "Ukraine"), ("POL", "Poland"), ("KOR", "South Korea"),
    ("PRK", "North Korea"), ("JPN", "Japan"), ("BRA", "Brazil"), ("ZAF", "South Africa"), ("NGA", "Nigeria"),
    ("SDN", "Sudan"), ("LBY", "Libya"), ("TUN", "Tunisia"), ("YEM", "Yemen"), ("AFG", "Afghanistan"),
]  # fmt: skip
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_PAPERS = [f"Paper {n}" for n in range(40)]
_AGENCIES = ["AFP", "Reuters", "AP", None, None, None]


def _words() -> tuple[list[str], list[float]]:
    """Words as often as English ones are, then words that no dictionary has, as names are."""
    with files("dragoman.record.stories").joinpath("background.csv").open(encoding="utf-8") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: (-int(row["articles"]), row["word"]))
    words = [row["word"] for row in rows if row["word"].isalpha()][:8000]
    return words + _coined(12_000), list(accumulate(1 / (n + 10) for n in range(len(words) + 12_000)))


def _coined(count: int) -> list[str]:
    chance = random.Random(1)
    parts = [c + v for c in "bcdfghjklmnprstvwz" for v in "aeiou"]
    return list(dict.fromkeys("".join(chance.choices(parts, k=4)) for _ in range(count * 2)))[:count]


WORDS, WEIGHTS = _words()
_PEOPLE = [
    (f"person:Q9{n:05d}", word.capitalize(), _STATES[n % len(_STATES)][0]) for n, word in enumerate(WORDS[-400:])
]
ACTORS = {name: Actor(f"state:{code}", name, code, "GOV") for code, name in _STATES}
ACTORS |= {name: Actor(key, name, code, "GOV") for key, name, code in _PEOPLE}
NAMES = list(ACTORS)
VERBS = {
    "met": "CONSULT", "accused": "ACCUSE", "attacked": "ASSAULT", "backed": "SUPPORT", "asked": "REQUEST",
    "threatened": "THREATEN", "sanctioned": "SANCTION", "helped": "AID", "rebuffed": "REJECT",
}  # fmt: skip
_TOLD = re.compile(
    rf"^({'|'.join(NAMES)}) ({'|'.join(VERBS)}|told|knew) ({'|'.join(NAMES)}) on (\w+day)(?: in (Town \d+))?"
    r"(?: after (\d+) died)?,? (.*)\.$"
)
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


@dataclass(frozen=True, slots=True)
class Thread:
    """What the articles of one story share: how many they are, words, incidents (sentence and day), words said."""

    size: int
    words: tuple[str, ...]
    cast: tuple[str, ...]
    incidents: tuple[tuple[str, dt.date, str], ...]

    @staticmethod
    def made(chance: random.Random, day: dt.date) -> Thread:
        """A story that begins on this day."""
        size = chance.choice([1, 1, 1, 1, 2, 2, 3, 4, 6, 9, 15, 30, 60])
        words = tuple(chance.choices(WORDS[1000:], k=14))
        cast = tuple(chance.sample(NAMES, 5))
        incidents = []
        for n in range(chance.choice([1, 2, 3]) + size // 12):
            told = day + dt.timedelta(days=n)
            verb = chance.choice([*VERBS, "told", "told"])
            one, other = chance.sample(cast, 2)
            place = f" in Town {chance.randrange(900)}" if chance.random() < 0.6 else ""
            dead = f" after {chance.choice([3, 12, 14, 17, 23, 31, 40, 100])} died" if verb == "attacked" else ""
            said = " ".join(chance.choices(words, k=4) + chance.choices(WORDS, cum_weights=WEIGHTS, k=10))
            incidents.append((f"{one} {verb} {other} on {_WEEKDAYS[told.weekday()]}{place}{dead},", told, said))
        return Thread(size, words, cast, tuple(incidents))

    def sentence(self, chance: random.Random, day: dt.date) -> str:
        """One of its incidents up to the day, in words that differ from those of others."""
        known = [i for i in self.incidents if i[1] <= day] or [self.incidents[0]]
        head, _, said = chance.choice(known[-3:])
        words = said.split()
        if " told " not in head:
            words = [w if chance.random() < 0.75 else chance.choice(WORDS[:2000]) for w in words]
        return f"{head} {' '.join(words[: chance.choice([8, 12, 14])])}."


def stories(count: int) -> Iterator[Story]:
    """So many articles, day by day."""
    before: list[Story] = []
    threads: list[list[Thread]] = []
    for n in range(count):
        chance = random.Random(SEED + n)
        day = FIRST_DAY + dt.timedelta(days=n // A_DAY)
        agency = chance.choice(_AGENCIES)
        if before and chance.random() < COPIED:
            source = chance.choice(before)
            kept = source.sentences[1:]
            kept = kept[: max(len(kept) * chance.choice([5, 7, 10]) // 10, 3)]
            sentences = (_sentence(chance, 8), *kept)
            agency = source.agency
        else:
            if not threads or chance.random() < 0.15:
                begun = Thread.made(chance, day)
                threads.append([begun] * begun.size)
            open_now = threads[-30:]
            of = open_now[chance.randrange(len(open_now))]
            thread = of.pop()
            threads = [t for t in open_now if t]
            sentences = (_headline(chance, thread), *_body(chance, day, thread))
        story = Story(f"{n:08x}{chance.getrandbits(64):016x}", sentences, day, chance.choice(_PAPERS), agency)
        before.append(story)
        del before[: -3 * A_DAY]
        yield story


def _headline(chance: random.Random, thread: Thread) -> str:
    words = chance.choices(thread.words, k=4) + chance.choices(WORDS, cum_weights=WEIGHTS, k=4)
    return " ".join(words).capitalize() + "."


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=words)).capitalize() + "."


def _body(chance: random.Random, day: dt.date, thread: Thread) -> Iterator[str]:
    for n in range(chance.choice([6, 10, 14, 18, 18, 24, 30, 50])):
        if chance.random() < BACKGROUND / 10:
            yield chance.choice(BACKGROUNDS)
        elif n == 0 or chance.random() < 0.15:
            yield thread.sentence(chance, day)
        else:
            told = day - dt.timedelta(days=chance.choice([0, 0, 1, 1, 2, 5]))
            one = chance.choice(thread.cast if chance.random() < 0.7 else NAMES)
            other = chance.choice(thread.cast if chance.random() < 0.7 else NAMES)
            verb = chance.choice(list(VERBS)) if chance.random() < 0.1 else chance.choice(["told", *["knew"] * 5])
            words = chance.choices(WORDS, cum_weights=WEIGHTS, k=chance.randrange(6, 26))
            words += chance.choices(thread.words, k=2)
            yield f"{one} {verb} {other} on {_WEEKDAYS[told.weekday()]}, {' '.join(words)}."


def reading(story: Story, n: int) -> Reading:
    """What a reader may find in a story: entries of every kind with days, actors and places."""
    text = story.text
    loose = random.Random(n).random() < UNDATED
    year = Interval(dt.date(story.day.year, 1, 1), dt.date(story.day.year, 12, 31))
    published = year if loose else Interval.day(story.day)
    sentences, mentions, times, events, figures, statements = [], [], [], [], [], []
    at = 0
    for i, sentence in enumerate(story.sentences):
        span = Span(at, at + len(sentence))
        sentences.append(span)
        at += len(sentence) + 1
        found = _TOLD.match(sentence)
        if found is None:
            continue

        def here(group: int, found: re.Match[str] = found, start: int = span.start) -> Span:
            return Span(start + found.start(group), start + found.end(group))

        weekday = _WEEKDAYS.index(found[4])
        told = story.day - dt.timedelta(days=(story.day.weekday() - weekday) % 7)
        date = year if loose else Interval.day(told)
        parties = [Participant(here(g), found[g], ACTORS[found[g]]) for g in (1, 3)]
        mentions += [Mention(p.span, ACTORS[p.text], "name") for p in parties]
        meant = f'{{"kind":"weekday","grain":"day","weekday":{weekday + 1},"tense":"past","sentence":{i}}}'
        value = told.isoformat() if not loose else f"XXXX-WXX-{weekday + 1}"
        times.append(Time(here(4), "DATE", value, date, meant))
        place = Place(found[5], ACTORS[found[3]].country, 35.0, 37.0) if found[5] else None
        if found[2] in VERBS:
            events.append(
                Event(f"{story.key}e{i}", VERBS[found[2]], here(2), None, (), None, (parties[0],), (parties[1],), date,
                      place)
            )  # fmt: skip
        if found[2] == "told":
            statements.append(
                Statement(f"{story.key}s{i}", "direct", (parties[0].span,), (here(2),), (here(7),),
                          speaker=parties[0].actor, said=date)
            )  # fmt: skip
        if found[6]:
            dead = int(found[6])
            figures.append(
                Figure(f"{story.key}f{i}", "killed", dead, dead, here(6), who="people", date=date, place=place,
                       scope="incident")
            )  # fmt: skip
    dated = Published(published, "header")
    article = Article(story.key, f"made/{story.key}.txt", text, title=story.sentences[0], publisher=story.publisher,
                      agency=story.agency, published=dated, language="en")  # fmt: skip
    return Reading(article, dated, "1", tuple(sentences), tuple(mentions), tuple(times), tuple(statements),
                   tuple(events), tuple(figures))  # fmt: skip
