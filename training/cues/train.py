"""Learn the weights of the statements' judge from articles whose attributions are labelled.

usage: python training/cues/train.py polnear_train.jsonl [--out src/dragoman/extract/statements/lexicon/weights.csv]

The labelled file has a document a line: {"id", "text", "attributions": [{"source", "cue", "content": [[start, end]]}]}.
Every candidate that `propose` gives for a labelled article is a row; the readings of one cue and "no attribution" share
one multinomial choice; the target is the reading whose content comes nearest to a labelled one (Jaccard of word tokens
at least one half, sources sharing a word). Features seen in fewer than MIN_COUNT rows are left out, weights under SMALL
are not written. A third of the articles is read a second time without its commas and apostrophes, as captures that lost
their punctuation are. The articles held out for the linker are left out here too. Cues inside a labelled content are
left out: nothing nested is labelled. Deterministic. Needs numpy. About five minutes on one core.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1] / "encoder")]
from targets import WORD, nearness, words_of

from data import held_out, without_commas
from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.features import features
from dragoman.extract.statements.propose import propose
from dragoman.extract.statements.quoted import speeches
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser

MIN_COUNT = 5
SMALL = 0.1
L2 = 5.0
STEPS = 200
STRIPPED_EVERY = 3
OUT = Path(__file__).parents[2] / "src/dragoman/extract/statements/lexicon/weights.csv"

Document = dict[str, Any]


def groups(document: Document, parser: Parser) -> Iterator[tuple[list[list[str]], list[float]]]:
    """A choice a cue: the features of its readings, and the share of the target that each has."""
    text = document["text"]
    starts, ends = zip(*(m.span() for m in WORD.finditer(text)), strict=True)
    gold = [{r: words_of(a[r], ends, starts) for r in ("source", "cue", "content")} for a in document["attributions"]]
    at = defaultdict(set)
    for number, label in enumerate(gold):
        for word in label["content"]:
            at[word].add(number)
    labelled = [span for a in document["attributions"] for span in a["content"]]
    analysis = analyse(text, parser)
    for _, title, candidates in propose(analysis, speeches(text, analysis.quotations)):
        by_head: dict[int, list[Candidate]] = defaultdict(list)
        for c in candidates:
            by_head[c.head].append(c)
        for readings in by_head.values():
            near = [nearness(c, gold, at, ends, starts) for c in readings]
            high = max(near)
            best = [n >= high - 1e-4 and n > 0 for n in near]
            if high == 0 and readings[0].cue and any(_inside(readings[0], span) for span in labelled):
                continue
            share = 1 / sum(best) if any(best) else 0.0
            yield [features(c, cue_class_of(c) or "?", title) for c in readings], [share if b else 0.0 for b in best]


def _inside(c: Candidate, span: list[int]) -> bool:
    first, last = c.cue[0]
    at = c.tree.span(first, last)
    return span[0] <= at.start and at.end <= span[1]


def fit(
    columns: np.ndarray, ends: np.ndarray, target: np.ndarray, group: np.ndarray, width: int
) -> tuple[np.ndarray, float]:
    """Weights and intercept of the multinomial choice with ridge penalty L2, by Adam over all rows."""
    n = len(target)
    row = np.repeat(np.arange(n), np.diff(ends))
    new = np.r_[True, group[1:] != group[:-1]]
    first, where = np.flatnonzero(new), np.cumsum(new) - 1
    weights, bias = np.zeros(width), -2.0
    mean, square = np.zeros(width + 1), np.zeros(width + 1)
    for step in range(1, STEPS + 1):
        z = np.bincount(row, weights[columns], minlength=n) + bias
        high = np.maximum(np.maximum.reduceat(z, first), 0)
        e = np.exp(z - high[where])
        p = e / (np.add.reduceat(e, first) + np.exp(-high))[where]
        wrong = p - target
        slope = np.append(np.bincount(columns, wrong[row], minlength=width) + L2 * weights, wrong.sum())
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        rate = 0.1 * min(1.0, (STEPS - step + 1) / (STEPS * 0.3))
        move = rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights -= move[:-1]
        bias -= float(move[-1])
    return weights, bias


def main() -> None:
    """Read, collect, fit, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("labelled", type=Path)
    arguments.add_argument("--out", type=Path, default=OUT)
    given = arguments.parse_args()
    parser = Parser()
    rows: list[list[str]] = []
    target: list[float] = []
    group: list[int] = []
    number = 0
    with given.labelled.open(encoding="utf-8") as handle:
        for n, line in enumerate(handle):
            document = json.loads(line)
            if held_out(document["id"]):
                continue
            for version in [document, without_commas(document)] if n % STRIPPED_EVERY == 0 else [document]:
                for names, shares in groups(version, parser):
                    rows.extend(names)
                    target.extend(shares)
                    group.extend([number] * len(shares))
                    number += 1
            if n % 100 == 0:
                print(n, len(rows), file=sys.stderr)
    count = Counter(name for row in rows for name in row)
    index = {
        name: i for i, name in enumerate(sorted(name for name, c in count.items() if c >= MIN_COUNT and name != "bias"))
    }
    columns, ends = [], [0]
    for row in rows:
        columns.extend(index[name] for name in row if name in index)
        ends.append(len(columns))
    weights, bias = fit(np.array(columns, np.int32), np.array(ends), np.array(target), np.array(group), len(index))
    with given.out.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["bias", f"{bias:.3f}"])
        for name, i in index.items():
            if abs(weights[i]) >= SMALL:
                writer.writerow([name, f"{weights[i]:.2f}"])
    print(
        f"{len(rows)} readings of {number} cues, {sum(target):.0f} attributions, {len(index)} features", file=sys.stderr
    )


if __name__ == "__main__":
    main()
