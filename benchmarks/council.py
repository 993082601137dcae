"""The Council forecast, refitted year by year, in two spans of years, and what knowing sponsors would add.

usage: python benchmarks/council.py [--from 1994] [--split 2006] [--to 2025]
Needs scikit-learn (`dragoman[council]`); no labelled data: the votes are in the package. Features, half-lives and
penalties were chosen on the years before the split.
"""

from __future__ import annotations

import argparse

from dragoman.forecast import BASELINES, Report, backtest
from dragoman.forecast.asking import TABLES
from dragoman.forecast.rollcalls import RollCall
from dragoman.reference import load


def sponsors(call: RollCall) -> dict[str, str]:
    """The sponsors that the reference data names, as heard before the vote: few, mostly of failed drafts."""
    return {member: TABLES for member in call.sponsors if member in call.ballots}


def told(name: str, report: Report) -> None:
    found, every = report.contested["forecast"].row(), report.every["forecast"].row()
    print(
        f"{name}: {report.votes} votes, log loss {found['log_loss']:.4f} Brier {found['brier']:.4f} "
        f"right {found['accuracy']:.1%} ({report.gain:.1%} less than {report.best_baseline}); "
        f"all votes {every['log_loss']:.4f}; outcomes {report.outcomes['all'].row()['log_loss']:.4f}",
        flush=True,
    )
    for baseline in BASELINES:
        print(f"  {baseline}: log loss {report.contested[baseline].row()['log_loss']:.4f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--from", dest="first", type=int, default=1994)
    options.add_argument("--split", type=int, default=2006)
    options.add_argument("--to", dest="last", type=int, default=2025)
    given = options.parse_args()
    facts = load()
    told("refitted", backtest(facts, first=given.first, last=given.last))
    for first, last in ((given.first, given.split - 1), (given.split, given.last)):
        told(f"shipped weights, {first} to {last}", backtest(facts, first=first, last=last, refit=False))
    told("shipped, sponsors heard", backtest(facts, first=given.first, last=given.last, refit=False, heard=sponsors))


if __name__ == "__main__":
    main()
