"""Several at once at one record: reads with the desk open over it, derivations, one that brings an older record to this
schema while another writes. What comes out is what one alone would have made."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

from commands import DRAGOMAN, environment
from dragoman.record import Record
from dragoman.record.checking import check
from dragoman.record.opening import SCHEMA_VERSION
from killing import dump, made_pages
from made_readings import reading
from served import desk
from test_faults_versions import of_version

ASKED = ("/", "/happenings", "/statements", "/actors", "/articles", "/figures", "/search?q=ferry")
PARTS = 4


def _rows(folder: Path) -> list[bytes]:
    """The pages of a folder as JSON lines."""
    return [json.dumps({"text": page.read_text()}).encode() + b"\n" for page in sorted(folder.glob("*.txt"))]


def _read(path: Path) -> list[str]:
    return [*DRAGOMAN, "read", "-", "--record", str(path), "--fast"]


def test_two_reads_and_an_asked_desk_give_the_record_of_one(tmp_path: Path) -> None:
    """Both get their pages a part at a time, and the next when the desk was asked over the last: it is asked while they
    read, however fast or slow the machine is."""
    made_pages(tmp_path / "pages", 2)
    rows, path = _rows(tmp_path / "pages"), tmp_path / "r.dragoman"
    Record(path).close()
    both = [
        subprocess.Popen(
            _read(path), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )
        for _ in range(2)
    ]
    answers, sizes = set(), [0]
    with desk(path) as browser:
        for part in range(PARTS):
            for process in both:
                assert process.stdin is not None
                process.stdin.write(b"".join(rows[part::PARTS]))
                process.stdin.flush()
            while True:
                for page in ASKED:
                    answers.add((page, browser.get(page, follow_redirects=True).status_code))
                with Record(path, read_only=True) as record:
                    size = record.counts()["articles"]
                if size > sizes[-1]:
                    sizes.append(size)
                    break
                assert all(process.poll() is None for process in both), [p.communicate() for p in both]
                time.sleep(0.05)
    for process in both:
        _, said = process.communicate()
        assert process.returncode == 0, said
    failed = {answer for answer in answers if answer[1] >= 500}
    assert not failed
    assert {page for page, status in answers if status == 200} >= {"/", "/statements", "/articles"}
    assert not list(check(path))
    alone = tmp_path / "alone.dragoman"
    subprocess.run(_read(alone), input=b"".join(b"".join(rows[n::PARTS]) for n in range(PARTS)), check=True,
                   capture_output=True, env=environment())  # fmt: skip
    assert dump(path) == dump(alone)


def test_derivations_and_an_article_at_once_give_what_one_after_the_other_gives(tmp_path: Path) -> None:
    path, alone = tmp_path / "r.dragoman", tmp_path / "alone.dragoman"
    several = 4
    with Record(alone) as record:
        for n in range(several + 12):
            record.add(reading(f"a{n}", source=f"{n}.txt", extra=f" It was towed to pier {n}." * 30))
        record.derive()
    with Record(path) as record:
        for n in range(12):
            record.add(reading(f"a{n}", source=f"{n}.txt", extra=f" It was towed to pier {n}." * 30))
    together = Barrier(several)

    def derived(n: int) -> str:
        with Record(path, wait=600) as record:
            together.wait(600)
            record.derive()
            outcome = record.add(
                reading(f"a{12 + n}", source=f"{12 + n}.txt", extra=f" It was towed to pier {12 + n}." * 30)
            )
            record.derive()
            return outcome

    with ThreadPoolExecutor(several) as derivers:
        assert list(derivers.map(derived, range(several))) == ["added"] * several
    assert dump(path) == dump(alone)
    assert not list(check(path, derived=True))


def test_an_older_record_is_brought_to_this_schema_when_who_writes_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    of_version(path, 3)
    together = Barrier(3)

    def opened(read_only: bool) -> int:
        together.wait(600)
        with Record(path, read_only=read_only, wait=600) as record:
            assert record.counts()["articles"] == 3
            return int(record.sql("PRAGMA user_version")[0]["user_version"])

    with closing(sqlite3.connect(path, isolation_level=None)) as writer, ThreadPoolExecutor(3) as openers:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("BEGIN IMMEDIATE")
        waiting = [openers.submit(opened, read_only) for read_only in (True, False)]
        together.wait(600)
        writer.execute("UPDATE articles SET byline = 'by one' WHERE rowid = 1")
        writer.execute("COMMIT")
        assert [one.result(600) for one in waiting] == [SCHEMA_VERSION] * 2
