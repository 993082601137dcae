"""Our own encoder: six transformer layers fine-tuned on attributions, in 8-bit integers, run by ONNX Runtime.

One window a call and one thread: what a window gives depends on its own pieces and on nothing else, so any batch, order
or number of processes gives the same. Products are exact in integers; what is computed in floats between them can
differ in the last bits between processors of different vector width.
The model card is `docs/encoder.md`, the training is in `training/encoder/`.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.language.encoder.encoded import CONTENT, CUE, SOURCE, STATES, Encoded, Links
from dragoman.language.encoder.windows import CLOSING, OPENING, Pieces, cut, pieces_of
from dragoman.model import DragomanError
from dragoman.reference.packaged import packaged_bytes

__all__ = ["CONTENT", "CUE", "SOURCE", "Encoded", "Encoder", "Links"]

Outputs = tuple[NDArray[np.float32], ...]
"""Of one window: tags, queries, keys, states."""
REMEMBERED = 64
"""Windows of one text whose outputs are kept (40 MB at most) for who asks for the same text again."""
REMEDY = "install dragoman again, or read with --fast, which does without it"


class Encoder:
    """Reads lines of a text; loads its 23 MB at the first call. `folder` holds another export of the same shape."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._seen: dict[bytes, Outputs] = {}
        self._seen_in = ""

    def encode(self, text: str, lines: Sequence[tuple[int, int]], needed: Sequence[bool] | None = None) -> Encoded:
        """The encoder's outputs over `lines` (stretches of `text`, in order, none blank). Windows none of whose lines
        is `needed` are not run: their probabilities are 0. Asked again for the same text, it runs no window twice (of
        the first `REMEMBERED`)."""
        if text != self._seen_in:
            self._seen, self._seen_in = {}, text
        pieces = pieces_of(text, lines, self._tokenizer)
        return self._run(pieces, needed)

    @cached_property
    def _about(self) -> dict[str, Any]:
        try:
            own = self._folder is None
            found: dict[str, Any] = json.loads(
                packaged_bytes("language/encoder/data/encoder.json") if own else self._bytes("encoder.json")
            )
            found["sha256"], found["distance"], found["bias"]
        except (ValueError, KeyError, TypeError) as why:
            raise DragomanError(f"encoder.json of the encoder is damaged ({why}): {REMEDY}") from why
        return found

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        made = Tokenizer.from_str(self._checked("tokenizer.json").decode())
        made.no_truncation()
        made.no_padding()
        return made

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False
        options.enable_cpu_mem_arena = False
        # The second file is the rest of the first one's graph: two serialised models one after the other are one.
        model = self._checked("encoder.onnx") + self._checked("states.onnx")
        # Added and normed in one operator takes longer than in two here.
        left_out = {"SkipLayerNormFusion"}
        return onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"], disabled_optimizers=left_out
        )

    def _bytes(self, name: str) -> bytes:
        try:
            if self._folder is not None:
                return (self._folder / name).read_bytes()
            with as_file(files(__package__) / "data" / name) as path:
                return path.read_bytes()
        except OSError as why:
            raise DragomanError(f"{name} of the encoder can't be read ({why.strerror}): {REMEDY}") from why

    def _checked(self, name: str) -> bytes:
        """A file's bytes, after its SHA-256 was compared with the one that was written when it was made."""
        found = self._bytes(name)
        if hashlib.sha256(found).hexdigest() != self._about["sha256"].get(name):
            raise DragomanError(
                f"{name} of the encoder is damaged (its SHA-256 is not the one in encoder.json): {REMEDY}"
            )
        return found

    def _run(self, pieces: Pieces, needed: Sequence[bool] | None) -> Encoded:
        windows = cut(pieces)
        n = len(pieces.ids)
        inside = np.zeros((n, 3), np.float32)
        opens = np.zeros((n, 3), np.float32)
        query = np.zeros((n, 2, 64), np.float32)
        key = np.zeros((n, 2, 64), np.float32)
        states = np.zeros((n, STATES), np.float32)
        breaks = pieces.breaks.tolist()
        for a, b in windows:
            here = slice(max(bisect_right(breaks, a) - 1, 0), bisect_left(breaks, b))
            if needed is not None and not any(needed[here]):
                continue
            ids = np.empty((1, b - a + 2), np.int64)
            ids[0, 0], ids[0, -1] = OPENING, CLOSING
            ids[0, 1:-1] = pieces.ids[a:b]
            tags, q, k, hidden = self._window(ids)
            logits = tags[0, 1:-1].reshape(-1, 3, 3)
            e = np.exp(logits - logits.max(-1, keepdims=True))
            e /= e.sum(-1, keepdims=True)
            inside[a:b] = 1 - e[..., 0]
            opens[a:b] = e[..., 1]
            query[a:b], key[a:b] = q[0, 1:-1], k[0, 1:-1]
            states[a:b] = hidden[0, 1:-1]
        about = self._about
        return Encoded(
            pieces.offsets[:, 0].tolist(),
            pieces.offsets[:, 1].tolist(),
            inside,
            opens,
            [a for a, _ in windows],
            query,
            key,
            states,
            np.array(about["distance"], np.float32),
            np.array(about["bias"], np.float32),
        )

    def _window(self, ids: NDArray[np.int64]) -> Outputs:
        name = ids.tobytes()
        found = self._seen.get(name)
        if found is None:
            found = tuple(self._session.run(None, {"pieces": ids}))
            if len(self._seen) < REMEMBERED:
                self._seen[name] = found
        return found
