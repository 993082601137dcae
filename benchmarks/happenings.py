"""Happenings of killing in FA-KES (development half): `python benchmarks/happenings.py [--errors] [--data FILE]`.
With `--captures` the five captures instead: every happening that several of them tell, or the Council's record has, by
type, days, reports, origins; read as they lie, then with their days given.

Every article is read and put into one record. Its own attack is each happening of an attack one of whose reports in
the article counts the article's own toll (the headline figure); where there is none, each on the figure's day. Two
articles are called the same when they share such a happening. Held against the labels, over articles whose header
prints a day within two of the label's:

same       label date, place, cause and toll are equal, the toll is not 0
different  the days lie more than a week apart, or the places differ and the days by more than two, or place, cause and
           toll all differ; all other pairs are left out, for one incident is often labelled twice with other tolls

Every second incident (by day and length of the place's name) was tuned on: half 0; half 1 was only measured.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import gold
from captures_labels import captures

from dragoman.pages import clean, read_pages
from dragoman.record import Record

NEAR = 2
"""Days by which label and header may differ."""
FAR = 7


class Labelled(NamedTuple):
    """One article with its label."""

    article_id: str
    day: dt.date
    place: str
    cause: str
    toll: int
    title: str


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--errors", action="store_true")
    options.add_argument("--data", type=Path, help="a file like fakes_dev.jsonl")
    options.add_argument("--captures", action="store_true", help="the five captures")
    args = options.parse_args()
    if args.captures:
        for dated in (False, True):
            _captures(dated=dated)
        return
    rows = (
        [json.loads(line) for line in args.data.open(encoding="utf-8")] if args.data else gold.rows("fakes_dev.jsonl")
    )
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "r.dragoman") as record:
        found: dict[str, Labelled] = {}
        for row in rows:
            reading = gold.reader().read(row["text"])
            record.add(reading)
            one = _labelled(reading.article.article_id, reading.published.interval.first, row)
            if one is not None:
                found.setdefault(one.article_id, one)
        record.derive()
        own = {key: _own_attacks(record, key) for key in found}
        several = record.sql("SELECT count(*) AS n, sum(reports = 1) AS alone FROM happenings WHERE origins > 1")[0]
    print(f"{several['n']} happenings of several origins, {several['alone'] or 0} of them told by one article")
    print(f"{len(found)} articles whose header agrees with the label")
    same, different = _pairs(sorted(found.values()))
    for half in (0, 1, None):
        _score(half, same, different, own)
    if args.errors:
        for kind, pairs, wrong in (("missed", same, False), ("wrong", different, True)):
            for one, other in pairs:
                if bool(own[one.article_id] & own[other.article_id]) is wrong:
                    print(f"{kind}: half {_half(one)} {one.day} {one.place} {one.toll} “{one.title}”")
                    print(f"        {other.day} {other.place} {other.toll} “{other.title}”")


def _captures(*, dated: bool) -> None:
    print("with their days given:" if dated else "as they lie:")
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "r.dragoman") as record:
        for capture in captures():
            article = clean(next(iter(read_pages([str(capture.path)]))))  # type: ignore[arg-type]
            record.add(gold.reader().read(article, published=capture.published if dated else None))
        record.derive()
        for row in record.sql("SELECT * FROM happenings WHERE reports > 1 OR official IS NOT NULL ORDER BY sort_key"):
            days = row["date_from"] if row["date_from"] == row["date_to"] else f"{row['date_from']}/{row['date_to']}"
            counts = f"{row['reports']} articles, {row['origins']} origins"
            print(f"  {row['type']} {days} {row['actors']} {row['recipients']} {counts} {row['official'] or ''}")


def _labelled(article_id: str, published: dt.date | None, row: dict[str, Any]) -> Labelled | None:
    month, day, year = map(int, row["date"].split("/"))
    labelled, incident = dt.date(2000 + year, month, day), row["incident"]
    if published is None or abs((published - labelled).days) > NEAR:
        return None
    toll = sum(incident["killed"].values())
    return Labelled(article_id, labelled, incident["place"], incident["cause"], toll, row["title"])


def _own_attacks(record: Record, article_id: str) -> frozenset[str]:
    """The happenings that are the article's own attack."""
    reports = record.sql(
        "SELECT r.happening_id, e.sentence, h.date_from, h.date_to FROM events e JOIN happening_reports r "
        "USING (article_id, event_id) JOIN happenings h USING (happening_id) WHERE e.article_id = ? "
        "AND e.type IN ('ASSAULT', 'COERCE') AND e.status IN ('happened', 'ongoing', 'recalled')",
        (article_id,),
    )
    figures = record.sql("SELECT * FROM figures WHERE article_id = ? AND measure = 'killed'", (article_id,))
    headline = [f for f in figures if f["headline"]]
    toll = {f["low"] or f["high"] for f in headline}
    sentences = {f["sentence"] for f in figures if f["low"] in toll and f["scope"] == "incident"}
    counted = {r["happening_id"] for r in reports if r["sentence"] in sentences}
    days = {f["date_from"] for f in headline if f["date_from"] == f["date_to"]}
    return frozenset(counted or {r["happening_id"] for r in reports if {r["date_from"], r["date_to"]} <= days})


Pair = tuple[Labelled, Labelled]


def _pairs(articles: list[Labelled]) -> tuple[list[Pair], list[Pair]]:
    same, different = [], []
    for one, other in combinations(articles, 2):
        apart = abs((one.day - other.day).days)
        differs = [one.place != other.place, one.cause != other.cause, one.toll != other.toll]
        if one[1:5] == other[1:5] and one.toll:
            same.append((one, other))
        elif apart > FAR or (differs[0] and apart > NEAR) or all(differs):
            different.append((one, other))
    return same, different


def _half(one: Labelled) -> int:
    return (one.day.toordinal() + len(one.place)) % 2


def _score(half: int | None, same: list[Pair], different: list[Pair], own: dict[str, frozenset[str]]) -> None:
    def called(pairs: list[Pair]) -> int:
        return sum(bool(own[a.article_id] & own[b.article_id]) for a, b in pairs)

    same = [p for p in same if half in (None, _half(p[0]))]
    different = [p for p in different if half in (None, _half(p[0]))]
    right, wrong = called(same), called(different)
    precision, recall = right / max(right + wrong, 1), right / max(len(same), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    name = "both halves" if half is None else f"half {half}"
    print(
        f"{name}: {len(same)} pairs the same, {right} found; {len(different)} different, {wrong} joined; "
        f"P {100 * precision:.1f} R {100 * recall:.1f} F1 {100 * f1:.1f}"
    )


if __name__ == "__main__":
    main()
