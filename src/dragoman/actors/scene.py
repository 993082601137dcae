"""What is known while an article is read: its persons, states and bodies, its subject, and the ledger of mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.actors.entities import Entity, Ledger
from dragoman.actors.lexicon import Lexicon, sector_of_seat
from dragoman.actors.names import PLACES, Name
from dragoman.actors.persons import People
from dragoman.actors.phrases import Phrase
from dragoman.actors.views import View
from dragoman.model import Actor, Interval, content_id
from dragoman.reference import Reference, fold

TOPIC_SHARE = 2.0
"""How many times as often as the next state an article must name a state for a bare "the army" to be its army."""
HOME_LEAST = 2
"""Mentions of a state with its war, crisis or opposition that make it the article's subject."""
TOPIC_LEAST = 3
"""Mentions of a state below which an article has no subject."""


STATE_ORGANS = frozenset({"GOV", "COP", "LEG", "JUD"})
"""Sectors of the organs that are their state's, whoever is at war."""


def _is_unknown(phrase: Phrase, words: Mapping[str, frozenset[str]]) -> bool:
    """True when a capitalised word before the noun, no part of an organ's name, may say whose it is."""
    view = phrase.view
    for k in range(max(phrase.first, 1), phrase.head):
        if view.words[k][0].isupper() and view.names[k] < 0 and view.plain[k] not in words["generic"]:
            if view.plain[k] not in phrase.noun.before and view.tags[k][0] in "NJ":
                return True
    return False


@dataclass(slots=True)
class Scene:
    """The state of reading one article."""

    reference: Reference
    on: Interval
    article_id: str
    words: Lexicon
    people: People
    countries: Counter[str]
    home: Counter[str] = field(default_factory=Counter)
    """How often a state is named with its war, crisis, opposition or people."""
    lost_apostrophes: bool = False
    alone: bool = False
    """True for a phrase by itself."""
    ledger: Ledger = field(default_factory=Ledger)
    names: list[Name] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    bodies: dict[str, Entity] = field(default_factory=dict)
    """Bodies of the article by folded name, acronym and short name."""
    owned: dict[str, Counter[str]] = field(default_factory=dict)
    """Head noun to the countries with which it was named so far ("army": SYR)."""
    cities: dict[str, str | None] = field(default_factory=dict)
    pronouns: dict[tuple[int, int], Entity | None] = field(default_factory=dict)
    headlines: frozenset[int] = frozenset()
    """Sentences without an end, which are titles and lines beside the prose."""
    bylines: frozenset[int] = frozenset()
    """Those of them that name the writer ("By Ann Field"), of whom no pronoun speaks."""
    _named: dict[int, list[str]] = field(default_factory=dict)

    def stand(self, view: View, i: int, entity: Entity) -> None:
        """Remember that the phrase headed at `i` speaks of an entity."""
        dep, governor = view.deps[i], view.heads[i]
        says = dep == "nsubj" and view.lemma(governor) in self.words.words["speech"]
        self.ledger.stand(view.index, i, entity, dep, governor, quoted=view.quoted[i], says=says)

    def state(self, iso3: str, sector: str | None = None, *, plural: bool = False) -> Entity | None:
        """The entity of a state, or of one of its organs (the state with a sector)."""
        key = f"state:{iso3}|{sector}|{plural}"
        if key not in self.entities:
            known = self.reference.state(iso3)
            if known is None:
                return None
            self.entities[key] = Entity(f"state:{iso3}", known.name, False, plural=plural, country=iso3, sector=sector)
        return self.entities[key]

    def by_reference(self, actor_id: str) -> Entity | None:
        """The entity of an organisation or group of the reference."""
        if actor_id not in self.entities:
            actor = self.reference.actor(actor_id, self.on)
            if actor is None:
                return None
            self.entities[actor_id] = Entity(actor.id, actor.name, False, country=actor.country, sector=actor.sector)
        return self.entities[actor_id]

    def part_of(self, body: Entity, sector: str | None) -> Entity:
        """A body as one of its parts acts: "EU legislators" are the EU with the sector LEG."""
        if sector not in {"LEG", "JUD", "MIL", "COP"} or body.sector not in {None, "IGO"}:
            return body
        key = f"{body.actor_id}|{sector}"
        if key not in self.entities:
            self.entities[key] = Entity(
                body.actor_id, body.name, False, plural=True, country=body.country, sector=sector
            )
        return self.entities[key]

    def body(self, name: str, *, sector: str | None, country: str | None) -> Entity:
        """The entity of a body whom only the text introduces."""
        key = fold(name)
        found = self.bodies.get(key)
        if found is None:
            actor_id = "org:~" + content_id(self.article_id, "body", key)
            found = self.bodies[key] = Entity(actor_id, name, False, country=country, sector=sector)
        return found

    def group(self, key: str, name: str, *, country: str | None, sector: str | None) -> Entity:
        """The entity of people without a name of their own ("Syrian rebels", "activists")."""
        actor_id = f"group:{key}"
        if actor_id not in self.entities:
            self.entities[actor_id] = Entity(actor_id, name, False, plural=True, country=country, sector=sector)
        return self.entities[actor_id]

    def unnamed(
        self, label: str, *, country: str | None, sector: str | None, gender: str | None, record: bool
    ) -> Entity:
        """The entity of a single person without a name ("a Russian official"); nothing is recorded unless `record`."""
        actor_id = "person:~" + content_id(self.article_id, "unnamed", fold(label)) if record else None
        return Entity(
            actor_id, label, True, country=country, sector=sector, office=label if record else None, gender=gender
        )

    def demonym(self, iso3: str) -> str:
        """The adjective of a state, its name where it has none."""
        state = self.reference.state(iso3)
        if state is None:
            return iso3
        return state.demonyms[0] if state.demonyms else state.name

    @property
    def named_bodies(self) -> list[Entity]:
        """The organisations and groups that the article names, each once."""
        return list(
            dict.fromkeys(n.entity for n in self.names if n.entity is not None and n.entity.kind in {"org", "group"})
        )

    def topic(self, *, at_war: bool) -> str | None:
        """The state that the article is about, when one clearly is; `at_war` looks first for the state whose war,
        crisis or opposition it names."""
        home = ((self.home, HOME_LEAST),) if at_war else ()
        for counts, least in (*home, (self.countries, TOPIC_LEAST)):
            ranked = counts.most_common(2)
            if ranked and ranked[0][1] >= least:
                clear = len(ranked) == 1 or ranked[0][1] >= TOPIC_SHARE * ranked[1][1]
                return ranked[0][0] if clear else None
        return None

    def territory(self, key: str, name: Name) -> Entity:
        """A territory that governs itself unrecognised: an actor of its own, in the state that claims it."""
        entity = self.group(key.replace(" ", "-"), name.text, country=name.iso3, sector="PRE")
        entity.plural = False
        return entity

    def seat(self, name: Name) -> Entity | None:
        """The state for which a capital, seat of government or ministry stands, with the sector that it tells."""
        if name.iso3 is None:
            return self.by_reference(name.ids[0])
        return self.state(name.iso3, sector_of_seat(fold(name.text)))

    def whose(self, phrase: Phrase) -> str | None:
        """Whose "the government" or "the army" is when the phrase doesn't say: the one so named before, else that of
        the state that the article is about."""
        if phrase.indefinite:
            return None
        words, reading = self.words.words, " ".join([*sorted(phrase.noun.before), phrase.lemma])
        if reading not in words["of_the_topic"] and phrase.lemma not in words["of_the_topic"]:
            return None
        before = self.owned.get(phrase.lemma)
        if before is not None and len(before) == 1:
            return next(iter(before))
        if _is_unknown(phrase, words):
            return None
        topic = self.topic(at_war=phrase.noun.sector in words["home_sectors"])
        if phrase.noun.kind == "organ" and phrase.noun.sector in STATE_ORGANS:
            return self._of_the_sentence(phrase.view, topic)
        if topic is not None and phrase.noun.sector == "CVL" and self._elsewhere(phrase.view, topic):
            return None
        return topic

    def _of_the_sentence(self, view: View, topic: str | None) -> str | None:
        """Whose a bare ministry or police is: of the state in which the sentence says that all this was; else of the
        topic, unless the sentence speaks of other states alone; of the one place of a sentence that names no state."""
        states: list[str] = []
        inside: list[str] = []
        towns: list[str] = []
        for at in dict.fromkeys(k for k in view.names if k >= 0):
            name = self.names[at]
            place = name.kind in {"city", "capital", "state", "bare"} and (name.kind != "bare" or name.entity is None)
            iso3 = self.place_of(name) if place else name.iso3
            if name.entity is not None and name.entity.human:
                iso3 = name.entity.country if name.entity.country == topic else None
            if iso3 is None:
                continue
            opened = name.first > 0 and view.low[name.first - 1] == "in" and view.deps[name.head] == "pobj"
            if place and opened and (name.first == 1 or view.tags[view.heads[name.first - 1]][0] == "V"):
                inside.append(iso3)
            (towns if place and name.kind in {"city", "bare"} else states).append(iso3)
        if len(set(inside)) == 1:
            return inside[0] if set(states) <= {inside[0]} or topic in {None, inside[0]} else None
        if topic is not None:
            at_war = self.home[topic] >= HOME_LEAST
            near = states or ([] if at_war else self.states_in(view.index - 1))
            return topic if not near or topic in near else None
        return towns[0] if not states and len(set(towns)) == 1 else None

    def states_in(self, sentence: int) -> list[str]:
        """The states that a sentence names, by name, adjective or capital."""
        if not self._named:
            for name in self.names:
                if name.iso3 is not None and name.kind in PLACES:
                    self._named.setdefault(name.view.index, []).append(name.iso3)
        return self._named.get(sentence, [])

    def _elsewhere(self, view: View, topic: str) -> bool:
        """True when a sentence names other states and not the article's: its people may be theirs."""
        named = {iso3 for k in view.names if k >= 0 and (iso3 := self.names[k].iso3) is not None}
        return bool(named) and topic not in named

    def country_of_city(self, name: str) -> str | None:
        """The country of a city, of several of one name the one in a country that the article names."""
        if name not in self.cities:
            near = [c for c, _ in self.countries.most_common(6)]
            found = self.reference.places(name, countries=near)
            best = found[0] if found else None
            if best is not None and best.country not in near and best.population < 100_000:
                best = None
            self.cities[name] = best.country if best else None
        return self.cities[name]

    def place_of(self, name: Name) -> str | None:
        """The ISO3 of the state that a name of a state, seat or city stands for or lies in."""
        if name.kind == "city" or (name.kind == "bare" and name.entity is None):
            return name.iso3 or self.country_of_city(name.text)
        return name.iso3

    def actors_of_states(self) -> dict[str, Actor]:
        """Every state spoken of, by ISO3."""
        found: dict[str, Actor] = {}
        for iso3 in self.countries:
            entity = self.state(iso3)
            if entity is not None and entity.actor is not None:
                found[iso3] = entity.actor
        return found
