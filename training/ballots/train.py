"""Fits the weights of the Council forecast, year by year, and writes the table that the package carries.

    pip install 'dragoman[council]'
    python training/ballots/train.py [--out src/dragoman/forecast/data/weights.csv.gz]

The weights of a year are fitted on the votes of the years before it and on nothing else. The same reference data gives
the same bytes (three decimals; gzip carries no time).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sys
from pathlib import Path

from dragoman.forecast.backtest import FIRST, gather
from dragoman.forecast.fitting import fit
from dragoman.forecast.weights import COLUMNS
from dragoman.reference import load

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "dragoman" / "forecast" / "data" / "weights.csv.gz")
    given = parser.parse_args()
    facts = load()
    known = gather(facts)
    last = max(call.date.year for call, _ in known)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for year in range(FIRST, last + 2):
        writer.writerows(fit(known, year).rows())
        print(year, end=" ", flush=True)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=9) as file:
        file.write(text.getvalue().encode("utf-8"))
    given.out.write_bytes(buffer.getvalue())
    print(f"\n{given.out}: {given.out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
