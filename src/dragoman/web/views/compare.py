"""Two reports of one happening side by side."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk.happenings import happening, reports_of
from dragoman.web import charting
from dragoman.web.asking import address
from dragoman.web.comparing import compared, fields, passage
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of
from dragoman.web.wording import day_words

MOST_OFFERED = 60
"""Articles that can be chosen."""


def compare(request: Request) -> Response:
    """The reports that the address names; without them the first, and the first of another origin."""
    wanted = charting.word(request, "happening")
    asked = (charting.word(request, "left"), charting.word(request, "right"))
    found = records_of(request).remember(("compare", wanted, *asked), lambda: _made(request, wanted, asked))
    if found is None:
        raise HTTPException(404, "There is no such happening.")
    return page(request, "compare/compare.html", **found)


def _made(request: Request, wanted: str, asked: tuple[str, str]) -> dict[str, Any] | None:
    with record_of(request) as record:
        told = reports_of(record, [wanted])[wanted]
        if not told:
            return None
        whole = happening(record, wanted)
        articles: dict[str, list[dict[str, Any]]] = {}
        for report in told:
            articles.setdefault(report["article_id"], []).append(report)
        chosen = _chosen(articles, asked)
        shown: dict[str, Any] = {
            "happening": whole, "sides": None, "fields": [], "swap": None,
            "offered": [
                {"article_id": id_, "label": _label(rows[0])} for id_, rows in list(articles.items())[:MOST_OFFERED]
            ],
        }  # fmt: skip
        if chosen is None:
            return shown
        left, right = (articles[id_] for id_ in chosen)
        both = compared(record, (left, right))
    sides = [
        {
            "id": id_, "report": rows[0], "label": _label(rows[0]), "passage": passage(text, rows), "text": text,
            "alone": sum(s.alone for s in text),
        }
        for id_, rows, text in zip(chosen, (left, right), both, strict=True)
    ]  # fmt: skip
    return {
        **shown,
        "sides": sides,
        "fields": fields(whole, left, right),
        "swap": address("/compare", {"happening": wanted, "left": chosen[1], "right": chosen[0]}),
    }


def _chosen(articles: dict[str, list[dict[str, Any]]], asked: tuple[str, str]) -> tuple[str, str] | None:
    """The articles to be shown; `None` where only one tells the happening."""
    left = asked[0] if asked[0] in articles else next(id_ for id_ in articles if id_ != asked[1] or len(articles) == 1)
    others = [id_ for id_ in articles if id_ != left]
    if not others:
        return None
    if asked[1] in others:
        return left, asked[1]
    origins = {r["origin"] for r in articles[left]}
    return left, next((id_ for id_ in others if articles[id_][0]["origin"] not in origins), others[0])


def _label(report: dict[str, Any]) -> str:
    day = day_words(report["published_from"], report["published_to"])
    return f"{report['source']}, {day}: {report['title'] or 'without a title'}"


ROUTES = (Route("/compare", compare, name="compare"),)
