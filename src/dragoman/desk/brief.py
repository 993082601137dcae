"""The brief: a chronology with its sources, tolls by claimant and positions, as data; `exports.brief` writes it.

A line is a happening, or several that one report tells in one sentence of the same days. Nothing stands in it that is
not in the record, and a copy is named beside its origin but never counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dragoman.desk.brief_boxes import Box, Tolls, article_sources, stances, tolls
from dragoman.desk.brief_sources import Source, by_origin, sources_of
from dragoman.desk.chronology import timeline
from dragoman.record import Record
from dragoman.record.filters import Some

Row = dict[str, Any]

BATCH = 500
LEFT_OUT = ("hypothetical",)
"""Statuses of which no line is made: what might be is no entry of a chronology."""
_TOLD_FIRST = ("happened", "ongoing", "recalled")
_SAID_AGAIN: dict[str, set[str]] = {
    "REQUEST": {"demanded"},
    "APPEAL": {"demanded", "proposed"},
    "THREATEN": {"threatened"},
    "AGREE": {"announced", "proposed"},
    "REJECT": {"denied", "negated"},
}
"""An act of saying -> the statuses of what is said in it."""
FIELDS = ("date", "status", "actor", "place", "killed")
"""The fields whose disputed values are told, in this order."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a line tells: type and mode, its status, who and to whom by name, and who claims it (none: the report
    itself says it)."""

    happening_id: str
    type: str
    mode: str | None
    status: str
    who: tuple[str, ...]
    to_whom: tuple[str, ...]
    said_by: tuple[str, ...]
    origins: int
    """How many independent origins tell it."""
    official: str | None
    """Of a vote in the Council: the draft's symbol in the Council's own record."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field of which independent reports say different things: (value, independent origins), the best first. A day
    is ISO or `first/last`, `killed` a number or bounds in words."""

    field: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """Who denies what a line tells (`None`: nobody is named), in which sentence."""

    by: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the chronology: days (ISO, `None` for an open end), acts, the first report's sentence, sources."""

    date_from: str | None
    date_to: str | None
    acts: tuple[Act, ...]
    sentence: str
    sources: tuple[Source, ...]
    disagreements: tuple[Disagreement, ...]
    denials: tuple[Denial, ...] = ()

    @property
    def origins(self) -> int:
        """How many independent origins tell the act that most tell."""
        return max(act.origins for act in self.acts)


@dataclass(frozen=True, slots=True)
class Read:
    """What a brief rests on: articles it quotes, independent origins among them, the days of their publication, and
    of the whole record the articles, the copies among them and the reader's versions."""

    articles: int
    origins: int
    first: str | None
    last: str | None
    undated: int
    record_articles: int
    record_copies: int
    reader_versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as data. `lines` are by day; `asked` is the question, by the names of `brief`'s options."""

    asked: dict[str, Any]
    read: Read
    lines: tuple[Line, ...]
    left_out: int
    """Happenings that might be, of which no line was made."""
    tolls: tuple[Tolls, ...]
    positions: tuple[Box, ...]


def brief(
    record: Record,
    *,
    about: str | None = None,
    actor: Some = None,
    first: str | None = None,
    last: str | None = None,
    limit: int | None = None,
) -> Brief:
    """Gathers a brief; the filters are those of `timeline`, a limit counts happenings. `derive()` first."""
    asked = {"about": about, "actor": actor, "first": first, "last": last, "limit": limit}
    lines: list[Line] = []
    left_out = 0
    for batch in _batches(timeline(record, actor=actor, about=about, first=first, last=last, limit=limit)):
        wanted = [row for row in batch if row["status"] not in LEFT_OUT]
        left_out += len(batch) - len(wanted)
        lines += _lines(record, wanted)
    lines = _without_headlines(lines)
    # A sentence may tell happenings that did not stand together in the order of time.
    lines.sort(key=lambda line: (line.date_from or line.date_to or "9999", line.date_to or "9999"))
    counted = tolls(record, about=about, actor=actor, first=first, last=last)
    held = stances(record, about=about, actor=actor, first=first, last=last)
    quoted = [s for line in lines for s in line.sources]
    quoted += article_sources(counted, held)
    return Brief(
        {name: value for name, value in asked.items() if value is not None},
        _read(record, quoted),
        tuple(lines),
        left_out,
        tuple(counted),
        tuple(held),
    )


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _lines(record: Record, rows: Sequence[Row]) -> Iterator[Line]:
    """The lines of these happenings; those whose first report tells them in one sentence, of the same days, are one."""
    ids = [row["happening_id"] for row in rows]
    sources = sources_of(record, ids)
    values, denied = _values(record, ids), _denials(record, ids)
    groups: dict[tuple[str, str], dict[tuple[Any, Any], list[Row]]] = {}
    for row in sorted(rows, key=lambda row: row["status"] not in _TOLD_FIRST):
        quoted = sources[row["happening_id"]][0]
        days = groups.setdefault((quoted.article_id, quoted.sentence), {})
        day = (row["date_from"], row["date_to"])
        if row["status"] not in _TOLD_FIRST and day not in days:
            # What is threatened or demanded stands with the threat, not on the day that it would be.
            day = next(iter(days), day)
        days.setdefault(day, []).append(row)
    for (_, sentence), days in groups.items():
        for (first, last), group in days.items():
            told = {row["happening_id"]: sources[row["happening_id"]] for row in group}
            acts = [_act(row, len({s.origin for s in told[row["happening_id"]]})) for row in group]
            every = {s.article_id: s for act in acts for s in told[act.happening_id]}
            apart = [d for act in acts if act.origins > 1 for d in values.get(act.happening_id, ())]
            yield Line(
                first,
                last,
                tuple(_told_once(acts)),
                sentence,
                by_origin(every.values()),
                tuple(dict.fromkeys(apart)),
                tuple(dict.fromkeys(d for act in acts for d in denied.get(act.happening_id, ()))),
            )


def _told_once(acts: Sequence[Act]) -> list[Act]:
    """The acts without those that only say again what stands beside them: the demand beside what is demanded, the
    statement beside what it states."""
    statuses = {act.status for act in acts}
    kept = [act for act in acts if not statuses & _SAID_AGAIN.get(act.type, set())]
    kept = [act for act in kept if act.type != "STATEMENT"] or kept
    return kept or list(acts)


def _without_headlines(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that quote a headline where another line tells an act of that kind from its article."""
    kinds: dict[str, set[str]] = {}
    for line in lines:
        for source in line.sources:
            if line.sentence != _title(source):
                kinds.setdefault(source.article_id, set()).update(act.type for act in line.acts)
    return [
        line
        for line in lines
        if not all(
            line.sentence == _title(s) and any(act.type in kinds.get(s.article_id, ()) for act in line.acts)
            for s in line.sources
        )
    ]


def _title(source: Source) -> str | None:
    return " ".join(source.title.split()) if source.title else None


def _act(row: Row, origins: int) -> Act:
    return Act(
        row["happening_id"],
        row["type"],
        row["mode"],
        row["status"],
        tuple(row["who"]),
        tuple(row["to_whom"]),
        tuple(row["said_by"]),
        origins,
        row.get("official"),
    )


def _values(record: Record, ids: Iterable[str]) -> dict[str, list[Disagreement]]:
    """The disputed fields of happenings, with the values that independent origins give."""
    found: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for row in record.sql(
        "SELECT v.happening_id, v.field, v.value, v.origins FROM happening_values v "
        "JOIN happenings h ON h.happening_id = v.happening_id "
        "WHERE v.happening_id IN (SELECT value FROM json_each(?)) "
        "AND v.field IN (SELECT value FROM json_each(h.disputed)) "
        "ORDER BY v.happening_id, v.field, v.best DESC, v.origins DESC, v.value",
        (json.dumps(list(ids)),),
    ):
        fields = found.setdefault(row["happening_id"], {})
        fields.setdefault(row["field"], []).append((row["value"], row["origins"]))
    return {
        id_: [Disagreement(field, tuple(fields[field])) for field in FIELDS if len(fields.get(field, ())) > 1]
        for id_, fields in found.items()
    }


def _denials(record: Record, ids: Iterable[str]) -> dict[str, list[Denial]]:
    """Of happenings that other reports tell as done, the reports that deny them; what copies repeat is left out."""
    found: dict[str, list[Denial]] = {}
    for row in record.sql(
        "SELECT r.happening_id, e.sentence, coalesce(s.speaker_name, s.source_text) AS name FROM happening_reports r "
        "JOIN happenings h ON h.happening_id = r.happening_id "
        "JOIN events e ON e.article_id = r.article_id AND e.event_id = r.event_id "
        "LEFT JOIN statements s ON s.article_id = e.article_id AND s.statement_id = e.reported_by "
        "WHERE r.happening_id IN (SELECT value FROM json_each(?)) AND e.status = 'denied' AND h.status <> 'denied' "
        "AND r.article_id NOT IN (SELECT article_id FROM copies) ORDER BY r.happening_id, r.article_id, e.event_id",
        (json.dumps(list(ids)),),
    ):
        sentence = " ".join((row["sentence"] or "").split())
        found.setdefault(row["happening_id"], []).append(Denial(row["name"], sentence))
    return found


def _read(record: Record, quoted: Sequence[Source]) -> Read:
    days = {s.article_id: (s.published_from, s.published_to) for s in quoted}
    (whole,) = record.sql(
        "SELECT (SELECT count(*) FROM articles WHERE skipped IS NULL) AS articles, "
        "(SELECT count(*) FROM copies) AS copies"
    )
    versions = record.sql("SELECT DISTINCT reader_version FROM articles ORDER BY 1")
    exact = sorted(first for first, last in days.values() if first is not None and first == last)
    return Read(
        len(days),
        len({s.origin for s in quoted}),
        exact[0] if exact else None,
        exact[-1] if exact else None,
        len(days) - len(exact),
        whole["articles"],
        whole["copies"],
        tuple(str(v["reader_version"]) for v in versions),
    )
