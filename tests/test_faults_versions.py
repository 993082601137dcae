"""Records of other versions: every older schema is brought to this one with its rows, a newer one is refused; a clock
that was set back changes nothing."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from commands import Run, runner
from dragoman.model import Reading, RecordError
from dragoman.reader import Reader
from dragoman.record import TABLES, Record
from dragoman.record.checking import check
from dragoman.record.opening import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION
from dragoman.record.record import FILLED
from dragoman.record.rescuing import rescue
from dragoman.record.rows import rows_of, values_of
from made_readings import reading

DERIVED = ("copies", "origins", "passages", "article_days", "happenings", "happening_reports", "stories", "utterances")


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


def readings() -> list[Reading]:
    """Two reports of one event, one of them copied."""
    return [
        reading("a1", source="1.txt"),
        reading("a2", source="2.txt", publisher="The Daily Tribune", agency="Meridian"),
        reading("a3", source="3.txt", published="2013-01-25", publisher="Horn Monitor", extra=" Nobody claimed it." * 40),
    ]  # fmt: skip


def of_version(path: Path, version: int) -> None:
    """A record as the dragoman of that schema wrote it: its tables, the columns that it knew."""
    with closing(sqlite3.connect(path)) as old:
        for name in MIGRATIONS[:version]:
            old.executescript((files("dragoman.record") / "schema" / name).read_text(encoding="utf-8"))
        for made in readings():
            for table, rows in rows_of(made).items():
                there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
                columns = [k for k, column in enumerate(TABLES[table]) if column.name in there]
                names = ", ".join(f'"{TABLES[table][k].name}"' for k in columns)
                for row in rows:
                    values = values_of(table, row)
                    old.execute(
                        f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})",
                        [values[k] for k in columns],
                    )
            old.execute("INSERT INTO pages VALUES (?, ?, ?, ?)", (
                made.article.article_id, "0" * 64, made.article.article_id, made.article.source))  # fmt: skip
        old.execute("UPDATE derived SET stale = 1")
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute(f"PRAGMA user_version = {version}")
        old.commit()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    path = tmp_path_factory.mktemp("fresh") / "r.dragoman"
    with Record(path) as made:
        for one in readings():
            made.add(one)
        made.derive()
        return {table: list(made.table(table)) for table in (*FILLED, *DERIVED)}


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_an_older_record_has_its_rows_and_what_follows_from_them(
    tmp_path: Path, fresh: dict[str, list[dict[str, Any]]], version: int
) -> None:
    path = tmp_path / "r.dragoman"
    of_version(path, version)
    with closing(sqlite3.connect(path)) as old:
        known = {table: {row[1] for row in old.execute(f"PRAGMA table_info({table})")} for table in FILLED}
    with Record(path) as record:
        record.derive()
        assert record.sql("PRAGMA user_version") == [{"user_version": SCHEMA_VERSION}]
        for table in FILLED:
            kept = [{k: v for k, v in row.items() if k in known[table]} for row in record.table(table)]
            assert kept == [{k: v for k, v in row.items() if k in known[table]} for row in fresh[table]], table
        for table in DERIVED:
            assert list(record.table(table)) == fresh[table], table
        assert record.add(readings()[0]) == "known"
    assert not list(check(path, derived=True))
    done = rescue(path, tmp_path / "saved")
    assert (done.articles, done.lost, done.unsealed) == (3, 0, 3)


def test_an_older_record_that_is_only_asked_is_brought_to_this_schema(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "r.dragoman"
    of_version(path, 1)
    done = run("events", "--record", path, "--format", "csv")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("\n") >= 2


def test_a_migration_that_is_stopped_leaves_the_older_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.dragoman"
    of_version(path, 3)
    with monkeypatch.context() as broken:
        broken.setattr("dragoman.record.opening.MIGRATIONS", (*MIGRATIONS[:9], "none.sql", *MIGRATIONS[10:]))
        with pytest.raises(FileNotFoundError):
            Record(path)
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (3,)
    with Record(path) as record:
        assert record.counts()["articles"] == 3


def test_a_newer_record_is_refused_and_left_alone(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "r.dragoman"
    Record(path).close()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    said = f"was written by a newer dragoman (schema {SCHEMA_VERSION + 1}; this one knows {SCHEMA_VERSION})"
    for read_only in (True, False):
        with pytest.raises(RecordError, match="newer dragoman"):
            Record(path, read_only=read_only)
    for arguments in (["timeline"], ["read", tmp_path], ["export", "events"]):
        done = run(*arguments, "--record", path)
        assert done.exit_code == 4
        assert said in done.stderr
    assert path.read_bytes() == before


def test_a_clock_set_back_between_two_reads_changes_nothing(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    text = "OSLO - Norway on Tuesday accused Iceland of overfishing, and said it would recall its ambassador.\n"

    def read(name: str, clocks: tuple[float, float]) -> dict[str, list[dict[str, Any]]]:
        path = tmp_path / name
        for number, clock in enumerate(clocks):
            (pages / f"{number}.txt").write_text(text.replace("Norway", ("Norway", "Sweden")[number]))
            with monkeypatch.context() as set_back:
                began = time.perf_counter()
                set_back.setattr(time, "time", lambda c=clock, b=began: c + time.perf_counter() - b)
                set_back.setattr(time, "monotonic", lambda c=clock, b=began: c + time.perf_counter() - b)
                assert run("read", pages, "--record", path).exit_code == 0
        with Record(path) as record:
            made = {table: list(record.table(table)) for table in TABLES}
        for page in pages.iterdir():
            page.unlink()
        return made

    assert read("one", (1.8e9, 1.1e9)) == read("two", (1.1e9, 1.8e9))
