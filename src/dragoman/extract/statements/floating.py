"""Floating quotations: speech beside which nobody is said to speak, given to whom the discourse gives it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.quoted import Speech
from dragoman.language.analysis import Analysis
from dragoman.model import Span

FLOATING_WORDS, FLOATING_GAP = 4, 2
"""A floating quotation has at least so many words and stands at most so many paragraphs after its speaker."""
HEADING_WORDS = 7
"""A quotation of at most so many words can be a heading."""
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


def floating(analysis: Analysis, spoken: list[Speech], kept: list[Chosen]) -> list[Chosen]:
    """Quotations that nobody is said to have spoken, given to whom the discourse gives them: in the paragraph of a
    speech they are the rest of it, alone in a paragraph after one a statement of their own. `kept` is in text order."""
    out: list[Chosen] = []
    covered = sorted(span for k in kept for span in k.content)
    starts = [span.start for span in covered]
    last: Chosen | None = None
    reach = 0
    following = 0
    tail = Span(0, 0)
    rest: list[tuple[Chosen, list[Span]]] = []
    for speech in spoken:
        while following < len(kept) and kept[following].content[0].start < speech.start:
            k = kept[following]
            following += 1
            end = max((s.end for s in k.content if s.start < speech.start), default=0)
            if k.cue_class in SPEAKING and k.candidate.source and end >= reach:
                last, reach, tail = k, end, k.content[-1]
        if (
            last is None
            or not speech.whole
            or _is_heading(analysis.text, speech)
            or speech.words < FLOATING_WORDS
            or _covered(speech, covered, starts)
        ):
            continue
        here = _paragraph(analysis, speech.start)
        gap = here - _paragraph(analysis, tail.start)
        if gap == 0:
            if not rest or rest[-1][0] is not last:
                rest.append((last, []))
            rest[-1][1].extend(speech.spans)
            tail = max(tail, speech.spans[-1])
        elif 0 < gap <= FLOATING_GAP and _alone(analysis, speech, here):
            out.append(replace(last, content=list(speech.spans), floating=True, probability=min(last.probability, 0.5)))
    for chosen, spans in rest:
        chosen.content = sorted([*chosen.content, *spans])
    return out


def _is_heading(text: str, speech: Speech) -> bool:
    """A few words with capitals, between marks: the title of what follows."""
    words = [w for w in speech.spans[0].of(text).strip("“”\"'‘’`.").split() if w[:1].isalpha()]
    lower = [w for w in words if w[0].islower() and len(w) > 3]
    return speech.words <= HEADING_WORDS and len(words) > 1 and not lower and sum(w[0].isupper() for w in words) > 1


def _paragraph(analysis: Analysis, offset: int) -> int:
    sentence = analysis.sentence_at(offset)
    return sentence.paragraph if sentence is not None else -9


def _covered(speech: Speech, covered: list[Span], starts: list[int]) -> bool:
    """More than half of the quotation is some statement's content."""
    at = bisect_right(starts, speech.end)
    least = 0.5 * (speech.end - speech.start)
    parts = dict.fromkeys(covered[max(0, at - 12) : at])  # a quotation over several paragraphs is covered in pieces
    shared = [min(span.end, speech.end) - max(span.start, speech.start) for span in parts]
    return sum(n for n in shared if n > 0) > least


def _alone(analysis: Analysis, speech: Speech, paragraph: int) -> bool:
    if not 0 <= paragraph < len(analysis.paragraphs):
        return False
    line = analysis.paragraphs[paragraph]
    if speech.start - line.start > 3 or line.end - speech.end > 3:
        return False
    outside = analysis.text[line.start : speech.start] + analysis.text[min(speech.end, line.end) : line.end]
    return len(outside.strip()) <= 3
