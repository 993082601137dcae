"""What an article tells, as far as days hang on it: acts, counts, words said, tolls, meetings; kept in the record."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from dragoman.dating.reach import Reach, reaches
from dragoman.language.times.kept import expression_of
from dragoman.model import Interval, Span, Time, content_id
from dragoman.record.ties import NEWS_DAYS, Key, Meeting, Told, Toll
from dragoman.reference.folding import fold

LEAST_TOLL = 500
"""A toll of less is more likely a day's than one since the beginning."""
LEAST_NUMBER = 11
"""Smaller figures are alike by chance."""
COMMON_NUMBER = 20
"""Smaller and round figures are alike by chance unless their sentences are."""
WIDEST_TOLL = 1.2
"""A toll with bounds farther apart ("hundreds of thousands") grows unseen."""
LEAST_QUOTED = 8
"""Words of a quotation that are not alike by chance."""
MEETING_OF = 2
_FACT = ("happened", "ongoing")
_STATE_SECTORS = {None, "GOV", "MIL", "COP", "JUD", "LEG", "SPY"}
_LONG_WORD = re.compile(r"\w{4,}")
_WORD = re.compile(r"\w+")
_SINCE = re.compile(r"\b(?:since|so far|began|begun|broke out|erupted|(?:months|years) of|overall)\b", re.IGNORECASE)
_PEOPLE = re.compile(r"^(?:(?:more|the|other|some)\s+)*(?:people|persons|lives|syrians|civilians)?$", re.IGNORECASE)


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


def times_of(connection: sqlite3.Connection, article_id: str) -> list[Time]:
    """The time expressions of an article that kept how they were meant, in text order."""
    rows = connection.execute(
        'SELECT "start", "end", type, value, date_from, date_to, said FROM times '
        'WHERE article_id = ? AND said IS NOT NULL ORDER BY "start"',
        (article_id,),
    )
    return [
        Time(Span(r["start"], r["end"]), r["type"], r["value"], interval_of(r["date_from"], r["date_to"]), r["said"])
        for r in rows
    ]


def interval_of(first: str | None, last: str | None) -> Interval:
    """The Interval of two ISO days."""
    return Interval(Interval.parse(first).first, Interval.parse(last).last)


def keep_tellings(connection: sqlite3.Connection, article_id: str, page: Interval) -> None:
    """Writes what an article tells to `day_tellings`; its rows must not be there."""
    dates = _Dates(page, times_of(connection, article_id))
    parties = _parties(connection, article_id)
    met = _meetings(connection, article_id, parties, dates)
    rows = [
        *(("told", t.key, _told_value(t)) for t in _told(connection, article_id, parties, dates)),
        *(("toll", t.scope, [t.number, t.said]) for t in _tolls(connection, article_id)),
        *(("meeting", (m.person, m.country), _meeting_value(m)) for m in met),
    ]
    connection.executemany(
        "INSERT INTO day_tellings VALUES (?, ?, ?, ?, ?)",
        ((article_id, kind, key_of(key), not page.is_day, _json(value)) for kind, key, value in rows),
    )


def key_of(key: Key) -> str:
    """A key as it is kept: a hash."""
    return content_id(json.dumps(key, ensure_ascii=False))[:16]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _told_value(told: Told) -> list[object]:
    return [sorted(told.words), told.said, told.day and told.day.isoformat(), told.least, told.most]


def _meeting_value(meeting: Meeting) -> list[object]:
    acts = [[key_of(key), sorted(words)] for key, words in meeting.told.items()]
    return [meeting.said, meeting.place, meeting.least, meeting.most, sorted(acts)]


Row = tuple[str, str]
"""An article and the value of one of its rows in `day_tellings`."""


def told_of(key: str, rows: Iterable[Row]) -> Iterator[Told]:
    """What was kept of things told under one key."""
    for article_id, value in rows:
        words, said, day, least, most = json.loads(value)
        yield Told(article_id, (key,), frozenset(words), said, day and dt.date.fromisoformat(day), least, most)


def tolls_of(key: str, rows: Iterable[Row]) -> Iterator[Toll]:
    """What was kept of tolls of one scope."""
    for article_id, value in rows:
        number, said = json.loads(value)
        yield Toll(article_id, (key,), number, said)


def meetings_of(key: str, rows: Iterable[Row]) -> Iterator[Meeting]:
    """What was kept of meetings of one person and one country."""
    for article_id, value in rows:
        said, place, least, most, acts = json.loads(value)
        told: dict[Key, frozenset[str]] = {(act,): frozenset(words) for act, words in acts}
        yield Meeting(article_id, key, "", said, place, least, most, told)


_Entry = tuple[sqlite3.Row, Key, Interval, bool]
"""A row, what must agree for two to tell the same, its days, and whether the words must be alike, too."""
_Known = dict[str, list[tuple[str, str]]]
"""Side and key of every known participant by event."""


def _told(connection: sqlite3.Connection, article_id: str, parties: _Known, dates: _Dates) -> Iterator[Told]:
    """What an article tells of a weekday or a day: acts, counts, words said."""
    for row, key, days, worded in _entries(connection, article_id, parties):
        made = _one(row, key, dates, days, worded=worded)
        if made is not None:
            yield made


def _entries(connection: sqlite3.Connection, article_id: str, parties: _Known) -> Iterator[_Entry]:
    for r in connection.execute(
        "SELECT * FROM events WHERE article_id = ? AND date_from IS NOT NULL AND date_to IS NOT NULL "
        'ORDER BY "start", event_id',
        (article_id,),
    ):
        who = parties.get(r["event_id"], [])
        if len({key for _, key in who}) >= MEETING_OF:
            status = "fact" if r["status"] in _FACT else r["status"]
            yield r, ("event", r["type"], status, *sorted(set(who))), interval_of(r["date_from"], r["date_to"]), True
    for r in connection.execute(
        "SELECT * FROM figures WHERE article_id = ? AND date_from IS NOT NULL AND date_to IS NOT NULL "
        'AND coalesce(high, low) >= ? ORDER BY "start", figure_id',
        (article_id, LEAST_NUMBER),
    ):
        if r["place_name"]:
            key = ("figure", r["measure"], r["low"], r["high"], fold(r["place_name"]))
            number = r["low"] if r["low"] is not None else r["high"]
            common = number < COMMON_NUMBER or number % 10 == 0
            yield r, key, interval_of(r["date_from"], r["date_to"]), common
    for r in connection.execute(
        "SELECT * FROM statements WHERE article_id = ? AND kind = 'direct' AND said_from IS NOT NULL "
        'ORDER BY "start", statement_id',
        (article_id,),
    ):
        said = _WORD.findall(fold(r["content"] or ""))
        if len(said) >= LEAST_QUOTED and r["said_to"]:
            yield r, ("words", " ".join(said)), interval_of(r["said_from"], r["said_to"]), False


def _one(row: sqlite3.Row, key: tuple[object, ...], dates: _Dates, days: Interval, *, worded: bool) -> Told | None:
    """The entry as something told, when a time expression beside it says on which weekday or day it was."""
    sentence = row["sentence"]
    place = dates.time_of(days, row["start"], len(sentence))
    weekday = _weekday(dates.times[place]) if place is not None else None
    if place is None or weekday is None:
        return None
    words = frozenset(_LONG_WORD.findall(fold(sentence))) if worded else frozenset()
    said = " ".join(sentence.split())
    said = said if len(said) <= 90 else said[:89] + "…"
    page = dates.published
    if not page.is_day:
        reach = dates.reach(place)
        return Told(row["article_id"], (*key, weekday), words, said, None, *reach) if reach is not None else None
    if not days.is_day or days.first is None or page.first is None:
        return None
    gap = (page.first - days.first).days
    return Told(row["article_id"], (*key, weekday), words, said, days.first, gap, gap)


def _weekday(time: Time) -> int | None:
    """The weekday (Monday 1) of an expression that names a weekday or one day; `None` for any other."""
    masked = re.match(r"XXXX-WXX-(\d)", time.value)
    if masked:
        return int(masked[1])
    return time.interval.first.isoweekday() if time.interval.is_day and time.interval.first else None


def _tolls(connection: sqlite3.Connection, article_id: str) -> Iterator[Toll]:
    """Tolls of a whole state since something began, by who counts: the highest of the article."""
    states = connection.execute(
        "SELECT actor_id, actor_name, count(*) AS n FROM mentions WHERE article_id = ? AND actor_id LIKE 'state:%' "
        "GROUP BY actor_id, actor_name ORDER BY n DESC, actor_id, actor_name",
        (article_id,),
    ).fetchall()
    names = {r["actor_name"] for r in states}
    best: dict[Key, Toll] = {}
    for r in connection.execute(
        "SELECT * FROM figures WHERE article_id = ? AND measure IN ('killed', 'killed_background') "
        "AND claimant_id IS NOT NULL AND low >= ? AND coalesce(high, low) <= low * ? ORDER BY \"start\", figure_id",
        (article_id, LEAST_TOLL, WIDEST_TOLL),
    ):
        country = r["place_country"] or (states[0]["actor_id"][6:] if states else None)
        whole = r["place_name"] is None or r["place_name"] in names
        if country and whole and _PEOPLE.match(r["who"] or "") and _SINCE.search(r["sentence"]):
            scope = (country, r["claimant_id"])
            if scope not in best or best[scope].number < r["low"]:
                best[scope] = Toll(article_id, scope, r["low"], " ".join(r["sentence"].split())[:90])
    yield from best.values()


def _meetings(
    connection: sqlite3.Connection, article_id: str, parties: _Known, dates: _Dates
) -> Iterator[Meeting]:
    """Meetings of known persons with somebody of another country, each with what else the article tells of known
    actors; a meeting without a day is news."""
    told: dict[Key, frozenset[str]] = {}
    met: list[sqlite3.Row] = []
    names = _names(connection, article_id)
    for r in connection.execute(
        "SELECT * FROM events WHERE article_id = ? AND status = 'happened' ORDER BY \"start\", event_id", (article_id,)
    ):
        who = parties.get(r["event_id"], [])
        if r["type"] == "CONSULT":
            met.append(r)
        elif len({key for _, key in who}) >= MEETING_OF:
            words = frozenset(_LONG_WORD.findall(fold(r["sentence"]))) - names.get(r["event_id"], set())
            told.setdefault((r["type"], *sorted(set(who))), words)
    for r in met:
        pairs = _pairs(connection, r)
        reach = _news(r, dates) if pairs else None
        if reach is None:
            continue
        said, place = " ".join(r["sentence"].split())[:90], fold(r["place_name"]) if r["place_name"] else None
        for person, country in sorted(pairs):
            yield Meeting(article_id, person, country, said, place, reach[0], reach[1], told)


def _pairs(connection: sqlite3.Connection, row: sqlite3.Row) -> set[tuple[str, str]]:
    """Each known person of a meeting with the country of every other party."""
    who = connection.execute(
        "SELECT actor_id, country FROM participants WHERE article_id = ? AND event_id = ? AND country IS NOT NULL",
        (row["article_id"], row["event_id"]),
    ).fetchall()
    return {
        (a["actor_id"], b["country"])
        for a in who
        for b in who
        if a["actor_id"]
        and a["actor_id"].startswith("person:")
        and ":~" not in a["actor_id"]
        and a["country"] != b["country"]
    }


def _news(row: sqlite3.Row, dates: _Dates) -> tuple[int, int] | None:
    """How long after a meeting its page was written: by the words, else within the days for which it is news."""
    days, page = interval_of(row["date_from"], row["date_to"]), dates.published
    if not days.is_known or days == page:
        return (0, NEWS_DAYS)
    place = dates.time_of(days, row["start"], len(row["sentence"]))
    if place is None:
        return None
    if page.is_day and page.first is not None and days.first is not None and days.last is not None:
        return ((page.first - days.last).days, (page.first - days.first).days)
    return dates.reach(place)


def _names(connection: sqlite3.Connection, article_id: str) -> dict[str, set[str]]:
    """The words by which the participants of each event are called: they say nothing beside who it is."""
    names: dict[str, set[str]] = {}
    for event_id, text, name in connection.execute(
        "SELECT event_id, text, name FROM participants WHERE article_id = ?", (article_id,)
    ):
        names.setdefault(event_id, set()).update(_LONG_WORD.findall(fold(f"{text} {name or ''}")))
    return names


def _parties(connection: sqlite3.Connection, article_id: str) -> _Known:
    """Side and key of every known participant by event; who acts for a state is the state, but a person is the
    person."""
    parties: _Known = {}
    for r in connection.execute(
        "SELECT * FROM participants WHERE article_id = ? ORDER BY event_id, side, position", (article_id,)
    ):
        if r["country"] or (r["actor_id"] and ":~" not in r["actor_id"]):
            state = r["country"] and r["sector"] in _STATE_SECTORS and not str(r["actor_id"]).startswith("person:")
            key = r["country"] if state else r["actor_id"] or f"{r['country']}:{r['sector']}"
            parties.setdefault(r["event_id"], []).append((r["side"], key))
    return parties
