"""What words say of whether two reports are of one event: the words they share, the names, the means."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from dragoman import reference
from dragoman.reference.folding import fold
from dragoman.reference.words import is_common_word

MOST_THINGS, MOST_NAMES = 2, 8
LEAST_SAME = 12
"""A sentence of fewer words may be another's by chance."""

COMMON = frozenset({
    "said", "told", "says", "that", "this", "with", "from", "their", "have", "been", "were", "which", "would", "will",
    "they", "also", "after", "over", "into", "about", "more", "than",
})  # fmt: skip
"""Words of four letters and more that stand in any sentence."""

_RISING = re.compile(
    r"\b(?:ris(?:en|es|ing)|rose|climb(?:ed|s)|mounted|grown|grew|increased) to\b"
    r"|\bbring(?:s|ing) (?:the |its )?(?:death |overall )?(?:number|toll)\b[^.;]{0,60} to\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"^Also\b|^Later (?:in|on|that)\b|\b(?:another|"
    r"a (?:second|third|fourth|further)(?! (?:day|week|month|year|time|straight|consecutive))|"
    r"separate(?:ly)?|elsewhere|different|(?:hours|minutes|later) (?:later|afterwards|that|in the day)|"
    r"(?:met|talked|spoke|struck|attacked|bombed|shelled) again|"
    r"(?:two|three) more|the other)\b",
    re.IGNORECASE,
)
"""Words by which a text sets an act against one that it told before."""
_WEEKDAYS = frozenset({"mond", "tues", "wedn", "thur", "frid", "satu", "sund"})
_BEGINS = 4
_CLAUSE = re.compile(r"[,;:–—]|\b(?:and|while|as|after|before|when|but)\b")
_KNOWN = re.compile(r"\b(?:the|that|this|its|their)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_OF_IT = re.compile(r"\s+(?:of|on|against)\b")
_LONG_WORD = re.compile(r"\w{4,}")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?<!\w)[A-Z][\w'’-]{2,}")
_SILENT = re.compile(r"[aeiouyhw'’\W]+")
_DOUBLED = re.compile(r"(.)\1+")

_NO_PLACES = frozenset({
    "observatory", "sunni", "shiite", "alawite", "kurdish", "kurds", "islamic", "islamist", "jihadist", "arab",
    "arabic", "western", "baathist",
})  # fmt: skip
"""Words in capitals that stand in half of all reports of a war and tell no two apart."""

_MEANS = (
    ("chemical", ("chemical", "sarin", "chlorine", "toxic", "poison", "gas")),
    ("bomb", ("suicide", "explosion", "explosive", "explod", "blast", "detonat")),
    ("air", ("airstrike", "air", "warplane", "jet", "aircraft", "helicopter", "barrel", "raid", "drone", "missile")),
    ("shells", ("shell", "shelling", "mortar", "rocket", "artillery", "tank")),
    ("guns", ("shot", "shoot", "gun", "gunmen", "sniper", "gunfire", "clash", "fighting", "battle")),
    ("killing", ("execut", "behead", "massacre", "slaughter", "hang")),
)  # fmt: skip
"""Kinds of means by the beginnings of words."""
_BOMBS = frozenset({"bomb", "bomber", "bombers", "mine", "mines"})
"""Words of a bomb that somebody laid, where no aircraft is named beside it; bombs and bombings come from both."""


def long_words(sentence: str) -> frozenset[str]:
    """The words of four letters and more, folded."""
    return frozenset(_LONG_WORD.findall(fold(sentence)))


def sentence_key(sentence: str, act: str, met: str) -> str | None:
    """A hash of all the words, of those of the act and of whom it met; `None` for a sentence of few."""
    words = _WORD.findall(fold(sentence))
    if len(words) < LEAST_SAME:
        return None
    joined = " ".join([*words, "|", fold(act), "|", fold(met)]).encode("utf-8", "replace")
    return f"{zlib.crc32(joined):08x}{zlib.crc32(joined[::-1]):08x}"


def names(sentence: str) -> frozenset[str]:
    """The skeletons of the names in a sentence, those of states and peoples and of agencies (in capitals) aside."""
    return frozenset(s for n in _NAME.findall(sentence) if (s := _named(n)) is not None)


@lru_cache(maxsize=65536)
def _named(word: str) -> str | None:
    word = re.sub(r"['’]s$", "", word)
    plain = fold(word)
    if word.isupper() or is_common_word(word) or {plain, plain.rstrip("s")} & _no_places():
        return None
    return skeleton(word)


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """A name as it is compared whatever its transcription: `Hasakeh`, `Hasaka` and `al-Hasakah` are one."""
    folded = re.sub(r"^(?:al|el|ash|as|ar|at|ad|an)[- ]", "", fold(name))
    rest = _DOUBLED.sub(r"\1", _SILENT.sub("", folded[1:]).replace("q", "k"))
    return folded[:1].replace("q", "k") + rest


def struck(sentence: str) -> tuple[str, ...]:
    """By what an attack is known later: each thing of `data/struck.yaml` in the sentence with each name in it, by its
    first letters (`ferry:kell`), states and peoples among them."""
    said = {word[:-1] if word.endswith("s") and word[:-1] in _things() else word for word in long_words(sentence)}
    things = sorted((said | set(_WORD.findall(fold(sentence)))) & _things())
    if not things:
        return ()
    named = sorted({begin for name in _NAME.findall(sentence) if (begin := _beginning(name)) is not None})
    return tuple(f"{thing}:{begin}" for thing in things[:MOST_THINGS] for begin in named[:MOST_NAMES])


@lru_cache(maxsize=65536)
def _beginning(word: str) -> str | None:
    plain = fold(word)
    if len(plain) < _BEGINS or is_common_word(word) or plain in _things() or plain[:_BEGINS] in _WEEKDAYS:
        return None
    return plain[:_BEGINS]


@cache
def _things() -> frozenset[str]:
    text = files("dragoman.record").joinpath("data/struck.yaml").read_text(encoding="utf-8")
    return frozenset(yaml.safe_load(text)["things"])


def is_rising(sentence: str) -> bool:
    """True where a toll is said to have risen: it is no other attack's for being higher."""
    return _RISING.search(sentence) is not None


def is_known(sentence: str, act: str) -> bool:
    """True where an act is named as one that the reader knows of: "the shelling of", "that deadly attack on"."""
    at = sentence.find(act) if act else -1
    if at < 0 or " " in act.strip():
        return False
    return _KNOWN.search(sentence, 0, at) is not None and _OF_IT.match(sentence, at + len(act)) is not None


def is_another(sentence: str, act: str, *, deed: bool) -> bool:
    """True where the clause of the act says that it is another one ("a second bomb killed", "met again"); of what is no
    deed of violence also by "also" before it ("also accused": one blast also wounds)."""
    at = sentence.find(act) if act else -1
    if at < 0:
        return False
    end = at + len(act)
    start = max((m.end() for m in _CLAUSE.finditer(sentence, 0, at)), default=0)
    if not deed and sentence[start:at].rstrip().lower().endswith("also"):
        return True
    clause = " ".join([sentence[start:end], *sentence[end:].split()[:2]])
    return _ANOTHER.search(clause) is not None


def means(sentence: str) -> frozenset[str]:
    """By what means somebody was attacked, as far as words tell."""
    words = _WORD.findall(fold(sentence))
    found = {kind for kind, starts in _MEANS if any(w.startswith(starts) for w in words)}
    return frozenset(found | {"bomb"} if "air" not in found and not _BOMBS.isdisjoint(words) else found)


def known_places(spoken: Iterable[str]) -> frozenset[str]:
    """Those of the folded words that the reference knows as names of places; states aside."""
    return _places() & frozenset(spoken)


@cache
def _places() -> frozenset[str]:
    names = {fold(name) for name, _ in reference.load().place_names()} - _peoples()
    return frozenset(name for name in names if not is_common_word(name.capitalize()))


@cache
def _no_places() -> frozenset[str]:
    return _NO_PLACES | _peoples() | _groups()


@cache
def _groups() -> frozenset[str]:
    """The words in the names of armed groups and parties, those of places aside."""
    facts = reference.load()
    places = {name for name, _ in facts.place_names()}
    named = (name for group in facts.groups.values() for name in (group.name, *group.aliases))
    return frozenset(w for name in named for w in _WORD.findall(fold(name)) if w not in places)


@cache
def _peoples() -> frozenset[str]:
    found = set()
    for state in reference.load().states.values():
        for name in (state.name, *state.demonyms):
            found.update(_WORD.findall(fold(name)))
    return frozenset(found)
