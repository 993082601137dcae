"""What a second core gains: the same articles read into a record by one worker and by two.

    python benchmarks/cores.py [--articles 200] [--workers 2] [--fast] [--turns 1] [--folder DIR]

Invented articles of some 400 words (`made_articles`), as `dragoman read --workers N` reads and writes them. The clock
starts when every worker has its models and has read a few articles; deriving, which is one process's work, is apart.
Prints the time by the clock of each, how many times faster the second is, and the processor's time of the process that
writes and of its workers: what the writer takes is not shared out. Only a machine that does nothing else gives a fair
figure: `busy` is the share of all processors that others took meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from made_articles import told
from memory import children

from dragoman.engines import read_all
from dragoman.engines.pool import AHEAD
from dragoman.model import BadInput, Page, Reading
from dragoman.reader import reader_version
from dragoman.record import Record
from dragoman.record.intake import take_in

WARM = 12
"""Articles a worker before the clock starts."""
WORDS = 400
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", type=int, default=200)
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--fast", action="store_true")
    ap.add_argument("--turns", type=int, default=1, help="how often each is measured; the quickest counts")
    ap.add_argument("--folder", type=Path)
    a = ap.parse_args()
    best: dict[int, dict[str, Any]] = {}
    for turn in range(a.turns):
        for workers in (1, a.workers):
            with tempfile.TemporaryDirectory(dir=a.folder) as folder:
                found = read(Path(folder) / "r.dragoman", a.articles, workers, a.fast)
            print(json.dumps({"turn": turn, **found}), flush=True)
            if workers not in best or found["wall_s"] < best[workers]["wall_s"]:
                best[workers] = found
    one, more = best[1], best[a.workers]
    print(f"{one['wall_s'] / more['wall_s']:.2f} times faster with {a.workers} workers")


def read(path: Path, articles: int, workers: int, fast: bool) -> dict[str, Any]:
    """Seconds by the clock and of the processors for so many articles, warm."""
    start: dict[str, float] = {}

    def pages() -> Iterator[Page]:
        yield from (_page(articles + n) for n in range(WARM * workers))
        yield from _nothing(workers, "between")
        start.update(_clocks())
        yield from (_page(n) for n in range(articles))
        yield from _nothing(workers, "after")
        end.update(_clocks())

    def reading(found: Any) -> Iterator[Reading | BadInput]:
        return read_all(found, workers=workers, fast=fast)

    end: dict[str, float] = {}
    with Record(path) as record:
        take_in(record, pages(), reading, version=reader_version(fast=fast))
    spent = {name: round(end[name] - start[name], 2) for name in start}
    processors = os.cpu_count() or 1
    others = spent.pop("all_s") - spent["main_cpu_s"] - spent["workers_cpu_s"]
    return {
        "workers": workers, "articles": articles, "fast": fast, **spent,
        "busy": round(max(others, 0) / processors / spent["wall_s"], 2),
    }  # fmt: skip


def _page(n: int) -> Page:
    one = told(n, words=WORDS)
    fields = {"title": one.title, "published": one.day.isoformat(), "publisher": one.publisher}
    return Page(f"made:{n}", one.text.encode(), "text", fields, "utf-8")


def _nothing(workers: int, name: str) -> Iterator[Page]:
    """Pages with nothing in them, as many as wait in the line: when all have come, all before them have been read."""
    yield from (Page(f"{name}:{n}", f"{name} {n}".encode(), "text") for n in range(AHEAD * workers + 1))


def _clocks() -> dict[str, float]:
    return {
        "wall_s": time.monotonic(),
        "main_cpu_s": time.process_time(),
        "workers_cpu_s": sum(_seconds(pid) for pid in children(os.getpid())),
        "all_s": _all_seconds(),
    }


def _seconds(pid: int) -> float:
    """Of the processor, that a process has had."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _all_seconds() -> float:
    """Of all processors, that all processes have had since the machine started."""
    user, nice, system = Path("/proc/stat").read_text().split()[1:4]
    return (int(user) + int(nice) + int(system)) / TICKS


if __name__ == "__main__":
    main()
