"""Lakes: the same rows as a record, whole batches or none, on this machine and on a cluster of two workers."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from commands import DRAGOMAN, Run, environment, runner
from dragoman.engines.inputs import Shard, shards
from dragoman.engines.lake import Lake, drained, read_shard
from dragoman.engines.loading import Slice, load
from dragoman.engines.shards import read_local, read_ray
from dragoman.model import BadInput
from dragoman.reader import Reader
from dragoman.record import TABLES, Record

VERSION = "test"
TEXTS = [
    "Norway accused Iceland on Monday of cutting the nets of {n} boats. Iceland denied it.",
    "Talks between Norway and Iceland ended on Tuesday. “We agreed on {n} points,” Norway's foreign minister said.",
    "At least {n} people were killed when a bomb exploded in Aleppo, a monitoring group said.",
]


def _inputs(folder: Path, files: int = 4, rows: int = 6) -> Path:
    folder.mkdir()
    for f in range(files):
        lines = [
            json.dumps(
                {
                    "text": TEXTS[n % 3].format(n=n + 2 + 10 * f),
                    "published": f"2012-0{f % 9 + 1}-10",
                    "publisher": f"P{f}",
                }
            )
            for n in range(rows)
        ]
        (folder / f"part{f}.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    (folder / "one.txt").write_text("Norway will send observers to Iceland next week.", encoding="utf-8")
    return folder


def _shards(folder: Path) -> list[Shard]:
    found = list(shards([str(folder)]))
    assert not any(isinstance(s, BadInput) for s in found)
    return [s for s in found if isinstance(s, Shard)]


def _rows(record: Record) -> dict[str, list[dict[str, object]]]:
    return {name: list(record.table(name)) for name in TABLES if name not in ("judgements", "amendments")}


def _loaded(lake: Path, record: Path, wanted: Slice | None = None) -> Record:
    store = Record(record)
    load(Lake(str(lake)), store, wanted or Slice())
    store.derive()
    return store


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("dragoman.engines.shards.Reader", lambda **_: reader)
    return runner(reader, monkeypatch)


def test_a_lake_equals_a_record_row_for_row(tmp_path: Path, run: Run) -> None:
    folder = _inputs(tmp_path / "in")
    assert run("read", folder, "--record", tmp_path / "r.dragoman").exit_code == 3
    told = run("read", folder, "--lake", tmp_path / "lake")
    assert told.exit_code == 3
    assert "25 articles" in told.stdout
    assert run("import", tmp_path / "lake", "--record", tmp_path / "l.dragoman").exit_code == 0
    with Record(tmp_path / "r.dragoman") as record, Record(tmp_path / "l.dragoman") as loaded:
        assert record.counts()["events"] > 20
        assert _rows(record) == _rows(loaded)
    again = run("import", tmp_path / "lake", "--record", tmp_path / "l.dragoman")
    assert again.stdout.startswith("0 of 25 articles")


def test_a_second_run_skips_what_is_there_and_finishes_what_is_not(tmp_path: Path, reader: Reader) -> None:
    folder, lake = _inputs(tmp_path / "in", files=1, rows=5), Lake(str(tmp_path / "lake"))
    found = _shards(folder)
    done = [drained(read_shard(lake, s, reader, VERSION)) for s in found]
    assert sum(p.batches for p in done) == len(lake.batches()) == 2
    assert not list(lake.check())
    assert all(drained(read_shard(lake, s, reader, VERSION)).there == 1 for s in found)
    first = lake.batches()[0]
    os.remove(tmp_path / "lake" / f"batch={first}" / "_batch.json")
    for marker in (tmp_path / "lake" / "shards").iterdir():
        marker.unlink()
    again = [drained(read_shard(lake, s, reader, VERSION)) for s in found]
    assert sum(p.batches for p in again) == 1
    assert sum(p.there for p in again) == 1
    assert not list(lake.check())


@pytest.mark.parametrize(
    ("wanted", "many"),
    [
        (Slice(about="nets"), 8),
        (Slice(about="net boats norway"), 8),
        (Slice(about="et"), 0),
        (Slice(first="2012-02", last="2012-03"), 12),
        (Slice(actor=["ISL"]), 17),
        (Slice(about="iceland", last="2012-01", actor=["NOR"]), 4),
    ],
)
def test_a_slice_of_a_lake(tmp_path: Path, lake: Path, wanted: Slice, many: int) -> None:
    with _loaded(lake, tmp_path / "s.dragoman", wanted) as record:
        assert record.counts()["articles"] == many


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A lake of twenty-five articles."""
    folder = tmp_path_factory.mktemp("lake")
    found = _shards(_inputs(folder / "in"))
    for shard in found:
        drained(read_shard(Lake(str(folder / "lake")), shard, reader, VERSION))
    return folder / "lake"


def test_damage_is_found_and_named(tmp_path: Path, lake: Path) -> None:
    import shutil

    hurt = tmp_path / "lake"
    shutil.copytree(lake, hurt)
    batches = Lake(str(hurt)).batches()
    events = hurt / f"batch={batches[0]}" / "events.parquet"
    events.write_bytes(events.read_bytes()[:-20])
    (hurt / f"batch={batches[1]}" / "figures.parquet").unlink()
    (hurt / "writing-0000").mkdir()
    said = [str(problem) for problem in Lake(str(hurt)).check()]
    assert len(said) == 3
    assert "events.parquet: is not as it was written" in said[0]
    assert "figures.parquet: is missing" in said[1]
    assert "was stopped" in said[2]
    with Record(tmp_path / "r.dragoman") as record:
        loaded = load(Lake(str(hurt)), record, Slice())
        assert loaded.batches == len(batches) - 2
        assert 0 < record.counts()["articles"] == loaded.articles
    first, second = loaded.damaged
    assert "events.parquet: is not as it was written" in first
    assert "figures.parquet: can't be read" in second


def test_a_damaged_batch_is_left_out_and_the_rest_is_loaded(tmp_path: Path, lake: Path, run: Run) -> None:
    import random
    import shutil

    hurt, dice = tmp_path / "lake", random.Random(2)
    shutil.copytree(lake, hurt)
    files = sorted(hurt.glob("batch=*/*.parquet"))
    content = bytearray((spoiled := dice.choice(files)).read_bytes())
    content[dice.randrange(len(content))] ^= 4
    spoiled.write_bytes(bytes(content))
    done = run("import", hurt, "--record", tmp_path / "r.dragoman")
    assert done.exit_code == 3
    assert str(spoiled.relative_to(hurt)) in done.stderr
    assert "nothing of its batch was loaded" in done.stderr
    with Record(tmp_path / "r.dragoman") as record:
        assert record.counts()["articles"] > 0
    assert run("check", hurt).exit_code == 4


def test_what_is_no_lake_is_said(tmp_path: Path, run: Run) -> None:
    wrong = run("import", tmp_path / "nothing", "--record", tmp_path / "r.dragoman")
    assert wrong.exit_code == 1
    assert "is no lake" in wrong.output
    assert not (tmp_path / "r.dragoman").exists(), "a record was begun for nothing"
    assert run("read", tmp_path, "--engine", "ray").exit_code == 2


def test_a_cluster_without_ray_is_said_before_anything_is_begun(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Norway told Iceland on Monday that it would recall its ambassador.")
    monkeypatch.setitem(sys.modules, "ray", None)
    done = run("read", tmp_path / "a.txt", "--lake", tmp_path / "lake", "--engine", "ray")
    assert (done.exit_code, done.stdout) == (1, "")
    assert 'Ray is not installed; `pip install "dragoman[ray]"` brings it' in done.stderr
    assert not (tmp_path / "lake").exists()


def test_a_killed_process_costs_nothing_that_was_finished(tmp_path: Path) -> None:
    folder = _inputs(tmp_path / "in", files=6, rows=40)
    command = [*DRAGOMAN, "read", str(folder), "--lake", str(tmp_path / "lake"), "--fast"]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    lake = Lake(str(tmp_path / "lake"))
    while len(lake.batches()) < 2 and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = lake.batches()
    assert len(kept) >= 2
    done = list(read_local(_shards(folder), str(tmp_path / "lake"), fast=True))
    assert len(lake.batches()) == 7
    assert set(kept) <= set(lake.batches())
    assert sum(p.there for p in done) >= 2
    assert not [p for p in lake.check() if "stopped" not in str(p)]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for Ray's workers in /proc")
def test_a_cluster_of_two_gives_the_same_rows_also_when_a_worker_is_killed(tmp_path: Path, reader: Reader) -> None:
    pytest.importorskip("ray")
    import ray

    folder, lake = _inputs(tmp_path / "in", files=8, rows=30), Lake(str(tmp_path / "lake"))
    found = _shards(folder)
    killed: list[int] = []

    def kill_one() -> None:
        while not over.is_set():
            if lake.batches():
                killed.extend(_ray_workers()[:1])
                for pid in killed:
                    os.kill(pid, signal.SIGKILL)
                return
            time.sleep(0.05)

    over = threading.Event()
    killer = threading.Thread(target=kill_one)
    killer.start()
    try:
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
        done = list(read_ray(found, str(tmp_path / "lake"), workers=2, fast=True))
    finally:
        over.set()
        killer.join()
        ray.shutdown()
    assert killed
    assert len(done) == len(found)
    assert not [p for p in lake.check() if "stopped" not in str(p)]
    for _ in read_local(found, str(tmp_path / "local"), fast=True):
        pass
    assert Lake(str(tmp_path / "local")).batches() == lake.batches()
    with _loaded(tmp_path / "lake", tmp_path / "a") as one, _loaded(tmp_path / "local", tmp_path / "b") as other:
        assert one.counts()["articles"] == 241
        assert _rows(one) == _rows(other)


def _ray_workers() -> list[int]:
    """The processes that hold a reader for Ray Data, those that this process began before any others."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"MapWorker" in status.read_bytes():
                found.append(int(status.parent.name))
        except OSError:
            continue
    return sorted(found, key=lambda pid: (os.getpid() not in _begun_by(pid), pid))


def _begun_by(pid: int) -> list[int]:
    """The processes above this one."""
    found: list[int] = []
    while pid > 1:
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            break
        found.append(pid)
    return found
