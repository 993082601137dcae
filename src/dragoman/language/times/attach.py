"""When an act was: the time expression that syntax attaches to its verb or noun."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dragoman.language.analysis import Sentence
from dragoman.language.times.expressions import Tense
from dragoman.language.times.tense import tense_of_verb
from dragoman.model import Interval, Time

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

SIGNALS = {
    "since": "since", "until": "until", "till": "until", "by": "by", "before": "before", "after": "after",
    "following": "after", "from": "from", "to": "to", "through": "until", "between": "between",
    "during": "during", "within": "within", "over": "during", "throughout": "during",
}  # fmt: skip
_TWO_WORDS = {
    ("ahead", "of"): "ahead of", ("prior", "to"): "before", ("later", "than"): "by", ("not", "until"): "",
    ("as", "of"): "", ("subsequent", "to"): "after",
}  # fmt: skip
_BETWEEN_SIGNAL_AND_DAY = {"DT", "PRP$", "JJ", "POS", "RB"}
"""Tags of what may stand between a signal and its day ("ahead of the planned May 3 vote")."""
_NEAREST = 4
"""Words before a day among which its signal is looked for."""
_COUNTED_ON = re.compile(r"\s*(?:-|–|,|and|or|to|through|until)\s*(?:on )?")
"""Between two days that are one date: "on Monday and Tuesday", "May 3-5"."""
_ADVERBIAL = {
    "npadvmod", "advmod", "prep", "pobj", "tmod", "nmod", "pcomp", "amod", "compound", "poss", "nummod", "quantmod",
    "conj", "appos", "dep", "det",
}  # fmt: skip
"""How an expression hangs, word by word, on the act that it dates."""

_NOMINAL = {"pobj", "prep", "conj", "compound", "appos", "attr", "poss", "nmod"}
_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "agent", "oprd"}
_SHARING = {"conj", "xcomp", "aux", "auxpass", "pcomp"}
"""How a verb hangs on one whose date it shares."""
_PLAIN = frozenset({""})
_OF_SUBJECTS = frozenset({"", "since", "during"})
"""Signals of dates that a verb has from its subject: "clashes since Monday have killed 20"."""


def time_of(
    sentence: Sentence, token: Token, times: Sequence[Time], published: Interval
) -> tuple[Interval, str] | None:
    """The date of the act that `token` (a verb or a noun) names, and the signal that ties it to the date.

    `times` are the article's, in text order. Looked for in the act's own clause: what hangs on the token; then, for a
    noun, what hangs on the verb that it is the subject or object of, or on the verb of its relative clause; for a verb,
    what hangs on the verb that it is coordinated with or the complement of ("is expected to begin Wednesday"). The
    date of a verb of saying is never that of what is said. `None` when nothing is attached. The signal is `since`,
    `until`, `by`, `before`, `after`, `ahead of`, `from`, `between`, `during`, `within` or empty; an Interval after
    `since` ends with the last possible day of publication, one after `until`, `by` or `before` has no first day unless
    the act is to come ("will leave by Friday"), one after `after` has no last day unless the act is over.
    """
    found = _by_governor(sentence, times)
    if not found:
        return None
    for place, admitted in _places(token):
        attached = [a for a in found.get(place.i, ()) if admitted is None or a[1] in admitted]
        if attached:
            return _joined(attached, _Around(sentence, times, published, tense_of_verb(token)))
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
        node = _opening(sentence, tokens[0], head) or head
        while node.head.i != node.i and node.dep_ in _ADVERBIAL:
            node = node.head
            if node.tag_[:2] in {"VB", "NN", "MD"} and node.i not in inside:
                out.setdefault(node.i, []).append((time, signal))
            if (node.tag_[:2] == "VB" and node.lower_ not in SIGNALS) or node.tag_ == "MD":
                break
    return out


def _opening(sentence: Sentence, first: Token, head: Token) -> Token | None:
    """The preposition that opens the sentence before the expression, where the parser has tied the expression to a noun
    after it: "In June 2008 Chadian troops clashed"."""
    if first.i != 1:
        return None
    before = sentence.tokens[0]
    if before.dep_ != "prep" or before.head.tag_[:2] not in {"VB", "MD"} or before in head.ancestors:
        return None
    return before


def _signal(sentence: Sentence, head: Token, first: Token) -> str:
    """The word before the expression, or the preposition above it, that says how it bounds the act."""
    at = first.i
    for _ in range(_NEAREST):
        at -= 1
        if at < 0:
            break
        word = sentence.tokens[at]
        pair = (sentence.tokens[at - 1].lower_ if at else "", word.lower_)
        if pair in _TWO_WORDS:
            return _TWO_WORDS[pair]
        if word.lower_ in SIGNALS:
            return SIGNALS[word.lower_]
        if word.tag_ not in _BETWEEN_SIGNAL_AND_DAY:
            break
    if head.dep_ in {"pobj", "pcomp", "npadvmod", "dobj"}:
        return SIGNALS.get(head.head.lower_, "")
    return ""


def _places(token: Token) -> list[tuple[Token, frozenset[str] | None]]:
    """Where the date of an act may hang, the act itself first; the second holds the signals of
    the dates that count there, `None` for all."""
    out: list[tuple[Token, frozenset[str] | None]] = [(token, None)]
    node = token
    if token.tag_.startswith("NN"):
        out.extend((c, None) for c in token.children if c.dep_ in {"relcl", "acl"} and _takes_part(c))
        while node.dep_ in _NOMINAL and node.head.i != node.i and not node.tag_.startswith("VB"):
            node = node.head
        if node.dep_ in _ARGUMENTS and node.head.tag_.startswith("VB"):
            node = node.head
        if node.tag_.startswith("VB") and node.i != token.i:
            out.append((node, None))
            out.extend((c, None) for c in node.children if c.dep_ == "xcomp")
    else:
        subjects = (c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.tag_ in {"NN", "NNS"})
        out.extend((c, _OF_SUBJECTS) for c in subjects)
    while node.tag_.startswith("VB") and node.dep_ in _SHARING and node.head.i != node.i:
        node = node.head if node.head.dep_ != "prep" else node.head.head
        if not node.tag_.startswith("VB"):
            break
        out.append((node, _PLAIN))
    return out


def _takes_part(clause: Token) -> bool:
    """True for a clause in which the noun itself acts: "an attack that killed 20 on Sunday"."""
    subjects = (c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"})
    return clause.dep_ == "acl" or any(c.tag_ in {"WDT", "WP"} for c in subjects)


class _Around(NamedTuple):
    """What is known around an act: its sentence, the article's times and day, and the act's tense."""

    sentence: Sentence
    times: Sequence[Time]
    published: Interval
    tense: Tense | None


def _joined(attached: list[tuple[Time, str]], around: _Around) -> tuple[Interval, str]:
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
    if signal in {"", "during"}:
        return _with_its_neighbours(time, around), signal
    return _bounded(time.interval, time.type, signal, around), signal


def _with_its_neighbours(time: Time, around: _Around) -> Interval:
    """The time's days with those of the like times that it is listed with: "on Monday and Tuesday", "May 3-5"."""
    near, text, start = times_in(around.sentence, around.times), around.sentence.text, around.sentence.span.start
    i = next((k for k, t in enumerate(near) if t is time), None)
    interval = time.interval
    if i is None or time.type not in {"DATE", "TIME"}:
        return interval
    for one, two in zip(near[i:], near[i + 1 :], strict=False):
        gap = text[one.span.end - start : two.span.start - start]
        alike = two.type == time.type and two.interval.days == time.interval.days and len(two.value) == len(time.value)
        if not alike or not _COUNTED_ON.fullmatch(gap) or not _follows(one.interval, two.interval):
            break
        if _owns(around.sentence, two):
            break
        interval = interval.hull(two.interval)
    return interval


def _follows(one: Interval, two: Interval) -> bool:
    return one.last is not None and two.first is not None and one.last < two.first


def _owns(sentence: Sentence, time: Time) -> bool:
    """True for "Tuesday's", which dates what follows it."""
    tokens = sentence.tokens_in(time.span)
    return bool(tokens) and tokens[-1].dep_ in {"poss", "compound", "nmod"}


def _bounded(interval: Interval, type_: str, signal: str, around: _Around) -> Interval:
    """The Interval that a signal leaves; what has been is over by the last day of writing, what is to come by a day
    ("will leave by Friday") is not before the first, what is after a time of day is of that day."""
    first, last, published = interval.first, interval.last, around.published
    if signal == "after" and type_ == "TIME":
        return interval
    if signal in {"since", "from"} or (signal == "after" and around.tense in {"past", "present"}):
        end = published.last if first is None or published.last is None or published.last >= first else None
        return Interval(first, end)
    if signal == "after":
        return Interval(first, None)
    if signal in {"before", "ahead of"}:
        last = first - dt.timedelta(days=1) if first is not None and first > dt.date.min else None
    elif signal not in {"until", "by", "to"}:
        return interval
    start = published.first if around.tense == "future" and signal != "until" else None
    if around.tense == "past" and published.last is not None:
        last = published.last if last is None else min(last, published.last)
    return Interval(start if start is None or last is None or start <= last else None, last)
