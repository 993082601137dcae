"""Lines, then sentences, with exact offsets.

`sentencex` finds the boundaries with the quotation marks out of sight, so that a long quotation is split like any
other prose; the repairs below then put back what it breaks: titles ("Ms. White"), times ("at 7 p.m. Eastern"),
"“Will it work?” he asked", quotation marks left on the wrong side, and sentences too long for a parser.
"""

from __future__ import annotations

import itertools
import re

from sentencex import get_sentence_boundaries

from dragoman.model import Span

LONGEST = 1_500
"""Characters a sentence at most: news has none so long; what is longer is a table or a lost line break."""
SHORT_QUOTE = 30
"""Characters between marks that are a name or a phrase rather than sentences: “Yahoo! News” is not split."""

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_MARKS = re.compile(r"[\"“”„«»]|``|''")
_SHORT_QUOTE = re.compile(rf"(?:[\"“„«]|``|'')(?=\S)[^\"“”„«»`\n]{{1,{SHORT_QUOTE}}}(?:[\"”“»]|'')")
_NEVER_LAST = re.compile(
    r"(?:^|[\s(\[“\"'‘—–-])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Col|Lt|Sgt|Cpl|Pvt|Capt|Cmdr|Maj|Adm|Brig|Sen|Rep|Reps|Sens|Gov|Pres|"
    r"Rev|Hon|St|Ste|Mt|Ft|Amb|Sec|Supt|Insp|Messrs|Mme|Mlle|vs|v|viz|cf|approx|Gens|Cols|Drs|Profs|Govs)\.$"
)
_NUMBER_FIRST = re.compile(r"(?:^|\s)(?:Nos?|Art|Sect?|Fig|pp?|para|vol|ch)\.$")
_CLOCK = re.compile(r"\b[ap]\. ?m\.$", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|GMT|UTC|BST|CET|Eastern|Central|Pacific|Mountain|local|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_COUNTRY = re.compile(r"\b(?:U\.S|U\.N|U\.K|E\.U|U\.A\.E|D\.C)\.$")
_AFTER_COUNTRY = re.compile(
    r"(?:President|Vice|Secretary|Senate|Senator|House|Congress\w*|Ambassador|Embassy|Department|State|Supreme|District|Attorney|"
    r"Army|Navy|Air|Marine\w*|Security|General|Special|Treasury|Justice|Defense|Defence|Central|Federal|Embassies|Mission|"
    r"Coast|Capitol|Constitution|Charter|Forces|High|Office|Agency|Human|Children|Under|Representative\w*|Rep\.|Sen\.|Gen\.|"
    r"Foreign|Envoy|Bureau|Customs|Chamber|Census|Open|Geological|Court|Bank|Steel|Olympic)\b"
)
_ASKED = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+|(?:the|a|an|of|and|one)\s+){1,6}"
    r"(?:said|says|asked|asks|cried|shouted|wondered|yelled|chanted|replied|answered|wrote|exclaimed|joked|tweeted|added)\b"
)
_SAID = re.compile(_ASKED.pattern + r"\s*[.]")
_OPENS_LATE = re.compile(r"(?:^|\s)(?:[“„«\"‘(\[]|``|'')+$")
_CLOSES_EARLY = re.compile(r"(?:[”»’)\]]|''(?=\s|$)|[\"'](?=[\s”’]|$))+\s*")
_END = re.compile(r"[.!?…][\s\"”’'»)\]]*$")


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """The lines of a text that hold something, without the white space around them."""
    return tuple(span for m in _LINE.finditer(text) if (span := _trimmed(text, m.start(), m.end())) is not None)


def split_sentences(text: str, line: Span) -> list[Span]:
    """The sentences of one line, in order, without the white space around them; none is longer than `LONGEST`."""
    piece = line.of(text)
    cuts = _repaired(piece, _boundaries(piece))
    edges = [0, *cuts, len(piece)]
    out = []
    for start, end in itertools.pairwise(edges):
        for a, b in _short_enough(piece, start, end):
            span = _trimmed(text, line.start + a, line.start + b)
            if span is not None:
                out.append(span)
    return out


def _boundaries(piece: str) -> list[int]:
    """Where sentencex starts a new sentence, the quotation marks masked by spaces."""
    masked = _MARKS.sub(lambda m: " " * len(m.group()), piece)
    starts = [int(b["start_index"]) for b in get_sentence_boundaries("en", masked)]
    short = [m.span() for m in _SHORT_QUOTE.finditer(piece)]
    out, at = [], 0
    for start in sorted(starts):
        while at < len(short) and short[at][1] <= start:
            at += 1
        inside = at < len(short) and short[at][0] + 2 < start < short[at][1] - 1
        if start > 0 and not inside:
            out.append(start)
    return out


def _repaired(piece: str, starts: list[int]) -> list[int]:
    out: list[int] = []
    begin = 0
    for start in starts:
        cut = start
        # the masks hide which side a mark belongs to: an opening one goes right, a closing one left
        left = piece[max(begin, cut - 160) : cut].rstrip()
        if m := _OPENS_LATE.search(left):
            cut = max(begin, cut - 160) + m.start()
            left = left[: m.start()].rstrip()
        elif m := _CLOSES_EARLY.match(piece, cut, min(len(piece), cut + 40)):
            cut = m.end()
            left = piece[max(begin, cut - 160) : cut].rstrip()
        if cut <= begin or cut >= len(piece) or not left:
            continue
        if not _joined(left, piece[cut : cut + 120].lstrip()):
            out.append(cut)
            begin = cut
    return out


def _joined(left: str, right: str) -> bool:
    """True when the boundary between the two is none."""
    if not right:
        return True
    bare = left.rstrip("\"”’'»)")
    first = right.lstrip("\"“‘'„«([`")[:1]
    if _NEVER_LAST.search(left):
        return True
    if _NUMBER_FIRST.search(left) and first.isdigit():
        return True
    if _CLOCK.search(left) and _AFTER_CLOCK.match(right):
        return True
    if _COUNTRY.search(left) and _AFTER_COUNTRY.match(right):
        return True
    quoted = len(bare) < len(left)
    if first.islower():
        # "“Will it work?” he asked"; but ". the" in text that has lost its capitals stays split after a closing mark
        return quoted or not left.endswith(("!", "?")) or right[:1] in '"”’'
    if not quoted:
        return False
    return bool(_ASKED.match(right) if bare.endswith(("?", "!")) else _SAID.match(right))


def _short_enough(piece: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch in parts of at most LONGEST characters, cut at white space where there is some."""
    out = []
    while end - start > LONGEST:
        cut = piece.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut + 1
        out.append((start, cut))
        start = cut
    out.append((start, end))
    return out


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
