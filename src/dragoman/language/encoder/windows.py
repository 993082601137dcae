"""How a text is cut for the encoder: lines of word pieces, put together into windows of whole lines.

Training cuts the labelled articles with the same code (`training/encoder/`), so that both see the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

LENGTH = 320
"""Pieces a window at most, as in training."""
BREAK = "[unused0]"
"""The piece that stands before each line."""
OPENING, CLOSING = 101, 102
"""[CLS] and [SEP], around each window."""
LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's word pieces: `ids` [n], `offsets` [n, 2] in code points of the text, and the rows where lines begin."""

    ids: Ints
    offsets: Ints
    breaks: Ints


def pieces_of(text: str, spans: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Pieces:
    """The pieces of the stretches `spans` (lines, in text order), a break piece before each."""
    break_id = tokenizer.token_to_id(BREAK)
    if break_id is None:
        raise ValueError(f"the tokenizer has no piece {BREAK}")
    ids: list[int] = []
    offsets: list[tuple[int, int]] = []
    breaks: list[int] = []
    coded = tokenizer.encode_batch([text[a:b] for a, b in spans], add_special_tokens=False)
    for (start, _), line in zip(spans, coded, strict=True):
        breaks.append(len(ids))
        ids.append(break_id)
        offsets.append((start, start))
        ids.extend(line.ids)
        offsets.extend((start + a, start + b) for a, b in line.offsets)
    return Pieces(np.array(ids, np.int32), np.array(offsets, np.int32).reshape(-1, 2), np.array(breaks, np.int32))


def lines_of(text: str) -> list[tuple[int, int]]:
    """The lines of a text that are not blank."""
    return [m.span() for m in LINE.finditer(text) if m.group().strip()]


def cut(pieces: Pieces, *, first: int = 0, length: int = LENGTH) -> list[tuple[int, int]]:
    """Windows `[start, end)` over the rows from `first` on, between lines where a line begins in the window's second
    half, else in the middle of a line."""
    out = []
    start, n, breaks = first, len(pieces.ids), pieces.breaks
    while start < n:
        end = min(start + length, n)
        if end < n:
            at = int(np.searchsorted(breaks, end, side="right")) - 1
            if at >= 0 and breaks[at] > start + length // 2:
                end = int(breaks[at])
        out.append((start, end))
        start = end
    return out
