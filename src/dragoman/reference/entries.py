"""What the reference data hold: states, persons, organisations, groups, names and places, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model import UNKNOWN, Interval, Office

NameKind = Literal[
    "state", "demonym", "capital", "seat", "metonym", "person", "surname", "org", "group", "city", "nothing"
]
"""`seat` is a seat of government ("the Kremlin"), `metonym` a ministry, parliament or the like that stands for the
state, `city` a region or city other than a capital, `nothing` a longer name that holds the name of an actor and means
none ("Persian Gulf", "French fries"): it keeps the shorter name from being found there."""


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. `iso3` is ISO 3166-1 alpha-3, of ISO 3166-3 for one that has ended, XKX for Kosovo."""

    iso3: str
    name: str
    full_name: str
    in_sentence: str
    """The name as it stands in a sentence ("the United States")."""
    demonyms: tuple[str, ...]
    capital: str | None
    wikidata: str | None
    exists: Interval
    successors: tuple[str, ...] = ()
    iso2: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person with offices. `id` is `person:` and a Wikidata number, or `person:own-…` where none is known.

    `name` is the common English form. `surnames` are the forms by which a later mention may call the person.
    `gender` is "female", "male" or `None` where the data don't tell.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    gender: str | None = None
    country: str | None = None
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: `id` such as `org:UN`, PLOVER sector (IGO, NGO, JRN, MNC, or that of a state's own body),
    the country that it belongs to when it is a state's or a country's, and its members by ISO3 where it has such."""

    id: str
    name: str
    aliases: tuple[str, ...]
    sector: str
    country: str | None = None
    exists: Interval = UNKNOWN
    members: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """An armed, opposition or political group, the country that it acts in or for, and when it existed."""

    id: str
    name: str
    aliases: tuple[str, ...]
    sector: str
    country: str | None = None
    exists: Interval = UNKNOWN


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name as a text may have it, and whom or what it names.

    The capitals of `name` must be capitals in the text unless `lower_ok`: "US" is never found in "us", "Syria" is
    found in "SYRIA". `start` and `end` bound the days on which the name means this actor, as ISO dates.
    """

    name: str
    actor_id: str
    kind: NameKind
    start: str | None = None
    end: str | None = None
    lower_ok: bool = False


@dataclass(frozen=True, slots=True)
class City:
    """A populated place: GeoNames number, name, ISO3 country, decimal degrees (WGS 84), inhabitants."""

    geonameid: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    aliases: tuple[str, ...] = ()
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A class of office: the PLOVER sector that its holders belong to, and how weighty it is (lower first)."""

    role: str
    sector: str
    rank: int
    label: str
