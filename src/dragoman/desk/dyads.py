"""Two actors: what they did to each other by week and quad class, and the happenings beneath."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from dragoman.desk.chronology import source_text
from dragoman.model import Interval
from dragoman.record import Record
from dragoman.record.dyads import week_of
from dragoman.reference import Reference

Row = dict[str, Any]

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
WEEK_COLUMNS = ("week", "actor", "recipient", "quad", "quad_name", "happenings", "score", "intensity")
"""`week` is its Monday; `score` the sum of PLOVER's intensities (-10 … 10) of its happenings, `intensity` the mean."""
PAGE = 50


def weeks(record: Record, one: str, other: str, *, first: str | None = None, last: str | None = None) -> list[Row]:
    """The sums of both directions, with `WEEK_COLUMNS`, by week; what has no day is not among them. `first` and `last`
    are ISO days, months or years."""
    low, high = Interval.parse(first).iso[0], Interval.parse(last).iso[1]
    rows = []
    for actor, recipient in ((one, other), (other, one)):
        rows += record.sql(
            "SELECT week, actor, recipient, quad, happenings, score / 2.0 AS score FROM dyads "
            "WHERE actor = ? AND recipient = ? AND week >= ? AND week <= ?",
            (actor, recipient, week_of(low or "") or "0", high or "9999"),
        )
    for row in rows:
        row |= {"quad_name": QUADS[row["quad"]], "intensity": round(row["score"] / row["happenings"], 2)}
    return sorted(rows, key=lambda r: (r["week"], r["actor"] != one, r["quad"]))


def totals(record: Record, one: str, other: str) -> list[Row]:
    """`actor`, `recipient`, `quad`, `happenings`, `score` of all time, what has no day among them."""
    return [
        row
        for actor, recipient in ((one, other), (other, one))
        for row in record.sql(
            "SELECT actor, recipient, quad, happenings, score / 2.0 AS score FROM dyad_totals "
            "WHERE actor = ? AND recipient = ? ORDER BY quad",
            (actor, recipient),
        )
    ]


def between(
    record: Record,
    one: str,
    other: str,
    *,
    first: str | None = None,
    last: str | None = None,
    quad: Collection[int] = (),
    limit: int = PAGE,
    after: int = 0,
) -> list[Row]:
    """The happenings between the two, the newest first, those without a day last."""
    low, high = Interval.parse(first).iso[0], Interval.parse(last).iso[1]
    chosen = record.sql(
        "SELECT happening_id, day, actor, recipient, quad FROM dyad_happenings "
        "WHERE ((actor = ?1 AND recipient = ?2) OR (actor = ?2 AND recipient = ?1)) AND day >= ?3 AND day <= ?4 "
        "AND (?5 = '[]' OR quad IN (SELECT value FROM json_each(?5))) "
        "ORDER BY day DESC, happening_id LIMIT ?6 OFFSET ?7",
        (one, other, low or "", high or "9999", json.dumps(sorted(quad)), limit, after),
    )
    told = {r["happening_id"]: r for r in happenings_of(record, [r["happening_id"] for r in chosen])}
    return [told[r["happening_id"]] | r for r in chosen if r["happening_id"] in told]


def happenings_of(record: Record, ids: Iterable[str]) -> list[Row]:
    """Happenings by their ids, in that order, with the first report's words and source."""
    rows = record.sql(
        "SELECT h.happening_id, h.type, h.mode, h.date_from, h.date_to, h.status, h.actors, h.recipients, "
        "h.place_name, h.place_country, h.reports, h.origins, e.event_id, e.article_id, e.act, e.sentence, "
        "a.publisher, a.agency, a.source, a.title FROM json_each(?) w "
        "CROSS JOIN happenings h ON h.happening_id = w.value "
        "JOIN main.events e ON e.article_id = h.first_article_id AND e.event_id = h.first_event_id "
        "JOIN articles a ON a.article_id = e.article_id ORDER BY w.key",
        (json.dumps(list(ids)),),
    )
    for row in rows:
        row |= {"actors": json.loads(row["actors"]), "recipients": json.loads(row["recipients"])}
        row["published_by"] = source_text(row)
    return rows


def busiest(record: Record, *, limit: int = PAGE) -> list[Row]:
    """The pairs with the most happenings in either direction: `one`, `other`, `happenings`, `cooperation`, `conflict`,
    `score`."""
    return record.sql(
        "SELECT min(actor, recipient) AS one, max(actor, recipient) AS other, sum(happenings) AS happenings, "
        "sum(iif(quad <= 2, happenings, 0)) AS cooperation, sum(iif(quad >= 3, happenings, 0)) AS conflict, "
        "sum(score) / 2.0 AS score FROM dyad_totals GROUP BY 1, 2 ORDER BY happenings DESC, one, other LIMIT ?",
        (limit,),
    )


def names_of(record: Record, facts: Reference, keys: Iterable[str]) -> dict[str, str]:
    """A name for each key of a pair: a state's from the reference data, another's as the record has it."""
    wanted = sorted(set(keys))
    known = {
        r["actor_id"]: r["name"]
        for r in record.sql(
            "SELECT actor_id, name FROM activity WHERE actor_id IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
    }
    found = {}
    for key in wanted:
        state = facts.state(key.removeprefix("state:")) if key.startswith("state:") else None
        found[key] = state.name if state is not None else known.get(key) or key
    return found


def key_of(record: Record, facts: Reference, who: str) -> str | None:
    """The key of a pair that words mean: an id, an ISO3 code, a state's name, or the busiest actor of such a name;
    `None` for nobody."""
    who = who.strip()
    if who.partition(":")[0] in ("state", "person", "org", "group") and ":" in who:
        return who
    if len(who) == 3 and facts.state(who) is not None:
        return f"state:{who.upper()}"
    from dragoman.desk.profiles import actors

    found = actors(record, search=who, limit=8)
    exact = [r for r in found if (r["name"] or "").casefold() == who.casefold()]
    return str((exact or found)[0]["actor_id"]) if found else None
