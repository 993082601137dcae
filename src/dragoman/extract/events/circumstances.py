"""When and where an act was, and who reports it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.actors.cast import Cast
from dragoman.actors.places import INSIDE, Whereabouts
from dragoman.extract.events.known import name_of
from dragoman.extract.events.match import Match
from dragoman.extract.events.words import words
from dragoman.extract.within import Contents
from dragoman.language.analysis import Sentence
from dragoman.language.times.attach import time_of, times_in
from dragoman.model import Interval, Place, Span, Statement, Time
from dragoman.reference import Reference

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

TOWN = {
    "town", "city", "village", "port", "district", "suburb", "province", "region", "island", "hamlet", "settlement",
    "neighbourhood", "neighborhood", "governorate", "township",
}  # fmt: skip
"""Nouns after which "of" names a place, or before which its name stands: "the port of Obock", "Obock province"."""
STRUCK = {"ASSAULT", "COERCE"}
"""Types whose recipient, when it is a town, is where it was."""
_CLAUSAL = {"ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp"}


class Circumstances:
    """What an article says around its acts: its times, its statements, its places."""

    def __init__(
        self,
        cast: Cast,
        times: Sequence[Time],
        statements: Sequence[Statement],
        published: Interval,
        reference: Reference,
    ) -> None:
        self._times, self._published = times, published
        self._contents, self._where, self._cast = Contents(statements), Whereabouts(cast, reference), cast

    def date(self, sentence: Sentence, match: Match) -> Interval:
        """The Interval of the act: that of the time that syntax ties to it, else of the time that opens a sentence of
        one clause ("In June 2008 troops clashed"), else the article's day."""
        for token in (match.head, match.support):
            found = time_of(sentence, token, self._times, self._published) if token is not None else None
            if found is not None:
                return found[0]
        return self._opening(sentence, match) or self._published

    def _opening(self, sentence: Sentence, match: Match) -> Interval | None:
        times = [t for t in times_in(sentence, self._times) if t.type in {"DATE", "TIME"} and t.interval.is_known]
        if len(times) != 1:
            return None
        before = sentence.text[: times[0].span.start - sentence.span.start].strip().lower()
        if before not in {"", "in", "on", "during", "early", "late", "early in", "late in"}:
            return None
        verb = match.support or match.head
        root = verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
        return times[0].interval if root or verb.dep_ not in _CLAUSAL else None

    def place(self, sentence: Sentence, match: Match) -> Place | None:
        """Where the act was, when its clause says so: a place of the gazetteer; else a town as the text names it, with
        the state that stands beside it or none; else a state."""
        others = () if match.support is None else (match.support,)
        known = self._where.beside(sentence, match.head, *others, opened_by=INSIDE)
        if known is not None and known.lat is not None:
            return known
        named = next(filter(None, (_unknown(o, self._cast, sentence) for o in _inside(match))), None)
        if named is None:
            return known
        return Place(named, known.country if known is not None else None)

    def struck(self, sentence: Sentence, match: Match) -> Place | None:
        """The town that is hit, where the clause names no other place: "bombed the port of Obock"."""
        if match.frame.kind != "verb" or match.frame.type not in STRUCK:
            return None
        for party in match.recipients:
            name = _town(party.head)
            if name is None and match.head.lemma_ in words().syntax["striking"]:
                told = name_of(party.head)
                known = self._where.city(told) is not None and self._cast.actor_of(sentence, party.head) is None
                name = told if known or _bare(party.head, self._cast, sentence) else None
            if name is not None:
                return self._where.city(name) or Place(name)
        return None

    def reporter(self, anchor: Span) -> str | None:
        """The id of the innermost statement whose content holds the anchor."""
        holding = self._contents.innermost(anchor)
        return holding.id if holding else None


def _inside(match: Match) -> list[Token]:
    """What stands after "in", "near" and the like under an act, the verb that carries it, or who undergoes it."""
    holders = [match.head] if match.support is None else [match.head, match.support]
    holders += [c for c in match.head.children if c.dep_ in {"dobj", "nsubjpass"}]
    preps = [c for h in holders for c in h.children if c.dep_ == "prep" and c.lower_ in INSIDE]
    return [o for p in preps for o in p.children if o.dep_ == "pobj"]


def _unknown(head: Token, cast: Cast, sentence: Sentence) -> str | None:
    """The name of a town that no reference knows: "the town of Obock", or "Tadjoura" alone after "in" or "near"."""
    if _town(head):
        return _town(head)
    near = head.head.lower_ in {"in", "near", "outside"}
    return name_of(head) if near and _bare(head, cast, sentence) else None


def _town(head: Token) -> str | None:
    """The name in "the port of Obock", "the Iraqi town of Al Qaim"."""
    if head.lemma_.lower() not in TOWN:
        return None
    of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    name = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    return name_of(name) if name is not None and name.tag_ == "NNP" else None


def _bare(head: Token, cast: Cast, sentence: Sentence) -> bool:
    """True for a proper name without article, title or owner that nothing known bears, and that is no acronym."""
    if head.tag_ != "NNP" or len(head.text) < 4 or not head.text.isalpha():
        return False
    if head.text.isupper() or head.text.islower():
        return False
    plain = all(c.dep_ in {"compound", "prep", "punct", "appos", "relcl"} for c in head.children)
    known = words()
    listed = head.lower_ in known.kinds or head.lower_ in known.syntax["time"]
    return plain and not listed and cast.actor_of(sentence, head) is None
