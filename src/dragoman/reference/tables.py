"""The tables of the reference data: their columns, and how a packaged or a user's file of them is read.

A packaged table is a gzipped CSV in `data/`; a user's folder holds plain CSVs of the same names and columns
(`offices.csv`, `names.csv` …). Lists inside a cell are parted by `|`. Days are ISO dates, months or years.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import ReferenceDataError
from dragoman.reference.packaged import packaged_bytes

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name, its columns in order, which of them must be filled, and which together are its key."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """Name of the CSV in a user's folder."""
        return f"{self.name}.csv"


TABLES = {
    t.name: t
    for t in (
        Table(
            "states",
            (
                "iso3",
                "iso2",
                "name",
                "full_name",
                "in_sentence",
                "demonyms",
                "capital",
                "wikidata",
                "start",
                "end",
                "successors",
                "region",
            ),
            ("iso3", "name"),
            ("iso3",),
        ),
        Table("names", ("name", "actor_id", "kind", "start", "end", "lower_ok"), ("name", "kind"), ("name", "start")),
        Table(
            "persons",
            ("id", "name", "aliases", "surnames", "gender", "country", "known", "start", "end"),
            ("id", "name"),
            ("id",),
        ),
        Table(
            "offices",
            ("person_id", "title", "role", "country", "org", "start", "end", "open_until", "verified", "source"),
            ("person_id", "title", "role"),
            ("person_id", "role", "country", "org", "start"),
        ),
        Table(
            "orgs",
            ("id", "name", "aliases", "sector", "country", "start", "end", "members", "wikidata"),
            ("id", "name", "sector"),
            ("id",),
        ),
        Table(
            "groups", ("id", "name", "aliases", "sector", "country", "start", "end"), ("id", "name", "sector"), ("id",)
        ),
        Table("roles", ("role", "sector", "rank", "label"), ("role", "sector"), ("role",)),
        Table(
            "places",
            ("geonameid", "name", "country", "lat", "lon", "population", "capital", "aliases"),
            ("geonameid", "name", "country", "lat", "lon"),
            ("geonameid",),
        ),
        Table(
            "votes",
            (
                "vote_id",
                "date",
                "symbol",
                "resolution",
                "outcome",
                "basis",
                "vetoed_by",
                "sponsors",
                "title",
                "ballots",
            ),
            ("vote_id", "date", "symbol", "outcome"),
            ("vote_id",),
        ),
        Table("members", ("year", "permanent", "elected"), ("year", "permanent"), ("year",)),
        Table("ideal_points", ("iso3", "group", "first_year", "points"), ("iso3",), ("iso3",)),
    )
}
"""Every table by name. `known` in persons marks whom a text may call by surname alone, `start`
and `end` the days between which a text may mean the person; `open_until` in offices is the
day up to which an office without an end is known to have gone on."""


def packaged(name: str) -> Iterator[Row]:
    """The rows of a packaged table. Raises `ReferenceDataError` when the file is missing or damaged."""
    try:
        text = gzip.decompress(packaged_bytes(f"reference/data/{name}.csv.gz")).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"reference table {name} can't be read ({error}); install dragoman anew") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader)
    for cells in reader:
        yield dict(zip(header, cells, strict=True))


def from_folder(folder: Path, name: str) -> Iterator[Row]:
    """The rows of a user's CSV of that table, missing columns empty; none when the folder has no such file."""
    path = folder / TABLES[name].file_name
    if not path.exists():
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataError(f"{path}: not a CSV in UTF-8 ({error})") from error
    blank = dict.fromkeys(TABLES[name].columns, "")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield blank | {k: (v or "").strip() for k, v in row.items() if k in blank}


def rows(name: str, folder: Path | None = None) -> list[Row]:
    """The rows of a table: the packaged ones, with a user's rows put in place of those of the same key or added."""
    if folder is None:
        return list(packaged(name))
    key = TABLES[name].key
    merged = {tuple(r[k] for k in key): r for r in packaged(name)}
    for row in from_folder(folder, name):
        merged[tuple(row[k] for k in key)] = row
    return list(merged.values())


def parts(cell: str) -> tuple[str, ...]:
    """The items of a list inside a cell."""
    return tuple(p for p in cell.split("|") if p)
