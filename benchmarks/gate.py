"""The quality gate: floors on a fixed slice of the labelled data, run by `make test`.

A floor is lowered only on purpose, with the reason in the commit. The slices are small, so that the gate takes about a
minute; `make bench` measures everything.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import NamedTuple

import gold


class Floor(NamedTuple):
    """One figure: how it is measured, where it stands in what the scorer prints, and what it must reach."""

    name: str
    measure: Callable[[], str]
    pattern: str
    least: float


_last: list[str] = []


def _over(scorer: str, file: str, every: int, *options: str) -> Callable[[], str]:
    def measure() -> str:
        rows = gold.rows(file, every=every)
        _last[:] = [gold.score(scorer, rows, gold.annotate(rows), *options)]
        return _last[0]

    return measure


def _again() -> str:
    """What the scorer of the floor before this one printed: another figure of the same reading."""
    return _last[0]


FLOORS = [
    Floor(
        "attribution, LINK F1",
        _over("attribution.py", "polnear_dev.jsonl", 4, "--boot", "0"),
        r"LINK +P.*F1 +([\d.]+)",
        69,
    ),
    Floor("whole reading, LINK F1", _over("diplomacy.py", "diplomacy_dev.jsonl", 1), r"LINK ([\d.]+)", 72),
    Floor("whole reading, events found", _again, r"EVENT_R ([\d.]+)", 58),
    Floor("whole reading, events right", _again, r"EVENT_P ([\d.]+)", 65),
    Floor("whole reading, status", _again, r"STATUS ([\d.]+)", 90),
    Floor("whole reading, positions", _again, r"POSITION ([\d.]+)", 52),
    Floor("events, END2END", _over("events.py", "plv_train.jsonl", 4), r"END2END ([\d.]+)", 75),
    Floor("times, value F1", _over("timex.py", "timebank_te3clean.jsonl", 4), r"^value +P.*F1=([\d.]+)", 0.8),
    Floor("figures, FOUND", _over("figures.py", "fakes_dev.jsonl", 6), r"FOUND ([\d.]+)", 88),
    Floor("pages as HTML, F1", lambda: gold.html_score(first=30), r"F1 ([\d.]+)", 0.96),
    Floor("pages as text, F1", lambda: gold.lines_score(first=40), r"F1 ([\d.]+)", 0.9),
]


def main() -> int:
    """Print each figure beside its floor; 1 when one is missed."""
    if not gold.present():
        print(f"quality gate skipped: no labelled data at {gold.SHARED} (it is not part of the project)")
        return 0
    missed = 0
    for floor in FLOORS:
        printed = floor.measure()
        found = re.search(floor.pattern, printed, re.M)
        value = float(found.group(1)) if found else float("nan")
        good = value >= floor.least
        missed += not good
        print(f"{'ok    ' if good else 'MISSED'} {floor.name:24} {value:8.3f}   floor {floor.least:g}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
