"""Two reads at once into one record, with the desk open over it and asked: one record, as if one had read alone."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from commands import DRAGOMAN, environment
from dragoman.record import Record
from dragoman.record.checking import check
from killing import dump, made_pages
from served import desk

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
