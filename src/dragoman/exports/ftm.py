"""The record as FollowTheMoney entities (followthemoney.tech), for Aleph, OpenAleph and yente: an entity a line.

Articles are `Article`, people `Person`, states `PublicBody`, organisations and known groups `Organization`, other
groups ("fishermen") `LegalEntity`, happenings `Event`; an actor named in an article is a `Mention` that points at both.
Nothing here needs the followthemoney package; the tests validate what is written against its model.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath
from typing import Any

from dragoman.desk.chronology import timeline
from dragoman.model import Interval
from dragoman.record import Record
from dragoman.reference import Reference

Row = dict[str, Any]

_OUT_OF_ID = re.compile(r"[^0-9a-zA-Z.\-]+")
_WEB = ("https://", "http://")
_LANGUAGES = {"en": "eng"}
_HASH_CHARS = 12


def ftm_entities(record: Record, facts: Reference, **asked: Any) -> Iterator[Row]:
    """Actors, then each article with its mentions, then happenings, each entity once:
    `{"id", "schema", "properties"}`, all values lists of texts.

    `asked` is what `timeline` takes. Without it the whole record is written; with it the happenings that answer, the
    articles that report them and the actors named there. A limit counts happenings. Actors and ids are held in memory,
    nothing else.
    """
    chosen = _chosen(record, asked)
    for actor in _actors(record, chosen):
        yield _actor(actor, facts)
    for article in record.articles().rows():
        if chosen is None or article["article_id"] in chosen:
            yield _article(article)
            yield from _mentions(record, article["article_id"], facts)
    for row in timeline(record, **asked):
        yield _event(record, row, facts)


def entity_id(id_: str) -> str:
    """An id of the record as FollowTheMoney allows it (letters, digits, dots and hyphens); two never become one."""
    made = _OUT_OF_ID.sub("-", id_).strip("-.")
    if made == id_.replace(":", "-", 1):
        return made
    return f"{made}-{hashlib.sha256(id_.encode('utf-8', 'replace')).hexdigest()[:_HASH_CHARS]}".lstrip("-.")


def _chosen(record: Record, asked: dict[str, Any]) -> set[str] | None:
    """The articles that report a happening that answers; `None` for all."""
    if all(value is None for value in asked.values()):
        return None
    return {report["article_id"] for row in record.happenings(**asked) for report in _reports(record, row)}


def _actors(record: Record, chosen: set[str] | None) -> Iterator[Row]:
    """Every actor of these articles that has a name: its commonest name first, then its other `names`."""
    here = "" if chosen is None else "WHERE article_id IN (SELECT value FROM json_each(?1))"
    rows = record.sql(
        "SELECT actor_id, name, country, sector, count(*) AS n FROM ("
        f"SELECT actor_id, actor_name AS name, country, sector FROM mentions {here} UNION ALL "
        f"SELECT actor_id, name, country, sector FROM participants {here}) "
        "WHERE actor_id IS NOT NULL AND name IS NOT NULL "
        "GROUP BY actor_id, name, country, sector ORDER BY actor_id, n DESC, name, country, sector",
        () if chosen is None else (json.dumps(sorted(chosen)),),
    )
    for actor_id, group in groupby(rows, key=lambda row: row["actor_id"]):
        forms = list(group)
        names = list(dict.fromkeys(form["name"] for form in forms))
        country = next((form["country"] for form in forms if form["country"]), None)
        yield {"actor_id": actor_id, "name": names[0], "names": names[1:], "country": country}


def _mentions(record: Record, article_id: str, facts: Reference) -> Iterator[Row]:
    """Each actor that an article names, with all the words by which it does."""
    for row in record.sql(
        "SELECT actor_id, min(country) AS country, max(actor_name) AS name, json_group_array(text) AS texts "
        "FROM mentions WHERE article_id = ? AND actor_name IS NOT NULL GROUP BY actor_id ORDER BY actor_id",
        (article_id,),
    ):
        yield _entity(
            "Mention",
            f"mention-{article_id}-{entity_id(row['actor_id'])}",
            document=entity_id(article_id),
            name=sorted(set(json.loads(row["texts"]))),
            resolved=entity_id(row["actor_id"]),
            contextCountry=iso2(row["country"], facts),
            detectedSchema=_schema(row["actor_id"], facts),
        )


def _article(row: Row) -> Row:
    return _entity(
        "Article",
        row["article_id"],
        title=row["title"],
        fileName=PurePath(row["source"]).name or row["source"],
        author=row["byline"],
        publisher=row["publisher"] or row["agency"],
        publishedAt=partial_date(row["published_from"], row["published_to"]),
        sourceUrl=_web(row["url"]),
        language=_LANGUAGES.get(row["language"] or ""),
        bodyText=row["text"],
        generator=f"dragoman {row['reader_version']}",
    )


def _actor(actor: Row, facts: Reference) -> Row:
    id_ = actor["actor_id"]
    wikidata = id_.removeprefix("person:") if re.fullmatch(r"person:Q\d+", id_) else None
    return _entity(
        _schema(id_, facts),
        id_,
        name=actor["name"],
        alias=actor["names"],
        country=iso2(actor["country"], facts),
        wikidataId=wikidata,
    )


def _schema(actor_id: str, facts: Reference) -> str:
    kind = actor_id.partition(":")[0]
    if kind == "group" and actor_id not in facts.groups:
        return "LegalEntity"
    return {"person": "Person", "state": "PublicBody"}.get(kind, "Organization")


def _event(record: Record, row: Row, facts: Reference) -> Row:
    reports = _reports(record, row)
    sides: dict[str, list[str]] = {"actor": [], "recipient": []}
    unknown = []
    for party in record.sql(
        "SELECT side, actor_id, name, text FROM participants WHERE article_id = ? AND event_id = ? "
        "ORDER BY side, position",
        (row["article_id"], row["event_id"]),
    ):
        if party["actor_id"] and party["name"]:
            sides[party["side"]].append(entity_id(party["actor_id"]))
        else:
            unknown.append(party["text"])
    date = partial_date(row["date_from"], row["date_to"])
    notes = [] if date == row["date"] or not row["date"] else [f"Day: {row['date']}"]
    notes += [f"Says who: {', '.join(row['said_by'])}"] if row["said_by"] else []
    notes.append(f"Independent origins: {row['origins']}")
    return _entity(
        "Event",
        f"happening-{row['happening_id']}",
        name=_headline(row),
        date=date,
        organizer=sides["actor"],
        involved=sides["recipient"],
        location=row["place_name"],
        country=iso2(row["place_country"], facts),
        keywords=[k for k in (row["type"], row["mode"], row["status"]) if k],
        summary=row["sentence"],
        notes=notes,
        namesMentioned=unknown,
        recordId=row["happening_id"],
        proof=list(dict.fromkeys(entity_id(r["article_id"]) for r in reports)),
        sourceUrl=list(dict.fromkeys(url for r in reports if (url := _web(r["url"])))),
    )


def _reports(record: Record, row: Row) -> list[Row]:
    return record.sql(
        "SELECT r.article_id, a.url FROM happening_reports r JOIN articles a USING (article_id) "
        "WHERE r.happening_id = ? ORDER BY r.article_id, r.event_id",
        (row["happening_id"],),
    )


def _headline(row: Row) -> str:
    """The name of an event says its status, too: who reads only names must not take a denial for the act."""
    who, whom = ", ".join(row["who"]) or "Somebody", ", ".join(row["to_whom"])
    said = f"; says {', '.join(row['said_by'])}" if row["said_by"] else ""
    return f"{who}: {row['act']}{f' - {whom}' if whom else ''} ({row['status']}{said})"


def partial_date(first: str | None, last: str | None) -> str | None:
    """The ISO day, month or year that an Interval lies in, as FollowTheMoney writes inexact dates; `None` for one that
    is open or goes beyond a year's end."""
    if first is None or last is None:
        return None
    return next((first[:size] for size in (10, 7, 4) if first[:size] == last[:size]), None)


def iso2(country: str | None, facts: Reference) -> str | None:
    """FollowTheMoney's code of a state: ISO 3166-1 alpha-2 in lower case; `None` for a state that has none today."""
    state = facts.state(country) if country else None
    return state.iso2.lower() if state is not None and state.iso2 and not _ended(state.exists) else None


def _ended(exists: Interval) -> bool:
    return exists.last is not None


def _web(url: str | None) -> str | None:
    return url if (url or "").startswith(_WEB) else None


def _entity(schema: str, id_: str, **properties: Any) -> Row:
    """The entity with the properties that have a value, each value on one line but for an article's text."""
    found = {}
    for name, value in properties.items():
        given = [value] if isinstance(value, str) else value or []
        values = [v if name == "bodyText" else " ".join(v.split()) for v in given]
        if kept := [v for v in dict.fromkeys(values) if v]:
            found[name] = kept
    return {"id": entity_id(id_), "schema": schema, "properties": found}
