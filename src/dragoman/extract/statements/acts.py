"""Words that tell an act or a state and no attribution, though they stand where cues stand: "signed the plan", "is
expected to rise"."""

from __future__ import annotations

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.lexicon import acts, recalled
from dragoman.extract.statements.tree import Tree


def is_act(c: Candidate) -> bool:
    """True when `lexicon/acts.csv` has the cue's lemma for this construction, for "Asked about it, he said …", and for
    a topic of one word ("will discuss fish"); beside a quotation only where a row says so."""
    tree, v = c.tree, c.head
    if tree.tag[v][:2] not in {"VB", "JJ"}:
        return False
    quoting = c.frame.startswith(("q", "paren", "v-colon"))
    if _is_asked(tree, v) and not quoting:
        return True
    if tree.stem[v] == "recall" and _is_envoy(c):
        return True
    if c.frame == "obj" and cue_class_of(c) == "discuss" and [b - a for a, b in c.content] == [0] and not c.extra:
        return True
    rows = acts().get(tree.stem[v], ())
    return any(
        c.frame.startswith(frame) and bool(frame or not quoting) and not (unnamed and c.source)
        for frame, unnamed in rows
    )


def _is_envoy(c: Candidate) -> bool:
    """True for "recalled its ambassador": no memory."""
    tree = c.tree
    heads = [k for k in tree.kids[c.head] if tree.dep[k] in {"dobj", "nsubjpass"}]
    return any(tree.stem[k] in recalled() for k in heads)


def _is_asked(tree: Tree, verb: int) -> bool:
    """ "Asked whether he would go, the minister …": others have asked him."""
    return (
        tree.stem[verb] in {"ask", "question", "press"}
        and tree.tag[verb] == "VBN"
        and tree.dep[verb] == "advcl"
        and not any(tree.dep[k] in {"aux", "auxpass", "nsubj", "nsubjpass"} for k in tree.kids[verb])
    )
