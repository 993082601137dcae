"""How often a statement of each confidence is right: the reliability table, over PolNeAR's development articles.

usage: python benchmarks/reliability.py [--first N]
Right is what the scorer's LINK calls right: aligned to a labelled attribution, contents that overlap by half or more
(Jaccard), sources that share a word. Nested statements, of which the labelled articles have none, are left out.
ECE is the mean distance of confidence and share right, weighted by rows (expected calibration error).
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from itertools import pairwise
from typing import Any

import gold

EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def scorer() -> Any:
    """The attribution scorer as a module: its tokens and its alignment are used as they are."""
    spec = importlib.util.spec_from_file_location("attribution_scorer", gold.SCORE / "attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(row: dict[str, Any], found: dict[str, Any], score: Any) -> list[tuple[float, bool]]:
    """(confidence, right) of each statement that is not nested."""
    words = score.toks(row["text"])
    roles = ("source", "cue", "content")
    labels = [{r: score.tset(a.get(r), words) for r in roles} for a in row["attributions"]]
    labels = [a for a in labels if a["content"]]
    kept = [s for s in found["statements"] if s["within"] is None]
    given = [{r: score.tset(s.get(r), words) for r in roles} for s in kept]
    pairs = [(s, g) for s, g in zip(kept, given, strict=True) if g["content"]]
    given = [g for _, g in pairs]
    right = set()
    for i, j, overlap in score.align(labels, given):
        same = bool(labels[i]["source"] & given[j]["source"]) or not (labels[i]["source"] or given[j]["source"])
        if overlap >= 0.5 and same:
            right.add(j)
    return [(s["confidence"], j in right) for j, (s, _) in enumerate(pairs)]


def main() -> int:
    """Measure; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--first", type=int, help="only so many articles")
    options = ap.parse_args()
    if not gold.present():
        print(f"the labelled data is not here ({gold.SHARED}); set DRAGOMAN_SHARED", file=sys.stderr)
        return 1
    rows = gold.rows("polnear_dev.jsonl", first=options.first)
    score = scorer()
    pairs = [p for row, found in zip(rows, gold.annotate(rows), strict=True) for p in judged(row, found, score)]
    print("| confidence | statements | mean confidence | share right |\n|---|---|---|---|")
    error = 0.0
    for low, high in pairwise(EDGES):
        inside = [(c, r) for c, r in pairs if low <= c < high]
        if not inside:
            continue
        mean, right = sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
        error += abs(mean - right) * len(inside) / len(pairs)
        print(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {mean:.2f} | {right:.2f} |")
    sure = [r for c, r in pairs if c >= 0.9]
    share = 100 * sum(sure) / max(1, len(sure))
    print(f"\n{len(pairs)} statements, ECE {error:.3f}; of the {len(sure)} with 0.9 or more {share:.1f} % are right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
