"""Fit the model that tells an article's own toll from tolls told beside it, and show what it is worth.

usage: python training/tolls/train.py [--write]      --write puts the weights of all rows into the package
Needs scikit-learn (`pip install scikit-learn`), which dragoman itself does not, and FA-KES's development rows
(Abu Salem et al. 2019, CC BY 4.0), which are not part of the project. The figures printed are cross-fitted: weights
from the even rows are measured on the odd ones, and the other way round.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from sklearn.linear_model import LogisticRegression

from dragoman.actors.cast import Cast
from dragoman.extract.figures import MANY_TOLLS, OWN_SHARE
from dragoman.extract.figures.circumstances import Circumstances
from dragoman.extract.figures.counts import find_counts
from dragoman.extract.figures.lexicon import load_lexicon
from dragoman.extract.figures.measures import measure_counts
from dragoman.extract.figures.scope import Toll, article_features, toll_of
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.language.times.attach import times_in
from dragoman.model import Interval

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import gold

WEIGHTS = Path(__file__).parents[2] / "src" / "dragoman" / "extract" / "figures" / "own.yaml"
PENALTY = 0.3
"""Inverse strength of the L2 penalty; 0.1 to 1 give the same figures within half a point."""


HEAD = """\
# Made by training/tolls/train.py from FA-KES (Abu Salem et al. 2019, CC BY 4.0). `own`: a count of deaths is of the
# article's own incident; `whole`: it is that incident's whole toll. The features are those of scope.py.
"""


class Row(NamedTuple):
    """One count of deaths: its article's number, its features, and whether a label confirms it."""

    article: int
    features: dict[str, float]
    own: bool
    whole: bool


def labels(incident: dict[str, Any]) -> tuple[set[int], set[int]]:
    """The labelled tolls of an incident, and the labelled parts of it."""
    killed = incident["killed"]
    totals = {killed["civilians"], killed["noncivilians"], killed["civilians"] + killed["noncivilians"]} - {0}
    return totals, {killed["children"], killed["women"]} - {0}


def says(toll: Toll, values: set[int]) -> bool:
    """True when the toll is one of the values or bounds one, as the scorer has it."""
    low, high = toll.count.number.low, toll.count.number.high
    return any(n in (low, high) or (low is not None and high is not None and low <= n <= high) for n in values)


def deaths(row: dict[str, Any], parser: Parser) -> tuple[list[Toll], int]:
    """The counts of deaths of an article, and its length."""
    lexicon, published = load_lexicon(), Interval.parse(gold.day_of(row))
    analysis = analyse(row["text"], parser)
    times = find_times(analysis, published=published)
    around = Circumstances(row["text"], Cast(()), times, (), published, None)
    found = []
    for sentence in analysis.sentences:
        counts = find_counts(sentence, sentence.text, lexicon, times_in(sentence, times))
        measure_counts(counts, lexicon)
        found += [
            toll_of(c, sentence.index, lexicon, around.said_date(c), published) for c in counts if c.measure == "killed"
        ]
    return found, len(row["text"])


def read() -> tuple[list[Row], list[int]]:
    """Every count of deaths of the labelled articles, and the numbers of the articles that a label can confirm."""
    parser, out, labelled = Parser(), [], []
    for number, row in enumerate(gold.rows("fakes_dev.jsonl")):
        totals, parts = labels(row["incident"])
        if not totals:
            continue
        labelled.append(number)
        tolls, length = deaths(row, parser)
        for toll, features in zip(tolls, article_features(tolls, length, load_lexicon()), strict=True):
            out.append(Row(number, features, says(toll, totals | parts), says(toll, totals)))
    return out, labelled


def fitted(rows: list[Row], target: str) -> LogisticRegression:
    """The model of one target (`own` or `whole`)."""
    names = sorted(rows[0].features)
    model = LogisticRegression(C=PENALTY, max_iter=10_000)
    return model.fit([[r.features[n] for n in names] for r in rows], [getattr(r, target) for r in rows])


def measure(rows: list[Row], labelled: list[int], half: int) -> None:
    """FOUND, HEADLINE, PRECISE on one half with the weights of the other, by threshold."""
    names = sorted(rows[0].features)
    train, test = [r for r in rows if r.article % 2 != half], [r for r in rows if r.article % 2 == half]
    data = [[r.features[n] for n in names] for r in test]
    own, whole = (fitted(train, t).predict_proba(data)[:, 1] for t in ("own", "whole"))
    articles = [n for n in labelled if n % 2 == half]
    by_article: dict[int, list[int]] = {}
    for i, r in enumerate(test):
        by_article.setdefault(r.article, []).append(i)
    best = [max(members, key=lambda i: whole[i]) for members in by_article.values()]
    headline = 100 * sum(test[i].whole for i in best) / len(articles)
    print(f"half {half}: articles {len(articles)}  HEADLINE {headline:.1f}")
    for threshold in sorted({0.0, 0.15, 0.2, OWN_SHARE, 0.3, 0.35, 0.4, 0.5}):
        kept = [
            i
            for members in by_article.values()
            for i in members
            if own[i] >= threshold or len(members) < MANY_TOLLS or i in best
        ]
        found = {test[i].article for i in kept if test[i].whole}
        print(
            f"  share {threshold:.2f}  FOUND {100 * len(found) / len(articles):.1f}"
            f"  PRECISE {100 * sum(test[i].own for i in kept) / len(kept):.1f}  figures {len(kept)}"
        )


def main() -> int:
    """Measure, and with --write keep the weights of all rows; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--write", action="store_true")
    options = ap.parse_args()
    if not gold.present():
        print(f"the labelled data is not here ({gold.SHARED}); set DRAGOMAN_SHARED", file=sys.stderr)
        return 1
    rows, labelled = read()
    for half in (0, 1):
        measure(rows, labelled, half)
    weights = {}
    for target in ("own", "whole"):
        model = fitted(rows, target)
        weights[target] = {
            "intercept": round(float(model.intercept_[0]), 3),
            **{n: round(float(w), 3) for n, w in zip(sorted(rows[0].features), model.coef_[0], strict=True)},
        }
    if options.write:
        WEIGHTS.write_text(HEAD + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")
        print(f"wrote {WEIGHTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
