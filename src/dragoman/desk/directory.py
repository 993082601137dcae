"""Who is who: what the reference data know of a name on a day, and what the record has of that actor."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.model import UNKNOWN, Actor, Interval
from dragoman.record import Record
from dragoman.record.judgements import Judged
from dragoman.reference import Group, Organisation, Person, Reference, fold
from dragoman.reference.holdings import Holding, on_day, weight

WHO_COLUMNS = (
    "actor_id", "name", "country", "sector", "office", "mentions", "articles", "statements", "events", "offices",
    "members",
)  # fmt: skip
"""`offices` are a person's own, or those held in a state or organisation on the day: lists of `title`, `person`,
`from`, `to`, `verified`. `members` are the ISO3 codes of an organisation's. Counts are of the record."""

MOST_CANDIDATES = 12

_ALIKE = 0.75
"""How alike a name must be to be offered instead of one that nobody bears (difflib's ratio)."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody of that name: `alike` are names that there are."""

    name: str
    alike: tuple[str, ...]


def who(
    name: str, reference: Reference, *, on: Interval = UNKNOWN, record: Record | None = None
) -> list[dict[str, Any]] | Unknown:
    """The actors that a name, surname, ISO3 code or actor's id may mean, the likeliest first, as of a day.

    Those who held an office on the day come before those who did not, whole names before parts of names.
    """
    found: dict[str, int] = {}
    judged = Judged(record.judgements() if record is not None else ())
    for candidate, rank in _candidates(name, reference, record):
        actor_id = judged.shown(candidate).id or candidate
        found[actor_id] = min(rank, found.get(actor_id, rank))
    rows = []
    for actor_id, rank in found.items():
        row = _row(actor_id, reference, on, record)
        if row is not None:
            row["name"] = judged.shown(actor_id).name or row["name"]
            idle = on.is_known and actor_id.startswith("person:") and row["office"] is None
            rows.append(((rank, idle, -row["mentions"], actor_id), row))
    if not rows:
        return Unknown(name, _alike(name, reference))
    rows.sort(key=lambda pair: pair[0])
    best = rows[0][0][0]
    return [row for (rank, *_), row in rows if rank == best or rank <= 1][:MOST_CANDIDATES]


def _candidates(name: str, reference: Reference, record: Record | None) -> Iterator[tuple[str, int]]:
    wanted = fold(name.strip())
    if ":" in name:
        yield name, 0
    if reference.state(name) is not None and len(wanted) == 3:
        yield f"state:{name.upper()}", 0
    for entry in reference.names():
        folded = fold(entry.name)
        if folded == wanted:
            yield entry.actor_id, 0 if entry.kind != "surname" else 1
    for person in reference.persons_by_surname(wanted):
        yield person.id, 1
    bodies: tuple[Person | Organisation | Group, ...] = (
        *reference.persons.values(), *reference.orgs.values(), *reference.groups.values(),
    )  # fmt: skip
    for body in bodies:
        names = (body.name, *body.aliases)
        if any(f" {wanted}" in f" {fold(n)}" for n in names):
            yield body.id, 0 if any(fold(n) == wanted for n in names) else 2
    if record is not None:
        for row in record.sql(
            "SELECT actor_id, actor_name FROM mentions WHERE named(actor_name, ?) GROUP BY actor_id, actor_name",
            (wanted,),
        ):
            yield row["actor_id"], 0 if fold(row["actor_name"]) == wanted else 2


def _row(actor_id: str, reference: Reference, on: Interval, record: Record | None) -> dict[str, Any] | None:
    actor = reference.actor(actor_id, on) or _from_record(actor_id, record)
    if actor is None:
        return None
    org = reference.org(actor_id)
    return {
        "actor_id": actor.id,
        "name": actor.name,
        "country": actor.country,
        "sector": actor.sector,
        "office": actor.office if on.is_known else None,
        **_counts(actor_id, record),
        "offices": [_office(h, reference) for h in _holdings(actor_id, reference, on)],
        "members": list(org.members) if org else [],
    }


def _holdings(actor_id: str, reference: Reference, on: Interval) -> list[Holding]:
    """A person's offices (on the day, or all); a state's or an organisation's office-holders on the day."""
    if actor_id.startswith("person:"):
        held = reference.holdings.get(actor_id, ())
        return on_day(held, on) if on.is_known else list(held)
    if not on.is_known:
        return []
    where = actor_id.removeprefix("state:")
    all_held = [h for held in reference.holdings.values() for h in held if where in (h.office.country, h.org)]
    return sorted((h for h in all_held if h.covers(on)), key=lambda h: (*weight(h, reference.roles), h.person_id))


def _office(holding: Holding, reference: Reference) -> dict[str, Any]:
    first, last = holding.office.held.iso
    person = reference.person(holding.person_id)
    return {
        "title": holding.office.title,
        "person": person.name if person else holding.person_id,
        "from": first,
        "to": last,
        "verified": holding.office.verified,
    }


def _from_record(actor_id: str, record: Record | None) -> Actor | None:
    if record is None:
        return None
    rows = record.sql(
        "SELECT actor_id, actor_name, country, sector, office FROM mentions WHERE actor_id = ? "
        'ORDER BY country IS NULL, article_id, "start" LIMIT 1',
        (actor_id,),
    )
    return Actor(*rows[0].values()) if rows else None


def _counts(actor_id: str, record: Record | None) -> dict[str, int]:
    if record is None:
        return dict.fromkeys(("mentions", "articles", "statements", "events"), 0)
    (row,) = record.sql(
        "SELECT (SELECT count(*) FROM mentions WHERE actor_id = ?1) AS mentions, "
        "(SELECT count(DISTINCT article_id) FROM mentions WHERE actor_id = ?1) AS articles, "
        "(SELECT count(*) FROM statements WHERE speaker_id = ?1) AS statements, "
        "(SELECT count(DISTINCT article_id || event_id) FROM participants WHERE actor_id = ?1) AS events",
        (actor_id,),
    )
    return row


def _alike(name: str, reference: Reference) -> tuple[str, ...]:
    names = {fold(e.name): e.name for e in reference.names()}
    return tuple(names[n] for n in difflib.get_close_matches(fold(name.strip()), sorted(names), 5, _ALIKE))
