"""A second cue at the end of what another reports: "denied the charge, saying …", "voiced doubt while welcoming …"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.cues import Cue
from dragoman.extract.statements.floating import SPEAKING, Chosen
from dragoman.extract.statements.lexicon import class_of, documents
from dragoman.extract.statements.tree import Tree

LEAST = 0.05
"""The judge's probability from which the second cue is a statement of its own."""
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_PHRASES = ("obj", "np+", "light-", "far-", "for", "of", "on", "against", "to")
"""Frames whose content is a phrase without a finite verb: a participle of speech after it is the source's."""


def with_tails(kept: list[Chosen], cues: list[Cue]) -> list[Chosen]:
    """Each content cut before the second cue in it, and what follows that as a statement with the same source."""
    kept = _without_asides(kept)
    by_place: dict[tuple[int, int], Cue] = {(c.top.tree.sentence.index, c.top.head): c for c in cues}
    taken = {(k.candidate.tree.sentence.index, k.candidate.head) for k in kept}
    out: list[Chosen] = []
    for k in kept:
        c = k.candidate
        at = _second(c)
        cut = _before(c, at) if at is not None else None
        if at is None or cut is None:
            out.append(k)
            continue
        out.append(replace(k, candidate=cut, content=list(cut.content_spans)))
        place = (c.tree.sentence.index, at)
        cue = by_place.get(place)
        if cue is None or place in taken or cue.judged < LEAST or not c.source:
            continue
        top = cue.top
        if not top.content or top.quotes or top.content[0][0] <= at:
            continue
        top = replace(top, source=list(c.source), source_head=c.source_head, source_how="shared")
        out.append(Chosen(top, cue_class_of(top), cue.judged, list(top.content_spans)))
    return out


def _without_asides(kept: list[Chosen]) -> list[Chosen]:
    """Where a text that has lost its commas ends in "… the agency reported.", that is no content of a cue before it."""
    ends: dict[int, int] = {}
    for k in kept:
        c = k.candidate
        if c.frame.startswith("paren-bare") and c.source and k.content:
            ends[c.tree.sentence.index] = min(first for first, _ in (*c.source, *c.cue))
    if not ends:
        return kept
    out = []
    for k in kept:
        c = k.candidate
        start = ends.get(c.tree.sentence.index)
        if start is not None and not k.floating and c.content:
            first, last = c.content[-1]
            if c.head < start and first < start <= last:
                cut = replace(c, content=[*c.content[:-1], (first, start - 1)])
                k = replace(k, candidate=cut, content=list(cut.content_spans))
        out.append(k)
    return out


def _second(c: Candidate) -> int | None:
    """The token of the second cue."""
    tree = c.tree
    if len(c.content) != 1 or c.extra or tree.tag[c.head][:2] != "VB":
        return None
    first, last = c.content[0]
    if first <= c.head:
        return None
    for i in range(first + 1, last):
        if tree.quote[i] >= 0 or tree.quote[first] >= 0:
            continue
        if c.frame == "clause":
            if _goes_on_speaking(tree, c.head, i):
                return i
        elif c.frame.startswith(_PHRASES):
            if tree.tag[i] in _FINITE:
                return None
            if _says_besides(tree, i):
                return i
    return None


def _says_besides(tree: Tree, i: int) -> bool:
    """A participle of speech that tells what else the source says: not "a statement saying", "accused of saying"."""
    if tree.tag[i] != "VBG":
        return False
    cue_class = class_of("v", tree.stem[i])
    before = i - 1
    while before > 0 and tree.tag[before] == "RB":
        before -= 1
    if tree.low[before] == "while":
        return cue_class is not None
    if cue_class not in SPEAKING or tree.tag[before] in {"IN", "TO", "CC"} or tree.dep[i] == "xcomp":
        return False
    return tree.words[before] == "," or tree.stem[before] not in documents()


def _goes_on_speaking(tree: Tree, verb: int, i: int) -> bool:
    """ "Stressed that they must pay and made clear": no modal governs a past tense, so it is joined to "stressed"."""
    if (
        tree.dep[i] != "conj"
        or tree.tag[i] not in {"VBD", "VBN", "VBZ"}
        or tree.kid(i, "nsubj", "nsubjpass") is not None
    ):
        return False
    above = tree.head[i]
    if tree.tag[above] != "VB" or not any(tree.tag[k] == "MD" for k in tree.kids[above]):
        return False
    if tree.tag[verb] not in {"VBD", "VBN", "VBZ"}:
        return False
    if tree.lemma[i] == "make" and any(tree.low[k] in {"clear", "plain"} for k in range(i + 1, min(i + 3, len(tree)))):
        return True
    return class_of("v", tree.stem[i]) in SPEAKING


def _before(c: Candidate, at: int) -> Candidate | None:
    """The candidate with its content cut before the token."""
    first, _ = c.content[0]
    last = at - 1
    while last > first and (c.tree.is_loose(last) or c.tree.low[last] in {"while", "and"} or c.tree.tag[last] == "RB"):
        last -= 1
    return replace(c, content=[(first, last)]) if last > first or c.frame == "obj" else None
