"""How far the record narrows pages without a date: FA-KES, every second article known to a year or so only.

    python benchmarks/dating_record.py [--first N]

The header is blanked out. Every second article is given its day, the others an Interval of 360 to 530 days that holds
it, so that whatever is narrower comes from the other articles alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
from pathlib import Path

import gold

from dragoman.dating import date_article
from dragoman.dating.opening import opening_date
from dragoman.model import Interval
from dragoman.pages import article_from_text
from dragoman.reader import Reader
from dragoman.record import Record

BEFORE, AFTER = 200, 150


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--first", type=int)
    args = options.parse_args()
    reader = Reader()
    true: dict[str, dt.date] = {}
    loose = 0
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "r.dragoman") as record:
        for i, row in enumerate(gold.rows("fakes_dev.jsonl", first=args.first)):
            text = row["text"]
            day, found = date_article(article_from_text(text)).interval.first, opening_date(text)
            if day is None or found is None:
                continue
            start, end = found[1]
            around = Interval(day - dt.timedelta(days=BEFORE + i % 97), day + dt.timedelta(days=AFTER + i % 89))
            given = Interval.day(day) if i % 2 else around
            loose += 1 - i % 2
            reading = reader.read(text[:start] + " " * (end - start) + text[end:], published=given)
            record.add(reading)
            true[reading.article.article_id] = day
        record.derive()
        rows = record.sql("SELECT * FROM article_days")
    narrowed = [
        (
            true[r["article_id"]],
            Interval(Interval.parse(r["published_from"]).first, Interval.parse(r["published_to"]).last),
        )
        for r in rows
        if r["reasons"] != "[]"
    ]
    right = sum(interval.contains(day) for day, interval in narrowed)
    widths = sorted(interval.days or 0 for _, interval in narrowed)
    print(f"{loose} articles without a day, {len(narrowed)} narrowed by the others, {right} of these rightly;")
    print(
        f"median width {statistics.median(widths) if widths else 0:.0f} days, {sum(w <= 7 for w in widths)} to a week;"
    )
    print(f"reasons that disagree: {sum(r['conflicts'] != '[]' for r in rows)} articles")


if __name__ == "__main__":
    main()
