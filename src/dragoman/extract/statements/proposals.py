"""What the encoder proposes beside syntax: contents and sources of a cue, and cues that no rule has."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dragoman.extract.statements.candidate import Candidate, merged
from dragoman.extract.statements.cuespan import quoting
from dragoman.extract.statements.linker import runs, span_of
from dragoman.extract.statements.sources import is_passive, own_subject
from dragoman.extract.statements.tree import Range, Tree
from dragoman.extract.texts import text_of
from dragoman.language.encoder import CUE, Encoded, Links
from dragoman.model import Span

BASES = 3
"""The judge's best readings of a cue to which the encoder's content and source are tried."""
IN_CONTENT, IN_SOURCE, IN_CUE = 0.5, 0.5, 0.3
"""The probability from which a piece is taken into a proposed content, source or cue."""
LONGEST_CUE = 8
Parts = tuple[list[Range], list[Span]]
"""A content: stretches of the cue's sentence, and Spans of others."""
MARKS = {"“", '"', "``", "''", "«", "„"}
DANGLING = {"IN", "TO", "DT", "PRP$", "CC"}
"""A source does not end in a preposition or an article: "The Council on Thursday asked" is the Council."""


def variants(best: list[Candidate], encoded: Encoded, links: Links, titles: Sequence[Span] = ()) -> list[Candidate]:
    """The judge's best readings of one cue with the content, the source, or both that the encoder links to it."""
    tree = best[0].tree
    if quoting(tree, best[0].head) is not None:
        # "Haddad was quoted as saying by the agency that": the encoder takes the agency for the speaker
        return []
    parts = content_of(tree, encoded, links)
    if parts is not None:
        # the same report as a headline has it is no part of what was said below
        beside = [s for s in parts[1] if not any(s.start < t.end and t.start < s.end for t in titles)]
        parts = ([_past_manner(best[0], r) for r in parts[0]], beside)
    spans: tuple[Span, ...] = ()
    if parts is not None and (parts[0] or parts[1]):
        spans = merged(best[0].spans(parts[0]), parts[1])
    else:
        parts = None
    linked = source_of(tree, encoded, links)
    if parts is None and linked is None:
        return []
    out: list[Candidate] = []
    seen = {(tuple(c.source), c.content_spans) for c in best}
    for base in best[:BASES]:
        source = None if linked is None or _is_part(linked, base) or _takes_addressee(linked, base) else linked
        given = None if base.quotes or _is_quoted(base) else parts
        tried: list[tuple[Parts | None, list[Range] | None]] = []
        if given is not None:
            tried.append((given, None))
        if source is not None:
            tried.append((None, source))
        if len(tried) == 2:
            tried.append((given, source))
        for new_content, new_source in tried:
            made = _sources(base, new_content, new_source)
            if made is None:
                continue
            key = (tuple(made), spans if new_content is not None else base.content_spans)
            if key in seen or not key[1]:
                continue
            seen.add(key)
            out.append(_made(base, new_content, made))
    return out


def _past_manner(base: Candidate, stretch: Range) -> Range:
    """The stretch without the rest of how it was said: "condemned in the strongest terms the raid"."""
    tree, (first, last) = base.tree, stretch
    prep = first - 1
    if prep < 0 or tree.tag[prep] != "IN" or tree.head[prep] != base.head or any(a <= prep <= b for a, b in base.cue):
        return stretch
    after = tree.right[prep] + 1
    return (after, last) if first < after <= last else stretch


def _is_part(source: list[Range], base: Candidate) -> bool:
    """The source is none, or a part of the one that syntax gives with its head: "An official" of "An official who asked
    not to be named" (not: "officials" of "two of the officials")."""
    head = base.source_head
    if head is None:
        return False
    return not source or (
        any(a <= head <= b for a, b in source)
        and all(any(c <= a and b <= d for c, d in base.source) for a, b in source)
    )


def _takes_addressee(source: list[Range], base: Candidate) -> bool:
    """The source is that of syntax and who is spoken to: "Haddad to the guard"."""
    low = base.tree.low
    return any(first == a and last < b and low[last + 1] == "to" for first, last in base.source for a, b in source)


def _is_quoted(base: Candidate) -> bool:
    """The content of syntax begins with an opening mark, and its first stretch lies in quotation marks."""
    if not base.content or base.extra:
        return False
    first, last = base.content[0]
    tree = base.tree
    return tree.words[first] in MARKS and all(tree.quote[i] >= 0 for i in range(first, last + 1))


def _sources(base: Candidate, parts: Parts | None, source: list[Range] | None) -> list[Range] | None:
    """The source of a reading with another content, source or both; `None` where they cannot stand together."""
    if parts is not None and _crossing(parts[0], [*base.cue, *(source or base.source)]):
        return None
    if source is not None and _is_against_subject(base, source):
        source = None
    if source is None:
        return base.source if parts is not None else None
    if _crossing(source, [*base.cue, *(parts[0] if parts else base.content)]):
        return None
    return source


def _made(base: Candidate, parts: Parts | None, source: list[Range]) -> Candidate:
    head, how = base.source_head, base.source_how
    if source is not base.source:
        head, how = (_head(base.tree, source[0]), "encoder") if source else (None, "none")
    # the quotations that a direct statement answers for stay its own
    content, extra, top = (base.content, base.extra, base.content_head) if parts is None else (*parts, None)
    return Candidate(
        base.tree, base.head, base.frame, base.cue, source, content, head, how, top, base.quotes, base.score, extra,
        [*base.notes, "made"], base.marks, base.prior, base.classed,
    )  # fmt: skip


def _is_against_subject(base: Candidate, source: list[Range]) -> bool:
    """The verb has a subject of its own, or tells a text's words, and the source leaves that out or holds a verb before
    it: "Haddad said Berri assured him", where it is Berri who assured."""
    subject = base.source_head
    if subject is None:
        return _leaves_subject(base, source)
    if base.source_how not in {"subject", "modifier"} and text_of(base.tree.token(base.head)) is None:
        return False
    first = next((a for a, b in source if a <= subject <= b), None)
    if first is None:
        return True
    return any(base.tree.tag[i] in {"VBD", "VBZ", "VBP"} for i in range(first, subject))


def _leaves_subject(base: Candidate, source: list[Range]) -> bool:
    """An active verb with a name for its subject that the source leaves out: "Haddad agreed to go, Berri announced"."""
    tree, verb = base.tree, base.head
    if tree.tag[verb] not in {"VBD", "VBZ", "VBP"} or is_passive(tree, verb):
        return False
    subject = own_subject(tree, verb)
    named = subject is not None and subject < verb and tree.tag[subject] in {"NNP", "NNPS"}
    return named and not any(a <= subject <= b for a, b in source if subject is not None)


def _crossing(ranges: list[Range], others: list[Range]) -> bool:
    return any(a <= d and c <= b for a, b in ranges for c, d in others)


def _head(tree: Tree, stretch: Range) -> int:
    """The token of a stretch whose head lies outside it."""
    first, last = stretch
    return next((i for i in range(first, last + 1) if not first <= tree.head[i] <= last or tree.head[i] == i), last)


def content_of(tree: Tree, encoded: Encoded, links: Links) -> Parts | None:
    """What the encoder links to the cue as content: stretches of this sentence, and Spans of others."""
    ranges: list[Range] = []
    extra: list[Span] = []
    here = tree.sentence.span
    for a, b in runs(links.chance[1], least=IN_CONTENT, bridge=3):
        span = span_of(encoded, (links.first + a, links.first + b))
        if span is None or b - a < 2:
            continue
        if span.end <= here.start or span.start >= here.end:
            extra.append(span)
            continue
        found = tokens_in(tree, span)
        if found is not None:
            ranges.append(found)
        if span.start < here.start:
            extra.append(Span(span.start, here.start))
        if span.end > here.end:
            extra.append(Span(here.end, span.end))
    return (ranges, [s for s in extra if s.end - s.start > 3]) if ranges or extra else None


def source_of(tree: Tree, encoded: Encoded, links: Links) -> list[Range] | None:
    """What the encoder links to the cue as source, in this sentence; `[]` for none, `None` when it stands elsewhere."""
    found: list[Range] = []
    here = tree.sentence.span
    elsewhere = False
    for a, b in runs(links.chance[0], least=IN_SOURCE, bridge=1):
        span = span_of(encoded, (links.first + a, links.first + b))
        if span is None:
            continue
        if span.end <= here.start or span.start >= here.end:
            elsewhere = True
            continue
        tokens = tokens_in(tree, span)
        kept = tree.trimmed(*tokens) if tokens is not None else None
        while kept is not None and tree.tag[kept[1]] in DANGLING:
            kept = tree.trimmed(kept[0], kept[1] - 1)
        if kept is not None:
            found.append(kept)
    if not found and elsewhere:
        return None
    return found


def tokens_in(tree: Tree, span: Span) -> Range | None:
    """The tokens that share a character with the span."""
    first, last = bisect_right(tree.end, span.start), bisect_left(tree.start, span.end) - 1
    return (first, last) if first <= last else None


def cues(tree: Tree, encoded: Encoded, taken: set[int]) -> list[Candidate]:
    """Cues that the encoder sees in a sentence where none of the tokens `taken` (cues of syntax) stands; without a
    content yet."""
    a, b = encoded.rows(tree.sentence.span)
    out = []
    for first, last in runs(encoded.inside[a:b, CUE], least=IN_CUE, bridge=1):
        span = span_of(encoded, (a + first, a + last))
        tokens = tokens_in(tree, span) if span is not None else None
        if tokens is None or tokens[1] - tokens[0] >= LONGEST_CUE or taken & set(range(tokens[0], tokens[1] + 1)):
            continue
        out.append(Candidate(tree, _head(tree, tokens), "enc", [tokens], [], [], None, "none", notes=["made"]))
    return out
