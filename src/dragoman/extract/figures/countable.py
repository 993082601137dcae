"""Numbers that count nobody: money, names with a number, dates, measures of time and length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.figures.lexicon import Lexicon
from dragoman.language.numbers import Number

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc

_SMALL_COINS = {"mark", "cent", "franc"}
_LETS_COUNT = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "VBD", "VBP", "CC", "CD", "RBR"}
)
"""Tags after a numeral under which it may count; before anything else it may only name ("Geneva 2 will")."""


def is_money(doc: Doc, first: int, end: int, lexicon: Lexicon) -> bool:
    """True when a currency's sign, code or noun stands beside the number (tokens `first` to `end`)."""
    if first:
        before = doc[first - 1]
        if before.text[-1:] in lexicon.sets["currency_signs"] or lexicon.has("currency_codes", before.lower_):
            return True
    if end >= len(doc):
        return False
    noun = doc[end]
    if not lexicon.has("currency", lexicon.noun(noun)):
        if noun.tag_ not in {"NNP", "JJ"} or end + 1 >= len(doc):
            return False
        noun = doc[end + 1]
        if lexicon.noun(noun) in _SMALL_COINS:
            return False
    if lexicon.noun(noun) == "pound" and noun.i + 1 < len(doc) and doc[noun.i + 1].lower_ in {"of", "("}:
        return False
    return lexicon.has("currency", lexicon.noun(noun))


def is_label(doc: Doc, number: Number, start: int, first: int, end: int, lexicon: Lexicon) -> bool:
    """A number that names or dates ("Channel 4", "May 12", "in 2013"), or measures time or length ("20 km")."""
    before = doc[first - 1] if first else None
    after = doc[end] if end < len(doc) else None
    if after is not None and lexicon.has("units", lexicon.noun(after)) and after.tag_ not in {"MD", "VB", "VBD"}:
        return True
    if number.form not in {"numeral", "range"} or before is None or start < first:
        return False
    month = lexicon.has("months", before.lower_) and before.tag_ != "MD"
    if month and (number.high or 0) <= 31:
        return True
    if number.year_like and (month or lexicon.has("before_years", before.lower_) or before.tag_ == "CD"):
        return True
    names = after is None or after.tag_ not in _LETS_COUNT
    if number.year_like:
        return names or (after is not None and after.tag_ not in {"NNS", "VBN"})
    proper = before.tag_ in {"NNP", "NNPS"} and not lexicon.has("units", lexicon.noun(before))
    return names and proper and lexicon.verb(before) not in lexicon.done_to
