"""Write a checkpoint as ONNX in 8-bit integers, and hold it against the checkpoint itself.

    python training/encoder/export.py --weights MINILM --checkpoint CHECKPOINTS/best.pt --out FOLDER [--data GOLD]

FOLDER gets `encoder.onnx`, `tokenizer.json` and `encoder.json` (sizes, SHA-256 of each file, the links' biases). The
weights of matrix products and of the word table are 8-bit, symmetric, one scale a column, in 7 bits of range, so that
no product saturates on processors without VNNI; activations are quantised a window at a time. With `--data` the parity
with the checkpoint over 20 articles of the development part is printed: largest and mean difference of probabilities,
and the share of pieces whose tag differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from model import LINK, REACH, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from states import LAYER
from torch import nn

import data

OPSET = 17


class Outputs(nn.Module):
    """Pieces and mask in; tag logits `[1, n, 9]`, link queries and keys `[1, n, 2, 64]` out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return self.reader(pieces, torch.ones_like(pieces))


def export(reader: Reader, out: Path) -> None:
    """The model in 8 bits as `out`."""
    sample = torch.randint(1000, 2000, (1, 40))
    with tempfile.TemporaryDirectory() as folder:
        whole, ready = Path(folder) / "whole.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            Outputs(reader).eval(),
            (sample,),
            str(whole),
            input_names=["pieces"],
            output_names=["tags", "query", "key"],
            dynamic_axes={"pieces": {1: "n"}, "tags": {1: "n"}, "query": {1: "n"}, "key": {1: "n"}},
            opset_version=OPSET,
            dynamo=False,
        )
        onnx.save(without_masks(onnx.load(str(whole))), str(whole))
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(out),
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    onnx.checker.check_model(str(out))


def without_masks(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph without what shuts out padding: a window has none, and half of the time went into it.

    Taken out are, in each layer, the mask that is added before the softmax and the test for NaN behind it; every output
    stays the same bit by bit.
    """
    graph = model.graph
    made_by = {name: node for node in graph.node for name in node.output}
    instead: dict[str, str] = {}
    for node in graph.node:
        before = made_by.get(node.input[0]) if node.input else None
        if node.op_type == "Softmax" and before is not None and before.op_type == "Add":
            node.input[0] = before.input[0]
        if node.op_type == "Where" and before is not None and before.op_type == "IsNaN":
            instead[node.output[0]] = node.input[2]
    for node in graph.node:
        for i, name in enumerate(node.input):
            node.input[i] = instead.get(name, name)
    needed = {output.name for output in graph.output} | {LAYER}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(node.input)
    weights = [weight for weight in graph.initializer if weight.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(weights)
    return model


def parity(reader: Reader, out: Path, docs: list[data.Document]) -> dict[str, float]:
    """Differences of tag probabilities between the checkpoint and what was written."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(out), options, providers=["CPUExecutionProvider"])
    whole = Outputs(reader).eval()
    largest, total, count, other = 0.0, 0.0, 0, 0
    for doc in docs:
        for start, end in data.cut(doc):
            pieces = np.concatenate([[101], doc.pieces[start:end], [102]])[None].astype(np.int64)
            (got,) = session.run(["tags"], {"pieces": pieces})
            with torch.no_grad():
                want = whole(torch.from_numpy(pieces))[0].numpy()
            a, b = (probabilities(x.reshape(-1, 3, 3)) for x in (got, want))
            largest = max(largest, float(np.abs(a - b).max()))
            total += float(np.abs(a - b).sum())
            count += a.size
            other += int((a.argmax(-1) != b.argmax(-1)).sum())
    share = other / count * 3
    return {"largest": round(largest, 3), "mean": round(total / count, 5), "tags that differ": round(share, 5)}


def probabilities(logits: np.ndarray) -> np.ndarray:
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--weights", type=Path, required=True)
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--data", type=Path)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    held = torch.load(a.checkpoint, weights_only=False)
    state = held.get("model", held)
    reader = Reader(a.weights)
    reader.load_state_dict(state)
    reader.eval()
    model = a.out / "encoder.onnx"
    export(reader, model)
    shutil.copyfile(a.weights / "tokenizer.json", a.out / "tokenizer.json")
    about = {
        "link": LINK,
        "reach": REACH,
        "distance": [[round(float(x), 5) for x in row] for row in reader.distance.detach()],
        "bias": [round(float(x), 5) for x in reader.bias.detach()],
        "length": data.LENGTH,
        "break": data.BREAK,
        "sha256": {f: hashlib.sha256((a.out / f).read_bytes()).hexdigest() for f in ("encoder.onnx", "tokenizer.json")},
    }
    (a.out / "encoder.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({"bytes": model.stat().st_size, "sha256": about["sha256"]}))
    if a.data is not None:
        tok = data.tokenizer(a.weights)
        print(json.dumps(parity(reader, model, data.load(a.data / "polnear_dev.jsonl", tok)[:20])))


if __name__ == "__main__":
    main()
