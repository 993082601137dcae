"""Events: who did what to whom, clause by clause, by a reviewed lexicon of frames over the parse.

A predicate (verb, noun, adjective) that meets a frame of `lexicon/` gives an event; its actors and recipients are the
phrases that the frame's slots find by syntax around the same predicate, never from elsewhere in the text. Types, modes
and codes are PLOVER's and CAMEO's (`codes`), with STATEMENT, APPEAL and VOTE of our own.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors.cast import Cast
from dragoman.actors.places import Whereabouts
from dragoman.extract.events.circumstances import Circumstances
from dragoman.extract.events.confidence import OPINION, confidence
from dragoman.extract.events.known import Known
from dragoman.extract.events.match import Match
from dragoman.extract.events.merge import merge
from dragoman.extract.events.opinion import Acts, judge
from dragoman.extract.events.participants import Scene
from dragoman.extract.events.scan import scan
from dragoman.extract.events.slight import LONG, weighty
from dragoman.extract.events.status import status_of
from dragoman.extract.events.unmet import unmet
from dragoman.extract.within import Contents
from dragoman.language.analysis import Analysis
from dragoman.language.encoder import Encoder
from dragoman.model import Event, Interval, Participant, Place, Span, Statement, Time, content_id
from dragoman.reference import Reference

__all__ = ["extract"]

SEATS = {"R=in", "R=at"}
"""How a recipient was found that is where the others met."""


def extract(
    analysis: Analysis,
    cast: Cast,
    times: Sequence[Time],
    statements: Sequence[Statement],
    *,
    published: Interval,
    text_id: str,
    reference: Reference,
    encoder: Encoder | None = None,
) -> tuple[Event, ...]:
    """The events of an article, in text order, each told once. In a short text an `encoder`'s head adds to them
    (`opinion`); in a long one too few of those that it added were news.

    `statements` give `reported_by`: the innermost one whose content holds the anchor. `date` is that of the clause,
    else the article's day.
    """
    around = Circumstances(cast, times, statements, published, reference)
    voices = Contents(statements)
    known = Known(Whereabouts(cast, reference), reference, published, analysis.text)
    events: list[Event] = []
    long = len(analysis.sentences) >= LONG
    found: list[Acts] = []
    for sentence in analysis.sentences:
        scene = Scene(sentence, cast, voices)
        met = scan(scene)
        found.append(Acts(scene, met, [] if encoder is None or long else unmet(scene, met)))
    if encoder is not None and not long:
        judge(analysis, found, encoder)
    for acts in found:
        told = [
            (match, _event(acts.scene, match, around, known, text_id, acts.notes.get(n)))
            for n, match in enumerate(acts.met)
        ]
        events.extend(weighty(told, long=long))
    return merge(events, headline=_headline(analysis), day=published)


def _headline(analysis: Analysis) -> Span | None:
    """The headline's Span: the zone of that name, else a first line that ends without a full stop."""
    titled = [s.span for s in analysis.sentences if s.role == "headline"]
    if titled:
        return Span(titled[0].start, titled[-1].end)
    first = analysis.sentences[0] if analysis.sentences else None
    alone = first is not None and len(analysis.paragraphs) > 1 and first.span.end <= analysis.paragraphs[0].end
    if first is None or not alone or first.text.rstrip()[-1:] in {".", "!", "?", '"', "”"}:
        return None
    return first.span


def _event(
    scene: Scene, match: Match, around: Circumstances, known: Known, text_id: str, note: str | None = None
) -> Event:
    """The record of a match; `note` says which model added it and how likely it holds it."""
    frame = match.frame
    actors = known.participants(scene, match.actors, frame.type)
    if match.voice is not None:
        actors = (known.speaker(match.voice),)
    told = known.participants(scene, match.recipients, frame.type)
    recipients = tuple(r for r in told if not any(r.span.overlaps(a.span) for a in actors))
    if frame.type == "VOTE":
        # "voted for the text, Russia abstained": the parser joins the two
        recipients = tuple(r for r in recipients if r.actor is None) or recipients
    if frame.lemma == "hold" and frame.type == "CONSULT" and len(actors) > 1 and SEATS & set(match.path):
        recipients = ()  # "envoys from Oslo and Rome held talks in Geneva": with each other
    if frame.mutual:
        actors, recipients = tuple(sorted((*actors, *recipients), key=lambda p: p.span)), ()
    place = around.place(scene.sentence, match)
    if place is not None:
        actors, recipients = _acting(actors, place), _acting(recipients, place)
        place = None if any(_stands_for(p, place) for p in (*actors, *recipients)) else place
    place = place or around.struck(scene.sentence, match)
    anchor = scene.sentence.span_of(match.first, match.last)
    when = around.date(scene.sentence, match)
    status = status_of(match, when, known.published)
    return Event(
        id=content_id(text_id, "event", frame.type, anchor.start, anchor.end, frame.id),
        type=frame.type,
        anchor=anchor,
        mode=frame.mode,
        contexts=frame.contexts,
        cameo=frame.cameo,
        actors=actors,
        recipients=recipients,
        date=when,
        place=place,
        status=status,
        reported_by=around.reporter(anchor) if match.voice is None else None,
        how=f"{note or f'lexicon {frame.id}'}; {' '.join(match.path)}".rstrip("; "),
        confidence=OPINION if note else confidence(match, actors, recipients, status),
    )


def _acting(parties: tuple[Participant, ...], place: Place) -> tuple[Participant, ...]:
    """The parties without the mere place of the act, unless the act is done to it alone ("a curfew in Basra")."""
    acting = tuple(p for p in parties if p.actor is not None or not _is_place(p, place))
    return acting or parties


def _is_place(party: Participant, place: Place) -> bool:
    return party.text.removeprefix("the ") == place.name


def _stands_for(party: Participant, place: Place) -> bool:
    """True when a capital stands for its government: it is then no place of the act."""
    return _is_place(party, place) and party.actor is not None
