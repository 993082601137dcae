"""Cues that tell of no content: "declined to comment", "did not respond to a request for comment", "said so"."""

from __future__ import annotations

import re
from functools import cache

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.lexicon import silences

_REFUSALS = {"decline", "refuse"}
UNSAID_CLASSES = {"say", "announce", "explain", "answer", "report", "write"}
"""Classes whose cues, negated, tell that something was not said; "did not believe" tells what is believed."""
_HINTS = {"sign", "hint", "indication"}
"""What is only given a sign of is not said."""
_UNSAID = {"comment", "elaborate", "say", "discuss", "confirm", "give", "reveal", "disclose", "identify", "explain"}


def tells_nothing(c: Candidate, cue_class: str | None) -> bool:
    """True when the cue with this content is silence reported: no statement is made of it."""
    tree, v = c.tree, c.head
    lemma = tree.stem[v]
    if cue_class in UNSAID_CLASSES and _is_negated(c):
        return True
    if c.frame == "light-of" and tree.stem[c.cue[1][1] - 1] in _HINTS:
        return True
    if lemma in _UNSAID and tree.dep[v] == "xcomp" and tree.stem[tree.head[v]] in _REFUSALS:
        return True
    if lemma in {"confirm", "deny"} and v > 0 and tree.low[v - 1] in {"neither", "nor"}:
        return True
    pattern = _patterns().get(lemma)
    if pattern is None or len(c.content) != 1 or c.extra:
        return False
    first, last = c.content[0]
    return pattern.fullmatch(" ".join(tree.low[first : last + 1])) is not None


def _is_negated(c: Candidate) -> bool:
    tree = c.tree
    if c.frame.startswith(("q", "paren")):
        return False
    if any(tree.dep[k] == "neg" for k in tree.kids[c.head]):
        return True
    head = c.source_head
    return head is not None and any(
        tree.low[k] in {"no", "neither"} for k in (head, *tree.kids[head]) if tree.dep[k] in {"det", "preconj", "nsubj"}
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    by_cue: dict[str, list[str]] = {}
    for cue, content in silences():
        if content:
            by_cue.setdefault(cue, []).append(re.escape(content))
    return {cue: re.compile(rf"(?:{'|'.join(starts)})(?: .*)?") for cue, starts in by_cue.items()}
