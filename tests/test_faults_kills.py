"""Processes that are killed: the read, its workers. `benchmarks/kills.py` does the first fifty times."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
from pathlib import Path

import pytest

from commands import DRAGOMAN, environment
from dragoman.engines import pool, read_all
from dragoman.model import BadInput, DragomanError, Page
from dragoman.reader import Reader
from dragoman.record.deriving import STEPS
from killing import dump, ends, finish, kill_in_steps, kill_often, made_pages

KILLS = int(os.environ.get("DRAGOMAN_KILLS", "4"))


def test_killed_at_random_moments_a_read_loses_and_doubles_nothing(tmp_path: Path) -> None:
    reader = Reader(fast=True)
    made_pages(tmp_path / "pages", 3)
    finish(tmp_path / "whole.dragoman", tmp_path / "pages", reader)
    expected = dump(tmp_path / "whole.dragoman")
    kills = list(kill_often(tmp_path / "pages", tmp_path, expected, reader, kills=KILLS, seed=7))
    assert len(kills) == KILLS
    assert any(0 < killed.articles < len(expected["articles"]) for killed in kills)


def test_killed_while_it_derives_a_read_leaves_all_of_it_or_none(tmp_path: Path) -> None:
    reader = Reader(fast=True)
    made_pages(tmp_path / "pages", 3)
    finish(tmp_path / "whole.dragoman", tmp_path / "pages", reader)
    expected = dump(tmp_path / "whole.dragoman")
    steps = [0, len(STEPS) // 2, len(STEPS) - 1] if KILLS < 10 else list(range(len(STEPS)))
    assert list(kill_in_steps(tmp_path / "pages", tmp_path, expected, reader, steps=steps)) == steps


def nothing(*_: object) -> None:
    """A worker that loads nothing."""


def fragile(page: Page) -> BadInput:
    """Reads nothing; ends its process over some pages."""
    if page.content == b"once" and not Path(page.source).exists():
        Path(page.source).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if page.content == b"always":
        os.kill(os.getpid(), signal.SIGKILL)
    return BadInput(page.source, "was handed out")


@pytest.fixture
def fragile_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_begin", nothing)
    monkeypatch.setattr(pool, "_work", fragile)


@pytest.mark.usefixtures("fragile_workers")
def test_a_killed_worker_costs_no_page(tmp_path: Path) -> None:
    pages = [Page(str(tmp_path / f"{n:02}"), b"once" if n == 5 else b"", "text") for n in range(16)]
    done = [str(result) for result in read_all(pages, workers=2)]
    assert done == [f"{page.source}: was handed out" for page in pages]


@pytest.mark.usefixtures("fragile_workers")
def test_a_page_that_ends_its_process_is_named_and_costs_no_other() -> None:
    pages = [Page(f"{n:02}", b"always" if n in (3, 9) else b"", "text") for n in range(14)]
    done = [result for result in read_all(pages, workers=2) if isinstance(result, BadInput)]
    assert [result.source for result in done] == [page.source for page in pages]
    assert [r.source for r in done if "ended the process that read it" in r.reason] == ["03", "09"]


@pytest.mark.usefixtures("fragile_workers")
def test_when_no_worker_stays_alive_the_reading_ends_with_a_reason() -> None:
    pages = [Page(f"{n:02}", b"always", "text") for n in range(14)]
    with pytest.raises(DragomanError, match="killed again and again"):
        list(read_all(pages, workers=2))
    assert not multiprocessing.active_children()


def test_broken_model_files_are_no_killed_worker(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norway on Tuesday accused Iceland of overfishing, officials said.")
    done = subprocess.run(
        [*DRAGOMAN, "read", str(tmp_path / "a.txt"), "--record", str(tmp_path / "r"), "--workers", "2", "--reference",
         str(tmp_path / "reference")],
        capture_output=True, text=True, env=environment(), start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 5, done.stderr
    assert done.stderr.count("\n") == 1
    assert "no such folder" in done.stderr


def test_workers_end_when_the_read_is_killed(tmp_path: Path) -> None:
    script = (
        "from dragoman.engines.pool import end_with_parent\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "import multiprocessing, os, signal\n"
        "if __name__ == '__main__':\n"
        "    pool = ProcessPoolExecutor(2, mp_context=multiprocessing.get_context('spawn'), initializer=end_with_parent)\n"
        "    list(pool.map(abs, range(8)))\n"
        "    print('ready', flush=True)\n"
        "    signal.pause()\n"
    )
    (tmp_path / "begin.py").write_text(script)
    with subprocess.Popen(
        [DRAGOMAN[0], str(tmp_path / "begin.py")], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.kill()
    assert ends(process.pid)
