"""The chronology: happenings by day, each with its status, its independent origins and the first report's words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from dragoman.desk.happenings import bounds_text, disagreements, reports_of
from dragoman.desk.saying import day_text as day_text
from dragoman.desk.saying import source_text as source_text
from dragoman.record import Record
from dragoman.record.filters import Some

TIMELINE_COLUMNS = (
    "date", "who", "what", "to_whom", "status", "said_by", "origins", "source", "sentence", "type", "mode", "act",
    "date_from", "date_to", "place_name", "place_country", "reports", "title", "url", "happening_id", "event_id",
    "article_id", "disagreements", "killed", "official", "sort_key",
)  # fmt: skip
"""`date` is an ISO day, month or year, or `first/last` where the day is not known exactly (`..` for an open end, empty
when nothing is known); `what` is the type with its mode and the act in the text's words; `who` and `to_whom` are
names. `said_by` names those who claim it, where no article says it in its own voice; empty otherwise. `disagreements`
is what the reports do not agree on, `day: 3 Feb (2) / 4 Feb (1)` with the number of independent origins of each value;
`killed` the dead of an attack (`16`, `16 or more`, `12 to 99`); `official` the draft's symbol in the Council's own
record of a vote; `sort_key` what to give as `after` for the rows that follow."""

REPORT_COLUMNS = (
    "happening_id", "date", "source", "published", "origin", "joined", "status", "type", "mode", "who", "to_whom",
    "place_name", "reported_by", "act", "sentence", "title", "url", "copy_of", "event_id", "article_id",
)  # fmt: skip

BATCH = 500
"""Happenings whose reports are fetched at once."""


def timeline(
    record: Record,
    *,
    actor: Some = None,
    recipient: Some = None,
    about: str | None = None,
    first: str | None = None,
    last: str | None = None,
    type: Some = None,
    status: Some = None,
    limit: int | None = None,
    after: str | None = None,
) -> Iterator[dict[str, Any]]:
    """One row a happening, by day, what is not known to the year last; the filters are those of `Record.happenings`.

    `after` is the `sort_key` of the last row that was seen: the rows that follow it are given.
    """
    happenings = record.happenings(
        actor=actor, recipient=recipient, about=about, first=first, last=last, type=type, status=status, limit=limit,
        after=after,
    )  # fmt: skip
    for batch in _batches(happenings.rows()):
        told, said_by, disputed = _first_reports(record, batch), _claimants(record, batch), disagreements(record, batch)
        for row in batch:
            id_ = row["happening_id"]
            report = told[row["first_article_id"], row["first_event_id"]]
            yield _line(row, report, said_by.get(id_, []), disputed.get(id_, ""))


def reported(record: Record, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of `timeline` unfolded: one row (`REPORT_COLUMNS`) a report, the oldest of each happening first."""
    for batch in _batches(iter(rows)):
        reports = reports_of(record, [row["happening_id"] for row in batch])
        for row in batch:
            for report in reports[row["happening_id"]]:
                yield {
                    **{k: report[k] for k in REPORT_COLUMNS if k in report},
                    "happening_id": row["happening_id"],
                    "date": day_text(report["date_from"], report["date_to"]),
                    "published": day_text(report["published_from"], report["published_to"]),
                    "who": report["actors"],
                    "to_whom": report["recipients"],
                }


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _first_reports(record: Record, happenings: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    rows = record.sql(
        "SELECT e.article_id, e.event_id, e.act, e.sentence, a.publisher, a.agency, a.source, a.title, a.url "
        "FROM json_each(?) j JOIN events e ON e.article_id = json_extract(j.value, '$[0]') "
        "AND e.event_id = json_extract(j.value, '$[1]') JOIN articles a ON a.article_id = e.article_id",
        (json.dumps([[h["first_article_id"], h["first_event_id"]] for h in happenings]),),
    )
    return {(row["article_id"], row["event_id"]): row for row in rows}


def _claimants(record: Record, happenings: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Whom the reports name as the source of each happening; nobody, when one report needs no other's word for it.

    Only reports that name the same actors as the first count: that the article itself tells of the wounded is no word
    of its own on whose guns they were.
    """
    rows = record.sql(
        "SELECT r.happening_id, e.reported_by, coalesce(s.speaker_name, s.source_text) AS name FROM json_each(?) j "
        "JOIN happenings h ON h.happening_id = j.value JOIN happening_reports r ON r.happening_id = h.happening_id "
        "JOIN events e ON e.article_id = r.article_id AND e.event_id = r.event_id "
        "LEFT JOIN statements s ON s.article_id = e.article_id AND s.statement_id = e.reported_by "
        "WHERE e.actor_ids = (SELECT actor_ids FROM events f WHERE f.article_id = h.first_article_id "
        "AND f.event_id = h.first_event_id) ORDER BY r.article_id, r.event_id",
        (json.dumps([h["happening_id"] for h in happenings]),),
    )
    found: dict[str, list[str] | None] = {}
    for row in rows:
        named = found.setdefault(row["happening_id"], [])
        if row["reported_by"] is None:
            found[row["happening_id"]] = None
        elif named is not None:
            named.append(row["name"] or "an unnamed source")
    return {id_: list(dict.fromkeys(named or ())) for id_, named in found.items()}


def _line(happening: dict[str, Any], report: dict[str, Any], said_by: list[str], disputed: str) -> dict[str, Any]:
    kind = happening["type"] + (f"/{happening['mode']}" if happening["mode"] else "")
    return {
        "date": day_text(happening["date_from"], happening["date_to"]),
        "who": happening["actors"],
        "what": f"{kind}: {report['act']}",
        "to_whom": happening["recipients"],
        "status": happening["status"],
        "said_by": said_by,
        "origins": happening["origins"],
        "source": source_text(report),
        "sentence": report["sentence"],
        "act": report["act"],
        "title": report["title"],
        "url": report["url"],
        "disagreements": disputed,
        "killed": bounds_text(happening["killed_low"], happening["killed_high"]),
        "event_id": happening["first_event_id"],
        "article_id": happening["first_article_id"],
        **{k: happening[k] for k in ("type", "mode", "date_from", "date_to", "place_name", "place_country", "reports",
                                     "happening_id", "official", "sort_key")},
    }  # fmt: skip
