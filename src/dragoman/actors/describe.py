"""Who or what a phrase by itself names: "Iraq's deputy foreign minister", "Boko Haram gunmen", "Lavrov"."""

from __future__ import annotations

from dragoman.actors.resolve import find_actors
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.model import UNKNOWN, Actor, Article, Interval
from dragoman.reference import Reference


def describe(
    phrase: str, *, parser: Parser, reference: Reference, on: Interval = UNKNOWN, country: str | None = None
) -> Actor | None:
    """The actor that a phrase names by itself on a day; `None` when it names nobody.

    Where the head is unknown and the phrase says a country ("an American destroyer's crew"), the actor is that state
    without a sector. `country` (ISO3) is taken where the phrase says none.
    """
    text = phrase.strip()
    if not text:
        return None
    analysis = analyse(text, parser)
    article = Article(article_id=text, source="", text=text)
    cast = find_actors(analysis, published=on, reference=reference, article=article)
    for sentence in analysis.sentences:
        root = next((t for t in sentence.doc if t.head.i == t.i), None)
        found = cast.actor_of(sentence, root) if root is not None else None
        if found is not None:
            return found
    if not cast.mentions:
        return None
    widest = max(cast.mentions, key=lambda m: (m.span.end - m.span.start, -m.span.start))
    if widest.span.end - widest.span.start > len(text) // 2:
        return widest.actor
    state = next((m.actor for m in cast.mentions if m.actor.id.startswith("state:")), None)
    return Actor(state.id, state.name, state.country) if state is not None else None
