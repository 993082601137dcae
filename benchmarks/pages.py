"""Page cleaning against the labelled pages: HTML, and captures that are plain text already.

usage: python benchmarks/pages.py [html] [lines] [--worst N] [--first N]

Precision and recall of shingles of four words, averaged over pages; F1 is of the two averages. `--worst` names pages
with the lowest scores. The data and its scorer are not part of the project (`gold.py` says where they are looked for).
"""

from __future__ import annotations

import argparse
import sys
import time

import gold

SCORES = {"html": gold.html_score, "lines": gold.lines_score}
NAMES = {"html": "HTML", "lines": "captures already plain text"}


def main() -> int:
    """Measure and print; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("kinds", nargs="*", metavar="html|lines", help="what to measure; both when nothing is named")
    ap.add_argument("--worst", type=int, default=0, help="name so many pages with the lowest scores")
    ap.add_argument("--first", type=int, default=None, help="only so many pages of each")
    a = ap.parse_args()
    if unknown := [kind for kind in a.kinds if kind not in SCORES]:
        ap.error(f"there is no {unknown[0]!r}; choose of {', '.join(SCORES)}")
    if not gold.present():
        print(f"no labelled data at {gold.SHARED}; set DRAGOMAN_SHARED to the folder that holds gold/ and score/")
        return 1
    for kind in a.kinds or SCORES:
        began = time.time()
        print(f"== {NAMES[kind]}")
        print(SCORES[kind](first=a.first, worst=a.worst).rstrip(), flush=True)
        print(f"{time.time() - began:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
