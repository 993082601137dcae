"""Nets of days: the ties between articles that tell one thing, kept so that a change is followed along them alone.

A net is all that tells of one key (an act, a count, words said, a toll, a meeting) or an article with the one that it
copies. What its articles tell decides its ties; a net in which nobody's day is open has none.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable
from pathlib import PurePath

from dragoman.model import Interval
from dragoman.record.bounds import Tie
from dragoman.record.telling import interval_of, keep_tellings, meetings_of, told_of, tolls_of
from dragoman.record.ties import tie_copies, tie_meetings, tie_told, tie_tolls

MOST_TELLINGS = 1000
"""What is told more often (two states that consult each week, for years) dates nothing: more than one day fits. Looking
for one among them would cost more the larger the record is."""

Net = tuple[str, str]
"""Kind and key."""
Facts = dict[str, tuple[dt.date, str]]
"""Known days of things told, and who says so, by node."""


class Pages:
    """The own days of articles and how reasons call them, looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._held: dict[str, tuple[Interval, str] | None] = {}

    def _page(self, key: str) -> tuple[Interval, str] | None:
        if key not in self._held:
            r = self._connection.execute(
                "SELECT published_from, published_to, publisher, agency, source FROM articles WHERE article_id = ?",
                (key,),
            ).fetchone()
            name = r and (r["publisher"] or r["agency"] or PurePath(r["source"]).name)
            self._held[key] = r and (interval_of(r["published_from"], r["published_to"]), name)
        return self._held[key]

    def has(self, key: str) -> bool:
        """True for an article of the record."""
        return self._page(key) is not None

    def days(self, key: str) -> Interval:
        """When the article was written, by itself alone."""
        page = self._page(key)
        if page is None:
            raise KeyError(key)
        return page[0]

    def name(self, key: str) -> str:
        """Publisher or agency, else the name of its file."""
        page = self._page(key)
        return page[1] if page else key


def keep_nets(connection: sqlite3.Connection, touched: Iterable[str], pages: Pages) -> set[str]:
    """Brings what is kept of the touched articles, and the ties of their nets, to the record as it stands; gives the
    nodes at which a tie came or went."""
    nets: set[Net] = set()
    moved: set[str] = set()
    for key in sorted(touched):
        nets |= _nets_of(connection, key)
        connection.execute("DELETE FROM day_tellings WHERE article_id = ?", (key,))
        if pages.has(key):
            keep_tellings(connection, key, pages.days(key))
            nets |= _nets_of(connection, key)
        moved |= _keep_copy_ties(connection, key, pages)
    for net in sorted(nets):
        ties, facts = _ties_of(connection, net, pages)
        moved |= _keep_ties(connection, " ".join(net), ties, facts)
    return moved


def _nets_of(connection: sqlite3.Connection, article_id: str) -> set[Net]:
    rows = connection.execute("SELECT DISTINCT kind, key FROM day_tellings WHERE article_id = ?", (article_id,))
    return {(row[0], row[1]) for row in rows}


def _ties_of(connection: sqlite3.Connection, net: Net, pages: Pages) -> tuple[list[Tie], Facts]:
    kind, key = net
    open_days = connection.execute("SELECT 1 FROM day_tellings WHERE kind = ? AND key = ? AND loose LIMIT 1", net)
    if open_days.fetchone() is None:
        return [], {}
    # Tolls only grow: there one that is far away in time still says which of two days is the later.
    most = -1 if kind == "toll" else MOST_TELLINGS + 1
    told = connection.execute(
        "SELECT article_id, value FROM day_tellings WHERE kind = ? AND key = ? LIMIT ?", (*net, most)
    )
    rows = [(r[0], r[1]) for r in told]
    if len(rows) == most:
        return [], {}
    days = {article_id: pages.days(article_id) for article_id, _ in rows}
    names = {article_id: pages.name(article_id) for article_id, _ in rows}
    if kind == "told":
        return tie_told(told_of(key, rows), {k: d for k, d in days.items() if not d.is_day}, names)
    if kind == "toll":
        return tie_tolls(tolls_of(key, rows), days, names), {}
    return tie_meetings(meetings_of(key, rows), days, names), {}


def _keep_copy_ties(connection: sqlite3.Connection, article_id: str, pages: Pages) -> set[str]:
    """The ties of an article with its origin and with its copies."""
    moved: set[str] = set()
    rows = connection.execute(
        "SELECT article_id, origin_id FROM copies WHERE article_id = ?1 OR origin_id = ?1 ORDER BY 1", (article_id,)
    ).fetchall()
    copies = {row[0]: row[1] for row in rows}
    for copy in sorted({article_id, *copies}):
        origin = copies.get(copy)
        pair = () if origin is None or (pages.days(copy).is_day and pages.days(origin).is_day) else ((copy, origin),)
        names = {key: pages.name(key) for key in (copy, origin) if key is not None}
        moved |= _keep_ties(connection, f"copy {copy}", tie_copies(pair, names), {})
    return moved


def _keep_ties(connection: sqlite3.Connection, net: str, ties: list[Tie], facts: Facts) -> set[str]:
    """Writes the ties of a net in place of those that it had; gives the nodes of those that came or went."""
    rows = {(t.earlier, t.later, t.least, t.most, t.reason) for t in ties}
    held = {
        tuple(r)
        for r in connection.execute("SELECT earlier, later, least, most, reason FROM day_ties WHERE net = ?", (net,))
    }
    said = {(node, net, day.isoformat(), why) for node, (day, why) in facts.items()}
    known = {tuple(r) for r in connection.execute("SELECT node, net, day, said FROM day_facts WHERE net = ?", (net,))}
    if rows != held:
        connection.execute("DELETE FROM day_ties WHERE net = ?", (net,))
        ordered = sorted(rows, key=repr)
        connection.executemany("INSERT INTO day_ties VALUES (?, ?, ?, ?, ?, ?)", ((net, *row) for row in ordered))
    if said != known:
        connection.execute("DELETE FROM day_facts WHERE net = ?", (net,))
        connection.executemany("INSERT INTO day_facts VALUES (?, ?, ?, ?)", sorted(said))
    return {node for row in rows ^ held for node in row[:2]} | {row[0] for row in said ^ known}


def hanging_together(connection: sqlite3.Connection, nodes: Iterable[str]) -> set[str]:
    """The nodes and all that ties lead to from them."""
    found = set(nodes)
    waiting = list(found)
    while waiting:
        node = waiting.pop()
        for (other,) in connection.execute(
            "SELECT later FROM day_ties WHERE earlier = ?1 UNION SELECT earlier FROM day_ties WHERE later = ?1", (node,)
        ):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def tied(connection: sqlite3.Connection, nodes: Iterable[str]) -> tuple[list[Tie], Facts]:
    """All ties among nodes that hang together, and the known days among them."""
    ties: list[Tie] = []
    facts: Facts = {}
    for node in sorted(nodes):
        rows = connection.execute(
            "SELECT earlier, later, least, most, reason FROM day_ties WHERE earlier = ? "
            "ORDER BY later, reason, least, most",
            (node,),
        )
        ties.extend(Tie(*row) for row in rows)
        for day, said in connection.execute("SELECT day, said FROM day_facts WHERE node = ?", (node,)):
            facts[node] = (dt.date.fromisoformat(day), said)
    return ties, facts
