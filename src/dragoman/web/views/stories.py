"""Stories: articles about the same happenings, listed, and one of them by day."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk import stories as desk
from dragoman.model import DragomanError, Interval, RecordError
from dragoman.web import charting
from dragoman.web.asking import Filters, address
from dragoman.web.happenings import shortened
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of

PAGE = 40
MOST_ARTICLES = 300
MOST_HAPPENINGS = 60
MOST_NAMED = 30
"""Articles, happenings and actors that the page of a story lists; more are in the exports."""
MOST_TAKEN = 5_000
"""Stories that leave at once; `dragoman stories` has more."""
TAKES = ("about", "first", "last", "actor")


def stories(request: Request) -> Response:
    """The stories by their first day; those of one article only where they are asked for."""
    filters = Filters.of(request.query_params, only=TAKES)
    after = charting.word(request, "after") or None
    alone = charting.word(request, "alone", among=("yes",))

    def made() -> list[dict[str, Any]]:
        with record_of(request) as record:
            try:
                return desk.stories(
                    record, **filters.options(*TAKES), least=1 if alone else 2, limit=PAGE + 1, after=after
                )
            except RecordError:
                raise HTTPException(404, "There is no such story to go on behind.") from None

    rows = records_of(request).remember(("stories", filters, alone, after), made)
    more = filters.query(after=rows[PAGE - 1]["story_id"], alone=alone or None) if len(rows) > PAGE else None
    return page(
        request, "stories/list.html", filters=filters, rows=rows[:PAGE], alone=alone, after=after,
        more=address("/stories", more) if more else None,
        other=address("/stories", filters.query(alone=None if alone else "yes")),
        csv=address("/stories.csv", filters.query(alone=alone or None)),
    )  # fmt: skip


def stories_table(request: Request) -> Response:
    """The stories of the list, as a file."""
    filters = Filters.of(request.query_params, only=TAKES)
    least = 1 if charting.word(request, "alone", among=("yes",)) else 2
    with record_of(request) as record:
        rows = desk.stories(record, **filters.options(*TAKES), least=least, limit=MOST_TAKEN)
    return charting.table(request, rows, desk.STORY_COLUMNS, "stories")


def story(request: Request) -> Response:
    """One story: its articles by day with their copies, what they tell, who is in them."""
    wanted = request.path_params["story_id"]

    def made() -> dict[str, Any] | None:
        with record_of(request) as record:
            try:
                return _shown(desk.story(record, wanted))
            except DragomanError:
                return None

    found = records_of(request).remember(("story", wanted), made)
    if found is None:
        raise HTTPException(404, "There is no such story in this record.")
    return page(request, "stories/story.html", **found)


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    days, left = [], MOST_ARTICLES
    for one in told["days"]:
        articles = one["articles"][:left]
        left -= len(articles)
        for article in articles:
            article["sentence"] = shortened(article["sentence"])
            article["copies"] = [c | {"days": days_of(c["day"])} for c in article["copies"]]
        if articles:
            days.append({"day": days_of(one["day"]), "articles": articles})
    happenings = told["happenings"][:MOST_HAPPENINGS]
    for happening in happenings:
        happening["sentence"] = shortened(happening["sentence"])
    return {
        "s": told, "days": days, "left_out": max(0, sum(len(d["articles"]) for d in told["days"]) - MOST_ARTICLES),
        "happenings": happenings, "happenings_left": len(told["happenings"]) - len(happenings),
        "named": told["named"][:MOST_NAMED],
    }  # fmt: skip


def days_of(text: str | None) -> tuple[str | None, str | None]:
    """First and last day of what a list shows as a day."""
    try:
        first, last = Interval.parse((text or "").replace("..", "")).iso
    except ValueError:
        return None, None
    return first, last


ROUTES = (
    Route("/stories", stories, name="stories"),
    Route("/stories.csv", stories_table, name="stories-table"),
    Route("/story/{story_id}", story, name="story"),
)
