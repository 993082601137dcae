"""The chronology: happenings by day, each with its status, its independent origins and the first report's words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from dragoman.model import Interval
from dragoman.record import Record
from dragoman.record.filters import Some

TIMELINE_COLUMNS = (
    "date", "who", "what", "to_whom", "status", "said_by", "origins", "source", "sentence", "type", "mode", "act",
    "date_from", "date_to", "place_name", "place_country", "reports", "title", "url", "happening_id", "event_id",
    "article_id",
)  # fmt: skip
"""`date` is an ISO day, month or year, or `first/last` where the day is not known exactly (`..` for an open end, empty
when nothing is known); `what` is the type with its mode and the act in the text's words; `who` and `to_whom` are
names. `said_by` names those who claim it, where no article says it in its own voice; empty otherwise."""


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
) -> Iterator[dict[str, Any]]:
    """One row a happening, by day, what is not known to the year last; the filters are those of `Record.happenings`."""
    happenings = record.happenings(
        actor=actor, recipient=recipient, about=about, first=first, last=last, type=type, status=status, limit=limit
    )
    for happening in happenings.rows():
        yield _line(happening, _first_report(record, happening), _claimants(record, happening))


def day_text(first: str | None, last: str | None) -> str:
    """`2012-02-04`, `2012-02` or `2012` for a whole month or year, `2012-02-01/2012-02-07`, `../2012-02-07`; empty when
    neither end is known."""
    if first == last:
        return first or ""
    for short in (first[:4], first[:7]) if first and last else ():
        if Interval.parse(short).iso == [first, last]:
            return short
    return f"{first or '..'}/{last or '..'}"


def source_text(article: dict[str, Any]) -> str:
    """Who published the article: publisher and agency as far as they are known, else the name of the page's file."""
    publisher, agency = article["publisher"], article["agency"]
    if publisher and agency and agency.casefold() not in publisher.casefold():
        return f"{publisher} ({agency})"
    return str(publisher or agency or PurePath(article["source"]).name)


def _first_report(record: Record, happening: dict[str, Any]) -> dict[str, Any]:
    (row,) = record.sql(
        "SELECT e.act, e.sentence, a.publisher, a.agency, a.source, a.title, a.url "
        "FROM events e JOIN articles a USING (article_id) WHERE e.article_id = ? AND e.event_id = ?",
        (happening["first_article_id"], happening["first_event_id"]),
    )
    return row


def _claimants(record: Record, happening: dict[str, Any]) -> list[str]:
    """Whom the reports name as the source of the happening; nobody, when one report needs no other's word for it.

    Only reports that name the same actors count: that the article itself tells of the wounded is no word of its own
    on whose guns they were.
    """
    reports = record.sql(
        "SELECT e.reported_by, coalesce(s.speaker_name, s.source_text) AS name FROM happening_reports r "
        "JOIN events e ON e.article_id = r.article_id AND e.event_id = r.event_id "
        "LEFT JOIN statements s ON s.article_id = e.article_id AND s.statement_id = e.reported_by "
        "WHERE r.happening_id = ? "
        "AND e.actor_ids = (SELECT actor_ids FROM events WHERE article_id = ? AND event_id = ?) "
        "ORDER BY r.article_id, r.event_id",
        (happening["happening_id"], happening["first_article_id"], happening["first_event_id"]),
    )
    if any(report["reported_by"] is None for report in reports):
        return []
    return list(dict.fromkeys(report["name"] or "an unnamed source" for report in reports))


def _line(happening: dict[str, Any], report: dict[str, Any], said_by: list[str]) -> dict[str, Any]:
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
        "event_id": happening["first_event_id"],
        "article_id": happening["first_article_id"],
        **{k: happening[k] for k in ("type", "mode", "date_from", "date_to", "place_name", "place_country", "reports",
                                     "happening_id")},
    }  # fmt: skip
