"""A record of millions of events, made by script, and how long the desk takes over it.

`python benchmarks/large_record.py make large.dragoman --months 50` makes a record of 10,000 articles a month. One month
is read and derived as any record is (short articles by `made_record.py`: 5 events each); all others are copies of its
rows, base and derived, under other ids and days, with sketches of other hashes: what a derivation would give if no
article had anything to do with one of another month. Sums over all months are made from the copied rows. `ask` asks a
served desk for its pages, `lake` makes a lake of the same rows, `query` asks it; `large_record.md` tells what came out.
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
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import made_record
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from made_record import Story, reading, stories

from dragoman.engines.lake import LAKE_TABLES
from dragoman.model import Interval, Issue, Position, Reading
from dragoman.record import Record, holders
from dragoman.record.opening import connect

COUNTING = "they are being counted by kind"
"""What the timeline of a large record says until its happenings are counted."""
A_MONTH = 10_000
MARK = "qqq"
"""Begins every id of the month that is copied; no word has it."""
ISSUES = ("sanctions", "draft resolution", "dialogue", "ceasefire", "arms deliveries", "presidency", "intervention")
STANCES = ("supports", "supports", "opposes", "demands", "conditions", "undecided", "threatens")
LINES = 5
"""Events of an article."""


def main() -> None:
    """Runs the benchmark."""
    options = argparse.ArgumentParser(description=__doc__)
    ways = options.add_subparsers(required=True)
    make = ways.add_parser("make")
    make.add_argument("record", type=Path)
    make.add_argument("--months", type=int, default=50)
    make.add_argument("--template", type=Path, default=Path("month.dragoman"))
    make.set_defaults(run=lambda asked: _make(asked.record, asked.template, asked.months))
    ask = ways.add_parser("ask")
    ask.add_argument("record", type=Path)
    ask.set_defaults(run=lambda asked: _ask(asked.record))
    read = ways.add_parser("read")
    read.add_argument("record", type=Path)
    read.add_argument("--articles", type=int, default=300)
    read.set_defaults(run=lambda asked: _read(asked.record, asked.articles))
    lake = ways.add_parser("lake")
    lake.add_argument("lake", type=Path)
    lake.add_argument("--months", type=int, default=50)
    lake.add_argument("--template", type=Path, default=Path("month.dragoman"))
    lake.set_defaults(run=lambda asked: _lake(asked.lake, asked.template, asked.months))
    query = ways.add_parser("query")
    query.add_argument("lake", type=Path)
    query.set_defaults(run=lambda asked: _query(asked.lake))
    asked = options.parse_args()
    asked.run(asked)


def _make(path: Path, template: Path, months: int) -> None:
    if not template.exists():
        _month(template)
    start = time.process_time()
    with Record(path):
        pass
    record = connect(path, read_only=False)
    record.execute("PRAGMA journal_mode = OFF")
    record.execute("PRAGMA synchronous = OFF")
    record.execute("PRAGMA cache_size = -400000")
    record.execute("PRAGMA foreign_keys = OFF")
    record.execute("ATTACH ? AS month", (f"file:{template.resolve()}?mode=ro",))
    record.execute("CREATE TEMP TABLE months (n INTEGER PRIMARY KEY, mark TEXT, month TEXT, year TEXT, days INTEGER)")
    first = dt.date(2011, 1, 1)
    for n in range(months):
        begin = _month_of(n)
        row = (n, f"{n:03x}", begin.isoformat()[:8], begin.isoformat()[:5], (begin - first).days)
        record.execute("INSERT INTO months VALUES (?, ?, ?, ?, ?)", row)
    aside = _set_aside(record)
    for table in _tables(record):
        began = time.process_time()
        _copy(record, table)
        print(f"{table}: {time.process_time() - began:.0f} s", flush=True)
    _sums(record)
    _sketches(record)
    for sql in aside:
        began = time.process_time()
        record.execute(sql)
        if time.process_time() - began > 5:
            print(f"{sql[:60]}: {time.process_time() - began:.0f} s", flush=True)
    for table in ("sentences_fts", "activity_fts"):
        began = time.process_time()
        record.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        print(f"{table}: {time.process_time() - began:.0f} s", flush=True)
    record.execute("DELETE FROM touched")
    record.execute("DELETE FROM happenings_touched")
    record.execute("UPDATE derived SET stale = 0")
    record.execute("DETACH month")
    record.execute("PRAGMA journal_mode = WAL")
    counted = ("articles", "events", "happenings")
    counts = {t: record.execute(f"SELECT max(rowid) FROM {t}").fetchone()[0] for t in counted}
    record.close()
    print(f"{counts}, {path.stat().st_size / 1e9:.1f} GB, made in {time.process_time() - start:.0f} s of processor")


def _month(path: Path) -> None:
    """A month read and derived: all its days lie between the third and the twenty-eighth."""
    made_record.FIRST_DAY, made_record.A_DAY = dt.date(2011, 1, 10), -(-A_MONTH // 19)
    start = time.process_time()
    with Record(path) as record:
        record._connection.execute("PRAGMA synchronous = OFF")
        for n, story in enumerate(stories(A_MONTH)):
            record.add(_reading(story, n))
        record.derive()
        print(f"a month made in {time.process_time() - start:.0f} s of processor: {record.counts()}", flush=True)
    connection = connect(path, read_only=False)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def _reading(story: Story, n: int) -> Reading:
    """An article of a headline and about `LINES` lines with events, with positions where somebody told something."""
    chance = random.Random(n)
    told, lines = 0, [story.sentences[0]]
    for sentence in story.sentences[1:]:
        found = made_record._TOLD.match(sentence)
        happened = found is not None and found[2] in made_record.VERBS
        spoke = found is not None and found[2] == "told" and told < 2
        told += spoke
        if (happened or spoke) and len(lines) <= LINES + told:
            lines.append(" ".join(sentence.split()[:18]).rstrip(".") + ".")
    while len(lines) - 1 - told < LINES:
        one, other = chance.sample(made_record.NAMES, 2)
        verb = chance.choice(list(made_record.VERBS))
        day = story.day - dt.timedelta(days=chance.choice([0, 1, 2]))
        words = " ".join(chance.choices(made_record.WORDS, cum_weights=made_record.WEIGHTS, k=9))
        lines.append(f"{one} {verb} {other} on {made_record._WEEKDAYS[day.weekday()]}, {words}.")
    key = f"{MARK}{n * 2654435761 % (1 << 32):08x}{n:05x}"
    made = reading(replace(story, key=key, sentences=tuple(lines)), n)
    return replace(made, positions=tuple(_positions(made, chance)))


def _positions(made: Reading, chance: random.Random) -> Iterator[Position]:
    for n, said in enumerate(made.statements[:1]):
        if said.speaker is not None and chance.random() < 0.5:
            issue = Issue(chance.choice(ISSUES), chance.choice(made_record._STATES)[0], "the plan")
            date = said.said if said.said is not None else Interval()
            yield Position(
                f"{made.article.article_id}p{n}", said.speaker, issue, chance.choice(STANCES), said.content[0], date,
                said.id, confidence=0.8,
            )  # fmt: skip


_LEFT = (
    "derived", "touched", "happenings_touched", "sketches", "holders", "activity", "dyads", "dyad_totals", "rejects",
)  # fmt: skip
"""Of the month these are not copied: they are made otherwise, or empty."""


def _tables(record: sqlite3.Connection) -> list[str]:
    rows = record.execute(
        "SELECT name FROM month.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '%_fts%'"
    )
    return [row[0] for row in rows if row[0] not in _LEFT]


def _set_aside(record: sqlite3.Connection) -> list[str]:
    """Takes indexes and triggers out of the way; gives what makes them again."""
    rows = record.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('index', 'trigger') AND sql <> ''"
    )
    kept = []
    for kind, name, sql in rows.fetchall():
        record.execute(f'DROP {kind} "{name}"')
        kept.append((kind, sql))
    return [sql for kind, sql in sorted(kept, key=lambda k: k[0]) if "sketches_place" not in sql]


_OWN = {"happening_id", "story_id", "utterance_id", "core_id", "root", "part"}
_TEXTS = {"text", "sentence", "text_sha256", "content", "act", "words", "wording", "title"}
_DAYS = {
    "published_from", "published_to", "date_from", "date_to", "said_from", "said_to", "first", "last", "from", "to",
    "day", "captured", "value", "sort_key", "block", "profile", "reason", "reasons", "said", "conflicts", "joined",
    "node", "earlier", "later", "why",
}  # fmt: skip


def _copy(record: sqlite3.Connection, table: str) -> None:
    """A table's rows of every month, in the order of the table's own key where that begins with the month's mark."""
    columns = [(row[1], row[2]) for row in record.execute(f"PRAGMA main.table_info({table})")]
    made = ", ".join(_moved(record, table, name, kind) for name, kind in columns)
    names = ", ".join(f'"{name}"' for name, _ in columns)
    inner, outer = ("months r", f"month.{table} t")
    if table in ("happening_tokens", "story_keys", "utterance_keys"):
        inner, outer = outer, inner
    record.execute(f"INSERT INTO main.{table} ({names}) SELECT {made} FROM {inner} CROSS JOIN {outer}")


def _moved(record: sqlite3.Connection, table: str, name: str, kind: str) -> str:
    column = f't."{name}"'
    if table == "story_profiles" and name in ("first", "last"):
        return f"{column} + r.days"
    if table == "story_keys" and name == "day":
        return f"iif({column} < 0, {column}, {column} + r.days)"
    if table == "utterance_keys" and name == "key":
        return f"{column} + r.n * 1048583"
    if kind != "TEXT" or name in _TEXTS:
        return column
    if name in _OWN:
        column = f"iif(instr({column}, '{MARK}'), replace({column}, '{MARK}', r.mark), r.mark || substr({column}, 4))"
    elif _has(record, table, name, MARK):
        column = f"replace({column}, '{MARK}', r.mark)"
    if name in _DAYS and _has(record, table, name, "2011-"):
        for late in ("2011-01-29", "2011-01-30", "2011-01-31", "2011-02-01", "2011-02-02", "2011-02-03"):
            column = f"replace({column}, '{late}', '2011-01-28')"
        column = f"replace(replace({column}, '2011-01-', r.month), '2011-12-', r.year || '12-')"
    return column


def _has(record: sqlite3.Connection, table: str, name: str, what: str) -> bool:
    row = record.execute(f'SELECT 1 FROM month.{table} WHERE instr("{name}", ?) LIMIT 1', (what,)).fetchone()
    return row is not None


def _sums(record: sqlite3.Connection) -> None:
    (months,) = record.execute("SELECT count(*) FROM months").fetchone()
    record.execute(
        "INSERT INTO activity SELECT actor_id, name, country, sector, articles * ?1, mentions * ?1, statements * ?1, "
        "events * ?1, replace(first_day, '2011-01-', (SELECT month FROM months ORDER BY n LIMIT 1)), "
        "replace(last_day, '2011-01-', (SELECT month FROM months ORDER BY n DESC LIMIT 1)) FROM month.activity",
        (months,),
    )
    record.execute(
        "INSERT INTO dyads SELECT actor, recipient, iif(day = '', '', date(day, '-6 days', 'weekday 1')), quad, "
        "count(*), sum(score) FROM main.dyad_happenings GROUP BY 1, 2, 3, 4"
    )
    record.execute(
        "INSERT INTO dyad_totals SELECT actor, recipient, quad, sum(happenings), sum(score) FROM dyads GROUP BY 1, 2, 3"
    )


def _sketches(record: sqlite3.Connection) -> None:
    """The month's sketches with hashes of their own in every month, and the index of who holds them."""
    began = time.process_time()
    held = record.execute("SELECT * FROM month.sketches").fetchall()
    names = list(held[0].keys())
    ages = dict(record.execute("SELECT article_id, age - published_day FROM (SELECT s.article_id, s.age, 2 * "
                               "cast(julianday(a.published_from) - 1721424.5 AS INTEGER) AS published_day "
                               "FROM month.sketches s JOIN month.articles a USING (article_id))"))  # fmt: skip
    for n, mark, days in record.execute("SELECT n, mark, days FROM months").fetchall():
        turn = np.random.default_rng(n).integers(0, 1 << 32, 2, dtype=np.uint32)
        turn[0] &= np.uint32(0xFFFFFFFC)
        rows = []
        for row in held:
            new = dict(row)
            new["article_id"] = row["article_id"].replace(MARK, mark)
            new["like_id"] = row["like_id"] and row["like_id"].replace(MARK, mark)
            if ages[row["article_id"]] < 10:
                new["age"] = row["age"] + 2 * days
            new["words_key"] = row["words_key"] ^ int(turn[1])
            new["hashes"] = np.sort(np.frombuffer(row["hashes"], "<u4") ^ turn[0]).astype("<u4").tobytes()
            marks = np.frombuffer(row["marks"], "<u4").reshape(-1, 3).copy()
            marks[:, :2] ^= turn[1]
            new["marks"] = marks.tobytes()
            new["place"] = holders.place_of(new["age"], new["article_id"])
            rows.append(tuple(new[name] for name in names))
        marks_ = ", ".join("?" * len(names))
        record.executemany(f"INSERT INTO main.sketches ({', '.join(names)}) VALUES ({marks_})", rows)
    print(f"sketches: {time.process_time() - began:.0f} s", flush=True)
    began = time.process_time()
    record.execute("CREATE INDEX sketches_place ON sketches (place)")
    record.execute("BEGIN")
    holders._anew(record, record.execute("SELECT count(*) FROM sketches").fetchone()[0])
    record.execute("COMMIT")
    print(f"holders: {time.process_time() - began:.0f} s", flush=True)


WORDS = [made_record.WORDS[n] for n in (5, 40, 200, 700, 2000, 5000, 9000, 15000)]
"""To search for: from one in most articles to one in few."""
TIMELINE = ["/timeline", *(f"/timeline?{q}" for q in (
        "actor=SYR", "actor=RUS&recipient=SYR", "type=ASSAULT", "first=2003-05&last=2003-06",
        "status=happened&actor=FRA", "publisher=Paper+3", "place=Town+17", f"about={WORDS[4]}"))]
ADDRESSES = {
    "timeline before counts": TIMELINE,
    "actor": [f"/actor/state:{code}" for code, _ in made_record._STATES[:6]]
    + [f"/actor/{key}" for key, _, _ in made_record._PEOPLE[:6]],
    "search": [f"/search?q={word}" for word in WORDS] + ["/search?q=Syria", "/search?q=Town+17"],
    "positions": ["/positions", "/positions?by=holder", "/positions?issue=sanctions", "/positions?first=2003&last=2003",
                  "/positions?holder=state:SYR", "/positions?issue=sanctions&about=SYR"],
    "timeline": TIMELINE,
    "others": ["/", "/articles", "/statements", "/stories", "/actors", "/council", "/figures", "/map", "/network",
               f"/articles?about={WORDS[3]}", "/statements?actor=SYR"],
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
            with contextlib.suppress(httpx.TransportError):
                began = time.perf_counter()
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


def _read(path: Path, articles: int) -> None:
    """New articles of the record's own days read into an empty record and into this one, by `dragoman read --fast`."""
    made_record.FIRST_DAY, made_record.A_DAY = dt.date(2003, 5, 5), -(-articles // 20)
    name = f"new{random.SystemRandom().randrange(1 << 30)}"
    pages, empty = path.parent / f"{name}.jsonl", path.parent / f"{name}.dragoman"
    with pages.open("w", encoding="utf-8") as out:
        for story in stories(articles):
            row = {"text": f"{name} {story.text}", "title": story.sentences[0], "published": story.day.isoformat()}
            out.write(json.dumps({**row, "publisher": story.publisher}) + "\n")
    for record in (empty, path):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        call = [sys.executable, "-c", "from dragoman.cli import main; main()", "read", "--fast", str(pages)]
        subprocess.run([*call, "--record", str(record)], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        clock, peak = time.monotonic() - began, after.ru_maxrss // 1024
        print(
            f"{articles} articles into {record.name}: {took:.1f} s of processor, {clock:.1f} by the clock, {peak} MB",
            flush=True,
        )


def _lake(lake: Path, template: Path, months: int) -> None:
    """A lake of the same rows: the month's batch again and again, under other ids and days."""
    start = time.process_time()
    with Record(template, read_only=True) as month:
        tables = {name: month.table(name).arrow() for name in LAKE_TABLES}
    marked = {(name, f.name) for name, table in tables.items() for f in table.schema if _is_marked(table[f.name])}
    for n in range(months):
        folder = lake / f"batch={n:05d}"
        folder.mkdir(parents=True)
        days = (_month_of(n) - dt.date(2011, 1, 1)).days
        for name, table in tables.items():
            moved = table
            for i, field in enumerate(table.schema):
                column = table[field.name]
                if (name, field.name) in marked:
                    column = pc.replace_substring(column, MARK, f"{n:03x}")
                elif pa.types.is_date(field.type):
                    column = pc.add(column.cast(pa.int32()), pa.scalar(days, pa.int32())).cast(pa.date32())
                moved = moved.set_column(i, field, column)
            pq.write_table(moved, folder / f"{name}.parquet", compression="zstd")
    size = sum(file.stat().st_size for file in lake.rglob("*.parquet"))
    print(f"{months} batches, {size / 1e9:.1f} GB, in {time.process_time() - start:.0f} s")


def _is_marked(column: pa.ChunkedArray) -> bool:
    return pa.types.is_string(column.type) and bool(pc.any(pc.match_substring(column, MARK)).as_py())


def _month_of(n: int) -> dt.date:
    return dt.date(2001 + n // 12, n % 12 + 1, 1)


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
