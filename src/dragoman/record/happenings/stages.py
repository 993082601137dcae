"""The stages of joining, each over what there is to do (`working`), in parts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from dragoman.model import content_id
from dragoman.record.happenings.agreeing import ONLY
from dragoman.record.happenings.cores import Cores
from dragoman.record.happenings.fitting import fitting, loose_near
from dragoman.record.happenings.joining import cores_of
from dragoman.record.happenings.leaning import Leaning, near
from dragoman.record.happenings.loading import load_reports
from dragoman.record.happenings.placing import only_tokens, width_of
from dragoman.record.happenings.profiles import profile_of
from dragoman.record.happenings.reports import Report
from dragoman.record.happenings.working import Placed, Work


class Stages:
    """One derivation: its stages are called in their order. `touched` is how many articles it is about."""

    def __init__(self, connection: sqlite3.Connection, work: Work, cores: Cores, *, touched: int) -> None:
        self._connection = connection
        self._work = work
        self._cores = cores
        self._touched = touched
        self._anew = connection.execute("SELECT 1 FROM happening_cores LIMIT 1").fetchone() is None

    def join(self, kind: str) -> None:
        """Joins the reports of the blocks of a kind (of loose ones those that fit no core) and writes what is not as it
        was."""
        for blocks in self._work.blocks(kind):
            for block, reports in self._by_block(blocks).items():
                self._join_block(block, reports)
        self._cores.forget()

    def _by_block(self, blocks: Sequence[str]) -> dict[str, list[Report]]:
        """The reports of each block, without those loose ones that stand with a core of a day."""
        rows = self._connection.execute(
            "SELECT m.block, m.article_id, m.event_id FROM json_each(?) j "
            "JOIN happening_members m ON m.block = j.value LEFT JOIN happening_cores c ON c.core_id = m.core_id "
            "WHERE c.block IS NULL OR c.block = m.block",
            (json.dumps(blocks),),
        ).fetchall()
        where = {(row[1], row[2]): row[0] for row in rows}
        found: dict[str, list[Report]] = {block: [] for block in blocks}
        for report in load_reports(self._connection, where):
            found[where[report.article_id, report.event_id]].append(report)
        return found

    def _join_block(self, block: str, reports: Sequence[Report]) -> None:
        connection, work = self._connection, self._work
        old = {
            row[0]: (row[1], row[2])
            for row in connection.execute(
                "SELECT core_id, root, profile FROM happening_cores WHERE block = ?", (block,)
            )
        }
        members = {
            (row[0], row[1]): (row[2], row[3])
            for row in connection.execute(
                "SELECT article_id, event_id, core_id, joined FROM happening_members WHERE block = ?", (block,)
            )
        }
        made = {content_id(block, core.id): core for core in cores_of(reports, days=width_of(block))}
        same = {core_id for core_id, core in made.items() if core_id in old and core.profile.json == old[core_id][1]}
        for core_id, (root, profile) in old.items():
            if core_id not in same:
                work.add_roots([root])
                work.add_changed(block, profile)
                self._cores.remove(core_id)
        for core_id, core in made.items():
            if core_id not in same:
                self._cores.write(core_id, block, core.profile)
                work.add_changed(block, core.profile.json)
            moved = [
                (core_id, why, article, event)
                for article, event, why in core.members
                if members.get((article, event)) != (core_id, why)
            ]
            if moved or core_id not in same:
                work.add_cores([(block, core_id)])
            connection.executemany(
                "UPDATE happening_members SET core_id = ?, joined = ? WHERE article_id = ? AND event_id = ?", moved
            )

    def lean(self, kind: str) -> None:
        """Finds the roots again of the cores that changed and of those near them."""
        if not self._anew:
            self._reach(kind)
        leaning = Leaning(self._connection, self._cores)
        for cores in self._work.cores(kind):
            for _, core_id in cores:
                self._stand(core_id, *leaning.root(core_id))

    def _reach(self, kind: str) -> None:
        """Adds the cores within two steps of what changed."""
        for placed in self._work.changed(kind):
            self._work.add_cores(near(self._connection, placed, touched=self._touched), steps=1)
        # What is tied to what may have changed, too, for reports of no exact day.
        for steps in (0, 1) if kind == "w" else (1,):
            for cores in self._work.cores(kind, steps=steps):
                held = [found for _, core_id in cores if (found := self._cores.get(core_id)) is not None]
                self._work.add_cores(near(self._connection, held, touched=self._touched), steps=steps + 1)

    def _stand(self, core_id: str, root: str, why: str) -> None:
        """Notes where a core stands."""
        row = self._connection.execute(
            "SELECT root, why, block, profile FROM happening_cores WHERE core_id = ?", (core_id,)
        ).fetchone()
        if row is None:
            return
        if (root, why) != (row[0], row[1]):
            self._connection.execute(
                "UPDATE happening_cores SET root = ?, why = ? WHERE core_id = ?", (root, why, core_id)
            )
            self._work.add_changed(row[2], row[3])
        self._work.add_roots([root, row[0]])

    def place_loose(self) -> None:
        """Looks again for the one event that each loose report fits."""
        if not self._anew:
            for placed in self._work.changed("x"):
                self._work.add_loose(loose_near(self._connection, placed))
        leaning = Leaning(self._connection, self._cores)
        for keys in self._work.loose():
            for report in load_reports(self._connection, keys):
                self._place(report, leaning)

    def _place(self, report: Report, leaning: Leaning) -> None:
        key = report.article_id, report.event_id
        block, was, root = self._connection.execute(
            "SELECT m.block, m.core_id, c.root FROM happening_members m LEFT JOIN happening_cores c USING (core_id) "
            "WHERE m.article_id = ? AND m.event_id = ?",
            key,
        ).fetchone()
        fit = fitting(self._connection, self._cores, leaning, block, profile_of(report))
        core_id, why = fit if fit is not None else (None, None)
        if core_id == was and was is not None:
            return
        if core_id is None and was is not None:
            held = self._cores.get(was)
            if held is not None and held[0] == block:
                return
        self._connection.execute(
            "UPDATE happening_members SET core_id = ?, joined = ? WHERE article_id = ? AND event_id = ?",
            (core_id, why, *key),
        )
        self._work.add_blocks([block])
        self._work.add_roots([root, core_id and leaning.root(core_id)[0]])

    def look_back(self) -> None:
        """Puts recollections of talks to the only ones that they can mean."""
        leaning = Leaning(self._connection, self._cores)
        if not self._anew:
            for kind in ("x", "w"):
                for placed in self._work.changed(kind):
                    self._work.add_cores(self._recollections(placed))
        for cores in self._work.cores("w"):
            for block, core_id in cores:
                if block[:7] == "w|talk|" and self._is_alone(core_id):
                    self._stand(core_id, *(leaning.only(core_id) or (core_id, "")))

    def _recollections(self, placed: Sequence[Placed]) -> set[tuple[str, str]]:
        """The cores (block, core_id) of recollections that may mean these."""
        sought: dict[int, tuple[str, str]] = {}
        for block, profile in placed:
            only = only_tokens(block, profile)
            if only is None:
                continue
            for token in only.looked_for or ():
                first, last = sought.get(token, (only.first, only.last))
                sought[token] = min(first, only.first), max(last, only.last)
        found: set[tuple[str, str]] = set()
        for token, (first, last) in sorted(sought.items()):
            rows = self._connection.execute(
                "SELECT c.block, c.core_id FROM happening_tokens t JOIN happening_cores c ON c.core_id = t.core_id "
                "WHERE t.token = ? AND t.first <= ? AND t.last >= ?",
                (token, last, first),
            )
            found.update((row[0], row[1]) for row in rows)
        return found

    def _is_alone(self, core_id: str) -> bool:
        """True for a core that stands with none of pages of about its days."""
        root, why = self._connection.execute(
            "SELECT root, why FROM happening_cores WHERE core_id = ?", (core_id,)
        ).fetchone() or ("", "")
        others = "SELECT 1 FROM happening_cores WHERE root = ?1 AND core_id <> ?1 LIMIT 1"
        return why == ONLY or (root == core_id and not self._connection.execute(others, (core_id,)).fetchone())
