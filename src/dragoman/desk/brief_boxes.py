"""The boxes of a brief: what was counted, by whom, within which bounds; where each stands, and how that moved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from dragoman.desk.brief_sources import ARTICLE, JOINED, Source, source_of
from dragoman.desk.figures import figures
from dragoman.desk.positions import OTHER, positions, sign_of
from dragoman.record import Record
from dragoman.record.filters import Some
from dragoman.reference.folding import fold

Row = dict[str, Any]

MEASURES = ("killed", "wounded", "missing", "detained", "abducted", "displaced", "fled")
"""What is counted of people, in the order of its boxes."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A number that somebody gives: bounds (`None` for an open one), of whom, where, for which days, and whose it is
    (`None`: the article gives it in its own voice)."""

    low: int | None
    high: int | None
    of: str | None
    place: str | None
    claimant: str | None
    date_from: str | None
    date_to: str | None
    scope: str | None
    superseded: bool
    """True where the same claimant later gave another number."""
    contradicted: bool
    """True where another claimant's number for the same days cannot be right beside it."""
    source: Source


@dataclass(frozen=True, slots=True)
class Tolls:
    """The numbers given of one measure, by day."""

    measure: str
    tolls: tuple[Toll, ...]


@dataclass(frozen=True, slots=True)
class Stance:
    """Where somebody stood on some days, by one sentence; `reported_by` names who tells it of another."""

    stance: str
    side: int
    date_from: str | None
    date_to: str | None
    reported_by: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Box:
    """A holder's stances on an issue by day, those that repeat the last one left out; `moved` when the side changed."""

    holder: str
    issue: str
    about: str | None
    stances: tuple[Stance, ...]

    @property
    def moved(self) -> bool:
        """True when a later stance, of days that are later for sure, is on another side."""
        return any(
            a.side != b.side and (a.date_to or "9999") < (b.date_from or "")
            for a, b in zip(self.stances, self.stances[1:], strict=False)
        )


def tolls(record: Record, *, about: str | None, actor: Some, first: str | None, last: str | None) -> list[Tolls]:
    """What was counted of people, measure by measure; parts of another number, and what copies repeat, are left out."""
    rows = [
        row
        for row in figures(record, measure=MEASURES, actor=actor, about=about, first=first, last=last)
        if row["part_of"] is None and (row["low"] is not None or row["high"] is not None)
    ]
    sources = _sources(record, rows)
    found: dict[str, dict[tuple[Any, ...], Toll]] = {m: {} for m in MEASURES}
    for row in rows:
        source = replace(sources[row["article_id"]], sentence=_line(row["sentence"]))
        if source.copy:
            continue
        toll = Toll(
            row["low"], row["high"], row["who"], row["place_name"], row["claimant_name"], row["date_from"],
            row["date_to"], row["scope"], row["superseded_by"] is not None, bool(row["contradicts"]), source,
        )  # fmt: skip
        whose = toll.claimant or source.sentence
        found[row["measure"]].setdefault((toll.low, toll.high, fold(whose), fold(toll.place or "")), toll)
    return [Tolls(measure, tuple(sorted(found[measure].values(), key=_when))) for measure in MEASURES if found[measure]]


def stances(record: Record, *, about: str | None, actor: Some, first: str | None, last: str | None) -> list[Box]:
    """Where each holder stands on each known kind of issue, by holder's name; what copies repeat is left out."""
    rows = [r for r in positions(record, actor=actor, about=about, first=first, last=last) if r["issue"] != OTHER]
    sources = _sources(record, rows)
    rows = [r for r in rows if r["holder"] and not sources[r["article_id"]].copy]
    rows.sort(key=_line_key)
    out = []
    for _, group in groupby(rows, key=_line_key):
        told: list[Stance] = []
        here = sorted(group, key=lambda r: (r["date_from"] or r["date_to"] or "9999", not r["own"], -r["confidence"]))
        for row in here:
            if told and told[-1].side == sign_of(row):
                continue
            source = replace(sources[row["article_id"]], sentence=_line(row["sentence"]))
            told.append(
                Stance(row["stance"], sign_of(row), row["date_from"], row["date_to"], row["reported_by"], source)
            )
        out.append(Box(here[0]["holder"], here[0]["issue"], here[0]["about"], tuple(told)))
    return out


def article_sources(counted: Iterable[Tolls], held: Iterable[Box]) -> list[Source]:
    """The sources of these boxes."""
    return [t.source for box in counted for t in box.tolls] + [s.source for box in held for s in box.stances]


def _line_key(row: Row) -> tuple[str, str, str]:
    return (fold(row["holder"] or ""), row["issue"], row["about"] or "")


def _when(toll: Toll) -> tuple[str, str, str]:
    """By the day for which, then the day on which it is told."""
    return (toll.date_to or "9999", toll.source.published_from or "9999", toll.source.article_id)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _sources(record: Record, rows: Sequence[Row]) -> dict[str, Source]:
    wanted = sorted({row["article_id"] for row in rows})
    found = record.sql(
        f"SELECT {ARTICLE}, o.origin, '' AS sentence FROM articles a {JOINED} "
        "LEFT JOIN origins o ON o.article_id = a.article_id "
        "WHERE a.article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(wanted),),
    )
    return {row["article_id"]: source_of(row) for row in found}
