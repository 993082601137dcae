"""Patterns over words: how a rule is written, compiled and tried.

A pattern is a regular expression over words. `UPPER` is a class of the lexicon (or a shape of numeral or mark, see
`scan`), `lower` is that word itself, `<name>` a macro of this module; the rest (`?`, `|`, `(?:`, `(?<!`, `{0,3}`) is
Python's. It is compiled to signs, one a word, so matching is linear in words and never backtracks over letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.language.analysis import Sentence
from dragoman.language.times.expressions import Expression
from dragoman.language.times.scan import Alphabet, Words, alphabet
from dragoman.model import Span

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

MACROS = {
    "approx": "(?:APPROX|more than|less than|fewer than|at least|at most|up to|no more than|as many as|close to)",
    "month": "MONTH DOT?",
    "weekday": "(?:WEEKDAY DOT?)",
    "day": "(?:DAYNUM|ORDNUM|ORD|SECOND)",
    "ordinal": "(?:ORD|SECOND|ORDNUM)",
    "number": "(?:(?:a|an)? (?:CARD|DAYNUM|INT|YEAR|DEC)(?:(?:DASH|and)? CARD){0,4}"
    "(?:DASH? FRACTION|and a HALF)?|FRACTION)",
    "vague": "(?:(?:a|the)? (?:COUPLE|SEVERAL) of?)",
    "year": "(?:YEAR|<spelled>|YEAR2)",
    "spelled": "(?:nineteen (?:hundred|CARD)(?:DASH? CARD)?|two thousand(?:and? CARD(?:DASH? CARD)?)?|twenty CARD)",
    "units": "(?:UNIT|UNITS|SECOND)",
    "edge": "(?:the? EDGE (?:part)? of)",
    "turn": "(?:LAST|PAST|NEXT|COMING|THIS|CURRENT|PREVIOUS|FOLLOWING|SAME|that)",
    "turned": "(?:the (?:PREVIOUS|FOLLOWING|COMING|PAST)|THIS (?:COMING|PAST)|LAST|PAST|NEXT|THIS)",
    "modifier": "(?:(?:EARLY|LATE|MID) DASH?|EARLIER|LATER|sometime)",
    "to": "(?:to|or|DASH|and)",
}  # fmt: skip

TURNS = ("LAST", "PAST", "PREVIOUS", "NEXT", "COMING", "FOLLOWING", "THIS", "CURRENT", "SAME")
"""Classes of words that turn from one period to another of its kind; an earlier one outranks a later."""

_PIECE = re.compile(r"<(\w+)>|([A-Z][A-Z0-9]+)|(\(\?P?[:!=<][!=]?)|([a-z]+)|\s+|(.)")


@dataclass(frozen=True, slots=True)
class Match:
    """Words `first` (inclusive) to `last` (exclusive) of a sentence that a pattern fits."""

    sentence: Sentence
    words: Words
    letters: Alphabet
    first: int
    last: int

    def find(self, name: str, start: int = 0) -> int | None:
        """The index in the sentence of the first matched word of a class, from the `start`-th matched word on."""
        signs, own = self.letters.signs[name], self.words.signs
        return next((i for i in range(self.first + start, self.last) if own[i] in signs), None)

    def value(self, name: str) -> Any:
        """The lexicon's value of the first matched word of a class; `None` when there is none."""
        i = self.find(name)
        return None if i is None else self.letters.values[name][self.words.lows[i]]

    def has(self, *names: str) -> bool:
        """True when a word of one of the classes is matched."""
        return any(self.find(name) is not None for name in names)

    def says(self, *words: str) -> bool:
        """True when one of these very words is matched."""
        return any(low in words for low in self.words.lows[self.first : self.last])

    @property
    def lows(self) -> list[str]:
        """The matched words in lower case."""
        return self.words.lows[self.first : self.last]

    def low(self, i: int) -> str:
        """The word at an index of the sentence in lower case; empty outside it."""
        return self.words.lows[i] if 0 <= i < len(self.words.lows) else ""

    @property
    def before(self) -> str:
        """The word before the match."""
        return self.low(self.first - 1)

    @property
    def after(self) -> str:
        """The word after the match."""
        return self.low(self.last)

    def span(self, first: int | None = None, last: int | None = None) -> Span:
        """The Span in the article of the matched words, or of `[first, last)` of the sentence's."""
        first = self.first if first is None else first
        last = self.last if last is None else last
        at = self.sentence.span.start
        return Span(at + self.words.starts[first], at + self.words.ends[last - 1])

    def is_capital(self, i: int) -> bool:
        """True when the word begins with a capital."""
        return self.words.text[self.words.starts[i]].isupper()

    def is_upper(self, i: int) -> bool:
        """True when the word is all in capitals, as in headlines."""
        return self.words.text[self.words.starts[i] : self.words.ends[i]].isupper()

    def token(self, i: int) -> Token | None:
        """The parser's token at a word of the sentence."""
        return self.sentence.token_at(self.sentence.span.start + self.words.starts[i])

    def tag(self, i: int) -> str:
        """The Penn tag that the parser gave the word; empty when it has none."""
        token = self.token(i)
        return str(token.tag_) if token is not None else ""

    @property
    def grain(self) -> str:
        """The first unit among the matched words ("week"); empty when there is none."""
        names = ("UNIT", "UNITS", "SECOND")
        found = (self.letters.values[name].get(low) for low in self.lows for name in names)
        return str(next((grain for grain in found if grain), ""))

    @property
    def turn(self) -> int | None:
        """-1, 0 or 1 for "last", "this", "next" and their like ("this past" is -1); `None` when none is said."""
        for name in TURNS:
            turn = self.value(name)
            if turn is not None:
                return int(turn)
        return 0 if self.says("that") else None


Builder = Callable[[Match], Expression | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern as written, the classes of words of which a match holds at least one, and its builder."""

    needs: tuple[str, ...]
    pattern: str
    build: Builder


class RuleSet(list[Rule]):
    """The rules of one module, in the order in which they are written."""

    def add(self, needs: str, *patterns: str) -> Callable[[Builder], Builder]:
        """Registers a builder for patterns: it gives the Expression, or `None` when the words mean no time here.

        `needs` names the classes of words, or the words (lower case), of which every match holds at least one.
        """

        def register(builder: Builder) -> Builder:
            self.extend(Rule(tuple(needs.split()), pattern, builder) for pattern in patterns)
            return builder

        return register


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled rule; a sentence without any of the signs in `needs` cannot match."""

    needs: frozenset[str]
    search: Callable[[str], Iterator[re.Match[str]]]
    build: Builder


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled rules and the alphabet that they are written in."""

    letters: Alphabet
    rules: tuple[Compiled, ...]
    triggers: frozenset[str]
    """Signs of which a sentence without any holds no time."""


def compile_rules(rules: Iterable[Rule]) -> Grammar:
    """The grammar of the rules, in their order."""
    rules = tuple(rules)
    letters = alphabet(text for r in rules for kind, text in _pieces(r.pattern) if kind == "word")
    compiled = tuple(
        Compiled(
            frozenset(sign for name in r.needs for sign in letters.signs.get(name) or letters.sign_of[name]),
            re.compile("".join(_signs(r.pattern, letters))).finditer,
            r.build,
        )
        for r in rules
    )
    return Grammar(letters, compiled, frozenset().union(*(c.needs for c in compiled)))


def _signs(pattern: str, letters: Alphabet) -> Iterator[str]:
    for kind, text in _pieces(pattern):
        if kind == "syntax":
            yield text
        else:
            yield f"[{re.escape(letters.signs[text] if kind == 'class' else letters.sign_of[text])}]"


def _pieces(pattern: str) -> Iterator[tuple[str, str]]:
    """`(kind, text)` of a pattern: word class, literal word or regular-expression syntax, macros put in their place."""
    for m in _PIECE.finditer(pattern):
        macro, name, opening, word, other = m.groups()
        if macro:
            yield "syntax", "(?:"
            yield from _pieces(MACROS[macro])
            yield "syntax", ")"
        elif name:
            yield "class", name
        elif word:
            yield "word", word
        elif opening or other:
            yield "syntax", opening or other
