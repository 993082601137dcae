"""Days that only the whole record can give: pages narrowed by other pages, and their entries with them.

Derived: `article_days` and `entry_days` may be emptied and made again, and no reading is written over. A page's new
Interval rests on the own Intervals of other pages, by chains that never come back to it (`bounds`). What every article
tells and the ties between them are kept (`nets`); only what hangs together with a change is narrowed again.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.language.times import resolve
from dragoman.language.times.kept import expression_of
from dragoman.model import UNKNOWN, Interval
from dragoman.record.bounds import Bound, Bounds, narrow
from dragoman.record.nets import Pages, hanging_together, keep_nets, tied
from dragoman.record.telling import interval_of, times_of


def derive_days(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Brings `article_days` and `entry_days` to the record as it stands; `copies` must be. Gives the touched articles
    with those whose days, or whose ties with others, changed. Inside a transaction."""
    pages = Pages(connection)
    moved = keep_nets(connection, touched, pages)
    nodes = hanging_together(connection, moved | touched)
    ties, facts = tied(connection, nodes)
    own = {key: pages.days(key) for key in sorted(nodes - facts.keys()) if pages.has(key)}
    known = {key: days for key, days in own.items() if days.is_known}
    bounds = narrow({**known, **{node: Interval.day(day) for node, (day, _) in facts.items()}}, ties)
    roots = {
        **{key: f"{pages.name(key)} is of {days}" for key, days in own.items()},
        **{node: said for node, (_, said) in facts.items()},
    }
    changed = set()
    for key, days in own.items():
        row = None if days.is_day or key not in bounds else _narrowed(days, bounds[key], roots)
        if _keep(connection, key, days, row, anew=key in touched):
            changed.add(key)
    return touched | changed | {key for key in moved if pages.has(key)}


_Row = tuple[str | None, str | None, str, str]


def _narrowed(own: Interval, found: Bounds, roots: Mapping[str, str]) -> _Row:
    """The days of a page with the reasons for them, or, where they contradict each other, its own with that."""
    first = found.first.day if found.first else own.first
    last = found.last.day if found.last else own.last
    reasons = [*_reasons("not before", found.first, roots), *_reasons("not after", found.last, roots)]
    if first is not None and last is not None and first > last:
        return own.iso[0], own.iso[1], _listed(()), _listed([*reasons, f"read alone it is of {own}"])
    days = Interval(first, last).iso
    return days[0], days[1], _listed(reasons), _listed(())


def _listed(said: Iterable[str]) -> str:
    return json.dumps(list(said), ensure_ascii=False)


def _keep(connection: sqlite3.Connection, key: str, own: Interval, row: _Row | None, *, anew: bool) -> bool:
    """Writes the days of a page and of its entries; true when there was anything to write."""
    held = connection.execute(
        "SELECT published_from, published_to, reasons, conflicts FROM article_days WHERE article_id = ?", (key,)
    ).fetchone()
    if not anew and (tuple(held) if held else None) == row:
        return False
    connection.execute("DELETE FROM article_days WHERE article_id = ?", (key,))
    connection.execute("DELETE FROM entry_days WHERE article_id = ?", (key,))
    if row is None:
        return held is not None
    connection.execute("INSERT INTO article_days VALUES (?, ?, ?, ?, ?)", (key, *row))
    if row[3] == _listed(()):
        entries = _entries(connection, key, own, interval_of(row[0], row[1]))
        rows = ((key, table, entry, *new.iso) for table, entry, new in entries)
        connection.executemany("INSERT INTO entry_days VALUES (?, ?, ?, ?, ?)", rows)
    return True


def _reasons(what: str, bound: Bound | None, roots: Mapping[str, str]) -> list[str]:
    if bound is None:
        return []
    return [f"{what} {bound.day}: {'; '.join(reversed(bound.reasons))}; {roots[bound.root]}"]


_DATED = (
    ("events", "event_id", "date"),
    ("statements", "statement_id", "said"),
    ("figures", "figure_id", "date"),
    ("positions", "position_id", "date"),
    ("ballots", "ballot_id", "date"),
)


def _entries(
    connection: sqlite3.Connection, key: str, own: Interval, days: Interval
) -> Iterator[tuple[str, str, Interval]]:
    """The entries of an article whose days move with the page's, and their new days."""
    kept = [(t, e) for t in times_of(connection, key) if (e := expression_of(t.said, t.span, t.type)) is not None]
    again = resolve([e for _, e in kept], published=days)
    moved = [(old.span.start, old.interval, new.interval) for (old, _), new in zip(kept, again, strict=True)]
    for table, id_column, prefix in _DATED:
        rows = connection.execute(
            f'SELECT {id_column} AS id, "start", {prefix}_from AS first, {prefix}_to AS last FROM {table} '
            f"WHERE article_id = ? ORDER BY {id_column}",
            (key,),
        )
        for row in rows:
            old = interval_of(row["first"], row["last"])
            new = _moved(old, row["start"], own, days, moved)
            if new is not None and new != old:
                yield table, row["id"], new


def _moved(
    old: Interval, start: int, own: Interval, days: Interval, moved: Sequence[tuple[int, Interval, Interval]]
) -> Interval | None:
    """The new days of an entry: those of the nearest expression that gave it the old ones, else of the page; where two
    things made its ends ("since March"), each end by itself."""
    near = sorted(moved, key=lambda m: abs(m[0] - start))
    whole = next((new for _, was, new in near if was == old and was != UNKNOWN), None)
    if whole is None and old == own:
        whole = days
    if whole is not None:
        return whole
    first = _end(old.first, "first", own, days, near)
    last = _end(old.last, "last", own, days, near)
    return Interval(first, last) if first is None or last is None or first <= last else None


def _end(
    old: dt.date | None, end: str, own: Interval, days: Interval, near: Sequence[tuple[int, Interval, Interval]]
) -> dt.date | None:
    if old is None:
        return None
    for was, new in [*((was, new) for _, was, new in near), (own, days)]:
        if getattr(was, end) == old:
            found: dt.date | None = getattr(new, end)
            return found
    return old
