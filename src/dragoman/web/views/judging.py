"""Judging: an entry is none or otherwise, two actors are one, this is not that one here."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dragoman.desk import judging as desk
from dragoman.desk import profiles, why
from dragoman.model import DragomanError, RecordError
from dragoman.record import Judgement, Record
from dragoman.record.amendments import FIELDS
from dragoman.reference import load
from dragoman.web.judging import (
    LONGEST_REASON,
    alike,
    amend,
    day_of,
    fields_of,
    line,
    plain,
    rows_of,
    writing_into,
)
from dragoman.web.marks import Layer, paragraphs
from dragoman.web.pages import page
from dragoman.web.records import record_of, records_of
from dragoman.web.safety import local_path
from dragoman.web.views.judgements import Problem, actor_words, follow, row_of
from dragoman.web.writing import back, writing

MOST_ARTICLES = 200
"""Articles that the form for splitting offers; of others the id can be written."""
PASSAGE = 20_000


def entry(request: Request) -> Response:
    """The form for one entry: what was read, what it may be, and why."""
    return _entry(request, request.path_params["entry_id"])


def _entry(
    request: Request, wanted: str, *, problem: Problem | None = None, asked: FormData | None = None
) -> Response:
    with record_of(request) as record:
        try:
            found = why(record, wanted)[0]
        except RecordError:
            raise HTTPException(404) from None
        if found.table not in FIELDS:
            raise HTTPException(404)
        read, now = rows_of(record, found.table, found.id, found.article["article_id"])
        fields = fields_of(record, records_of(request), found.table, read, now)
        behind = {a.id for a in desk.amendments_behind(record, found.table, read)}
        made = [
            a for a in record.amendments()
            if a.id in behind or (a.entry_id == found.id and a.article_id == read["article_id"])
        ]  # fmt: skip
    marks = [
        Layer(m.span.start - found.passage.start, m.span.end - found.passage.start, "why", m.label.replace(" ", "-"),
              title=m.means or m.label)
        for m in found.marks
    ]  # fmt: skip
    return page(
        request, "judging/entry.html", status=200 if problem is None else 400, why=found, fields=fields,
        rejected=now is None, made=[row_of(a) for a in reversed(made)], problem=problem,
        asked=_written(asked), back=_back(request, asked),
        lines=list(paragraphs(found.text, marks, end=PASSAGE)), today=dt.date.today().isoformat(),
    )  # fmt: skip


def judge_entry(request: Request, form: FormData) -> Response:
    """Keeps that an entry is none, or that its fields are otherwise."""
    wanted, records = request.path_params["entry_id"], records_of(request)
    act, reason = line(form.get("act")), line(form.get("reason"), most=LONGEST_REASON)
    date = day_of(form.get("on"))

    def judged(record: Record) -> list[str]:
        try:
            found = why(record, wanted)[0]
        except RecordError:
            raise HTTPException(404) from None
        if found.table not in FIELDS:
            raise HTTPException(404)
        if act == "reject":
            record.amend(found.id, date=date, reason=reason or None)
            return [f"the {found.table.removesuffix('s')} is rejected"]
        read, now = rows_of(record, found.table, found.id, found.article["article_id"])
        fields = fields_of(record, records, found.table, read, now)
        wished = {f.name: line(form.get(f"f-{f.name}")) for f in fields if f"f-{f.name}" in form}
        return amend(record, fields, wished, read, table=found.table, date=date, reason=reason)

    try:
        done = writing_into(records, judged)
    except DragomanError as error:
        return _entry(request, wanted, problem=(act, *plain(records, error)), asked=form)
    follow(request, "; ".join(done))
    return back(form, otherwise=f"/judge/entry/{quote(wanted, safe='')}")


def actor(request: Request) -> Response:
    """The forms for one actor: who else it is, where it is another, its name, nobody."""
    return _actor(request, request.path_params["actor_id"])


def _actor(
    request: Request, actor_id: str, *, problem: Problem | None = None, asked: FormData | None = None
) -> Response:
    search = line(request.query_params.get("q"))
    with record_of(request) as record:
        who = profiles.profile(record, load(), actor_id)
        read = record.sql(
            "SELECT actor_name AS name, count(*) AS mentions, count(DISTINCT article_id) AS articles "
            "FROM main.mentions WHERE actor_id = ? GROUP BY 1 ORDER BY 2 DESC, 1",
            (actor_id,),
        )
        if who is None and not read:
            raise HTTPException(404, "Nobody in the record or in the reference data has that id.")
        name = who.actor.name if who is not None else read[0]["name"] or actor_id
        (moves,) = record.sql(
            "SELECT count(*) AS mentions, count(DISTINCT article_id) AS articles FROM mentions WHERE actor_id = ?",
            (actor_id,),
        )
        articles = record.sql(
            "SELECT a.article_id, a.title, a.published_from, a.published_to FROM articles a WHERE a.article_id IN "
            "(SELECT article_id FROM mentions WHERE actor_id = ?) "
            "ORDER BY a.published_from IS NULL, a.published_from DESC, a.article_id LIMIT ?",
            (actor_id, MOST_ARTICLES),
        )
        candidates = alike(record, actor_id, name, search)
        made = [j for j in record.judgements() if actor_id in (j.actor_id, j.into_id)]
    return page(
        request, "judging/actor.html", status=200 if problem is None else 400, actor_id=actor_id, name=name,
        moves=moves, articles=articles, candidates=candidates, search=search, made=[row_of(j) for j in reversed(made)],
        problem=problem, asked=_written(asked), back=_back(request, asked),
        article=line(request.query_params.get("article")), today=dt.date.today().isoformat(),
    )  # fmt: skip


def judge_actor(request: Request, form: FormData) -> Response:
    """Keeps a judgement on an actor."""
    actor_id, records = request.path_params["actor_id"], records_of(request)
    act, reason = line(form.get("act")), line(form.get("reason"), most=LONGEST_REASON) or None
    date, facts = day_of(form.get("on")), load()
    into = line(form.get("other")) or line(form.get("into"))
    new, article, name = (line(form.get(field)) for field in ("new", "article", "name"))

    def judged(record: Record) -> Judgement:
        if act == "merge":
            if not into:
                raise DragomanError("choose one of the actors, or write the id of another")
            return desk.merge(record, actor_id, into, reference=facts, date=date, reason=reason)
        if act == "split":
            return desk.split(
                record, actor_id, article, new=new or None, reference=facts, date=date, reason=reason
            )  # fmt: skip
        if act == "rename":
            return desk.rename(record, actor_id, name, reference=facts, date=date, reason=reason)
        if act == "ignore":
            return desk.ignore(record, actor_id, reference=facts, date=date, reason=reason)
        raise HTTPException(400, "There is no such judgement.")

    try:
        made = writing_into(records, judged)
    except DragomanError as error:
        return _actor(request, actor_id, problem=(act, *plain(records, error)), asked=form)
    follow(request, actor_words(made))
    shown = made.into_id if made.kind == "merge" else made.actor_id
    return back(form, otherwise=f"/judge/actor/{quote(shown or actor_id, safe=':')}")


def _written(asked: FormData | None) -> dict[str, str]:
    """What a form held that could not be kept, to be shown in it again."""
    return {} if asked is None else {key: line(value, most=LONGEST_REASON) for key, value in asked.multi_items()}


def _back(request: Request, asked: FormData | None) -> str:
    path = asked.get("back") if asked is not None else request.query_params.get("back")
    return local_path(path if isinstance(path, str) else None, otherwise="")


ROUTES = (
    Route("/judge/entry/{entry_id}", entry, name="judge-entry"),
    Route("/judge/entry/{entry_id}", writing(judge_entry), methods=["POST"], name="judge-entry-keep"),
    Route("/judge/actor/{actor_id:path}", actor, name="judge-actor"),
    Route("/judge/actor/{actor_id:path}", writing(judge_actor), methods=["POST"], name="judge-actor-keep"),
)
