"""Time expressions against TempEval-3's TimeBank and AQUAINT: the scorer's figures, by kind, and the speed.

usage: python benchmarks/times.py [--shared ../shared] [--errors N] [--speed] [timebank] [aquaint]
`--speed` reads and resolves every article several times over and tells the least time, in place of the scores.
The labelled data and the scorer (`score/timex.py`) are not part of the project.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times, read_times, resolve
from dragoman.model import Interval

ROUNDS = 7
"""Readings of each article of which the quickest counts, for `--speed`."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", nargs="*", default=["timebank", "aquaint"])
    options.add_argument("--shared", type=Path, default=Path(__file__).parents[1] / ".." / "shared")
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--speed", action="store_true")
    args = options.parse_args()
    parser = Parser()
    for corpus in args.corpora:
        gold = args.shared / "gold" / f"{corpus}_te3clean.jsonl"
        if args.speed:
            print_speed(corpus, gold, parser)
            continue
        words, seconds = 0, 0.0
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
            for line in gold.open(encoding="utf-8"):
                article = json.loads(line)
                analysis = analyse(article["text"], parser)
                words += len(article["text"].split())
                began = time.process_time()
                times = find_times(analysis, published=Interval.parse(article["dct"]))
                seconds += time.process_time() - began
                found = [
                    {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value,
                     "text": t.span.of(article["text"])}
                    for t in times
                ]  # fmt: skip
                out.write(json.dumps({"id": article["id"], "timex": found}) + "\n")
            out.flush()
            speed = 1000 * seconds * 400 / words
            print(f"== {corpus}: {words} words, {speed:.2f} ms an article of 400 words", flush=True)
            scorer = [sys.executable, str(args.shared / "score" / "timex.py"), str(gold), out.name]
            subprocess.run([*scorer, "--buckets", "--types", "--errors", str(args.errors)], check=True)


def print_speed(corpus: str, gold: Path, parser: Parser) -> None:
    """Prints the milliseconds of `read_times` and of `resolve` for an article of 400 words, the parse apart."""
    words, reading, resolving = 0, 0.0, 0.0
    for line in gold.open(encoding="utf-8"):
        article = json.loads(line)
        analysis, published = analyse(article["text"], parser), Interval.parse(article["dct"])
        words += len(article["text"].split())
        expressions = read_times(analysis)
        reading += min(_seconds(partial(read_times, analysis)) for _ in range(ROUNDS))
        resolving += min(_seconds(partial(resolve, expressions, published=published)) for _ in range(ROUNDS))
    read, resolved = (1000 * seconds * 400 / words for seconds in (reading, resolving))
    print(f"{corpus}: an article of 400 words: read {read:.2f} ms, resolved {resolved:.2f} ms", flush=True)


def _seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


if __name__ == "__main__":
    main()
