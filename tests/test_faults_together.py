"""Two reads at once into one record, with the desk open over it and asked: one record, as if one had read alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

from commands import DRAGOMAN, environment
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.record.checking import check
from killing import dump, finish, made_pages
from served import desk

ASKED = ("/", "/happenings", "/statements", "/actors", "/articles", "/figures", "/search?q=ferry")


def test_two_reads_and_an_asked_desk_give_the_record_of_one(tmp_path: Path) -> None:
    made_pages(tmp_path / "pages", 2)
    path = tmp_path / "r.dragoman"
    with Record(path):
        pass
    command = [*DRAGOMAN, "read", str(tmp_path / "pages"), "--record", str(path), "--fast"]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) for _ in range(2)
    ]
    answers, sizes = set(), set()
    with desk(path) as browser:
        while any(process.poll() is None for process in both):
            for page in ASKED:
                answers.add((page, browser.get(page, follow_redirects=True).status_code))
            with Record(path, read_only=True) as record:
                sizes.add(record.counts()["articles"])
    for process in both:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    failed = {answer for answer in answers if answer[1] >= 500}
    assert not failed
    assert {page for page, status in answers if status == 200} >= {"/", "/statements", "/articles"}
    assert len(sizes) > 2, "the desk was never asked while articles came"
    assert not list(check(path))
    finish(tmp_path / "alone.dragoman", tmp_path / "pages", Reader(fast=True))
    assert dump(path) == dump(tmp_path / "alone.dragoman")
