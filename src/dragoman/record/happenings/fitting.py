"""Loose reports (of a longer Interval, recollections, denials): the one event of a day that each fits."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from dragoman.record.happenings.agreeing import ONLY, SENTENCE, agree, tells_much
from dragoman.record.happenings.cores import Cores
from dragoman.record.happenings.leaning import Leaning
from dragoman.record.happenings.loading import Key
from dragoman.record.happenings.placing import WEEK, WIDEST, core_tokens, days_sought, hashed, prefix_of, width_of
from dragoman.record.happenings.profiles import Profile
from dragoman.record.happenings.working import Placed

MOST_FITTING = 32


def fitting(
    connection: sqlite3.Connection, cores: Cores, leaning: Leaning, block: str, profile: Profile
) -> tuple[str, str] | None:
    """(core, why) of the one event that a loose report fits; `None` where there is none, or more than one."""
    first, last, by_sentence = days_sought(block)
    tokens = hashed(prefix_of(block), (t for t in core_tokens(profile) if not by_sentence or t[:2] == "k:"))
    rows = connection.execute(
        "SELECT t.core_id, count(*) AS shared FROM json_each(?) j JOIN happening_tokens t ON t.token = j.value "
        "WHERE t.first BETWEEN ? AND ? GROUP BY t.core_id ORDER BY shared DESC, t.core_id LIMIT ?",
        (json.dumps(tokens), first, last, MOST_FITTING),
    ).fetchall()
    fits: list[tuple[str, str]] = []
    for core_id, _ in rows:
        held = cores.get(core_id)
        # What is blamed on somebody has its day from a report that gives one.
        if held is None or ("|blamed|" in block and held[1].rank[0]):
            continue
        why = agree(held[1], profile)
        if why is not None:
            much = (width_of(block) or WIDEST) <= WEEK or tells_much(held[1], profile, why)
            fits.append((core_id, why if much else ONLY))
    same = [f for f in fits if f[1] == SENTENCE]
    fits = same or fits
    roots = {leaning.root(core_id)[0] for core_id, _ in fits}
    return min(fits) if len(roots) == 1 else None


def loose_near(connection: sqlite3.Connection, cores: Iterable[Placed]) -> set[Key]:
    """The loose reports (article_id, event_id) that may look at these cores."""
    found: set[Key] = set()
    for block, profile in cores:
        if block[:2] != "x|":
            continue
        tokens = hashed(f"loose|{prefix_of(block)}", core_tokens(profile))
        for row in connection.execute(
            "SELECT DISTINCT t.core_id FROM json_each(?) j JOIN happening_tokens t ON t.token = j.value "
            "WHERE t.first <= ? AND t.last >= ?",
            (json.dumps(tokens), profile.first, profile.first),
        ):
            article_id, event_id = row[0].split("/", 1)
            found.add((article_id, event_id))
    return found
