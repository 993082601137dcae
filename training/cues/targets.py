"""How near a reading comes to a labelled attribution: what the judge's and the linker's targets are made of."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from dragoman.extract.statements.candidate import Candidate

WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
Tokens = frozenset[int]


def words_of(spans: Any, ends: list[int], starts: list[int]) -> Tokens:
    """The numbers of the word tokens that the spans touch."""
    out = set()
    for start, end in spans or ():
        i = int(np.searchsorted(ends, start, side="right"))
        while i < len(starts) and starts[i] < end:
            out.add(i)
            i += 1
    return frozenset(out)


def nearness(c: Candidate, gold: list[dict[str, Tokens]], at: Any, ends: Any, starts: Any) -> float:
    content = words_of(c.content_spans, ends, starts)
    source = words_of(c.spans(c.source), ends, starts)
    cue = words_of(c.spans(c.cue), ends, starts)
    high = 0.0
    for number in {n for word in content for n in at.get(word, ())}:
        label = gold[number]
        jaccard = len(content & label["content"]) / len(content | label["content"])
        if jaccard < 0.5 or not (source & label["source"] or (not source and not label["source"])):
            continue
        if not label["cue"] or cue & label["cue"]:
            high = max(high, jaccard)
    return high
