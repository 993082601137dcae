"""The reference data as one object: look-ups by id, name, role, country and day. Tables load when first asked for."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from dragoman.model import UNKNOWN, Actor, Interval, ReferenceDataError
from dragoman.reference import naming, tables
from dragoman.reference.assembly import Assembly
from dragoman.reference.council import Council
from dragoman.reference.entries import City, Group, NameEntry, Organisation, Person, Role, State
from dragoman.reference.folding import fold
from dragoman.reference.holdings import Holding, in_order, is_over, on_day, span_of, unfinished, weight
from dragoman.reference.lazy import Lazy

ENVIRONMENT = "DRAGOMAN_REFERENCE"
_FORMER = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP", "IGO", "ELI"})


class Reference:
    """Facts by date. Every table is read once, when it is first needed; nothing here ever changes afterwards."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def _rows(self, name: str) -> list[tables.Row]:
        return tables.rows(name, self.folder)

    @cached_property
    def states(self) -> dict[str, State]:
        """Every state and territory by ISO3."""
        return {
            r["iso3"]: State(
                iso3=r["iso3"],
                name=r["name"],
                full_name=r["full_name"] or r["name"],
                in_sentence=r["in_sentence"] or r["name"],
                demonyms=tables.parts(r["demonyms"]),
                capital=r["capital"] or None,
                wikidata=r["wikidata"] or None,
                exists=span_of(r),
                successors=tables.parts(r["successors"]),
                iso2=r["iso2"] or None,
                region=r["region"] or None,
            )
            for r in self._rows("states")
        }

    def state(self, iso3: str) -> State | None:
        """The state with that ISO3 code, in either case; `None` when there is none."""
        return self.states.get(iso3.upper())

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Every class of office by its name."""
        return {r["role"]: Role(r["role"], r["sector"], int(r["rank"] or 99), r["label"]) for r in self._rows("roles")}

    @cached_property
    def holdings(self) -> Mapping[str, tuple[Holding, ...]]:
        """Every person's offices by the person's id, earliest first."""
        found: dict[str, list[tables.Row]] = defaultdict(list)
        for row in self._rows("offices"):
            found[row["person_id"]].append(row)
        return Lazy(dict(found), in_order)

    @cached_property
    def _person_rows(self) -> dict[str, tables.Row]:
        return {r["id"]: r for r in self._rows("persons")}

    @cached_property
    def persons(self) -> Mapping[str, Person]:
        """Every person by id."""
        return Lazy(self._person_rows, self._person_of)

    def _person_of(self, row: tables.Row) -> Person:
        return Person(
            id=row["id"],
            name=row["name"],
            aliases=tables.parts(row["aliases"]),
            surnames=tables.parts(row["surnames"]),
            gender={"f": "female", "m": "male"}.get(row["gender"], row["gender"]) or None,
            country=row["country"] or None,
            offices=tuple(h.office for h in self.holdings.get(row["id"], ())),
        )

    @cached_property
    def known_persons(self) -> frozenset[str]:
        """Ids of the persons whom a text may call by surname alone."""
        return frozenset(i for i, r in self._person_rows.items() if r["known"] == "1")

    def person(self, person_id: str) -> Person | None:
        """The person with that id; `None` when there is none."""
        return self.persons.get(person_id)

    @cached_property
    def orgs(self) -> dict[str, Organisation]:
        """Every organisation by id."""
        return {
            r["id"]: Organisation(
                id=r["id"],
                name=r["name"],
                aliases=tables.parts(r["aliases"]),
                sector=r["sector"],
                country=r["country"] or None,
                exists=span_of(r),
                members=tables.parts(r["members"]),
                wikidata=r["wikidata"] or None,
            )
            for r in self._rows("orgs")
        }

    def org(self, org_id: str) -> Organisation | None:
        """The organisation with that id (`org:UN`); `None` when there is none."""
        return self.orgs.get(org_id)

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Every armed, opposition and political group by id."""
        return {
            r["id"]: Group(
                r["id"], r["name"], tables.parts(r["aliases"]), r["sector"], r["country"] or None, span_of(r)
            )
            for r in self._rows("groups")
        }

    def names(self) -> Iterator[NameEntry]:
        """Every name to look for in a text, states first; the same name may stand for several actors."""
        for row in self._rows("names"):
            yield naming.entry_of(row)
        yield from naming.of_bodies(self.orgs.values(), self.groups.values())
        yield from naming.of_persons(self._person_rows.values())

    @cached_property
    def _surnames(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for person, row in self._person_rows.items():
            for surname in {fold(s): None for s in tables.parts(row["surnames"])}:
                found[surname].append(person)
        return dict(found)

    def persons_by_surname(self, folded: str) -> list[Person]:
        """The persons whom a folded surname may mean, the weightiest first; the offices on the day must decide."""
        found = [self.persons[i] for i in self._surnames.get(fold(folded), ())]
        return sorted(found, key=lambda p: (p.id not in self.known_persons, self._rank(p), p.id))

    def _rank(self, person: Person) -> int:
        return min((self.roles[o.role].rank for o in person.offices if o.role in self.roles), default=99)

    @cached_property
    def _by_role(self) -> dict[tuple[str, str], list[Holding]]:
        found: dict[tuple[str, str], list[Holding]] = defaultdict(list)
        for held in self.holdings.values():
            for one in held:
                for where in {one.office.country, one.org} - {None}:
                    found[one.office.role, str(where)].append(one)
        return dict(found)

    def holders(self, role: str, country: str, on: Interval = UNKNOWN) -> list[Person]:
        """The persons who held an office of that role in a country (ISO3) or organisation (`org:UN`) on a day.

        Verified offices come first, then the latest. Within a week of a change both may be given; an open Interval
        gives every holder that it allows. Nobody is given for a day that lies after what the sources knew.
        """
        found = on_day(self._by_role.get((role, country), ()), on)
        found.sort(key=lambda h: weight(h, self.roles))
        return [self.persons[i] for i in dict.fromkeys(h.person_id for h in found) if i in self.persons]

    def actor(self, actor_id: str, on: Interval = UNKNOWN) -> Actor | None:
        """The actor of that id as it was on a day: a person with the office then held; `None` for an unknown id."""
        kind, _, key = actor_id.partition(":")
        if kind == "state":
            state = self.state(key)
            return Actor(actor_id, state.name, state.iso3) if state else None
        if kind == "person":
            person = self.persons.get(actor_id)
            return self._person_on(person, on) if person else None
        body = self.orgs.get(actor_id) or self.groups.get(actor_id)
        return Actor(body.id, body.name, body.country, body.sector) if body else None

    def _person_on(self, person: Person, on: Interval) -> Actor:
        held = self.holdings.get(person.id, ())
        current = sorted(on_day(held, on), key=lambda h: weight(h, self.roles))
        if not current:
            return Actor(person.id, person.name, person.country, self._sector_without_office(held, on))
        sectors = {self._sector(h) for h in current}
        titles = {h.office.title for h in current}
        certain = on.is_day or len(titles) == 1
        best = current[0]
        abroad = best.org is not None and self._sector(best) == "IGO"
        return Actor(
            person.id,
            person.name,
            None if abroad else best.office.country or person.country,
            self._sector(best) if certain or len(sectors) == 1 else None,
            best.office.title if certain else None,
        )

    def _sector_without_office(self, held: Sequence[Holding], on: Interval) -> str | None:
        """Of a person with no office on the day: that of an office that may go on, ELI for a former official, that of
        a lasting opponent or activist; `None` for an official to be."""
        open_ended = {self._sector(h) for h in unfinished(held, on)}
        if open_ended:
            return open_ended.pop() if len(open_ended) == 1 else None
        past = {self._sector(h) for h in held}
        if past & _FORMER:
            return "ELI" if is_over(held, on) else None
        return past.pop() if len(past) == 1 else None

    def _sector(self, one: Holding) -> str | None:
        role = self.roles.get(one.office.role)
        if one.org is not None and (role is None or role.sector in {"", "GOV"}):
            body = self.orgs.get(one.org) or self.groups.get(one.org)
            if body is not None:
                return body.sector
        return role.sector or None if role else None

    @cached_property
    def _places(self) -> dict[str, list[City]]:
        found: dict[str, list[City]] = defaultdict(list)
        for r in self._rows("places"):
            city = City(
                int(r["geonameid"]),
                r["name"],
                r["country"],
                float(r["lat"]),
                float(r["lon"]),
                int(r["population"] or 0),
                tables.parts(r["aliases"]),
                r["capital"] == "1",
            )
            for name in dict.fromkeys(fold(n) for n in (city.name, *city.aliases)):
                found[name].append(city)
        return dict(found)

    def places(self, name: str, *, countries: Sequence[str] = ()) -> list[City]:
        """The places of that name, likeliest first: by its own name before an alias, in `countries` (ISO3) before
        elsewhere, capitals before others, then by inhabitants."""
        folded = fold(name)

        def rank(city: City) -> tuple[bool, bool, bool, int, int]:
            own = fold(city.name) == folded
            return (city.country not in countries, not own, not city.capital, -city.population, city.geonameid)

        return sorted(self._places.get(folded, ()), key=rank)

    def place_names(self) -> Iterator[tuple[str, tuple[City, ...]]]:
        """Every folded place name with the places that bear it, for a gazetteer."""
        for name, cities in self._places.items():
            yield name, tuple(cities)

    @cached_property
    def council(self) -> Council:
        """The Security Council's votes and members."""
        return Council.from_rows(self._rows("votes"), self._rows("members"))

    @cached_property
    def assembly(self) -> Assembly:
        """The General Assembly's ideal points and the states' groups."""
        return Assembly.from_rows(self._rows("ideal_points"))


@lru_cache(maxsize=8)
def _load(folder: Path | None) -> Reference:
    return Reference(folder)


def load(folder: Path | str | None = None) -> Reference:
    """The packaged reference data, with those of `folder` (or of `$DRAGOMAN_REFERENCE`) added or put in their place.

    Cached by folder. Raises `ReferenceDataError` when the folder does not exist.
    """
    given = folder if folder is not None else os.environ.get(ENVIRONMENT) or None
    if given is None:
        return _load(None)
    path = Path(given).expanduser().resolve()
    if not path.is_dir():
        raise ReferenceDataError(f"{given}: no such folder; give a folder of reference CSVs or unset ${ENVIRONMENT}")
    return _load(path)
