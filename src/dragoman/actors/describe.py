"""Who or what a phrase by itself names: "Iraq's deputy foreign minister", "Boko Haram gunmen", "Lavrov"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.actors.gazetteer import gazetteer_of
from dragoman.actors.lexicon import sector_of_seat
from dragoman.actors.resolve import find_actors
from dragoman.language.analysis import analyse
from dragoman.language.parser import Parser
from dragoman.model import UNKNOWN, Actor, Article, Interval
from dragoman.reference import Reference, fold


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
    found = _named(text, parser=parser, reference=reference, on=on)
    if found is not None and found.country is None and country is not None and found.sector not in {"IGO", "NGO"}:
        return replace(found, country=country)
    return found


def _named(text: str, *, parser: Parser, reference: Reference, on: Interval) -> Actor | None:
    analysis = analyse(text, parser)
    article = Article(article_id=text, source="", text=text)
    cast = find_actors(analysis, published=on, reference=reference, article=article, alone=True)
    for sentence in analysis.sentences:
        root = next((t for t in sentence.tokens if t.head.i == t.i), None)
        found = cast.actor_of(sentence, root) if root is not None else None
        if found is not None:
            return found
    if not cast.mentions:
        return _seat(text, reference, on)
    widest = max(cast.mentions, key=lambda m: (m.span.end - m.span.start, -m.span.start))
    if widest.span.end - widest.span.start > len(text) // 2:
        return widest.actor
    state = next((m.actor for m in cast.mentions if m.actor.id.startswith("state:")), None)
    return Actor(state.id, state.name, state.country) if state is not None else None


def _seat(text: str, reference: Reference, on: Interval) -> Actor | None:
    """The state whose capital or seat of government a bare name is."""
    hits = gazetteer_of(reference).find(text, on=on)
    if len(hits) != 1 or hits[0].end - hits[0].start < len(text) - 4:
        return None
    entry = next((e for e in hits[0].entries if e.kind in {"capital", "seat", "metonym"}), None)
    state = reference.actor(entry.actor_id, on) if entry is not None else None
    if state is None:
        return None
    return Actor(state.id, state.name, state.country, sector_of_seat(fold(text[hits[0].start : hits[0].end])))
