"""The vectors that spaCy's tagger and parser read, worked out in half the time that spaCy takes.

The same weights and the same sums as spaCy's `Tok2Vec` (hashed embeddings of a word's form, prefix, suffix and shape,
mixed by a maxout layer, then four residual convolutions over three words: Honnibal 2017, "Embed, encode, attend,
predict"), worked out in another way: what a word gives before its neighbours are looked at is kept, and the
convolutions are few large steps. Results are equal to spaCy's but for the last bits of a float (tested).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dragoman.language.products import Product

Floats = NDArray[np.float32]
KEPT = 40_000
"""Words whose first vector is kept: 16 MB. When they are as many, all are forgotten."""
GAP = 4
"""Rows between two sentences, as many as there are convolutions, so that no sentence sees another."""


class Vectors:
    """Docs to one array `[tokens, 96]` each; `model` is that of spaCy's `tok2vec` component."""

    def __init__(self, model: Any) -> None:
        embed, encode = model.layers
        extract, _, join, mix, _ = embed.layers
        self._columns: list[int | str] = extract.attrs["columns"]
        self._join, self._mix = join.layers[0], mix.layers[0]
        self._convolutions = [_weights(residual.layers[0]) for residual in encode.layers[0].layers]
        self._known: dict[bytes, int] = {}
        self._table = np.empty((0, 0), np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        rows = np.concatenate([doc.to_array(self._columns) for doc in docs])
        words = self._of_words(np.ascontiguousarray(rows))
        width = words.shape[1]
        starts, at = [], GAP
        for doc in docs:
            starts.append(at)
            at += len(doc) + GAP
        # one row more on both ends, so that the first and the last have neighbours
        field = np.zeros((at + 2, width), np.float32)
        inner = field[1:-1]
        first = 0
        for doc, start in zip(docs, starts, strict=True):
            inner[start : start + len(doc)] = words[first : first + len(doc)]
            first += len(doc)
        three = np.lib.stride_tricks.sliding_window_view(field.reshape(-1), 3 * width)[::width]
        for product, gain, shift in self._convolutions:
            pieces = product(np.ascontiguousarray(three))
            found = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
            np.maximum(found, pieces[:, 2 * width :], out=found)
            found -= found.mean(1, keepdims=True)
            found *= 1 / np.sqrt(np.einsum("ij,ij->i", found, found) / width + 1e-8)[:, None]
            found *= gain
            found += shift
            inner += found
        return [inner[start : start + len(doc)] for doc, start in zip(docs, starts, strict=True)]

    def _of_words(self, rows: NDArray[np.uint64]) -> Floats:
        """What each row of features (word, prefix, suffix, shape, white space) gives by itself."""
        keys: list[bytes] = rows.view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel().tolist()  # type: ignore[assignment]
        if len(self._known) > KEPT:
            self._known = {}
        known = self._known
        missing = {key: i for i, key in enumerate(keys) if key not in known}
        if missing:
            new = self._mix.predict(self._join.predict(rows[list(missing.values())]))
            held = len(known)
            if held + len(new) > len(self._table):
                larger = np.empty((2 * (held + len(new)), new.shape[1]), np.float32)
                if held:
                    larger[:held] = self._table[:held]
                self._table = larger
            self._table[held : held + len(new)] = new
            known.update(zip(missing, range(held, held + len(new)), strict=True))
        return self._table[[known[key] for key in keys]]


def _weights(layer: Any) -> tuple[Product, Floats, Floats]:
    """Of one convolution: the product `[3 words, 3 pieces]` with its bias, piece by piece, and the norm's gain and
    shift."""
    maxout, norm = (layer.layers[1].layers[0].layers[i] for i in (0, 1))
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    out, pieces, inputs = weights.shape
    return (
        Product(weights.transpose(1, 0, 2).reshape(out * pieces, inputs).T, bias.T.reshape(-1)),
        norm.get_param("G"),
        norm.get_param("b"),
    )
