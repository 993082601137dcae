"""When two statements of one speaker are one utterance: their quoted words align, or what is told of them is the same.

A state speaks by its officials: what one paper has from the state and another from its minister aligns, too, when both
give the day. What two officials say in the same words is two utterances.

A longer and a shorter quotation align by containment: most of the shorter one's runs of three words stand in the
longer. What is told in indirect speech aligns with what was said about the same day by most of its longer words.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

from dragoman.reference.folding import fold

RUN = 3
"""Words of a run; runs do not cross from one quotation of a statement to the next."""
LEAST_RUNS = 3
"""A quotation with fewer runs (of fewer than five words) must stand in the other one whole."""
ALIKE = 0.5
"""Share of the shorter quotation's runs that stand in the longer."""
LEAST_WORDS = 3
"""A quotation of fewer words is of no utterance: "very serious" is said too often."""
LEAST_TOLD = 5
SAME_TOLD = 0.7
"""Indirect speech: longer words that it has at least, and the share of the shorter one's that both have."""
MANY_TOLD, MOST_TOLD = 8, 0.8
"""Longer words, and their share, that two must have in common where each names or counts what the other does not: a
corrected number or another spelling, not the same sentence about another town."""
NARROW = 3
"""Days: a wider Interval does not say when something was said; only quoted words join it."""
APART = 1
"""Days between two statements of one utterance at most."""
KEPT_OF = 3
"""One run in so many is kept to find quotations by, the same ones in every statement."""
TOLD_BY = 6
"""Of what is told, so many of the longest words are kept to find it by."""
FORTNIGHT = 14
"""Days in which a quotation is looked for by its words besides looking at any day: a phrase may be of every week."""

_QUOTED = re.compile(r"[“\"«„](.+?)(?:[”\"»“]|$)", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME = re.compile(r"(?<=[\w,;] )[^\W\d_a-zß-öø-ÿ][^\W_]{3,}")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[,.]\d+)*")
_LONG = 4
_GAP = "…"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as far as it is compared. `speaker` is the same for all statements of one speaker; `first` and
    `last` are ordinals of the days on which it was said, `None` where open; `state` is the code of the one for which
    the speaker speaks, `state:RUS` as `speaker` that state itself; `beside` are the articles of about the same days,
    where its own days are not known."""

    article_id: str
    statement_id: str
    kind: str
    speaker: str
    content: str
    first: int | None
    last: int | None
    state: str | None = None
    beside: frozenset[str] = frozenset()
    quoted: tuple[tuple[str, ...], ...] = field(init=False)
    runs: frozenset[tuple[str, ...]] = field(init=False)
    told: frozenset[str] = field(init=False)
    names: frozenset[str] = field(init=False)
    numbers: frozenset[str] = field(init=False)
    """What stands with a capital within a sentence, by its first letters, and in digits."""

    def __post_init__(self) -> None:
        parts = _parts(self.kind, self.content)
        object.__setattr__(self, "quoted", parts)
        runs = (part[i : i + RUN] for part in parts for i in range(len(part) - RUN + 1))
        object.__setattr__(self, "runs", frozenset(runs))
        words = _WORD.findall(fold(self.content))
        object.__setattr__(self, "told", frozenset(_stem(w) for w in words if len(w) >= _LONG))
        object.__setattr__(self, "names", frozenset(fold(m[0])[:_LONG] for m in _NAME.finditer(self.content)))
        object.__setattr__(self, "numbers", frozenset(m[0].replace(",", "") for m in _NUMBER.finditer(self.content)))

    @property
    def key(self) -> tuple[str, str]:
        """By what it is known in the record."""
        return (self.article_id, self.statement_id)

    @property
    def wording(self) -> tuple[object, ...]:
        """What is the same for statements that align with the same others: one quotation that a hundred papers have."""
        own = self.key if self.beside or not aligned(self, self) else ()
        told = (self.told, self.names, self.numbers)
        return (self.speaker, self.state, self.kind, self.quoted, *told, self.first, self.last, own)

    @property
    def place(self) -> int:
        """A number that all statements of one voice and day have in common."""
        return _hash(self._who, str(self.first))

    @property
    def _who(self) -> str:
        return f"state:{self.state}" if self.state else self.speaker

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return sum(map(len, self.quoted))

    @property
    def is_narrow(self) -> bool:
        """True when its days say when it was said."""
        return self.first is not None and self.last is not None and self.last - self.first < NARROW

    @property
    def is_comparable(self) -> bool:
        """True when it says enough to be known again."""
        return any(len(part) >= LEAST_WORDS for part in self.quoted) or (
            self.is_narrow and len(self.told) >= LEAST_TOLD
        )

    @property
    def wording_key(self) -> int:
        """A number of 63 bits for `wording`."""
        told = (part if not isinstance(part, frozenset) else sorted(part) for part in self.wording)
        data = "\x1f".join(map(repr, told)).encode("utf-8", "replace")
        return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") >> 1

    def marks(self) -> list[int]:
        """Numbers of which two statements of one utterance share some, also when they are `APART` days apart."""
        who = self._who
        found = {_hash(who, " ".join(run)) for run in self.runs}
        kept = {key for key in found if key % KEPT_OF == 0} or set(sorted(found)[:1])
        if not self.is_narrow or self.first is None or self.last is None:
            return sorted(kept)
        longest = sorted(self.told, key=lambda word: (-len(word), word))[:TOLD_BY]
        days = _parts_of_time(self.first, self.last, 1)
        weeks = _parts_of_time(self.first, self.last, FORTNIGHT)
        kept |= {_dated(week * FORTNIGHT, _hash("", str(key))) for key in sorted(kept) for week in weeks}
        return sorted(kept | {_dated(day, _hash(who, word)) for word in longest for day in days})

    @property
    def is_state(self) -> bool:
        """True where the state itself is named as the speaker."""
        return self.speaker.startswith("state:")


def aligned(one: Said, other: Said) -> bool:
    """True when both are of one utterance, as far as their words and days say."""
    if not one_voice(one, other) or gap(one, other) > APART:
        return False
    if one.runs and other.runs:
        short, long = sorted((one, other), key=lambda s: (s.words, s.key))
        if len(short.runs) < LEAST_RUNS:
            return short.runs <= long.runs and any(len(w) >= _LONG for part in short.quoted for w in part)
        if len(short.runs & long.runs) >= ALIKE * len(short.runs):
            return True
        if one.kind == other.kind == "direct":
            return False
    if not (one.is_narrow and other.is_narrow):
        return False
    least = min(len(one.told), len(other.told))
    shared = len(one.told & other.told)
    if least < LEAST_TOLD or shared < SAME_TOLD * least:
        return False
    return (shared >= MANY_TOLD and shared >= MOST_TOLD * least) or not _of_others(one, other)


def _of_others(one: Said, other: Said) -> bool:
    """True where each of two names somebody or counts something that the other does not: in like words, but of other
    towns or of another number of people."""
    if one.numbers - other.numbers and other.numbers - one.numbers:
        return True
    if one.names == other.names:
        return False
    mine, theirs = ({word[:_LONG] for word in said.told} for said in (one, other))
    return bool(one.names - theirs) and bool(other.names - mine)


def one_voice(one: Said, other: Said) -> bool:
    """True for the same speaker, and, of about one day, for a state and one who speaks for it."""
    if one.speaker == other.speaker:
        return True
    if one.state is None or one.state != other.state or not (one.is_state or other.is_state):
        return False
    beside = other.article_id in one.beside or one.article_id in other.beside
    return beside or (one.is_narrow and other.is_narrow)


def gap(one: Said, other: Said) -> int:
    """Days that two statements are apart at least; 0 where that is not known."""
    after = one.first - other.last if one.first is not None and other.last is not None else 0
    before = other.first - one.last if other.first is not None and one.last is not None else 0
    return max(0, after, before)


def agreement(one: Said, longest: Said) -> float:
    """The share of a statement's words that stand in the longest wording, from 0 to 1: its quoted runs, else what it
    tells."""
    mine, theirs = (one.runs, longest.runs) if one.runs and longest.runs else (one.told, longest.told)
    return round(len(mine & theirs) / len(mine), 2) if mine else 0.0


Pair = tuple[Said, Said]


@dataclass(slots=True)
class _Group:
    """Statements of one utterance, and what says whether it may join another."""

    members: list[Said]
    first: int | None
    """The latest first day."""
    last: int | None
    """The earliest last day."""
    speakers: frozenset[str]
    narrow: bool

    def may_join(self, other: _Group) -> bool:
        """True when all members of the two may be of one voice and of days not too far apart."""
        for first, last in ((self.first, other.last), (other.first, self.last)):
            if first is not None and last is not None and first - last > APART:
                return False
        if len(self.speakers | other.speakers) == 1:
            return True
        if self.narrow and other.narrow:
            # Of one state, or they would not be compared: any two but the state itself are two who speak for it.
            return sum(not speaker.startswith("state:") for speaker in self.speakers | other.speakers) < 2
        return all(one_voice(a, b) for a in self.members for b in other.members)

    def join(self, other: _Group) -> None:
        """Takes the other's members in."""
        self.members += other.members
        self.first = max((f for f in (self.first, other.first) if f is not None), default=None)
        self.last = min((f for f in (self.last, other.last) if f is not None), default=None)
        self.speakers |= other.speakers
        self.narrow &= other.narrow


def utterances(said: Iterable[Said], pairs: Iterable[Pair]) -> list[list[Said]]:
    """Statements that are connected by alignment, parted into utterances, given the pairs that align: the surest join
    first, and no two utterances join whose days are more than `APART` apart. The order of both is no matter."""
    group = {s.key: _Group([s], s.first, s.last, frozenset((s.speaker,)), s.is_narrow) for s in said}
    ordered = []
    for pair in pairs:
        one, other = sorted(pair, key=lambda s: s.key)
        share = max(agreement(one, other), agreement(other, one))
        ordered.append((gap(one, other), -share, one.key, other.key))
    for _, _, left, right in sorted(ordered):
        one_group, other_group = group[left], group[right]
        if one_group is not other_group and one_group.may_join(other_group):
            if len(one_group.members) < len(other_group.members):
                one_group, other_group = other_group, one_group
            for member in other_group.members:
                group[member.key] = one_group
            one_group.join(other_group)
    unique = {id(found): found.members for found in group.values()}
    return sorted((sorted(members, key=lambda s: s.key) for members in unique.values()), key=lambda m: m[0].key)


def days_of(first: str | None, last: str | None) -> tuple[int | None, int | None]:
    """Ordinals of two ISO days."""
    low = dt.date.fromisoformat(first).toordinal() if first else None
    high = dt.date.fromisoformat(last).toordinal() if last else None
    return low, high


def _parts(kind: str, content: str) -> tuple[tuple[str, ...], ...]:
    if kind == "indirect":
        return ()
    pieces = content.split(_GAP)
    if kind == "mixed":
        pieces = [m[1] for piece in pieces for m in _QUOTED.finditer(piece)]
    return tuple(words for piece in pieces if (words := tuple(_WORD.findall(fold(piece)))))


def _parts_of_time(first: int, last: int, length: int) -> list[int]:
    """Numbers of stretches of so many days, of which two Intervals share one that are at most `APART` apart."""
    return sorted({day // length for day in range(first, last + APART + 1)})


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _dated(day: int, mark: int) -> int:
    """A mark of a day: those of one day stand together, so that a day's news changes one place of a large index."""
    return day << 40 | mark >> 23


def _hash(speaker: str, what: str) -> int:
    data = f"{speaker}\x1f{what}".encode("utf-8", "replace")
    return zlib.crc32(data) << 31 | zlib.crc32(data[::-1]) >> 1
