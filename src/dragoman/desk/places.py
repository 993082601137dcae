"""Where: happenings and figures by the place that they are told of, and how often each state is named."""

from __future__ import annotations

import json
from typing import Any

from dragoman.model import Interval
from dragoman.record import Record
from dragoman.record.filters import Some
from dragoman.reference import Reference

Row = dict[str, Any]

MOST_PLACES = 300
PLACE_COLUMNS = (
    "place", "country", "latitude", "longitude", "exact", "happenings", "conflict", "figures", "first_day", "last_day",
)  # fmt: skip
"""`exact` is false for a place that is only known to lie in its state: the point is then the state's own. `conflict` is
how many of its happenings PLOVER counts as verbal or material conflict."""

_CONFLICT = ("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


def places(
    record: Record,
    facts: Reference,
    *,
    type: Some = None,
    first: str | None = None,
    last: str | None = None,
    limit: int = MOST_PLACES,
) -> list[Row]:
    """A row a place with `PLACE_COLUMNS`, the one with most happenings first. A place that nobody knows where to look
    for has no latitude."""
    low, high = Interval.parse(first).iso[0], Interval.parse(last).iso[1]
    types = [type] if isinstance(type, str) else list(type or ())
    bounds = (low or "", high or "9999", json.dumps([t.upper() for t in types]))
    found: dict[tuple[str, str | None], Row] = {}
    for row in record.sql(
        "SELECT place_name AS place, place_country AS country, count(*) AS happenings, "
        f"sum(type IN {_CONFLICT}) AS conflict, 0 AS figures, min(date_from) AS first_day, max(date_to) AS last_day, "
        "min(first_article_id || ' ' || first_event_id) AS one FROM happenings "
        "WHERE place_name IS NOT NULL AND coalesce(date_to, '9999') >= ?1 AND coalesce(date_from, '') <= ?2 "
        "AND (?3 = '[]' OR type IN (SELECT value FROM json_each(?3))) "
        "GROUP BY place_country, place_name ORDER BY 3 DESC, 1, 2 LIMIT ?4",
        (*bounds, limit),
    ):
        found[row["place"], row["country"]] = row
    if not types:
        for row in record.sql(
            "SELECT place_name AS place, place_country AS country, 0 AS happenings, 0 AS conflict, "
            "count(*) AS figures, min(date_from) AS first_day, max(date_to) AS last_day, NULL AS one, "
            "max(latitude) AS latitude, max(longitude) AS longitude FROM figures WHERE place_name IS NOT NULL "
            "AND coalesce(date_to, '9999') >= ? AND coalesce(date_from, '') <= ? "
            "GROUP BY place_country, place_name ORDER BY 5 DESC, 1, 2 LIMIT ?",
            (*bounds[:2], limit),
        ):
            held = found.setdefault((row["place"], row["country"]), row)
            held["figures"] = row["figures"]
            held["latitude"], held["longitude"] = row["latitude"], row["longitude"]
    rows = sorted(found.values(), key=lambda r: (-r["happenings"], -r["figures"], r["place"], r["country"] or ""))
    where = _told_at(record, [row["one"] for row in rows[:limit] if row["one"]])
    return [_put(facts, row, where.get(row.pop("one") or "")) for row in rows[:limit]]


def named_states(record: Record) -> dict[str, int]:
    """ISO3 -> articles that name the state."""
    return {
        r["actor_id"].removeprefix("state:"): r["articles"]
        for r in record.sql(
            "SELECT actor_id, articles FROM activity WHERE actor_id >= 'state:' AND actor_id < 'state;' ORDER BY 1"
        )
    }


def _told_at(record: Record, ones: list[str]) -> dict[str, tuple[float | None, float | None]]:
    """Where events lie, by their article's and their own id."""
    pairs = [one.partition(" ")[::2] for one in ones]
    rows = record.sql(
        "SELECT e.article_id || ' ' || e.event_id AS one, e.latitude, e.longitude FROM json_each(?) w "
        "CROSS JOIN main.events e ON e.article_id = json_extract(w.value, '$[0]') "
        "AND e.event_id = json_extract(w.value, '$[1]')",
        (json.dumps(pairs),),
    )
    return {row["one"]: (row["latitude"], row["longitude"]) for row in rows}


def _put(facts: Reference, row: Row, told: tuple[float | None, float | None] | None) -> Row:
    """The row with where it is: as its first event or figure has it, else by the gazetteer, else at its capital."""
    where = (row.get("latitude"), row.get("longitude"))
    if None in where and told is not None:
        where = told
    exact = None not in where
    if not exact:
        country = row["country"]
        state = facts.state(country) if country else None
        is_state = state is not None and row["place"] in (state.name, state.full_name, state.in_sentence)
        cities = [] if is_state else facts.places(row["place"], countries=[country] if country else ())
        near = next((c for c in cities if country in (None, c.country)), None)
        exact = near is not None
        if near is None and state is not None and state.capital:
            near = next((c for c in facts.places(state.capital, countries=[country]) if c.country == country), None)
        where = (near.lat, near.lon) if near is not None else (None, None)
    return row | {"latitude": where[0], "longitude": where[1], "exact": exact}
