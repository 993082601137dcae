"""When an act was: the time expression that syntax attaches to its verb or noun."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.language.analysis import Sentence
from dragoman.model import Interval, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

SIGNALS = {
    "since": "since", "until": "until", "till": "until", "by": "by", "before": "before", "after": "after",
    "following": "after", "from": "from", "to": "to", "through": "until", "between": "between",
    "during": "during", "within": "within", "over": "during", "ahead": "ahead of", "prior": "before",
}  # fmt: skip
_ADVERBIAL = {
    "npadvmod", "advmod", "prep", "pobj", "tmod", "nmod", "pcomp", "amod", "compound", "poss", "nummod", "quantmod",
    "conj", "appos", "dep", "det",
}  # fmt: skip
"""How an expression hangs, word by word, on the act that it dates."""

_NOMINAL = {"pobj", "prep", "conj", "compound", "appos", "attr", "poss", "nmod"}
_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "agent", "oprd"}
_SHARING = {"conj", "xcomp", "aux", "auxpass", "pcomp"}
"""How a verb hangs on one whose date it shares."""


def time_of(
    sentence: Sentence, token: Token, times: Sequence[Time], published: Interval
) -> tuple[Interval, str] | None:
    """The date of the act that `token` (a verb or a noun) names, and the signal that ties it to the date.

    `times` are the article's, in text order. Looked for in the act's own clause: what hangs on the token; then, for a
    noun, what hangs on the verb that it is the subject or object of, or on the verb of its relative clause; for a verb,
    what hangs on the verb that it is coordinated with or the complement of ("is expected to begin Wednesday"). The
    date of a verb of saying is never that of what is said. `None` when nothing is attached. The signal is `since`,
    `until`, `by`, `before`, `after`, `ahead of`, `from`, `between`, `during`, `within` or empty; an Interval after
    `since` ends with the last possible day of publication, one after `until`, `by` or `before` has no first day.
    """
    found = _by_governor(sentence, times)
    if not found:
        return None
    for place, plain in _places(token):
        attached = [a for a in found.get(place.i, ()) if not plain or not a[1]]
        if attached:
            return _joined(attached, published)
    return None


def times_in(sentence: Sentence, times: Sequence[Time]) -> Sequence[Time]:
    """The times of one sentence, of the article's in text order."""
    first = bisect_left(times, sentence.span.start, key=lambda t: t.span.start)
    last = bisect_left(times, sentence.span.end, lo=first, key=lambda t: t.span.start)
    return times[first:last]


def _by_governor(sentence: Sentence, times: Sequence[Time]) -> dict[int, list[tuple[Time, str]]]:
    """Token index of every word that a dated expression hangs on -> those expressions with their signals."""
    out: dict[int, list[tuple[Time, str]]] = {}
    for time in times_in(sentence, times):
        if not time.interval.is_known or time.type == "SET" or time.value.endswith("_REF"):
            continue
        tokens = sentence.tokens_in(time.span)
        inside = {t.i for t in tokens}
        head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)
        if head is None:
            continue
        signal = _signal(sentence, head, tokens[0])
        node = head
        while node.head.i != node.i and node.dep_ in _ADVERBIAL:
            node = node.head
            if node.tag_[:2] in {"VB", "NN", "MD"} and node.i not in inside:
                out.setdefault(node.i, []).append((time, signal))
            if node.tag_[:2] == "VB" or node.tag_ == "MD":
                break
    return out


def _signal(sentence: Sentence, head: Token, first: Token) -> str:
    """The word before the expression, or the preposition above it, that says how it bounds the act."""
    if head.head.lower_ in SIGNALS and head.dep_ in {"pobj", "pcomp", "npadvmod", "dobj"}:
        return SIGNALS[head.head.lower_]
    if head.head.lower_ == "of" and head.head.head.lower_ == "ahead":
        return SIGNALS["ahead"]
    before = sentence.doc[first.i - 1] if first.i > 0 else None
    return SIGNALS.get(before.lower_, "") if before is not None else ""


def _places(token: Token) -> list[tuple[Token, bool]]:
    """Where the date of an act may hang, the act itself first; the second says whether a date without signal only."""
    out = [(token, False)]
    node = token
    if token.tag_.startswith("NN"):
        out.extend((c, False) for c in token.children if c.dep_ in {"relcl", "acl"} and _takes_part(c))
        while node.dep_ in _NOMINAL and node.head.i != node.i and not node.tag_.startswith("VB"):
            node = node.head
        if node.dep_ in _ARGUMENTS and node.head.tag_.startswith("VB"):
            node = node.head
        if node.tag_.startswith("VB") and node.i != token.i:
            out.append((node, False))
            out.extend((c, False) for c in node.children if c.dep_ == "xcomp")
    else:
        out.extend((c, True) for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ in {"NN", "NNS"})
    while node.tag_.startswith("VB") and node.dep_ in _SHARING and node.head.i != node.i:
        node = node.head if node.head.dep_ != "prep" else node.head.head
        if not node.tag_.startswith("VB"):
            break
        out.append((node, True))
    return out


def _takes_part(clause: Token) -> bool:
    """True for a clause in which the noun itself acts: "an attack that killed 20 on Sunday"."""
    subjects = (c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"})
    return clause.dep_ == "acl" or any(c.tag_ in {"WDT", "WP"} for c in subjects)


def _joined(attached: list[tuple[Time, str]], published: Interval) -> tuple[Interval, str]:
    """One Interval of all that hangs on an act: "from … to …" spans both; otherwise the narrowest expression."""
    signals = [signal for _, signal in attached]
    for opening, closing in (("from", {"to", "until"}), ("between", {"between", "", "to"}), ("since", {"until"})):
        if opening in signals and len(attached) > 1:
            start = attached[signals.index(opening)][0]
            ends = [t for t, s in attached if s in closing and t.span.start > start.span.start]
            first, last = start.interval.first, ends[0].interval.last if ends else None
            if ends and (first is None or last is None or first <= last):
                return Interval(first, last), opening
    time, signal = min(attached, key=lambda a: (a[0].interval.days or 10**7, a[0].span.start))
    return _bounded(time.interval, signal, published), signal


def _bounded(interval: Interval, signal: str, published: Interval) -> Interval:
    first, last = interval.first, interval.last
    if signal in {"since", "from"}:
        end = published.last if first is None or published.last is None or published.last >= first else None
        return Interval(first, end)
    if signal in {"until", "by", "to"}:
        return Interval(None, last)
    if signal in {"before", "ahead of"}:
        return Interval(None, first - dt.timedelta(days=1) if first is not None and first > dt.date.min else None)
    if signal == "after":
        return Interval(first, None)
    return interval
