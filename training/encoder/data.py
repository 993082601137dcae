"""Windows of word pieces with tags and links, from PolNeAR's attributions (one JSON document a line).

A window holds whole paragraphs up to `LENGTH` pieces, a paragraph break being the piece `[unused0]`. Offsets are code
points of the document. Every epoch cuts the documents at other places, so that a model sees each attribution with
more and with less before it.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

LENGTH = 320
BREAK = "[unused0]"
ROLES = ("source", "cue", "content")
LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")


@dataclass
class Document:
    """Pieces of one article, and its attributions as piece ranges."""

    name: str
    text: str
    pieces: np.ndarray  # int32 [n]
    offsets: np.ndarray  # int32 [n, 2], code points
    breaks: np.ndarray  # int32, indices at which a paragraph starts
    attributions: list[dict[str, list[tuple[int, int]]]] = field(default_factory=list)


def tokenizer(folder: Path) -> Tokenizer:
    """MiniLM's own word-piece tokenizer, without truncation, padding or special pieces."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def encode(name: str, text: str, tok: Tokenizer, attributions: list[dict] | None = None) -> Document:
    """Pieces of every line of `text`, in order, a break piece before each line but the first."""
    break_id = tok.token_to_id(BREAK)
    lines = [(m.start(), m.group()) for m in LINE.finditer(text) if m.group().strip()]
    pieces: list[int] = []
    offsets: list[tuple[int, int]] = []
    breaks: list[int] = []
    for (start, _), coded in zip(lines, tok.encode_batch([x for _, x in lines], add_special_tokens=False), strict=True):
        breaks.append(len(pieces))
        pieces.append(break_id)
        offsets.append((start, start))
        pieces.extend(coded.ids)
        offsets.extend((start + a, start + b) for a, b in coded.offsets)
    doc = Document(
        name, text, np.array(pieces, np.int32), np.array(offsets, np.int32).reshape(-1, 2), np.array(breaks, np.int32)
    )
    for a in attributions or ():
        ranges = {role: [r for s, e in a[role] if (r := piece_range(doc, s, e))] for role in ROLES}
        if ranges["cue"] and ranges["content"]:
            doc.attributions.append(ranges)
    return doc


def piece_range(doc: Document, start: int, end: int) -> tuple[int, int] | None:
    """The pieces that share a character with `[start, end)`, as `[first, last + 1)`."""
    lo = int(np.searchsorted(doc.offsets[:, 1], start, side="right"))
    hi = int(np.searchsorted(doc.offsets[:, 0], end, side="left"))
    while lo < hi and doc.offsets[lo, 0] == doc.offsets[lo, 1]:
        lo += 1
    while hi > lo and doc.offsets[hi - 1, 0] == doc.offsets[hi - 1, 1]:
        hi -= 1
    return (lo, hi) if lo < hi else None


def without_commas(row: dict) -> dict:
    """A labelled document with commas and apostrophes gone, as captures that lost their punctuation are."""
    text = row["text"]
    moved, kept = [], []
    for i, char in enumerate(text):
        moved.append(len(kept))
        lost = (char == "," and not text[i - 1 : i].isdigit()) or (char in "'’" and text[i + 1 : i + 2].isalpha())
        if not lost:
            kept.append(char)
    moved.append(len(kept))
    labels = [{role: [[moved[s], moved[e]] for s, e in a[role]] for role in ROLES} for a in row["attributions"]]
    return {"id": row["id"], "text": "".join(kept), "attributions": labels}


def load(path: Path, tok: Tokenizer, *, bare: int = 0) -> list[Document]:
    """All documents of a JSONL file; with `bare` every so manyth without its commas and apostrophes."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    if bare:
        rows = [without_commas(r) if i % bare == 0 else r for i, r in enumerate(rows)]
    return [encode(r["id"], r["text"], tok, r["attributions"]) for r in rows]


def held_out(name: str) -> bool:
    """Whether a document is kept from the encoder, so that the linker learns from scores on pages it never saw."""
    return hashlib.sha256(name.encode()).digest()[0] < 28


def cut(doc: Document, first: int = 0, length: int = LENGTH) -> list[tuple[int, int]]:
    """Windows `[start, end)` that cover `doc.pieces[first:]`, breaking between paragraphs where that is possible."""
    out = []
    start, n = first, len(doc.pieces)
    while start < n:
        end = min(start + length, n)
        if end < n:
            inside = doc.breaks[(doc.breaks > start + length // 2) & (doc.breaks <= end)]
            if len(inside):
                end = int(inside[-1])
        out.append((start, end))
        start = end
    return out


@dataclass
class Window:
    """One training example: pieces, three BIO rows, and for each cue its first piece with the pieces that it links."""

    pieces: np.ndarray
    tags: np.ndarray  # int64 [3, n]: 0 O, 1 B, 2 I, for source, cue, content
    cues: list[int]
    links: list[np.ndarray]  # each float32 [2, n]: in the source, in the content


def window(doc: Document, start: int, end: int) -> Window:
    """The window with its labels; what lies outside it is cut off."""
    n = end - start
    tags = np.zeros((3, n), np.int64)
    cues, links = [], []
    for a in doc.attributions:
        for r, role in enumerate(ROLES):
            for lo, hi in a[role]:
                if hi <= start or lo >= end:
                    continue
                inner = tags[r, max(lo - start, 0) : hi - start]
                inner[inner == 0] = 2
                if lo >= start:
                    tags[r, lo - start] = 1
        cue = a["cue"][0][0]
        if start <= cue < end:
            link = np.zeros((2, n), np.float32)
            for k, role in enumerate(("source", "content")):
                for lo, hi in a[role]:
                    link[k, max(lo - start, 0) : max(hi - start, 0)] = 1
            cues.append(cue - start)
            links.append(link)
    return Window(doc.pieces[start:end], tags, cues, links)


def epoch(docs: list[Document], rng: random.Random) -> list[tuple[int, int, int]]:
    """(document, start, end) of every window of one epoch, in shuffled order, cut anew."""
    out = []
    for i, doc in enumerate(docs):
        head = [int(b) for b in doc.breaks if 0 < b < LENGTH] or [0]
        first = rng.choice([0, *head])
        if first:
            out.append((i, 0, first))
        out.extend((i, s, e) for s, e in cut(doc, first))
    rng.shuffle(out)
    return out
