"""What is wrong with a user's folder of reference data, by file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dragoman.model import Interval, ReferenceDataError
from dragoman.reference import tables
from dragoman.reference.entries import NameKind
from dragoman.reference.words import is_common_word

_DATES = ("start", "end", "open_until", "date")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: its name, the line (1 is the header; 0 the file as a whole), and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


def check_folder(path: Path | str) -> list[Problem]:
    """Every problem in a folder of reference CSVs, in the order of file and line; an empty list when it is sound."""
    folder = Path(path)
    if not folder.is_dir():
        return [Problem(str(path), 0, "no such folder")]
    files = sorted(folder.glob("*.csv"))
    if not files:
        return [Problem(str(path), 0, f"no CSV files; one or more of {_known()} are read")]
    problems: list[Problem] = []
    ids = _ids(folder, problems)
    for file in files:
        table = tables.TABLES.get(file.stem)
        if table is None:
            problems.append(Problem(file.name, 0, f"not a table; known are {_known()}"))
        else:
            problems.extend(_check_file(file, table, ids))
    return sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line, p.message))


def _known() -> str:
    return ", ".join(t.file_name for t in tables.TABLES.values())


def _ids(folder: Path, problems: list[Problem]) -> dict[str, set[str]]:
    """The ids that the packaged data and the folder's own files define."""
    found = {}
    for name, column in (("states", "iso3"), ("persons", "id"), ("orgs", "id"), ("groups", "id"), ("roles", "role")):
        found[name] = {r[column] for r in tables.packaged(name)}
        try:
            found[name] |= {r[column] for r in tables.from_folder(folder, name)}
        except (ReferenceDataError, csv.Error) as error:
            problems.append(Problem(tables.TABLES[name].file_name, 0, str(error)))
    return found


def _check_file(file: Path, table: tables.Table, ids: dict[str, set[str]]) -> Iterator[Problem]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        yield Problem(file.name, 0, f"not UTF-8 at byte {error.start}; save it as UTF-8")
        return
    except OSError as error:
        yield Problem(file.name, 0, f"can't be read: {error.strerror}")
        return
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = reader.fieldnames or []
    for column in header:
        if column not in table.columns:
            yield Problem(file.name, 1, f"unknown column {column!r}; known are {', '.join(table.columns)}")
    missing = [c for c in table.required if c not in header]
    if missing:
        yield Problem(file.name, 1, f"missing column {', '.join(missing)}")
        return
    seen: dict[tuple[str, ...], int] = {}
    try:
        for raw in reader:
            line = reader.line_num
            if None in raw:
                yield Problem(file.name, line, f"more than {len(header)} cells; quote a cell that holds a comma")
            cells = {k: (v or "").strip() for k, v in raw.items() if k in table.columns}
            row = dict.fromkeys(table.columns, "") | cells
            for message in _check_row(row, table, ids):
                yield Problem(file.name, line, message)
            key = tuple(row[k] for k in table.key)
            if key in seen:
                yield Problem(file.name, line, f"the same {', '.join(table.key)} as line {seen[key]}; the later counts")
            seen[key] = line
    except csv.Error as error:
        yield Problem(file.name, reader.line_num, f"not CSV: {error}")


def _check_row(row: tables.Row, table: tables.Table, ids: dict[str, set[str]]) -> Iterator[str]:
    for column in table.required:
        if not row[column]:
            yield f"{column} is empty"
    days = {}
    for column in (c for c in _DATES if row.get(c)):
        try:
            days[column] = Interval.parse(row[column])
        except ValueError:
            yield f"{column} {row[column]!r} is not a date, month or year (2012-02-04, 2012-02, 2012)"
    if "start" in days and "end" in days:
        first, last = days["start"].first, days["end"].last
        if first is not None and last is not None and last < first:
            yield f"ends ({row['end']}) before it starts ({row['start']})"
    yield from _check_references(row, table, ids)
    for column in ("name", "aliases"):
        for name in tables.parts(row.get(column, "")):
            named = table.name in {"persons", "orgs", "groups", "names"} and row.get("kind") != "nothing"
            if named and is_common_word(name):
                yield f"{name!r} is a common English word and would be found everywhere; leave it out"


def _check_references(row: tables.Row, table: tables.Table, ids: dict[str, set[str]]) -> Iterator[str]:
    country = row.get("country", "")
    if country and country not in ids["states"]:
        yield f"country {country!r} is not an ISO 3166-1 alpha-3 code that is known"
    if table.name == "offices":
        if row["person_id"] and row["person_id"] not in ids["persons"]:
            yield f"person_id {row['person_id']!r} is not in persons.csv nor in the packaged data"
        if row["role"] and row["role"] not in ids["roles"]:
            yield f"role {row['role']!r} is not known; known are {', '.join(sorted(ids['roles']))}"
        if row["org"] and row["org"] not in ids["orgs"] | ids["groups"]:
            yield f"org {row['org']!r} is not an organisation or group that is known"
    if table.name == "names":
        if row["kind"] and row["kind"] not in get_args(NameKind):
            yield f"kind {row['kind']!r} is not one of {', '.join(get_args(NameKind))}"
        yield from _check_actor(row, ids)
    for column, prefix in (("id", {"persons": "person:", "orgs": "org:", "groups": "group:"}.get(table.name, "")),):
        if prefix and row.get(column) and not row[column].startswith(prefix):
            yield f"{column} {row[column]!r} must begin with {prefix!r}"


def _check_actor(row: tables.Row, ids: dict[str, set[str]]) -> Iterator[str]:
    actor = row["actor_id"]
    if not actor:
        if row["kind"] != "nothing":
            yield "actor_id is empty"
        return
    kind = actor.partition(":")[0]
    states = {f"state:{i}" for i in ids["states"]}
    known = {"state": states, "person": ids["persons"], "org": ids["orgs"], "group": ids["groups"]}
    if actor not in known.get(kind, set()):
        yield f"actor_id {actor!r} is not known; it is a state:ISO3, person:, org: or group: id"
