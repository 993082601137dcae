"""The names by which a text may call an actor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import cast

from dragoman.reference.entries import Group, NameEntry, NameKind, Organisation
from dragoman.reference.tables import Row, parts


def entry_of(row: Row) -> NameEntry:
    """A row of the names table."""
    return NameEntry(
        row["name"],
        row["actor_id"],
        cast(NameKind, row["kind"]),
        row["start"] or None,
        row["end"] or None,
        row["lower_ok"] == "1",
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def of_bodies(orgs: Iterable[Organisation], groups: Iterable[Group]) -> Iterator[NameEntry]:
    """Names and aliases of organisations and groups. Their existence does not bound a name: history is retold."""
    for org in orgs:
        for name in dict.fromkeys((org.name, *org.aliases)):
            yield NameEntry(name, org.id, "org", _iso(org.exists.first))
    for group in groups:
        for name in dict.fromkeys((group.name, *group.aliases)):
            yield NameEntry(name, group.id, "group", _iso(group.exists.first))


def of_persons(rows: Iterable[Row]) -> Iterator[NameEntry]:
    """Full names and aliases of all persons, surnames of the well known; within the days that the rows give."""
    for row in rows:
        person, start, end = row["id"], row["start"] or None, row["end"] or None
        for name in dict.fromkeys((row["name"], *parts(row["aliases"]))):
            yield NameEntry(name, person, "person", start, end, lower_ok=" " in name)
        if row["known"] == "1":
            for surname in parts(row["surnames"]):
                yield NameEntry(surname, person, "surname", start, end)
