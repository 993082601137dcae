"""The class of a candidate's cue."""

from __future__ import annotations

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.lexicon import class_of


def cue_class_of(c: Candidate) -> str | None:
    """The class of the candidate's cue: in "expressed hope that" that of the noun; `None` for cues of no class."""
    tree, v = c.tree, c.head
    if c.frame == "clear":
        return "say"
    if c.frame[:6] in {"light-"} or c.frame[:4] == "far-":
        for i in range(c.cue[1][1], c.cue[1][0] - 1, -1):
            if tree.tag[i][:2] == "NN":
                found = class_of("n", tree.lemma[i].lower())
                if found is not None:
                    return found
    part = {"VB": "v", "NN": "n", "JJ": "j"}.get(tree.tag[v][:2])
    if part is None:
        return "say" if c.frame[:5] in {"accor", "colon", "words", "adver", "dash-"} else None
    if c.frame[:2] == "a-" and part == "v":
        return class_of("v", tree.lemma[v].lower()) or class_of("j", tree.low[v])
    beside = next((tree.low[k] for k in tree.kids[v] if tree.dep[k] == "prt"), "") or c.frame.split("+")[0]
    return class_of(part, tree.lemma[v].lower(), beside)
