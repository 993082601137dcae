"""Kills reads with two workers at random moments: `python benchmarks/kills.py [--kills 50] [--seed S] [--times N]`.

Each time the process is killed by SIGKILL, its workers are seen to end, the record is opened and checked, every
finished article is held against a record that was never killed, and a copy is read to its end and compared row for row,
all exported tables, with that record (`tests/killing.py`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from dragoman.reader import Reader
from killing import dump, finish, kill_deriving, kill_often, made_pages


def main() -> int:
    """Runs them; an AssertionError says what was lost."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--deriving", type=int, default=10, help="kills while what follows is derived (default 10)")
    options.add_argument("--seed", type=int, default=1402)
    options.add_argument("--times", type=int, default=12, help="how many times over the sample is read (default 12)")
    chosen = options.parse_args()
    reader, began = Reader(fast=True), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        files = made_pages(place / "pages", chosen.times)
        finish(place / "whole.dragoman", place / "pages", reader)
        expected = dump(place / "whole.dragoman")
        rows = sum(map(len, expected.values()))
        print(
            f"{files} files, {len(expected['articles'])} articles, {rows:,} rows in {len(expected)} tables", flush=True
        )
        kills = kill_often(place / "pages", place, expected, reader, kills=chosen.kills, seed=chosen.seed)
        for number, killed in enumerate(kills, 1):
            when = "after one more article" if killed.after_an_article else "after the start"
            state = ", derived" if killed.derived else ""
            print(f"{number:3} {killed.seconds:5.2f} s {when}: {killed.articles} articles{state}", flush=True)
        derived = list(kill_deriving(place / "pages", place, expected, reader, kills=chosen.deriving, seed=chosen.seed))
        print(f"{len(derived)} kills at the derivation: {sum(derived)} after it was done, the others before its end")
    print(f"{chosen.kills} kills, nothing lost, nothing twice, all equal; {time.monotonic() - began:,.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
