"""Any view as a file: the rows that its filters leave, as CSV, JSON lines or Parquet, or as a brief in Markdown."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from dragoman.desk.chronology import day_text
from dragoman.exports import write_csv, write_jsonl, write_parquet
from dragoman.record import TABLES, Record, Table
from dragoman.record.columns import ID_COLUMN, ORDER
from dragoman.record.filters import Conditions, conditions
from dragoman.web.asking import Filters
from dragoman.web.happenings import happenings_at
from dragoman.web.wording import ACTS, day_words, visible

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "md": "text/markdown; charset=utf-8",
}
"""How a view leaves, and as what."""

_OF = ("about", "first", "last", "actor", "type")
TAKES: dict[str, tuple[str, ...]] = {
    "articles": ("about", "first", "last", "publisher"),
    "statements": (*_OF, "recipient"),
    "events": (*_OF, "recipient", "status"),
    "figures": _OF,
    "positions": _OF,
    "ballots": _OF,
    "mentions": _OF,
    "happenings": (*_OF, "recipient", "status", "place", "publisher"),
}
"""The tables that leave, and what each can be asked."""

LONGEST_BRIEF = 1000
"""Entries of a brief; who wants more wants a table."""
IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a file that are held in memory while it is made; what is longer goes to a temporary file."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~-])")


def view_table(record: Record, name: str, filters: Filters, rows: list[int] | None = None) -> Table:
    """The rows of a table that the filters leave; of happenings those in `rows`, in that order."""
    columns = TABLES[name]
    connection = record.table(name).connection
    if rows is not None:
        names = ", ".join(f'h."{c.name}"' for c in columns)
        sql = f"SELECT {names} FROM json_each(?) w CROSS JOIN main.{name} h ON h.rowid = w.value ORDER BY w.key"
        return Table(name, columns, sql, (json.dumps(rows),), connection, record.path)
    asked = asked_of(record, name, filters)
    names = ", ".join(f'{name}."{c.name}"' for c in columns)
    sql = f"SELECT {names} FROM {name}{asked.where} ORDER BY {', '.join(ORDER[name])}"
    return Table(name, columns, sql, asked.parameters, connection, record.path)


def asked_of(record: Record, name: str, filters: Filters) -> Conditions:
    """The SQL conditions of the filters that a table takes."""
    options = filters.options(*(n for n in TAKES[name] if n not in ("place", "publisher")))
    asked = conditions(name, options, record.table("articles").connection)  # type: ignore[arg-type]
    if filters.publisher and name == "articles":
        marks = ", ".join("?" * len(filters.publisher))
        asked.add(f"coalesce(publisher, agency) IN ({marks})", *filters.publisher)
    return asked


def file_of(table: Table, kind: str) -> IO[bytes]:
    """The table as an open file, to be read from its beginning and closed."""
    held: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    if kind == "parquet":
        write_parquet(table, held)  # type: ignore[arg-type]
    else:
        names = [c.name for c in table.columns]
        text = io.TextIOWrapper(held, encoding="utf-8", newline="", write_through=True)
        if kind == "csv":
            write_csv(table.rows(), names, text)
        else:
            write_jsonl(table.rows(), names, text)
        text.detach()
    held.seek(0)
    return held


def brief(record: Record, name: str, table: Table, filters: Filters, rows: list[int] | None) -> Iterator[str]:
    """A brief: a title, what was asked, and the entries by day, each with its words and where they are from."""
    yield f"# {name.capitalize()}\n\n"
    asked = ", ".join(f"{key}: {plain(value)}" for key, value in filters.pairs()) or "everything"
    yield f"From {plain(record.path.name)}; asked for {asked}. "
    yield "Read by a program: check the words before you rely on them.\n"
    entries = _happenings(record, rows or []) if rows is not None else _entries(record, name, table.rows())
    day = None
    for i, (when, line) in enumerate(entries):
        if i >= LONGEST_BRIEF:
            yield f"\n*The first {LONGEST_BRIEF:,} entries; the tables have all.*\n"
            return
        if when != day:
            day = when
            yield f"\n## {plain(day)}\n\n"
        yield line


def _happenings(record: Record, rows: list[int]) -> Iterator[tuple[str, str]]:
    for at in range(0, min(len(rows), LONGEST_BRIEF + 1), 200):
        for row in happenings_at(record, rows[at : at + 200]):
            who, whom = (", ".join(plain(n) for n in row[side] if n) for side in ("actors", "recipients"))
            told = f"{row['reports']} reports, {row['origins']} origins" if row["reports"] > 1 else "1 report"
            said = f"; says {plain(', '.join(row['said_by']))}" if row["said_by"] else ""
            differ = f"; reports differ on {', '.join(row['disputed'])}" if row["disputed"] else ""
            act = ACTS.get(row["type"], row["type"].lower())
            yield day_words(row["date_from"], row["date_to"]), (
                f"- **{who or 'Somebody'}** {act}{f' **{whom}**' if whom else ''} ({row['status']}{said}): "
                f"“{plain(row['sentence'])}” {plain(row['told_by'])}, {told}{differ}. `{row['happening_id']}`\n"
            )


def _entries(record: Record, name: str, rows: Iterator[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Lines of a brief from the rows of a table, each with the article that it is from."""
    prefix = {"articles": "published", "statements": "said"}.get(name, "date")
    for row in rows:
        when = day_words(row.get(f"{prefix}_from"), row.get(f"{prefix}_to"))
        if name == "articles":
            url = f" <{row['url']}>" if row["url"] and re.fullmatch(r"https?://[^\s<>]+", row["url"]) else ""
            told = plain(row["publisher"] or row["agency"] or row["source"])
            yield when, f"- {plain(row['title'] or 'Without a title')}, {told}.{url} `{row['article_id']}`\n"
            continue
        source = _source(record, row["article_id"])
        if name == "statements":
            who, said = row["speaker_name"] or row["source_text"] or "Somebody", plain(row["content"])
            yield when, f"- **{plain(who)}** {plain(row['cue'])}: “{said}” {source}. `{row['statement_id']}`\n"
            continue
        key = row.get(ID_COLUMN.get(name, ""), row["article_id"])
        yield when, f"- “{plain(row.get('sentence') or row.get('text'))}” {source}. `{key}`\n"


def _source(record: Record, article_id: str) -> str:
    (article,) = record.sql(
        "SELECT title, coalesce(publisher, agency, source) AS told_by, published_from, published_to "
        "FROM articles WHERE article_id = ?",
        (article_id,),
    )
    day = day_text(article["published_from"], article["published_to"])
    return ", ".join(plain(part) for part in (article["told_by"], article["title"], day) if part)


def plain(text: str | None) -> str:
    """Text on one line that Markdown and HTML take for text."""
    line = visible(" ".join((text or "").split()))
    return _MARKDOWN.sub(r"\\\1", line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
