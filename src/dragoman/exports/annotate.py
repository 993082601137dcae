"""A Reading as one JSON object: what `dragoman annotate` writes for each document."""

from __future__ import annotations

from typing import Any

from dragoman.model import (
    Actor,
    Ballot,
    Event,
    Figure,
    Interval,
    Mention,
    Participant,
    Place,
    Position,
    Reading,
    Span,
    Statement,
    Time,
    text_sha256,
)

Json = dict[str, Any]

BESIDE = {"other incident", "cumulative", "rate"}
"""Scopes of deaths told as background."""


def reading_to_json(reading: Reading, id: Any) -> Json:
    """The object of one document; `id` is given back as it came. Spans are `[start, end)` in code points of its text.

    An actor is `{id, name, country, sector, office}` or `null`; a participant adds `span` and `text`, its other
    fields being `null` for an actor that is not known; a place is `{name, country, lat, lon}`; a day `[from, to]`.
    """
    published = reading.published
    first, last = published.interval.iso
    return {
        "id": id,
        "text_sha256": text_sha256(reading.article.text),
        "statements": [_statement(s) for s in reading.statements],
        "events": [_event(e) for e in reading.events],
        "figures": [_figure(f) for f in reading.figures],
        "positions": [_position(p) for p in reading.positions],
        "ballots": [_ballot(b) for b in reading.ballots],
        "times": [_time(t) for t in reading.times],
        "mentions": [_mention(m) for m in reading.mentions],
        "published": {"from": first, "to": last, "basis": published.basis, "reasons": list(published.reasons)},
        **({"skipped": reading.skipped} if reading.skipped is not None else {}),
    }


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "kind": statement.kind,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "speaker": _actor(statement.speaker),
        "addressee": _actor(statement.addressee),
        "said": _days(statement.said),
        "within": statement.within,
        "occasion": statement.occasion,
        "confidence": _rounded(statement.confidence),
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "anchor": list(event.anchor),
        "spans": _spans(tuple(sorted((event.anchor, *event.spans)))),
        "actors": [_participant(p) for p in event.actors],
        "recipients": [_participant(p) for p in event.recipients],
        "date": _days(event.date),
        "place": _place(event.place),
        "status": event.status,
        "reported_by": event.reported_by,
        "how": event.how,
        "confidence": _rounded(event.confidence),
    }


def _figure(figure: Figure) -> Json:
    return {
        "id": figure.id,
        "measure": _measure(figure),
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "who": figure.who,
        "span": list(figure.span),
        "claimant": _actor(figure.claimant),
        "date": _days(figure.date),
        "place": _place(figure.place),
        "headline": figure.headline,
        "scope": figure.scope,
        "part_of": figure.part_of,
        "cause": figure.cause,
        "by": _actor(figure.by),
    }


def _measure(figure: Figure) -> str:
    """The measure; `killed_background` for deaths that are not the article's own incident's, so that who takes `killed`
    alone takes the article's own toll."""
    beside = figure.measure == "killed" and figure.scope in BESIDE and not figure.headline
    return f"{figure.measure}_background" if beside else figure.measure


def _position(position: Position) -> Json:
    issue = position.issue
    return {
        "id": position.id,
        "holder": _actor(position.holder),
        "issue": {"kind": issue.kind, "about": issue.about, "label": issue.label},
        "stance": position.stance,
        "date": _days(position.date),
        "evidence": position.evidence,
        "span": list(position.span),
        "reported_by": position.reported_by,
        "confidence": _rounded(position.confidence),
    }


def _ballot(ballot: Ballot) -> Json:
    return {
        "id": ballot.id,
        "draft": {"label": ballot.draft.label, "symbol": ballot.draft.symbol},
        "member": ballot.member,
        "vote": ballot.vote,
        "date": _days(ballot.date),
        "span": list(ballot.span),
    }


def _time(time: Time) -> Json:
    return {"start": time.span.start, "end": time.span.end, "type": time.type, "value": time.value}


def _mention(mention: Mention) -> Json:
    return {"span": list(mention.span), "actor": _actor(mention.actor)}


def _participant(participant: Participant) -> Json:
    known = _actor(participant.actor) or dict.fromkeys(("id", "name", "country", "sector", "office"))
    return {"span": list(participant.span), "text": participant.text, **known}


def _actor(actor: Actor | None) -> Json | None:
    if actor is None:
        return None
    return {
        "id": actor.id,
        "name": actor.name,
        "country": actor.country,
        "sector": actor.sector,
        "office": actor.office,
    }


def _place(place: Place | None) -> Json | None:
    return None if place is None else {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _days(interval: Interval) -> list[str | None]:
    return interval.iso


def _rounded(confidence: float) -> float:
    return round(confidence, 4)
