"""Every possible cue of an article with all its readings, weighed: by the judge, and where there is an encoder by the
linker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.judge import best, judge
from dragoman.extract.statements.linker import Features, View, scores
from dragoman.extract.statements.proposals import cues, variants
from dragoman.extract.statements.propose import propose
from dragoman.extract.statements.quoted import Speech
from dragoman.extract.statements.tree import Tree
from dragoman.language.analysis import Analysis
from dragoman.language.encoder import Encoded, Encoder
from dragoman.model import Span

READINGS = 10
"""The judge's best readings of a cue that the linker weighs."""
UNLIKELY, UNSEEN = 0.02, 0.1
"""A cue to which the judge gives less than the first and the encoder less than the second is not weighed again."""
WORTH_ENCODING = 0.03
"""A window is encoded when the judge gives a possible cue in one of its lines so much. Lines between are read with the
others: without them LINK was 0.6 lower."""
COMMA_EVERY = 1000
"""A text with fewer commas than one in so many characters has lost them: news has one in a hundred."""
NEW = -3.0
"""What stands for the judge's score of a cue that syntax does not propose."""


@dataclass(slots=True)
class Cue:
    """All readings of one cue, what the judge made of them, and after the linker their numbers (a row a reading)."""

    title: bool
    readings: list[Candidate]
    top: Candidate
    judged: float
    """The judge's probability of `top` and of those that say nearly the same."""
    numbers: list[list[float]] = field(default_factory=list)


def judge_cues(analysis: Analysis, spoken: list[Speech]) -> Iterator[tuple[Tree, bool, list[Cue]]]:
    """Sentence by sentence its tree, whether it is a title, and its cues as the judge sees them."""
    for tree, title, candidates in propose(analysis, spoken):
        out = []
        for readings in _by_head(candidates):
            judge(readings, title)
            top, probability = best(readings)
            out.append(Cue(title, readings, top, probability))
        yield tree, title, out


def _by_head(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        groups.setdefault(c.head, []).append(c)
    yield from groups.values()


def link_cues(
    judged: list[tuple[Tree, bool, list[Cue]]], analysis: Analysis, encoder: Encoder
) -> tuple[list[Cue], Encoded | None]:
    """The cues that are worth a second look, with the readings that the encoder adds to them and the cues that only it
    sees; their `numbers` filled."""
    lines, needed = _lines(judged, analysis)
    if not any(needed):
        return [], None
    encoded = encoder.encode(analysis.text, lines, needed)
    view = View(encoded)
    titles = [tree.sentence.span for tree, title, _ in judged if title]
    bare = analysis.text.count(",") * COMMA_EVERY < len(analysis.text)
    worth = [
        (tree, title, [w for cue in found if (w := _worth(cue, view)) is not None]) for tree, title, found in judged
    ]
    encoded.link({row for _, _, some in worth for w in some for row in w.rows})
    out: list[Cue] = []
    for tree, title, some in worth:
        whole = view.rows(tree.sentence.span)
        if whole[0] == whole[1]:
            continue
        taken: set[int] = set()
        for w in some:
            linked = _linked(w, view, bare, () if title else titles)
            if linked is not None:
                out.append(linked)
                taken.update(
                    i for first, last in {r for c in w.cue.readings for r in c.cue} for i in range(first, last + 1)
                )
        if view.cue([whole]) >= UNSEEN:
            for c in cues(tree, encoded, taken):
                c.score = NEW
                seen = _worth(Cue(title, [c], c, 0.0), view)
                linked = _linked(seen, view, bare, () if title else titles) if seen is not None else None
                if linked is not None:
                    out.append(linked)
    return out, encoded


def _lines(judged: list[tuple[Tree, bool, list[Cue]]], analysis: Analysis) -> tuple[list[tuple[int, int]], list[bool]]:
    """The lines with a sentence in them, and for each whether it holds what may be a cue."""
    wanted: dict[int, bool] = {}
    for tree, _, found in judged:
        line = tree.sentence.paragraph
        if not wanted.get(line):
            wanted[line] = any(cue.judged >= WORTH_ENCODING for cue in found)
    edges: dict[int, tuple[int, int]] = {}
    for sentence in analysis.sentences:
        first, _ = edges.get(sentence.paragraph, (sentence.span.start, 0))
        edges[sentence.paragraph] = (first, sentence.span.end)
    return list(edges.values()), [wanted.get(line, False) for line in edges]


@dataclass(slots=True)
class _Worth:
    """A cue that is weighed again: the judge's best readings and for each the row where its cue begins."""

    cue: Cue
    readings: list[Candidate]
    rows: list[int]


def _worth(cue: Cue, view: View) -> _Worth | None:
    """`None` for a cue that neither the judge nor the encoder thinks likely, or that was not read."""
    ranked = sorted(cue.readings, key=_score, reverse=True)[:READINGS]
    row = _row(ranked[0], view)
    if row is None or (cue.judged < UNLIKELY and view.highest_cue[row] < UNSEEN):
        return None
    rows = [row if (at := _row(c, view)) is None else at for c in ranked]
    return _Worth(cue, ranked, rows)


_score = attrgetter("score")


def _row(c: Candidate, view: View) -> int | None:
    return view.cue_row(c.tree.cue_span(c.cue[0]))


def _linked(worth: _Worth, view: View, bare: bool, titles: Sequence[Span]) -> Cue | None:
    cue, row = worth.cue, worth.rows[0]
    made = variants(worth.readings, view.encoded, view.encoded.links(row), titles)
    rows = [*worth.rows, *(row if (at := _row(c, view)) is None else at for c in made)]
    readings = [(c, at) for c, at in zip([*worth.readings, *made], rows, strict=True) if c.content_spans]
    if not readings:
        return None
    high = max(c.score for c, _ in readings)
    features = Features(view, high=high, title=cue.title, bare=bare)
    numbers = [features.of(c, at, classless=cue_class_of(c) is None) for c, at in readings]
    return Cue(cue.title, [c for c, _ in readings], cue.top, cue.judged, numbers)


def weigh(linked: list[Cue]) -> None:
    """The linker's scores in place of the judge's, all cues in one product."""
    every = scores([row for cue in linked for row in cue.numbers]).tolist()
    at = 0
    for cue in linked:
        for c in cue.readings:
            c.score = every[at] + c.prior
            at += 1
