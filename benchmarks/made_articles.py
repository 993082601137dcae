"""Invented news, as much as asked: articles of a few sentences or of many, each the same on every machine.

Sentences are templates over states, offices, invented people and towns, numbers, days and words said. People and towns
are coined from syllables, so that new words keep coming as they do in an archive. No happening in them is meant.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

FIRST_DAY = dt.date(2011, 1, 3)
A_DAY = 500
_STATES = [
    ("Syria", "Damascus"), ("Russia", "Moscow"), ("Turkey", "Ankara"), ("France", "Paris"), ("Iran", "Tehran"),
    ("Iraq", "Baghdad"), ("Egypt", "Cairo"), ("Jordan", "Amman"), ("Lebanon", "Beirut"), ("Qatar", "Doha"),
    ("China", "Beijing"), ("Japan", "Tokyo"), ("India", "New Delhi"), ("Pakistan", "Islamabad"), ("Kenya", "Nairobi"),
    ("Sudan", "Khartoum"), ("Ethiopia", "Addis Ababa"), ("Nigeria", "Abuja"), ("Ukraine", "Kiev"), ("Poland", "Warsaw"),
    ("Germany", "Berlin"), ("Italy", "Rome"), ("Spain", "Madrid"), ("Norway", "Oslo"), ("Greece", "Athens"),
    ("Serbia", "Belgrade"), ("Georgia", "Tbilisi"), ("Armenia", "Yerevan"), ("Brazil", "Brasilia"), ("Peru", "Lima"),
    ("Colombia", "Bogota"), ("Thailand", "Bangkok"), ("Cambodia", "Phnom Penh"), ("Indonesia", "Jakarta"),
]  # fmt: skip
_OFFICES = [
    "Foreign Minister", "Prime Minister", "Defence Minister", "Interior Minister", "government spokesman",
    "army spokeswoman", "opposition leader", "special envoy", "Deputy Foreign Minister", "ambassador", "police chief",
]  # fmt: skip
_GIVEN = [
    "Adam", "Amira", "Boris", "Carla", "Daoud", "Elena", "Farid", "Grace", "Hassan", "Irina", "Jorge", "Karim",
    "Leila", "Marko", "Nadia", "Omar", "Petra", "Rafiq", "Sara", "Tomas", "Ursula", "Viktor", "Yusuf", "Zeina",
]  # fmt: skip
_SYLLABLES = [c + v for c in ("b", "d", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "sh", "kh") for v in "aeiou"]
_ENDINGS = ["n", "r", "m", "ri", "nov", "di", "mi", "sh", "k", "li", "ros", "ta"]
_PUBLISHERS = ["The Coastal Ledger", "Harbour Gazette", "Northern Observer", "The Plain Courier", "Valley Dispatch"]
_GROUPS = [
    "rebels", "protesters", "the army", "militants", "the coast guard", "border police", "dock workers", "fishermen",
    "students", "separatists", "peacekeepers", "the air force",
]  # fmt: skip
_SAID = [
    "we will not sit at a table with people who shell {town}",
    "the talks in {capital} are open to all who lay down their arms",
    "nobody in {town} has had water for {n} days",
    "{other} must withdraw its {n} soldiers before anything else is discussed",
    "this agreement is worth {n} million dollars and it is ready to be signed",
    "there is no proof that {other} has paid for a single rifle",
    "the {n} families who fled {town} can come home",
    "our patience with {other} has limits",
    "the draft resolution lacks {n} votes and everybody knows it",
]
_SENTENCES = [
    "{state} accused {other} on {weekday} of sending {n} fighters across the border near {town}.",
    "“{Said},” {office} {person} told reporters in {capital}.",
    "At least {n} people were killed and {m} wounded when {group} attacked a market in {town}, officials said.",
    "{office} {person} said that {said}.",
    "{state} and {other} signed an agreement on {weekday} to exchange {n} prisoners.",
    "{person}, the {office} of {state}, rejected the proposal and called it a trap.",
    "{state} threatened to close its embassy in {capital} unless {other} frees {n} detained sailors.",
    "Police arrested {n} members of a group led by {person} in {town} on {weekday}.",
    "{state} will send {n} tonnes of grain to {town}, {office} {person} announced.",
    "“{Said}. {Said2},” said {person}, {office} of {state}.",
    "{office} {person} of {state} met {other}'s {office2} {person2} in {capital} and urged a ceasefire.",
    "According to {person}, {group} seized {n} lorries on the road from {town} to {town2}.",
    "{other} denied that its aircraft had bombed {town}, where {n} houses burned on {weekday}.",
    "Some {n} people have fled {town} since {weekday}, the United Nations said.",
    "{person2} dismissed the charge: “{Said}.”",
    "{state} imposed sanctions on {n} companies owned by {person} of {other}.",
    "Asked about {town}, {person} said the government would investigate how {group} got {n} rockets.",
    "The price of bread in {town} rose by {m} per cent in a month, and {n} bakeries have closed.",
]
_PLAIN = [
    "The road from {town} runs past a customs house and a row of plane trees.",
    "Most shops were shut by noon, and the square in front of the station was empty.",
    "It was the coldest week of the year, and the river had begun to freeze.",
    "The town lies {m} kilometres from the coast, between two ridges.",
    "A long queue formed outside the only pharmacy that was still open.",
    "There is one school, one clinic, and a bridge that nobody has painted in {m} years.",
    "Children played with a kite near the old mill.",
    "The building, a former cinema, has three floors and no lift.",
    "Smoke hung over the hills for most of the afternoon.",
    "In the market, onions were cheaper than in {town2}, and tea was not to be had.",
    "The border follows the river here for about {m} kilometres.",
    "Winters in the valley are long, and the only railway is often closed by snow.",
    "On the wall behind the desk hung a map, a calendar and a photograph of the harbour.",
    "The ferry takes {m} minutes when the sea is calm.",
    "A generator hummed in the yard, and somebody had left a radio on.",
    "The region grows apricots, tobacco and a little wheat.",
]
PLAIN = 0.6
"""Of the sentences of long articles, as many as hold nothing of who did or said what, as in general news."""
_TITLES = [
    "{state} accuses {other} over {town}", "{n} dead in {town}", "{person} rejects talks",
    "{other} frees {n} prisoners", "{state} to send grain to {town}", "Ceasefire near {town} holds",
    "{person}: no deal with {other}",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """An invented article: its sentences in paragraphs, and what a page says of it."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    day: dt.date
    publisher: str
    byline: str
    place: str

    @property
    def text(self) -> str:
        """Its paragraphs, a line each."""
        return "\n".join(self.paragraphs)


def told(number: int, *, words: int) -> Told:
    """The article of this number, with so many words or a few more."""
    chance = random.Random(f"{number} {words}")
    state, other = chance.sample(_STATES, 2)
    people = [f"{chance.choice(_GIVEN)} {_coined(chance)}" for _ in range(2 + words // 80)]
    towns = [_coined(chance) for _ in range(2 + words // 120)]

    def filled(pattern: str) -> str:
        person, person2 = chance.sample(people, 2)
        town, town2 = chance.sample(towns, 2)
        slots = {
            "state": state[0], "other": other[0], "capital": chance.choice((state, other))[1], "person": person,
            "person2": person2, "town": town, "town2": town2, "office": chance.choice(_OFFICES),
            "office2": chance.choice(_OFFICES), "group": chance.choice(_GROUPS), "n": _count(chance),
            "m": str(chance.randrange(2, 90)), "weekday": chance.choice(_DAYS),
        }  # fmt: skip
        said, said2 = (one.format(**slots) for one in chance.sample(_SAID, 2))
        whole = pattern.format(said=said, Said=_capital(said), Said2=_capital(said2), **slots)
        return _capital(whole)

    title = filled(chance.choice(_TITLES))
    paragraphs: list[str] = []
    so_far = 0
    while so_far < words:
        if words < 100:
            some = chance.sample(_SENTENCES, chance.choice((1, 1, 2)))
        else:
            some = [chance.choice(_PLAIN if chance.random() < PLAIN else _SENTENCES) for _ in range(2)]
        paragraphs.append(" ".join(filled(pattern) for pattern in some))
        so_far += len(paragraphs[-1].split())
    return Told(
        number, title, tuple(paragraphs), FIRST_DAY + dt.timedelta(days=number // A_DAY),
        chance.choice(_PUBLISHERS), chance.choice(people), state[1],
    )  # fmt: skip


_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _coined(chance: random.Random) -> str:
    return ("".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))) + chance.choice(_ENDINGS)).capitalize()


def _count(chance: random.Random) -> str:
    n = round(10 ** chance.uniform(0.4, 4.5))
    return f"{n:,}" if n < 1000 else f"{n // 10 * 10:,}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
