"""Builds the package's reference tables from the facts and the reviewed files of this folder.

    python reference/build.py [--facts ../shared/facts] [--out src/dragoman/reference/data]

Repeatable: the same input gives the same bytes (rows are sorted, gzip carries no time). What is taken from where, what
is changed and what is left out is told in README.md beside this file and in NOTICE.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from dragoman.reference.tables import TABLES

from building import assembly, bodies, council, names, people, places, states
from building.sources import Facts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def packed(text: str) -> bytes:
    """Gzip of a text that is the same for the same text: no time, no file name, one level."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=9) as file:
        file.write(text.encode("utf-8"))
    return buffer.getvalue()


def write_table(name: str, rows: Iterable[dict[str, str]], out: Path) -> int:
    """Writes a table in its columns' order, sorted as given; returns the number of rows."""
    columns = TABLES[name].columns
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    (out / f"{name}.csv.gz").write_bytes(packed(text.getvalue()))
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=Path, default=ROOT.parent / "shared" / "facts")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "dragoman" / "reference" / "data")
    given = parser.parse_args()
    if not given.facts.is_dir():
        print(f"{given.facts}: no such folder of facts; give one with --facts", file=sys.stderr)
        return 2
    given.out.mkdir(parents=True, exist_ok=True)
    facts = Facts(given.facts, HERE / "own")
    words = (HERE / "own" / "common_words.txt").read_text(encoding="utf-8")
    (given.out / "common_words.txt.gz").write_bytes(packed(words))
    persons, offices = people.build(facts)
    orgs, groups = bodies.build(facts)
    tables = {
        "roles": facts.own("roles"),
        "states": states.build(facts),
        "persons": persons,
        "offices": offices,
        "orgs": orgs,
        "groups": groups,
        "names": names.build(facts),
        "places": places.build(facts),
        "votes": council.votes(facts),
        "members": council.members(facts),
        "ideal_points": assembly.ideal_points(facts, orgs),
    }
    for name, rows in tables.items():
        count = write_table(name, rows, given.out)
        print(f"{name:10} {count:6} rows {(given.out / f'{name}.csv.gz').stat().st_size:9,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
