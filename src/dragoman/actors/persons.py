"""Persons: full names, then surnames, titles and given names through the article.

A person whom the reference knows is that person; one whom only the text introduces becomes an actor of the article.
A bare surname is the person whom the article gave that surname; one never introduced is whoever of that name held an
office on the article's day, if the article speaks of the country and nobody else fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from dragoman.actors.entities import Entity
from dragoman.actors.lexicon import Lexicon, gender_of_given_name
from dragoman.actors.names import Name
from dragoman.model import Interval, content_id
from dragoman.reference import Person, Reference, fold

LIFETIME = 60
"""Years after an office ended (or before it began: half of that) in which a namesake is still that person."""
_HEADS = frozenset({"head_of_state", "head_of_government"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(slots=True)
class People:
    """The persons of one article."""

    reference: Reference
    on: Interval
    article_id: str
    words: Lexicon
    countries: Counter[str]
    """How often the article names each state (by name, demonym or capital)."""
    by_id: dict[str, Entity] = field(default_factory=dict)
    by_surname: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    by_given: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[str, int] = field(default_factory=dict)
    """Order of introduction, by id."""
    _beginnings: dict[tuple[str, ...], list[Person]] | None = None
    """Those in office in the states that the article names, by the first two words of their names."""

    def known(self, person: Person) -> Entity:
        """The entity of a person of the reference, as of the article's day."""
        entity = self.by_id.get(person.id)
        if entity is None:
            actor = self.reference.actor(person.id, self.on)
            assert actor is not None
            gender = person.gender or gender_of_given_name(person.name.split()[0])
            entity = Entity(
                person.id,
                person.name,
                True,
                country=actor.country,
                sector=actor.sector,
                office=actor.office,
                gender=gender,
            )
            entity.roles.update(
                h.office.role for h in self.reference.holdings.get(person.id, ()) if h.covers(self.on, slack=7)
            )
            self._enter(
                entity, {fold(s) for s in person.surnames} | {fold(person.name.split()[-1])}, person.name.split()[0]
            )
        return entity

    def new(self, name: str) -> Entity:
        """The entity of a person whom only the text introduces, one for each name."""
        folded = fold(name)
        key = "person:~" + content_id(self.article_id, "person", folded)
        entity = self.by_id.get(key)
        if entity is None:
            parts = [p for p in folded.replace("-", " ").split() if p.rstrip(".") not in SUFFIXES and p != '"']
            given = parts[0] if len(parts) > 1 else ""
            entity = Entity(key, name, True, gender=gender_of_given_name(given) if given else None)
            surnames = {parts[-1]} if parts else set()
            if len(parts) > 1 and given not in self.words.given_names:
                surnames.add(parts[0])
            self._enter(entity, surnames, given)
        return entity

    def _enter(self, entity: Entity, surnames: set[str], given: str) -> None:
        assert entity.actor_id is not None
        self.by_id[entity.actor_id] = entity
        self.seen[entity.actor_id] = len(self.seen)
        for surname in sorted(surnames):
            self.by_surname[surname].append(entity)
        if given:
            self.by_given[fold(given)].append(entity)

    def of_ids(self, ids: tuple[str, ...], text: str) -> Person | None:
        """Which of several namesakes is meant: whose own name it is, in office on the day, in a country that the
        article names, known to every reader; `None` when two fit alike."""
        persons = [p for i in ids if (p := self.reference.person(i)) is not None and self._alive(p)]
        if len(persons) < 2:
            return persons[0] if persons else None

        def fit(person: Person) -> tuple[bool, bool, int, bool]:
            held = self.reference.holdings.get(person.id, ())
            return (
                fold(person.name) == fold(text),
                any(h.covers(self.on, slack=7) for h in held),
                self.countries[person.country or ""],
                person.id in self.reference.known_persons,
            )

        ranked = sorted(persons, key=fit, reverse=True)
        return ranked[0] if fit(ranked[0]) > fit(ranked[1]) else None

    def by_parts(self, name: Name) -> Person | None:
        """A person of the reference all of whose words in the text are parts of the full name: "Tayyip Erdogan"."""
        parts = [fold(w).rstrip(".") for w in name.view.words[name.first : name.last + 1] if w != "-"]
        real = {p for p in parts if p not in self.words.words["particles"]}
        found = []
        for person in self.reference.persons_by_surname(parts[-1]):
            whole = {p for alias in (person.name, *person.aliases) for p in fold(alias).replace("-", " ").split()}
            if len(real) > 1 and real <= whole and self._alive(person):
                found.append(person)
        if len(found) > 1:
            found = [p for p in found if any(h.covers(self.on, slack=7) for h in self.reference.holdings.get(p.id, ()))]
        return found[0] if len(found) == 1 else None

    def by_beginning(self, name: Name, *, role: str | None, country: str | None) -> Person | None:
        """The one who holds an office on the day under a longer name: "Osman Saleh" is Osman Saleh Mohammed.

        With `role` and `country` its holder, whose name has the parts in this order or others that sound the same;
        else a minister or head of a state that the article names, whose name begins with all of the parts.
        """
        if not self.on.is_known:
            return None
        parts = [p for p in fold(name.text).replace("-", " ").split() if p not in self.words.words["particles"]]
        if len(parts) < 2:
            return None
        if role is not None and country is not None:
            if role in self.words.words["shared_roles"]:
                return None
            found = [p for p in self.reference.holders(role, country, self.on) if _sounds_in(parts, p)]
            return self._called(found[0], parts) if len(found) == 1 else None
        if self._beginnings is None:
            self._beginnings = defaultdict(list)
            for iso3 in [c for c, n in self.countries.most_common(8) if n > 0]:
                for one in sorted(self.words.words["state_roles"]):
                    for person in self.reference.holders(one, iso3, self.on):
                        opening = tuple(fold(person.name).replace("-", " ").split()[:2])
                        if person not in self._beginnings[opening]:
                            self._beginnings[opening].append(person)
        near = [
            p for p in self._beginnings.get((parts[0], parts[1]), ()) if fold(p.name).split()[: len(parts)] == parts
        ]
        if role is not None:
            near = [p for p in near if role in self.known(p).roles]
        return self._called(near[0], parts) if len(near) == 1 else None

    def _called(self, person: Person, parts: list[str]) -> Person:
        """The person, from now on known by the last of these parts too."""
        entity = self.known(person)
        if entity not in self.by_surname[parts[-1]]:
            self.by_surname[parts[-1]].append(entity)
        return person

    def _alive(self, person: Person) -> bool:
        day = self.on.first or self.on.last
        if day is None or not person.offices:
            return True
        for office in person.offices:
            first, last = office.held.first, office.held.last
            if (first is None or first.year - LIFETIME // 2 <= day.year) and (
                last is None or day.year <= last.year + LIFETIME
            ):
                return True
        return False

    def by_bare_surname(self, surname: str, gender: str | None, before: Entity | None) -> Entity | None:
        """The person of the article whom a bare surname means; `before` is the last so named. `None` when unsure."""
        found = [e for e in self.by_surname.get(surname, ()) if gender is None or e.gender in {None, gender}]
        if len(found) < 2:
            return found[0] if found else None
        if gender is not None:
            exact = [e for e in found if e.gender == gender]
            if len(exact) == 1:
                return exact[0]
        ranked = sorted(found, key=lambda e: -e.count)
        if ranked[0].count >= 2 * ranked[1].count + 1:
            return ranked[0]
        if before in found:
            return before
        known = [e for e in found if e.actor_id in self.reference.known_persons]
        return known[0] if len(known) == 1 else None

    def in_office(self, surname: str, *, titled: bool, roles: frozenset[str], country: str | None) -> Person | None:
        """The one holder of an office on the article's day whom a surname never introduced can mean."""
        fits: list[Person] = []
        for person in self.reference.persons_by_surname(surname):
            held = [h for h in self.reference.holdings.get(person.id, ()) if h.covers(self.on, slack=7)]
            if not held or not self._alive(person):
                continue
            if country is not None and person.country not in {None, country}:
                continue
            mine = {h.office.role for h in held}
            if roles and not roles & mine:
                continue
            if not titled and not mine & self.words.words["prominent_roles"]:
                continue
            if person.country and not self.countries[person.country] and not (titled and roles):
                if not (mine & _HEADS and person.id in self.reference.known_persons and self._rare(surname)):
                    continue
            fits.append(person)
        if len(fits) > 1 and self.on.is_known:
            named = [p for p in fits if p.country and self.countries[p.country] >= 2]
            fits = named if len(named) == 1 else fits
        return fits[0] if len(fits) == 1 else None

    def _rare(self, surname: str) -> bool:
        """True for a surname that is neither a given name nor a place's."""
        return surname not in self.words.given_names and not self.reference.places(surname)


def _sounds_in(parts: list[str], person: Person) -> bool:
    """True when all the parts stand in the person's name in their order, as they are or as another transliteration."""
    whole = iter(_skeleton(w) for w in fold(person.name).replace("-", " ").split())
    return all(any(_skeleton(p) == w for w in whole) for p in parts)


def _skeleton(word: str) -> str:
    """A word's consonants, those that transliterations mix made one: "Qaddafi" and "Gadhafi" are alike."""
    kept = word[:1] if word[:1] in "aeiou" else ""
    for char in word.translate(_ALIKE):
        if char not in "aeiouhwy'" and not kept.endswith(char):
            kept += char
    return kept


_ALIKE = str.maketrans("qgczjvp", "kkksxfb")
