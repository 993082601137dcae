"""Learn the linker's weights from the articles that were held out of the encoder's and the judge's training.

    python training/linker/train.py polnear_train.jsonl [--encoder FOLDER] [--out FILE]

Rows are the readings of every cue that `link_cues` weighs, with the numbers of `linker.NAMES`; the target is the
reading that comes nearest to a labelled attribution (as for the judge, `training/cues/`). One hidden layer of tanh,
AdamW, the mean of several seeds (their hidden layers stand side by side in one); the loss by cross-validation over
articles is printed. Deterministic. Needs torch.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path[:0] = [str(Path(__file__).parents[1] / "cues"), str(Path(__file__).parents[1] / "encoder")]
from targets import WORD, nearness, words_of

from data import held_out, without_commas
from dragoman.extract.statements.cues import judge_cues, link_cues
from dragoman.extract.statements.linker import NAMES
from dragoman.extract.statements.quoted import speeches
from dragoman.language.analysis import analyse
from dragoman.language.encoder import Encoder
from dragoman.language.parser import Parser

HIDDEN, STEPS, DECAY, RATE = 32, 400, 1.0, 0.02
SEEDS = (7, 11)
FOLDS = 4
BARE_EVERY = 1
"""Every so manyth article is read a second time without its commas and apostrophes."""
OUT = Path(__file__).parents[2] / "src/dragoman/extract/statements/lexicon/linker.json"


def rows_of(document: dict[str, Any], parser: Parser, encoder: Encoder) -> list[tuple[list[list[float]], list[float]]]:
    """A choice a cue: the numbers of its readings, and the share of the target that each has."""
    text = document["text"]
    starts, ends = zip(*(m.span() for m in WORD.finditer(text)), strict=True)
    gold = [{r: words_of(a[r], ends, starts) for r in ("source", "cue", "content")} for a in document["attributions"]]
    at = defaultdict(set)
    for number, label in enumerate(gold):
        for word in label["content"]:
            at[word].add(number)
    analysis = analyse(text, parser)
    judged = list(judge_cues(analysis, speeches(text, analysis.quotations)))
    linked, _ = link_cues(judged, analysis, encoder)
    out = []
    for cue in linked:
        near = [nearness(c, gold, at, ends, starts) for c in cue.readings]
        high = max(near)
        best = [n >= high - 1e-4 and n > 0 for n in near]
        share = 1 / sum(best) if any(best) else 0.0
        out.append((cue.numbers, [share if b else 0.0 for b in best]))
    return out


def loss_of(score: torch.Tensor, target: torch.Tensor, group: torch.Tensor, n: int) -> torch.Tensor:
    """The mean cross-entropy of the choice between the readings of each cue and none (score 0), over `n` cues."""
    high = torch.zeros(n).scatter_reduce(0, group, score.detach(), "amax")
    whole = torch.zeros(n).index_add(0, group, (score - high[group]).exp()) + (-high).exp()
    return (whole.log() + high - torch.zeros(n).index_add(0, group, target * score)).sum() / n


def fit(x: torch.Tensor, target: torch.Tensor, group: torch.Tensor, n: int) -> list[torch.Tensor]:
    """First weights and offsets, second weights and bias of the mean of all seeds."""
    return merged([fit_one(x, target, group, n, seed) for seed in SEEDS])


def fit_one(x: torch.Tensor, target: torch.Tensor, group: torch.Tensor, n: int, seed: int) -> list[torch.Tensor]:
    torch.manual_seed(seed)
    first = (torch.randn(x.shape[1], HIDDEN) / x.shape[1] ** 0.5).requires_grad_()
    offset = torch.zeros(HIDDEN, requires_grad=True)
    second = (torch.randn(HIDDEN) / HIDDEN**0.5).requires_grad_()
    bias = torch.full((1,), -2.0, requires_grad=True)
    parts = [first, offset, second, bias]
    optimiser = torch.optim.AdamW(parts, lr=RATE, weight_decay=DECAY)
    for step in range(STEPS):
        for g in optimiser.param_groups:
            g["lr"] = RATE * min(1.0, (STEPS - step) / (STEPS * 0.5))
        loss = loss_of(score_of(x, parts), target, group, n)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return [p.detach() for p in parts]


def merged(fits: list[list[torch.Tensor]]) -> list[torch.Tensor]:
    """One layer that gives the mean of several."""
    k = len(fits)
    return [
        torch.cat([f[0] for f in fits], 1),
        torch.cat([f[1] for f in fits]),
        torch.cat([f[2] for f in fits]) / k,
        torch.stack([f[3] for f in fits]).mean(0),
    ]


def score_of(x: torch.Tensor, parts: list[torch.Tensor]) -> torch.Tensor:
    first, offset, second, bias = parts
    return torch.tanh(x @ first + offset) @ second + bias


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("labelled", type=Path)
    ap.add_argument("--encoder", type=Path)
    ap.add_argument("--out", type=Path, default=OUT)
    given = ap.parse_args()
    torch.set_num_threads(1)
    parser, encoder = Parser(), Encoder(given.encoder)
    numbers: list[list[float]] = []
    target: list[float] = []
    group: list[int] = []
    article: list[int] = []
    n = documents = 0
    with given.labelled.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if not held_out(document["id"]):
                continue
            documents += 1
            for version in (document, without_commas(document)) if documents % BARE_EVERY == 0 else (document,):
                for rows, shares in rows_of(version, parser, encoder):
                    numbers.extend(rows)
                    target.extend(shares)
                    group.extend([n] * len(rows))
                    article.append(documents)
                    n += 1
    raw = np.array(numbers)
    mean, scale = raw.mean(0), raw.std(0) + 1e-3
    x = torch.tensor((raw - mean) / scale, dtype=torch.float32)
    t, g = torch.tensor(target), torch.tensor(group)
    fold_of = torch.tensor(article) % FOLDS
    lost = []
    for fold in range(FOLDS):
        inside = fold_of[g] != fold
        parts = fit(x[inside], t[inside], g[inside], n)
        lost.append(float(loss_of(score_of(x[~inside], parts), t[~inside], g[~inside], n)) * n)
    print(
        f"{documents} articles, {n} cues, {len(numbers)} readings, {sum(target):.0f} attributions; "
        f"loss a cue by cross-validation {sum(lost) / n:.4f}",
        file=sys.stderr,
    )
    first, offset, second, bias = fit(x, t, g, n)
    held = {
        "names": list(NAMES),
        "mean": _round(mean), "scale": _round(scale), "first": [_round(r) for r in first.tolist()],
        "offset": _round(offset.tolist()), "second": _round(second.tolist()), "bias": round(float(bias), 4),
    }  # fmt: skip
    with given.out.open("w", encoding="utf-8") as out:
        out.write("{\n" + ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in held.items()) + "\n}\n")


def _round(values: Any) -> list[float]:
    return [round(float(v), 4) for v in values]


if __name__ == "__main__":
    main()
