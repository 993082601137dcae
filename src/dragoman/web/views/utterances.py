"""Repeated statements: what was said once and is quoted by several articles, its wordings side by side."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk import utterances as desk
from dragoman.model import DragomanError, RecordError
from dragoman.web import charting
from dragoman.web.asking import Filters, address, count_of
from dragoman.web.comparing import against
from dragoman.web.happenings import shortened
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of
from dragoman.web.views.stories import days_of

PAGE = 40
MOST_WORDINGS = 120
"""Reports of one utterance that a page lists."""
LONGEST = 4_000
"""Characters of one wording that are compared and shown."""
MOST_TAKEN = 5_000
"""Statements that leave at once."""
TAKES = ("about", "first", "last", "actor")


def utterances(request: Request) -> Response:
    """What several articles quote, by the day on which it was said; `least` independent origins at least."""
    filters = Filters.of(request.query_params, only=TAKES)
    after = charting.word(request, "after") or None
    least = max(1, count_of(request.query_params.get("least"), otherwise=1, most=99))

    def made() -> list[dict[str, Any]]:
        with record_of(request) as record:
            try:
                return desk.utterances(record, **filters.options(*TAKES), least=least, limit=PAGE + 1, after=after)
            except RecordError:
                raise HTTPException(404, "There is no such statement to go on behind.") from None

    rows = [
        {**row, "wording": shortened(row["wording"])}
        for row in records_of(request).remember(("utterances", filters, least, after), made)
    ]
    kept = least if least > 1 else None
    more = filters.query(after=rows[PAGE - 1]["utterance_id"], least=kept) if len(rows) > PAGE else None
    return page(
        request, "utterances/list.html", filters=filters, rows=rows[:PAGE], least=least,
        more=address("/utterances", more) if more else None,
        csv=address("/utterances.csv", filters.query(least=kept)),
        other=address("/utterances", filters.query(least=2 if least == 1 else None)),
    )  # fmt: skip


def utterances_table(request: Request) -> Response:
    """The statements of the list, as a file."""
    filters = Filters.of(request.query_params, only=TAKES)
    least = max(1, count_of(request.query_params.get("least"), otherwise=1, most=99))
    with record_of(request) as record:
        rows = desk.utterances(record, **filters.options(*TAKES), least=least, limit=MOST_TAKEN)
    return charting.table(request, rows, desk.UTTERANCE_COLUMNS, "utterances")


def utterance(request: Request) -> Response:
    """One of them: every wording, with what it has that the longest has not, and what it leaves out."""
    wanted = request.path_params["utterance_id"]

    def made() -> dict[str, Any] | None:
        with record_of(request) as record:
            try:
                return _shown(desk.utterance(record, wanted))
            except DragomanError:
                return None

    found = records_of(request).remember(("utterance", wanted), made)
    if found is None:
        raise HTTPException(404, "There is no such statement in this record.")
    return page(request, "utterances/utterance.html", **found)


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    longest = told["wording"][:LONGEST]
    wordings = [
        {
            **report, "days": days_of(report["day"]), "pieces": against(report["content"][:LONGEST], longest),
            "missing": [words for kind, words in report["differences"] if kind == "missing"],
            "same": all(kind == "same" for kind, _ in report["differences"]),
        }
        for report in told["quoted"][:MOST_WORDINGS]
    ]  # fmt: skip
    return {"u": told, "longest": longest, "wordings": wordings, "left_out": len(told["quoted"]) - len(wordings)}


ROUTES = (
    Route("/utterances", utterances, name="utterances"),
    Route("/utterances.csv", utterances_table, name="utterances-table"),
    Route("/utterance/{utterance_id}", utterance, name="utterance"),
)
