"""The parse itself: spaCy's transition system over its own weights, its states advanced all at once by numpy.

The same model as spaCy's `TransitionBasedParser` (arc-eager; eight tokens around a state, each with a vector that was
worked out once a token; their sum, a maxout layer, scores of the moves: Honnibal and Johnson 2015). spaCy's loop asks
for Python's lock several times a state; here a step of all sentences is a few calls. Scores are equal to spaCy's but
for the last bits of a float (tested: the same trees).
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.ml.parser_model import ParserStepModel  # type: ignore[import-not-found]
from spacy.tokens import Doc

from dragoman.language.products import Product

Floats = NDArray[np.float32]


class Transitions:
    """Docs whose `tensor` is filled to their final states; `component` is spaCy's parser."""

    def __init__(self, component: Any) -> None:
        model = component.model
        self._component = component
        self._project = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights, bias, pad = (lower.get_param(name) for name in ("W", "b", "pad"))
        features, width, pieces, given = weights.shape
        # pieces apart from one another, so that the greatest of them is found by one call
        # the bias goes with the first of a state's tokens
        added = np.zeros((features, pieces, width), np.float32)
        added[0] = bias.T
        self._product = Product(weights.transpose(3, 0, 2, 1).reshape(given, added.size), added.reshape(-1))
        self._pad = (pad[0].transpose(0, 2, 1) + added).reshape(-1)
        self._moves, self._move_bias = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
        self._width, self._pieces = width, pieces
        self._places = np.arange(features, 2 * features, dtype=np.int32)
        self._features = features
        self._asked: Any = SimpleNamespace(state2vec=SimpleNamespace(nF=features))

    def __call__(self, docs: Sequence[Doc]) -> list[Any]:
        """A final state a Doc, as `component.set_annotations` takes them."""
        component, features, width = self._component, self._features, self._width
        every = component.moves.init_batch(docs)
        vectors: Floats = self._project.predict(docs)
        table = self._product(np.concatenate([np.zeros_like(vectors[:1]), vectors]))
        table[0] = self._pad
        rows = table.reshape(-1, self._pieces * width)
        states = [state for state in every if not state.is_final()]
        while states:
            # -1 stands for no token: the first row
            at = ParserStepModel.get_token_ids(self._asked, states)
            at *= features
            at += self._places
            hidden = rows.take(at, 0).sum(1)
            best = hidden[:, :width]
            for piece in range(width, self._pieces * width, width):
                best = np.maximum(best, hidden[:, piece : piece + width])
            scores = best @ self._moves
            scores += self._move_bias
            states = component.transition_states(states, scores)
        return list(every)
