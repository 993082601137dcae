"""The Council forecast, refitted year by year: with sponsors and without, and whether the shipped weights are its own.

usage: python benchmarks/council.py [--from 1994] [--to 2025]
Needs scikit-learn (`dragoman[council]`); no labelled data: the votes are in the package.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from dragoman.forecast import BASELINES, Report, backtest
from dragoman.reference import Reference, load


def unsponsored() -> Reference:
    """The reference data as if no draft's sponsors were known."""
    facts = Reference()
    votes = tuple(replace(v, sponsors=()) for v in load().council.votes)
    facts.__dict__["council"] = replace(load().council, votes=votes)
    return facts


def told(name: str, report: Report) -> None:
    found, every = report.contested["forecast"].row(), report.every["forecast"].row()
    print(
        f"{name}: log loss {found['log_loss']:.4f} Brier {found['brier']:.4f} right {found['accuracy']:.1%} "
        f"({report.gain:.1%} less than {report.best_baseline}); all votes {every['log_loss']:.4f}",
        flush=True,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--from", dest="first", type=int, default=1994)
    options.add_argument("--to", dest="last", type=int, default=2025)
    given = options.parse_args()
    years = {"first": given.first, "last": given.last}
    report = backtest(load(), **years)
    told("refitted", report)
    for name in BASELINES:
        print(f"  {name}: log loss {report.contested[name].row()['log_loss']:.4f}")
    told("shipped weights", backtest(load(), **years, refit=False))
    told("no sponsors known", backtest(unsponsored(), **years))


if __name__ == "__main__":
    main()
