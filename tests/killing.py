"""A `dragoman read` with two workers, killed at random moments; after each, the record is held against one never killed.

`benchmarks/kills.py` kills fifty times, `test_faults_kills.py` a handful.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from commands import DRAGOMAN, environment
from dragoman.engines import read_all
from dragoman.model import RecordError
from dragoman.pages import read_pages
from dragoman.reader import Reader, reader_version
from dragoman.record import TABLES, Record
from dragoman.record.checking import check
from dragoman.record.intake import take_in
from dragoman.sample import PAGES

Dump = dict[str, list[dict[str, Any]]]
OF_ARTICLES = (
    "articles", "sentences", "mentions", "times", "statements", "events", "participants", "figures", "positions",
    "ballots", "pages",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill: seconds after the start (or after one more article was written), what the record held then."""

    seconds: float
    after_an_article: bool
    articles: int
    derived: bool


def made_pages(folder: Path, times: int) -> int:
    """The sample's pages so many times over, each time with a line of its own; gives how many files."""
    folder.mkdir(parents=True)
    made = 0
    for n in range(times):
        for page in sorted(PAGES.iterdir()):
            if page.suffix == ".txt":
                (folder / f"{n:03}-{page.name}").write_text(page.read_text() + f"\nThis was printed {n + 1} times.\n")
            elif n == 0 and page.suffix in (".html", ".jsonl", ".xml"):
                shutil.copyfile(page, folder / page.name)
            else:
                continue
            made += 1
    return made


def dump(path: Path) -> Dump:
    """Every row of every table that is exported."""
    with Record(path, read_only=True) as record:
        return {name: list(record.table(name)) for name in TABLES}


def finish(path: Path, folder: Path, reader: Reader, *, derive: bool = True) -> None:
    """Reads what is left, in this process."""
    with Record(path) as record:
        take_in(
            record, read_pages([folder]), partial(read_all, reader=reader), version=reader_version(fast=reader.fast)
        )
        if derive:
            record.derive()


def kill_often(folder: Path, place: Path, expected: Dump, reader: Reader, *, kills: int, seed: int) -> Iterator[Killed]:
    """Kills reads until it was done so often; a record that is read to its end makes room for a new one.

    After each kill the record opens, `check` finds nothing, no finished article is lost, what is there is whole and
    nothing is there twice; a copy of it, read to its end, equals `expected`. Raises `AssertionError` else.
    """
    dice = random.Random(seed)
    done, finished, number = 0, set[str](), 0
    path = place / "killed-0.dragoman"
    while done < kills:
        after_an_article, seconds = dice.random() < 0.7 or not done, dice.uniform(0, 0.5)
        if not after_an_article:
            seconds = dice.uniform(0, 6)
        was_killed = _killed(folder, path, len(finished), seconds, after_an_article=after_an_article)
        if path.exists() and path.stat().st_size:
            finished = _held(path, finished, expected)
        if not was_killed:
            number, finished = number + 1, set()
            path = place / f"killed-{number}.dragoman"
            continue
        done += 1
        copy = place / "copy.dragoman"
        for end in ("", "-wal", "-shm"):
            copy.with_name(copy.name + end).unlink(missing_ok=True)
            if (there := path.with_name(path.name + end)).exists():
                shutil.copyfile(there, copy.with_name(copy.name + end))
        derived = bool(finished) and _is_derived(path)
        finish(copy, folder, reader)
        assert dump(copy) == expected, "a record that was killed and read again is another than one that was not"
        yield Killed(seconds, after_an_article, len(finished), derived)


def kill_deriving(
    folder: Path, place: Path, expected: Dump, reader: Reader, *, kills: int, seed: int
) -> Iterator[bool]:
    """Kills reads that have nothing left but to derive what follows; gives whether that had been done.

    The derived tables are as before or all there; derived again, the record equals `expected`.
    """
    dice = random.Random(seed)
    path, whole = place / "deriving.dragoman", place / "underived.dragoman"
    finish(whole, folder, reader, derive=False)
    for _ in range(kills):
        _copied(whole, path)
        command = [*DRAGOMAN, "read", str(folder), "--record", str(path), "--fast"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) as process:
            _wait_for_a_lock(path, process)
            with suppress(subprocess.TimeoutExpired):
                process.wait(dice.uniform(0, 1))
            process.kill()
        assert not list(check(path))
        derived = _is_derived(path)
        if not derived:
            assert not dump(path)["happenings"]
            finish(path, folder, reader)
        assert dump(path) == expected
        yield derived


STOPPED = """
import sys, time
from dragoman.record import deriving

at = int(sys.argv.pop(1))


def stopped(step):
    def run(connection, touched):
        step(connection, touched)
        print("stopped", flush=True)
        time.sleep(3600)

    return run


deriving.STEPS = tuple(stopped(step) if n == at else step for n, step in enumerate(deriving.STEPS))
from dragoman.cli import main

main()
"""
"""A program that derives up to a step and waits there to be killed."""


def kill_in_steps(folder: Path, place: Path, expected: Dump, reader: Reader, *, steps: Sequence[int]) -> Iterator[int]:
    """Kills reads behind these steps of their derivation, before it is written; gives each step.

    Nothing that was derived is there; derived again, the record equals `expected`.
    """
    path, whole = place / "deriving.dragoman", place / "underived.dragoman"
    finish(whole, folder, reader, derive=False)
    for step in steps:
        _copied(whole, path)
        command = [DRAGOMAN[0], "-c", STOPPED, str(step), "read", str(folder), "--record", str(path), "--fast"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"stopped\n"
            process.kill()
        assert not list(check(path))
        assert not _is_derived(path)
        assert not dump(path)["happenings"]
        finish(path, folder, reader)
        assert dump(path) == expected
        yield step


def _copied(whole: Path, path: Path) -> None:
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    shutil.copyfile(whole, path)


def _wait_for_a_lock(path: Path, process: subprocess.Popen[bytes]) -> None:
    """Until somebody writes: that is the derivation, as a page that is known already moves nothing for long."""
    held = 0
    while process.poll() is None and held < 3:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as plain:
            try:
                plain.execute("BEGIN IMMEDIATE")
                plain.execute("ROLLBACK")
                held = 0
            except sqlite3.OperationalError:
                held += 1
        time.sleep(0.02)


def _killed(folder: Path, path: Path, had: int, seconds: float, *, after_an_article: bool) -> bool:
    """True when the read was killed with its workers' parent, false when it had ended before."""
    command = [*DRAGOMAN, "read", str(folder), "--record", str(path), "--workers", "2", "--fast"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=environment()
    ) as process:
        if after_an_article:
            _wait_for_more(path, had, process)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        ended = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert ends(process.pid), "workers live on when the process that began them was killed"
    return not ended


def ends(group: int, seconds: float = 600) -> bool:
    """True as soon as no process of the group is left."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    os.killpg(group, signal.SIGKILL)
    return False


def _wait_for_more(path: Path, had: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with suppress(RecordError), Record(path, read_only=True) as record:
            if record.counts()["articles"] > had:
                return
        time.sleep(0.05)


def _held(path: Path, finished: set[str], expected: Dump) -> set[str]:
    if _is_unbegun(path):
        assert not finished
        return finished
    assert not list(check(path))
    with Record(path) as record:
        now = [str(row["article_id"]) for row in record.table("articles")]
        assert len(now) == len(set(now))
        assert finished <= set(now), "a finished article is lost"
        for table in OF_ARTICLES:
            there = [row for row in expected[table] if row["article_id"] in set(now)]
            assert list(record.table(table)) == there, f"{table} is not whole, or has a row twice"
        return set(now)


def _is_unbegun(path: Path) -> bool:
    """True for the file of a record that was killed before it was one."""
    with closing(sqlite3.connect(path)) as plain:
        (tables,) = plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return int(tables) == 0


def _is_derived(path: Path) -> bool:
    with Record(path, read_only=True) as record:
        return record.sql("SELECT stale FROM derived") == [{"stale": 0}]
