"""The names by which a text may call an actor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from dragoman.model import Interval
from dragoman.reference.entries import Group, NameEntry, NameKind, Organisation
from dragoman.reference.holdings import Holding
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


def of_persons(rows: Iterable[Row], holdings: Mapping[str, tuple[Holding, ...]]) -> Iterator[NameEntry]:
    """Full names and aliases of all persons; surnames of the well known, from a year before their first office to ten
    years after the last."""
    for row in rows:
        person = row["id"]
        for name in dict.fromkeys((row["name"], *parts(row["aliases"]))):
            yield NameEntry(name, person, "person", lower_ok=" " in name)
        if row["known"] == "1":
            span = _years(holdings.get(person, ()))
            for surname in parts(row["surnames"]):
                yield NameEntry(surname, person, "surname", _iso(span.first), _iso(span.last))


def _years(held: tuple[Holding, ...]) -> Interval:
    firsts = [h.office.held.first for h in held]
    lasts = [h.office.held.last for h in held]
    first = min((f for f in firsts if f), default=None)
    last = max((d for d in lasts if d), default=None) if all(lasts) else None
    return Interval(first, last).shift(-365, 3653)
