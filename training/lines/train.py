"""Trains the line model and measures it: `python training/lines/train.py LINES.jsonl [--out FILE]`.

LINES has a page a row: {"id", "lines": [...], "keep": [0, 1 or null, ...], "body", "url"?}. The measure is that of the
article-extraction benchmark: shingles of four words against the page's body, precision and recall averaged over pages.
Cross-validation leaves out whole sites, ten parts, over three partitions; the packaged model is then fitted on all
pages.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from dragoman.pages import line_model
from dragoman.pages.line_features import features
from dragoman.pages.parts import without_furniture

RIDGE = 1 / 0.003
"""Weight of the squared coefficients: chosen by cross-validation among 1/0.01, 1/0.003, 1/0.001 (all within 0.002)."""
PARTS, PARTITIONS = 10, 3
LONGEST_WEIGHT = 200
"""A line weighs as many characters as it has, up to this, and the lines of a page together as much as its article."""
PACKAGED = Path(line_model.__file__).parent / "data" / "line_model.json"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("lines", type=Path)
    asked.add_argument("--out", type=Path, default=PACKAGED)
    asked.add_argument("--only-measure", action="store_true")
    options = asked.parse_args()
    pages = [json.loads(line) for line in options.lines.open(encoding="utf-8")]
    tables = [features([line.strip() for line in page["lines"]]) for page in pages]
    sites = [site(page) for page in pages]
    found = []
    for partition in range(PARTITIONS):
        parts = assigned(sites, partition)
        kept: list[list[str]] = [[] for _ in pages]
        for part in range(PARTS):
            model = fitted([(p, t) for p, t, k in zip(pages, tables, parts, strict=True) if k != part])
            for i, page in enumerate(pages):
                if parts[i] == part:
                    kept[i] = cleaned(page, model)
        found.append(measured(pages, kept))
        print("partition {}: P {:.3f} R {:.3f} F1 {:.3f}".format(partition + 1, *found[-1]), flush=True)
    print("mean of partitions: P {:.3f} R {:.3f} F1 {:.3f}".format(*np.mean(found, axis=0)))
    if not options.only_measure:
        options.out.write_text(as_json(fitted(list(zip(pages, tables, strict=True)))), encoding="utf-8")


def site(page: dict[str, Any]) -> str:
    """The page's site: its host's last two parts, or what stands first and last on the page."""
    if page.get("url"):
        return ".".join(urlsplit(page["url"]).netloc.split(".")[-2:])
    return " ".join([*page["lines"][1:3], page["lines"][-1]])


def assigned(sites: list[str], partition: int) -> list[int]:
    """A part for each page; a site's pages are in one part."""
    order = np.random.default_rng(partition).permutation(len(set(sites)))
    number = {name: int(order[i]) % PARTS for i, name in enumerate(sorted(set(sites)))}
    return [number[name] for name in sites]


def fitted(rows: list[tuple[dict[str, Any], Any]]) -> line_model.Weights:
    """Ridge logistic regression by Newton's method, lines weighted by length and by page."""
    xs, ys, ws = [], [], []
    for page, table in rows:
        keep = np.asarray([-1 if k is None else k for k in page["keep"]], dtype=float)
        weight = np.minimum(10 + table.sizes, LONGEST_WEIGHT)
        weight = weight / max(1.0, weight[keep == 1].sum())
        known = keep >= 0
        xs.append(table.values[known])
        ys.append(keep[known])
        ws.append(weight[known])
    x, y, w = np.vstack(xs), np.concatenate(ys), np.concatenate(ws)
    w = w / w.mean()
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-9] = 1.0
    z = np.hstack([(x - mean) / scale, np.ones((len(x), 1))])
    price = np.full(z.shape[1], RIDGE)
    price[-1] = 1e-6
    b = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(z @ b, -30, 30)))
        curve = np.maximum(w * p * (1 - p), 1e-6)
        step = np.linalg.solve((z * curve[:, None]).T @ z + np.diag(price), z.T @ (w * (y - p)) - price * b)
        b = b + step
        if np.abs(step).max() < 1e-5:
            break
    return line_model.Weights(rows[0][1].names, mean, scale, b[:-1], float(b[-1]))


def cleaned(page: dict[str, Any], model: line_model.Weights) -> list[str]:
    """The page's article lines by this model, without what is certainly furniture."""
    lines = [line.strip() for line in page["lines"]]
    keep = line_model.article_lines(lines, model)
    return without_furniture([line for line, k in zip(lines, keep, strict=True) if k], None)[0]


def measured(pages: list[dict[str, Any]], kept: list[list[str]]) -> tuple[float, float, float]:
    """Precision and recall of shingles, averaged over pages, and the F1 of the two."""
    precision, recall = [], []
    for page, lines in zip(pages, kept, strict=True):
        got, truth = shingles("\n".join(lines)), shingles(page["body"])
        both = (got & truth).total()
        precision.append(both / got.total() if got else 1.0)
        recall.append(both / truth.total() if truth else float(not got))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    return p, r, 2 * p * r / (p + r)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def as_json(model: line_model.Weights) -> str:
    """One feature a line, so that a change can be reviewed."""
    rows = [
        json.dumps({"name": n, "weight": round(float(w), 5), "mean": round(float(m), 5), "scale": round(float(s), 5)})
        for n, w, m, s in zip(model.names, model.weight, model.mean, model.scale, strict=True)
    ]
    return f'{{"intercept": {model.intercept:.5f}, "features": [\n' + ",\n".join(rows) + "\n]}\n"


if __name__ == "__main__":
    main()
