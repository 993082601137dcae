"""A second opinion on acts from the encoder: a linear head over its pooled states, beside the lexicon.

For each act the mean states of its word, its actors, its recipients and its sentence give a probability for each event
type and for `none`. What the lexicon finds stands. The head adds an act of a verb without a fitting frame: when it is
sure of a type that the lexicon has for that verb, or very sure of one for a verb that the lexicon does not know.
Trained by `training/events/train.py`; what it is worth is in `benchmarks/event_heads.md`.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.events.match import Match
from dragoman.extract.events.participants import Party, Scene
from dragoman.extract.events.unmet import ROOT, typed, types_of
from dragoman.language.analysis import Analysis
from dragoman.language.encoder import Encoded, Encoder
from dragoman.model import DragomanError
from dragoman.reference.packaged import packaged_text

NONE = "none"
SURE, VERY_SURE = 0.5, 0.7
"""An act without a frame is taken when the best of its verb's types in the lexicon has the first; of a verb without any
there, when the best of all has the second. Set on development data in folds (`benchmarks/event_heads.md`)."""
STATES_EACH = 4
"""Mean states that make the features of an act."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """`weights` [features, types], `bias` [types]; `name` is the model and its version."""

    name: str
    types: tuple[str, ...]
    weights: Floats
    bias: Floats

    def chances(self, features: Floats) -> dict[str, float]:
        """The probability of each type, from features [n]."""
        score = features.astype(np.float64) @ self.weights + self.bias
        e = np.exp(score - score.max())
        return dict(zip(self.types, (e / e.sum()).tolist(), strict=True))


@cache
def head() -> Head:
    """The head that is shipped. Raises `DragomanError` when its weights are not those that were made."""
    folder = files("dragoman.extract.events").joinpath("heads")
    about = json.loads(packaged_text("extract/events/heads/heads.json"))
    content = folder.joinpath("heads.npz").read_bytes()
    if hashlib.sha256(content).hexdigest() != about["sha256"]:
        raise DragomanError(
            "heads.npz of the events is damaged (its SHA-256 is not the one in heads.json): "
            "install dragoman again, or read with --fast, which does without it"
        )
    with np.load(io.BytesIO(content), allow_pickle=False) as held:
        return Head(about["name"], tuple(about["types"]), held["weights"], held["bias"])


@dataclass(slots=True)
class Acts:
    """What was found in one sentence: `met` by the lexicon, `unmet` by syntax alone; `notes` say by the match's place
    in `met` which of them the head added, and with what probability."""

    scene: Scene
    met: list[Match]
    unmet: list[Match]
    notes: dict[int, str] = field(default_factory=dict)


def judge(analysis: Analysis, found: Sequence[Acts], encoder: Encoder) -> None:
    """Add to `found`, in place. Only lines with an act to judge are encoded, and none that has been already."""
    encoded = encode(analysis, found, encoder)
    if encoded is None:
        return
    model = head()
    for acts in found:
        for match in acts.unmet:
            features = features_of(match, acts.scene, encoded)
            chance = model.chances(features) if features is not None else {}
            best = taken(chance, types_of(match.frame.lemma))
            if best is not None:
                acts.notes[len(acts.met)] = f"{model.name} {best} {chance[best]:.2f}"
                acts.met.append(typed(match, best))


def taken(chance: Mapping[str, float], known: Sequence[str]) -> str | None:
    """The type of an act without a frame whose verb has the types `known` in the lexicon; `None` when it is none."""
    best = max(known or sorted(ROOT), key=lambda t: chance.get(t, 0.0))
    return best if chance.get(best, 0.0) >= (SURE if known else VERY_SURE) else None


def encode(analysis: Analysis, found: Sequence[Acts], encoder: Encoder, *, all_acts: bool = False) -> Encoded | None:
    """The encoder's states over the lines with an act that no frame met, or with any; the lines are those that
    statements are read from, so that no window is run again. `None` when there is no such line."""
    wanted = {a.scene.sentence.paragraph for a in found if a.unmet or (all_acts and a.met)}
    if not wanted:
        return None
    edges: dict[int, tuple[int, int]] = {}
    for sentence in analysis.sentences:
        first, _ = edges.get(sentence.paragraph, (sentence.span.start, 0))
        edges[sentence.paragraph] = (first, sentence.span.end)
    return encoder.encode(analysis.text, list(edges.values()), [line in wanted for line in edges])


def features_of(match: Match, scene: Scene, encoded: Encoded) -> Floats | None:
    """Four mean states side by side: the act's word, its actors, its recipients, its sentence; `None` where the word
    was not encoded."""
    sentence = scene.sentence
    act = encoded.rows(sentence.span_of(match.head))
    if act[0] == act[1]:
        return None

    def rows(parties: Sequence[Party]) -> list[tuple[int, int]]:
        return [encoded.rows(sentence.span_of(p.first, p.last)) for p in parties]

    parts = ([act], rows(match.actors), rows(match.recipients), [encoded.rows(sentence.span)])
    return np.concatenate([encoded.pooled(p) for p in parts])
