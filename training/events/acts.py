"""Labelled texts as acts: what the lexicon and syntax find in them, with the encoder's states and a label."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

import dragoman.extract.events as events
from dragoman.extract.events.frames import lexicon
from dragoman.extract.events.match import Match
from dragoman.extract.events.opinion import Acts, encode, features_of
from dragoman.extract.events.participants import Party, Scene
from dragoman.extract.events.unmet import types_of
from dragoman.language.analysis import Analysis
from dragoman.language.encoder import Encoder
from dragoman.language.encoder.windows import lines_of
from dragoman.model import Span
from dragoman.pages import article_from_text
from dragoman.reader import Reader

Spans = list[tuple[int, int]]
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
MUTUAL = {"CONSULT", "AGREE", "COOPERATE"}
NEAR = 2
"""Characters between an act's anchor and a labelled one at which they are the same act."""


@dataclass
class Act:
    """One act: `type` is the lexicon's where a frame was met (`framed`), else empty; `known` the types that its verb
    has in the lexicon; `label` what it should be, `none`, or `None` for not known."""

    type: str
    framed: bool
    frame: str
    anchor: tuple[int, int]
    actors: Spans
    recipients: Spans
    known: tuple[str, ...]
    features: np.ndarray
    label: str | None = None


@dataclass
class Text:
    """One text of a source, with its labels as the source has them."""

    source: str
    number: int
    row: dict[str, Any]
    acts: list[Act] = field(default_factory=list)


def read(name: str, gold: Path, *, first: int) -> list[Text]:
    """The texts of a source with their acts, labelled. `first` is how many articles of the news are read."""
    texts = [Text(name, n, row) for n, row in enumerate(SOURCES[name](gold, first))]
    reader, said, long = Reader(), events.judge, events.LONG
    events.LONG = sys.maxsize  # type: ignore[attr-defined]
    for text in texts:

        def collect(analysis: Analysis, found: Sequence[Acts], encoder: Encoder, text: Text = text) -> None:
            text.acts = list(_acts(analysis, found, encoder))

        events.judge = collect  # type: ignore[attr-defined]
        reader.read(article_from_text(text.row["text"], published=text.row.get("published")))
        LABELS[name](text)
    events.judge, events.LONG = said, long  # type: ignore[attr-defined]
    return texts


def own(path: Path) -> list[Text]:
    """The sentences of our own, whose parties and acts are given."""
    encoder, out = Encoder(), []
    with path.open(encoding="utf-8", newline="") as lines:
        for n, row in enumerate(csv.DictReader(lines)):
            text = row["text"]
            encoded = encoder.encode(text, lines_of(text))
            spans = []
            for part in (row["act"].split()[0], row["actor"], row["recipient"], text):
                start = text.find(part)
                spans.append([encoded.rows(Span(start, start + len(part)))] if part and start >= 0 else [])
            features = np.concatenate([encoded.pooled(s) for s in spans])
            act = Act("", False, "", (0, 0), [], [], (), features, row["type"])
            out.append(Text("own", n, dict(row), [act]))
    return out


def linked(type_: str, act: Act, source: list[dict[str, Any]], target: list[dict[str, Any]]) -> bool:
    """Whether an act joins the labelled pair, as the scorer of events has it."""

    def over(spans: Spans, labelled: list[dict[str, Any]]) -> bool:
        return any(a < g["end"] and g["start"] < b for a, b in spans for g in labelled)

    if over(act.actors, source) and over(act.recipients, target):
        return True
    everyone = act.actors + act.recipients
    return type_ in MUTUAL and over(everyone, source) and over(everyone, target)


def near(a: Sequence[int], b: Sequence[int], gap: int) -> bool:
    """Whether two spans stand within a gap of each other."""
    return a[0] - gap < b[1] and b[0] - gap < a[1]


def labelled_at(text: Text, anchor: Sequence[int], gap: int) -> list[str]:
    """The types of the labelled events of an article near an anchor."""
    words = text.row["text"]
    return [
        e["type"]
        for e in text.row["events"]
        if any(near(m.span(), anchor, gap) for m in re.finditer(re.escape(e["anchor"]), words))
    ]


def _acts(analysis: Analysis, found: Sequence[Acts], encoder: Encoder) -> Iterator[Act]:
    encoded = encode(analysis, found, encoder, all_acts=True)
    for acts in found if encoded is not None else ():
        for match, framed in [*((m, True) for m in acts.met), *((m, False) for m in acts.unmet)]:
            features = features_of(match, acts.scene, encoded) if encoded is not None else None
            if features is not None:
                yield _act(match, framed, acts.scene, features)


def _act(match: Match, framed: bool, scene: Scene, features: np.ndarray) -> Act:
    def spans(parties: Sequence[Party]) -> Spans:
        return [tuple(scene.sentence.span_of(p.first, p.last)) for p in parties]  # type: ignore[misc]

    frame = match.frame
    anchor = scene.sentence.span_of(match.first, match.last)
    known = () if framed else types_of(frame.lemma)
    type_ = frame.type if framed else ""
    return Act(
        type_,
        framed,
        frame.id,
        (anchor.start, anchor.end),
        spans(match.actors),
        spans(match.recipients),
        known,
        features,
    )


def _label_pair(text: Text) -> None:
    root, source, target = text.row["event"][0], text.row["source"], text.row["target"]
    joined = [a for a in text.acts if linked(a.type, a, source, target)]
    right = [a for a in joined if a.framed and YIELD.get(a.type, a.type) == root]
    for act in right or joined:
        kinds = {act.type, *act.known} & YIELD.keys()
        act.label = root if root != "YIELD" else kinds.pop() if len(kinds) == 1 else None


def _label_article(text: Text) -> None:
    for act in text.acts:
        types = set(labelled_at(text, act.anchor, NEAR))
        if len(types) == 1:
            act.label = types.pop()
        elif not types and not act.framed:
            act.label = "none"


def _label_example(text: Text) -> None:
    for act in text.acts:
        if act.framed and act.frame == text.row["frame"]:
            act.label = act.type


def _label_news(text: Text) -> None:
    for act in text.acts:
        if not act.framed:
            act.label = "none"
        elif act.actors and act.recipients:
            act.label = act.type


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _plv(gold: Path, first: int) -> list[dict[str, Any]]:
    rows = _rows(gold / "plv_train.jsonl")
    return [r for r in rows if all("end" in s for s in (*r["source"], *r["target"]))]


def _gsr(gold: Path, first: int) -> list[dict[str, Any]]:
    out = []
    for row in _rows(gold / "plover_gsr_2016.jsonl"):
        both = [s for s in row["spans"] if s["role"] == "SRC/TAR"]
        source = [s for s in row["spans"] if s["role"] == "SRC"] or both[:1]
        target = [s for s in row["spans"] if s["role"] == "TAR"] or both[1:]
        if source and target and row["event_plover2021"]:
            root = row["event_plover2021"][0]
            out.append({"text": row["text"], "source": source, "target": target, "event": [YIELD.get(root, root)]})
    return out


def _diplomacy(gold: Path, first: int) -> list[dict[str, Any]]:
    return _rows(gold / "diplomacy_dev.jsonl")


def _news(gold: Path, first: int) -> list[dict[str, Any]]:
    return _rows(gold / "polnear_train.jsonl")[::10][:first]


def _lexicon(gold: Path, first: int) -> list[dict[str, Any]]:
    return [{"text": re.sub(r"[\[\]<>]", "", f.example), "frame": f.id} for f in lexicon().frames]


SOURCES: dict[str, Callable[[Path, int], list[dict[str, Any]]]] = {
    "plv": _plv, "gsr": _gsr, "diplomacy": _diplomacy, "news": _news, "lexicon": _lexicon,
}  # fmt: skip
LABELS: dict[str, Callable[[Text], None]] = {
    "plv": _label_pair, "gsr": _label_pair, "diplomacy": _label_article, "news": _label_news, "lexicon": _label_example,
}  # fmt: skip
