"""Direct speech: which quotations are speech, and the cue beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.extract.statements.candidate import Candidate
from dragoman.extract.statements.cuespan import verb_group
from dragoman.extract.statements.sources import own_subject, source_of_verb
from dragoman.extract.statements.tree import Range, Tree
from dragoman.language.quotations import Quotation
from dragoman.model import Span

_STOPS = ".!?…,;"


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


def speeches(text: str, quotations: tuple[Quotation, ...]) -> list[Speech]:
    """The outer quotations in text order, those that run over paragraphs put together."""
    out: list[Speech] = []
    for q in quotations:
        if q.depth:
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


def candidates(tree: Tree, verb: int, spoken: list[Speech], title: bool) -> Iterator[Candidate]:
    """The verb as the cue of the quotations beside it: left, right or both."""
    source = source_of_verb(tree, verb)
    group = verb_group(tree, verb)
    first, last = group
    subject = own_subject(tree, verb)
    if subject is not None and tree.quote[subject] < 0:
        first, last = min(first, subject), max(last, subject)
    at = tree.span(first, last)
    left = max((s for s in spoken if s.end <= at.start), key=lambda s: s.end, default=None)
    right = min((s for s in spoken if s.start >= at.end), key=lambda s: s.start, default=None)
    span = tree.sentence.span
    if left is not None and left.end <= span.start:
        left = None
    if (
        right is not None
        and right.start >= span.end
        and (right.start > span.end + 3 or (right.opens_paragraph and tree.words[-1] != ":"))
    ):
        right = None
    ranges, head, how = source if source is not None and not _inside(tree, source[0]) else ([], None, "none")
    if not ranges and left is not None:
        ranges, head, how = _inverted(tree, verb, last)
    for name, parts in (("q<", [left]), ("q>", [right]), ("q<>", [left, right])):
        if any(p is None for p in parts):
            continue
        frame = name
        if name != "q<" and right is not None:
            frame += _before(tree, right)
        c = Candidate(tree, verb, frame, [group], ranges, [], head, how, None)
        c.quotes = [p.number for p in parts if p is not None]
        c.extra = [s for p in parts if p is not None for s in p.spans]
        c.notes = _notes(name, left, right, at) + _between(tree, name, left, right, at)
        yield c


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
