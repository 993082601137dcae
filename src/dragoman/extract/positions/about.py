"""What state or conflict an issue is about: a state named with it, else in its sentence, else the article's theatre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.actors.cast import Cast
from dragoman.language.analysis import Analysis
from dragoman.model import Actor, Mention, Span

_PLACED = frozenset({"in", "on", "over", "against", "inside", "across", "around", "about", "into"})
_CRISIS = frozenset({
    "crisis", "war", "conflict", "uprising", "opposition", "rebels", "regime", "people", "civil", "revolution", "issue",
    "unrest", "protesters", "insurgency", "army", "government", "refugees", "civilians",
})  # fmt: skip
THEATRE_SHARE = 0.3
"""The article's theatre is the state of at least this share of its mentions as a place or with its crisis."""
THEATRE_LEAST = 2


class Abouts:
    """What the issues of one article are about."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self._text, self._cast = analysis.text, cast
        self._theatre = self._find_theatre(cast.mentions)

    def _find_theatre(self, mentions: Sequence[Mention]) -> str | None:
        counts: Counter[str] = Counter()
        for mention in mentions:
            country = mention.actor.country
            if country is not None and mention.actor.id.startswith("state:") and self._is_placed(mention.span):
                counts[country] += 1
        if not counts:
            return None
        country, most = min(counts.items(), key=lambda c: (-c[1], c[0]))
        return country if most >= THEATRE_LEAST and most >= THEATRE_SHARE * counts.total() else None

    def _is_placed(self, span: Span) -> bool:
        before = self._text[max(0, span.start - 20) : span.start].split()
        after = self._text[span.end : span.end + 20].split()
        words = [w.lower().strip(".,'’\"") for w in before[-2:]]
        behind = [w.lower().strip(".,'’\"s") for w in after[:2]]
        return any(w in _PLACED for w in words) or any(w in _CRISIS or w + "s" in _CRISIS for w in behind)

    def of(self, target: Span, sentence: Span, holder: Actor, beside: Sequence[Actor] = ()) -> str | None:
        """ISO3 of the state that the issue in `target` is about; `None` when nothing tells. It is none of those who
        hold the position `beside` the holder, unless the issue names it."""
        named = self._states(target)
        others = [c for c in named if c != holder.country]
        if others:
            return self._theatre if self._theatre in others else others[0]
        if named:
            return named[0]
        own = {holder.country, *(a.country for a in beside)}
        around = [c for c in self._states(sentence) if c not in own]
        if self._theatre is not None and (self._theatre in around or not around):
            return self._theatre
        placed = [
            m.actor.country
            for m in self._cast.within(sentence)
            if m.actor.country is not None and m.actor.country not in own and self._is_placed(m.span)
        ]
        if placed:
            return placed[0]
        return self._theatre or (around[0] if len(set(around)) == 1 else None)

    def _states(self, span: Span) -> list[str]:
        """Whom the states of a phrase belong to, without those that lead it ("a French-led draft")."""
        return [
            m.actor.country
            for m in self._cast.within(span)
            if m.actor.country is not None and self._text[m.span.end : m.span.end + 1] != "-"
        ]
