"""Utterances: what was said once and is quoted by several articles, with the wordings side by side."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, Unpack

from dragoman.desk.asked import AskedGroups
from dragoman.desk.chronology import day_text, source_text
from dragoman.model import Interval, RecordError
from dragoman.record import Record, Table
from dragoman.record.columns import ORDER, TABLES
from dragoman.record.filters import Conditions, Some, about_condition, actor_condition

Row = dict[str, Any]

UTTERANCE_COLUMNS = tuple(c.name for c in TABLES["utterances"])
SHORTEST_PREFIX = 4
_NAMES = ", ".join(f'utterances."{name}"' for name in UTTERANCE_COLUMNS)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OF = (
    "utterance_id IN (SELECT r.utterance_id FROM utterance_reports r JOIN statements "
    "ON statements.article_id = r.article_id AND statements.statement_id = r.statement_id{})"
)


def table(
    record: Record,
    *,
    actor: Some = None,
    about: str | None = None,
    first: str | None = None,
    last: str | None = None,
    least: int = 1,
    limit: int | None = None,
    after: str | None = None,
) -> Table:
    """The utterances that answer, by the day on which they were said.

    `actor` is the speaker, `about` is words of a report's sentence or headline, `first` and `last` are ISO days, months
    or years, `least` how many independent origins report it; `after` is the id of the utterance behind which to go on.
    Raises `RecordError` when there is none such.
    """
    whole = record.table("utterances")
    asked = Conditions()
    inner = Conditions()
    actor_condition("statements", actor, inner, whole.connection)
    about_condition("statements", about, inner, whole.connection)
    if inner.sql:
        asked.add(_OF.format(inner.where), *inner.parameters)
    low, high = Interval.parse(first).iso[0], Interval.parse(last).iso[1]
    if low is not None or high is not None:
        asked.add("(said_from IS NOT NULL OR said_to IS NOT NULL)")
    if low is not None:
        asked.add("coalesce(said_to, '9999-12-31') >= ?", low)
    if high is not None:
        asked.add("coalesce(said_from, '0001-01-01') <= ?", high)
    if least > 1:
        asked.add("origins >= ?", least)
    order = ORDER["utterances"]
    if after is not None:
        seen = record.sql(f"SELECT {', '.join(_sortable(order))} FROM utterances WHERE utterance_id = ?", (after,))
        if not seen:
            raise RecordError(f"{record.path}: there is no utterance {after!r} to go on behind")
        asked.add(f"({', '.join(_sortable(order))}) > ({', '.join('?' * len(order))})", *seen[0].values())
    sql = f"SELECT {_NAMES} FROM utterances{asked.where} ORDER BY {', '.join(_sortable(order))}"
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    return replace(whole, sql=sql, parameters=asked.parameters)


def utterances(record: Record, **asked: Unpack[AskedGroups]) -> list[Row]:
    """The rows (`UTTERANCE_COLUMNS`) of `table` for the same questions."""
    return list(table(record, **asked).rows())


def unfolded(record: Record, rows: Sequence[Row]) -> list[Row]:
    """The rows with `quoted`: the reports of each, the oldest first.

    A report has `article_id`, `statement_id`, `speaker` (as it names it), `kind`, `cue`, `content`, `sentence`,
    `agreement` (0 to 1), `origin`, `day` (of the article), `source`, `title`, `url`, and `differences` from the longest
    wording (see `differences`).
    """
    wording = {row["utterance_id"]: row["wording"] for row in rows}
    reports: dict[str, list[Row]] = {key: [] for key in wording}
    for report in record.sql(
        "SELECT r.utterance_id, r.article_id, r.statement_id, r.agreement, r.origin, s.kind, s.cue, s.content, "
        "coalesce(s.speaker_name, s.source_text) AS speaker, s.sentence, a.title, a.url, a.publisher, a.agency, "
        "a.source, a.published_from, a.published_to "
        "FROM utterance_reports r JOIN statements s USING (article_id, statement_id) "
        "JOIN articles a USING (article_id) "
        "WHERE r.utterance_id IN (SELECT value FROM json_each(?)) "
        'ORDER BY a.published_from IS NULL, a.published_from, a.article_id, s."start", s.statement_id',
        (json.dumps(list(wording)),),
    ):
        report["day"] = day_text(report.pop("published_from"), report.pop("published_to"))
        report["source"] = source_text(report)
        utterance_id = report.pop("utterance_id")
        report["differences"] = differences(wording[utterance_id], report["content"])
        reports[utterance_id].append(report)
    return [{**row, "quoted": reports[row["utterance_id"]]} for row in rows]


def utterance(record: Record, id_: str) -> Row:
    """The utterance of that id (or that begins so), unfolded. Raises `RecordError` when there is none, or several."""
    wanted = id_.strip().lower()
    end = wanted + "\U0010ffff" if len(wanted) >= SHORTEST_PREFIX else wanted
    sql = f"SELECT {_NAMES} FROM utterances WHERE utterance_id BETWEEN ? AND ?"
    rows = list(replace(record.table("utterances"), sql=sql, parameters=(wanted, end)).rows())
    rows = [row for row in rows if row["utterance_id"] == wanted] or rows
    if len(rows) != 1:
        problem = "several utterances begin with" if rows else "no utterance has the id"
        raise RecordError(f"{record.path}: {problem} {id_!r}")
    return unfolded(record, rows)[0]


def repeated(record: Record, article_id: str, statement_id: str) -> list[Row]:
    """The other reports of the utterance that a statement is a report of, as `unfolded` has them."""
    found = record.sql(
        "SELECT utterance_id FROM utterance_reports WHERE article_id = ? AND statement_id = ?",
        (article_id, statement_id),
    )
    return [
        report
        for row in found
        for report in utterance(record, row["utterance_id"])["quoted"]
        if (report["article_id"], report["statement_id"]) != (article_id, statement_id)
    ]


def differences(longest: str, other: str) -> list[tuple[str, str]]:
    """Where a wording differs from the longest: its runs of words, each `same`, `missing` (only in the longest) or
    `other` (only in it), in order; case, quotation marks and stops aside."""
    left, right = (_WORD.findall(text.lower()) for text in (longest, other))
    found: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(left[a:b])))
            continue
        if a < b:
            found.append(("missing", " ".join(left[a:b])))
        if c < d:
            found.append(("other", " ".join(right[c:d])))
    return found


def _sortable(order: Sequence[str]) -> list[str]:
    """The order's terms without NULLs, so that rows can be compared as tuples."""
    return [f"coalesce({term}, '9999')" if term.startswith("said") and "IS" not in term else term for term in order]
