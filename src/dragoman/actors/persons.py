"""Persons: full names, then surnames, titles and given names through the article.

A person whom the reference knows is that person; one whom only the text introduces becomes an actor of the article.
A bare surname is the person whom the article gave that surname; one never introduced is whoever of that name held an
office on the article's day, if the article speaks of the country and nobody else fits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from dragoman.actors.entities import Entity
from dragoman.actors.lexicon import Lexicon, american, gender_of_given_name
from dragoman.actors.names import Name, drop
from dragoman.actors.views import View
from dragoman.model import Interval, content_id
from dragoman.reference import Person, Reference, fold

LIFETIME = 60
"""Years after an office ended (or before it began: half of that) in which a namesake is still that person."""
_HEADS = frozenset({"head_of_state", "head_of_government"})
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_MINISTERIAL = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "un_ambassador", "io_head", "io_envoy", "opposition", "spokesperson"})  # fmt: skip


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
            parts = [p for p in folded.replace("-", " ").split() if p.rstrip(".") not in _SUFFIXES and p != '"']
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
            if not titled and not mine & _MINISTERIAL:
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


def find_runs(view: View, names: list[Name], words: Lexicon) -> None:
    """Capitalised words that no name holds yet, as candidates for persons (kind `bare` until they are judged).

    Titles and office nouns at the front are left out and remembered: "Chief Superintendent Al McHugh".
    """
    n = len(view)
    i = 0
    while i < n:
        if not _opens(view, names, i, words):
            i += 1
            continue
        first = last = i
        while last + 1 < n:
            k = last + 1
            if _opens(view, names, k, words, inside=True):
                last = k
            elif k + 1 < n and _opens(view, names, k + 1, words, inside=True) and _links(view, k, words):
                last = k + 1
            elif (
                k + 2 < n
                and view.low[k] in words.words["particles"]
                and _links(view, k + 1, words)
                and _opens(view, names, k + 2, words, inside=True)
            ):
                last = k + 2
            elif view.low[k] in _SUFFIXES and view.words[k][0].isupper():
                last = k
            else:
                break
        while first > 0 and view.low[first - 1] in {"al", "el", "abu", "bin", "al-"} and view.names[first - 1] < 0:
            first -= 1
        if first > 1 and view.words[first - 1] == "-" and view.low[first - 2] in {"al", "el", "as", "ash", "ul"}:
            first -= 2
        name = Name(view, first, last, view.top(first, last), "bare")
        for k in range(first, last + 1):
            view.names[k] = len(names)
        names.append(name)
        i = last + 1


def _links(view: View, k: int, words: Lexicon) -> bool:
    return view.words[k] == "-" or view.low[k] in words.words["particles"]


def _opens(view: View, names: list[Name], i: int, words: Lexicon, *, inside: bool = False) -> bool:
    at = view.names[i]
    if at >= 0 and names[at].kind != "surname":
        return False
    word, low = view.words[i], american(view.low[i])
    if not word[0].isupper() or low in words.words["not_names"]:
        return False
    if low in words.words["generic"] and low not in words.given_names:
        return False
    if low in words.honorifics or low.rstrip(".") in words.honorifics:
        return low in words.given_names and inside
    if view.tags[i] not in {"NNP", "NNPS"}:
        if at >= 0:
            return view.tags[i][0] == "N" or i > 0
        return (
            fold(word) in words.given_names
            and (inside or i > 0)
            and view.tags[i] not in {"PRP", "DT", "IN", "MD", "CC", "PRP$", "RB", "TO", "EX"}
        )
    if not inside and view.low[i] in words.words["particles"] and len(word) > 2:
        return True
    readings = words.readings(low)
    if readings and low not in words.given_names and any(r.weight == 0 or r.kind == "office" for r, _ in readings):
        return False
    return not (low in words.org_words and low not in words.given_names)


def title_of(name: Name, names: list[Name], words: Lexicon) -> None:
    """Find the title or office noun that stands directly before a person's name, and where its phrase begins."""
    view, k = name.view, name.first - 1
    nouns: list[int] = []
    while k >= 0:
        if _office_noun(view, k, words) or _honorific(view, k, words):
            nouns.append(k)
            k -= 1
            continue
        served = _served(view, k, names, words)
        if served is None or (nouns and not _honorific(view, nouns[-1], words)):
            break
        nouns.append(served)
        k = served - 1
    if not nouns:
        return
    first = nouns[-1]
    while k >= 0 and first - k <= 12:
        tag, low = view.tags[k], view.low[k]
        at = view.names[k]
        if at >= 0 and names[at].kind != "bare":
            k = names[at].first - 1
            first = k + 1
            continue
        if low == "the" or tag in {"DT", "PRP$"}:
            first = k
            break
        if tag in {"NN", "NNP", "JJ", "POS", "HYPH", "NNPS", "VBN", "NNS"} and view.words[k] not in {",", '"'}:
            first = k
            k -= 1
            continue
        if (
            low == "and"
            and k > 0
            and view.tags[k - 1][0] in "NJ"
            and view.tags[k + 1][0] in "NJ"
            and view.deps[k] == "cc"
            and view.edges[name.head] < k
        ):
            k -= 1
            continue
        break
    name.title_first = first
    proper = [k for k in nouns if not _honorific(view, k, words)]
    civil = [k for k in proper if not _military(view, k, words)]
    name.title_head = (civil or proper or nouns)[-1 if not proper else 0]


def _served(view: View, k: int, names: list[Name], words: Lexicon) -> int | None:
    """The office noun of "head of UOSSM France" when the body's name ends at `k`, with nothing before the person."""
    for _ in range(3):
        if k < 0 or view.names[k] < 0 or names[view.names[k]].kind in {"person", "new_person", "surname"}:
            return None
        k = names[view.names[k]].first - 1
        if k >= 0 and view.low[k] == "the":
            k -= 1
        if k >= 1 and view.low[k] in {"of", "for", "at", "to"}:
            return k - 1 if _office_noun(view, k - 1, words) else None
    return None


def _office_noun(view: View, k: int, words: Lexicon) -> bool:
    if view.names[k] >= 0 or not (view.is_noun(k) or view.tags[k] in {"JJ", "FW"}):
        return False
    return any(not many and r.kind in {"office", "person"} for r, many in words.readings(american(view.low[k])))


def _military(view: View, k: int, words: Lexicon) -> bool:
    return any(not many and r.weight == 0 and r.sector == "MIL" for r, many in words.readings(american(view.low[k])))


def _honorific(view: View, k: int, words: Lexicon) -> bool:
    return view.words[k][0].isupper() and view.low[k].rstrip(".") in words.honorifics and view.names[k] < 0


def judge_full_names(names: list[Name], people: People) -> None:
    """Decide which names are full names of persons, and give them their entities."""
    words = people.words
    for name in names:
        if name.kind == "person":
            if _part_of_longer(name, names, words):
                name.kind, name.ids = "bare", ()
            elif name.first == name.last:
                name.kind = "bare"
                continue
            else:
                title_of(name, names, words)
                person = people.of_ids(name.ids, name.text)
                if person is None:
                    name.kind = "new_person"
                    name.entity = people.new(name.text)
                else:
                    name.entity = people.known(person)
                continue
        if name.kind == "bare" and name.first < name.last:
            title_of(name, names, words)
            if _is_person(name, names, words):
                person = people.by_parts(name)
                name.kind = "new_person" if person is None else "person"
                name.entity = people.new(name.text) if person is None else people.known(person)


def _part_of_longer(name: Name, names: list[Name], words: Lexicon) -> bool:
    """True when the capitals go on beyond a known name, which is then another's: "Mary Susan Rice"."""
    view = name.view
    extended = False
    k = name.first - 1
    if k >= 0 and view.names[k] >= 0 and names[view.names[k]].kind == "bare":
        other = names[view.names[k]]
        if other.last == k and fold(view.words[other.first]) in words.given_names and view.heads[k] >= name.first:
            name.first, extended = other.first, True
            drop(other)
    k = name.last + 1
    if k < len(view) and view.names[k] >= 0 and names[view.names[k]].kind == "bare":
        other = names[view.names[k]]
        if other.first == k and view.deps[k - 1] == "compound" and view.heads[k - 1] >= k:
            name.last, extended = other.last, True
            drop(other)
    return extended


def _is_person(name: Name, names: list[Name], words: Lexicon) -> bool:
    view = name.view
    tokens = [
        k
        for k in range(name.first, name.last + 1)
        if view.words[k] != "-" and view.low[k] not in words.words["particles"]
    ]
    if not 1 <= len(tokens) <= 5 or any(american(view.low[k]) in words.org_words for k in tokens):
        return False
    opening = fold(view.words[tokens[0]]).rstrip(".")
    if len(tokens) > 1 and (opening in words.given_names or len(opening) == 1):
        return True
    if name.title_head >= 0:
        return True
    head = view.top(name.first, name.last)
    if view.deps[head] == "appos" and _office_noun(view, view.heads[head], words):
        return True
    follower = view.kid(head, "appos")
    if follower is not None and _office_noun(view, follower, words):
        return True
    return len(tokens) > 1 and any(fold(view.words[k]) in words.given_names for k in tokens[1:-1])
