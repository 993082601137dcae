"""Noun phrases for people and bodies, read by their head: what they name, of which country, in whose service.

"Russia's deputy foreign minister", "the chairman of the Arab League", "rebels in Syria", "Assad's government".
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.lexicon import Lexicon, Noun
from dragoman.actors.names import PLACES, Name
from dragoman.actors.views import View
from dragoman.reference import fold

_OF = frozenset({"of", "for"})
_REALMS = frozenset({"republic", "kingdom", "federation", "state", "emirate", "union"})
"""Words between which and a name "of" may stand: "the Republic of Armenia"."""
_QUANTIFIERS = {
    ("at", "least"): 0, ("at", "most"): 0,
    ("more", "than"): -1, ("less", "than"): -1, ("fewer", "than"): -1, ("up", "to"): -1,
}  # fmt: skip
"""Words before a number that the phrase begins with, and where they begin beside the one that is no noun's."""


@dataclass(eq=False, slots=True)
class Phrase:
    """A noun phrase over the tokens `first` to `last`, headed by the token `head` which `noun` reads."""

    view: View
    head: int
    first: int
    last: int
    noun: Noun
    plural: bool
    places: tuple[Name, ...] = ()
    """Names of states, cities or seats that say of which country it is."""
    owner: Name | None = None
    """The person or body in whose service it is ("Assad's government", "UN envoy", "head of the Red Cross")."""
    owner_pronoun: int = -1
    """Position of a possessive pronoun before it ("his spokesman"), or -1."""
    definite: bool = False
    indefinite: bool = False
    former: bool = False
    deputy: bool = False
    label: str = ""
    """The words of the reading as they stand ("opposition groups")."""

    @property
    def lemma(self) -> str:
        """The head noun in the singular."""
        return self.noun.head


def reading_of(view: View, head: int, first: int, words: Lexicon) -> tuple[Noun, bool] | None:
    """The most particular reading of the noun at `head`, given the words from `first` on before it."""
    readings = words.readings(view.low[head])
    if not readings:
        return None
    before = {view.plain[k] for k in range(max(first, head - 8), head)}
    for noun, plural in readings:
        if noun.before <= before and (not noun.after or _after(view, head, noun.after)):
            return noun, plural
    return None


def _after(view: View, head: int, expected: tuple[str, ...]) -> bool:
    at, n = head + 1, len(view)
    for word in expected:
        if at < n and word != "the" and view.low[at] == "the":
            at += 1
        if at >= n or view.plain[at] != word:
            return False
        at += 1
    return True


def phrase_at(view: View, head: int, names: list[Name], words: Lexicon, *, first: int | None = None) -> Phrase | None:
    """The phrase headed by a noun of the lexicon, `None` for any other; `first` overrides the parse's left edge."""
    left = view.edges[head] if first is None else first
    left = max(_over_names(view, left, names), head - 14)
    found = reading_of(view, head, left, words)
    if found is None:
        return None
    noun, plural = found
    phrase = Phrase(view, head, left, head, noun, plural)
    _read_before(phrase, names, words)
    _read_after(phrase, names, words, titled=first is not None)
    kept = [view.low[k] for k in range(phrase.first, head) if view.plain[k] in noun.before]
    phrase.label = " ".join([*kept, view.low[head], *noun.after])
    return phrase


def _over_names(view: View, left: int, names: list[Name]) -> int:
    """The left edge, moved over a name or possessor right before it that the parse has left outside."""
    if left > 1 and view.tags[left - 1] == "POS" and view.names[left - 2] >= 0:
        return names[view.names[left - 2]].first
    if left > 0 and view.names[left - 1] >= 0:
        name = names[view.names[left - 1]]
        if name.kind in {"org", "group", "demonym"} and view.deps[name.head] in {"ROOT", "dep", "npadvmod", "compound"}:
            return name.first
    return left


def _read_before(phrase: Phrase, names: list[Name], words: Lexicon) -> None:
    view, head = phrase.view, phrase.head
    places: list[Name] = []
    maybe: Name | None = None
    k = head - 1
    while k >= phrase.first:
        low, at = view.low[k], view.names[k]
        if low in {",", ";", ":", "(", ")", '"', "--", "–", "—", "“", "”"} or view.tags[k] in {"WDT", "WP", "IN", "TO"}:
            quantifier = _QUANTIFIERS.get(
                (view.low[k - 1], low) if k and low in {"than", "to"} else (low, view.low[k + 1])
            )
            phrase.first = k + 1 if quantifier is None else k + quantifier
            break
        if at >= 0:
            name = names[at]
            if name.kind == "demonym" and name.first > 0 and view.low[name.first - 1] == "ethnic":
                phrase.indefinite = True  # "ethnic Albanians" are not Albania's
            elif name.kind in PLACES or name.kind in {"seat", "metonym"}:
                if not _hyphenated(view, name.last, words):
                    places.append(name)
            elif name.kind == "bare" and name.entity is None:
                maybe = maybe or name
            elif name.entity is not None and (name.kind != "nothing") and phrase.owner is None:
                if not _hyphenated(view, name.last, words):
                    phrase.owner = name
            k = name.first - 1
            continue
        if view.tags[k] == "PRP$":
            phrase.owner_pronoun = k
        elif low in words.words["definite"]:
            phrase.definite = True
        elif low in words.words["indefinite"]:
            phrase.indefinite = True
        if low in words.words["former"]:
            phrase.former = True
        elif low in words.words["not_the_holder"] and low not in phrase.noun.before:
            phrase.deputy = True
        k -= 1
    while phrase.first < head and (not view.words[phrase.first][0].isalnum() or _is_time(view, phrase.first, words)):
        phrase.first += 1
    phrase.places = tuple(_joined(view, list(reversed(places)))) or ((maybe,) if maybe is not None else ())
    owned = any(view.tags[k] == "POS" for k in range(phrase.first, head))
    if owned or phrase.owner_pronoun >= 0:
        phrase.definite = True


def _is_time(view: View, k: int, words: Lexicon) -> bool:
    """A weekday, a month or the year behind it, which parses take into the phrase: "On Sunday gunmen"."""
    if view.low[k] in words.words["calendar"]:
        return view.words[k][0].isupper()
    return k > 0 and len(view.low[k]) == 4 and view.low[k].isdigit() and view.low[k - 1] in words.words["calendar"]


def _hyphenated(view: View, last: int, words: Lexicon) -> bool:
    """ "US-led coalition", "pro-British party": the state is not the coalition's; "Gaza-based group": it is."""
    if last > 1 and view.words[last - 1] == "-" and view.low[last - 2] in words.words["not_before"]:
        return True
    if last + 2 < len(view) and view.low[last + 1] == "-":
        return view.low[last + 2] not in words.words["is_of"]
    return last + 1 < len(view) and view.low[last + 1] in words.words["not_of"]


def _joined(view: View, places: list[Name]) -> list[Name]:
    """The last place, and those that are joined to it ("Russian and Syrian air forces")."""
    if len(places) < 2:
        return places
    kept = [places[-1]]
    for name in reversed(places[:-1]):
        between = {view.low[k] for k in range(name.last + 1, kept[0].first)}
        if between and between <= {"and", "-", ",", "or"}:
            kept.insert(0, name)
        elif kept[-1].kind == "city" and name.kind != "city":
            kept = [name]
        else:
            break
    return kept


def _name_after(view: View, k: int, names: list[Name]) -> Name | None:
    for _ in range(6):
        if k >= len(view):
            return None
        if view.names[k] >= 0:
            return names[view.names[k]]
        if view.low[k] == "of" and view.low[k - 1] in _REALMS:
            k += 1
            continue
        if view.low[k] not in {"the", "an", "a", "-"} and view.tags[k] not in {"JJ", "NNP"}:
            return None
        k += 1
    return None


def _read_after(phrase: Phrase, names: list[Name], words: Lexicon, *, titled: bool) -> None:
    view, head = phrase.view, phrase.head
    k = head + 1 + len(phrase.noun.after)
    if k < len(view) and phrase.noun.after and view.low[head + 1 : head + 3].count("the"):
        k += 1
    phrase.last = max(head, k - 1) if phrase.noun.after else head
    if k >= len(view):
        return
    prep = view.low[k]
    if prep in {"for", "to"} and phrase.lemma in words.words["mouthpieces"] and _read_served(phrase, k + 1, names):
        return
    name = _name_after(view, k + 1, names) if prep in {"of", "for", "in", "from", "at", "with"} else None
    if name is None:
        return
    body = name.kind in {"org", "group", "new_body"}
    place = name.kind in PLACES or name.kind in {"seat", "metonym"} or (name.kind == "bare" and name.entity is None)
    beyond = name.last + 1 < len(view) and view.tags[name.last + 1] == "POS"
    if beyond or (
        not titled and (view.heads[name.head] > name.last and view.deps[name.head] in {"compound", "amod", "nmod"})
    ):
        body = place = False
    if (prep in _OF and body and phrase.owner is None) or (
        prep == "of" and name.kind == "person" and phrase.owner is None and phrase.noun.kind != "people"
    ):
        phrase.owner, phrase.last = name, name.last
    elif prep in _OF and place and not phrase.places and (prep == "of" or phrase.noun.kind == "office"):
        if prep == "of":
            _set_places(phrase, name, names)
    elif (
        place
        and not phrase.places
        and phrase.owner is None
        and prep in {"in", "from"}
        and _local(phrase, prep, words)
        and f"{fold(name.text)} {phrase.lemma}" not in words.words["seated"]
    ):
        _set_places(phrase, name, names)


def _read_served(phrase: Phrase, k: int, names: list[Name]) -> bool:
    """Whose mouth a spokesman or aide is, by the first name behind "for" or "to": an office holder or his state."""
    view = phrase.view
    if phrase.places or phrase.owner is not None:
        return False
    name = _name_after(view, k, names)
    if name is None:
        return False
    if name.kind in PLACES or name.kind == "demonym":
        phrase.places = (name,)
    elif name.entity is not None and name.entity.human:
        phrase.owner = name
    return bool(phrase.places) or phrase.owner is not None


def _set_places(phrase: Phrase, name: Name, names: list[Name]) -> None:
    """The place behind a phrase, and of several persons also those joined to it: "envoys from Oslo and Rome"."""
    found, view = [name], phrase.view
    k = name.last + 1
    while phrase.plural and k < len(view) and view.low[k] in {",", "and"}:
        while k < len(view) and view.low[k] in {",", "and", "the"}:
            k += 1
        at = view.names[k] if k < len(view) else -1
        if at < 0 or names[at].kind not in PLACES or view.deps[names[at].head] != "conj":
            break
        found.append(names[at])
        k = names[at].last + 1
    phrase.places, phrase.last = tuple(found), found[-1].last


def _local(phrase: Phrase, prep: str, words: Lexicon) -> bool:
    lists = words.words
    if prep == "from" and phrase.noun.kind == "office" and phrase.plural:
        return True
    if phrase.lemma in lists["not_local"]:
        return False
    if prep == "from":
        return phrase.noun.kind in {"person", "people"}
    if phrase.noun.sector in lists["local_sectors"] or phrase.noun.kind == "people":
        return True
    return phrase.lemma in lists["local_organs"]
