"""Stories: articles about the same happenings, listed by day, and one of them with all that belongs to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Unpack

from dragoman.desk.asked import AskedGroups
from dragoman.desk.chronology import day_text, source_text
from dragoman.model import Interval, RecordError
from dragoman.record import Record, Table
from dragoman.record.columns import ORDER, TABLES
from dragoman.record.filters import Conditions, Some, about_condition, actor_condition
from dragoman.record.stories import NAMED, ONE_ACTOR

Row = dict[str, Any]

STORY_COLUMNS = tuple(c.name for c in TABLES["stories"])
"""Of a row of `stories`: `from` and `to` are ISO days, `article_ids`, `urls` and `actors` lists (`docs/tables.md`)."""
SHORTEST_PREFIX = 4
_OPEN = "9999"
_NAMES = ", ".join(f'stories."{name}"' for name in STORY_COLUMNS)
_WITH = "story_id IN (SELECT story_id FROM story_articles WHERE article_id IN (SELECT article_id FROM {}{}))"


def table(
    record: Record,
    *,
    actor: Some = None,
    about: str | None = None,
    first: str | None = None,
    last: str | None = None,
    least: int = 1,
    limit: int | None = None,
    after: str | None = None,
) -> Table:
    """The stories that answer, by their first day, those without a day last.

    `actor` is named in one of its articles, `about` is words of a sentence or headline of one; `first` and `last` are
    ISO days, months or years that the story meets; `least` how many articles it has; `after` the id of the story behind
    which to go on. Raises `RecordError` when there is no story `after`.
    """
    whole = record.table("stories")
    asked = Conditions()
    if actor:
        inner = Conditions()
        actor_condition("mentions", actor, inner, whole.connection)
        asked.add(_WITH.format("mentions", inner.where), *inner.parameters)
    if about:
        inner = Conditions()
        about_condition("articles", about, inner, whole.connection)
        asked.add(_WITH.format("articles", inner.where), *inner.parameters)
    low, high = Interval.parse(first).iso[0], Interval.parse(last).iso[1]
    if low is not None:
        asked.add('"to" >= ?', low)
    if high is not None:
        asked.add('"from" <= ?', high)
    if least > 1:
        asked.add("articles >= ?", least)
    if after is not None:
        seen = record.sql('SELECT "from", "to" FROM stories WHERE story_id = ?', (after,))
        if not seen:
            raise RecordError(f"{record.path}: there is no story {after!r} to go on behind")
        key = (seen[0]["from"] or _OPEN, seen[0]["to"] or _OPEN, after)
        asked.add(f"(coalesce(\"from\", '{_OPEN}'), coalesce(\"to\", '{_OPEN}'), story_id) > (?, ?, ?)", *key)
    sql = f"SELECT {_NAMES} FROM stories{asked.where} ORDER BY {', '.join(ORDER['stories'])}"
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    return replace(whole, sql=sql, parameters=asked.parameters)


def stories(record: Record, **asked: Unpack[AskedGroups]) -> list[Row]:
    """The rows (`STORY_COLUMNS`) of `table` for the same questions."""
    return list(table(record, **asked).rows())


def story(record: Record, id_: str) -> Row:
    """The story of that id, or that holds the article of that id (or the one that begins so).

    A row of `STORY_COLUMNS` with `days`: a list of `{"day", "articles"}`, each article with `article_id`, `title`,
    `url`, `source`, `origin`, `sentence` (its first) and `copies` (the same of each); `happenings`: those that two of
    its articles report, or one in a story of one, by day, with `here`, the number of its articles that do; `named`: its
    actors as `{"actor_id", "name", "articles"}`. Raises `RecordError` when there is none, or several.
    """
    (found,) = table_of(record, _story_id(record, id_)).rows()
    ids = json.dumps(found["article_ids"])
    return {
        **found,
        "days": _days(record, ids),
        "happenings": _happenings(record, ids, 2 if found["articles"] > 1 else 1),
        "named": record.sql(
            "SELECT min(actor_id) AS actor_id, max(name) AS name, count(*) AS articles FROM article_actors "
            f"WHERE article_id IN (SELECT value FROM json_each(?)) AND {NAMED} "
            f"GROUP BY {ONE_ACTOR} ORDER BY articles DESC, sum(mentions) DESC, min(actor_id)",
            (ids,),
        ),
    }


def table_of(record: Record, story_id: str) -> Table:
    """The one story as a table."""
    sql = f"SELECT {_NAMES} FROM stories WHERE story_id = ?"
    return replace(record.table("stories"), sql=sql, parameters=(story_id,))


def story_of(record: Record, article_id: str) -> str | None:
    """The id of the story that an article is in; `None` for one that was not read."""
    rows = record.sql("SELECT story_id FROM story_articles WHERE article_id = ?", (article_id,))
    return rows[0]["story_id"] if rows else None


def _story_id(record: Record, id_: str) -> str:
    wanted = id_.strip().lower()
    end = wanted + "\U0010ffff" if len(wanted) >= SHORTEST_PREFIX else wanted
    found: list[str] = []
    for column in ("story_id", "article_id"):
        rows = record.sql(
            f"SELECT DISTINCT {column} AS id, story_id FROM story_articles WHERE {column} BETWEEN ? AND ?",
            (wanted, end),
        )
        exact = [r["story_id"] for r in rows if r["id"] == wanted]
        if exact:
            return str(exact[0])
        found += [r["story_id"] for r in rows]
    if len(set(found)) == 1:
        return found[0]
    if not found:
        raise RecordError(f"{record.path}: no story and no article that was read has the id {id_!r}")
    raise RecordError(
        f"{record.path}: {id_!r} may mean the stories {', '.join(sorted(set(found)))}; give more of the id"
    )


def _days(record: Record, ids: str) -> list[Row]:
    rows = record.sql(
        "SELECT a.article_id, a.title, a.url, a.publisher, a.agency, a.source, o.origin, c.origin_id, "
        "iif(d.article_id IS NULL, a.published_from, d.published_from) AS first, "
        "iif(d.article_id IS NULL, a.published_to, d.published_to) AS last, "
        '(SELECT text FROM sentences s WHERE s.article_id = a.article_id AND s."start" > 0 '
        'ORDER BY s."start" LIMIT 1) AS sentence '
        "FROM articles a LEFT JOIN article_days d USING (article_id) LEFT JOIN origins o USING (article_id) "
        "LEFT JOIN copies c USING (article_id) WHERE a.article_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY first IS NULL, first, last, a.article_id",
        (ids,),
    )
    shown: dict[str, Row] = {}
    for row in rows:
        row["copies"] = []
        row["day"] = day_text(row.pop("first"), row.pop("last"))
        row["source"] = source_text(row)
        shown[row["article_id"]] = row
    days: dict[str, list[Row]] = {}
    for row in rows:
        root = shown.get(row.pop("origin_id") or "")
        if root is not None:
            root["copies"].append(row)
        else:
            days.setdefault(row["day"], []).append(row)
    return [{"day": day, "articles": articles} for day, articles in days.items()]


def _happenings(record: Record, ids: str, least: int) -> list[Row]:
    rows = record.sql(
        "SELECT h.happening_id, h.type, h.mode, h.status, h.date_from, h.date_to, h.actors, h.recipients, h.origins, "
        "h.first_article_id, h.first_event_id, count(DISTINCT r.article_id) AS here "
        "FROM happening_reports r JOIN happenings h USING (happening_id) "
        "WHERE r.article_id IN (SELECT value FROM json_each(?)) "
        "GROUP BY h.happening_id HAVING here >= ? ORDER BY h.sort_key",
        (ids, least),
    )
    shown = []
    for row in rows:
        row["date"] = day_text(row["date_from"], row["date_to"])
        row["actors"], row["recipients"] = json.loads(row["actors"]), json.loads(row["recipients"])
        # One by one: joined under a GROUP BY, events as judged would be read from end to end.
        told = record.sql(
            "SELECT sentence, act FROM events WHERE article_id = ? AND event_id = ?",
            (row["first_article_id"], row["first_event_id"]),
        )
        shown += [{**row, **event} for event in told]
    return shown


def titles(record: Record, story_ids: Sequence[str]) -> dict[str, str | None]:
    """The titles of several stories."""
    rows = record.sql(
        "SELECT story_id, title FROM stories WHERE story_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(story_ids)),),
    )
    return {row["story_id"]: row["title"] for row in rows}
