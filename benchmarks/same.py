"""Whether a change of the code changes the record: digests of every article's entries, written before, compared after.

    python benchmarks/same.py --write FILE [--data fakes_dev] [--articles 420] [--fast]
    python benchmarks/same.py --compare FILE

`--write` reads development articles (FA-KES', unless `--data` names others) and writes a JSON line each: the SHA-256 of
what `dragoman annotate` gives for it (and of the statements' class and construction, and the times' days, which that
leaves out), and one of each of its entries. `--compare` reads the same articles in the same way with the code as it is
now, names those that differ with the first entry that does, and ends with status 1. Digests, not texts: still no file
for the repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gold

from dragoman.exports.annotate import reading_to_json
from dragoman.model import Reading
from dragoman.pages import article_from_text
from dragoman.reader import Reader

DATA = "fakes_dev"
SHORT = 12
"""Hexadecimal digits that tell an entry from another of the same article."""


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = ap.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", type=Path, metavar="FILE")
    what.add_argument("--compare", type=Path, metavar="FILE")
    ap.add_argument("--data", default=DATA, help="which articles: fakes_dev or polnear_dev")
    ap.add_argument("--articles", type=int, help="the first so many only")
    ap.add_argument("--fast", action="store_true", help="without the encoder")
    a = ap.parse_args()
    if a.write:
        write(a.write, data=a.data, articles=a.articles, fast=a.fast)
        return
    different = list(compare(a.compare))
    print("\n".join(different) or "the same", flush=True)
    sys.exit(1 if different else 0)


def write(path: Path, *, data: str, articles: int | None, fast: bool) -> None:
    """A first line with the options, then a line an article."""
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"data": data, "articles": articles, "fast": fast}) + "\n")
        for name, entries in read(data=data, articles=articles, fast=fast):
            line = {"id": name, "sha256": digest(entries), "entries": [digest(e)[:SHORT] for e in entries]}
            out.write(json.dumps(line) + "\n")


def compare(path: Path) -> Iterator[str]:
    """A line for each article that is not what it was when the file was written."""
    options, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    before = {line["id"]: line for line in lines}
    for name, entries in read(**options):
        line = before.pop(name, None)
        if line is None:
            yield f"{name}: not in the file"
        elif line["sha256"] != digest(entries):
            yield f"{name}: {first_difference(entries, line['entries'])}"
    yield from (f"{name}: no longer read" for name in before)


def first_difference(entries: list[Any], before: list[str]) -> str:
    """The first entry that is new or other than it was, else how many are missing."""
    known = set(before)
    new = next((e for e in entries if digest(e)[:SHORT] not in known), None)
    if new is not None:
        return json.dumps(new, ensure_ascii=False)
    missing = len(known - {digest(e)[:SHORT] for e in entries})
    return f"{missing} of {len(before)} entries missing" if missing else "the same entries in another order"


def read(*, data: str, articles: int | None, fast: bool) -> Iterator[tuple[str, list[Any]]]:
    """Each article's number and id, and its entries: pairs of a kind and what the record has of it."""
    reader = Reader(fast=fast)
    for number, row in enumerate(gold.rows(f"{data}.jsonl", first=articles)):
        reading = reader.read(article_from_text(row["text"], published=gold.day_of(row)))
        # some ids stand for two articles
        yield f"{number} {row['id']}", entries_of(reading, str(row["id"]))


def entries_of(reading: Reading, name: str) -> list[Any]:
    """All that the record has of an article, an entry a pair."""
    found: list[Any] = []
    for kind, value in reading_to_json(reading, name).items():
        found += [(kind, entry) for entry in (value if isinstance(value, list) else [value])]
    found += [("statement", s.id, s.how, s.cue_class) for s in reading.statements]
    found += [("figure", f.id, f.how, f.qualifier, f.confidence) for f in reading.figures]
    found += [("position", p.id, p.how) for p in reading.positions]
    found += [("ballot", b.id, b.how, b.confidence) for b in reading.ballots]
    found += [("days", t.span, t.interval.iso) for t in reading.times]
    return found


def digest(value: Any) -> str:
    """The SHA-256 of a value as JSON."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


if __name__ == "__main__":
    main()
