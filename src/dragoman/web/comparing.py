"""Two reports of one happening side by side: their sentences aligned, and what only one of them says marked.

Sentences are paired by the words that they share (Dice's coefficient), the likest first, wherever they stand: papers
tell the same in another order. Of a pair a word is marked when the partner does not have it anywhere; case, stops and
quotation marks aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.record import Record
from dragoman.web.wording import day_words

Row = dict[str, Any]

LIKE = 0.4
"""Sentences that share less are not taken for tellings of the same. Set by eye on the sample crisis: rewritten wire
sentences share half of their words and more, different ones of one story a fifth."""
MOST_SENTENCES = 160
"""Sentences of each article that are compared, those around the happening first."""
BEFORE, AFTER = 1, 2
"""Sentences of the passage before and after the one that tells the happening."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; `only` when the other article does not have them."""

    text: str
    only: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence in pieces; `alone` when the other article has none like it, `breaks` when a paragraph begins."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    alone: bool
    breaks: bool


def side_by_side(left: Sequence[str], right: Sequence[str]) -> tuple[list[tuple[Piece, ...]], list[tuple[Piece, ...]]]:
    """The sentences of both in pieces; those without a partner are one piece that only they have."""
    words = [[_folded(s) for s in side] for side in (left, right)]
    partner = dict(_pairs(*words))
    back = {b: a for a, b in partner.items()}
    return (
        [_marked(s, words[0][i], words[1][partner[i]] if i in partner else None) for i, s in enumerate(left)],
        [_marked(s, words[1][i], words[0][back[i]] if i in back else None) for i, s in enumerate(right)],
    )


def against(wording: str, other: str) -> tuple[Piece, ...]:
    """A wording in pieces, the words marked that the other does not have."""
    return _marked(wording, _folded(wording), _folded(other))


def _folded(sentence: str) -> list[str]:
    return [w.lower().replace("’", "'") for w in _WORD.findall(sentence)]


def _pairs(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Iterable[tuple[int, int]]:
    sets = [[set(words) for words in side] for side in (left, right)]
    likely = []
    for a, one in enumerate(sets[0]):
        for b, other in enumerate(sets[1]):
            if one and other and 2 * min(len(one), len(other)) >= LIKE * (len(one) + len(other)):
                like = 2 * len(one & other) / (len(one) + len(other))
                if like >= LIKE:
                    likely.append((-like, abs(a - b), a, b))
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, a, b in sorted(likely):
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            yield a, b


def _marked(sentence: str, own: Sequence[str], other: Sequence[str] | None) -> tuple[Piece, ...]:
    if other is None:
        return (Piece(sentence, only=bool(own)),)
    there = set(other)
    shared = [word in there for word in own]
    pieces: list[Piece] = []
    done = 0
    places = [(m.start(), m.end()) for m in _WORD.finditer(sentence)]
    i = 0
    while i < len(places):
        if shared[i]:
            i += 1
            continue
        first = i
        while i < len(places) and not shared[i]:
            i += 1
        low, high = places[first][0], places[i - 1][1]
        if low > done:
            pieces.append(Piece(sentence[done:low]))
        pieces.append(Piece(sentence[low:high], only=True))
        done = high
    if done < len(sentence):
        pieces.append(Piece(sentence[done:]))
    return tuple(pieces)


def compared(record: Record, reports: tuple[Sequence[Row], Sequence[Row]]) -> tuple[list[Told], list[Told]]:
    """The sentences of two articles (given each article's reports of the happening), compared."""
    found = tuple(_sentences(record, rows) for rows in reports)
    pieces = side_by_side(*([s["text"] for s in side] for side in found))
    left, right = (
        [
            Told(s["start"], s["end"], parts, len(parts) == 1 and parts[0].only, s["breaks"])
            for s, parts in zip(side, marked, strict=True)
        ]
        for side, marked in zip(found, pieces, strict=True)
    )
    return left, right


def passage(told: Sequence[Told], reports: Sequence[Row]) -> list[Told]:
    """The sentences that tell the happening, with those next to them."""
    kept: set[int] = set()
    for i, sentence in enumerate(told):
        if any(r["start"] < sentence.end and r["end"] > sentence.start for r in reports):
            kept |= set(range(max(i - BEFORE, 0), min(i + AFTER + 1, len(told))))
    return [told[i] for i in sorted(kept)]


def _sentences(record: Record, reports: Sequence[Row]) -> list[Row]:
    """The sentences of an article, with `breaks` where a line of the text begins, those about the happening if many."""
    of = (reports[0]["article_id"],)
    rows = record.sql('SELECT "start", "end", text FROM sentences WHERE article_id = ? ORDER BY "start"', of)
    (article,) = record.sql("SELECT text FROM articles WHERE article_id = ?", of)
    done = 0
    for row in rows:
        row["breaks"] = "\n" in article["text"][done : row["start"]]
        done = max(done, row["end"])
    first = next((i for i, s in enumerate(rows) if s["end"] > reports[0]["start"]), 0)
    low = max(0, min(first - MOST_SENTENCES // 2, len(rows) - MOST_SENTENCES))
    return rows[low : low + MOST_SENTENCES]


@dataclass(frozen=True, slots=True)
class Compared:
    """A field as both have it; `verdict` says in words how they stand to each other."""

    name: str
    left: str
    right: str

    @property
    def verdict(self) -> str:
        """`same`, `differ`, `only the left`, `only the right`."""
        if self.left and self.right:
            return "same" if self.left == self.right != "itself" else "differ"
        return "only the left" if self.left else "only the right"


def fields(happening: Row, left: Sequence[Row], right: Sequence[Row]) -> list[Compared]:
    """What the two articles say of the day, who, whom, where, the toll, the status; what neither says is left out."""
    both = (left, right)
    said: list[tuple[str, list[str]]] = [
        ("day", [_joined(day_words(r["date_from"], r["date_to"]) for r in rows) for rows in both]),
        ("act", [_joined("/".join(part for part in (r["type"], r["mode"]) if part) for r in rows) for rows in both]),
        ("actor", [_joined(", ".join(r["actors"]) for r in rows) for rows in both]),
        ("recipient", [_joined(", ".join(r["recipients"]) for r in rows) for rows in both]),
        ("place", [_joined(r["place_name"] for r in rows) for rows in both]),
        ("killed", [_values(happening, "killed", rows) for rows in both]),
        ("status", [_joined(r["status"] for r in rows) for rows in both]),
        ("told by", [_joined(r["reported_by"] or "the article itself" for r in rows) for rows in both]),
        ("origin", [_joined(_origin(r) for r in rows) for rows in both]),
    ]
    return [Compared(name, *values) for name, values in said if any(values)]


def _origin(report: Row) -> str:
    return "itself" if report["origin"] == report["article_id"] else str(report["origin"])


def _joined(values: Iterable[str | None]) -> str:
    return " / ".join(dict.fromkeys(v for v in values if v))


def _values(happening: Row, field: str, reports: Sequence[Row]) -> str:
    """The values of a field that an article gives; a copy gives those of its original."""
    for ids in ({r["article_id"] for r in reports}, {r["copy_of"] for r in reports}):
        told = happening["fields"].get(field, [])
        found = _joined(v["value"] for v in told if any(r["article_id"] in ids for r in v["reports"]))
        if found:
            return found
    return ""
