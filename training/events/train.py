"""Train the head that has a second say on events, and measure it: lexicon, encoder, both.

    python training/events/train.py GOLD [--write]

Learns from `sentences.csv`, the lexicon's own examples, PLV, the PLOVER records, labelled diplomacy articles, and, as
acts that are mostly no event, what syntax finds without a frame in PolNeAR's training articles. A labelled text gives
examples through the reader: its acts, those of the lexicon and those without a frame, with the encoder's pooled states.
Prints the figures of `benchmarks/event_heads.md`: five folds of PLV, the PLOVER records from everything else, six folds
of articles. `--write` fits on all and writes `src/dragoman/extract/events/heads/`. No text is written. numpy alone,
deterministic.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "training/events"))
from acts import Text, own, read
from measure import compare

FOLDER = ROOT / "src/dragoman/extract/events/heads"
NAME = "events-1"
NEWS = 70
"""PolNeAR articles, every tenth, for acts that are mostly no event."""
WEIGHTS = {"plv": 1.0, "gsr": 1.0, "diplomacy": 1.0, "own": 1.0, "lexicon": 1.0, "news": 0.4, "matched": 0.2}
DECAY, STEPS = 1 / 3, 400
SAME = {"APPEAL": "REQUEST", "STATEMENT": "none"}


class Example(NamedTuple):
    """Features [4 * STATES], the type or `none`, its weight, and where it comes from: (source, number of the text)."""

    features: np.ndarray
    type: str
    weight: float
    origin: tuple[str, int]


Classify = Callable[[np.ndarray], dict[str, float]]


def examples(texts: Sequence[Text]) -> list[Example]:
    """What the texts teach."""
    out = []
    for text in texts:
        for act in text.acts:
            label = act.label
            if label is None or label == "VOTE":
                continue
            kind = "matched" if text.source == "news" and act.framed else text.source
            out.append(Example(act.features, SAME.get(label, label), WEIGHTS[kind], (text.source, text.number)))
    return out


def fit(given: Sequence[Example]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Multinomial logistic regression by accelerated gradient descent: types, weights [n, types], bias [types]."""
    types = sorted({e.type for e in given})
    x = np.stack([e.features for e in given]).astype(np.float64)
    middle = x.mean(0)
    x -= middle
    y = np.eye(len(types))[[types.index(e.type) for e in given]]
    w = np.array([e.weight for e in given])[:, None]
    rate = 1 / (0.5 * np.linalg.eigvalsh(x.T @ (x * w))[-1] + DECAY)
    weights = ahead = np.zeros((x.shape[1], len(types)))
    bias = bias_ahead = np.zeros(len(types))
    bias_rate = 1 / (0.5 * w.sum())
    for step in range(STEPS):
        score = x @ ahead + bias_ahead
        e = np.exp(score - score.max(1, keepdims=True))
        error = (e / e.sum(1, keepdims=True) - y) * w
        new = ahead - rate * (x.T @ error + DECAY * ahead)
        new_bias = bias_ahead - bias_rate * error.sum(0)
        push = step / (step + 3)
        ahead, bias_ahead = new + push * (new - weights), new_bias + push * (new_bias - bias)
        weights, bias = new, new_bias
    return types, weights, bias - middle @ weights


def classifier(given: Sequence[Example]) -> Classify:
    """The fitted head as a function."""
    types, weights, bias = fit(given)

    def classify(features: np.ndarray) -> dict[str, float]:
        score = features @ weights + bias
        e = np.exp(score - score.max())
        return dict(zip(types, (e / e.sum()).tolist(), strict=True))

    return classify


def folds(texts: Sequence[Text], given: Sequence[Example], n: int) -> list[tuple[Text, Classify]]:
    """Each text with a head that has not seen its fold."""
    source = texts[0].source
    heads = [classifier([e for e in given if e.origin[0] != source or e.origin[1] % n != k]) for k in range(n)]
    return [(t, heads[t.number % n]) for t in texts]


def write(given: Sequence[Example]) -> None:
    """Fit on everything and write the head."""
    types, weights, bias = fit(given)
    FOLDER.mkdir(exist_ok=True)
    held = io.BytesIO()
    np.savez(held, weights=weights.astype(np.float32), bias=bias.astype(np.float32))
    (FOLDER / "heads.npz").write_bytes(held.getvalue())
    about: dict[str, Any] = {
        "name": NAME,
        "types": types,
        "examples": dict(sorted(Counter(e.origin[0] for e in given).items())),
        "sha256": hashlib.sha256(held.getvalue()).hexdigest(),
    }
    (FOLDER / "heads.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Train and measure."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    texts = {name: read(name, a.gold, first=NEWS) for name in ("plv", "gsr", "diplomacy", "lexicon", "news")}
    texts["own"] = own(ROOT / "training/events/sentences.csv")
    given = [e for name in sorted(texts) for e in examples(texts[name])]
    print(dict(Counter(e.origin[0] for e in given)), flush=True)
    if a.write:
        write(given)
    without = classifier([e for e in given if e.origin[0] != "gsr"])
    compare(
        plv=folds(texts["plv"], given, 5),
        gsr=[(t, without) for t in texts["gsr"]],
        diplomacy=folds(texts["diplomacy"], given, 6),
    )


if __name__ == "__main__":
    main()
