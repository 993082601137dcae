"""The names in an article: those the reference knows, those of persons and bodies that only the text introduces."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from dragoman.actors.entities import Entity
from dragoman.actors.gazetteer import NameHit
from dragoman.actors.lexicon import Lexicon
from dragoman.actors.views import View
from dragoman.language.analysis import Analysis
from dragoman.reference import fold

NameKind = Literal["state", "demonym", "capital", "seat", "metonym", "city", "person", "org", "group", "surname",
                   "new_person", "new_body", "bare", "nothing"]  # fmt: skip
"""As the reference's kinds; `new_person` and `new_body` only the text knows; `bare` is a single name, to be matched."""

PLACES = frozenset({"state", "demonym", "capital", "city"})
_PRIORITY = ("state", "demonym", "org", "group", "metonym", "seat", "capital", "person", "city", "surname", "nothing")
LONGEST = 14
"""Words of the longest name of a body that only the text introduces, to either side of the word that marks it."""
_LINKS = frozenset({"of", "for", "on", "and", "to", "in", "&"})


@dataclass(eq=False, slots=True)
class Name:
    """A name over the tokens `first` to `last` of a sentence: its kind, the ids that it may stand for, its entity."""

    view: View
    first: int
    last: int
    head: int
    kind: NameKind
    ids: tuple[str, ...] = ()
    entity: Entity | None = None
    title_first: int = -1
    """First token of the title before it ("Foreign Minister"), or -1."""
    title_head: int = -1
    """The title's head noun ("Minister") or honorific ("Mr."), or -1."""

    @property
    def text(self) -> str:
        """The name as it stands in the sentence."""
        span = self.view.span(self.first, self.last)
        base = self.view.sentence.span.start
        return self.view.text[span.start - base : span.end - base]

    @property
    def iso3(self) -> str | None:
        """The ISO3 of the state that it names or lies in."""
        for one in self.ids:
            if one.startswith("state:"):
                return one[6:]
        return None


def place_hits(analysis: Analysis, views: list[View], hits: list[NameHit], words: Lexicon) -> list[Name]:
    """The reference's names as tokens of their sentences; marks `View.names`."""
    names: list[Name] = []
    for hit in hits:
        sentence = analysis.sentence_at(hit.start)
        if sentence is None or hit.end > sentence.span.end:
            continue
        view = views[sentence.index]
        first = bisect_right(view.starts, hit.start) - 1
        last = bisect_right(view.starts, hit.end - 1) - 1
        if first < 0 or view.starts[first] < hit.start:
            continue
        inside = hit.end - view.starts[last]
        if view.words[last][inside:].lstrip(".")[:1] in {"-", "\u2010", "\u2011"}:
            continue
        kind = next(k for k in _PRIORITY if k in hit.kinds)
        if kind in {"person", "city", "capital"} and first == last and view.tags[first][0] in "VI":
            continue
        if first < last and view.low[first] == "the":
            first += 1
        if kind == "metonym" and _of_another_state(view, first, last, names, words):
            continue
        if kind in {"org", "group"} and _is_longer(view, first, last, hit, names, words):
            continue
        ids = tuple(dict.fromkeys(e.actor_id for e in hit.of_kind(kind)))
        name = Name(view, first, last, view.top(first, last), kind, ids)  # type: ignore[arg-type]
        _mark(name, names)
    return names


def _of_another_state(view: View, first: int, last: int, names: list[Name], words: Lexicon) -> bool:
    """ "Chile's Defense Department": a state stands before what elsewhere is the name of another state's ministry."""
    before = first - 2 if first > 1 and view.tags[first - 1] == "POS" else first - 1
    if before < 0 or view.names[before] < 0 or names[view.names[before]].kind not in {"state", "demonym"}:
        return False
    return any(r.kind == "organ" for r, _ in words.readings(view.plain[last]))


def _is_longer(view: View, first: int, last: int, hit: NameHit, names: list[Name], words: Lexicon) -> bool:
    """True when the capitals go on beyond a body's name, which then is another's: "Red Sea Observatory for Human
    Rights", "the Security Council of the Federation"; names of acronyms' sort stand before many nouns and stay."""
    if not any(view.plain[k] in words.org_words for k in range(first, last + 1)):
        return False
    own = {w for e in hit.entries for w in fold(e.name).replace("-", " ").split()}
    k = first - 1
    if (
        k >= 0
        and view.is_proper(k)
        and view.deps[k] in {"compound", "nmod", "amod"}
        and first <= view.heads[k] <= last
        and fold(view.words[k]) not in own
        and (view.names[k] >= 0 or view.low[k] not in words.words["not_names"])
        and not words.readings(view.plain[k])
        and not words.nouns.get(view.plain[k])
        and view.low[k].rstrip(".") not in words.honorifics
        and not view.words[k].endswith(".")
        and not (view.names[k] >= 0 and names[view.names[k]].kind in {"org", "group", "state", "demonym"})
        and not _in_title_case(view)
    ):
        return True
    k = last + 1
    if k + 1 >= len(view) or view.low[k] != "of" or view.plain[last] not in words.org_words:
        return False
    k += 2 if view.low[k + 1] == "the" else 1
    return k < len(view) and view.is_proper(k) and view.low[k] not in {"united", "u.n.", "un"} | own


def _mark(name: Name, names: list[Name]) -> None:
    for i in range(name.first, name.last + 1):
        name.view.names[i] = len(names)
    names.append(name)


def drop(name: Name) -> None:
    """Take a name away: it turned out to be part of something else."""
    name.kind = "nothing"
    name.ids = ()
    name.entity = None


def find_bodies(view: View, names: list[Name], words: Lexicon) -> None:
    """Bodies that only the text introduces: capitalised phrases around a word such as Council, Party, Network.

    "The Syrian Network for Human Rights", "Union of Medical Relief Organisations", "the Maariv newspaper" are bodies;
    "Foreign Ministry" is none (it is an organ, see `descriptions`), nor is "Human Rights Fadel Ghani" (a name follows).
    """
    n = len(view)
    i = 0
    titled = _in_title_case(view)
    while i < n:
        low = view.plain[i]
        if low in words.org_words and view.is_proper(i) and _free(view, names, i):
            first, last = _leftwards(view, names, i, words), _rightwards(view, names, i, words, titled)
            proper = sum(1 for k in range(first, last + 1) if view.is_proper(k))
            if proper >= 2 and not _is_organ(view, names, first, last, words):
                for k in range(first, last + 1):
                    if view.names[k] >= 0:
                        drop(names[view.names[k]])
                _mark(Name(view, first, last, view.top(first, last), "new_body"), names)
                i = last
        elif low in words.nouns and not view.is_proper(i) and view.is_noun(i):
            _named_before(view, names, i, words)
        i += 1


def _free(view: View, names: list[Name], i: int) -> bool:
    at = view.names[i]
    return at < 0 or names[at].kind in {"surname", "nothing", "city"}


def _joinable(view: View, names: list[Name], i: int, words: Lexicon) -> bool:
    at = view.names[i]
    if at >= 0:
        return names[at].kind in {"demonym", "state", "city", "capital", "surname", "nothing", "new_body"}
    low = view.plain[i]
    if low in words.honorifics or low.rstrip(".") in words.honorifics:
        return False
    if any(r.kind == "office" for r, _ in words.readings(low)):
        return False
    return view.is_proper(i)


def _person_starts(view: View, i: int, words: Lexicon) -> bool:
    return (
        fold(view.words[i]) in words.given_names
        and i + 1 < len(view)
        and view.is_proper(i + 1)
        and view.plain[i + 1] not in words.org_words
    )


def _leftwards(view: View, names: list[Name], i: int, words: Lexicon) -> int:
    first = i
    while first > 0 and i - first < LONGEST:
        if _joinable(view, names, first - 1, words):
            first -= 1
            at = view.names[first]
            if at >= 0:
                first = names[at].first
        elif (
            view.low[first - 1] in {"of", "for", "&"}
            and first > 1
            and _joinable(view, names, first - 2, words)
            and view.plain[first - 2] in words.org_words
        ):
            first -= 2
        else:
            break
    return first


def _in_title_case(view: View) -> bool:
    """True for a headline whose words all have capitals, so that none tells where a name ends."""
    letters = [w for w in view.words if w[0].isalpha()]
    if len(letters) < 4 or view.words[-1] in {".", "!", "?"}:
        return False
    return sum(w[0].isupper() or len(w) < 5 for w in letters) >= 0.9 * len(letters)


def _rightwards(view: View, names: list[Name], i: int, words: Lexicon, titled: bool) -> int:
    last, n = i, len(view)
    while last + 1 < n and last - i < LONGEST:
        k = last + 1
        if not titled and _joinable(view, names, k, words) and not _person_starts(view, k, words) and view.names[k] < 0:
            last = k
            continue
        if view.low[k] in _LINKS and view.plain[last] in words.org_words:
            k += 1
            if k < n and view.low[k] == "the":
                k += 1
            nexts = view.low[last + 1]
            if (
                k < n
                and _joinable(view, names, k, words)
                and (nexts not in {"and", "in"} or _org_follows(view, k, words))
            ):
                at = view.names[k]
                last = names[at].last if at >= 0 else k
                continue
        break
    return last


def _org_follows(view: View, k: int, words: Lexicon) -> bool:
    while k < len(view) and view.is_proper(k):
        if view.plain[k] in words.org_words:
            return True
        k += 1
    return False


def _is_organ(view: View, names: list[Name], first: int, last: int, words: Lexicon) -> bool:
    """ "The Russian Foreign Ministry", "the National Guard": an organ of a state, with no name of its own."""
    if not any(r.kind == "organ" for r, _ in words.readings(view.plain[last])):
        return False
    for k in range(first, last):
        at = view.names[k]
        if not (at >= 0 and names[at].kind in PLACES) and view.plain[k] not in words.words["generic"]:
            return False
    return True


def name_after(names: list[Name], words: Lexicon) -> None:
    """ "The daily Granma", "news website El-Dorar": a name right after a body's common noun is that body's."""
    for name in names:
        view, k = name.view, name.first - 1
        if (
            name.kind != "bare"
            or name.entity is not None
            or k < 0
            or view.tags[k] not in {"NN", "JJ"}
            or view.names[k] >= 0
        ):
            continue
        real = [w for w in view.low[name.first : name.last + 1] if w != "-" and w not in words.words["particles"]]
        if len(real) > 1 and fold(real[0]) in words.given_names:
            continue
        if any(not many and r.kind == "group" for r, many in words.readings(view.plain[k])[:1]):
            name.kind = "new_body"


def _named_before(view: View, names: list[Name], i: int, words: Lexicon) -> None:
    """ "the Maariv newspaper", "Interfax news agency": capitalised words before a body's common noun name it."""
    reading = next((r for r, many in words.readings(view.plain[i]) if not many and r.kind == "group"), None)
    if reading is None:
        return
    last = i - 1
    while last >= 0 and not view.words[last][0].isupper() and view.is_noun(last) and i - last <= 2:
        last -= 1
    first = last + 1
    while (
        0 < first > i - LONGEST
        and view.is_proper(first - 1)
        and view.names[first - 1] < 0
        and view.heads[first - 1] >= first - 1
    ):
        if view.low[first - 1] in words.words["not_names"]:
            break
        first -= 1
    if first > last or any(view.low[k] in words.honorifics for k in range(first, last + 1)):
        return
    if i + 1 < len(view) and view.names[i + 1] >= 0:
        return
    if first == last and (first == 0 or words.readings(view.plain[first])):
        return
    if fold(view.words[first]) in words.given_names and last > first:
        return
    _mark(Name(view, first, last, last, "new_body"), names)
