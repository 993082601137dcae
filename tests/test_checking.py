"""A damaged record or lake is found, named, and what is whole is saved."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from commands import Run, runner
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.record.checking import check
from dragoman.record.rescuing import rescue
from made_readings import reading

MANY = 60


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "r.dragoman"
    with Record(path) as made:
        for n in range(MANY):
            made.add(
                reading(f"a{n}", source=f"pages/{n}.txt", extra=f" Boat {n} was towed to the port of Obock." * 160)
            )
        made.derive()
        made.amend(next(iter(made.events()))["event_id"], date="2014-03-01", reason="none")
        made.derive()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def test_a_whole_record_is_said_to_be_whole(record: Path, run: Run) -> None:
    assert not list(check(record))
    done = run("check", record)
    assert (done.exit_code, done.stdout) == (0, f"{record}: whole\n")


@pytest.mark.parametrize("seed", range(6))
def test_damaged_pages_are_found_and_the_rest_is_rescued(record: Path, tmp_path: Path, run: Run, seed: int) -> None:
    size, dice = record.stat().st_size, random.Random(seed)
    with record.open("r+b") as file:
        for _ in range(6):
            file.seek(
                dice.randrange(size * 3 // 5, size - 4096)
            )  # behind the schema, without which nothing can be read
            file.write(bytes(dice.randrange(256) for _ in range(600)))
    assert run("check", record).exit_code == 4
    done = run("check", record, "--rescue", tmp_path / "saved")
    with Record(tmp_path / "saved") as saved:
        kept = saved.counts()["articles"]
        assert not list(check(tmp_path / "saved"))
        assert f"{kept:,} articles" in done.stdout, done.stderr
    assert kept >= MANY // 3
    if done.exit_code == 4:
        assert "could not be read whole" in done.stderr


@pytest.mark.parametrize(("share", "least"), [(0.95, MANY // 2), (0.66, 0)])
def test_a_record_cut_short_is_found_and_the_rest_is_rescued(
    record: Path, tmp_path: Path, run: Run, share: float, least: int
) -> None:
    os.truncate(record, int(record.stat().st_size * share))
    done = run("check", record)
    assert done.exit_code == 4
    assert "bytes are missing" in done.stderr
    told = run("check", record, "--rescue", tmp_path / "saved")
    assert (tmp_path / "saved").exists() == ("articles and" in told.stdout)
    kept = int(told.stdout.split()[0]) if told.stdout else 0
    assert kept >= least
    # What stands at the end of the file may be derived: then no article is lost.
    assert told.exit_code == (0 if kept == MANY else 4)
    assert f"{MANY - kept:,} articles could not" in told.stderr or kept in (0, MANY)
    if kept:
        with Record(tmp_path / "saved") as saved:
            assert saved.counts()["articles"] == kept
            assert not list(check(saved.path))


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from dragoman.record import Record
from made_readings import reading
version = 0
while True:
    version += 1
    for n in range(20):
        with Record(sys.argv[1]) as store:
            for k in range(3):
                store.add(reading(f"a{n + k}", version=str(version), extra=" It was towed away." * (20 + version)))
        if n == 10:
            with Record(sys.argv[1]) as store:
                store.derive()
    print(version, flush=True)
"""


def test_a_record_that_is_being_written_is_no_damaged_one(tmp_path: Path) -> None:
    """What is checked is of one moment: no article is held against the seal of an older or newer reading of it, and no
    log that is being folded into the file is taken for one that is torn."""
    path = tmp_path / "r.dragoman"
    Record(path).close()
    command = [sys.executable, "-c", WRITER, str(path), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"1\n"
            for _ in range(12):
                assert not list(check(path))
        finally:
            writer.kill()
    assert not list(check(path))


def test_a_record_into_which_nothing_was_read_is_said_to_be_empty(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "r.dragoman"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
    done = run("check", path)
    assert (done.exit_code, done.stderr.count("\n")) == (4, 1)
    assert "is empty: nothing was read into it yet" in done.stderr


def test_what_is_rescued_of_a_whole_record_is_all_of_it(record: Path, tmp_path: Path) -> None:
    done = rescue(record, tmp_path / "saved")
    assert (done.articles, done.lost, done.judgements) == (MANY, 0, 1)
    with Record(record) as one, Record(tmp_path / "saved") as other:
        assert one.counts() == other.counts()
        assert list(one.events()) == list(other.events())
        assert list(one.happenings()) == list(other.happenings())


def test_a_span_outside_its_text_is_named(record: Path) -> None:
    with closing(sqlite3.connect(record)) as plain:
        plain.execute('UPDATE figures SET "end" = 10000000 WHERE rowid = 1')
        plain.commit()
    sealed, outside = check(record)
    assert sealed.what == "what was read in article a0 is not as it was written"
    assert outside.what.startswith("figures: the Span")


def test_what_is_no_record_is_said(tmp_path: Path, record: Path, run: Run) -> None:
    (tmp_path / "text").write_text("not a record at all")
    for path, said in ((tmp_path / "text", "can be read"), (tmp_path / "none", "no such record")):
        done = run("check", path)
        assert done.exit_code == 4
        assert said in done.stderr
    assert run("check", record, "--rescue", record).exit_code == 4
