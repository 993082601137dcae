"""From all candidates to the attributions of an article: the best reading of each cue, each quotation given once."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.extract.statements.acts import is_act
from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cueclass import cue_class_of
from dragoman.extract.statements.cues import Cue, judge_cues, link_cues, weigh
from dragoman.extract.statements.cuespan import quoting
from dragoman.extract.statements.floating import SPEAKING, Chosen, floating
from dragoman.extract.statements.judge import best, limit
from dragoman.extract.statements.marks import UNNAMED
from dragoman.extract.statements.quoted import Speech
from dragoman.extract.statements.silence import tells_nothing
from dragoman.extract.statements.tails import with_tails
from dragoman.language.analysis import Analysis
from dragoman.language.encoder import Encoder
from dragoman.model import Span

NESTED = 0.9
"""The same for one that stands inside the content of another."""
NESTED_SPEECH = 0.5
"""The same where the nested cue is one of speech: "Lavrov said Assad assured him …"."""
NESTED_NAMED = 0.5
"""The same where the nested cue has a subject of its own and tells a belief or demand: "Lavrov said Assad wants to"."""
LINKED, LINKED_QUOTATION, LINKED_CLASSLESS = 0.37, 0.25, 0.6
"""The linker's probability from which an attribution is kept; one whose content is a quotation beside its cue; and one
whose cue has no class in the lexicon, most of which are acts ("will hear the case")."""
SPOKEN = 0.5
"""The judge's probability of a quotation beside its cue from which the linker is not asked: what stands between marks
is longer than the encoder's window as often as not."""
QUOTED_AS = 0.6
"""What an attribution by "was quoted as saying" has at least: the encoder gives it to whoever does the quoting."""
NAMED_CLASSES = {"believe", "want", "demand", "ask", "accuse", "show", "fear", "hope", "imply", "deny", "reject"}
NAMED_FRAMES = ("clause", "to", "a-inf", "np+as", "light-", "for", "np+to", "np+of", "obj")
REPEATED = 0.9
"""Two attributions whose contents share more than this are one, told by two words of the text."""


def choose(analysis: Analysis, spoken: list[Speech], encoder: Encoder | None = None) -> list[Chosen]:
    """The attributions of an article in text order; without an encoder by the judge alone."""
    judged = list(judge_cues(analysis, spoken))
    cues = [cue for _, _, found in judged for cue in found]
    if encoder is None:
        kept = _kept([(cue.judged, cue.readings, cue.top) for cue in cues], limit)
        kept = _without_weak_nested(kept)
    else:
        linked, _ = link_cues(judged, analysis, encoder)
        weigh(linked)
        found = []
        for cue in linked:
            if tells_nothing(cue.top, cue_class_of(cue.top)):
                continue
            top, probability = best(cue.readings)
            if quoting(top.tree, top.head) is not None:
                probability = max(probability, QUOTED_AS)
            elif probability < _linked_limit(top) and cue.judged >= SPOKEN and _is_speech(cue.top):
                top, probability = cue.top, cue.judged
            found.append((probability, cue.readings, top))
        kept = _kept(found, _linked_limit)
        kept.extend(_inside(cues, kept))
    kept = with_tails(kept, cues)
    kept.sort(key=_order)
    kept.extend(floating(analysis, spoken, kept))
    kept.sort(key=_order)
    return kept


def _linked_limit(c: Candidate) -> float:
    if cue_class_of(c) is None:
        return LINKED_CLASSLESS
    return LINKED_QUOTATION if c.quotes else LINKED


def _is_speech(c: Candidate) -> bool:
    """Quotations beside a cue, and lines of a transcript."""
    return bool(c.quotes) or c.frame.startswith(("colon", "dash"))


def _order(k: Chosen) -> tuple[int, int, int]:
    return (k.content[0].start, k.candidate.tree.sentence.index, k.candidate.head)


Found = tuple[float, list[Candidate], Candidate]
"""A cue's probability, its readings and the best of them."""


def _kept(found: list[Found], least: Callable[[Candidate], float]) -> list[Chosen]:
    """The cues that are likely enough, the likeliest first; each quotation and each content is given once."""
    likely = [f for f in found if f[0] >= least(f[2])]
    likely.sort(key=lambda f: (-f[0], f[2].tree.sentence.index, f[2].head))
    kept: list[Chosen] = []
    spans: dict[int, list[tuple[list[Span], tuple[Span, ...]]]] = {}
    claimed: set[int] = set()
    for probability, readings, top in likely:
        if any(n in claimed for n in top.quotes):
            free = [c for c in readings if not any(n in claimed for n in c.quotes)]
            if not free:
                continue
            top, probability = best(free)
            if probability < least(top):
                continue
        content = list(top.content_spans)
        where = top.tree.sentence.index
        source = top.spans(top.source)
        if (
            not content
            or is_act(top)
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
    return kept


def _inside(cues: list[Cue], kept: list[Chosen]) -> list[Chosen]:
    """A second look, inside the contents: cues that the judge is sure of. The encoder was taught by articles in which
    nothing nested is labelled, so it has no say here."""
    holding: dict[int, list[Chosen]] = {}
    for k in kept:
        holding.setdefault(k.candidate.tree.sentence.index, []).append(k)
    taken = {(k.candidate.tree.sentence.index, k.candidate.head) for k in kept}
    sure = []
    for cue in cues:
        top = cue.top
        where = top.tree.sentence.index
        at = top.spans(top.cue)
        if not at or (where, top.head) in taken or where not in holding:
            continue
        if cue.judged >= _nested_limit(top) and any(s.contains(at[0]) for k in holding[where] for s in k.content):
            sure.append((cue.judged, [top], top))
    return _kept(sure, lambda _: 0.0)


def _nested_limit(c: Candidate) -> float:
    if cue_class_of(c) in SPEAKING:
        return NESTED_SPEECH
    return NESTED_NAMED if _is_named(c) else NESTED


def _is_named(c: Candidate) -> bool:
    """The cue has a named or described subject of its own, and a clause or phrase for its content."""
    tree = c.tree
    if c.frame == "n-clause" and c.source_how in {"from", "by", "poss"}:
        return cue_class_of(c) is not None
    if c.source_head is None or c.source_how != "subject" or tree.quote[c.head] >= 0:
        return False
    if tree.tag[c.source_head][:2] not in {"NN", "PR"} or tree.low[c.source_head] in UNNAMED:
        return False
    return cue_class_of(c) in NAMED_CLASSES and c.frame.startswith(NAMED_FRAMES)


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
        if not nested or k.probability >= _nested_limit(k.candidate):
            out.append(k)
    return out


def _shared(a: list[Span], b: list[Span]) -> float:
    if len(a) == len(b) == 1:
        (x,), (y,) = a, b
        both = min(x.end, y.end) - max(x.start, y.start)
        return both / (x.end - x.start + y.end - y.start - both) if both > 0 else 0.0
    both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    either = sum(x.end - x.start for x in a) + sum(y.end - y.start for y in b) - both
    return both / either if either else 0.0
