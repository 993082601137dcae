"""The event lexicon: frames (a predicate with its slots) read from the lexicon's YAML, one file an event type.

A file holds `type` and `groups`. A group gives a pattern, the codes of its frames and its entries, one a line:

    - frame: "A _ {@sanctions} on|against R"      # `_` is the entry's lemma
      cameo: "163"
      mode: restrict
      words: |
        impose | [Norway] imposed an embargo on <Iran>. | The firm imposed an embargo on leaks.

The second field is an example in which the frame is found, with the actor in square brackets and the recipient in
angle brackets; the third one in which it is not. Both are run as tests.

A verb's pattern, in order: `A` the actor (subject; the by-phrase of a passive), `A+` when everyone named is an actor,
`A&` when those coordinated do it to each other, `A{…}` one of a class (`A{-…}` none of it, `A{OFFICIAL}` somebody's
official), `R` when the subject undergoes it; `_` the lemma, with `+up` for a particle; `R` the recipient as object,
`on|against R` after a preposition, `..R` wherever the clause or its complement has one, `R?` where it may be missing;
`{a b}` or `{@class}` what the object (or, after a preposition, its object) must be, `{*}` any object, `{…}` any
where no other frame fits, `=` what the
object is called; `to-do`, `doing`, `do` and `that` a clause that must follow. A noun's pattern starts with `N`:
`N A's _ on R`, `N R's _ by A`, `N A+'s _` where it takes two, `N _ between A+`; its lemma may have a first part
(`hunger+strike`). A predicative adjective's has `=` before it: `A = _ to-do ..R`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.extract.events.codes import cameo_codes
from dragoman.extract.events.words import load_yaml

NOT_FRAMES = {"nouns.yaml", "syntax.yaml", "status.yaml", "codes.yaml", "classes.yaml"}
MUTUAL, EACH_OTHER = "+", "&"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a phrase fills: `role` A, R, X (no participant), `preps` (empty: the object), `among` lemmas."""

    role: str
    preps: tuple[str, ...] = ()
    among: frozenset[str] = frozenset()
    optional: bool = False
    anywhere: bool = False
    possessor: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of a predicate. `kind` is verb, noun or adjective; `weight` how much it asks for."""

    id: str
    type: str
    kind: str = "verb"
    lemma: str = ""
    particle: str | None = None
    slots: tuple[Slot, ...] = ()
    premodifier: str | None = None
    doers: frozenset[str] = frozenset()
    complement: str | None = None
    complement_among: frozenset[str] = frozenset()
    plural: str | None = None
    undergone: bool = False
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    admits: frozenset[str] = frozenset()
    example: str = ""
    counter: str = ""
    weight: int = 0

    @property
    def mutual(self) -> bool:
        """True when everyone named is an actor."""
        return self.plural == MUTUAL


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, by the lemma of their predicate."""

    frames: tuple[Frame, ...]
    verbs: dict[str, tuple[Frame, ...]] = field(default_factory=dict)
    nouns: dict[str, tuple[Frame, ...]] = field(default_factory=dict)
    adjectives: dict[str, tuple[Frame, ...]] = field(default_factory=dict)


# What a recipient may be when it is no named actor (classes of nouns.yaml), by event type.
ADMITS = {
    "ASSAULT": "person org place property hardware count",
    "COERCE": "person org place property hardware count",
    "ACCUSE": "person org place act hardware",
    "SUPPORT": "person org place act",
    "REJECT": "person org place act hardware",
    "PROTEST": "person org place act",
    "VOTE": "person org act",
    "RETREAT": "person org place property hardware count",
    "CONCEDE": "person org place act",
    "AID": "person org place count",
    "SANCTION": "person org place",
    "THREATEN": "person org place act",
}
ANYONE = "person org place"


@cache
def lexicon() -> Lexicon:
    """The lexicon; read from disk on the first call."""
    classes = {name: str(listed).split() for name, listed in load_yaml("classes.yaml").items()}
    folder = files("dragoman.extract.events").joinpath("lexicon")
    names = sorted(p.name for p in folder.iterdir() if p.name.endswith(".yaml") and p.name not in NOT_FRAMES)
    frames: list[Frame] = []
    for name in names:
        content = load_yaml(name)
        for group in content["groups"]:
            frames.extend(_group(group, str(group.get("type", content["type"])), classes))
    by_kind: dict[str, dict[str, list[Frame]]] = {"verb": {}, "noun": {}, "adjective": {}}
    for frame in frames:
        by_kind[frame.kind].setdefault(frame.lemma, []).append(frame)
    verbs, nouns, adjectives = ({k: tuple(v) for k, v in found.items()} for found in by_kind.values())
    return Lexicon(tuple(frames), verbs, nouns, adjectives)


def _group(group: dict[str, Any], type_: str, classes: dict[str, list[str]]) -> Iterator[Frame]:
    cameo = group.get("cameo")
    plover = cameo_codes().get(cameo) if cameo else None
    mode = group.get("mode", plover.mode if plover and plover.type == type_ else None)
    contexts = tuple(str(group.get("contexts") or "").split()) or (plover.contexts if plover else ())
    admits = frozenset(str(group.get("admits") or ADMITS.get(type_, ANYONE)).split())
    for line in str(group["words"]).splitlines():
        word, example, counter = (part.strip() for part in line.split(" | "))
        frame = parse_frame(str(group["frame"]).replace("_", word), type_, classes)
        yield replace(
            frame, mode=mode, cameo=cameo, contexts=contexts, admits=admits, example=example, counter=counter
        )  # fmt: skip


def parse_frame(pattern: str, type_: str, classes: dict[str, list[str]]) -> Frame:
    """A Frame from its pattern (see the module's text). Raises `ValueError` with the pattern when it can't be read."""
    frame = Frame(f"{type_.lower()}/{pattern}", type_)
    slots: list[Slot] = []
    preps: tuple[str, ...] = ()
    for part in _parts(pattern):
        name, _, braces = part.partition("{")
        among = _among(braces, classes)
        if part == "N":
            frame = replace(frame, kind="noun")
        elif part == "=" and not frame.lemma:
            frame = replace(frame, kind="adjective")
        elif part in {"A's", "R's", "A+'s"}:
            slots.append(Slot(part[0], possessor=True))
            frame = replace(frame, plural=MUTUAL if "+" in part else frame.plural)
        elif name.rstrip("+&?") == "A":
            plural = next((p for p in (MUTUAL, EACH_OTHER) if p in name), frame.plural)
            frame = replace(frame, plural=plural)
            if frame.lemma:
                slots.append(Slot("A", preps, among, optional="?" in name))
                preps = ()
            else:
                frame = replace(frame, doers=among)
        elif name == "R" and not frame.lemma:
            frame = replace(frame, undergone=True)
        elif name.rstrip("?") in {"R", "..R"}:
            slots.append(Slot("R", preps, among, optional="?" in name, anywhere=name.startswith("..")))
            preps = ()
        elif part.startswith("{"):
            slots.append(Slot("X", preps, among))
            preps = ()
        elif name in {"to-do", "doing", "do", "that"}:
            frame = replace(frame, complement=name, complement_among=among)
            preps = ("that",) if name == "that" else ()
        elif part.startswith("+"):
            frame = replace(frame, particle=part[1:])
        elif not frame.lemma:
            before, _, head = part.rpartition("+")
            frame = replace(frame, lemma=head, premodifier=before or None)
        elif part.islower() or part == "=":
            preps = tuple(part.split("|"))
        else:
            raise ValueError(f"can't read {part!r} in the event frame {pattern!r}")
    if preps and preps != ("that",):
        raise ValueError(f"nothing stands after {'|'.join(preps)!r} in the event frame {pattern!r}")
    if not frame.lemma:
        raise ValueError(f"no predicate in the event frame {pattern!r}")
    return replace(frame, slots=tuple(slots), weight=_weight(frame, slots))


def _weight(frame: Frame, slots: list[Slot]) -> int:
    asked = sum(
        (3 if "*" in s.among else -3 if "…" in s.among else 2 if s.among else 0)
        + any("+" in word for word in s.among)
        + (0 if s.optional or s.anywhere else 1 + bool(s.preps))
        for s in slots
    )
    return (
        asked
        + 3 * bool(frame.particle)
        + 2 * bool(frame.complement)
        + 2 * bool(frame.doers)
        + bool(frame.complement_among)
        + 4 * bool(frame.premodifier)
    )


def _among(braces: str, classes: dict[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in braces.rstrip("}").split():
        found.update(classes[word[1:]] if word.startswith("@") else [word])
    return frozenset(found)


def _parts(pattern: str) -> Iterator[str]:
    inside: list[str] = []
    for part in pattern.split():
        if inside or ("{" in part and "}" not in part):
            inside.append(part)
            if part.endswith("}"):
                yield " ".join(inside)
                inside = []
        else:
            yield part
