"""Which core stands for an event: itself, or another that tells the same of a neighbouring day or beside it.

A core leans one step only: one that leans on another is no support for a third, so that what a report changes stays
near it. Reports of no exact day lean on those of pages that tell another thing alike (`day_ties`), and, when they look
back at talks, on the only ones that the same person had with that state in those days.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from dragoman.record.happenings.agreeing import ONLY, STRUCK, agree, agree_beside, agree_later, shared_words
from dragoman.record.happenings.cores import Cores, days_after, days_beside
from dragoman.record.happenings.placing import hashed, merging_tokens, only_tokens, prefix_of, struck_tokens
from dragoman.record.happenings.profiles import Profile
from dragoman.record.happenings.working import Placed

MOST_NEIGHBOURS = 16
MOST_BESIDE = 24
"""What more pages tell alike, ties no two of them."""
BESIDE_DAYS = 14
"""Pages that are tied are of days not farther apart."""
MOST_ONLY = 32
LATER_DAYS = 70
"""An attack is looked back on without its day within so many days."""
HELD = 50_000


class Leaning:
    """Who leans on whom, looked up when asked for, while the cores stay as they are."""

    def __init__(self, connection: sqlite3.Connection, cores: Cores) -> None:
        self._connection = connection
        self._cores = cores
        self._lean = lru_cache(maxsize=HELD)(self._leaning)
        self._partners = lru_cache(maxsize=HELD // 10)(self._partners_of)

    def root(self, core_id: str) -> tuple[str, str]:
        """The core that stands for the event, and why where it is another one."""
        best, why = self._lean(core_id)
        return (best, why) if best == core_id or self._lean(best)[0] == best else (core_id, "")

    def _leaning(self, core_id: str) -> tuple[str, str]:
        here = self._cores.get(core_id)
        if here is None:
            return core_id, ""
        found = self._on_neighbour(core_id, *here) if here[0][:2] == "x|" else self._on_partner(core_id, here[1])
        return found if found[0] != core_id else self._on_earlier(core_id, *here)

    def _on_earlier(self, core_id: str, block: str, profile: Profile) -> tuple[str, str]:
        """The one attack with its day that a report without one can look back on."""
        seeks = struck_tokens(block, profile)[1] if profile.rank[0] else []
        if not seeks:
            return core_id, ""
        rows = self._connection.execute(
            "SELECT DISTINCT t.core_id FROM json_each(?) j JOIN happening_tokens t ON t.token = j.value "
            "WHERE t.first BETWEEN ? AND ? LIMIT ?",
            (json.dumps(seeks), days_after(profile.first, -LATER_DAYS), profile.first, MOST_ONLY + 1),
        ).fetchall()
        held = ((row[0], self._cores.get(row[0])) for row in rows)
        fits = [other_id for other_id, other in held if other is not None and agree_later(profile, other[1])]
        return (fits[0], STRUCK) if len(fits) == 1 and len(rows) <= MOST_ONLY else (core_id, "")

    def _on_neighbour(self, core_id: str, block: str, profile: Profile) -> tuple[str, str]:
        best, best_rank, best_why = core_id, profile.rank, ""
        for other_id in self._neighbours(block, profile):
            other = self._cores.get(other_id)
            if other is None or other[1].rank >= best_rank:
                continue
            # Two reports that both name their day rarely mean one event, unless it was an attack: those last the night.
            if profile.family != "violence" and not (profile.rank[0] or other[1].rank[0]):
                continue
            why = agree(profile, other[1], sure=True)
            if why is not None:
                best, best_rank, best_why = other_id, other[1].rank, why
        return best, best_why

    def _neighbours(self, block: str, profile: Profile) -> list[str]:
        """The cores of the day before and after that share a token, those that share most first."""
        rows = self._connection.execute(
            "SELECT t.core_id, count(*) AS shared FROM json_each(?) j JOIN happening_tokens t ON t.token = j.value "
            "WHERE t.first IN (?, ?) GROUP BY t.core_id ORDER BY shared DESC, t.core_id LIMIT ?",
            (
                json.dumps(hashed(prefix_of(block), merging_tokens(profile))), *days_beside(profile.first),
                MOST_NEIGHBOURS,
            ),
        )  # fmt: skip
        return [row[0] for row in rows]

    def _on_partner(self, core_id: str, profile: Profile) -> tuple[str, str]:
        """The surest of the cores beside it of which it is the best match, as they are its best."""
        best, best_rank, best_why = core_id, profile.rank, ""
        mine = self._partners(core_id)
        for other_id, (_, why, other) in mine.items():
            if other.rank >= best_rank:
                continue
            theirs = self._partners(other_id)
            if _is_best(other_id, other, mine) and core_id in theirs and _is_best(core_id, profile, theirs):
                best, best_rank, best_why = other_id, other.rank, f"{why}, on pages that tell another thing alike"
        return best, best_why

    def _partners_of(self, core_id: str) -> dict[str, tuple[float, str, Profile]]:
        """The cores of tied pages that agree with one: the words shared, why, and what is compared of them."""
        here = self._cores.get(core_id)
        if here is None or here[0][:2] != "w|":
            return {}
        block, profile = here
        tied = tied_pages(self._connection, profile.articles)
        found = {}
        for other_id in _of_articles(self._connection, block, tied):
            other = self._cores.get(other_id)
            if other is None or other_id == core_id or not tied & other[1].articles:
                continue
            if profile.articles & other[1].articles or not _may_meet(profile, other[1]):
                continue
            why = agree_beside(profile, other[1])
            if why is not None:
                found[other_id] = (shared_words(profile, other[1]), why, other[1])
        return found

    def only(self, core_id: str) -> tuple[str, str] | None:
        """The root of the only talks that a recollection can mean; `None` for any other, or where there are several."""
        here = self._cores.get(core_id)
        if here is None:
            return None
        block, profile = here
        looks = only_tokens(block, profile)
        if looks is None or looks.seeks is None:
            return None
        rows = self._connection.execute(
            "SELECT DISTINCT t.core_id, c.root, c.profile FROM json_each(?) j JOIN happening_tokens t "
            "ON t.token = j.value JOIN happening_cores c ON c.core_id = t.core_id WHERE t.first <= ? AND t.last >= ? "
            "LIMIT ?",
            (json.dumps(looks.seeks), looks.last, looks.first, MOST_ONLY + 1),
        ).fetchall()
        fits = {row[1] for row in rows if not _elsewhere(profile, Profile.from_json(row[2]))}
        return (fits.pop(), ONLY) if len(fits) == 1 and len(rows) <= MOST_ONLY else None


def _is_best(core_id: str, core: Profile, partners: dict[str, tuple[float, str, Profile]]) -> bool:
    """True where none of the partners in the same article is a better one."""
    mine = (-partners[core_id][0], core.rank)
    return all(mine <= (-share, other.rank) for share, _, other in partners.values() if core.articles & other.articles)


def _may_meet(one: Profile, other: Profile) -> bool:
    """True where a day is possible for both."""
    return (not one.last or other.first <= one.last) and (not other.last or one.first <= other.last)


def _elsewhere(one: Profile, other: Profile) -> bool:
    pairs = ((one.places, other.places), (one.countries, other.countries))
    return any(a and b and not set(a) & set(b) for a, b in pairs)


def tied_pages(connection: sqlite3.Connection, articles: Iterable[str], most: int = MOST_BESIDE) -> set[str]:
    """The pages of about the same days as these, by what both tell: those tied to them, and those that hang with them
    on something told which no more than `most` tell (0: only the former)."""
    wanted = json.dumps(sorted(articles))
    found: set[str] = set()
    facts: set[str] = set()
    for row in connection.execute(
        "SELECT t.later, t.least, t.most FROM json_each(?1) j JOIN day_ties t ON t.earlier = j.value "
        "UNION SELECT t.earlier, t.least, t.most FROM json_each(?1) j JOIN day_ties t ON t.later = j.value",
        (wanted,),
    ):
        if row[0].startswith("fact "):
            facts.add(row[0])
        elif row[1] is not None and row[2] is not None and max(-row[1], row[2]) <= BESIDE_DAYS:
            found.add(row[0])
    for fact in sorted(facts):
        rows = connection.execute("SELECT DISTINCT later FROM day_ties WHERE earlier = ? LIMIT ?", (fact, most + 1))
        held = {row[0] for row in rows}
        if len(held) <= most:
            found |= held
    return found - set(articles)


def _of_articles(connection: sqlite3.Connection, block: str, articles: Iterable[str]) -> list[str]:
    """The cores of no exact day, of the block's family and kind, in which these articles have a report."""
    _, family, kind, _ = block.split("|", 3)
    rows = connection.execute(
        "SELECT DISTINCT m.core_id FROM json_each(?) j JOIN happening_members m ON m.article_id = j.value "
        "JOIN happening_cores c ON c.core_id = m.core_id WHERE m.block >= ? AND m.block < ? AND c.block >= 'w|' "
        "ORDER BY m.core_id",
        (json.dumps(sorted(articles)), f"w|{family}|{kind}|", f"w|{family}|{kind}}}"),
    )
    return [row[0] for row in rows]


def near(connection: sqlite3.Connection, cores: Iterable[Placed], *, touched: int) -> set[tuple[str, str]]:
    """The cores (block, core_id) that may lean on these, or they on them. `touched` is how many articles changed."""
    found: set[tuple[str, str]] = set()
    for block, profile in cores:
        if block[:2] == "x|":
            rows = connection.execute(
                "SELECT DISTINCT c.block, c.core_id FROM json_each(?) j "
                "JOIN happening_tokens t ON t.token = j.value JOIN happening_cores c ON c.core_id = t.core_id "
                "WHERE t.first IN (?, ?)",
                (json.dumps(hashed(prefix_of(block), merging_tokens(profile))), *days_beside(profile.first)),
            )
        else:
            tied = tied_pages(connection, profile.articles, MOST_BESIDE + touched)
            rows = connection.execute(
                "SELECT block, core_id FROM happening_cores WHERE core_id IN (SELECT value FROM json_each(?))",
                (json.dumps(_of_articles(connection, block, [*tied, *profile.articles])),),
            )
        found.update((row[0], row[1]) for row in rows)
        if not profile.rank[0] and (seeks := struck_tokens(block, profile)[1]):
            later = connection.execute(
                "SELECT DISTINCT c.block, c.core_id FROM json_each(?) j "
                "JOIN happening_tokens t ON t.token = j.value JOIN happening_cores c ON c.core_id = t.core_id "
                "WHERE t.first BETWEEN ? AND ?",
                (json.dumps(seeks), profile.first, days_after(profile.first, LATER_DAYS)),
            )
            found.update((row[0], row[1]) for row in later)
    return found
