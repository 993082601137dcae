"""Statements against PolNeAR (all of them, and those with a verb of speech) and against the diplomacy articles.

usage: python benchmarks/attribution.py [--first N] [--boot N]
Reads with the whole reader, as `dragoman annotate` does, each article once. The labelled data (see gold.py) is not part
of the project. What the columns mean stands at the head of the scorer, `score/attribution.py`.
"""

from __future__ import annotations

import argparse
import sys

import gold


def polnear(first: int | None, boot: int) -> None:
    """The scorer's table twice: over all statements, and over those whose cue is a verb of speech."""
    rows = gold.rows("polnear_dev.jsonl", first=first)
    found = list(gold.annotate(rows))
    verbs = ("--speech-verbs", str(gold.SCORE / "speech_verbs.txt"))
    for title, options in (("all statements", ()), ("with a verb of speech", verbs)):
        print(f"PolNeAR, {title}")
        print(gold.score("attribution.py", rows, found, "--boot", str(boot), *options).rstrip(), end="\n\n")


def diplomacy(first: int | None) -> None:
    """The scorer's whole line; LINK and SPEAKER are the statements'."""
    rows = gold.rows("diplomacy_dev.jsonl", first=first)
    print("diplomacy articles")
    print(gold.score("diplomacy.py", rows, gold.annotate(rows)).strip())


def main() -> int:
    """Measure; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--first", type=int, help="only so many articles of each set")
    ap.add_argument("--boot", type=int, default=1000, help="samples of the bootstrap; 0 for no intervals")
    options = ap.parse_args()
    if not gold.present():
        print(f"the labelled data is not here ({gold.SHARED}); set DRAGOMAN_SHARED", file=sys.stderr)
        return 1
    polnear(options.first, options.boot)
    diplomacy(options.first)
    return 0


if __name__ == "__main__":
    sys.exit(main())
