"""The sources of a brief's lines: the reports of each happening, with whose word each is and which are copies."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dragoman.desk.saying import source_text
from dragoman.record import Record


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a source: who published it and when, its address, the sentence quoted, and whose word it is.

    `copy` is true for an article that repeats another of the record: it supports nothing that the other does not.
    """

    article_id: str
    name: str
    title: str | None
    url: str | None
    published_from: str | None
    published_to: str | None
    sentence: str
    origin: str
    copy: bool


ARTICLE = (
    "a.article_id, a.publisher, a.agency, a.source, a.title, a.url, "
    "coalesce(y.published_from, a.published_from) AS published_from, "
    "coalesce(y.published_to, a.published_to) AS published_to, c.origin_id AS copy_of"
)
"""What a source is made of, in a query that joins `JOINED`."""
JOINED = "LEFT JOIN article_days y ON y.article_id = a.article_id LEFT JOIN copies c ON c.article_id = a.article_id"


def source_of(row: dict[str, Any]) -> Source:
    """The source that a row with the columns of `ARTICLE`, `sentence` and `origin` is."""
    return Source(
        row["article_id"],
        _name(row),
        row["title"],
        row["url"],
        row["published_from"],
        row["published_to"],
        " ".join((row["sentence"] or "").split()),
        row["origin"] or row["article_id"],
        row["copy_of"] is not None,
    )


def _name(row: dict[str, Any]) -> str:
    """Publisher and agency; of a page that names neither its headline, else its file."""
    if row["title"] and not (row["publisher"] or row["agency"]):
        return f"“{row['title']}”"
    return source_text(row)


def sources_of(record: Record, happening_ids: Iterable[str]) -> dict[str, tuple[Source, ...]]:
    """Of each happening its sources, an article once: the oldest report first, each origin's copies after it. What an
    article tells in its text is quoted from there, not from its headline."""
    found: dict[str, dict[str, Source]] = {id_: {} for id_ in happening_ids}
    for row in record.sql(
        f"SELECT r.happening_id, r.origin, e.sentence, {ARTICLE} FROM happening_reports r "
        "JOIN events e ON e.article_id = r.article_id AND e.event_id = r.event_id "
        f"JOIN articles a ON a.article_id = r.article_id {JOINED} "
        "WHERE r.happening_id IN (SELECT value FROM json_each(?)) ORDER BY r.happening_id, "
        "copy_of IS NOT NULL, coalesce(a.published_from, '9999'), r.article_id, "
        "trim(e.sentence) = trim(coalesce(a.title, '')), e.\"start\", r.event_id",
        (json.dumps(list(found)),),
    ):
        found[row["happening_id"]].setdefault(row["article_id"], source_of(row))
    return {id_: by_origin(sources.values()) for id_, sources in found.items()}


def by_origin(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources with those of one origin together, origins and sources in the order in which they are met."""
    origins: dict[str, list[Source]] = {}
    for source in sources:
        origins.setdefault(source.origin, []).append(source)
    return tuple(source for told in origins.values() for source in told)
