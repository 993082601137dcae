"""A web archive of a gigabyte, read end to end: how long a page takes, room by room, and how much memory.

    python benchmarks/warc.py [--megabytes 100] [--archive FILE] [--default] [--folder DIR] [--write]

Reads an archive (made by `made_warc` when there is none) into a record with one process, as `dragoman read` does, and
then derives what follows in another process, so that the memory of each is its own. Prints milliseconds of the
processor a page for each room, what was left and why, and the highest resident memory. `--default` reads with the
encoder (else `--fast`). `--write` puts the table into warc.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from made_warc import write
from memory import status

PAGE = Path(__file__).with_suffix(".md")
ROOMS = {
    "archive": "unpack the archive, find its pages",
    "trafilatura": "clean the HTML: trafilatura",
    "clean": "clean the HTML: ours (tree, visible lines, line model, day, publisher, language)",
    "read": "read the article",
    "write": "write it into the record",
    "rest": "the rest (hash of the page, is it here)",
}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--megabytes", type=float, default=100)
    ap.add_argument("--archive", type=Path)
    ap.add_argument("--default", action="store_true")
    ap.add_argument("--folder", type=Path)
    ap.add_argument("--write", action="store_true")
    ap.add_argument("--one", choices=("read", "derive"), help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.one:
        assert a.archive is not None
        run = derived if a.one == "derive" else read
        print(json.dumps(run(a.archive, a.folder, fast=not a.default)))
        return
    with tempfile.TemporaryDirectory(dir=a.folder) as folder:
        archive = a.archive or Path(folder) / "made.warc.gz"
        if not archive.exists():
            print(json.dumps(write(archive, a.megabytes)), flush=True)
        found: dict[str, Any] = {}
        for kind in ("read", "derive"):
            command = [sys.executable, __file__, "--one", kind, "--archive", str(archive), "--folder", folder]
            done = subprocess.run(
                [*command, *(["--default"] if a.default else [])], check=True, stdout=subprocess.PIPE, text=True
            )
            found[kind] = json.loads(done.stdout.splitlines()[-1])
            print(json.dumps(found[kind]), flush=True)
    table = "\n".join(_table(found["read"], found["derive"]))
    print(table)
    if a.write:
        name = "default" if a.default else "--fast"
        begin, end = f"<!-- table: {name}, made by benchmarks/warc.py --write -->", f"<!-- end of {name} -->"
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
        PAGE.write_text(f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}", encoding="utf-8")


def read(archive: Path, folder: Path, *, fast: bool) -> dict[str, Any]:
    """Reads the archive into a record there; seconds of the processor by room, counts, and the peak in MB."""
    import dragoman.reader as pipeline
    from dragoman.engines import read_all
    from dragoman.model import BadInput, Page, Reading
    from dragoman.pages import markup, read_pages
    from dragoman.record import Record
    from dragoman.record.intake import take_in

    spent: dict[str, float] = defaultdict(float)
    reader = pipeline.Reader(fast=fast)
    reader.read("Norway accused Iceland on Monday of cutting the nets of two boats.")
    _timed(spent, "trafilatura", markup, "extract")
    _timed(spent, "clean", pipeline, "clean")
    _timed(spent, "read", pipeline.Reader, "read")
    _timed(spent, "write", Record, "add")

    def pages() -> Iterator[Page | BadInput]:
        found = iter(read_pages([archive]))
        while True:
            began = time.process_time()
            page = next(found, None)
            spent["archive"] += time.process_time() - began
            if page is None:
                return
            yield page

    def reading(found: Iterable[Page | BadInput]) -> Iterator[Reading | BadInput]:
        return read_all(found, reader=reader)

    began, clock = time.process_time(), time.monotonic()
    with Record(folder / "read.dragoman") as record:
        intake = take_in(record, pages(), reading, version=pipeline.reader_version(fast=fast))
        counts = record.counts()
    whole = time.process_time() - began
    spent["rest"] = whole - spent["archive"] - spent["read"] - spent["write"]
    spent["read"] -= spent["clean"]
    spent["clean"] -= spent["trafilatura"]
    return {
        "fast": fast, "megabytes": round(archive.stat().st_size / 1e6), "pages": intake.pages,
        "articles": intake.articles, "left": dict(sorted(_reasons(intake.skipped).items())), "cpu_s": round(whole, 1),
        "wall_s": round(time.monotonic() - clock, 1), "peak_mb": status("self", "VmHWM"),
        "rooms": {name: round(spent[name], 2) for name in ROOMS},
        "counts": {name: counts[name] for name in ("sentences", "statements", "events", "figures", "rejects")},
    }  # fmt: skip


def derived(archive: Path, folder: Path, *, fast: bool) -> dict[str, Any]:
    """Derives the record that `read` left there."""
    from dragoman.record import Record

    began = time.process_time()
    with Record(folder / "read.dragoman") as record:
        record.derive()
    size = round((folder / "read.dragoman").stat().st_size / 1e6)
    return {"cpu_s": round(time.process_time() - began, 1), "peak_mb": status("self", "VmHWM"), "record_mb": size}


def _timed(spent: dict[str, float], room: str, where: Any, name: str) -> None:
    """Lets what a function takes be added up; what it calls is in it."""
    inner: Callable[..., Any] = getattr(where, name)

    def run(*args: Any, **kwargs: Any) -> Any:
        began = time.process_time()
        try:
            return inner(*args, **kwargs)
        finally:
            spent[room] += time.process_time() - began

    setattr(where, name, run)


def _reasons(skipped: Counter[str]) -> Counter[str]:
    """Reasons without what stands in parentheses, which differs from page to page."""
    found: Counter[str] = Counter()
    for reason, number in skipped.items():
        head, _, tail = reason.partition(" (")
        found[head + tail.rpartition(")")[2]] += number
    return found


def _table(read: dict[str, Any], derived: dict[str, Any]) -> Iterator[str]:
    pages, articles = read["pages"], read["articles"] - sum(n for r, n in read["left"].items() if "language" in r)
    yield f"| {pages:,} pages, {articles:,} articles in English | ms a page | share |"
    yield "|---|---|---|"
    for name, what in ROOMS.items():
        seconds = read["rooms"][name]
        yield f"| {what} | {1000 * seconds / pages:.1f} | {100 * seconds / read['cpu_s']:.0f} % |"
    yield f"| **all** | **{1000 * read['cpu_s'] / pages:.1f}** | {read['cpu_s']:,.0f} s |"
    yield f"| then derive what only the whole record can say | {1000 * derived['cpu_s'] / pages:.1f} | |"
    yield ""
    yield (
        f"Highest resident memory: {read['peak_mb']} MB reading, {derived['peak_mb']} MB deriving; "
        f"the record has {derived['record_mb']} MB."
    )
    yield ""
    yield "| left | pages |"
    yield "|---|---|"
    for reason, number in sorted(read["left"].items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"| {reason} | {number:,} |"


if __name__ == "__main__":
    main()
