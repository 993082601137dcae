"""What ties the days of articles to each other: the same act, toll or words told by two, copies, tolls that only grow.

A wrong tie is worse than none. Two articles tell one thing when kind, known actors and the weekday agree and their
sentences share half of their longer words (a figure: number, measure and place; words said: eight of them and more);
what more than one known day would fit ties nothing.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model import Interval
from dragoman.record.bounds import Tie

SAME_WORDS = 0.5
"""Share of the shorter sentence's longer words that two reports have in common: reports of other incidents in FA-KES
had 0.45 at most."""
LIKE_WORDS = 1 / 3
"""The same beside a meeting of the same two persons, which is a second sign; the names of who acts aside."""
LEAST_LIKE = 3
"""Words that these have in common at least."""
NEWS_DAYS = 6
"""A meeting is news for so many days."""
COPY_DAYS = 3
"""Pick-ups of a wire report and later versions of a page run within so many days: 28 of 28 copies among 1,340 dated
development articles were of the same day or the next."""
GROWN = 1.5
"""A toll of one counter grew by half at least: smaller steps may be another way of counting."""
MOST_CANDIDATES = 8
"""Known days of like reports that are looked at for one report."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that an article tells: `key` is what must agree, `day` its day where article and words give it.

    The article lies between `least` and `most` days after it; `said` quotes it for the reasons.
    """

    article_id: str
    key: Key
    words: frozenset[str]
    said: str
    day: dt.date | None
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Toll:
    """A toll counted since something began: of which place, by whom, and how high."""

    article_id: str
    scope: Key
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A person who met somebody of another country, by one article, which lies `least` to `most` days after it; where,
    and what else the article tells: acts between known actors, each with its words."""

    article_id: str
    person: str
    country: str
    said: str
    place: str | None
    least: int
    most: int
    told: Mapping[Key, frozenset[str]]


def fact_node(key: Key, day: dt.date | None) -> str:
    """The name of a fact in the net of bounds."""
    return f"fact {key!r} {day or '?'}"


def tie_told(
    told: Iterable[Told], own: Mapping[str, Interval], names: Mapping[str, str]
) -> tuple[list[Tie], dict[str, tuple[dt.date, str]]]:
    """Ties of undated articles to what they tell, and the known days of it with the article that gives each.

    `own` has the Interval of every article that is not of one day; `names` is how reasons call an article.
    """
    groups: dict[Key, list[Told]] = {}
    for one in sorted(told, key=lambda t: (t.article_id, t.said, t.least)):
        groups.setdefault(one.key, []).append(one)
    ties: list[Tie] = []
    days: dict[str, tuple[dt.date, str]] = {}
    for key, group in groups.items():
        dated = sorted((t for t in group if t.day is not None), key=lambda t: (t.day or dt.date.min, t.article_id))
        loose = [t for t in group if t.day is None and t.article_id in own]
        at = [t.day for t in dated if t.day is not None]
        free: list[Told] = []
        for one in loose:
            found = _fitting(one, dated, at, own[one.article_id])
            if len({t.day for t in found}) == 1 and found[0].day is not None:
                node = fact_node(key, found[0].day)
                days[node] = (found[0].day, f"{names[found[0].article_id]} tells “{found[0].said}” of {found[0].day}")
                ties.append(Tie(node, one.article_id, one.least, one.most, f"“{one.said}”"))
            elif not found and one.most is not None:
                free.append(one)
        ties.extend(_together(key, free, own, names))
    return ties, days


def _fitting(one: Told, dated: Sequence[Told], at: Sequence[dt.date], own: Interval) -> list[Told]:
    """The dated reports that may tell the same: their day fits the article's own Interval, and the words agree."""
    allowed = own.shift(-one.most if one.most is not None else 0, -one.least)
    first = allowed.first if one.most is not None else None
    low = bisect_left(at, first) if first is not None else 0
    high = bisect_right(at, allowed.last) if allowed.last is not None else len(at)
    if high - low > MOST_CANDIDATES:
        return list(dated[low : low + 2])
    return [t for t in dated[low:high] if t.article_id != one.article_id and agree(one.words, t.words)]


def _together(key: Key, free: Sequence[Told], own: Mapping[str, Interval], names: Mapping[str, str]) -> Iterable[Tie]:
    """Ties of undated articles that tell the same and none of which knows the day: to the first of them."""
    if not free:
        return
    head = free[0]
    others = {
        t.article_id: t
        for t in free[1:]
        if t.article_id != head.article_id
        and agree(head.words, t.words)
        and own[head.article_id].intersect(own[t.article_id]) is not None
    }
    node = fact_node(key, None)
    if others:
        yield Tie(node, head.article_id, head.least, head.most, f"“{head.said}”, as {names[min(others)]}")
    for one in others.values():
        yield Tie(node, one.article_id, one.least, one.most, f"“{one.said}”, as {names[head.article_id]}")


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """True when the shorter has half of its words in the longer, or one of them has none to compare."""
    return len(one & other) >= SAME_WORDS * min(len(one), len(other))


def tie_copies(copies: Iterable[tuple[str, str]], names: Mapping[str, str]) -> list[Tie]:
    """A copy and its origin are of the same days."""
    return [
        Tie(origin, copy, -COPY_DAYS, COPY_DAYS, f"{names[copy]} and {names[origin]} are one report")
        for copy, origin in copies
    ]


def tie_meetings(meetings: Iterable[Meeting], days: Mapping[str, Interval], names: Mapping[str, str]) -> list[Tie]:
    """Articles that tell of a meeting of the same two, and share its place or another act in like words, tell of one
    meeting. The same two meet again: what several weeks would fit, or is told by many, ties nothing."""
    groups: dict[tuple[str, str], list[Meeting]] = {}
    for meeting in sorted(meetings, key=lambda m: (m.article_id, m.said)):
        groups.setdefault((meeting.person, meeting.country), []).append(meeting)
    ties: dict[tuple[str, str], Tie] = {}
    for group in groups.values():
        if len({m.article_id for m in group}) > MOST_CANDIDATES:
            continue
        for one in group:
            if days[one.article_id].is_day:
                continue
            like = [m for m in group if m.article_id != one.article_id and _one_meeting(one, m, days)]
            known = sorted({d.first for m in like if (d := days[m.article_id]).is_day and d.first is not None})
            if not like or (known and (known[-1] - known[0]).days > NEWS_DAYS):
                continue
            for other in like:
                a, b = sorted((one, other), key=lambda m: m.article_id)
                why = f"{names[a.article_id]} and {names[b.article_id]} tell of one meeting (“{one.said}”)"
                tie = Tie(a.article_id, b.article_id, b.least - a.most, b.most - a.least, why)
                ties.setdefault((a.article_id, b.article_id), tie)
    return list(ties.values())


def _one_meeting(one: Meeting, other: Meeting, days: Mapping[str, Interval]) -> bool:
    """True where the days of two articles allow one meeting, and they share its place or another act in like words."""
    gap = (one.least - other.most, one.most - other.least)
    if days[other.article_id].shift(*gap).intersect(days[one.article_id]) is None:
        return False
    if one.place and other.place:
        return one.place == other.place
    shared = one.told.keys() & other.told.keys()
    return any(
        len(both := one.told[k] & other.told[k]) >= LEAST_LIKE
        and len(both) >= LIKE_WORDS * min(len(one.told[k]), len(other.told[k]))
        for k in shared
    )


def tie_tolls(tolls: Iterable[Toll], days: Mapping[str, Interval], names: Mapping[str, str]) -> list[Tie]:
    """A toll since the beginning only grows: the article with the clearly smaller one is not the later.

    Each undated article is tied to the dated ones on both sides that say most; linear but for the sorting.
    """
    scopes: dict[Key, list[Toll]] = {}
    for toll in tolls:
        scopes.setdefault(toll.scope, []).append(toll)
    ties = []
    for group in scopes.values():
        group.sort(key=lambda t: (t.number, t.article_id))
        numbers = [t.number for t in group]
        low_best: list[Toll | None] = _running(group, days, latest=True)
        high_best: list[Toll | None] = list(reversed(_running(list(reversed(group)), days, latest=False)))
        for one in group:
            if days[one.article_id].is_day:
                continue
            i = bisect_right(numbers, one.number / GROWN) - 1
            j = bisect_left(numbers, one.number * GROWN)
            under = low_best[i] if i >= 0 else None
            over = high_best[j] if j < len(group) else None
            if under is not None:
                why = f"the toll had grown from “{under.said}” to “{one.said}”"
                ties.append(Tie(under.article_id, one.article_id, 0, None, why))
            if over is not None:
                why = f"the toll was still to grow from “{one.said}” to “{over.said}”"
                ties.append(Tie(one.article_id, over.article_id, 0, None, why))
    return ties


def _running(group: Sequence[Toll], days: Mapping[str, Interval], *, latest: bool) -> list[Toll | None]:
    """For each place, the dated toll up to there of the latest (or earliest) day."""
    best: Toll | None = None
    out: list[Toll | None] = []
    for toll in group:
        interval = days[toll.article_id]
        if interval.is_day and interval.first is not None:
            held = days[best.article_id].first if best is not None else None
            if held is None or (interval.first > held if latest else interval.first < held):
                best = toll
        out.append(best)
    return out
