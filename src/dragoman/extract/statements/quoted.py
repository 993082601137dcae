"""Direct speech: which quotations are speech, and the cue beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cuespan import verb_group
from dragoman.extract.statements.sources import own_subject, source_of_verb
from dragoman.extract.statements.tree import Range, Tree
from dragoman.language.quotations import Quotation
from dragoman.model import Span

_STOPS = ".!?…,;"
PASSAGE = 2
"""Paragraphs, and quotations inside, that a quoted passage has at least."""
SHORT = 4
"""Words of a quotation that may be a name or title rather than speech."""
BETWEEN = 14
"""Tokens at most between a quotation and the verb of its speaker."""


@dataclass(slots=True)
class Speech:
    """One outer quotation: its spans (several when it runs over paragraphs) and whether it is a whole utterance."""

    number: int
    spans: list[Span]
    whole: bool
    """True when it reads as an utterance of its own, false for a phrase or word in quotation marks."""
    words: int
    last: str = ""
    """Its last character."""
    opens_paragraph: bool = False

    @property
    def start(self) -> int:
        """Where it opens."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where it closes."""
        return self.spans[-1].end

    def touching(self, span: Span) -> list[Span]:
        """Those of its spans that share a character with `span`."""
        first = bisect_left(self.spans, (span.start,))
        if first > 0 and self.spans[first - 1].end > span.start:
            first -= 1
        return self.spans[first : bisect_left(self.spans, (span.end,))]


def speeches(text: str, quotations: tuple[Quotation, ...]) -> list[Speech]:
    """The outer quotations in text order, those that run over paragraphs put together.

    A passage of another text set off by a mark at the head of each of its paragraphs, in which others are quoted with
    curly marks, is no speech; what is quoted in it is.
    """
    out: list[Speech] = []
    passages = _passages(text, quotations)
    for q in quotations:
        if q.span in passages or q.depth > (1 if any(p.contains(q.span) for p in passages) else 0):
            continue
        if q.continued and out:
            last = out[-1]
            last.spans.append(q.span)
            last.words += len(q.inner.of(text).split())
            last.whole = True
            continue
        inner = q.inner.of(text).strip()
        words = len(inner.split())
        opens = q.span.start == 0 or text[q.span.start - 1] in "\n\r\u2028\u2029\x0b\x0c"
        whole = _is_whole(text, q, inner, words) or q.continues
        out.append(Speech(len(out), [q.span], whole, words, inner[-1:], opens))
    return out


def _passages(text: str, quotations: tuple[Quotation, ...]) -> list[Span]:
    """The parts of quotations over several paragraphs in straight marks that hold others in curly ones."""
    out: list[Span] = []
    run: list[Span] = []
    inside = 0
    for q in (*quotations, None):
        if q is not None and q.depth:
            inside += bool(run and run[-1].contains(q.span) and q.depth == 1 and text[q.span.start] == "“")
            continue
        if q is None or not q.continued:
            if len(run) >= PASSAGE and inside >= PASSAGE:
                out += run
            run, inside = [], 0
        if q is not None and text[q.span.start] == '"':
            run.append(q.span)
    return out


def _is_whole(text: str, q: Quotation, inner: str, words: int) -> bool:
    first = inner.lstrip("'‘\"“([….- ")[:1]
    starts = first.isupper() or first.isdigit() or inner[:1] in "…[."
    after = text[q.span.end : q.span.end + 1]
    ends = inner[-1:] in _STOPS or inner[-2:-1] in _STOPS or after in _STOPS
    before = text[max(0, q.span.start - 2) : q.span.start].strip()
    introduced = before[-1:] in ",:" if before else True
    if words <= 2:
        return starts and inner[-1:] in ".!?…," and (introduced or before[-1:] in '.!?”"')
    return (starts and ends) or (introduced and ends and words > 4)


@dataclass(frozen=True, slots=True)
class Beside:
    """The quotations of which a sentence's verbs can be the cues: those that end in it or right before it, and all by
    their start, with whether each opens in the sentence or right after it."""

    before: list[Speech]
    behind: list[tuple[Speech, bool]]


def beside(tree: Tree, spoken: list[Speech]) -> Beside | None:
    """The quotations beside a sentence; `None` when there are none."""
    if not spoken:
        return None
    before = [s for s in spoken if _comes_before(tree, s)]
    behind = [(s, _follows(tree, s)) for s in sorted(spoken, key=lambda s: s.start)]
    return Beside(before, behind) if before or any(follows for _, follows in behind) else None


def candidates(tree: Tree, verb: int, near: Beside) -> Iterator[Candidate]:
    """The verb as the cue of the quotations beside it: left, right or both."""
    group = verb_group(tree, verb)
    first, last = group
    subject = own_subject(tree, verb)
    if subject is not None and tree.quote[subject] < 0:
        first, last = min(first, subject), max(last, subject)
    at = tree.span(first, last)
    span = tree.sentence.span
    left = max((s for s in near.before if s.end <= at.start), key=lambda s: s.end, default=None)
    rights = [(s, follows) for s, follows in near.behind if s.start >= at.end]
    right = rights[0][0] if rights and rights[0][1] else None
    if left is None and right is None:
        return
    after = None
    if left is not None and right is not None and right.start < span.end and not (right.whole and right.words > SHORT):
        after = next((s for s, follows in rights if follows and s is not right and s.start >= span.end), None)
    source = source_of_verb(tree, verb)
    found: list[tuple[list[Range], int | None, str]]
    found = [source] if source is not None and not _inside(tree, source[0]) else []
    if not found and left is not None:
        found = [_inverted(tree, verb, last)]
    if left is not None and (named := _named_between(tree, group, left)) is not None:
        if not found or not found[0][0]:
            found = [named]
        elif named[0][0][1] < found[0][0][0][0] or found[0][0][0][1] < named[0][0][0]:
            found.append(named)
    for name, parts in (("q<", [left]), ("q>", [right]), ("q<>", [left, right]), ("q<>", [left, after])):
        if any(p is None for p in parts) or (len(parts) == 2 and not _goes_on(tree, parts[1])):
            continue
        frame = name
        if name != "q<" and right is not None:
            frame += _before(tree, right)
        for ranges, head, how in found or [([], None, "none")]:
            c = Candidate(tree, verb, frame, [group], ranges, [], head, how, None)
            c.quotes = [p.number for p in parts if p is not None]
            c.extra = [s for p in parts if p is not None for s in p.spans]
            second = parts[-1] if ">" in name else right
            c.notes = _notes(name, left, second, at) + _between(tree, name, left, second, at)
            yield c


def _comes_before(tree: Tree, speech: Speech) -> bool:
    """The quotation ends in the sentence, or right before it with a mark after which its speaker can follow: "Why?" he
    asked."""
    start = tree.sentence.span.start
    return speech.end > start or (speech.end >= start - 2 and speech.last in "?!…" and tree.words[-1] != ":")


def _follows(tree: Tree, speech: Speech) -> bool:
    """The quotation opens in the sentence, or right after it in its paragraph."""
    end = tree.sentence.span.end
    if speech.start < end:
        return True
    return speech.start <= end + 3 and (not speech.opens_paragraph or tree.words[-1] == ":")


def _goes_on(tree: Tree, speech: Speech | None) -> bool:
    """A quotation in the next sentence goes on with a speech when it is a whole one that ends with its sentence: after
    a comma the next verb tells whose it is."""
    return speech is None or speech.start < tree.sentence.span.end or (speech.whole and speech.last != ",")


def _named_between(tree: Tree, group: Range, left: Speech) -> tuple[list[Range], int | None, str] | None:
    """The words between a quotation and the verb after it, when they are a name or noun phrase."""
    first = group[0]
    while first > 0 and tree.start[first - 1] >= left.end and group[0] - first < BETWEEN:
        first -= 1
    kept = tree.trimmed(first, group[0] - 1) if first < group[0] else None
    if kept is None or (first > 0 and tree.start[first - 1] >= left.end):
        return None
    first, last = kept
    if tree.tag[first] not in _OPENS_NAME or any(tree.tag[i] in _VERBAL for i in range(first, last + 1)):
        return None
    comma = next((i for i in range(first, last + 1) if tree.words[i] in {",", "("}), last + 1)
    nouns = [i for i in range(first, comma) if tree.tag[i][:2] == "NN" or tree.tag[i] == "PRP"]
    if not nouns:
        return None
    of = next((i for i in range(first, comma) if tree.tag[i] == "IN"), comma)
    return [(first, last)], max((i for i in nouns if i < of), default=nouns[-1]), "beside"


def _notes(name: str, left: Speech | None, right: Speech | None, at: Span) -> list[str]:
    out = []
    for side, speech in (("left", left), ("right", right)):
        if speech is None:
            out.append(f"{name}:{side}=none")
            continue
        gap = at.start - speech.end if side == "left" else speech.start - at.end
        near = next((n for n in (1, 2, 12, 30, 60) if gap <= n), 99)
        size = next((n for n in (1, 3, 6, 12) if speech.words <= n), 99)
        out += [
            f"{name}:{side}:whole={speech.whole}",
            f"{name}:{side}:gap={near}",
            f"{name}:{side}:gap={near}|{speech.whole}",
            f"{name}:{side}:words={size}",
            f"{name}:{side}:last={speech.last if not speech.last.isalnum() else 'a'}",
        ]
    return out


def _between(tree: Tree, name: str, left: Speech | None, right: Speech | None, at: Span) -> list[str]:
    """How many other verbs stand between the cue and its quotations, and what touches the marks."""
    out = []
    start = tree.sentence.span.start
    if left is not None and "<" in name:
        verbs = sum(1 for i, t in enumerate(tree.tag) if t[:2] == "VB" and left.end <= tree.start[i] < at.start)
        out.append(f"{name}:left:verbs={min(verbs, 2)}")
        out.append(f"{name}:left:last={tree.sentence.doc.text[left.end - start - 2 : left.end - start - 1]}")
    if right is not None and ">" in name:
        verbs = sum(1 for i, t in enumerate(tree.tag) if t[:2] == "VB" and at.end <= tree.start[i] < right.start)
        out.append(f"{name}:right:verbs={min(verbs, 2)}")
        if right.start >= tree.sentence.span.end:
            out.append(f"{name}:right:next:last={right.last if not right.last.isalnum() else 'a'}:{right.whole}")
    return out


def _inside(tree: Tree, ranges: list[Range]) -> bool:
    return all(tree.quote[i] >= 0 for first, last in ranges for i in range(first, last + 1))


def _before(tree: Tree, right: Speech) -> str:
    """What stands before the opening mark: `:` `,` `that` or nothing of note."""
    token = tree.sentence.token_at(max(right.start - 2, tree.sentence.span.start))
    word = token.text.lower() if token is not None else ""
    return word if word in {":", ",", "that"} else ""


_OPENS_NAME = {"DT", "NNP", "NNPS", "NN", "NNS", "PRP", "PRP$", "JJ", "CD", "WDT", "WP"}
_VERBAL = {"VB", "VBD", "VBZ", "VBP", "VBG", "MD", "``", "''", "CC"}


def _inverted(tree: Tree, verb: int, last: int) -> tuple[list[Range], int | None, str]:
    """The noun phrase right after the verb of a quotation, when the parser has not seen it as the subject."""
    for k in tree.kids[verb]:
        if (
            k > verb
            and tree.dep[k] in {"dobj", "attr", "npadvmod", "appos", "dep", "oprd", "pobj"}
            and tree.left[k] == last + 1
        ):
            return [(tree.left[k], tree.right[k])], k, "inverted"
    return [], None, "none"
