"""An article's text as the extractors see it: paragraphs, sentences with their parse, quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.language.parser import Parser
from dragoman.language.quotations import Quotation, find_quotations
from dragoman.language.sentences import split_paragraphs, split_sentences
from dragoman.language.tokens import Doc, Token
from dragoman.model import Span, Zone

_SURROGATE = re.compile("[\ud800-\udfff]")
_ODD_SPACE = re.compile(r"[^\S\n\r\u2028\u2029\x0b\x0c ]")
"""White space inside a line that is no plain space: no-break and narrow spaces, tabs. They spoil the parse."""
_ODD_HYPHEN = re.compile("[\u2010\u2011]")
_DASH = re.compile(r"(?<=[ )])_(?= )")
"""How the wires of the nineties write a dash: "the panel _ which had met twice _ said"."""
UNREAD = {"boilerplate", "credit", "dateline"}


@dataclass(slots=True)
class Sentence:
    """One sentence: its Span in the text, its paragraph, the zone it lies in, and its parse.

    `doc` holds the tokens of this sentence alone; `span_of` turns them into Spans of the whole text.
    """

    index: int
    span: Span
    paragraph: int
    doc: Doc
    """Of the sentence as it was read (see `analyse`): for what is quoted take `text` or Spans, not `doc.text`."""
    text: str
    """The sentence's characters as the article has them, as many as `doc` holds."""
    role: str = "body"
    """`body`, `headline` or `caption`."""
    tokens: list[Token] = field(init=False, repr=False, compare=False)
    """The tokens of `doc`."""
    _offsets: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.tokens = self.doc
        self._offsets = [token.idx for token in self.tokens]

    def span_of(self, first: Token, last: Token | None = None) -> Span:
        """The Span in the article's text from the start of `first` to the end of `last` (or of `first`)."""
        last = first if last is None else last
        return Span(self.span.start + first.idx, self.span.start + last.idx + len(last.text))

    def token_at(self, offset: int) -> Token | None:
        """The token that holds (or, in white space, follows) the article offset; `None` outside the sentence."""
        inside = offset - self.span.start
        if not 0 <= inside < len(self.text):
            return None
        i = max(bisect_right(self._offsets, inside) - 1, 0)
        token = self.tokens[i]
        if inside >= token.idx + len(token.text) and i + 1 < len(self.tokens):
            return self.tokens[i + 1]
        return token

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that share a character with `span`."""
        lo, hi = span.start - self.span.start, span.end - self.span.start
        first = max(bisect_right(self._offsets, lo) - 1, 0)
        last = bisect_left(self._offsets, hi)
        return [t for t in self.tokens[first:last] if lo < t.idx + len(t.text)]


@dataclass(slots=True)
class Analysis:
    """Text, paragraphs (lines), parsed sentences and quotations, all in text order."""

    text: str
    """The text as it was read (see `analyse`): its offsets are the article's, its spaces and dashes plain ones."""
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    zones: tuple[Zone, ...] = ()
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [s.span.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset, or `None` (between sentences, in a zone that is not read)."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0 or offset >= self.sentences[i].span.end:
            return None
        return self.sentences[i]

    def sentences_in(self, span: Span) -> list[Sentence]:
        """The sentences that share a character with `span`."""
        i = max(bisect_right(self._starts, span.start) - 1, 0)
        out = []
        for sentence in self.sentences[i:]:
            if sentence.span.start >= span.end:
                break
            if sentence.span.end > span.start:
                out.append(sentence)
        return out

    def in_paragraph(self, paragraph: int) -> Iterator[Sentence]:
        """The sentences of one paragraph."""
        return (s for s in self.sentences if s.paragraph == paragraph)


def analyse(text: str, parser: Parser, *, zones: tuple[Zone, ...] = ()) -> Analysis:
    """Split, parse and find the quotations of a text; `zones` that hold no prose are left out.

    What spoils the reading is read as something else, one character for one, so that offsets stay those of the given
    text: no-break and other odd spaces inside a line as spaces, U+2010 and U+2011 as hyphens, an underscore between
    blanks as a dash, lone surrogates, which no library can encode, as U+FFFD. The sentences' `text` keeps what was
    given.
    """
    given = _SURROGATE.sub("\ufffd", text)
    text = _DASH.sub("\u2014", _ODD_HYPHEN.sub("-", _ODD_SPACE.sub(" ", given)))
    paragraphs = split_paragraphs(text)
    hidden = sorted((z.span for z in zones if z.role in UNREAD), key=lambda s: s.start)
    roles = [(z.span, z.role) for z in zones if z.role in {"headline", "caption"}]
    found: list[tuple[Span, int]] = []
    for number, paragraph in enumerate(paragraphs):
        for piece in _visible(paragraph, hidden):
            found.extend((span, number) for span in split_sentences(text, piece))
    docs = parser.parse(span.of(text) for span, _ in found)
    sentences = tuple(
        Sentence(i, span, number, doc, span.of(given), _role_of(span, roles))
        for i, ((span, number), doc) in enumerate(zip(found, docs, strict=True))
    )
    return Analysis(text, paragraphs, sentences, find_quotations(text, paragraphs, hidden), zones)


def _role_of(span: Span, roles: Sequence[tuple[Span, str]]) -> str:
    return next((role for zone, role in roles if zone.contains(span)), "body")


def _visible(paragraph: Span, hidden: list[Span]) -> list[Span]:
    pieces, start = [], paragraph.start
    for zone in hidden:
        if not zone.overlaps(Span(start, paragraph.end)):
            continue
        if zone.start > start:
            pieces.append(Span(start, zone.start))
        start = max(start, zone.end)
    if start < paragraph.end:
        pieces.append(Span(start, paragraph.end))
    return pieces
