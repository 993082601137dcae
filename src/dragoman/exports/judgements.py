"""Judgements read back from CSV: what `dragoman actors export` wrote, or a list made by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO, cast

from dragoman.exports.delimited import FORMULA_STARTS
from dragoman.model import DragomanError
from dragoman.record import TABLES, Judgement
from dragoman.record.judgements import JudgementKind

NEEDED = ("kind", "actor_id")
_UNDONE = {"false", "0", "no"}


def read_judgements(stream: TextIO, source: str, *, today: str) -> Iterator[tuple[int, Judgement]]:
    """The line and the judgement of each row; `today` is the day of those without one.

    Columns may be left out but for `kind` and `actor_id`; ids are made anew. Raises `DragomanError`, which names
    `source` and the line, on a header or a row that can't be understood.
    """
    reader = csv.DictReader(stream)
    known = [c.name for c in TABLES["judgements"]]
    try:
        header = reader.fieldnames or []
        wrong = [c for c in header if c not in known]
        missing = [c for c in NEEDED if c not in header]
        if wrong or missing:
            said = f"unknown column {', '.join(wrong)}" if wrong else f"missing column {', '.join(missing)}"
            raise DragomanError(f"{source}:1: {said}; known are {', '.join(known)}")
        for row in reader:
            if None in row:
                raise DragomanError(f"{source}:{reader.line_num}: more than {len(header)} cells")
            yield reader.line_num, _judgement({k: _armed((v or "").strip()) or None for k, v in row.items()}, today)
    except (csv.Error, UnicodeDecodeError) as error:
        raise DragomanError(f"{source}:{reader.line_num}: is no CSV in UTF-8: {error}") from error


def _judgement(cells: dict[str, str | None], today: str) -> Judgement:
    return Judgement(
        kind=cast(JudgementKind, cells["kind"] or ""),
        actor_id=cells["actor_id"] or "",
        date=cells.get("date") or today,
        into_id=cells.get("into_id"),
        article_id=cells.get("article_id"),
        name=cells.get("name"),
        country=cells.get("country"),
        sector=cells.get("sector"),
        actor_name=cells.get("actor_name"),
        reason=cells.get("reason"),
        active=(cells.get("active") or "true").lower() not in _UNDONE,
    )


def _armed(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip(" ").startswith(FORMULA_STARTS) else cell
