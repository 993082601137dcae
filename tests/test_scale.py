"""What one more article costs must not grow with the record: no step of a derivation looks through a whole table."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman import Record
from dragoman.record import copies, holders, origins
from made_readings import TEXT, reading

FEW = {
    "touched", "derived", "sketches_gone", "happenings_touched", "amended", "amendments", "judged", "judgements",
    "json_each", "CONSTANT", "wanted", "found",
}  # fmt: skip
"""Tables that hold what changed, or what persons decided; and those of a query itself."""
PARTIAL = {"sketches_new"}
"""Indexes of what changed alone."""
_SCAN = re.compile(r"^SCAN (?:SUBQUERY )?(?:main\.|temp\.)?(\w+)(?: USING (?:COVERING )?INDEX (\w+))?")


def test_a_derivation_for_one_more_article_scans_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room, name in ((copies, "FEW"), (copies, "ANEW"), (origins, "FEW"), (origins, "ANEW"), (holders, "ANEW")):
        monkeypatch.setattr(room, name, 1e9)
    with Record(tmp_path / "r.dragoman") as record:
        for n in range(6):
            day = f"2013-01-{20 + n}" if n % 2 else "2013"
            record.add(reading(f"a{n}", published=day, source=f"{n}.txt", extra=f" More, for the {n}th time, of it."))
        record.derive()
        asked: set[str] = set()
        record.add(reading("b1", published="2013-01-23", source="b.txt", text=f"{TEXT} Another said so, too."))
        record.add(reading("b2", published="2013", source="c.txt", publisher="Tribune"))
        again = reading("a1", version="2", published="2013-01-21", source="1.txt", extra=" Told otherwise.")
        record.add(replace(again, events=()))
        record._connection.set_trace_callback(asked.add)
        record.derive()
        record._connection.set_trace_callback(None)
        assert len(asked) > 50
        scans = {scan for sql in sorted(asked) for scan in _scans(record, sql)}
        assert not scans, "\n".join(sorted(scans))


def _scans(record: Record, sql: str) -> list[str]:
    """The tables that a statement looks through from end to end."""
    if re.match(r"--|BEGIN|COMMIT|PRAGMA|SAVEPOINT|RELEASE|CREATE|DROP", sql) or "temp." in sql:
        return []
    if re.fullmatch(r"SELECT \w+ FROM [\w.]+ LIMIT 1", sql):
        return []
    named = {a: t for t, a in re.findall(r"\b(?:FROM|JOIN) (?:main\.)?(\w+)(?:\(.*?\))? (?:AS )?(\w+)", sql)}
    found = []
    for row in record._connection.execute(f"EXPLAIN QUERY PLAN {sql}"):
        scan = _SCAN.match(row[3])
        if scan and "VIRTUAL TABLE" not in row[3] and not {scan[1], named.get(scan[1])} & FEW | {scan[2]} & PARTIAL:
            found.append(f"{row[3]}: {' '.join(sql.split())[:300]}")
    return found
