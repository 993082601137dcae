"""The pages of the desk. Each file holds those of one kind and lists them in `ROUTES`."""

from __future__ import annotations

from starlette.routing import Route

from dragoman.web.views import (
    actors,
    compare,
    council,
    dyads,
    exports,
    figures,
    happenings,
    intake,
    judgements,
    judging,
    lists,
    maps,
    network,
    overview,
    positions,
    reading,
    search,
    stories,
    timeline,
    tour,
    utterances,
)

_VIEWS = (
    overview,
    timeline,
    happenings,
    lists,
    reading,
    search,
    exports,
    intake,
    actors,
    dyads,
    maps,
    network,
    positions,
    council,
    figures,
    judging,
    judgements,
    compare,
    stories,
    utterances,
    tour,
)

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("Overview", "/"),
    ("Timeline", "/timeline"),
    ("Stories", "/stories"),
    ("Articles", "/articles"),
    ("Statements", "/statements"),
    ("Actors", "/actors"),
    ("Positions", "/positions"),
    ("Council", "/council"),
    ("Figures", "/figures"),
    ("Map", "/map"),
    ("Network", "/network"),
    ("Judgements", "/judgements"),
    ("Read", "/read"),
)
"""(word, path) of what the head of every page leads to, in order."""


def routes() -> list[Route]:
    """All addresses of the desk."""
    return [route for view in _VIEWS for route in view.ROUTES]
