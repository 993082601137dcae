"""The month of which a large record (`large_made.py`) is copies: short articles, read and derived as any record is."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_record
from made_record import Story, reading, stories

from dragoman.model import Article, Interval, Issue, Position, Published, Reading
from dragoman.record import Record, nets
from dragoman.record.opening import connect

A_MONTH = 10_000
MARK = "qqq"
"""Begins every id of the month that is copied; no word has it."""
FIRST = dt.date(2011, 1, 1)
PUBLISHED = 14
"""Days of the month on which pages are published, from its eighth: what they tell of lies in the month, too."""
ISSUES = ("sanctions", "draft resolution", "dialogue", "ceasefire", "arms deliveries", "presidency", "intervention")
STANCES = ("supports", "supports", "opposes", "demands", "conditions", "undecided", "threatens")
LINES = 5
"""Events of an article."""
WORDS_A_LINE = 11
TIMED = 2
"""Lines of an article beside whose day a time expression is kept."""
A_DAY = 200
"""Events of a day that articles tell beside those of their stories, with two others of the days before."""


def make_month(path: Path, months: int) -> None:
    """A month read and derived, as one of so many: what all of them tell too often to date anything dates nothing in
    this one, either."""
    nets.MOST_TELLINGS //= months
    made_record.FIRST_DAY, made_record.A_DAY = FIRST + dt.timedelta(days=7), -(-A_MONTH // PUBLISHED)
    start = time.process_time()
    with Record(path) as record:
        record._connection.execute("PRAGMA synchronous = OFF")
        for n, story in enumerate(stories(A_MONTH)):
            record.add(_reading(story, n))
        record.derive()
        print(f"a month made in {time.process_time() - start:.0f} s of processor: {record.counts()}", flush=True)
    connection = connect(path, read_only=False)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def _reading(story: Story, n: int) -> Reading:
    """An article of a headline, `LINES` lines with events and in one of three a statement, often with a position."""
    chance = random.Random(n)
    told, lines = 0, [story.sentences[0]]
    for sentence in story.sentences[1:]:
        found = made_record._TOLD.match(sentence)
        happened = found is not None and found[2] in made_record.VERBS
        spoke = found is not None and found[2] == "told" and told < 1 and n % 3 == 0
        told += spoke
        if (happened or spoke) and len(lines) <= LINES + told:
            most = WORDS_A_LINE + 6 * spoke + 2 * (found is not None and found[6] is not None)
            lines.append(" ".join(sentence.split()[:most]).rstrip(".,") + ".")
    while len(lines) - 1 - told < LINES:
        day = story.day - dt.timedelta(days=chance.choice([0, 1, 2]))
        event = random.Random(day.toordinal() * A_DAY + chance.randrange(A_DAY))
        one, other = event.sample(made_record.NAMES, 2)
        verb = event.choice(list(made_record.VERBS))
        words = " ".join(chance.choices(made_record.WORDS, cum_weights=made_record.WEIGHTS, k=6))
        lines.append(f"{one} {verb} {other} on {made_record._WEEKDAYS[day.weekday()]}, {words}.")
    key = f"{MARK}{n * 2654435761 % (1 << 32):08x}{n:05x}"
    made = _within_month(reading(replace(story, key=key, sentences=tuple(lines)), n))
    return replace(made, times=made.times[:TIMED], positions=tuple(_positions(made, chance)))


def _within_month(made: Reading) -> Reading:
    """Pages that know their day to a year know it to the month here, for of a year others would be made, too."""
    year = Interval(dt.date(FIRST.year, 1, 1), dt.date(FIRST.year, 12, 31))
    month = Interval(FIRST + dt.timedelta(days=2), FIRST + dt.timedelta(days=27))
    if made.published.interval != year:
        return made

    def moved(rows: tuple[Any, ...], column: str) -> tuple[Any, ...]:
        return tuple(replace(row, **{column: month}) if getattr(row, column) == year else row for row in rows)

    published = Published(month, "header")
    article: Article = replace(made.article, published=published)
    return replace(
        made, article=article, published=published, times=moved(made.times, "interval"),
        statements=moved(made.statements, "said"), events=moved(made.events, "date"),
        figures=moved(made.figures, "date"),
    )  # fmt: skip


def _positions(made: Reading, chance: random.Random) -> Iterator[Position]:
    for n, said in enumerate(made.statements[:1]):
        if said.speaker is not None and chance.random() < 0.75:
            issue = Issue(chance.choice(ISSUES), chance.choice(made_record._STATES)[0], "the plan")
            date = said.said if said.said is not None else Interval()
            yield Position(
                f"{made.article.article_id}p{n}", said.speaker, issue, chance.choice(STANCES), said.content[0], date,
                said.id, confidence=0.8,
            )  # fmt: skip
