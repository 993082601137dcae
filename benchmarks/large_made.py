"""Makes the large record of `large_record.py`: one month is read and derived as any record is, all others are copies.

A copy has the month's rows, base and derived, under other article ids and days, with sketches of other hashes. What a
derivation names by what is in it (happenings, their cores, stories, connected parts, utterances) is named anew in each
month as a derivation would name it, so that one finds it as it would have left it. All months begin on the weekday on
which the first did, for texts name weekdays. Sums over all months are made from the copied rows. No seals are copied.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from large_month import FIRST, MARK, make_month

from dragoman.model import content_id
from dragoman.record import Record, holders
from dragoman.record.opening import connect
from dragoman.record.wordings import Wordings


def make(path: Path, template: Path, months: int) -> None:
    """A record of so many months at `path`; the first is made at `template` unless it is there."""
    if not template.exists():
        make_month(template, months)
    start = time.process_time()
    with Record(path):
        pass
    record = _opened(path, template, months)
    names = _named_in(record)
    record.create_function("own", 3, lambda old, mark, month: _own(names, old, mark, month), deterministic=True)
    aside = _set_aside(record)
    for table in _tables(record):
        _timed(table, lambda table=table: _copy(record, table))
    _timed("utterance_keys", lambda: _utterance_keys(record, template))
    _timed("sums", lambda: _sums(record))
    _timed("sketches", lambda: _sketches(record))
    _timed("holders", lambda: _holders(record))
    for sql in aside:
        _timed(" ".join(sql.split()[:3]), lambda sql=sql: record.execute(sql))
    for table in ("sentences_fts", "activity_fts"):
        _timed(table, lambda table=table: record.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')"))
    _close(record)
    counted = ("articles", "events", "happenings", "statements", "positions", "mentions", "sentences")
    with Record(path, read_only=True) as made:
        counts = {t: made.sql(f"SELECT max(rowid) AS n FROM {t}")[0]["n"] for t in counted}
    print(f"{counts}, {path.stat().st_size / 1e9:.1f} GB, made in {time.process_time() - start:.0f} s of processor")


def settle(path: Path, template: Path, months: int) -> None:
    """A record that was made before the marks of statements were kept as they are now, as if it were made now."""
    with Record(path), Record(template):
        pass
    record = _opened(path, template, months)
    record.execute("DELETE FROM utterance_keys")
    _timed("utterance_keys", lambda: _utterance_keys(record, template))
    _close(record)


def _opened(path: Path, template: Path, months: int) -> sqlite3.Connection:
    record = connect(path, read_only=False)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -800000", "foreign_keys = OFF"):
        record.execute(f"PRAGMA {pragma}")
    record.execute("ATTACH ? AS month", (f"file:{template.resolve()}?mode=ro",))
    record.execute("CREATE TEMP TABLE months (n INTEGER PRIMARY KEY, mark TEXT, month TEXT, days INTEGER)")
    for n, begin in enumerate(months_of(months)):
        row = (n, mark_of(n), begin.isoformat()[:8], (begin - FIRST).days)
        record.execute("INSERT INTO months VALUES (?, ?, ?, ?)", row)
    return record


def _close(record: sqlite3.Connection) -> None:
    record.execute("DELETE FROM touched")
    record.execute("DELETE FROM happenings_touched")
    record.execute("UPDATE derived SET stale = 0")
    record.execute("DETACH month")
    record.execute("PRAGMA journal_mode = WAL")
    record.close()


def months_of(count: int) -> list[dt.date]:
    """The first days of the last so many months up to 2025 that begin on the weekday on which the made one does."""
    every = (dt.date(2025 - n // 12, 12 - n % 12, 1) for n in range(12 * 150))
    found = [day for day in every if day.weekday() == FIRST.weekday()]
    return sorted(found[:count])


def mark_of(n: int) -> str:
    """What begins the ids of the n-th month."""
    return f"{n:03x}"


def _timed(what: str, do: Any) -> None:
    began, clock = time.process_time(), time.perf_counter()
    do()
    if time.process_time() - began > 1:
        took = time.process_time() - began
        print(f"{what}: {took:.0f} s of processor, {time.perf_counter() - clock:.0f} by the clock", flush=True)


_LEFT = (
    "derived", "touched", "happenings_touched", "sketches", "holders", "activity", "dyads", "dyad_totals", "rejects",
    "utterance_keys", "seals",
)  # fmt: skip
"""Of the month these are not copied: they are made otherwise, or empty."""
_BY_OTHER_KEYS = ("happening_tokens", "story_keys")
"""Tables that are ordered by a hash: all months of a row follow each other."""


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
    keys = ", ".join(f'"{row[1]}"' for row in record.execute(f"PRAGMA main.table_info({table})") if row[5])
    record.execute(f"CREATE TEMP TABLE ordered AS SELECT * FROM month.{table}{keys and ' ORDER BY ' + keys}")
    inner, outer = ("months r", "ordered t")
    if table in _BY_OTHER_KEYS:
        inner, outer = outer, inner
    record.execute(f"INSERT INTO main.{table} ({names}) SELECT {made} FROM {inner} CROSS JOIN {outer}")
    record.execute("DROP TABLE temp.ordered")


def _moved(record: sqlite3.Connection, table: str, name: str, kind: str) -> str:
    column = f't."{name}"'
    if table == "story_profiles" and name in ("first", "last"):
        return f"{column} + r.days"
    if table == "story_keys" and name == "day":
        return f"iif({column} < 0, {column}, {column} + r.days)"
    if kind != "TEXT" or name in _TEXTS:
        return column
    if name in _OWN:
        return f"own({column}, r.mark, r.month)"
    if name == "sort_key":
        # It ends with the happening's id.
        begin = f"replace(replace(substr({column}, 1, length({column}) - 16), '{MARK}', r.mark), '2011-01-', r.month)"
        return f"{begin} || own(substr({column}, -16), r.mark, r.month)"
    if _has(record, table, name, MARK):
        column = f"replace({column}, '{MARK}', r.mark)"
    if name in _DAYS and _has(record, table, name, "2011-"):
        for strange in ("2010-12-", "2011-02-", "2011-12-", "2011-01-29", "2011-01-30", "2011-01-31"):
            if _has(record, table, name, strange):
                raise SystemExit(f"{table}.{name}: {strange} is outside of the month")
        column = f"replace({column}, '2011-01-', r.month)"
    return column


def _has(record: sqlite3.Connection, table: str, name: str, what: str) -> bool:
    row = record.execute(f'SELECT 1 FROM month.{table} WHERE instr("{name}", ?) LIMIT 1', (what,)).fetchone()
    return row is not None


Named = dict[str, tuple[str, str]]
"""An id of the month: what it is the hash of, and before that the block of a core (empty for anything else)."""


def _named_in(record: sqlite3.Connection) -> Named:
    """Of every id that is a hash of ids of articles, these."""
    names: Named = {}
    for row in record.execute("SELECT happening_id, first_article_id, first_event_id FROM month.happenings"):
        names[row[0]] = (f"happening\x1f{row[1]}\x1f{row[2]}\x1f", "")
    cores: dict[str, tuple[str, str, str]] = {}
    for core, block, article, event in record.execute(
        "SELECT c.core_id, c.block, m.article_id, m.event_id FROM month.happening_cores c "
        "JOIN month.happening_members m ON m.core_id = c.core_id AND m.block = c.block"
    ):
        cores[core] = min(cores.get(core, (article, event, block)), (article, event, block))
    for core, (article, event, block) in cores.items():
        names[core] = (f"core\x1f{article}\x1f{event}\x1f", block)
    for utterance, article, statement in record.execute(
        "SELECT utterance_id, article_id, statement_id FROM month.utterance_reports"
    ):
        text = f"utterance\x1f{article}\x1f{statement}\x1f"
        if content_id("utterance", article, statement) == utterance:
            names[utterance] = (text, "")
    for story, article in record.execute("SELECT story_id, article_id FROM month.story_articles"):
        if content_id("story", article) == story:
            names[story] = (f"story\x1f{article}\x1f", "")
    parts: dict[str, list[str]] = {}
    for part, article in record.execute("SELECT part, article_id FROM month.story_profiles ORDER BY article_id"):
        parts.setdefault(part, []).append(article)
    names |= {part: ("\n".join(articles), "") for part, articles in parts.items()}
    wrong = [old for old in names if _own(names, old, MARK, "2011-01-") != old]
    if wrong:
        raise SystemExit(f"{len(wrong)} ids of the month are not named as expected, such as {wrong[0]}")
    return names


def _own(names: Named, old: str | None, mark: str, month: str) -> str | None:
    """What a derivation calls in another month what it called so in the first."""
    if old is None:
        return None
    held = names.get(old)
    if held is None:
        if MARK not in old:
            raise ValueError(f"{old}: is not known by what it was named")
        return old.replace(MARK, mark)
    named = hashlib.blake2b(held[0].replace(MARK, mark).encode(), digest_size=8).hexdigest()
    return content_id(held[1].replace("2011-01-", month), named) if held[1] else named


def _utterance_keys(record: sqlite3.Connection, template: Path) -> None:
    """By what statements find each other."""
    with Record(template, read_only=True) as month:
        statements = Wordings(month._connection)
        articles = [row[0] for row in month._connection.execute("SELECT article_id FROM articles")]
        said = [one for article in articles for one in statements.of_article(article)]

    def rows() -> Iterator[tuple[int, int, str, str]]:
        for mark, days in record.execute("SELECT mark, days FROM months ORDER BY n").fetchall():
            for one in said:
                moved = replace(
                    one, article_id=one.article_id.replace(MARK, mark),
                    statement_id=one.statement_id.replace(MARK, mark),
                    first=one.first if one.first is None else one.first + days,
                    last=one.last if one.last is None else one.last + days,
                )  # fmt: skip
                yield from ((key, moved.wording_key, *moved.key) for key in moved.marks())

    record.execute("CREATE TEMP TABLE marked (key INTEGER, wording INTEGER, article_id TEXT, statement_id TEXT)")
    record.executemany("INSERT INTO temp.marked VALUES (?, ?, ?, ?)", rows())
    record.execute("INSERT OR IGNORE INTO main.utterance_keys SELECT * FROM temp.marked ORDER BY 1, 2, 3, 4")
    record.execute("DROP TABLE temp.marked")


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
    """The month's sketches with hashes of their own in every month."""
    held = record.execute("SELECT * FROM month.sketches").fetchall()
    names = list(held[0].keys())
    begun, undated = FIRST.toordinal() * 2, (FIRST.toordinal() + 1000) * 2
    for n, mark, days in record.execute("SELECT n, mark, days FROM months").fetchall():
        turn = np.random.default_rng(n).integers(0, 1 << 32, 2, dtype=np.uint32)
        turn[0] &= np.uint32(0xFFFFFFFC)
        rows = []
        for row in held:
            new = dict(row)
            new["article_id"] = row["article_id"].replace(MARK, mark)
            new["like_id"] = row["like_id"] and row["like_id"].replace(MARK, mark)
            if begun <= row["age"] < undated:
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


def _holders(record: sqlite3.Connection) -> None:
    record.execute("CREATE INDEX sketches_place ON sketches (place)")
    record.execute("BEGIN")
    holders._anew(record, record.execute("SELECT count(*) FROM sketches").fetchone()[0])
    record.execute("COMMIT")
