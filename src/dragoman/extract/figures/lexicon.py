"""The reviewed words of `lexicon.yaml`, loaded once, and the base forms by which tokens are looked up in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from dragoman.language.tokens import Token


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets and maps from a word to its measure, all in lower case."""

    done_to: Mapping[str, str]
    """Verb to the measure of its object ("kill")."""
    does: Mapping[str, str]
    """Verb to the measure of its subject ("die")."""
    participles: Mapping[str, str]
    """Word form to the measure of what it describes ("dead", "wounded")."""
    counted: Mapping[str, str]
    """Noun that is itself what is counted, to its measure ("fatality")."""
    nominal: Mapping[str, str]
    """Noun to the measure of what its "of" takes ("death of")."""
    toll: Mapping[str, str]
    """Noun inside the name of a running count to its measure ("death" in "death toll")."""
    singular: Mapping[str, str]
    """Irregular plural to singular."""
    verb_forms: Mapping[str, str]
    """Irregular form of a verb to its base."""
    verbs: frozenset[str]
    """Every verb of the lexicon: only these are ever brought to their base form."""
    sets: Mapping[str, frozenset[str]]
    """Every other list, by its name in the file."""
    causes: Mapping[str, str]
    """Word to the means of an act that it names ("mortar" to "shelling")."""

    def has(self, name: str, word: str) -> bool:
        """True when `word` is in the list called `name`."""
        return word in self.sets[name]

    def noun(self, token: Token) -> str:
        """The noun's singular in lower case, by its ending: headlines write nouns as names, which have no lemma."""
        return _singular(token.lower_, self.singular)

    def verb(self, token: Token) -> str:
        """The base form of a verb of this lexicon, by its ending; any other word as it is, in lower case."""
        return _base(token.lower_, self.verb_forms, self.verbs)

    def is_person(self, token: Token) -> bool:
        """True for nouns of people."""
        return self.noun(token) in self.sets["people"]


def _singular(low: str, irregular: Mapping[str, str]) -> str:
    if low in irregular:
        return irregular[low]
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 4 and low.endswith(("ches", "shes", "sses", "xes")):
        return low[:-2]
    return low[:-1] if len(low) > 2 and low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


def _base(low: str, irregular: Mapping[str, str], verbs: frozenset[str]) -> str:
    if low in verbs:
        return low
    if low in irregular:
        return irregular[low]
    for ending, others in _ENDINGS:
        if low.endswith(ending):
            stem = low[: -len(ending)]
            for other in others:
                if stem + other in verbs:
                    return stem + other
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in verbs:
                return stem[:-1]
    return low


_ENDINGS = (("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon; read from the package's data at the first call."""
    raw: dict[str, Any] = yaml.safe_load((files(__package__) / "lexicon.yaml").read_text("utf-8"))
    verbs = raw.pop("verbs")
    done_to = _by_word({m: g.get("done_to", []) for m, g in verbs.items()})
    does = _by_word({m: g.get("does", []) for m, g in verbs.items()})
    toll = raw.pop("toll")
    causes = _by_word(raw.pop("causes"))
    singular, verb_forms = raw.pop("singular"), raw.pop("verb_forms")
    participles, counted, nominal = (_by_word(raw.pop(name)) for name in ("participles", "counted", "nominal"))
    sets = {name: frozenset(str(word) for word in words) for name, words in raw.items()}
    known = {
        *done_to,
        *does,
        *(v for name in ("toll_verbs", "take_lives", "leave", "shoot", "other_verbs") for v in sets[name]),
    }
    return Lexicon(
        done_to,
        does,
        participles,
        counted,
        nominal,
        _by_word(toll),
        singular,
        verb_forms,
        frozenset(known),
        sets,
        causes,
    )


def _by_word(groups: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: measure for measure, words in groups.items() for word in words}
