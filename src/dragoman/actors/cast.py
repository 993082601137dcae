"""The cast of an article: every mention, and the actor that a phrase denotes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.language.analysis import Sentence
from dragoman.model import Actor, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Cast:
    """The mentions of one article, in text order.

    Mentions may nest: in "Russian Foreign Minister Sergei Lavrov" the whole phrase is a mention of the person and
    "Russian" one of the state. A phrase denotes what its head denotes, so ask with the head token.
    """

    mentions: tuple[Mention, ...]
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [m.span.start for m in self.mentions]

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

    def actor_of(self, sentence: Sentence, head: Token) -> Actor | None:
        """The actor denoted by the noun phrase whose head is this token; `None` when that is not known.

        Gives the actor of the largest mention that holds the head. Never the actor of a mere modifier.
        """
        at = sentence.span_of(head)
        best: Mention | None = None
        for mention in self.mentions[: bisect_right(self._starts, at.start)]:
            if mention.span.contains(at) and (best is None or mention.span.contains(best.span)):
                best = mention
        return best.actor if best else None

    def actor_of_span(self, sentence: Sentence, span: Span) -> Actor | None:
        """The actor denoted by the phrase that `span` covers, by its syntactic head."""
        tokens = sentence.tokens_in(span)
        if not tokens:
            return None
        inside = {t.i for t in tokens}
        head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])
        return self.actor_of(sentence, head)
