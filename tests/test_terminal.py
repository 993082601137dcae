"""On a terminal, in a pipe, under Ctrl-C: tables that fit, ids whole, no page's text acted upon, no traceback."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from commands import DRAGOMAN, Run, environment, heeding, made_record, runner
from dragoman.cli.ending import printable
from dragoman.cli.screen import _wrapped
from dragoman.model import RecordError
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.sample import PAGES
from made_readings import reading


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    return runner(reader, monkeypatch)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return made_record(tmp_path / "made.dragoman")


@pytest.mark.parametrize("command", ["timeline", "statements", "events", "figures"])
@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_tables_fit_and_keep_ids_whole(run: Run, record: Path, command: str, columns: int) -> None:
    done = run(command, "--record", record, columns=columns)
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= max(columns, 80)
    rows = [json.loads(line) for line in run(command, "--record", record, "--format", "jsonl").stdout.splitlines()]
    key = {"timeline": "happening_id"}.get(command, f"{command[:-1]}_id")
    for row in rows:
        assert row[key] in done.stdout
    assert "2013-01-23" in done.stdout
    assert "undated" in done.stdout
    assert "\x1b" not in done.output


def test_what_a_page_says_never_reaches_the_terminal_as_a_command() -> None:
    assert printable("a\x1b[31mb\x9bc\u202ed\x07") == "a�[31mb�c�d�"
    assert printable("a\tb\u2028c") == "a b c"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("a bb ccc", 4, ["a bb", "ccc"]),
        ("2012-02-01/2012-02-07", 11, ["2012-02-01/", "2012-02-07"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("x abcdefgh", 3, ["x", "abc", "def", "gh"]),
        ("", 5, [""]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
    ],
)
def test_cells_are_wrapped(text: str, width: int, lines: list[str]) -> None:
    assert _wrapped(text, width) == lines


def test_a_closed_pipe_is_no_traceback(record: Path) -> None:
    with Record(record) as made:
        for n in range(400):
            made.add(reading(f"b{n}", extra=" y" * 500))
        made.derive()
    for command in (["export", "articles"], ["timeline"], ["events"], ["mentions"]):
        command = ["export", "mentions"] if command == ["mentions"] else command
        process = subprocess.Popen(
            [*DRAGOMAN, *command, "--record", str(record)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(),
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in (0, 141)
        process.stderr.close()


def _many_pages(folder: Path) -> Iterator[Path]:
    for n in range(4):
        for page in sorted(PAGES.glob("*.txt")):
            copy = folder / f"{n}-{page.name}"
            copy.write_text(page.read_text() + f"\nThe paper printed this {n + 1} times.\n")
            yield copy


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_leaves_a_good_record_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    many = list(_many_pages(folder))
    record = tmp_path / "r.dragoman"
    process = subprocess.Popen(
        [*DRAGOMAN, "read", str(folder), "--record", str(record)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(), text=True, preexec_fn=heeding,
    )  # fmt: skip
    _wait_for_articles(record, process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130, said
    assert re.fullmatch(r"dragoman: stopped\. \d+ articles are safe in .*; the same command goes on\n", said)
    with Record(record) as made:
        assert 0 < made.counts()["articles"] < len(many)
        assert made.sql("PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def _wait_for_articles(record: Path, process: subprocess.Popen[str]) -> None:
    while process.poll() is None:
        with suppress(RecordError), Record(record, read_only=True) as made:
            if made.counts()["articles"]:
                return
        time.sleep(0.05)
    raise AssertionError(f"no article was read: {process.communicate()}")


@pytest.mark.skipif(shutil.which("script") is None, reason="needs script(1) for a terminal")
def test_colours_are_for_terminals_that_want_them(record: Path) -> None:
    with Record(record, read_only=True) as made:
        id_ = next(iter(made.events()))["event_id"]
    command = " ".join(f"'{c}'" for c in [*DRAGOMAN, "why", id_, "--record", str(record)])
    for extra, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        env = environment(TERM="xterm-256color", **extra)
        shown = subprocess.run(["script", "-qec", command, "/dev/null"], capture_output=True, env=env, text=True).stdout
        assert "Djibouti" in shown
        assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]m", shown)) is coloured
