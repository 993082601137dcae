"""The day of a page that does not say, and the day of pages that do: how often right, and how narrow.

    python benchmarks/dating.py [--first N] [--wrong] [--train] [--parts text,headers,seeds]

Articles of known day are read with every mark and header taken away, once more with the month and day of a dateline
left, FA-KES's with their header lines as published, and the five captures alone and together. `--train` adds every
third article of PolNeAR's training part.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import math
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

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
HEAD = 300
"""Characters in which a header is looked for by the second opinion."""


@dataclass(frozen=True)
class Case:
    """One article: its true day and what was found with and without the month and day of a dateline."""

    corpus: str
    name: str
    day: dt.date
    text: str
    found: Published
    with_month_and_day: Published
    seconds: float
    """Processor time of one dating."""


def cases(corpus: str, parser: Parser, first: int | None, *, step: int = 1) -> Iterator[Case]:
    """The articles of a corpus (every `step`-th), dated."""
    facts = reference.load()
    for row in islice(gold.rows(f"{corpus}.jsonl", first=first), 0, None, step):
        day = dt.date.fromisoformat(str(gold.day_of(row))[:10])
        text = without_header(row["text"])
        given = article_from_text(text)
        bare = Article(given.article_id, row["id"], text, zones=given.zones)
        analysis = analyse(text, parser, zones=given.zones)
        cast = find_actors(analysis, published=UNKNOWN, reference=facts, article=bare)
        times = find_times(analysis, published=UNKNOWN)
        mark = DateMark("dateline", f"{day:%B} {day.day}", None, day.month, day.day)
        dated = Article(given.article_id, row["id"], text, zones=given.zones, marks=(mark,))
        start = time.process_time()
        found, with_mark = (
            date_article(a, mentions=cast.mentions, times=times, text=text, reference=facts) for a in (bare, dated)
        )
        yield Case(corpus, row["id"], day, text, found, with_mark, (time.process_time() - start) / 2)


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
    """The likeliest year of each article by a linear classifier over words and pairs of words, trained on PolNeAR's
    training articles: what a model learns that has never seen the years of the others."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    rows = list(gold.rows("polnear_train.jsonl"))
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True), LogisticRegression(C=20.0, max_iter=300)
    )
    model.fit([without_header(r["text"]) for r in rows], [str(gold.day_of(r))[:4] for r in rows])
    return [Interval.parse(str(year)) for year in model.predict([case.text for case in found])]


def in_folds(found: list[Case]) -> list[Interval]:
    """The same by naive Bayes trained on four fifths of these very articles, and asked for the last fifth."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.model_selection import KFold, cross_val_predict
    from sklearn.naive_bayes import ComplementNB
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(CountVectorizer(binary=True, min_df=2), ComplementNB())
    folds = KFold(FOLDS, shuffle=True, random_state=0)
    years = [str(case.day.year) for case in found]
    return [Interval.parse(str(y)) for y in cross_val_predict(model, [c.text for c in found], years, cv=folds)]


_MONTH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PRINTED = (
    rf"\b{_NAMED}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*{_YEAR}",
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*{_NAMED}[\s,-]*{_YEAR}",
    rf"(?<!\d)(?P<day>\d{{1,2}})[./-](?P<month>\d{{1,2}})[./-]{_YEAR}",
    rf"(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)",
)
"""Every full date that a head may print, read by patterns of their own: a second opinion on what the header says."""


def printed(head: str) -> set[dt.date]:
    """The full dates printed anywhere in a head."""
    out = set()
    for pattern in _PRINTED:
        for m in re.finditer(pattern, head, re.IGNORECASE):
            named = m["month"].lower()[:3]
            month = _MONTH.index(named) + 1 if named in _MONTH else int(m["month"])
            with contextlib.suppress(ValueError):
                out.add(dt.date(int(m["year"]), month, int(m["day"])))
    return out


def headers(first: int | None) -> Iterator[str]:
    """FA-KES: the day read from the header as published, against what is printed and against the data's column."""
    with_header, right, none, other, agreeing = 0, 0, 0, [], [0, 0]
    for row in gold.rows("fakes_dev.jsonl", first=first):
        text, labelled = row["text"], Interval.parse(gold.day_of(row))
        read = date_article(article_from_text(text)).interval
        there = printed(text[:HEAD])
        none += not there
        if not there:
            continue
        with_header += 1
        right += read.is_day and read.first in there
        opening = opening_date(text)
        found = next(find_dates(opening[1].of(text)), None) if opening else None
        if found is not None and found.weekday is not None and read.first is not None:
            agreeing[found.weekday == read.first.weekday()] += 1
        if labelled.first not in there:
            other.append(row["id"])
    yield f"fakes_dev: {with_header} articles print a full date at their head, {none} do not;"
    yield f"  the day read is the printed one in {right} of {with_header};"
    yield f"  the weekday printed beside it agrees in {agreeing[1]} of {sum(agreeing)};"
    yield f"  the data's own column names a day that the head does not print in {len(other)}:"
    yield "  " + " ".join(i.removeprefix("FAKES-") for i in other)


def captures() -> Iterator[str]:
    """The five captures, each alone and all in one record."""
    from dragoman.model import BadInput
    from dragoman.pages import read_pages
    from dragoman.reader import Reader
    from dragoman.record import Record

    reader = Reader()
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "r.dragoman") as record:
        for page in read_pages(sorted((gold.SHARED / "seeds").glob("*.txt"))):
            if not isinstance(page, BadInput):
                record.add(reader.read(page))
        record.derive()
        yield "| capture | alone | days | together | days |"
        yield "|---|---|---|---|---|"
        for r in record.sql(
            "SELECT a.source, a.published_from AS f, a.published_to AS t, d.published_from AS df, d.published_to AS dt "
            "FROM articles a LEFT JOIN article_days d USING (article_id) ORDER BY a.source"
        ):
            alone = Interval(Interval.parse(r["f"]).first, Interval.parse(r["t"]).last)
            both = (
                Interval(Interval.parse(r["df"]).first, Interval.parse(r["dt"]).last) if r["df"] or r["dt"] else alone
            )
            yield f"| {Path(r['source']).name[:3]} | {alone} | {alone.days} | {both} | {both.days} |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--first", type=int)
    options.add_argument("--wrong", action="store_true", help="list articles whose day lies outside the Interval")
    options.add_argument("--train", action="store_true", help="also every third article of polnear_train")
    options.add_argument("--parts", default="text,headers,seeds")
    args = options.parse_args()
    if "text" in args.parts:
        text_table(args.first, wrong=args.wrong, train=args.train)
    if "headers" in args.parts:
        for row in headers(args.first):
            print(row)
    if "seeds" in args.parts:
        for row in captures():
            print(row)


def text_table(first: int | None, *, wrong: bool, train: bool) -> None:
    """Articles with their dates taken away, by corpus and with the baselines."""
    parser = Parser()
    everything: list[Case] = []
    print("| text | articles | day inside | exact, right | an end known | both | median | year | quarter | week |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for corpus in (*CORPORA, *(["polnear_train"] if train else [])):
        found = list(cases(corpus, parser, first, step=3 if corpus == "polnear_train" else 1))
        days = [c.day for c in found]
        print(line(f"{corpus}, no date at all", days, [c.found.interval for c in found]))
        print(line(f"{corpus}, month and day left", days, [c.with_month_and_day.interval for c in found]), flush=True)
        if wrong:
            for case in found:
                for published in (case.found, case.with_month_and_day):
                    if not published.interval.contains(case.day):
                        print(f"  {case.name} {case.day} not in {published.interval}: {'; '.join(published.reasons)}")
        if corpus != "polnear_train":
            everything += found
    days = [c.day for c in everything]
    print(line("all three, no date at all", days, [c.found.interval for c in everything]))
    print(line("baseline: no answer", days, [UNKNOWN] * len(days)))
    learnt = year_classifier(everything)
    for corpus in CORPORA:
        part = [(c, i) for c, i in zip(everything, learnt, strict=True) if c.corpus == corpus]
        print(line(f"baseline: year learnt on polnear_train, {corpus}", [c.day for c, _ in part], [i for _, i in part]))
    print(line(f"baseline: year learnt on these texts, {FOLDS} folds", days, in_folds(everything)))
    print(f"dating took {1000 * statistics.mean(c.seconds for c in everything):.2f} ms an article")


if __name__ == "__main__":
    main()
