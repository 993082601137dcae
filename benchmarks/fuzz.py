"""Reads spoiled pages until a law breaks: `python benchmarks/fuzz.py --pages 200000 [--first N] [--seed S] [--full]`.

Each page is one of the sample's, its bytes turned, cut, doubled and mixed with others (`tests/fuzzing.py`), as text,
HTML, JSON lines, feed, WARC, also in gzip. Broken are: a failure that is no BadInput, 30 seconds for a page, a Span
whose text is not what the record quotes. What broke goes to `--out` as JSON lines; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from dragoman.reader import Reader
from fuzzing import faults_of, kept, spoiled

SEED = 20130123


def main() -> int:
    """Runs them; 1 when one broke something."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--pages", type=int, default=200_000, help="how many (default 200,000)")
    options.add_argument("--first", type=int, default=0, help="the number of the first one")
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--full", action="store_true", help="with the encoder, which takes twice as long")
    options.add_argument("--out", type=Path, default=Path("fuzz.jsonl"), help="what broke, as JSON lines")
    chosen = options.parse_args()
    reader = Reader(fast=not chosen.full)
    began, broken, slowest = time.monotonic(), 0, (0.0, "")
    for number in range(chosen.first, chosen.first + chosen.pages):
        name, content = spoiled(chosen.seed, number)
        at = time.process_time()
        found = list(faults_of(name, content, reader))
        slowest = max(slowest, (time.process_time() - at, name))
        for fault in found:
            broken += 1
            print(fault, flush=True)
            with chosen.out.open("a", encoding="utf-8") as out:
                out.write(kept(name, content) + "\n")
        if (number + 1) % 5000 == 0:
            _tell(number + 1 - chosen.first, broken, slowest, time.monotonic() - began)
    _tell(chosen.pages, broken, slowest, time.monotonic() - began)
    return 1 if broken else 0


def _tell(done: int, broken: int, slowest: tuple[float, str], seconds: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{done:,} pages, {broken:,} broke something; slowest {slowest[0]:.2f} s ({slowest[1]}); "
        f"peak {peak:,.0f} MB; {seconds:,.0f} s",
        flush=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
