"""The page of a happening: who tells it in which words, and what the reports say of each field."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk import why
from dragoman.desk.happenings import happening as told_of
from dragoman.model import RecordError
from dragoman.record import Record
from dragoman.web import wording
from dragoman.web.evidence import citation
from dragoman.web.happenings import happenings_at, shortened
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of

MOST_REPORTS = 60
MOST_VALUES = 8
"""Values of one field that are shown."""

FIELDS = {
    "date": "day", "place": "place", "actor": "who", "recipient": "to whom", "type": "act", "status": "status",
    "killed": "killed",
}  # fmt: skip
"""The fields of a happening in the order in which they are shown, with their names."""


def happening(request: Request) -> Response:
    """Everything of one happening; an id may be given by how it begins."""
    wanted = request.path_params["happening_id"]

    def made() -> dict[str, Any] | None:
        with record_of(request) as record:
            try:
                return _shown(record, wanted)
            except RecordError:
                return None

    found = records_of(request).remember(("happening", wanted), made)
    if found is None:
        raise HTTPException(404, "There is no such happening in this record.")
    return page(request, "happening.html", **found)


def _shown(record: Record, wanted: str) -> dict[str, Any]:
    if not record.sql("SELECT 1 FROM happenings WHERE happening_id = ?", (wanted,)):
        wanted = why(record, wanted)[0].id
    whole = told_of(record, wanted)
    (row,) = record.sql("SELECT rowid AS row FROM main.happenings WHERE happening_id = ?", (wanted,))
    (head,) = happenings_at(record, [row["row"]])
    reports = whole["reports_told"][:MOST_REPORTS]
    for report in reports:
        report["sentence"] = shortened(report["sentence"])
    return {
        "h": head, "vote": whole["vote"], "disagreements": whole["disagreements"], "reports": reports,
        "left_out": len(whole["reports_told"]) - len(reports),
        "several": len({r["article_id"] for r in whole["reports_told"]}) > 1,
        "fields": [
            (words, field in head["disputed"], [(_value(field, v["value"]), v["origins"]) for v in some[:MOST_VALUES]])
            for field, words in FIELDS.items()
            if (some := whole["fields"].get(field))
        ],
        "citation": citation(why(record, wanted)[0]),
    }  # fmt: skip


def _value(field: str, value: str) -> str:
    if field != "date":
        return value
    first, _, last = value.partition("/")
    days = [part if part not in ("", "..") else None for part in (first, last or first)]
    return wording.day_words(*days)


ROUTES = (Route("/happening/{happening_id}", happening, name="happening"),)
