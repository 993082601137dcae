"""Judging actors: these two are one, not this one here, so is its name, this is nobody. Nothing read is altered.

Each function checks what it is given against the record and the reference data, writes a `Judgement` and gives it. They
raise `DragomanError` when there is no such actor (with those that may be meant) or when an older judgement contradicts.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import Any

from dragoman.desk.directory import Unknown, who
from dragoman.desk.presence import article_of, cast_of
from dragoman.model import Actor, DragomanError, content_id
from dragoman.record import Judgement, Record
from dragoman.record.amendments import Amendment
from dragoman.record.columns import ID_COLUMN
from dragoman.record.judgements import Judged
from dragoman.record.overlay import SLOTS
from dragoman.reference import Reference, fold

MOST_CANDIDATES = 6

ALIKE = 0.75
"""How alike an id or a name must be to be offered instead of one that there is not (difflib's ratio)."""

_ACTOR_ID = re.compile(r"(person|state|org|group):\S")


def merge(
    record: Record, actor_id: str, into_id: str, *, reference: Reference, date: str, reason: str | None = None
) -> Judgement:
    """What is told of `actor_id` is told of `into_id`."""
    one, other = _known(record, actor_id, reference), _known(record, into_id, reference)
    return _make(
        record,
        Judgement(
            "merge", one.id, date, other.id, name=other.name, country=other.country, sector=other.sector,
            actor_name=one.name, reason=reason,
        ),
    )  # fmt: skip


def split(
    record: Record,
    actor_id: str,
    article_id: str,
    *,
    new: str | None = None,
    reference: Reference,
    date: str,
    reason: str | None = None,
) -> Judgement:
    """In this article it is not `actor_id`.

    It is `new`, a name or the id of an actor that there is. Without one the actors that were merged into `actor_id`
    are themselves there; when none was, it becomes an actor of its own, of the same name.
    """
    article = article_of(record, article_id)
    one = _known(record, actor_id, reference)
    judged = Judged(record.judgements())
    there = record.sql("SELECT DISTINCT actor_id FROM main.mentions WHERE article_id = ? ORDER BY 1", (article,))
    meant = [row["actor_id"] for row in there if one.id in judged.through(row["actor_id"], article)]
    if not meant:
        listed = ", ".join(dict.fromkeys(f"{row['actor_id']} ({row['name']})" for row in cast_of(record, article)))
        raise DragomanError(f"{one.id} is not in {article}; in it are {listed or 'no actors'}")
    judgement = Judgement("split", one.id, date, article_id=article, actor_name=one.name, reason=reason)
    if new is not None or meant == [one.id]:
        into = _become(record, one, article, new, reference)
        judgement = replace(judgement, into_id=into.id, name=into.name, country=into.country, sector=into.sector)
    return _make(record, judgement)


def rename(
    record: Record, actor_id: str, name: str, *, reference: Reference, date: str, reason: str | None = None
) -> Judgement:
    """`actor_id` is shown by this name."""
    one = _known(record, actor_id, reference)
    return _make(record, Judgement("rename", one.id, date, name=name.strip(), actor_name=one.name, reason=reason))


def ignore(record: Record, actor_id: str, *, reference: Reference, date: str, reason: str | None = None) -> Judgement:
    """`actor_id` is nobody: its mentions are left out, and where it spoke or acted the actor is unknown."""
    one = _known(record, actor_id, reference)
    return _make(record, Judgement("ignore", one.id, date, actor_name=one.name, reason=reason))


def completed(record: Record, judgement: Judgement, reference: Reference) -> Judgement:
    """A judgement that came from elsewhere, with what its kind leaves to be looked up."""
    if judgement.kind == "merge" and judgement.into_id and judgement.name is None:
        into = _found(record, judgement.into_id, reference)
        if into is not None:
            return replace(judgement, name=into.name, country=into.country, sector=into.sector)
    if judgement.kind == "split" and judgement.into_id is None and judgement.name is not None:
        one = _found(record, judgement.actor_id, reference) or Actor(judgement.actor_id, judgement.name)
        into = _become(record, one, judgement.article_id or "", judgement.name, reference)
        return replace(judgement, into_id=into.id, name=into.name, country=into.country, sector=into.sector)
    return judgement


def judgements_behind(record: Record, table: str, row: dict[str, Any]) -> list[Judgement]:
    """The judgements by which the actors of a row (of `events`, `statements`, `figures`, `positions`) are shown so."""
    judged = Judged(record.judgements())
    if table not in ("events", *SLOTS):
        return []
    article = row["article_id"]
    if table == "events":
        query, key = "SELECT actor_id FROM main.participants WHERE article_id = ? AND event_id = ?", row["event_id"]
    else:
        id_ = f"{table.removesuffix('s')}_id"
        columns = ", ".join(slot["id"] for slot in SLOTS[table])
        query, key = f"SELECT {columns} FROM main.{table} WHERE article_id = ? AND {id_} = ?", row[id_]
    ids = [value for found in record.sql(query, (article, key)) for value in found.values() if value]
    behind = {j.id: j for actor_id in ids for j in judged.because(actor_id, article)}
    return list(behind.values())


def amendments_behind(record: Record, table: str, row: dict[str, Any]) -> list[Amendment]:
    """The judgements on an entry itself that are in force: that it is none, and the newest of each field.

    Those on what an older reader found at the same place count where that is no longer read.
    """
    newest: dict[str, Amendment] = {}
    for made in record.amendments():
        if not made.active or made.table_name != table or made.article_id != row["article_id"]:
            continue
        if made.entry_id == row[ID_COLUMN[table]] or (
            (made.start, made.end) == (row["start"], row["end"]) and not _is_read(record, made)
        ):
            newest.pop(made.field or "", None)
            newest[made.field or ""] = made
    return list(newest.values())


def _is_read(record: Record, made: Amendment) -> bool:
    table = made.table_name
    sql = f"SELECT 1 FROM main.{table} WHERE {ID_COLUMN[table]} = ? LIMIT 1"
    return bool(record.sql(sql, (made.entry_id,)))


def _make(record: Record, judgement: Judgement) -> Judgement:
    record.judge(judgement)
    return judgement


def _become(record: Record, one: Actor, article_id: str, new: str | None, reference: Reference) -> Actor:
    if new is not None and _ACTOR_ID.match(new):
        return _known(record, new, reference)
    kind = one.id.partition(":")[0]
    kind = "group" if kind == "state" else kind
    name = one.name if new is None else new.strip()
    return Actor(f"{kind}:~{content_id('split', one.id, article_id, new or '')}", name)


def _known(record: Record, actor_id: str, reference: Reference) -> Actor:
    wanted = actor_id.strip()
    known = _found(record, wanted, reference)
    if known is None:
        near = ", ".join(_near(record, wanted, reference))
        raise DragomanError(
            f"there is no actor {wanted!r}; "
            + (f"did you mean {near}?" if near else "`dragoman who --article ID` shows those of an article")
        )
    return known


def _found(record: Record, wanted: str, reference: Reference) -> Actor | None:
    """The actor as the record most often has it, else as the reference data know it."""
    read = record.sql(
        "SELECT actor_id, actor_name, country, sector FROM main.mentions WHERE actor_id = ? "
        "GROUP BY actor_id, actor_name, country, sector ORDER BY count(*) DESC, actor_name, country, sector LIMIT 1",
        (wanted,),
    )
    if read:
        return Actor(*read[0].values())
    for judgement in record.judgements():
        if judgement.active and judgement.kind == "split" and judgement.into_id == wanted:
            return Actor(wanted, judgement.name or wanted, judgement.country, judgement.sector)
    return reference.actor(wanted) if _ACTOR_ID.match(wanted) else None


def _near(record: Record, wanted: str, reference: Reference) -> list[str]:
    """Actors whose names or ids are like what was asked for, as `id (name)`."""
    there = record.sql(
        "SELECT DISTINCT actor_id, actor_name AS name FROM mentions WHERE named(actor_name, ?) ORDER BY 1",
        (fold(wanted),),
    )
    found = who(wanted, reference, record=record)
    if not isinstance(found, Unknown):
        return list(dict.fromkeys(f"{row['actor_id']} ({row['name']})" for row in [*there, *found]))[:MOST_CANDIDATES]
    names = {
        row["actor_id"]: row["actor_name"]
        for row in record.sql("SELECT DISTINCT actor_id, actor_name FROM mentions ORDER BY 1")
    }
    ids = difflib.get_close_matches(wanted, names, MOST_CANDIDATES, ALIKE)
    folded = {fold(name): actor_id for actor_id, name in names.items() if name}
    ids += [folded[name] for name in difflib.get_close_matches(fold(wanted), folded, MOST_CANDIDATES, ALIKE)]
    listed = [f"{actor_id} ({names[actor_id]})" for actor_id in dict.fromkeys(ids)]
    return [*listed, *(n for n in found.alike if fold(n) not in folded)][:MOST_CANDIDATES]
