"""All that people decided on the record, in force and undone, each with its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk.reasons import amendment_words
from dragoman.model import DragomanError
from dragoman.record import Judgement, Record
from dragoman.record.amendments import Amendment
from dragoman.web import charting
from dragoman.web.asking import address, count_of
from dragoman.web.derivings import derivings_of
from dragoman.web.judging import line, plain, writing_into
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of
from dragoman.web.writing import back, flash, writing

PAGE = 100
COLUMNS = ("id", "date", "in_force", "kind", "about", "what", "reason")

Problem = tuple[str, str, str | None]
"""Which form it is of, the words, and the id of a judgement to be undone first."""


def judgements(request: Request) -> Response:
    """All judgements, the newest first: those in force, and those undone."""
    return _judgements(request)


def _judgements(request: Request, *, problem: Problem | None = None) -> Response:
    kept = charting.word(request, "show", among=("in-force", "undone"))
    begin = count_of(request.query_params.get("after"), otherwise=0, most=10_000_000)
    csv = request.path_params.get("ending") == "csv"
    with record_of(request) as record:
        every: list[Judgement | Amendment] = [*record.judgements(), *record.amendments()]
    every = every[::-1]
    every.sort(key=lambda j: j.date, reverse=True)
    rows = [j for j in every if not kept or j.active == (kept == "in-force")]
    if csv:
        return charting.table(request, [row_of(j) for j in rows], COLUMNS, "judgements")
    working = derivings_of(request)
    asked = {"show": kept or None}
    return page(
        request, "judging/list.html", status=200 if problem is None else 400, problem=problem, show=kept,
        rows=[row_of(j) for j in rows[begin : begin + PAGE]], begin=begin, count=len(rows),
        in_force=sum(j.active for j in every), undone=sum(not j.active for j in every), busy=working.busy,
        trouble=working.trouble, csv=address("/judgements.csv", asked),
        more=address("/judgements", {**asked, "after": begin + PAGE}) if len(rows) > begin + PAGE else None,
    )  # fmt: skip


def undo(request: Request, form: FormData) -> Response:
    """Takes a judgement out of force."""

    def judged(record: Record) -> Any:
        return record.undo(line(form.get("id")))

    return _changed(request, form, judged, "undone")


def again(request: Request, form: FormData) -> Response:
    """Puts a judgement that was undone in force again."""
    wanted = line(form.get("id"))

    def judged(record: Record) -> Judgement | Amendment:
        for judgement in record.judgements():
            if judgement.id == wanted:
                held = replace(judgement, active=True)
                record.judge(held)
                return held
        for a in record.amendments():
            if a.id == wanted:
                return record.amend(a.entry_id, field=a.field, value=a.value, date=a.date, reason=a.reason)
        raise DragomanError(f"there is no judgement {wanted!r}")

    return _changed(request, form, judged, "in force again")


def _changed(
    request: Request, form: FormData, judge: Callable[[Record], Judgement | Amendment], words: str
) -> Response:
    records = records_of(request)
    try:
        made = writing_into(records, judge)
    except DragomanError as error:
        told, first = plain(records, error)
        return _judgements(request, problem=(line(form.get("id")), told, first))
    follow(request, f"{row_of(made)['what']}: {words}")
    return back(form, otherwise="/judgements")


def follow(request: Request, words: str) -> None:
    """Has happenings and sums follow, and says what was done."""
    in_time = derivings_of(request).ask()
    later = "" if in_time else " Happenings, stories and sums follow in a while; everything else shows it already."
    flash(request, f"Kept: {words}.{later} What was read stays as it is.")


def row_of(made: Judgement | Amendment) -> dict[str, Any]:
    """A judgement as a list shows it."""
    shown: dict[str, Any] = {
        "id": made.id, "date": made.date, "kind": made.kind, "reason": made.reason or "", "active": made.active,
        "in_force": "yes" if made.active else "no",
    }  # fmt: skip
    if isinstance(made, Amendment):
        noun = made.table_name.removesuffix("s")
        words = amendment_words(replace(made, reason=None))
        what = f"the {noun} is none" if made.kind == "reject" else words.removesuffix(f", {made.date}")
        return shown | {"about": made.entry_id, "noun": noun, "what": what, "href": f"/judge/entry/{made.entry_id}",
                        "article_id": made.article_id}  # fmt: skip
    return shown | {
        "about": made.actor_id, "noun": "actor", "what": actor_words(made),
        "href": f"/judge/actor/{quote(made.actor_id, safe=':')}", "article_id": made.article_id,
    }  # fmt: skip


def actor_words(made: Judgement) -> str:
    """A judgement on an actor in words."""
    who = made.actor_name or made.actor_id
    other = f"{made.name} ({made.into_id})" if made.name and made.into_id else made.into_id or made.name or ""
    if made.kind == "merge":
        return f"{who} ({made.actor_id}) is {other}"
    if made.kind == "split":
        return f"{who} is {other} in article {made.article_id}" if other else (
            f"those merged into {who} are themselves in article {made.article_id}"
        )  # fmt: skip
    if made.kind == "rename":
        return f"{who} is shown as {made.name}"
    return f"{who} is nobody"


ROUTES = (
    Route("/judgements", judgements, name="judgements"),
    Route("/judgements.{ending}", judgements, name="judgements-table"),
    Route("/judgements/undo", writing(undo), methods=["POST"], name="judgements-undo"),
    Route("/judgements/again", writing(again), methods=["POST"], name="judgements-again"),
)
