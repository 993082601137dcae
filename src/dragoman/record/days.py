"""Days that only the whole record can give: pages narrowed by other pages, and their entries with them.

Derived: `article_days` and `entry_days` are emptied and made again, and no reading is written over. A page's new
Interval rests on the own Intervals of other pages, by chains that never come back to it (`bounds`).
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from dragoman.language.times import resolve
from dragoman.language.times.kept import expression_of
from dragoman.model import UNKNOWN, Interval
from dragoman.record.bounds import Bound, Bounds, narrow
from dragoman.record.telling import interval_of, meetings, times_of, told, tolls
from dragoman.record.ties import tie_copies, tie_meetings, tie_told, tie_tolls


def derive_days(connection: sqlite3.Connection) -> None:
    """Makes `article_days` and `entry_days` anew; `copies` must be of the record as it stands. Inside a transaction."""
    connection.execute("DELETE FROM article_days")
    connection.execute("DELETE FROM entry_days")
    days = {
        row["article_id"]: interval_of(row["published_from"], row["published_to"])
        for row in connection.execute("SELECT article_id, published_from, published_to FROM articles")
    }
    loose = {key: interval for key, interval in days.items() if not interval.is_day}
    if not loose or len(days) < 2:
        return
    names = _names(connection)
    copies = connection.execute("SELECT article_id, origin_id FROM copies ORDER BY article_id").fetchall()
    ties, facts = tie_told(told(connection, days), loose, names)
    ties += tie_copies(((c, o) for c, o in copies if c in loose or o in loose), names)
    ties += tie_meetings(meetings(connection, days), days, names)
    ties += tie_tolls(tolls(connection, days), days, names)
    own = {**{k: i for k, i in days.items() if i.is_known}, **{node: Interval.day(d) for node, (d, _) in facts.items()}}
    bounds = narrow(own, ties)
    roots = {
        **{k: f"{names[k]} is of {i}" for k, i in days.items()},
        **{node: said for node, (_, said) in facts.items()},
    }
    for key in sorted(loose):
        if key in bounds:
            _write(connection, key, loose[key], bounds[key], roots)


def _names(connection: sqlite3.Connection) -> dict[str, str]:
    """How reasons call each article: publisher or agency, else the name of its file."""
    rows = connection.execute("SELECT article_id, publisher, agency, source FROM articles")
    return {r["article_id"]: r["publisher"] or r["agency"] or PurePath(r["source"]).name for r in rows}


def _write(
    connection: sqlite3.Connection,
    key: str,
    own: Interval,
    found: Bounds,
    roots: Mapping[str, str],
) -> None:
    first = found.first.day if found.first else own.first
    last = found.last.day if found.last else own.last
    reasons = [
        *_reasons("not before", found.first, roots),
        *_reasons("not after", found.last, roots),
    ]
    if first is not None and last is not None and first > last:
        _insert(connection, key, own, (), [*reasons, f"read alone it is of {own}"])
        return
    days = Interval(first, last)
    _insert(connection, key, days, reasons, ())
    connection.executemany(
        "INSERT INTO entry_days VALUES (?, ?, ?, ?, ?)",
        ((key, table, entry, *new.iso) for table, entry, new in _entries(connection, key, own, days)),
    )


def _insert(
    connection: sqlite3.Connection, key: str, days: Interval, reasons: Iterable[str], conflicts: Iterable[str]
) -> None:
    told = [json.dumps(list(x), ensure_ascii=False) for x in (reasons, conflicts)]
    connection.execute("INSERT INTO article_days VALUES (?, ?, ?, ?, ?)", (key, *days.iso, *told))


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
