"""Days that only the whole record can give: pages narrowed by other pages, and their entries with them.

Derived: `article_days` and `entry_days` are emptied and made again, and no reading is written over. A page's new
Interval rests on the own Intervals of other pages, by chains that never come back to it (`bounds`).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from dragoman.dating.reach import Reach, reaches
from dragoman.language.times import resolve
from dragoman.language.times.kept import expression_of
from dragoman.model import UNKNOWN, Interval, Span, Time
from dragoman.record.bounds import Bound, Bounds, narrow
from dragoman.record.ties import Told, Toll, tie_copies, tie_told, tie_tolls
from dragoman.reference.folding import fold

LEAST_TOLL = 500
"""A toll of less is more likely a day's than one since the beginning."""
LEAST_NUMBER = 5
"""Smaller figures are alike by chance."""
LEAST_QUOTED = 8
"""Words of a quotation that are not alike by chance."""
_FACT = ("happened", "ongoing")
_STATE_SECTORS = {None, "GOV", "MIL", "COP", "JUD", "LEG", "SPY"}
_LONG_WORD = re.compile(r"\w{4,}")
_WORD = re.compile(r"\w+")
_SINCE = re.compile(r"\b(?:since|so far|began|begun|broke out|erupted|(?:months|years) of|overall)\b", re.IGNORECASE)
_PEOPLE = re.compile(r"^(?:(?:more|the|other|some)\s+)*(?:people|persons|lives|syrians|civilians)?$", re.IGNORECASE)


def derive_days(connection: sqlite3.Connection) -> None:
    """Makes `article_days` and `entry_days` anew; `copies` must be of the record as it stands. Inside a transaction."""
    connection.execute("DELETE FROM article_days")
    connection.execute("DELETE FROM entry_days")
    days = {
        row["article_id"]: _interval(row, "published_from", "published_to")
        for row in connection.execute("SELECT article_id, published_from, published_to FROM articles")
    }
    loose = {key: interval for key, interval in days.items() if not interval.is_day}
    if not loose or len(days) < 2:
        return
    names = _names(connection)
    times = _times(connection)
    copies = connection.execute("SELECT article_id, origin_id FROM copies ORDER BY article_id").fetchall()
    ties, facts = tie_told(_told(connection, days, times), loose, names)
    ties += tie_copies(((c, o) for c, o in copies if c in loose or o in loose), names)
    ties += tie_tolls(_tolls(connection, days), days, names)
    own = {**{k: i for k, i in days.items() if i.is_known}, **{node: Interval.day(d) for node, (d, _) in facts.items()}}
    bounds = narrow(own, ties)
    roots = {
        **{k: f"{names[k]} is of {i}" for k, i in days.items()},
        **{node: said for node, (_, said) in facts.items()},
    }
    for key in sorted(loose):
        if key in bounds:
            _write(connection, key, loose[key], bounds[key], roots, times.get(key, ()))


def _interval(row: sqlite3.Row, first: str, last: str) -> Interval:
    return Interval(Interval.parse(row[first]).first, Interval.parse(row[last]).last)


def _names(connection: sqlite3.Connection) -> dict[str, str]:
    """How reasons call each article: publisher or agency, else the name of its file."""
    rows = connection.execute("SELECT article_id, publisher, agency, source FROM articles")
    return {r["article_id"]: r["publisher"] or r["agency"] or PurePath(r["source"]).name for r in rows}


def _times(connection: sqlite3.Connection) -> dict[str, list[Time]]:
    """The time expressions of every article that kept how they were meant, in text order."""
    found: dict[str, list[Time]] = {}
    for row in connection.execute(
        'SELECT article_id, "start", "end", type, value, date_from, date_to, said FROM times '
        'WHERE said IS NOT NULL ORDER BY article_id, "start"'
    ):
        interval = _interval(row, "date_from", "date_to")
        span = Span(row["start"], row["end"])
        found.setdefault(row["article_id"], []).append(Time(span, row["type"], row["value"], interval, row["said"]))
    return found


class _Dates:
    """Which time expression an entry of an article has its days from, and how far that lies from the page."""

    def __init__(self, published: Interval, times: Sequence[Time]) -> None:
        self.published = published
        self.times = times
        self._reaches: list[Reach | None] | None = None

    def time_of(self, days: Interval, start: int, length: int) -> int | None:
        """The place of the nearest expression, not farther than the sentence is long, that has these days."""
        near = [
            (abs(t.span.start - start), i)
            for i, t in enumerate(self.times)
            if t.interval == days and t.interval.is_known and abs(t.span.start - start) <= length
        ]
        return min(near)[1] if near else None

    def reach(self, i: int) -> Reach | None:
        """How long after what the i-th expression names the page was written."""
        if self._reaches is None:
            kept = [expression_of(t.said, t.span, t.type) for t in self.times]
            whole = [e for e in kept if e is not None]
            self._reaches = reaches(whole) if len(whole) == len(kept) else [None] * len(kept)
        return self._reaches[i]


def _told(
    connection: sqlite3.Connection, days: Mapping[str, Interval], times: Mapping[str, Sequence[Time]]
) -> Iterator[Told]:
    """What articles tell of a weekday or a day: acts, counts and words said."""
    dates = {key: _Dates(interval, times.get(key, ())) for key, interval in days.items()}
    parties: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for r in connection.execute("SELECT * FROM participants ORDER BY article_id, event_id, side, position"):
        if r["country"] or (r["actor_id"] and ":~" not in r["actor_id"]):
            state = r["country"] and r["sector"] in _STATE_SECTORS and not str(r["actor_id"]).startswith("person:")
            key = r["country"] if state else r["actor_id"] or f"{r['country']}:{r['sector']}"
            parties.setdefault((r["article_id"], r["event_id"]), []).append((r["side"], key))
    for r in connection.execute("SELECT * FROM events WHERE date_from IS NOT NULL AND date_to IS NOT NULL"):
        who = parties.get((r["article_id"], r["event_id"]), [])
        if len({key for _, key in who}) >= 2:
            status = "fact" if r["status"] in _FACT else r["status"]
            yield from _one(r, ("event", r["type"], status, *sorted(set(who))), dates, r["date_from"], r["date_to"])
    for r in connection.execute(
        "SELECT * FROM figures WHERE date_from IS NOT NULL AND date_to IS NOT NULL AND coalesce(high, low) >= ?",
        (LEAST_NUMBER,),
    ):
        if r["place_name"]:
            key = ("figure", r["measure"], r["low"], r["high"], fold(r["place_name"]))
            yield from _one(r, key, dates, r["date_from"], r["date_to"], worded=False)
    for r in connection.execute("SELECT * FROM statements WHERE kind = 'direct' AND said_from IS NOT NULL"):
        said = _WORD.findall(fold(r["content"] or ""))
        if len(said) >= LEAST_QUOTED and r["said_to"]:
            yield from _one(r, ("words", " ".join(said)), dates, r["said_from"], r["said_to"], worded=False)


def _one(
    row: sqlite3.Row,
    key: tuple[object, ...],
    dates: Mapping[str, _Dates],
    first: str,
    last: str,
    *,
    worded: bool = True,
) -> Iterator[Told]:
    """The entry as something told, when a time expression beside it says on which weekday or day it was."""
    article = row["article_id"]
    days = Interval(Interval.parse(first).first, Interval.parse(last).last)
    sentence = row["sentence"]
    place = dates[article].time_of(days, row["start"], len(sentence))
    if place is None:
        return
    time, page = dates[article].times[place], dates[article].published
    weekday = _weekday(time)
    if weekday is None:
        return
    words = frozenset(_LONG_WORD.findall(fold(sentence))) if worded else frozenset()
    said = " ".join(sentence.split())
    said = said if len(said) <= 90 else said[:89] + "…"
    if page.is_day and days.is_day and days.first is not None and page.first is not None:
        gap = (page.first - days.first).days
        yield Told(article, (*key, weekday), words, said, days.first, gap, gap)
    elif not page.is_day and (reach := dates[article].reach(place)) is not None:
        yield Told(article, (*key, weekday), words, said, None, *reach)


def _weekday(time: Time) -> int | None:
    """The weekday (Monday 1) of an expression that names a weekday or one day; `None` for any other."""
    masked = re.match(r"XXXX-WXX-(\d)", time.value)
    if masked:
        return int(masked[1])
    return time.interval.first.isoweekday() if time.interval.is_day and time.interval.first else None


def _tolls(connection: sqlite3.Connection, days: Mapping[str, Interval]) -> Iterator[Toll]:
    """Tolls of a whole state since something began, by who counts: the highest of an article."""
    states: dict[str, str] = {}
    for r in connection.execute(
        "SELECT article_id, actor_id, count(*) AS n FROM mentions WHERE actor_id LIKE 'state:%' "
        "GROUP BY article_id, actor_id ORDER BY article_id, n DESC, actor_id"
    ):
        states.setdefault(r["article_id"], r["actor_id"][6:])
    best: dict[tuple[str, tuple[object, ...]], Toll] = {}
    for r in connection.execute(
        "SELECT f.*, s.name AS state FROM figures f LEFT JOIN (SELECT DISTINCT actor_name AS name FROM mentions "
        "WHERE actor_id LIKE 'state:%') s ON s.name = f.place_name "
        "WHERE measure IN ('killed', 'killed_background') AND claimant_id IS NOT NULL AND low >= ?",
        (LEAST_TOLL,),
    ):
        country = r["place_country"] or states.get(r["article_id"])
        whole = r["place_name"] is None or r["state"] is not None
        if country and whole and _PEOPLE.match(r["who"] or "") and _SINCE.search(r["sentence"]):
            scope = (country, r["claimant_id"])
            said = " ".join(r["sentence"].split())[:90]
            toll = Toll(r["article_id"], scope, r["low"], said)
            held = best.get((r["article_id"], scope))
            if held is None or held.number < toll.number:
                best[r["article_id"], scope] = toll
    yield from best.values()


def _write(
    connection: sqlite3.Connection,
    key: str,
    own: Interval,
    found: Bounds,
    roots: Mapping[str, str],
    times: Sequence[Time],
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
        ((key, table, entry, *new.iso) for table, entry, new in _entries(connection, key, own, days, times)),
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


_DATED = (("events", "event_id", "date"), ("statements", "statement_id", "said"), ("figures", "figure_id", "date"))


def _entries(
    connection: sqlite3.Connection, key: str, own: Interval, days: Interval, times: Sequence[Time]
) -> Iterator[tuple[str, str, Interval]]:
    """The entries of an article whose days move with the page's, and their new days."""
    kept = [(t, e) for t in times if (e := expression_of(t.said, t.span, t.type)) is not None]
    again = resolve([e for _, e in kept], published=days)
    moved = [(old.span.start, old.interval, new.interval) for (old, _), new in zip(kept, again, strict=True)]
    for table, id_column, prefix in _DATED:
        rows = connection.execute(
            f'SELECT {id_column} AS id, "start", {prefix}_from AS first, {prefix}_to AS last FROM {table} '
            f"WHERE article_id = ? ORDER BY {id_column}",
            (key,),
        )
        for row in rows:
            old = _interval(row, "first", "last")
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
