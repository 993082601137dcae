"""Write `states.onnx`: one more output of the encoder, for the heads on events.

    python training/encoder/states.py --texts training/events/sentences.csv --out src/dragoman/language/encoder/data

The third layer's states, averaged over each act and each party of the texts (columns `text`, `act`, `actor`,
`recipient`), are turned to their 96 main directions. The file is a serialised model that holds nothing but the product
with these directions; put behind the bytes of `encoder.onnx` it becomes part of that graph. `encoder.json` gets its
SHA-256. The file that is shipped was made with PLV's pairs and the lexicon's examples among the texts, from the
checkpoint in 32 bits; this script takes the model in 8 bits and gives directions that differ a little, so the head on
events is to be trained again after it.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

LAYER = "/reader/encoder/encoder/layer.2/output/LayerNorm/LayerNormalization_output_0"
SIZE, WIDTH = 384, 96
OPENING, CLOSING = 101, 102


def extension(directions: np.ndarray | None) -> bytes:
    """The model to put behind the encoder: the layer's states themselves, or turned to `directions` [384, n]."""
    model = onnx.ModelProto()
    graph = model.graph
    name, width = LAYER, SIZE
    if directions is not None:
        name, width = "states", directions.shape[1]
        graph.node.append(helper.make_node("MatMul", [LAYER, "events.projection"], [name], name="events/states"))
        graph.initializer.append(numpy_helper.from_array(directions.astype(np.float32), "events.projection"))
    graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "n", width]))
    return bytes(model.SerializeToString())


def pooled(encoder: bytes, tokenizer: Tokenizer, texts: Path) -> list[np.ndarray]:
    """The mean states [rows, 384] of acts, actors, recipients and whole texts."""
    session = onnxruntime.InferenceSession(encoder + extension(None), providers=["CPUExecutionProvider"])
    break_piece = tokenizer.token_to_id("[unused0]")
    out: list[list[np.ndarray]] = [[], [], [], []]
    with texts.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            coded = tokenizer.encode(row["text"], add_special_tokens=False)
            pieces = np.array([[OPENING, break_piece, *coded.ids, CLOSING]], np.int64)
            states = session.run([LAYER], {"pieces": pieces})[0][0, 2:-1]
            for role, part in enumerate((row["act"], row["actor"], row["recipient"], row["text"])):
                start = row["text"].find(part)
                inside = [start <= a and b <= start + len(part) for a, b in coded.offsets]
                if part and any(inside):
                    out[role].append(states[inside].mean(0))
    return [np.stack(rows) for rows in out]


def main() -> None:
    """Make the file."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--texts", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    tokenizer = Tokenizer.from_file(str(a.out / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    spread = [np.cov(rows.T) for rows in pooled((a.out / "encoder.onnx").read_bytes(), tokenizer, a.texts)]
    directions = np.linalg.eigh(sum(spread))[1][:, ::-1][:, :WIDTH] / np.sqrt(np.mean([np.trace(s) for s in spread]))
    content = extension(directions)
    (a.out / "states.onnx").write_bytes(content)
    about = json.loads((a.out / "encoder.json").read_text(encoding="utf-8"))
    about["sha256"]["states.onnx"] = hashlib.sha256(content).hexdigest()
    (a.out / "encoder.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
