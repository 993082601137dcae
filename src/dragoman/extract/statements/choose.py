"""From all candidates to the attributions of an article: the best reading of each cue, each quotation given once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.features import base_features, base_key, content_features
from dragoman.extract.statements.judge import best, limit, score
from dragoman.extract.statements.propose import propose
from dragoman.extract.statements.quoted import Speech
from dragoman.extract.statements.silence import tells_nothing
from dragoman.language.analysis import Analysis
from dragoman.model import Span

NESTED = 0.9
"""The same for one that stands inside the content of another."""
NESTED_SPEECH = 0.5
"""The same where the nested cue is one of speech: "Lavrov said Assad assured him …"."""
FLOATING_WORDS, FLOATING_GAP = 4, 2
"""A floating quotation has at least so many words and stands at most so many paragraphs after its speaker."""
REPEATED = 0.9
"""Two attributions whose contents share more than this are one, told by two words of the text."""
SPEAKING = {
    "say",
    "announce",
    "write",
    "answer",
    "claim",
    "explain",
    "boast",
    "promise",
    "warn",
    "describe",
    "report",
    "question",
}
"""Classes of cues whose source can go on speaking in the next quotation."""


@dataclass(slots=True)
class Chosen:
    """An attribution: the candidate, its cue class and probability; a floating quotation has no candidate of its own
    but that of the speech it continues."""

    candidate: Candidate
    cue_class: str | None
    probability: float
    content: list[Span] = field(default_factory=list)
    floating: bool = False


def choose(analysis: Analysis, spoken: list[Speech]) -> list[Chosen]:
    """The attributions of an article in text order."""
    found: list[tuple[float, list[Candidate], Candidate]] = []
    for _, title, candidates in propose(analysis, spoken):
        bases: dict[tuple[object, ...], float] = {}
        for readings in _by_head(candidates):
            for c in readings:
                cue_class = cue_class_of(c) or "?"
                key = base_key(c, cue_class)
                base = bases.get(key)
                if base is None:
                    base = bases[key] = score(base_features(c, cue_class, title))
                c.score = base + score(content_features(c, cue_class))
            top, probability = best(readings)
            if probability >= limit(top):
                found.append((probability, readings, top))
    found.sort(key=lambda f: (-f[0], f[2].tree.sentence.index, f[2].head))
    kept: list[Chosen] = []
    spans: dict[int, list[tuple[list[Span], tuple[Span, ...]]]] = {}
    claimed: set[int] = set()
    for probability, readings, top in found:
        if any(n in claimed for n in top.quotes):
            free = [c for c in readings if not any(n in claimed for n in c.quotes)]
            if not free:
                continue
            top, probability = best(free)
            if probability < limit(top):
                continue
        content = list(top.content_spans)
        where = top.tree.sentence.index
        source = top.spans(top.source)
        if (
            not content
            or tells_nothing(top, cue_class_of(top))
            or any(
                _shared(content, other) > REPEATED and (source == owner or not source or not owner)
                for other, owner in spans.get(where, ())
            )
        ):
            continue
        claimed.update(top.quotes)
        spans.setdefault(where, []).append((content, source))
        kept.append(Chosen(top, cue_class_of(top), probability, content))
    kept.sort(key=lambda k: (k.content[0].start, k.candidate.tree.sentence.index, k.candidate.head))
    kept = _without_weak_nested(kept)
    kept.extend(_floating(analysis, spoken, kept))
    kept.sort(key=lambda k: (k.content[0].start, k.candidate.tree.sentence.index, k.candidate.head))
    return kept


def _without_weak_nested(kept: list[Chosen]) -> list[Chosen]:
    """Statements told inside another's content must be surer than others: the labelled articles have none of them."""
    beside: dict[int, list[Chosen]] = {}
    for k in kept:
        beside.setdefault(k.candidate.tree.sentence.index, []).append(k)
    out = []
    for k in kept:
        cue = k.candidate.spans(k.candidate.cue)
        others = beside[k.candidate.tree.sentence.index]
        nested = cue and any(o is not k and any(s.contains(cue[0]) for s in o.content) for o in others)
        if not nested or k.probability >= (NESTED_SPEECH if k.cue_class in SPEAKING else NESTED):
            out.append(k)
    return out


def _by_head(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        groups.setdefault(c.head, []).append(c)
    yield from groups.values()


def _shared(a: list[Span], b: list[Span]) -> float:
    both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    either = sum(x.end - x.start for x in a) + sum(y.end - y.start for y in b) - both
    return both / either if either else 0.0


def _floating(analysis: Analysis, spoken: list[Speech], kept: list[Chosen]) -> list[Chosen]:
    """Quotations that nobody is said to have spoken, given to whom the discourse gives them: in the paragraph of a
    speech they are the rest of it, alone in a paragraph after one a statement of their own. `kept` is in text order."""
    out: list[Chosen] = []
    covered = sorted(span for k in kept for span in k.content)
    starts = [span.start for span in covered]
    last: Chosen | None = None
    reach = 0
    following = 0
    for speech in spoken:
        while following < len(kept) and kept[following].content[0].start < speech.start:
            k = kept[following]
            following += 1
            end = max((s.end for s in k.content if s.start < speech.start), default=0)
            if k.cue_class in SPEAKING and k.candidate.source and end >= reach:
                last, reach = k, end
        if last is None or not speech.whole or speech.words < FLOATING_WORDS or _covered(speech, covered, starts):
            continue
        here = _paragraph(analysis, speech.start)
        gap = here - _paragraph(analysis, last.content[-1].start)
        if gap == 0:
            last.content = sorted([*last.content, *speech.spans])
        elif 0 < gap <= FLOATING_GAP and _alone(analysis, speech, here):
            out.append(replace(last, content=list(speech.spans), floating=True, probability=min(last.probability, 0.5)))
    return out


def _paragraph(analysis: Analysis, offset: int) -> int:
    sentence = analysis.sentence_at(offset)
    return sentence.paragraph if sentence is not None else -9


def _covered(speech: Speech, covered: list[Span], starts: list[int]) -> bool:
    """More than half of the quotation is some statement's content."""
    at = bisect_right(starts, speech.end)
    for span in covered[max(0, at - 12) : at]:
        if min(span.end, speech.end) - max(span.start, speech.start) > 0.5 * (speech.end - speech.start):
            return True
    return False


def _alone(analysis: Analysis, speech: Speech, paragraph: int) -> bool:
    if not 0 <= paragraph < len(analysis.paragraphs):
        return False
    line = analysis.paragraphs[paragraph]
    if speech.start - line.start > 3 or line.end - speech.end > 3:
        return False
    outside = analysis.text[line.start : speech.start] + analysis.text[min(speech.end, line.end) : line.end]
    return len(outside.strip()) <= 3
