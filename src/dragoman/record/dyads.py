"""Who did what to whom by week: the step that keeps the pairs of each happening, and their sums.

An official stands for the state, as in `happenings`; who is known in one article only is in no pair. What is counted,
and as what, is what PLOVER codes: acts that happened or go on, and what is announced, threatened or proposed as the
saying of it (AGREE, THREATEN). Denials, demands and history told as background are in no sum.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator

from dragoman.extract.events.codes import as_plover, event_types
from dragoman.model import Event, Span
from dragoman.record.activity import some_at_once

MOST_PARTIES = 12
"""Of each side of a happening so many parties enter: lists of signatories would make pairs by the thousand."""
WIDEST = 31
"""A happening whose day is less exact than a month has no day here."""
STATE_SECTORS = frozenset({None, "GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""Who acts in one of these for a country is its state."""
FACTS = frozenset({"happened", "ongoing"})
INTENTS = frozenset({"announced", "threatened", "proposed"})
SAID = frozenset({"AGREE", "THREATEN"})


# `main.events` is the table behind the judged rows: the code of an act is no matter of judgement.
_FIRST = """
SELECT h.happening_id, h.type, h.mode, h.status, h.date_from, h.date_to, h.first_article_id, h.first_event_id, e.cameo
FROM json_each(?1) w CROSS JOIN happenings h ON h.happening_id = w.value
JOIN main.events e ON e.article_id = h.first_article_id AND e.event_id = h.first_event_id
"""


def derive_dyads(connection: sqlite3.Connection, touched: frozenset[str]) -> frozenset[str]:
    """Makes anew the pairs of the happenings that changed or whose first article is touched; gives `touched` back."""
    wanted = {row[0] for row in connection.execute("SELECT happening_id FROM happenings_touched")}
    for some in some_at_once(sorted(touched)):
        wanted |= {
            row[0]
            for row in connection.execute(
                "SELECT happening_id FROM happenings WHERE first_article_id IN (SELECT value FROM json_each(?))",
                (json.dumps(some),),
            )
        }
    change: Counter[tuple[str, str, str, int]] = Counter()
    score: Counter[tuple[str, str, str, int]] = Counter()
    for some in some_at_once(sorted(wanted)):
        listed = json.dumps(some)
        held = "dyad_happenings WHERE happening_id IN (SELECT value FROM json_each(?))"
        for actor, recipient, day, quad, intensity in connection.execute(
            f"SELECT actor, recipient, day, quad, score FROM {held}", (listed,)
        ):
            change[actor, recipient, week_of(day), quad] -= 1
            score[actor, recipient, week_of(day), quad] -= intensity
        connection.execute(f"DELETE FROM {held}", (listed,))
        made = list(_pairs(connection, listed))
        connection.executemany("INSERT OR IGNORE INTO dyad_happenings VALUES (?, ?, ?, ?, ?, ?)", made)
        for actor, recipient, day, _, quad, intensity in made:
            change[actor, recipient, week_of(day), quad] += 1
            score[actor, recipient, week_of(day), quad] += intensity
    _sum(connection, change, score)
    connection.execute("DELETE FROM happenings_touched")
    return touched


def party_key(actor_id: str | None, country: str | None, sector: str | None) -> str | None:
    """Whom an actor stands for: `state:ISO3` for all who act for a state, else its own id; `None` for one whom other
    articles cannot name."""
    if country and sector in STATE_SECTORS:
        return f"state:{country}"
    return None if actor_id is None or ":~" in actor_id else actor_id


def quad_of(type_: str, mode: str | None, status: str, cameo: str | None) -> tuple[int, int] | None:
    """The quad class (1 verbal cooperation … 4 material conflict) and twice PLOVER's intensity of what PLOVER codes;
    `None` for what it does not: mere statements, denials, demands, hypotheses, history."""
    coded = as_plover(Event("", type_, Span(0, 0), mode=mode, cameo=cameo, status=status))  # type: ignore[arg-type]
    if coded is None or not (status in FACTS or (status in INTENTS and coded in SAID)):
        return None
    code = event_types()[coded]
    return code.quad, round(code.intensity * 2)


def week_of(day: str) -> str:
    """The Monday of a day's week, as an ISO day; empty for no day."""
    if not day:
        return ""
    date = dt.date.fromisoformat(day)
    return (date - dt.timedelta(days=min(date.weekday(), date.toordinal() - 1))).isoformat()


def _pairs(connection: sqlite3.Connection, listed: str) -> Iterator[tuple[str, str, str, str, int, int]]:
    rows = connection.execute(_FIRST, (listed,)).fetchall()
    parties = _parties(connection, {(row["first_article_id"], row["first_event_id"]) for row in rows})
    for row in rows:
        coded = quad_of(row["type"], row["mode"], row["status"], row["cameo"])
        if coded is None:
            continue
        here = (row["first_article_id"], row["first_event_id"])
        recipients = list(parties.get((*here, "recipient"), ()))[:MOST_PARTIES]
        for actor in list(parties.get((*here, "actor"), ()))[:MOST_PARTIES]:
            for recipient in recipients:
                if actor != recipient:
                    yield actor, recipient, _day(row["date_from"], row["date_to"]), row["happening_id"], *coded


def _parties(
    connection: sqlite3.Connection, wanted: set[tuple[str, str]]
) -> dict[tuple[str, str, str], dict[str, None]]:
    """(article, event, side) -> the keys of its parties in order."""
    articles = sorted({article for article, _ in wanted})
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    # Ids one by one and no join: so the views that judgements lay before the table look up only these articles.
    for article, event, side, actor_id, country, sector in connection.execute(
        "SELECT article_id, event_id, side, actor_id, country, sector FROM participants "
        f"WHERE article_id IN ({', '.join('?' * len(articles))}) ORDER BY article_id, event_id, side, position",
        articles,
    ):
        key = party_key(actor_id, country, sector) if (article, event) in wanted else None
        if key is not None:
            found.setdefault((article, event, side), {})[key] = None
    return found


def _day(first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return ""
    apart = dt.date.fromisoformat(last).toordinal() - dt.date.fromisoformat(first).toordinal()
    return first if apart < WIDEST else ""


def _sum(
    connection: sqlite3.Connection,
    change: Counter[tuple[str, str, str, int]],
    score: Counter[tuple[str, str, str, int]],
) -> None:
    """Adds what changed to the sums by week and to those of all time; a sum of nothing is no row."""
    keys = sorted(k for k in change if change[k] or score[k])
    connection.executemany(
        "INSERT INTO dyads VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
        "SET happenings = happenings + excluded.happenings, score = score + excluded.score",
        ((*key, change[key], score[key]) for key in keys),
    )
    totals: dict[tuple[str, str, int], list[int]] = {}
    for actor, recipient, week, quad in keys:
        held = totals.setdefault((actor, recipient, quad), [0, 0])
        held[0] += change[actor, recipient, week, quad]
        held[1] += score[actor, recipient, week, quad]
    connection.executemany(
        "INSERT INTO dyad_totals VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE "
        "SET happenings = happenings + excluded.happenings, score = score + excluded.score",
        ((*key, *sums) for key, sums in sorted(totals.items())),
    )
    connection.executemany(
        "DELETE FROM dyads WHERE actor = ? AND recipient = ? AND week = ? AND quad = ? AND happenings = 0",
        [key for key in keys if change[key] < 0],
    )
    connection.executemany(
        "DELETE FROM dyad_totals WHERE actor = ? AND recipient = ? AND quad = ? AND happenings = 0",
        [key for key, (number, _) in totals.items() if number < 0],
    )
