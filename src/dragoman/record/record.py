"""The record: what was read, in one SQLite file that any tool can open."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self, Unpack

from dragoman.model import Page, Reading, RecordError, content_id
from dragoman.record import amendments, filters, judging, opening, overlay
from dragoman.record.amendments import Amendment
from dragoman.record.columns import ORDER, TABLES
from dragoman.record.copies import keep_sketch
from dragoman.record.deriving import derive, is_stale, mark_stale
from dragoman.record.filters import Asked, AskedOf, AskedStatus, AskedTo
from dragoman.record.judgements import Judgement
from dragoman.record.opening import begin, connect, explained
from dragoman.record.rows import rows_of, storable, values_of
from dragoman.record.seals import seal_of
from dragoman.record.table import Table
from dragoman.record.versions import supersedes

Outcome = Literal["added", "superseded", "known"]

Rows = Mapping[str, Sequence[dict[str, Any]]]
"""The rows of one article, by table."""

FILLED = (
    "articles", "sentences", "mentions", "times", "statements", "events", "participants", "figures", "positions",
    "ballots",
)  # fmt: skip


class PageMark(NamedTuple):
    """By what a page is known again: a hash of its bytes and of what its container said, and where it was met."""

    key: str
    sha256: str
    source: str

    @classmethod
    def of(cls, page: Page) -> PageMark:
        """The mark of a page; its source is no part of the hashes."""
        said = sorted(page.fields.items())
        key = content_id(page.content, page.format, page.encoding or "", *(part for field in said for part in field))
        return cls(key, hashlib.sha256(page.content).hexdigest(), page.source)


class Record:
    """A record at a path, made when there is none (unless `read_only`).

    Questions give a `Table` (`.rows()`, `.df()`, `.pl()`, `.arrow()`). Common to them: `actor` and `recipient` are an
    ISO 3166-1 alpha-3 code, a state's name, an actor's id or part of a name; `about` is words of the sentence or the
    headline; `first` and `last` are ISO days, months or years, both inclusive, and find rows that may be of such a
    day; lists mean any of them. `wait` is how many seconds to wait for others who write; `waiting` is called when that
    takes long. Raises `RecordError`.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        read_only: bool = False,
        wait: float | None = None,
        waiting: Callable[[], None] | None = None,
    ) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._wait = opening.LOCK_WAIT if wait is None else wait
        self._waiting = waiting
        self._connection = connect(self.path, read_only=read_only, wait=wait)
        filters.register(self._connection)
        with explained(self.path):
            overlay.lay(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection; the last one to go folds the write-ahead log into the file."""
        self._connection.close()

    def add(self, reading: Reading, *, page: PageMark | None = None) -> Outcome:
        """Writes an article and all that was found in it, whole or not at all.

        An article that is there by the same reader version stays as it is ("known"), and so does one by a newer
        version; a newer reading takes the place of an older one ("superseded").
        """
        return self.add_rows(rows_of(reading), pages=[] if page is None else [page])

    def add_rows(self, rows: Rows, *, pages: Sequence[PageMark] = ()) -> Outcome:
        """Writes one article's rows as `rows_of` (or a lake) gives them, by table; like `add`."""
        article = rows["articles"][0]
        article_id = article["article_id"]
        with self._transaction():
            version = self.reader_version_of(article_id)
            outcome: Outcome = "added" if version is None else "superseded"
            if version is not None and not supersedes(article["reader_version"], version):
                outcome = "known"
            else:
                self._replace(article_id, rows)
                mark_stale(self._connection)
            marks: list[PageMark | None] = [*pages] or [None]
            for page in marks:
                self._met(article_id, article["source"] if page is None else page.source, page)
        return outcome

    def reject(self, source: str, reason: str) -> None:
        """Keeps the name of what could not be read, and why."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO rejects VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET reason = excluded.reason",
                (storable(source), storable(reason)),
            )

    def reader_version_of(self, article_id: str) -> str | None:
        """The version of the reader whose reading of the article is here; `None` for an article that is not."""
        with explained(self.path):
            row = self._connection.execute(
                "SELECT reader_version FROM articles WHERE article_id = ?", (article_id,)
            ).fetchone()
        return None if row is None else str(row[0])

    def page_version(self, page: PageMark) -> str | None:
        """The version of the reader that read this page; `None` when the page is not here."""
        with explained(self.path):
            row = self._connection.execute(
                "SELECT reader_version FROM pages JOIN articles USING (article_id) WHERE page_key = ?", (page.key,)
            ).fetchone()
        return None if row is None else str(row[0])

    def met(self, page: PageMark) -> None:
        """Notes that a page that is here was met again, perhaps under another name."""
        with self._transaction():
            row = self._connection.execute("SELECT article_id FROM pages WHERE page_key = ?", (page.key,)).fetchone()
            if row is not None:
                self._met(row[0], page.source, page)

    def derive(self) -> None:
        """Makes the derived tables (copies, happenings) anew if anything was read since they were made."""
        if self.read_only or not is_stale(self._connection):
            return
        with self._transaction():
            amendments.apply(self._connection)
            overlay.lay(self._connection)
            derive(self._connection)

    def judge(self, *judgements: Judgement) -> None:
        """Writes judgements, all or none; from now on every answer shows the actors as judged.

        Raises `DragomanError` when one contradicts another that is in force.
        """
        with self._transaction():
            judging.make(self._connection, judgements)
            overlay.lay(self._connection)

    def amend(
        self,
        entry_id: str,
        *,
        field: str | None = None,
        value: str | None = None,
        date: str,
        reason: str | None = None,
    ) -> Amendment:
        """Judges an entry by its id or how it begins: that it is none, or that its `field` is `value`.

        From now on every answer shows it so; the reading stays. Raises `DragomanError` when there is no such entry or
        field, or the value can't be one of it.
        """
        with self._transaction():
            made = amendments.amendment_of(
                self._connection, entry_id, field=field, value=value, date=date, reason=reason
            )
            amendments.amend(self._connection, [made])
            overlay.lay(self._connection)
        return made

    def take_judgements(self, table: str, rows: Sequence[Mapping[str, Any]]) -> int:
        """Writes rows of `judgements` or `amendments` as another record had them; gives how many."""
        with self._transaction():
            for row in rows:
                names = ", ".join(f'"{name}"' for name in row)
                self._connection.execute(
                    f"INSERT OR REPLACE INTO main.{table} ({names}) VALUES ({', '.join('?' * len(row))})",
                    tuple(row.values()),
                )
            judging.make(self._connection, ())
            amendments.apply(self._connection)
            overlay.lay(self._connection)
        return len(rows)

    def undo(self, judgement_id: str) -> Judgement | Amendment:
        """Takes a judgement out of force, by its id or how it begins; gives it. Raises `DragomanError` on no such."""
        with self._transaction():
            return judging.undo(self._connection, judgement_id)

    def judgements(self) -> list[Judgement]:
        """All judgements, also those undone, by day and in the order in which they were made."""
        with explained(self.path):
            return judging.judgements_of(self._connection)

    def amendments(self) -> list[Amendment]:
        """All judgements on entries, also those undone, by day and in the order in which they were made."""
        with explained(self.path):
            return amendments.amendments_of(self._connection)

    @property
    def is_derived(self) -> bool:
        """True when copies and happenings are of the record as it stands."""
        with explained(self.path):
            return not is_stale(self._connection)

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with explained(self.path):
            return {t: int(self._connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for t in TABLES}

    def articles(self, **asked: Unpack[Asked]) -> Table:
        """The articles, by their days of publication."""
        return self._ask("articles", **asked)

    def statements(self, **asked: Unpack[AskedTo]) -> Table:
        """Who said what, by day: `actor` is the speaker, `recipient` the addressee, `type` direct, mixed, indirect."""
        return self._ask("statements", **asked)

    def events(self, **asked: Unpack[AskedStatus]) -> Table:
        """Who did what to whom, by day: `type` is PLOVER's, `status` happened, threatened, denied …"""
        return self._ask("events", **asked)

    def figures(self, **asked: Unpack[AskedOf]) -> Table:
        """What was counted, by day: `actor` is the claimant, `type` the measure (killed, wounded …)."""
        return self._ask("figures", **asked)

    def mentions(self, **asked: Unpack[AskedOf]) -> Table:
        """Where actors are named, article by article; mentions have no days and no confidence of their own."""
        return self._ask("mentions", **asked)

    def positions(self, **asked: Unpack[AskedOf]) -> Table:
        """Where each stands, by day: `actor` is the holder, `type` the stance."""
        return self._ask("positions", **asked)

    def ballots(self, **asked: Unpack[AskedOf]) -> Table:
        """Members' votes on drafts, by day: `actor` is the member (ISO3), `type` the vote."""
        return self._ask("ballots", **asked)

    def happenings(self, **asked: Unpack[AskedStatus]) -> Table:
        """Events with their reports joined, by day. `derive()` first, after reading."""
        return self._ask("happenings", **asked)

    def table(self, name: str) -> Table:
        """A whole table by its name. Raises `RecordError` with the names there are when there is none such."""
        if name not in TABLES:
            raise RecordError(f"there is no table {name!r}; there are {', '.join(TABLES)}")
        return self._ask(name)

    def sql(self, query: str, parameters: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
        """The rows of a query of your own; parameters stand for its `?`."""
        with explained(self.path):
            return [dict(row) for row in self._connection.execute(query, parameters)]

    def _ask(self, table: str, **asked: Unpack[AskedStatus]) -> Table:
        with explained(self.path):
            overlay.lay(self._connection)
            conditions = filters.conditions(table, asked, self._connection)
        columns = TABLES[table]
        names = ", ".join(f'{table}."{c.name}"' for c in columns)
        sql = f"SELECT {names} FROM {table}{conditions.where} ORDER BY {', '.join(ORDER[table])}"
        if (limit := asked.get("limit")) is not None:
            sql += f" LIMIT {int(limit)}"
        return Table(table, columns, sql, conditions.parameters, self._connection, self.path)

    def _replace(self, article_id: str, rows: Rows) -> None:
        pages = self._connection.execute("SELECT * FROM pages WHERE article_id = ?", (article_id,)).fetchall()
        self._connection.execute("DELETE FROM articles WHERE article_id = ?", (article_id,))
        stored = {table: [values_of(table, row) for row in rows[table]] for table in FILLED}
        for table, values in stored.items():
            names = ", ".join(f'"{c.name}"' for c in TABLES[table])
            marks = ", ".join("?" * len(TABLES[table]))
            self._connection.executemany(f"INSERT INTO main.{table} ({names}) VALUES ({marks})", values)
        self._connection.execute("INSERT INTO seals VALUES (?, ?)", (article_id, seal_of(stored)))
        self._connection.executemany("INSERT INTO pages VALUES (?, ?, ?, ?)", [tuple(p) for p in pages])
        keep_sketch(self._connection, article_id)

    def _met(self, article_id: str, source: str, page: PageMark | None) -> None:
        source = storable(source)
        if page is not None:
            self._connection.execute(
                "INSERT INTO pages VALUES (?, ?, ?, ?) ON CONFLICT (page_key) DO UPDATE "
                "SET source = min(source, excluded.source)",
                (page.key, page.sha256, article_id, source),
            )
        self._connection.execute(
            "UPDATE articles SET source = ? WHERE article_id = ? AND source > ?", (source, article_id, source)
        )
        self._connection.execute("DELETE FROM rejects WHERE source = ?", (source,))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise RecordError(f"{self.path}: was opened to be read only")
        with explained(self.path):
            begin(self._connection, self._wait, told=self._waiting)
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    try:
                        self._connection.execute("ROLLBACK")
                    except sqlite3.Error:
                        self._connection.close()
                raise
