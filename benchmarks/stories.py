"""Stories against ECB+: texts grouped by the event that they report, two alike events to a topic.

usage: python benchmarks/stories.py [--cross] [--errors]          the grouping as shipped, and with topics left out
       python benchmarks/stories.py --gold GOLD.jsonl --out PRED.jsonl
       python benchmarks/stories.py --background | --fit          make `background.csv`, `weights.csv` anew

GOLD has `id`, `text` and `story`, a row an article; PRED is `{"id", "story"}`. B-cubed figures are the scorer's. The
data is not part of the project (`gold.py` says where it is looked for).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import gold
import numpy as np

from dragoman.model import UNKNOWN, Article, Published, Reading
from dragoman.record import Record, stories
from dragoman.record.stories import likeness
from dragoman.record.stories.grouping import TOGETHER, grouped
from dragoman.record.stories.profiles import Profile, profile, words_of

FILE = "stories_ecbplus.jsonl"
HERE = Path(stories.__file__).parent
FOLDS, DRAWS = 4, 3
LEAST_HELD = 2
"""Words of fewer background articles are left out of the table: they count as held by none."""
HARD = 0.2
"""Pairs with a lower likeness of words (the root of the cosine) teach nothing."""


def main() -> int:
    """Measure and print; 1 when the labelled data is not here."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gold", type=Path, help="group these instead of the development part")
    ap.add_argument("--out", type=Path, help="write the groups here")
    ap.add_argument("--cross", action="store_true", help="fit and measure with topics left out")
    ap.add_argument("--errors", action="store_true", help="list the stories that came apart or together")
    ap.add_argument("--background", action="store_true", help="count the words of polnear_train and write the table")
    ap.add_argument("--fit", action="store_true", help="fit the weights on all topics and write them")
    a = ap.parse_args()
    if a.gold is None and not gold.present():
        print(f"no labelled data at {gold.SHARED}; set DRAGOMAN_SHARED to the folder that holds gold/ and score/")
        return 1
    if a.background:
        write_background()
        return 0
    rows = gold.rows(FILE) if a.gold is None else [json.loads(line) for line in a.gold.open(encoding="utf-8")]
    if a.fit:
        write_weights(rows)
    elif a.cross:
        cross(rows)
    else:
        part = rows if a.gold else [r for r in rows if r["split"] == "dev"]
        began = time.time()
        pred = predicted(part)
        print(f"{len(part)} articles, {time.time() - began:.1f} s", file=sys.stderr)
        if a.out:
            a.out.write_text("".join(json.dumps(p) + "\n" for p in pred), encoding="utf-8")
        if gold.present():
            print(gold.score("stories.py", part, pred).rstrip())
        if a.errors:
            show_errors(part, {p["id"]: p["story"] for p in pred})
    return 0


def dev_score() -> str:
    """The scorer's line for the development part."""
    part = [r for r in gold.rows(FILE) if r["split"] == "dev"]
    return gold.score("stories.py", part, predicted(part))


def predicted(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each article the number of its story."""
    groups = by_record({r["id"]: r["text"] for r in rows})
    return [{"id": key, "story": n} for n, group in enumerate(groups) for key in group]


def by_record(texts: Mapping[str, str]) -> list[list[str]]:
    """The stories of a record that holds the texts, as articles of which nothing else is known."""
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "stories.dragoman") as record:
        for key, text in texts.items():
            record.add(Reading(Article(key, key, text), Published(UNKNOWN, "unknown"), "1"))
        record.derive()
        return [row["article_ids"] for row in record.table("stories").rows()]


def write_background() -> None:
    """How many articles of PolNeAR's training part hold each word (counts only)."""
    held: Counter[str] = Counter()
    texts = [r["text"] for r in gold.rows("polnear_train.jsonl")]
    for text in texts:
        held.update({word for word, _ in words_of(text)})
    with (HERE / "background.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("word", "articles"))
        table.writerow(("", len(texts)))
        table.writerows(sorted((w, n) for w, n in held.items() if n >= LEAST_HELD))


def pairwise(profiles: Sequence[Profile]) -> np.ndarray[Any, Any]:
    """Every measure of every pair: articles by articles by measures."""
    return np.array([likeness.measures(one, profiles) for one in profiles])


def fitted(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
    """Intercept and raw weights of a logistic regression over standardised measures."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = x.mean(0), x.std(0) + 1e-9
    model = LogisticRegression(max_iter=1000).fit((x - mean) / spread, y)
    weights = model.coef_[0] / spread
    return float(model.intercept_[0] - (weights * mean).sum()), weights


def pairs_of(kept: np.ndarray[Any, Any], m: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], ...]:
    """The pairs among the kept articles that are alike enough to teach anything."""
    i, j = np.triu_indices(len(kept), 1)
    i, j = kept[i], kept[j]
    alike = m[i, j, 0] > HARD
    return i[alike], j[alike]


def write_weights(rows: Sequence[dict[str, Any]]) -> None:
    """Fits on all topics and writes the table."""
    m = pairwise([profile(r["text"]) for r in rows])
    story = np.array([r["story"] for r in rows])
    i, j = pairs_of(np.arange(len(rows)), m)
    intercept, weights = fitted(m[i, j], story[i] == story[j])
    with (HERE / "weights.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("measure", "weight"))
        table.writerow(("intercept", f"{intercept:.4f}"))
        table.writerows((name, f"{w:.4f}") for name, w in zip(likeness.MEASURES, weights, strict=True))


def cross(rows: Sequence[dict[str, Any]]) -> None:
    """Weights fitted on three quarters of the topics, the others grouped with them; several draws of the quarters."""
    m = pairwise([profile(r["text"]) for r in rows])
    story, topic = np.array([r["story"] for r in rows]), np.array([r["topic"] for r in rows])
    topics = sorted(set(topic.tolist()), key=int)
    levels = [round(TOGETHER + 0.1 * k, 1) for k in range(-8, 13)]
    found: dict[float, list[tuple[float, float, float]]] = {level: [] for level in levels}
    for draw in range(DRAWS):
        mixed = topics[:]
        random.Random(draw).shuffle(mixed)
        for fold in range(FOLDS):
            out = np.isin(topic, mixed[fold::FOLDS])
            i, j = pairs_of(np.flatnonzero(~out), m)
            intercept, weights = fitted(m[i, j], story[i] == story[j])
            left = np.flatnonzero(out)
            odds = m[np.ix_(left, left)] @ weights + intercept
            odds = np.round(np.clip(odds, -likeness.STRONGEST, likeness.STRONGEST), 3)
            for level in levels:
                made = grouped(odds, together=level)
                label = {k: n for n, group in enumerate(made) for k in group}
                found[level].append(b_cubed(story[left].tolist(), [label[k] for k in range(len(left))]))
    for level in levels:
        p, r, f = np.mean(found[level], axis=0)
        print(f"{level:5.1f}  P {p:.3f} R {r:.3f} F1 {f:.4f}  worst quarter {min(x[2] for x in found[level]):.3f}")


def b_cubed(gold_labels: Sequence[Any], labels: Sequence[Any]) -> tuple[float, float, float]:
    """B-cubed precision, recall, F1 (Bagga and Baldwin 1998), as the scorer counts them."""
    g, p, both = Counter(gold_labels), Counter(labels), Counter(zip(gold_labels, labels, strict=True))
    pairs = list(zip(gold_labels, labels, strict=True))
    precision = sum(both[x] / p[x[1]] for x in pairs) / len(pairs)
    recall = sum(both[x] / g[x[0]] for x in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def show_errors(rows: Iterable[dict[str, Any]], label: dict[str, int]) -> None:
    """Each labelled story that is not one group of its own, with what the groups hold that it lies in."""
    held: dict[int, Counter[str]] = {}
    for row in rows:
        held.setdefault(label[row["id"]], Counter())[row["story"]] += 1
    for name in sorted({s for counts in held.values() for s in counts}):
        mine = [dict(c) for c in held.values() if c[name]]
        if len(mine) > 1 or len(mine[0]) > 1:
            print(f"  {name}: {mine}")


if __name__ == "__main__":
    sys.exit(main())
