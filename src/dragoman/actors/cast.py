"""The cast of an article: every mention, and the actor that a phrase denotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.language.analysis import Sentence
from dragoman.model import Actor, Mention, Span

if TYPE_CHECKING:
    from dragoman.language.tokens import Token

FIRST_PERSON_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PERSON_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})


@dataclass(slots=True)
class Cast:
    """The mentions of one article, in text order.

    Mentions may nest: in "Russian Foreign Minister Sergei Lavrov" the whole phrase is a mention of the person and
    "Russian" one of the state. A phrase denotes what its head denotes, so ask with the head token. A phrase that names
    several actors ("both ministers") has a mention of each over the same Span.

    `heads` gives the widest mentions by the offset of their head's first character; without it the widest mention
    that holds a token is taken to be headed by it.
    """

    mentions: tuple[Mention, ...]
    heads: Mapping[int, tuple[Mention, ...]] | None = None
    states: Mapping[str, Actor] = field(default_factory=dict)
    """The states that the article speaks of, by ISO3."""
    _starts: list[int] = field(default_factory=list)
    _reach: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [m.span.start for m in self.mentions]
        reach = 0
        for mention in self.mentions:
            reach = max(reach, mention.span.end)
            self._reach.append(reach)

    def within(self, span: Span) -> list[Mention]:
        """The mentions that lie wholly inside `span`, in text order."""
        i = bisect_right(self._starts, span.start - 1)
        out = []
        for mention in self.mentions[i:]:
            if mention.span.start >= span.end:
                break
            if mention.span.end <= span.end:
                out.append(mention)
        return out

    def around(self, at: Span) -> list[Mention]:
        """The mentions that hold all of `at`, the widest first."""
        out = []
        for i in range(bisect_right(self._starts, at.start) - 1, -1, -1):
            if self._reach[i] < at.end:
                break
            if self.mentions[i].span.contains(at):
                out.append(self.mentions[i])
        out.sort(key=lambda m: m.span.start - m.span.end)
        return out

    def actors_of(self, sentence: Sentence, head: Token) -> tuple[Actor, ...]:
        """The actors denoted by the noun phrase whose head is this token: none when that is not known, several for
        "they", "both ministers", "the two sides". Never the actor of a mere modifier."""
        at = sentence.span_of(head)
        if self.heads is not None:
            headed = self.heads.get(at.start)
            if headed is not None:
                return tuple(m.actor for m in headed)
        around = self.around(at)
        if not around:
            return ()
        widest = around[0].span if self.heads is None else around[-1].span
        return tuple(m.actor for m in around if m.span == widest)

    def actor_of(self, sentence: Sentence, head: Token) -> Actor | None:
        """The actor denoted by the noun phrase whose head is this token; `None` when that is not known.

        Of several ("both ministers") the first; `actors_of` gives all.
        """
        found = self.actors_of(sentence, head)
        return found[0] if found else None

    def actor_of_span(self, sentence: Sentence, span: Span) -> Actor | None:
        """The actor denoted by the phrase that `span` covers, by its syntactic head."""
        tokens = sentence.tokens_in(span)
        if not tokens:
            return None
        inside = {t.i for t in tokens}
        head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])
        return self.actor_of(sentence, head)

    def first_person(self, word: str, speaker: Actor | None) -> Actor | None:
        """Whom a first-person pronoun inside a quotation means, given the quotation's speaker: "I" the speaker, "we"
        the state for which the speaker speaks; `None` where that can't be told."""
        low = word.lower()
        if speaker is None or low in FIRST_PERSON_SINGULAR:
            return speaker if low in FIRST_PERSON_SINGULAR else None
        if low not in FIRST_PERSON_PLURAL:
            return None
        if not speaker.id.startswith("person:"):
            return speaker
        if speaker.sector == "GOV" and speaker.country is not None:
            return self.states.get(speaker.country)
        return None
