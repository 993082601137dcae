"""The class of a candidate's cue."""

from __future__ import annotations

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.lexicon import class_of

_PARTS = {"VB": "v", "NN": "n", "JJ": "j"}
_SIGNS = {"accor", "colon", "words", "adver", "dash-"}
"""How the frames begin whose cues are no verb, noun or adjective, and say."""


def cue_class_of(c: Candidate) -> str | None:
    """The class of the candidate's cue: in "expressed hope that" that of the noun; `None` for cues of no class."""
    if c.classed is None:
        c.classed = (_class_of(c),)
    return c.classed[0]


def _class_of(c: Candidate) -> str | None:
    tree, v, frame = c.tree, c.head, c.frame
    if frame == "clear":
        return "say"
    if frame[:6] == "light-" or frame[:4] == "far-":
        for i in range(c.cue[1][1], c.cue[1][0] - 1, -1):
            if tree.kind[i] == "NN":
                found = class_of("n", tree.stem[i])
                if found is not None:
                    return found
    part = _PARTS.get(tree.kind[v])
    if part is None:
        return "say" if frame[:5] in _SIGNS else None
    if part == "v" and frame[:2] == "a-":
        return class_of("v", tree.stem[v]) or class_of("j", tree.low[v])
    beside = tree.particle(v) or frame.split("+")[0]
    return class_of(part, tree.stem[v], beside)
