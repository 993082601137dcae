"""What the pages for judging show and take: the fields of an entry with what they may be, actors like one, errors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.desk import profiles
from dragoman.desk.tellings import FIRMEST, STANCES
from dragoman.extract.events.codes import event_types
from dragoman.model import DragomanError, Interval
from dragoman.record import Record
from dragoman.record.amendments import FIELDS, amendment_of
from dragoman.record.columns import ID_COLUMN
from dragoman.web.records import Records

Row = dict[str, Any]

LONGEST_REASON = 1000
LONGEST_VALUE = 200
MOST_ALIKE = 12
MOST_KNOWN = 60
"""Values that a list of known ones offers at most."""
BUSY = 5.0
"""Seconds that a judgement waits for who writes into the record meanwhile."""

LABELS: Mapping[str, str] = {
    "kind": "told as", "said": "said on", "type": "type", "mode": "mode", "status": "status", "date": "day",
    "place_name": "place", "place_country": "country of the place", "measure": "what is counted", "low": "at least",
    "high": "at most", "qualifier": "qualifier", "scope": "scope", "stance": "stance", "vote": "vote",
}  # fmt: skip
"""Fields that may be amended, in a reader's words."""
HINTS: Mapping[str, str] = {
    "date": "a day, month or year, or first/last; empty: unknown",
    "said": "a day, month or year, or first/last; empty: unknown",
    "place_country": "three letters, as DJI; empty: unknown",
    "low": "a whole number; empty: unknown",
    "high": "a whole number; empty: unknown",
}
_CHOSEN = ("kind", "status", "type", "mode", "stance", "vote", "measure", "scope")
_NEVER_UNKNOWN = ("kind", "status", "type", "stance", "vote", "measure")
_WORD = re.compile(r"[^\W\d_]{3,}")
_UNDO = re.compile(r"(?:,? or)? ?undo that first: `dragoman actors undo (\w+)`")
_COMMAND = re.compile(r"[;,]? ?(?:or )?`dragoman [^`]*`(?: shows those of an article| has them all)?")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry: as it was read, as it is shown now, and what it may be."""

    name: str
    read: str
    now: str
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(heading, values) to choose from; empty for a field that is written."""
    may_be_unknown: bool = True
    known: tuple[str, ...] = ()
    """Values that the record has of it, to be offered while one writes."""

    @property
    def label(self) -> str:
        """The field in a reader's words."""
        return LABELS[self.name]

    @property
    def hint(self) -> str:
        """What can be written there."""
        return HINTS.get(self.name, "")


def rows_of(record: Record, table: str, entry_id: str, article_id: str) -> tuple[Row, Row | None]:
    """The entry as it was read and as it is shown; `None` for one that is rejected."""
    where = f"WHERE article_id = ? AND {ID_COLUMN[table]} = ?"
    (read,) = record.sql(f"SELECT * FROM main.{table} {where}", (article_id, entry_id))
    shown = record.sql(f"SELECT * FROM {table} {where}", (article_id, entry_id))
    return read, shown[0] if shown else None


def fields_of(record: Record, records: Records, table: str, read: Row, now: Row | None) -> list[Field]:
    """The fields of an entry that may be amended."""
    return [
        Field(
            name,
            _value(read, name),
            _value(now or read, name),
            _groups(record, records, table, name, now or read),
            name not in _NEVER_UNKNOWN,
            _known(record, records, table, name) if name in ("qualifier", "place_name") else (),
        )
        for name in FIELDS[table]
    ]


def _value(row: Row, name: str) -> str:
    if name in ("date", "said"):
        days = Interval(Interval.parse(row[f"{name}_from"]).first, Interval.parse(row[f"{name}_to"]).last)
        return str(days) if days.is_known else ""
    return "" if row[name] is None else str(row[name])


def _groups(
    record: Record, records: Records, table: str, name: str, row: Row
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if name not in _CHOSEN:
        return ()
    if name == "mode":
        types = event_types()
        order = [row["type"], *(t for t in types if t != row["type"])]
        return tuple((t, types[t].modes) for t in order if t in types and types[t].modes)
    fixed: Mapping[str, Sequence[str]] = {
        "kind": ("direct", "mixed", "indirect"), "type": tuple(event_types()), "stance": tuple(STANCES),
        "vote": FIRMEST,
        "status": ("happened", "ongoing", "announced", "threatened", "demanded", "proposed", "hypothetical", "denied",
                   "negated", "recalled"),
    }  # fmt: skip
    more = () if name in ("kind", "type", "status") else _known(record, records, table, name)
    own = (_value(row, name),) if row[name] else ()
    return (("", tuple(dict.fromkeys((*fixed.get(name, ()), *more, *own)))),)


def _known(record: Record, records: Records, table: str, name: str) -> tuple[str, ...]:
    def made() -> tuple[str, ...]:
        rows = record.sql(
            f'SELECT "{name}" AS value FROM main.{table} WHERE "{name}" IS NOT NULL '
            f"GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT {MOST_KNOWN}"
        )
        return tuple(str(row["value"]) for row in rows)

    found: tuple[str, ...] = records.remember(("known values", table, name), made)
    return found


def amend(
    record: Record, fields: Sequence[Field], wished: Mapping[str, str], row: Row, *, table: str, date: str, reason: str
) -> list[str]:
    """Amends the fields that are wished to be otherwise than they are shown; gives what was done, in words.

    All or none: each is tried before the first is written. Raises `DragomanError` in words.
    """
    changed = {f.name: wished[f.name].strip() for f in fields if f.name in wished and wished[f.name].strip() != f.now}
    if "type" in changed:
        codes = event_types()
        modes = codes[changed["type"]].modes if changed["type"] in codes else ()
        now = next((f.now for f in fields if f.name == "mode"), "")
        mode = changed.get("mode", now)
        # A mode of the old type is none of the new one.
        changed |= {"mode": mode if mode in modes else ""}
        if changed["mode"] == now:
            del changed["mode"]
    if not changed:
        raise DragomanError("Nothing is different: change a field, or reject the entry")
    entry_id = row[ID_COLUMN[table]]
    connection = record.table(table).connection
    for name, value in changed.items():
        if name != "mode" or "type" not in changed:
            try:
                amendment_of(connection, entry_id, field=name, value=value, date=date)
            except DragomanError as error:
                raise DragomanError(f"{LABELS[name]}: {error}") from None
    made = [
        record.amend(entry_id, field=name, value=value, date=date, reason=reason or None)
        for name, value in changed.items()
    ]
    return [f"{LABELS[m.field or '']} is now {m.value or 'unknown'}" for m in made]


def alike(record: Record, actor_id: str, name: str, search: str) -> list[Row]:
    """Actors of the record that may be the same as this one: what `search` finds, else those that share a word."""
    searches = [search] if search else _WORD.findall(name)[-4:][::-1]
    found: dict[str, Row] = {}
    for words in searches:
        for row in profiles.actors(record, search=words, limit=MOST_ALIKE + 1):
            if row["actor_id"] != actor_id:
                found.setdefault(row["actor_id"], row)
    rows = list(found.values())
    if not search:
        kind = actor_id.partition(":")[0]
        rows.sort(key=lambda row: row["actor_id"].partition(":")[0] != kind)
    return rows[:MOST_ALIKE]


def writing_into(records: Records, judge: Callable[[Record], Any]) -> Any:
    """What `judge` gives, called with a Record that may be written. Raises `DragomanError` in plain words."""
    try:
        with Record(records.path, wait=BUSY) as record:
            return judge(record)
    finally:
        records.renew()


def plain(records: Records, error: DragomanError) -> tuple[str, str | None]:
    """An error in words for a page, without paths and commands; and the id of a judgement to be undone first."""
    words = str(error).replace(f"{records.path}: ", "The record: ")
    undo = _UNDO.search(words)
    words = _UNDO.sub(lambda m: " or undo that judgement first" if " or" in m[0] else " undo that first", words)
    words = _COMMAND.sub("", words).strip(" ;,")
    first = words.split(maxsplit=1)[0] if words else ""
    begin = words if ":" in first.rstrip(":") else words[:1].upper() + words[1:]
    return begin + ("" if words.endswith((".", "?", "!")) else "."), undo[1] if undo else None


def line(value: object, *, most: int = LONGEST_VALUE) -> str:
    """A field of a form on one line, without what is no printable character, cut at `most`."""
    if not isinstance(value, str):
        return ""
    return "".join(c for c in " ".join(value.split()) if c.isprintable())[:most]


def day_of(value: object) -> str:
    """The day of a judgement: as it was given, today where none was."""
    return line(value) or dt.date.today().isoformat()
