"""The cast of one article: every actor in it, with its mentions."""

from __future__ import annotations

from typing import Any

from dragoman.model import DragomanError
from dragoman.record import Record

CAST_COLUMNS = (
    "article_id", "actor_id", "name", "country", "sector", "office", "mentions", "statements", "events", "start", "end",
    "spans", "texts",
)  # fmt: skip
"""`mentions`, `statements` (spoken) and `events` (taken part in) are counts in the article; `start` and `end` the Span
of the first mention, `spans` and `texts` all of them."""

SHORTEST_PREFIX = 4
MOST_LISTED = 6


def article_of(record: Record, article_id: str) -> str:
    """The whole id of the article whose id is, or begins, so. Raises `DragomanError` when there is none, or several."""
    wanted = article_id.strip()
    like = wanted if len(wanted) >= SHORTEST_PREFIX else None
    found = [
        row["article_id"]
        for row in record.sql(
            "SELECT article_id FROM articles WHERE article_id = ?1 OR (article_id >= ?2 AND article_id < ?3) "
            "ORDER BY article_id <> ?1, article_id",
            (wanted, like, None if like is None else like + "\U0010ffff"),
        )
    ]
    if len(found) == 1 or wanted in found[:1]:
        return str(found[0])
    if found:
        raise DragomanError(f"{record.path}: {article_id!r} may mean {', '.join(found[:MOST_LISTED])}; give more of it")
    near = record.sql(
        "SELECT article_id FROM articles WHERE article_id >= ? ORDER BY article_id LIMIT ?", (wanted, MOST_LISTED)
    )
    listed = ", ".join(row["article_id"] for row in near)
    raise DragomanError(
        f"{record.path}: no article has the id {article_id!r}"
        + (f"; there are {listed} …" if listed else "; `dragoman export articles` has them all")
    )


def cast_of(record: Record, article_id: str) -> list[dict[str, Any]]:
    """Every actor of an article, the most mentioned first; a state's army or court is told from the state itself."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for mention in record.sql(
        'SELECT * FROM mentions WHERE article_id = ? ORDER BY "start", "end" DESC', (article_id,)
    ):
        key = (mention["actor_id"], mention["country"], mention["sector"])
        row = found.setdefault(
            key,
            {
                "article_id": article_id,
                "actor_id": mention["actor_id"],
                "name": mention["actor_name"],
                "country": mention["country"],
                "sector": mention["sector"],
                "office": None,
                "start": mention["start"],
                "end": mention["end"],
                "spans": [],
                "texts": [],
            },
        )
        row["office"] = row["office"] or mention["office"]
        row["spans"].append([mention["start"], mention["end"]])
        row["texts"].append(mention["text"])
    for (actor_id, country, sector), row in found.items():
        row |= {"mentions": len(row["spans"]), **_deeds(record, article_id, actor_id, country, sector)}
    return sorted(found.values(), key=lambda row: (-row["mentions"], row["start"], row["actor_id"]))


def _deeds(record: Record, article_id: str, actor_id: str, country: str | None, sector: str | None) -> dict[str, int]:
    (row,) = record.sql(
        "SELECT (SELECT count(*) FROM statements WHERE article_id = ?1 AND speaker_id = ?2 "
        "AND speaker_country IS ?3 AND speaker_sector IS ?4) AS statements, "
        "(SELECT count(DISTINCT event_id) FROM participants WHERE article_id = ?1 AND actor_id = ?2 "
        "AND country IS ?3 AND sector IS ?4) AS events",
        (article_id, actor_id, country, sector),
    )
    return row
