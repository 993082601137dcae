"""Actors: a list by activity, and the page of each: offices, words, positions, counterparts, days, names."""

from __future__ import annotations

import re
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk import profiles
from dragoman.desk.dyads import names_of
from dragoman.desk.positions import POSITION_COLUMNS, shifts
from dragoman.desk.standings import held_by
from dragoman.exports.charts import positions_chart
from dragoman.exports.charts_actors import mentions_chart, offices_chart
from dragoman.record.dyads import STATE_SECTORS
from dragoman.reference import load
from dragoman.web import charting
from dragoman.web.asking import address, count_of
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of

KIND_NAMES = {"state": "states", "org": "organisations", "person": "persons", "group": "groups"}
MOST_LEFT_OUT = 200_000
MOST_POSITIONS = 60
"""Positions that a page lists; its chart and its CSV have more."""
COUNTERPART_COLUMNS = (
    "key", "name", "happenings", *(f"{s}_{q}" for s in ("to", "by") for q in range(1, 5)), "score",
)  # fmt: skip
_WORDS = re.compile(r"\w+")
STATEMENT_COLUMNS = (
    "said_from", "said_to", "speaker", "speaker_office", "kind", "cue", "content", "sentence", "statement_id",
    "article_id",
)  # fmt: skip


def actors(request: Request) -> Response:
    """Actors by how many articles name them, narrowed by name and kind."""
    search, kind = charting.word(request, "q"), charting.word(request, "kind", among=profiles.KINDS)
    after = count_of(request.query_params.get("after"), otherwise=0, most=MOST_LEFT_OUT)
    csv = request.path_params.get("ending") == "csv"
    size = 2000 if csv else profiles.PAGE

    def found() -> list[dict[str, Any]]:
        with record_of(request) as record:
            return profiles.actors(record, search=search, kind=kind or None, limit=size + 1, after=after)

    rows = records_of(request).remember(("actors", search, kind, after, size), found)
    if csv:
        return charting.table(request, rows, profiles.ACTOR_COLUMNS, "actors")
    asked = {"q": search or None, "kind": kind or None}
    return page(
        request, "actors/list.html", rows=rows[:size], search=search, kind=kind, kinds=KIND_NAMES, after=after,
        most=max((r["articles"] for r in rows), default=1),
        more=address("/actors", {**asked, "after": after + size}) if len(rows) > size else None,
        before=address("/actors", {**asked, "after": max(after - size, 0)}) if after else None,
        csv=address("/actors.csv", asked),
    )  # fmt: skip


def actor(request: Request) -> Response:
    """Everything that the record has of one actor, in its own order."""
    actor_id, facts = request.path_params["actor_id"], load()
    after = count_of(request.query_params.get("said"), otherwise=0, most=MOST_LEFT_OUT)

    def made() -> dict[str, Any] | None:
        with record_of(request) as record:
            who = profiles.profile(record, facts, actor_id)
            if who is None:
                return None
            held = held_by(record, actor_id)
            with_whom = profiles.counterparts(record, actor_id) or profiles.dealings(record, actor_id)
            names = names_of(record, facts, [r["key"] for r in with_whom])
            spoken = profiles.said_by(record, actor_id, after=after)
            told = profiles.said_of(record, actor_id)
            days = profiles.mentions_by_day(record, actor_id)
            return {
                "who": who, "held": held, "counterparts": [r | {"name": names[r["key"]]} for r in with_whom],
                "spoken": told_once(spoken), "told": told_once(told), "names": profiles.named_as(record, actor_id),
                "day_count": len(days), "shifts": shifts(held),
                "busiest": sorted(days, key=lambda d: (-d["articles"], d["day"]))[:8],
                "state": _state_of(who, facts),
            }  # fmt: skip

    found = records_of(request).remember(("actor", actor_id, after), made)
    if found is None:
        raise HTTPException(404, "Nobody in the record or in the reference data has that id.")
    return page(
        request, "actors/actor.html", **found, after=after, most_positions=MOST_POSITIONS,
        said_at_once=profiles.ARTICLES_AT_ONCE, looked_at=profiles.ARTICLES_LOOKED_AT,
        can_draw=charting.CAN_DRAW,
    )  # fmt: skip


def actor_chart(request: Request) -> Response:
    """The chart of an actor that `show` names: offices, mentions or positions."""
    actor_id, look = request.path_params["actor_id"], charting.look_of(request)
    show = charting.word(request, "show", among=("offices", "mentions", "positions")) or "mentions"
    name = f"{actor_id.replace(':', '-')}-{show}"
    with record_of(request) as record:
        if show == "mentions":
            return charting.chart(request, mentions_chart(profiles.mentions_by_day(record, actor_id), look), name)
        if show == "positions":
            rows = [r for r in held_by(record, actor_id) if r["issue"] != "other"]
            return charting.chart(request, positions_chart(_as_one(rows, actor_id), look), name)
        who = profiles.profile(record, load(), actor_id)
    if who is None:
        raise HTTPException(404)
    return charting.chart(request, offices_chart(who.offices, look, days=who.days), name)


def actor_table(request: Request) -> Response:
    """A table of an actor's page as CSV: statements, counterparts, positions or mentions."""
    actor_id = request.path_params["actor_id"]
    show = charting.word(request, "show", among=("statements", "counterparts", "positions", "mentions")) or "mentions"
    name, facts = f"{actor_id.replace(':', '-')}-{show}", load()
    with record_of(request) as record:
        if show == "counterparts":
            rows = profiles.counterparts(record, actor_id, limit=2000) or profiles.dealings(record, actor_id)
            names = names_of(record, facts, [r["key"] for r in rows])
            return charting.table(request, [r | {"name": names[r["key"]]} for r in rows], COUNTERPART_COLUMNS, name)
        if show == "positions":
            return charting.table(request, held_by(record, actor_id, limit=5000), POSITION_COLUMNS, name)
        if show == "statements":
            return charting.table(request, profiles.said_by(record, actor_id, at_once=2000), STATEMENT_COLUMNS, name)
        days = profiles.mentions_by_day(record, actor_id)
        return charting.table(request, days, ("day", "articles", "mentions"), name)


def told_once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Statements in the order of their first possible day, the newest first; what the same speaker says in the same
    words (but for stops, quotation marks and capitals) once, with `told_in`, in how many articles."""
    held: dict[tuple[str | None, str], dict[str, Any]] = {}
    articles: dict[tuple[str | None, str], set[str]] = {}
    for row in sorted(rows, key=lambda r: r["said_from"] or r["said_to"] or "", reverse=True):
        words = " ".join(_WORDS.findall((row["content"] or row["sentence"]).lower()))
        key = (row["speaker_id"] or row["speaker"], words)
        held.setdefault(key, row)
        articles.setdefault(key, set()).add(row["article_id"])
    return [row | {"told_in": len(articles[key])} for key, row in held.items()]


def _as_one(rows: list[dict[str, Any]], actor_id: str) -> list[dict[str, Any]]:
    """Rows of a state's officials as the state's own, so that each issue is one ribbon."""
    if not actor_id.startswith("state:") or not rows:
        return rows
    name = next((r["holder"] for r in rows if r["holder_id"] == actor_id), rows[0]["holder"])
    return [r | {"holder": name, "holder_id": actor_id} for r in rows]


def _state_of(who: profiles.Profile, facts: Any) -> tuple[str, str] | None:
    """(name, id) of the state for which a person acts."""
    country = who.actor.country
    if not who.actor.id.startswith("person:") or country is None or who.actor.sector not in STATE_SECTORS:
        return None
    state = facts.state(country)
    return (state.name, f"state:{country}") if state is not None else None


ROUTES = (
    Route("/actors", actors, name="actors"),
    Route("/actors.{ending}", actors, name="actors-table"),
    Route("/actor/{actor_id:path}/chart.{ending}", actor_chart, name="actor-chart"),
    Route("/actor/{actor_id:path}/table.csv", actor_table, name="actor-table"),
    Route("/actor/{actor_id:path}", actor, name="actor"),
)
