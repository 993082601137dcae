"""Numbers as news writes them: numerals, words, plurals that only bound, ranges, and how exact they are said to be.

`find_numbers` reads a text (a sentence) and gives what is said as bounds. It knows nothing of what is counted.

Conventions. "20" and "some 20" are the point 20; "at least 20", "more than 20", "20 or more" leave `high` open;
"up to 20", "as many as 20" leave `low` open; "fewer than 20" is at most 19. "Dozens", "hundreds of thousands" are
bounds, from one of the word to where the next larger word takes over. "Between 3 and 5", "20-30" are ranges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.language.numbers.lexicon import Words, load_words
from dragoman.language.numbers.values import LARGEST, Form, Token, Value, numeral, spelled, tokenise, value_at
from dragoman.model import Span

__all__ = ["LARGEST", "Form", "Number", "find_numbers", "shifted"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number: `span` with its qualifier, `core` without it, and its bounds (both `None` never).

    `qualifier` is the words that make it inexact, as the text has them, in lower case; a `bounds` number ("dozens")
    has its own word there. `year_like` is true for a bare numeral from 1900 to 2100.
    """

    span: Span
    core: Span
    low: int | None
    high: int | None
    qualifier: str | None = None
    form: Form = "numeral"
    year_like: bool = False


def find_numbers(text: str) -> tuple[Number, ...]:
    """All numbers of a text in order, not overlapping; time linear in the text.

    Left out, because they count nothing: ordinals ("20th"), percentages, fractions, clock times, dates in figures,
    scores ("3-2"), numerals glued to letters or a name ("F-16", "S/2011/612", "20mm"), values that are no whole number.
    """
    words = load_words()
    openings = {m.start() for m in words.opening.finditer(text)}
    if not openings:
        return ()
    tokens = tokenise(text)
    out: list[Number] = []
    i = 0
    while i < len(tokens):
        if tokens[i].start not in openings:
            i += 1
            continue
        value = value_at(tokens, i, text, words)
        if value is None:
            i = _glued_end(tokens, i, words) if tokens[i].is_numeral else i + 1
            continue
        value = _range(tokens, value, text, words)
        number = _qualified(tokens, value, text, words, out[-1].span.end if out else 0)
        if number is not None:
            out.append(number)
        i = value.last
    return tuple(out)


def _glued_end(tokens: list[Token], i: int, words: Words) -> int:
    """Past a numeral that is no number, past everything that hangs on it without a space, and its "million"."""
    i += 1
    while i < len(tokens) and tokens[i].start == tokens[i - 1].end and tokens[i].text not in "()[]\"'“”’,;":
        i += 1
    return i + 1 if i < len(tokens) and tokens[i].low in words.multipliers else i


def _range(tokens: list[Token], value: Value, text: str, words: Words) -> Value:
    """ "3 to 5", "20-30", "between 3 and 5", "three or four": the value with its far end, where there is one."""
    j = value.last
    if value.form not in {"numeral", "word"} or j + 1 >= len(tokens):
        return value
    link = tokens[j].low
    before = tokens[value.first - 1].low if value.first else ""
    if link == "and":
        if before != "between":
            return value
    elif link in {"to", "or"}:
        if before in {"from", "by"}:
            return value
    elif link not in {"-", "–", "—", "‑"} or not tokens[j + 1].is_numeral:
        return value
    if tokens[j + 1].is_numeral:
        far = numeral(tokens, j + 1, text, words, far_end=tokens[j].text in "-–—‑")
    else:
        far = spelled(tokens, j + 1, words) if tokens[j + 1].low in {*words.units, *words.tens} else None
    if far is None:
        return value
    low = value.low
    scale = next((words.multipliers[t.low] for t in tokens[far.first : far.last] if t.low in words.multipliers), 1)
    if scale >= 1000 and low < 1000 and value.last - value.first == 1:
        low *= scale
    if far.low <= low or (link == "or" and far.low > low * 2):
        return value
    return Value(value.first, far.last, low, far.high, "range")


def _qualified(tokens: list[Token], value: Value, text: str, words: Words, floor: int) -> Number | None:
    low: int | None = value.low
    high: int | None = value.high
    first, last = value.first, value.last
    if value.form == "numeral" and value.last - value.first == 1:
        if last < len(tokens) and tokens[last].text in "-–" and last + 1 < len(tokens):
            beyond = tokens[last + 1]
            if beyond.is_numeral and tokens[last].start == tokens[first].end and beyond.start == tokens[last].end:
                return None
    kinds: list[str] = []
    if value.form == "range" and first and tokens[first - 1].low == "between":
        first -= 1
    while (step := _phrase_before(tokens, first, words)) and tokens[first - step].start >= floor:
        kinds.append(words.before[tuple(t.low for t in tokens[first - step : first])])
        first -= step
    length, kind = _phrase_after(tokens, last, text, words)
    if kind:
        kinds.append(kind)
        last += length
    for kind in kinds:
        if kind == "floor":
            high = None
            break
        if kind in {"ceiling", "under"}:
            low = None
            high = value.high - 1 if kind == "under" and value.high else value.high
            break
    inexact = any(kind != "plain" for kind in kinds)
    core = Span(tokens[value.first].start, tokens[value.last - 1].end)
    span = Span(tokens[first].start, max(core.end, tokens[last - 1].end))
    qualifier = None
    if inexact:
        words_before = text[span.start : core.start].strip().lower()
        words_after = text[core.end : span.end].strip(" -–").lower()
        qualifier = " ".join((words_before or words_after).split())
    elif value.form == "bounds":
        qualifier = " ".join(core.of(text).lower().split())
    year_like = value.form == "numeral" and len(core.of(text)) == 4 and 1900 <= value.low <= 2100 and not inexact
    return Number(span, core, low, high, qualifier, value.form, year_like)


def _phrase_before(tokens: list[Token], first: int, words: Words) -> int:
    for length in (4, 3, 2, 1):
        if first >= length and tuple(t.low for t in tokens[first - length : first]) in words.before:
            return length
    return 0


def _phrase_after(tokens: list[Token], last: int, text: str, words: Words) -> tuple[int, str | None]:
    if last < len(tokens) and tokens[last].text == "+" and tokens[last].start == tokens[last - 1].end:
        return 1, "floor"
    if last + 1 < len(tokens) and tokens[last].text == "-" and tokens[last + 1].low in {"odd", "plus"}:
        return 2, "about" if tokens[last + 1].low == "odd" else "floor"
    phrase = tuple(t.low for t in tokens[last : last + 2])
    if phrase in words.after:
        kind = words.after[phrase]
        return 2, kind
    return 0, None


def shifted(number: Number, by: int) -> Number:
    """The same number, its spans moved by `by` characters."""
    return replace(
        number,
        span=Span(number.span.start + by, number.span.end + by),
        core=Span(number.core.start + by, number.core.end + by),
    )
