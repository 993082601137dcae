"""The day of a page that does not say, and the day of pages that do: how often right, and how narrow.

    python benchmarks/dating.py [--first N] [--wrong]

Articles of known day are read with every mark and header taken away, once more with the month and day of a dateline
left, and FA-KES's with their header lines as published.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gold

from dragoman import reference
from dragoman.actors import find_actors
from dragoman.dating import date_article
from dragoman.dating.opening import opening_date
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import UNKNOWN, Article, DateMark, Interval, Published
from dragoman.pages import article_from_text
from dragoman.pages.page_dates import find_dates

CORPORA = ("polnear_dev", "timebank_te3clean", "aquaint_te3clean")
FOLDS = 5


@dataclass(frozen=True)
class Case:
    """One article: its true day and what was found with and without the month and day of a dateline."""

    name: str
    day: dt.date
    text: str
    found: Published
    with_month_and_day: Published


def cases(corpus: str, parser: Parser, first: int | None) -> Iterator[Case]:
    facts = reference.load()
    for row in gold.rows(f"{corpus}.jsonl", first=first):
        day = dt.date.fromisoformat(str(gold.day_of(row))[:10])
        text = without_header(row["text"])
        given = article_from_text(text)
        bare = Article(given.article_id, row["id"], text, zones=given.zones)
        analysis = analyse(text, parser, zones=given.zones)
        cast = find_actors(analysis, published=UNKNOWN, reference=facts, article=bare)
        times = find_times(analysis, published=UNKNOWN)
        mark = DateMark("dateline", f"{day:%B} {day.day}", None, day.month, day.day)
        dated = Article(given.article_id, row["id"], text, zones=given.zones, marks=(mark,))
        found, with_mark = (
            date_article(a, mentions=cast.mentions, times=times, text=text, reference=facts) for a in (bare, dated)
        )
        yield Case(row["id"], day, text, found, with_mark)


def without_header(text: str) -> str:
    """The text with a date at its head blanked out."""
    found = opening_date(text)
    if found is None:
        return text
    start, end = found[1]
    return text[:start] + " " * (end - start) + text[end:]


def line(name: str, days: list[dt.date], intervals: list[Interval]) -> str:
    """One row of the table: containment, exact ones, width."""
    inside = [i.contains(d) for d, i in zip(days, intervals, strict=True)]
    exact = [ok for ok, i in zip(inside, intervals, strict=True) if i.is_day]
    widths = [i.days or math.inf for i in intervals]
    below = [i.is_known for i in intervals]

    def share(limit: float) -> str:
        return f"{100 * sum(w <= limit for w in widths) / len(widths):.0f} %"

    median = statistics.median(widths)
    right = f"{sum(exact)} of {len(exact)}" if exact else "none"
    return (
        f"| {name} | {len(days)} | {100 * sum(inside) / len(inside):.1f} % | {right} | "
        f"{100 * sum(below) / len(below):.0f} % | {share(10**9)} | "
        f"{'open' if median == math.inf else f'{median:.0f} days'} | {share(366)} | {share(92)} | {share(7)} |"
    )


def year_classifier(found: list[Case]) -> list[Interval]:
    """Naive Bayes over words, trained on the other folds: the likeliest year of each article, as an Interval."""
    out: list[Interval] = []
    for fold in range(FOLDS):
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for i, case in enumerate(found):
            if i % FOLDS != fold:
                counts[case.day.year].update(_words(case.text))
        vocabulary = len({w for c in counts.values() for w in c})
        totals = {year: sum(c.values()) for year, c in counts.items()}
        for i, case in enumerate(found):
            if i % FOLDS == fold:
                said = _words(case.text)
                scores = {
                    year: sum(math.log((c[w] + 1) / (totals[year] + vocabulary)) for w in said)
                    for year, c in counts.items()
                }
                out.append((i, Interval.parse(f"{max(sorted(scores), key=scores.__getitem__):04d}")))  # type: ignore[arg-type]
    return [interval for _, interval in sorted(out)]  # type: ignore[misc]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def headers(first: int | None) -> Iterator[str]:
    """FA-KES: the day read from the header as published, against the data's column and the weekday beside it."""
    same, none, differing, agreeing = 0, 0, [], [0, 0]
    for row in gold.rows("fakes_dev.jsonl", first=first):
        text, labelled = row["text"], Interval.parse(gold.day_of(row))
        read = date_article(article_from_text(text)).interval
        if not read.is_day or read.first is None:
            none += 1
            continue
        opening = opening_date(text)
        printed = next(find_dates(opening[1].of(text)), None) if opening else None
        if printed is not None and printed.weekday is not None:
            agreeing[printed.weekday == read.first.weekday()] += 1
        if read == labelled:
            same += 1
        else:
            differing.append(f"  {row['id']} {row['publisher']}: read {read}, column {labelled} | {text[:60]}")
    yield f"fakes_dev: a header day read in {same + len(differing)} of {same + len(differing) + none} articles;"
    yield f"  the weekday printed beside it agrees in {agreeing[1]} of {sum(agreeing)};"
    yield f"  the data's own column says another day in {len(differing)}:"
    yield from differing


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--first", type=int)
    options.add_argument("--wrong", action="store_true", help="list articles whose day lies outside the Interval")
    args = options.parse_args()
    parser = Parser()
    everything: list[Case] = []
    print("| text | articles | day inside | exact, right | an end known | both | median | year | quarter | week |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for corpus in CORPORA:
        found: list[Any] = list(cases(corpus, parser, args.first))
        everything += found
        days = [c.day for c in found]
        print(line(f"{corpus}, no date at all", days, [c.found.interval for c in found]))
        print(line(f"{corpus}, month and day left", days, [c.with_month_and_day.interval for c in found]), flush=True)
    days = [c.day for c in everything]
    print(line("all, no date at all", days, [c.found.interval for c in everything]))
    print(line("baseline: no answer", days, [UNKNOWN] * len(days)))
    print(line(f"baseline: naive Bayes by year, {FOLDS} folds", days, year_classifier(everything)))
    if args.wrong:
        for case in everything:
            for published in (case.found, case.with_month_and_day):
                if not published.interval.contains(case.day):
                    print(f"  {case.name} {case.day} not in {published.interval}: {'; '.join(published.reasons)}")
    for row in headers(args.first):
        print(row)


if __name__ == "__main__":
    main()
