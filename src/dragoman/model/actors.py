"""Who: actors, their offices, and where a text names them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.dates import Interval
from dragoman.model.spans import Span


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, state, organisation or group, as known on one day.

    `id` is `person:Q58217`, `state:RUS`, `org:UN` or `group:…`; a person whom no reference knows has an id made of
    the article and the name (`person:~…`). `country` is ISO 3166-1 alpha-3, `sector` a PLOVER sector code (GOV, MIL,
    COP, JUD, LEG, OPP, REB, CVL, MED, IGO, NGO …), `office` the post held on that day, in words. `None` is unknown.
    """

    id: str
    name: str
    country: str | None = None
    sector: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A post and the Interval in which its holder had it; either end may be open."""

    title: str
    role: str
    """Class of the post: `head_of_state`, `head_of_government`, `foreign_minister`, `defence_minister`,
    `un_ambassador`, `io_head`, `spokesperson`, `envoy` …"""
    country: str | None
    held: Interval
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A Span that names an Actor (a name, a demonym, a description, a pronoun)."""

    span: Span
    actor: Actor
    how: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor or recipient of an event as the text has it: its span, and the Actor where that is known."""

    span: Span
    text: str
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: name, ISO 3166-1 alpha-3 country, decimal degrees (WGS 84); unknown parts are `None`."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
