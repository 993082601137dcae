"""A record of millions of events, made by script, and how long the desk takes over it.

`python benchmarks/large_record.py make large.dragoman --months 50` makes a record of 10,000 articles a month. One month
is read and derived as any record is, all others are copies of its rows (`large_made.py`). `ask` asks a served desk for
its pages, `read` compares what reading into it takes with reading into an empty record, `lake` makes a lake of the same
rows, `query` asks it; `large_record.md` tells what came out.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import random
import re
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import made_record
import pyarrow as pa
import pyarrow.compute as pc
from large_made import make, mark_of, months_of
from large_month import FIRST, MARK
from made_record import stories

from dragoman.engines.lake import LAKE_TABLES
from dragoman.engines.parts import written
from dragoman.record import Record

COUNTING = "they are being counted by kind"
"""What the timeline of a large record says until its happenings are counted."""


def main() -> None:
    """Runs the benchmark."""
    options = argparse.ArgumentParser(description=__doc__)
    ways = options.add_subparsers(required=True)
    made = ways.add_parser("make")
    made.add_argument("record", type=Path)
    made.add_argument("--months", type=int, default=200)
    made.add_argument("--template", type=Path, default=Path("month.dragoman"))
    made.set_defaults(run=lambda asked: make(asked.record, asked.template, asked.months))
    ask = ways.add_parser("ask")
    ask.add_argument("record", type=Path)
    ask.set_defaults(run=lambda asked: _ask(asked.record))
    read = ways.add_parser("read")
    read.add_argument("record", type=Path)
    read.add_argument("--articles", type=int, default=300)
    read.add_argument("--first", type=dt.date.fromisoformat, default=dt.date(2003, 2, 8))
    read.add_argument("--days", type=int, default=14)
    read.add_argument("--default", action="store_true", help="with the encoder, not --fast")
    read.set_defaults(run=lambda a: _read(a.record, a.articles, a.first, a.days, fast=not a.default))
    lake = ways.add_parser("lake")
    lake.add_argument("lake", type=Path)
    lake.add_argument("--months", type=int, default=200)
    lake.add_argument("--template", type=Path, default=Path("month.dragoman"))
    lake.set_defaults(run=lambda asked: _lake(asked.lake, asked.template, asked.months))
    query = ways.add_parser("query")
    query.add_argument("lake", type=Path)
    query.set_defaults(run=lambda asked: _query(asked.lake))
    asked = options.parse_args()
    asked.run(asked)


WORDS = [made_record.WORDS[n] for n in (5, 40, 200, 700, 2000, 5000, 9000, 15000)]
"""To search for: from one in most articles to one in few."""
TIMELINE = [
    "/timeline",
    *(
        f"/timeline?{q}"
        for q in (
            "actor=SYR",
            "actor=RUS&recipient=SYR",
            "type=ASSAULT",
            "from=2003-02&to=2003-03",
            "status=happened&actor=FRA",
            "publisher=Paper+3",
            "place=Town+17",
            f"q={WORDS[4]}",
        )
    ),
]
ADDRESSES = {
    "timeline before counts": TIMELINE,
    "actor": [f"/actor/state:{code}" for code, _ in made_record._STATES[:6]]
    + [f"/actor/{key}" for key, _, _ in made_record._PEOPLE[:6]],
    "search": [f"/search?q={word}" for word in WORDS] + ["/search?q=Syria", "/search?q=Town+17"],
    "positions": ["/positions", "/positions?by=holder", "/positions?issue=sanctions", "/positions?from=2003&to=2003",
                  "/positions?holder=state:SYR", "/positions?issue=sanctions&about=SYR"],
    "timeline": TIMELINE,
    "others": ["/", "/articles", "/statements", "/stories", "/actors", "/council", "/figures", "/map", "/network",
               f"/articles?q={WORDS[3]}", "/statements?actor=SYR",
               "/statements?q=Town+17"],
}  # fmt: skip


def _ask(path: Path) -> None:
    """Every address twice from a served desk: as one who comes first after the desk began, and once more.

    The timeline is asked before its happenings are counted, too (which begins with the desk), and again afterwards.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [sys.executable, "-c", "from dragoman.cli import main; main()", "serve", "--record", str(path)]
    server = subprocess.Popen([*serve, "--port", str(port), "--no-open"])
    try:
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=1200)
        while True:
            if server.poll() is not None:
                raise SystemExit("the desk did not start")
            with contextlib.suppress(httpx.TransportError):
                client.get("/actors")
                break
            time.sleep(0.2)
        for kind, addresses in ADDRESSES.items():
            if kind == "search":
                _wait_for_counts(client)
            for address in addresses:
                took = []
                for _ in range(2):
                    began, before = time.perf_counter(), _cpu(server.pid)
                    answer = client.get(address)
                    took += [1000 * (time.perf_counter() - began), 1000 * (_cpu(server.pid) - before)]
                    assert answer.status_code == 200, (address, answer.status_code)
                clock, cpu, clock_again, cpu_again = took
                print(
                    f"{kind:22} {address:46} {clock:7.0f} ms ({cpu:5.0f} of processor), again {clock_again:6.0f} "
                    f"({cpu_again:5.0f})",
                    flush=True,
                )
        held = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8").partition("VmHWM:")[2].split()[0]
        print(f"memory of the server, at most: {int(held) // 1024:,} MB")
    finally:
        server.terminate()
        server.wait()


def _cpu(pid: int) -> float:
    """Seconds of processor that a process took, to a hundredth."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait_for_counts(client: httpx.Client) -> None:
    began = time.perf_counter()
    while COUNTING in client.get("/timeline").text:
        time.sleep(5)
    print(f"the happenings were counted {time.perf_counter() - began:.0f} s later", flush=True)


def _read(path: Path, articles: int, first: dt.date, days: int, *, fast: bool) -> None:
    """New articles of these days read into an empty record and into this one, by `dragoman read`."""
    made_record.FIRST_DAY, made_record.A_DAY = first, -(-articles // days)
    made_record.SEED = random.SystemRandom().randrange(1 << 30)
    name = f"new{made_record.SEED}"
    pages, empty = path.parent / f"{name}.jsonl", path.parent / f"{name}.dragoman"
    with pages.open("w", encoding="utf-8") as out:
        for story in stories(articles):
            row = {"text": f"{name} {story.text}", "title": story.sentences[0], "published": story.day.isoformat()}
            out.write(json.dumps({**row, "publisher": story.publisher}) + "\n")
    for record in (empty, path):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        call = [sys.executable, "-c", "from dragoman.cli import main; main()", "read", str(pages)]
        call += ["--fast"] * fast
        subprocess.run([*call, "--record", str(record)], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        clock, peak = time.monotonic() - began, after.ru_maxrss // 1024
        print(
            f"{articles} articles into {record.name}: {took:.1f} s of processor, {clock:.1f} by the clock, {peak} MB",
            flush=True,
        )


def _lake(lake: Path, template: Path, months: int) -> None:
    """A lake of the same rows: the month, which is a batch of 10,000, again and again, under other ids and days."""
    start = time.process_time()
    with Record(template, read_only=True) as month:
        tables = {name: month.table(name).arrow() for name in LAKE_TABLES}
    marked = {(name, f.name) for name, table in tables.items() for f in table.schema if _is_marked(table[f.name])}
    begins = months_of(months)
    for n in range(months):
        folder = lake / f"batch={n:05d}"
        folder.mkdir(parents=True)
        days = (begins[n] - FIRST).days
        for name, table in tables.items():
            moved = table
            for i, field in enumerate(table.schema):
                column = table[field.name]
                if (name, field.name) in marked:
                    column = pc.replace_substring(column, MARK, mark_of(n))
                elif pa.types.is_date(field.type):
                    column = pc.add(column.cast(pa.int32()), pa.scalar(days, pa.int32())).cast(pa.date32())
                moved = moved.set_column(i, field, column)
            (folder / f"{name}.parquet").write_bytes(written(name, moved))
    size = sum(file.stat().st_size for file in lake.rglob("*.parquet"))
    print(f"{months} batches, {size / 1e9:.1f} GB, in {time.process_time() - start:.0f} s")


def _is_marked(column: pa.ChunkedArray) -> bool:
    return pa.types.is_string(column.type) and bool(pc.any(pc.match_substring(column, MARK)).as_py())


def _query(lake: Path) -> None:
    """The queries of `docs/scale.md`, twice."""
    import duckdb

    text = (Path(__file__).parent.parent / "docs" / "scale.md").read_text(encoding="utf-8")
    for query in re.findall(r'duckdb\.sql\("""(.*?)"""\)', text, re.DOTALL):
        took = []
        for _ in range(2):
            began, before = time.perf_counter(), time.process_time()
            # Of what the documentation asks for this record has none.
            query = query.replace("'DJI'", "'SYR'").replace("'VOTE'", "'ASSAULT'")
            rows = duckdb.sql(query.replace("'lake/", f"'{lake}/")).fetchall()
            took += [time.perf_counter() - began, time.process_time() - before]
        clock, cpu, clock_again, cpu_again = took
        print(
            f"{clock:.2f} s ({cpu:.2f} of processor), again {clock_again:.2f} ({cpu_again:.2f}), {len(rows):,} rows: "
            f"{' '.join(query.split())[:80]}",
            flush=True,
        )


if __name__ == "__main__":
    main()
