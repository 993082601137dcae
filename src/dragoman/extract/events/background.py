"""Whether an act is told as history: by its date, by "years ago", by a pluperfect, by an anniversary or an era."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from dragoman.extract.events import syntax
from dragoman.extract.events.governors import classes
from dragoman.extract.events.match import Match
from dragoman.model import Interval

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

RECALLED_AFTER = dt.timedelta(days=14)
"""An act that ended this long before the article's day is told as background: news is of the last days, and the acts
that the last fortnight's reports are about are still the matter itself (chosen on articles of our own)."""
LATELY = {"already", "just", "recently", "now", "earlier"}
UNITS = {"month", "year", "decade", "century", "generation"}
LONG_UNITS = UNITS - {"month"}
REACH = 25
"""Tokens after a predicate within which "ago" is its own."""


def is_background(match: Match, when: Interval, published: Interval) -> bool:
    """True when the act, given the Interval of its own date and the article's, is history."""
    holder = match.support or match.head
    if _long_ago(holder):
        return True
    if when.last is not None and published.first is not None and when != published:
        return published.first - when.last > RECALLED_AFTER
    return _commemorated(holder) or _era(holder) or (when == published and _pluperfect(holder))


def _long_ago(holder: Token) -> bool:
    """True for "years ago", "decades earlier" and the like under the predicate, when no date says it better, and for
    what is looked back on from "ten years after"."""
    lag = next((c for c in holder.lefts if c.dep_ == "npadvmod" and c.lemma_ in LONG_UNITS), None)
    if lag is not None and holder.dep_ == "advcl" and lag.i + 1 < len(lag.doc) and lag.nbor().lower_ == "after":
        return True
    for token in holder.subtree:
        if token.lower_ in {"ago", "earlier", "before"} and token.i - holder.i < REACH:
            unit = next((t for t in token.children if t.dep_ == "npadvmod"), None)
            if unit is not None and unit.lemma_ in UNITS and not _under_other_verb(token, holder):
                return True
    return False


def _under_other_verb(token: Token, holder: Token) -> bool:
    for above in token.ancestors:
        if above.i == holder.i:
            return False
        if syntax.is_verb(above) and above.dep_ in {"ccomp", "relcl", "advcl", "conj", "acl"}:
            return True
    return False


def _commemorated(holder: Token) -> bool:
    """True below an anniversary, or below a verb of remembering: "marked the day when", "remember the massacre of"."""
    below = holder
    for above in holder.ancestors:
        if above.lemma_ in classes()["anniversary"] and syntax.is_noun(above):
            return True
        if syntax.is_verb(above):
            if above.lemma_ in classes()["remembering"] and below.dep_ in {"dobj", "nsubjpass"}:
                return True
            if above.dep_ not in {"relcl", "acl"}:
                return False
        below = above
    return False


def _era(holder: Token) -> bool:
    """True for an act set in a time that is over: "during the Cold War", "under Soviet rule", "before becoming"."""
    for c in holder.children:
        if c.dep_ not in {"prep", "mark", "advcl"}:
            continue
        low = c.lower_
        if low in {"during", "in", "under", "after", "before", "since"}:
            if any(_names_era(t) for t in c.subtree):
                return True
        if low == "before" and any(g.dep_ == "pcomp" and g.lemma_ in classes()["career"] for g in c.children):
            return True
    return False


def _names_era(token: Token) -> bool:
    pair = f"{token.nbor(-1).lower_}-{token.lower_}" if token.i > 0 else ""
    return token.lower_ in classes()["era"] or pair in classes()["era"]


def _pluperfect(holder: Token) -> bool:
    """True for "had seized" in a clause of its own: not in what somebody said, nor after "after", "if" or "because"."""
    if not any(c.lower_ in {"had", "'d", "’d"} and c.dep_ == "aux" for c in holder.children):
        return False
    if holder.tag_ not in {"VBN", "VBD", "VBG"}:
        return False
    if any(c.dep_ == "advmod" and c.lower_ in LATELY for c in holder.children):
        return False
    clause = holder
    while clause.dep_ == "conj" and syntax.is_verb(clause.head):
        clause = clause.head
    if clause.dep_ == "ROOT":
        return not any(c.dep_ in {"ccomp", "parataxis"} for c in clause.children)
    return clause.dep_ == "relcl"
