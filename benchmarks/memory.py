"""How much memory a reading takes, and whether it grows with the number of articles.

    python benchmarks/memory.py [--articles 500 5000] [--workers 2] [--default] [--derive] [--folder DIR] [--write]

Invented articles of 25 to 60 words (`made_articles`) are read into a record, as `dragoman read --workers N` does it,
each number of them in a process of its own. Prints the highest resident memory (VmHWM) of the process that writes and
of its workers, the processor's time of both, and how it stood at each tenth of the way. `--derive` measures apart, in
another process, what the record takes to be derived. `--default` reads with the encoder (else `--fast`). `--write` puts
the table into memory.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from made_articles import told

from dragoman.engines import read_all
from dragoman.model import BadInput, Page, Reading
from dragoman.pages import read_pages
from dragoman.reader import reader_version
from dragoman.record import Record
from dragoman.record.intake import take_in

PAGE = Path(__file__).with_suffix(".md")
BEGIN, END = "<!-- table: made by benchmarks/memory.py --write -->", "<!-- end of table -->"
EVERY = 0.5


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, nargs="+", default=[500, 5000])
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--default", action="store_true")
    ap.add_argument("--derive", action="store_true")
    ap.add_argument("--folder", type=Path, default=None)
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--one", choices=("read", "derive"), help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.one:
        run = derived if a.one == "derive" else read
        print(json.dumps(run(a.folder, a.articles[0], a.workers, not a.default)))
        return
    with tempfile.TemporaryDirectory(dir=a.folder) as folder:
        found = []
        for count in a.articles:
            for kind in ("read", "derive") if a.derive else ("read",):
                command = [sys.executable, __file__, "--one", kind, "--articles", str(count), "--folder", folder]
                command += ["--workers", str(a.workers), *(["--default"] if a.default else [])]
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
                found.append(json.loads(done.stdout.splitlines()[-1]))
                print(json.dumps(found[-1]), flush=True)
    table = "\n".join(_table(found))
    print(table)
    if a.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def read(folder: Path, count: int, workers: int, fast: bool) -> dict[str, Any]:
    """Reads so many articles into a record there; gives memory in MB and time in seconds."""
    pages, watch, tenths = folder / f"{count}.jsonl", _Watch(), []
    with pages.open("w", encoding="utf-8") as out:
        for n in range(count):
            one = told(n, words=25)
            row = {"id": str(n), "title": one.title, "text": one.text, "published": one.day.isoformat()}
            out.write(json.dumps({**row, "publisher": one.publisher}) + "\n")

    def reading(found: Any) -> Iterator[Reading | BadInput]:
        return read_all(found, workers=workers, fast=fast)

    began, made = time.monotonic(), _seconds(resource.RUSAGE_SELF)
    done = 0

    def step(_: object) -> None:
        nonlocal done
        done += 1
        if done % max(count // 10, 1) == 0:
            tenths.append({"articles": done, "main": status(os.getpid(), "VmRSS"), "workers": watch.now()})

    with Record(folder / f"{count}.dragoman") as record, watch:
        intake = take_in(record, _only_pages(pages), reading, version=reader_version(fast=fast), step=step)
    return {
        "what": "read", "articles": intake.articles, "fast": fast, "workers": workers,
        "main_mb": status(os.getpid(), "VmHWM"), "worker_mb": sorted(watch.peaks.values()),
        "wall_s": round(time.monotonic() - began, 1), "main_cpu_s": round(_seconds(resource.RUSAGE_SELF) - made, 1),
        "workers_cpu_s": round(_seconds(resource.RUSAGE_CHILDREN), 1), "tenths": tenths,
    }  # fmt: skip


def derived(folder: Path, count: int, workers: int, fast: bool) -> dict[str, Any]:
    """Derives the record that `read` left there."""
    began = time.monotonic()
    with Record(folder / f"{count}.dragoman") as record:
        record.derive()
    size = (folder / f"{count}.dragoman").stat().st_size / 1e6
    return {
        "what": "derive", "articles": count, "main_mb": status(os.getpid(), "VmHWM"), "record_mb": round(size),
        "wall_s": round(time.monotonic() - began, 1), "main_cpu_s": round(_seconds(resource.RUSAGE_SELF), 1),
    }  # fmt: skip


def _only_pages(path: Path) -> Iterator[Page | BadInput]:
    yield from read_pages([path])


class _Watch:
    """Looks at the children of this process meanwhile; `peaks` are their highest resident memories in MB, by id."""

    def __init__(self) -> None:
        self.peaks: dict[int, int] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def now(self) -> list[int]:
        """The resident memory of each reader as it stands."""
        return sorted(status(pid, "VmRSS") for pid in self.peaks)

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            for pid in children(os.getpid()):
                if (peak := status(pid, "VmHWM")) and _is_reader(pid):
                    self.peaks[pid] = peak


def children(pid: int) -> list[int]:
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _is_reader(pid: int) -> bool:
    """True for a worker; Python starts a small process beside them that tracks what they share."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def status(pid: int | str, name: str) -> int:
    """A size in /proc/PID/status (or of `self`) in MB; 0 for a process that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith(f"{name}:")), 0)


def _seconds(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _table(found: list[dict[str, Any]]) -> Iterator[str]:
    yield "| | articles | main process, MB | a worker, MB | processor, main | … workers | ms an article |"
    yield "|---|---|---|---|---|---|---|"
    for one in found:
        workers = " and ".join(str(n) for n in one.get("worker_mb", [])) or ""
        other = one.get("workers_cpu_s", 0)
        each = 1000 * (one["main_cpu_s"] + other) / one["articles"]
        yield (
            f"| {one['what']}{' --fast' if one.get('fast') else ''} | {one['articles']:,} | {one['main_mb']} "
            f"| {workers} | {one['main_cpu_s']:.0f} s | {other:.0f} s | {each:.1f} |"
        )


if __name__ == "__main__":
    main()
