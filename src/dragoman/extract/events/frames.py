"""The event lexicon: frames (a predicate with its slots) read from the lexicon's YAML, one file an event type.

A file holds `type` and `groups`. A group gives a pattern, the codes of its frames and its entries, one a line:

    - frame: "A _ {@sanctions} on|against R"      # `_` is the entry's lemma
      cameo: "163"
      mode: restrict
      words: |
        impose | [Norway] imposed an embargo on <Iran>. | The firm imposed an embargo on leaks.

The second field is an example in which the frame is found, with the actor in square brackets and the recipient in
angle brackets; the third one in which it is not. Both are run as tests.

Slots of a verb's pattern, in order: `A` the actor (subject; the by-phrase of a passive), `A+` when everyone named is
an actor; `_` the lemma, with `+up` for a particle; `R` the recipient as object, `on|against R` after a preposition,
`..R` wherever the clause or its complement has one, `R?` where it may be missing; `{a b}` or `{@class}` what the
object (or, after a preposition, its object) must be; `to-do`, `doing` and `that` a clause that must follow.
A noun's pattern starts with `N`: `N A's _ on R`, `N R's _ by A`, `N _ between A+`. A form of `be` with an adjective is a
pattern with `=`: `A = ready to-do ..R`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.extract.events.codes import cameo_codes
from dragoman.extract.events.words import load_yaml

NOT_FRAMES = {"nouns.yaml", "syntax.yaml", "status.yaml", "codes.yaml", "classes.yaml"}


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
    """One reading of a predicate. `kind` is verb, noun or adjective."""

    id: str
    type: str
    kind: str
    lemma: str
    particle: str | None = None
    slots: tuple[Slot, ...] = ()
    complement: str | None = None
    mutual: bool = False
    needs_actor: bool = False
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    admits: frozenset[str] = frozenset()
    example: str = ""
    counter: str = ""
    weight: int = 0

    def slot(self, role: str) -> Iterator[Slot]:
        """The slots of one role, in the pattern's order."""
        return (s for s in self.slots if s.role == role)


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
    "REJECT": "person org place act",
    "PROTEST": "person org place act",
    "VOTE": "person org act",
    "RETREAT": "person org place property hardware count",
    "CONCEDE": "person org place act",
    "AID": "person org place count",
    "SANCTION": "person org place act",
    "THREATEN": "person org place act",
    "REQUEST": "person org place",
    "MOBILIZE": "person org place",
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
    return Lexicon(
        tuple(frames), *({k: tuple(v) for k, v in by_kind[kind].items()} for kind in ("verb", "noun", "adjective"))
    )


def _group(group: dict[str, Any], type_: str, classes: dict[str, list[str]]) -> Iterator[Frame]:
    cameo = group.get("cameo")
    plover = cameo_codes().get(cameo) if cameo else None
    mode = group.get("mode", plover.mode if plover and plover.type == type_ else None)
    contexts = tuple(str(group.get("contexts") or "").split()) or (plover.contexts if plover else ())
    admits = frozenset(str(group.get("admits") or ADMITS.get(type_, ANYONE)).split())
    for line in str(group["words"]).splitlines():
        word, example, counter = (part.strip() for part in line.split(" | "))
        pattern = str(group["frame"]).replace("_", word)
        yield parse_frame(
            pattern, type_, classes, mode=mode, cameo=cameo, contexts=contexts, admits=admits, example=example, counter=counter
        )


def parse_frame(
    pattern: str, type_: str, classes: dict[str, list[str]], *, admits: frozenset[str], mode: str | None = None,
    cameo: str | None = None, contexts: tuple[str, ...] = (), example: str = "", counter: str = "",
) -> Frame:  # fmt: skip
    """A Frame from its pattern (see the module's text). Raises `ValueError` with the pattern when it can't be read."""
    kind, lemma, particle, complement, mutual, needs_actor = "verb", "", None, None, False, False
    slots: list[Slot] = []
    preps: tuple[str, ...] = ()
    for part in _parts(pattern):
        if part == "N":
            kind = "noun"
        elif part == "=":
            kind = "adjective"
        elif part in {"A's", "R's"}:
            slots.append(Slot(part[0], possessor=True))
        elif part.rstrip("+?!") == "A":
            mutual = mutual or "+" in part
            needs_actor = needs_actor or "!" in part
            if lemma:
                slots.append(Slot("A", preps, optional="?" in part))
                preps = ()
        elif part.rstrip("?") in {"R", "..R"}:
            slots.append(Slot("R", preps, optional="?" in part, anywhere=part.startswith("..")))
            preps = ()
        elif part.startswith("{"):
            among: set[str] = set()
            for word in part.strip("{}").split():
                among.update(classes[word[1:]] if word.startswith("@") else [word])
            slots.append(Slot("X", preps, frozenset(among)))
            preps = ()
        elif part in {"to-do", "doing", "that"}:
            complement = part
            preps = ("that",) if part == "that" else ()
        elif part.startswith("+"):
            particle = part[1:]
        elif not lemma:
            lemma = part
        elif part.islower():
            preps = tuple(part.split("|"))
        else:
            raise ValueError(f"can't read {part!r} in the event frame {pattern!r}")
    if not lemma:
        raise ValueError(f"no predicate in the event frame {pattern!r}")
    weight = 3 * bool(particle) + 2 * bool(complement) + sum(
        2 * bool(s.among) + (not s.optional) * (not s.anywhere) * (1 + bool(s.preps)) for s in slots
    )  # fmt: skip
    name = f"{type_.lower()}/{pattern}"
    return Frame(
        name, type_, kind, lemma, particle, tuple(slots), complement, mutual, needs_actor, mode, cameo, contexts, admits,
        example, counter, weight,
    )  # fmt: skip


def _parts(pattern: str) -> Iterator[str]:
    inside: list[str] = []
    for part in pattern.split():
        if inside or part.startswith("{"):
            inside.append(part)
            if part.endswith("}"):
                yield " ".join(inside)
                inside = []
        else:
            yield part
