"""The positions' lexicon: kinds of issue, and the predicates that tell a stance, read once from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dragoman.model import ReferenceDataError

ISSUES_FILE = "issues.yaml"
"""Name of the file in a user's folder of reference data whose kinds and words are added to the packaged ones."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that name an issue: the head's lemma, the lemmas that must go with it, and the kind they name."""

    kind: str
    head: str
    others: frozenset[str]
    rank: tuple[int, int]
    """The more particular first, then in the order of the file."""
    sign: int = 1
    """-1 when the words name the contrary of the issue ("cling to power")."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells a stance: where its issue stands (`slots`), and how far it may be trusted.

    `act` predicates tell a stance only on an issue of a known kind ("imposed sanctions"), `soft` ones a wish or
    intention, `accusing` ones are against what they accuse of.
    """

    stance: str
    slots: tuple[str, ...]
    act: bool = False
    soft: bool = False
    accusing: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that positions are read with. Keys are lemmas in lower case (`vote+down` with its particle)."""

    nouns: Mapping[str, tuple[Entry, ...]]
    verbs: Mapping[str, tuple[Entry, ...]]
    ended: Mapping[str, str]
    """The kind that a demand to end an issue of this kind is about."""
    kinds: tuple[str, ...]
    predicates: Mapping[str, Mapping[str, tuple[Predicate, ...]]]
    """By part of speech (`verbs`, `nouns`, `adjectives`) and lemma."""
    turning: Mapping[str, frozenset[str]]
    passing: Mapping[str, frozenset[str]]
    judging: Mapping[str, frozenset[str]]
    led: frozenset[str]
    waged: frozenset[str]
    agentive: Mapping[str, str]
    """Nouns for who is for or against somebody ("backer") -> the stance."""
    asserted: Mapping[str, tuple[str, str]]
    """`verb+object` -> the stance and kind of issue that the speaker of such a clause has."""
    condition: frozenset[str]
    getting: frozenset[str]
    praise: frozenset[str]
    blame: frozenset[str]
    doing: frozenset[str]
    presupposing: frozenset[str]
    hostile: frozenset[str]
    """Kinds that are threatened, not offered, when they are announced under a condition."""
    examples: tuple[tuple[str, str, str], ...]
    """Stance, example and counter-example of every group, for the tests."""


@lru_cache(maxsize=8)
def lexicon(folder: Path | None = None) -> Lexicon:
    """The packaged lexicon, with the kinds and words of the folder's `issues.yaml` added.

    Raises `ReferenceDataError` with the file's name when that file is not of this form.
    """
    issues = _load(ISSUES_FILE)
    if folder is not None and (folder / ISSUES_FILE).is_file():
        issues = _joined(issues, folder / ISSUES_FILE)
    stances = _load("stances.yaml")
    return Lexicon(
        nouns=_entries(issues, "nouns"),
        verbs=_entries(issues, "verbs"),
        ended={kind: str(spec["ended"]) for kind, spec in issues.items() if spec.get("ended")},
        kinds=tuple(issues),
        predicates={part: _predicates(stances[part]) for part in ("verbs", "nouns", "adjectives")},
        turning=_sets(stances["turning"]),
        passing=_sets(stances["passing"]),
        judging=_sets(stances["judging"]),
        led=frozenset(str(stances["led"]).split()),
        waged=frozenset(str(stances["waged"]).split()),
        agentive={word: stance for stance, listed in stances["agentive"].items() for word in str(listed).split()},
        asserted=_asserted(str(stances["judging"]["asserted"])),
        condition=frozenset(str(stances["condition"]).split()),
        praise=frozenset(str(stances["praise"]).split()),
        blame=frozenset(str(stances["blame"]).split()),
        getting=frozenset(str(stances["getting"]).split()),
        presupposing=frozenset(str(stances["presupposing"]).split()),
        doing=frozenset(str(stances["doing"]).split()),
        hostile=frozenset(str(stances["hostile"]).split("|")),
        examples=tuple(
            (str(group["stance"]), str(group["example"]), str(group["counter"]))
            for part in ("verbs", "nouns", "adjectives")
            for group in stances[part]
        ),
    )


def _load(name: str) -> Any:
    text = files("dragoman.extract.positions").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _joined(issues: dict[str, Any], path: Path) -> dict[str, Any]:
    """The packaged kinds with a user's: words are added to a kind of the same name, new kinds stand first."""
    try:
        own = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"{path}: is no YAML in UTF-8 ({error})") from error
    if not isinstance(own, dict) or not all(isinstance(spec, dict) for spec in own.values()):
        raise ReferenceDataError(f"{path}: give each kind of issue its `nouns` and `verbs`, words parted by spaces")
    fresh: dict[str, dict[str, Any]] = {str(kind): {} for kind in own if kind not in issues}
    joined = fresh | {kind: dict(spec) for kind, spec in issues.items()}
    for kind, spec in own.items():
        wrong = sorted(set(spec) - {"nouns", "verbs", "ended"})
        if wrong:
            raise ReferenceDataError(f"{path}: {kind}: there is no {', '.join(wrong)}; there are nouns, verbs, ended")
        known = joined.setdefault(str(kind), {})
        for part in ("nouns", "verbs"):
            known[part] = f"{known.get(part) or ''} {spec.get(part) or ''}"
        known["ended"] = spec.get("ended") or known.get("ended")
    return joined


def _entries(issues: Mapping[str, Any], part: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for order, (kind, spec) in enumerate(issues.items()):
        for word in str(spec.get(part) or "").split():
            sign = -1 if word.startswith("-") else 1
            words = word.lower().lstrip("-").split("+")
            head = words[-1] if part == "nouns" else words[0]
            others = frozenset(words[:-1] if part == "nouns" else words[1:])
            found.setdefault(head, []).append(Entry(kind, head, others, (-len(others), order), sign))
            if part == "nouns" and len(words) == 2:
                found.setdefault(words[0], []).append(Entry(kind, words[0], frozenset(words[1:]), (-1, order)))
    return {head: tuple(sorted(entries, key=lambda e: e.rank)) for head, entries in found.items()}


def _predicates(groups: Any) -> dict[str, tuple[Predicate, ...]]:
    found: dict[str, list[Predicate]] = {}
    for group in groups:
        for word in str(group["words"]).split():
            lemma, _, slots = word.partition(":")
            predicate = Predicate(
                str(group["stance"]),
                tuple(slots.split(",")),
                bool(group.get("act")),
                bool(group.get("soft")),
                bool(group.get("accusing")),
            )
            found.setdefault(lemma, []).append(predicate)
    return {lemma: tuple(listed) for lemma, listed in found.items()}


def _asserted(listed: str) -> dict[str, tuple[str, str]]:
    found = {}
    for word in listed.split():
        words, _, meaning = word.partition("=")
        stance, _, kind = meaning.partition("|")
        found[words] = (stance, kind.replace("_", " "))
    return found


def _sets(groups: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(str(listed).split()) for name, listed in groups.items()}
