"""Where a text names an actor that the reference data know: one pass of Aho-Corasick over all names.

Names are compared folded (case, diacritics, kinds of dash and apostrophe), letters and digits only, and never inside
a word: "Assad" is not found in "ambassador". The capitals of a name must be capitals in the text, so that "US" is not
found in "us", nor Turkey in "turkey".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.actors.lexicon import american, lexicon
from dragoman.model import Interval
from dragoman.reference import NameEntry, Reference, fold

_BREAKS = frozenset(',;:!?()[]{}"“”\n\r\u2028\u2029|/')
_SMALL = frozenset(
    {"the", "of", "and", "for", "in", "on", "at", "to", "de", "la", "le", "al", "el", "bin", "du", "des", "d"}
)
LONGEST = 90
"""Characters of the longest name that is looked for."""
LOST_FROM = 300
"""Characters from which a text without any apostrophe is taken to have lost them."""
SHORT_ACRONYM = 3
"""Acronyms up to this length must stand in capitals; longer ones are also found as "Nato", "Unesco"."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name at `[start, end)` of the text, and every entry that it may stand for."""

    start: int
    end: int
    entries: tuple[NameEntry, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its entries."""
        return frozenset(e.kind for e in self.entries)

    def of_kind(self, *kinds: str) -> tuple[NameEntry, ...]:
        """The entries of these kinds."""
        return tuple(e for e in self.entries if e.kind in kinds)


@dataclass(frozen=True, slots=True)
class _Pattern:
    entry: NameEntry
    capitals: tuple[int, ...]
    """Offsets in the name that must be capitals in the text."""
    bare_s: bool = False
    """True for a name with an s: a possessive in a text that has lost its apostrophes ("Russias stance")."""


class _Folded(dict[int, str]):
    """Code point to one folded letter or digit, or to a space; filled as characters come up."""

    def __missing__(self, code: int) -> str:
        char = fold(chr(code))
        self[code] = made = char if len(char) == 1 and char.isalnum() else " "
        return made


_FOLDED = _Folded()


def _skeleton(text: str) -> str:
    """Folded letters and digits, all else spaces; of the same length as the text."""
    return text.translate(_FOLDED)


def _capitals(name: str) -> tuple[int, ...]:
    letters = [c for c in name if c.isalpha()]
    if all(c.isupper() for c in letters) and len(letters) <= SHORT_ACRONYM:
        return tuple(i for i, c in enumerate(name) if c.isupper())
    found, start = [], 0
    for i in range(len(name) + 1):
        if i < len(name) and (name[i].isalnum() or name[i] == "'"):
            continue
        if i > start and name[start].isupper() and (start == 0 or fold(name[start:i]) not in _SMALL):
            found.append(start)
        start = i + 1
    if found and fold(name[:4]) == "the ":
        found = [f for f in found if f]
    return tuple(found)


def _is_organ(entry: NameEntry, reference: Reference, states: dict[str, list[str]]) -> bool:
    """True for a state's organ under a plain description ("Syrian army", "Assad regime"): that is read as a phrase."""
    last = american(fold(entry.name.rsplit(" ", 1)[-1]))
    if entry.kind not in {"metonym", "org"} or not any(n.kind == "organ" for n, _ in lexicon().readings(last)):
        return False
    if entry.kind == "metonym":
        return entry.name[-1].islower() and not entry.name.rsplit(" ", 1)[-1][0].isupper()
    body = reference.org(entry.actor_id)
    if body is None or body.country is None:
        return False
    return _skeleton(entry.name).strip().startswith(tuple(states[body.country]))


def _all_names(reference: Reference) -> Iterator[NameEntry]:
    """The reference's names, and the adjective of every state that they lack."""
    adjectives = set()
    for entry in reference.names():
        if entry.kind == "demonym":
            adjectives.add((entry.actor_id, entry.name))
        yield entry
    for iso3, state in reference.states.items():
        if state.demonyms and (f"state:{iso3}", state.demonyms[0]) not in adjectives:
            yield NameEntry(state.demonyms[0], f"state:{iso3}", "demonym")


def lacks_apostrophes(text: str) -> bool:
    """True for a text that has lost its apostrophes: long, and without any."""
    return len(text) >= LOST_FROM and "'" not in text and "’" not in text


class Gazetteer:
    """All names of a reference, ready to be found."""

    def __init__(self, reference: Reference) -> None:
        patterns: dict[str, list[_Pattern]] = defaultdict(list)
        states: dict[str, list[str]] = defaultdict(list)
        for entry in _all_names(reference):
            if entry.kind in {"state", "demonym"}:
                states[entry.actor_id[6:]].append(_skeleton(entry.name).strip() + " ")
            if not 1 < len(entry.name) <= LONGEST or _is_organ(entry, reference, states):
                continue
            key = " " + _skeleton(entry.name).strip() + " "
            offset = len(entry.name) - len(entry.name.lstrip())
            capitals = () if entry.lower_ok and entry.kind != "person" else _capitals(entry.name)
            patterns[key].append(_Pattern(entry, tuple(c - offset for c in capitals)))
            if entry.kind in {"state", "capital", "person", "surname"} and not key.endswith("s "):
                patterns[key[:-1] + "s "].append(_Pattern(entry, capitals, bare_s=True))
        self._patterns = [tuple(dict.fromkeys(found)) for found in patterns.values()]
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.Standard)

    def find(self, text: str, *, on: Interval) -> list[NameHit]:
        """The names in a text, longest at the leftmost place first, none within another; `on` is the article's day."""
        haystack = " " + _skeleton(text) + " "
        first, last = (d.isoformat() if d else None for d in (on.first, on.last))
        lost = lacks_apostrophes(text)
        found: list[NameHit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            end -= 2
            raw = text[start:end]
            if not _BREAKS.isdisjoint(raw) and not self._plain(index):
                continue
            entries = tuple(
                p.entry
                for p in self._patterns[index]
                if all(raw[c].isupper() for c in p.capitals)
                and (lost or not p.bare_s)
                and (p.entry.start is None or last is None or p.entry.start <= last)
                and (p.entry.end is None or first is None or first <= p.entry.end)
            )
            if entries:
                found.append(NameHit(start, end, entries))
        found.sort(key=lambda h: (h.start, -h.end))
        kept: list[NameHit] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def _plain(self, index: int) -> bool:
        return any(not _BREAKS.isdisjoint(p.entry.name) for p in self._patterns[index])


_MADE: WeakKeyDictionary[Reference, Gazetteer] = WeakKeyDictionary()


def gazetteer_of(reference: Reference) -> Gazetteer:
    """The gazetteer of a reference, made once."""
    made = _MADE.get(reference)
    if made is None:
        made = _MADE[reference] = Gazetteer(reference)
    return made
