"""How long a record takes to be brought to what it holds: derived anew, and after one article more.

`python benchmarks/deriving.py --articles 100000 --record made.dragoman` makes the record by script where it is not
there yet, derives it, then adds single articles (a new report, a copy, a page without a day, one of years ago, one
read again) and tells how much processor time each step of the derivation took.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import made_record
from made_record import Story, reading, stories

from dragoman.model import Reading
from dragoman.record import Record, deriving


def main() -> None:
    """Runs the benchmark."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--days", type=int, help="all articles are of so many days")
    options.add_argument("--record", type=Path, default=Path("made.dragoman"))
    options.add_argument("--steps", nargs="*", help="only steps whose names have these words in them; none: only write")
    asked = options.parse_args()
    if asked.days:
        made_record.A_DAY = -(-asked.articles // asked.days)
    with Record(asked.record) as record:
        _fill(record, asked.articles)
        if asked.steps is not None:
            kept = (s for s in deriving.STEPS if any(word in s.__name__ for word in asked.steps))
            deriving.STEPS = tuple(kept)
        if asked.steps == []:
            return
        _timed(record, "anew" if not record.is_derived else "as it is")
        for what, made in _single(asked.articles):
            record.add(made)
            _timed(record, what)


def _fill(record: Record, articles: int) -> None:
    there = record.counts()["articles"]
    if there >= articles:
        return
    start = time.monotonic()
    for n, story in islice(enumerate(stories(articles)), there, None):
        record.add(reading(story, n))
    print(f"{articles:,} articles written in {time.monotonic() - start:.0f} s", flush=True)


def _timed(record: Record, what: str) -> None:
    """Derives, and prints the whole time and each step's."""
    took: list[tuple[str, float]] = []
    steps = deriving.STEPS

    def timed(step: deriving.Step) -> deriving.Step:
        def run(connection: object, touched: deriving.Touched) -> deriving.Touched:
            start = time.process_time()
            found = step(connection, touched)  # type: ignore[arg-type]
            took.append((f"{step.__name__.strip('_')} ({len(found):,})", time.process_time() - start))
            return found

        return run

    deriving.STEPS = tuple(timed(step) for step in steps)
    start, clock = time.process_time(), time.monotonic()
    try:
        record.derive()
    finally:
        deriving.STEPS = steps
    parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in took)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{what}: {time.process_time() - start:.2f} s of processor ({time.monotonic() - clock:.2f} by the clock), peak "
        f"memory {peak} MB: {parts}",
        flush=True,
    )


def _single(articles: int) -> Iterator[tuple[str, Reading]]:
    """Articles that come one by one: each is of the newest day but for what is said of it."""
    last = list(islice(stories(articles), max(articles - 40, 0), None))
    early = list(islice(stories(articles), articles // 3, articles // 3 + 40))
    fresh = Story("f" * 24, tuple(reversed(last[-1].sentences[1:])), last[-1].day, "Paper 3", None)
    yield "one more report", reading(_other(fresh), 1)
    yield "one more copy", reading(replace(last[-2], key="e" * 24, publisher="Paper 4"), 1)
    undated = next(n for n in range(10_000) if random.Random(n).random() < 0.05)
    yield "one more page without a day", reading(replace(_other(last[-3]), key="d" * 24), undated)
    yield "one of years ago", reading(replace(_other(early[-1]), key="c" * 24), 1)
    yield "an article read again", replace(reading(early[3], articles // 3 + 3), reader_version="2")


def _other(story: Story) -> Story:
    """The story with its sentences' words turned round, so that it is no copy."""
    turned = []
    for sentence in story.sentences:
        head, *rest = sentence.rstrip(".").split(" on ", 1)
        words = (rest[0] if rest else head).split()
        day, tail = words[0], list(reversed(words[1:]))
        turned.append(f"{head} on {' '.join([day, *tail])}." if rest else f"{' '.join(reversed(words))}.")
    return replace(story, sentences=tuple(turned))


if __name__ == "__main__":
    main()
