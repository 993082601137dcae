"""Bad input, and disks and records that fail: one clear line each, the rest is read, nothing finished is lost."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event

import pytest

from commands import DRAGOMAN, Run, runner
from dragoman.model import RecordError
from dragoman.reader import Reader
from dragoman.record import Record
from dragoman.record.opening import APPLICATION_ID, SCHEMA_VERSION, connect
from made_readings import reading

GOOD = b"OSLO - Norway on Tuesday accused Iceland of overfishing, and said it would recall its ambassador.\n"


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("dragoman.record.opening.LOCK_WAIT", 0.2)
    monkeypatch.setattr("dragoman.record.opening.LONG_WAIT", 0.2)
    return runner(reader, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a-good.txt").write_bytes(GOOD)
    (pages / "z-good.txt").write_bytes(GOOD.replace(b"Norway", b"Sweden"))
    return pages


def _binary(folder: Path) -> Path:
    path = folder / "binary.txt"
    path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 64)
    return path


def _empty(folder: Path) -> Path:
    path = folder / "empty.txt"
    path.touch()
    return path


def _gzip_bomb(folder: Path) -> Path:
    path = folder / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"Norway met Iceland. " * 5_000_000))
    return path


def _long_text(folder: Path) -> Path:
    path = folder / "long.txt"
    with path.open("wb") as out:
        for _ in range(200):
            out.write(b"Norway met Iceland in Oslo. " * 40_000)
    return path


def _broken_gzip(folder: Path) -> Path:
    path = folder / "broken.txt.gz"
    path.write_bytes(gzip.compress(GOOD * 100)[:-40])
    return path


def _no_json(folder: Path) -> Path:
    path = folder / "rows.jsonl"
    path.write_bytes(b'{"text": "Norway met Iceland in Oslo on Monday, officials said."}\n{"text": nothing}\n[1, 2]\n')
    return path


def _unreadable(folder: Path) -> Path:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = folder / "secret.txt"
    path.write_bytes(GOOD)
    path.chmod(0)
    return path


def _dangling(folder: Path) -> Path:
    path = folder / "dangling.txt"
    path.symlink_to(folder / "nowhere")
    return path


@pytest.mark.parametrize(
    "bad", [_binary, _empty, _gzip_bomb, _long_text, _broken_gzip, _no_json, _unreadable, _dangling]
)
def test_what_cannot_be_read_is_named_and_the_rest_is_read(
    run: Run, folder: Path, tmp_path: Path, bad: Callable[[Path], Path]
) -> None:
    path = bad(folder)
    record = tmp_path / "r.dragoman"
    done = run("read", folder, "--record", record, "--max-bytes", 20_000_000)
    assert done.exit_code == 3, done.output
    assert path.name in done.stdout
    with Record(record) as made:
        rejects = [r["source"] for r in made.table("rejects")]
        assert any(path.name in source for source in rejects)
        read = {Path(a["source"]).name for a in made.articles()}
        assert {"a-good.txt", "z-good.txt"} <= read
    again = run("read", folder, "--record", record, "--max-bytes", 20_000_000)
    assert again.exit_code == 3
    with Record(record) as made:
        assert [r["source"] for r in made.table("rejects")] == rejects


def test_invalid_utf8_is_read(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "odd.txt").write_bytes(GOOD.replace(b"ambassador", b"ambassad\xf6r \xff\xfe\xc3"))
    record = tmp_path / "r.dragoman"
    assert run("read", folder, "--record", record).exit_code == 0
    with Record(record) as made:
        assert made.counts()["articles"] == 3


def test_a_folder_in_itself_ends(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "self").symlink_to(folder, target_is_directory=True)
    record = tmp_path / "r.dragoman"
    run("read", folder, "--record", record)
    with Record(record) as made:
        assert made.counts()["articles"] == 2


def test_html_nested_deep_ends(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "deep.html").write_text("<html><body>" + "<div>" * 100_000 + "<p>Norway met Iceland.</p>")
    record = tmp_path / "r.dragoman"
    assert run("read", folder, "--record", record).exit_code in (0, 3)
    with Record(record) as made:
        assert {"a-good.txt", "z-good.txt"} <= {Path(a["source"]).name for a in made.articles()}


def test_a_path_that_is_not_there_is_named(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("read", folder, folder / "nowhere", "--record", tmp_path / "r.dragoman")
    assert done.exit_code == 3
    assert "nowhere" in done.stdout
    with Record(tmp_path / "r.dragoman") as made:
        assert made.counts()["articles"] == 2


def _newer_schema(path: Path) -> None:
    Record(path).close()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 5}")


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE bookmarks (url)")


def _other_file(path: Path) -> None:
    path.write_bytes(b"%PDF-1.4\n" + b"x" * 5000)


def _short_file(path: Path) -> None:
    path.write_text("hello")


def _folder(path: Path) -> None:
    path.mkdir()


def _damaged(path: Path) -> None:
    with Record(path) as made:
        for n in range(20):
            made.add(reading(f"a{n}"))
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 30] = b"\xaa" * (4096 * 28)
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_newer_schema, f"was written by a newer dragoman (schema {SCHEMA_VERSION + 5}; this one knows"),
        (_other_database, "is an SQLite file, but no dragoman record"),
        (_other_file, "is not a dragoman record"),
        (_short_file, "is not a dragoman record"),
        (_folder, "is a folder"),
        (_damaged, "is damaged"),
    ],
)
def test_a_file_that_is_no_good_record_is_left_alone(
    run: Run, folder: Path, tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "r.dragoman"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for arguments in (["read", folder], ["timeline"], ["export", "articles"]):
        done = run(*arguments, "--record", path)
        assert done.exit_code == 4, (arguments, done.output)
        assert done.stderr.count("\n") == 1
        assert f"dragoman: {path}: {said}" in done.stderr
    if before is not None:
        assert path.read_bytes() == before


def test_a_record_that_is_not_there(run: Run, tmp_path: Path, folder: Path) -> None:
    done = run("timeline", "--record", tmp_path / "r.dragoman")
    assert done.exit_code == 4
    assert "there is no such record; make one with `dragoman read" in done.stderr
    assert not (tmp_path / "r.dragoman").exists()
    done = run("read", folder, "--record", tmp_path / "no" / "r.dragoman")
    assert done.exit_code == 4
    assert "there is no folder" in done.stderr
    (tmp_path / "empty.dragoman").touch()
    assert "is empty" in run("timeline", "--record", tmp_path / "empty.dragoman").stderr
    assert run("read", folder, "--record", tmp_path / "empty.dragoman").exit_code == 0


def test_a_file_of_a_record_that_was_never_begun_becomes_one(tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
    with Record(path) as made:
        assert made.sql("PRAGMA application_id") == [{"application_id": APPLICATION_ID}]


def test_a_locked_record_says_so(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    with Record(path) as made:
        made.add(reading())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = run("read", folder, "--record", path)
    assert done.exit_code == 4
    assert done.stderr.startswith(f"dragoman: {path}: is locked by another program; wait until it is done")
    assert run("events", "--record", path, "--format", "csv").exit_code == 0
    other.execute("ROLLBACK")
    other.close()
    assert run("read", folder, "--record", path).exit_code == 0


def test_two_reads_at_once_give_one_record(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.dragoman"
    command = [*DRAGOMAN, "read", str(folder), "--record", str(path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        _, said = process.communicate()
        assert process.returncode == 0, said
    with Record(path) as made:
        assert made.counts()["articles"] == 2


def test_a_read_waits_for_who_writes_and_says_so(folder: Path, tmp_path: Path) -> None:
    """The derivation of a large record holds it for minutes: a second read must not be lost for that."""
    path = tmp_path / "r.dragoman"
    with Record(path) as made:
        made.add(reading())
    waits, told = Event(), Event()

    def waiting() -> None:
        told.set()
        assert waits.wait(600)

    with closing(sqlite3.connect(path, isolation_level=None)) as other, ThreadPoolExecutor(1) as one:
        other.execute("BEGIN IMMEDIATE")
        with pytest.MonkeyPatch.context() as impatient:
            impatient.setattr("dragoman.record.opening.LOCK_WAIT", 0.0)
            with Record(path, wait=600, waiting=waiting) as store:
                added = one.submit(store.add, reading("a2"))
                assert told.wait(600)
                other.execute("ROLLBACK")
                waits.set()
                assert added.result(600) == "added"


def test_a_new_record_opened_by_several_at_once_is_made_once(tmp_path: Path) -> None:
    """SQLite refuses at once, however long one would wait, when two turn a new file to WAL in the same moment."""
    several = 4
    together = Barrier(several)

    def opened(path: Path) -> int:
        together.wait(timeout=600)
        connection = connect(path, read_only=False)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.close()
        return int(version)

    with ThreadPoolExecutor(several) as openers:
        for n in range(60):
            path = tmp_path / f"{n}.dragoman"
            assert list(openers.map(opened, [path] * several)) == [SCHEMA_VERSION] * several


def test_a_full_record_is_reported_and_keeps_what_it_has(tmp_path: Path) -> None:
    with Record(tmp_path / "r.dragoman") as made:
        made.add(reading("a0"))
        made.sql("PRAGMA max_page_count = 1")
        added: list[str] = []
        with pytest.raises(RecordError, match="the disk is full; free some space"):
            added.extend(made.add(reading(f"a{n}", extra=" z" * 1000)) for n in range(1, 1000))
        kept = 1 + len(added)
        assert made.counts()["articles"] == kept
        assert made.counts()["events"] == kept
    with Record(tmp_path / "r.dragoman") as made:
        assert made.add(reading(f"a{kept}")) == "added"


FULL_DISK = """
set -e
mount -t tmpfs -o size=3m none "$MOUNT"
set +e
"$@"
echo "exit $?"
"$PYTHON" -c "from dragoman.cli import main; main()" export articles --record "$MOUNT/r.dragoman" --format jsonl | wc -l
"""


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(
        ["unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True
    ).returncode
    != 0,
    reason="needs leave to mount a small disk",
)
def test_a_full_disk_is_reported_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    rows = ({"text": f"Norway met Iceland in Oslo on Monday. {n} " + "They spoke. " * 400} for n in range(240))
    (folder / "b-rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    mount = tmp_path / "mount"
    mount.mkdir()
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", FULL_DISK, "sh", *DRAGOMAN, "read", str(folder),
         "--record", str(mount / "r.dragoman")],
        capture_output=True, text=True, env=os.environ | {"MOUNT": str(mount), "PYTHON": sys.executable},
    )  # fmt: skip
    assert "exit 4\n" in done.stdout, (done.stdout, done.stderr)
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert int(done.stdout.split()[-1]) >= 1
