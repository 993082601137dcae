"""A hundred errors of the statements on PolNeAR's development half, by cause.

usage: python benchmarks/attribution_errors.py [sample | table | again]
sample  draw and print them: 60 statements missed and 40 given that no label confirms, from every second article, in the
        order of a hash of their place
table   the causes and their counts, from `attribution_errors.csv` (article, offsets of the content, cause; no text)
again   how many of those hundred are errors still, by cause

An error is what the scorer counts as one: no statement with a content overlap (Jaccard over words) of half and a word
of the source in common. Each was read and given one cause, the first in the chain that would have to change.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gold

TABLE = Path(__file__).with_suffix(".csv")
MISSED, SPURIOUS = 60, 40


@dataclass(frozen=True, slots=True)
class Error:
    """A labelled statement that was missed, or a given one that is spurious; `nearest` is the other side's closest."""

    article: str
    kind: str
    record: dict[str, Any]
    nearest: dict[str, Any] | None
    overlap: float
    text: str

    @property
    def place(self) -> tuple[int, int]:
        """From the first to the last character of its content."""
        return self.record["content"][0][0], self.record["content"][-1][1]

    @property
    def order(self) -> str:
        """The hash that the sample is drawn by."""
        return hashlib.sha256(f"{self.article} {self.kind} {self.place}".encode()).hexdigest()


def scorer() -> Any:
    """The attribution scorer as a module."""
    if str(gold.SCORE) not in sys.path:
        sys.path.insert(0, str(gold.SCORE))
    import attribution

    return attribution


def errors(every: int = 2) -> list[Error]:
    """All errors in every second article."""
    att = scorer()
    rows = gold.rows("polnear_dev.jsonl", every=every)
    out = []
    for row, found in zip(rows, gold.annotate(rows), strict=True):
        tokens = att.toks(row["text"])

        def sets(record: dict[str, Any], tokens: Any = tokens) -> dict[str, Any]:
            return {role: att.tset(record.get(role), tokens) for role in ("source", "cue", "content")}

        labels = [(a, s) for a in row["attributions"] if (s := sets(a))["content"]]
        given = [(a, s) for a in found["statements"] if (s := sets(a))["content"]]
        linked = {
            (i, j)
            for i, j, overlap in att.align([s for _, s in labels], [s for _, s in given])
            if overlap >= 0.5 and _same_source(labels[i][1], given[j][1])
        }
        for kind, ours, others, done in (
            ("missed", labels, given, {i for i, _ in linked}),
            ("spurious", given, labels, {j for _, j in linked}),
        ):
            for k, (record, words) in enumerate(ours):
                if k in done:
                    continue
                near = max(others, key=lambda o: att.jac(words["content"], o[1]["content"]), default=None)
                overlap = att.jac(words["content"], near[1]["content"]) if near else 0.0
                out.append(Error(row["id"], kind, record, near[0] if near and overlap else None, overlap, row["text"]))
    return out


def _same_source(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return bool(a["source"] & b["source"]) or (not a["source"] and not b["source"])


def sample(found: list[Error]) -> list[Error]:
    """The hundred that are read."""
    ordered = sorted(found, key=lambda e: e.order)
    missed = [e for e in ordered if e.kind == "missed"][:MISSED]
    return missed + [e for e in ordered if e.kind == "spurious"][:SPURIOUS]


def show(number: int, error: Error) -> None:
    """Print an error with its text."""
    start, end = error.place
    lo = min(s for role in ("source", "cue", "content") for s, _ in error.record[role])
    hi = max(e for role in ("source", "cue", "content") for _, e in error.record[role])
    print(f"#{number} {error.kind} {error.article} {start}-{end} {error.record.get('type', '')}")
    for name, record in (("this", error.record), (f"near {error.overlap:.2f}", error.nearest)):
        if record is not None:
            parts = (
                f"{role}={' … '.join(error.text[s:e] for s, e in record[role])!r}"
                for role in ("source", "cue", "content")
            )
            print(f"   {name}: {'  '.join(parts)}")
    print(f"   text: {error.text[max(0, lo - 160) : hi + 120]!r}")


def causes() -> list[dict[str, str]]:
    """The causes that were given by hand."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def again() -> str:
    """How many of the hundred are errors still: one of the same kind over the same content (four fifths)."""
    now: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for e in errors():
        now.setdefault((e.article, e.kind), []).append(e.place)
    before, after = Counter[str](), Counter[str]()
    for row in causes():
        start, end = map(int, row["content"].split("-"))
        before[row["cause"]] += 1
        after[row["cause"]] += any(
            min(e, end) - max(s, start) >= 0.8 * (max(e, end) - min(s, start))
            for s, e in now.get((row["article"], row["kind"]), ())
        )
    lines = [f"{cause}: {after[cause]} of {count}" for cause, count in before.most_common()]
    return "\n".join([*lines, f"all: {sum(after.values())} of {sum(before.values())}"])


def main() -> int:
    """Draw, count or measure again; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("sample", "table", "again"))
    what = ap.parse_args().what
    if what == "table":
        for (kind, cause), count in Counter((r["kind"], r["cause"]) for r in causes()).most_common():
            print(f"{kind:9} {cause:40} {count}")
        return 0
    if not gold.present():
        print(f"the labelled data is not here ({gold.SHARED}); set DRAGOMAN_SHARED", file=sys.stderr)
        return 1
    if what == "again":
        print(again())
        return 0
    found = errors()
    print(f"{sum(e.kind == 'missed' for e in found)} missed, {sum(e.kind == 'spurious' for e in found)} spurious")
    for number, error in enumerate(sample(found), 1):
        show(number, error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
