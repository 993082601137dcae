"""Capitalised words that no name holds yet: which of them name persons, and what titles stand before them."""

from __future__ import annotations

from dragoman.actors.lexicon import Lexicon, american
from dragoman.actors.names import Name, drop
from dragoman.actors.persons import SUFFIXES, People
from dragoman.actors.phrases import phrase_at
from dragoman.actors.views import View
from dragoman.reference import Person, fold


def find_runs(view: View, names: list[Name], words: Lexicon) -> None:
    """Capitalised words that no name holds yet, as candidates for persons (kind `bare` until they are judged).

    Titles and office nouns at the front are left out and remembered: "Chief Superintendent Al McHugh".
    """
    n = len(view)
    i = 0
    while i < n:
        if not view.words[i][0].isupper() or not _opens(view, names, i, words):
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
            elif view.low[k] in SUFFIXES and view.words[k][0].isupper():
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
    word, low = view.words[i], view.plain[i]
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
    title = any(r.kind == "office" and r.sector in {"MIL", "COP", "REL", "GOV"} for r, _ in readings)
    if title and not inside and low in words.given_names and i + 1 < len(view) and view.is_proper(i + 1):
        return False
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
        long = _long_title(view, k, words)
        if long is not None:
            nouns.append(long)
            k = long - 1
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
        if tag == "VBN" and view.deps[k] != "amod":
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


def _long_title(view: View, k: int, words: Lexicon) -> int | None:
    """The office noun of "Secretary of State", "Minister of Foreign Affairs", when its last word stands at `k`."""
    for j in range(k - 1, max(k - 5, -1), -1):
        for noun, many in words.readings(view.plain[j]):
            after = [w for w in view.low[j + 1 : k + 1] if w != "the"]
            if not many and noun.kind == "office" and noun.after and [american(w) for w in after] == list(noun.after):
                return j
    return None


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
    return any(not many and r.kind in {"office", "person"} for r, many in words.readings(view.plain[k]))


def _military(view: View, k: int, words: Lexicon) -> bool:
    return any(not many and r.weight == 0 and r.sector == "MIL" for r, many in words.readings(view.plain[k]))


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
                person = people.by_parts(name) or _in_office(name, names, people)
                name.kind = "new_person" if person is None else "person"
                name.entity = people.new(name.text) if person is None else people.known(person)


def _in_office(name: Name, names: list[Name], people: People) -> Person | None:
    """The holder of the office that stands before the name, when his own name has these parts and more."""
    role = country = None
    if name.title_head >= 0:
        phrase = phrase_at(name.view, name.title_head, names, people.words, first=name.title_first)
        if phrase is not None:
            role = phrase.noun.role
            if role is None or phrase.former or phrase.deputy:
                return None
            country = next((n.iso3 for n in phrase.places), None)
    return people.by_beginning(name, role=role, country=country)


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
    if not 1 <= len(tokens) <= 5 or any(view.plain[k] in words.org_words for k in tokens):
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
